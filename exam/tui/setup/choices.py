"""What the fields of set-up say, and the paper that follows from them, if one does."""

from dataclasses import dataclass

from exam.assembly import CodeRefused, Impossible, available, read_code, tailor
from exam.assembly.tailor import count_of
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, Difficulty, minutes_for
from exam.core.events import Mode


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


class NoSuchPaper(Exception):
    """No paper follows from the choices. `field` is the one to look at; the text is for the user."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def plan(bank: Bank, choices: PaperChoices) -> PlannedPaper:
    """The paper that the choices ask for. Raises NoSuchPaper."""
    seed: int | None = None
    minutes = None
    try:
        if choices.code.strip():
            blueprint, seed = read_code(choices.code).resolve(bank)
        else:
            items = _whole_number(choices.items, "items")
            minutes = _whole_number(choices.minutes, "minutes")
            blueprint = tailor(
                bank,
                choices.preset,
                sections=choices.sections,
                items=_most_of(bank, choices) if items is None else items,
                minutes=minutes,
                difficulty=choices.difficulty,
            )
    except CodeRefused as error:
        raise NoSuchPaper("code", str(error)) from None
    except Impossible as error:
        unfit = minutes is not None and not 1 <= minutes <= 1440
        raise NoSuchPaper("minutes" if unfit else "items", str(error)) from None
    count = count_of(bank, blueprint)
    return PlannedPaper(blueprint, seed, count, blueprint.minutes or minutes_for(count))


def preset_of(bank: Bank, name: str) -> Blueprint:
    """The preset of that id, or the bank's first."""
    return next((blueprint for blueprint in bank.blueprints if blueprint.id == name), bank.blueprints[0])


def _most_of(bank: Bank, choices: PaperChoices) -> int | None:
    """Fewer questions than the preset's where the chosen sections have no more."""
    most = available(bank, choices.sections)
    items = preset_of(bank, choices.preset).items
    return most if choices.sections and items and items > most else None


def _whole_number(text: str, field: str) -> int | None:
    if not (text := text.strip()):
        return None
    if not text.isascii() or not text.isdigit():
        raise NoSuchPaper(field, f"{text} is not a whole number.")
    return int(text[:6])
