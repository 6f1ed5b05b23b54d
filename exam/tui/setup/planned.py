"""What the fields of set-up say, and the paper that they come to."""

from dataclasses import dataclass
from typing import Literal

from exam.assembly import Impossible, available, count_of, preset_of, read_code, tailor
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, Difficulty, minutes_for
from exam.core.events import Mode

MarkFor = Literal["paper", "every", "none"]
"""What a pass mark of one's own is for: this paper; every one from now on, so that it is kept; or that none is kept any
more."""


@dataclass(frozen=True)
class PaperChoices:
    """What the fields say."""

    preset: str
    sections: tuple[str, ...] = ()
    """Empty: all of them."""
    items: str = ""
    """As typed; empty: the preset's."""
    minutes: str = ""
    """As typed; empty: the preset's pace."""
    pass_mark: str = ""
    """As typed, in percent; empty: the one set for all papers, or the preset's."""
    mark_for: MarkFor = "paper"
    extra_time: float | None = 1.0
    mode: Mode = "exam"
    difficulty: Difficulty | None = None
    """None: the preset's."""
    measured: bool = False
    """Whether the past decides which questions and wrong options come first."""
    code: str = ""
    """As typed; empty: a new paper."""


@dataclass(frozen=True)
class PlannedPaper:
    """A paper that can be made."""

    blueprint: Blueprint
    seed: int | None
    """None: a new one."""
    items: int
    minutes: int
    own_cut: int | None = None
    """The sitter's own pass mark in percent, where one was typed."""


def plan(bank: Bank, choices: PaperChoices) -> PlannedPaper:
    """The paper that the choices ask for. Raises CodeRefused and Impossible, with words for the user."""
    seed: int | None = None
    if choices.code.strip():
        blueprint, seed = read_code(choices.code).resolve(bank)
    else:
        items = whole_number(choices.items)
        blueprint = tailor(
            bank,
            choices.preset,
            sections=choices.sections,
            items=_most_of(bank, choices) if items is None else items,
            minutes=whole_number(choices.minutes),
            difficulty=choices.difficulty,
        )
    count = count_of(bank, blueprint)
    own = whole_number(choices.pass_mark)
    if own is not None and own > 100:
        raise Impossible(f"A pass mark of {own} % cannot be: choose 0 to 100.")
    return PlannedPaper(blueprint, seed, count, blueprint.minutes or minutes_for(count), own)


def _most_of(bank: Bank, choices: PaperChoices) -> int | None:
    """Fewer questions than the preset's where the chosen sections have no more."""
    most = available(bank, choices.sections)
    items = preset_of(bank, choices.preset).items
    return most if choices.sections and items and items > most else None


def whole_number(text: str) -> int | None:
    if not (text := text.strip()):
        return None
    if not text.isascii() or not text.isdigit():
        raise Impossible(f"{text} is not a whole number.")
    return int(text[:6])
