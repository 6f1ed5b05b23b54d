"""Owns what set-up has chosen and the paper that follows from it. Refuses to guess: what cannot be is said."""

from dataclasses import dataclass, replace

from exam.assembly import CodeRefused, Impossible, available, read_code, tailor
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, Difficulty, minutes_for
from exam.core.events import Mode


@dataclass(frozen=True)
class Choices:
    """What the fields of set-up say."""

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
class Plan:
    """A paper that can be made."""

    blueprint: Blueprint
    seed: int | None
    """None: a new one."""
    items: int
    minutes: int


class Unclear(Exception):
    """No paper follows from the choices. `field` is the one to look at; the text is for the sitter."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def plan(bank: Bank, choices: Choices) -> Plan:
    """The paper that the choices ask for. Raises Unclear."""
    if choices.code.strip():
        return _plan_of_code(bank, choices.code)
    items = _number(choices.items, "items")
    minutes = _number(choices.minutes, "minutes")
    if items is None:
        items = _fitting(bank, choices)
    try:
        blueprint = tailor(
            bank,
            choices.preset,
            sections=choices.sections,
            items=items,
            minutes=minutes,
            difficulty=choices.difficulty,
        )
    except Impossible as error:
        raise Unclear("minutes" if minutes is not None and not 1 <= minutes <= 1440 else "items", str(error)) from None
    return _planned(bank, blueprint, None)


def preset_of(bank: Bank, name: str) -> Blueprint:
    """The preset of that id, or the bank's first."""
    return next((blueprint for blueprint in bank.blueprints if blueprint.id == name), bank.blueprints[0])


def with_preset(bank: Bank, choices: Choices, name: str) -> Choices:
    """The choices after another preset was taken: its numbers hold again."""
    return replace(choices, preset=preset_of(bank, name).id, items="", minutes="")


def items_of(bank: Bank, blueprint: Blueprint) -> int:
    """How many questions a form of the blueprint has, as far as that hangs on no seed."""
    if blueprint.items:
        return blueprint.items
    if blueprint.draw_sections and not blueprint.sections:
        sizes = sorted(len(section.items) for section in bank.sections if section.items)
        return sum(sizes[: blueprint.draw_sections])
    return available(bank, blueprint.sections)


def _plan_of_code(bank: Bank, text: str) -> Plan:
    try:
        blueprint, seed = read_code(text).resolve(bank)
    except CodeRefused as error:
        raise Unclear("code", str(error)) from None
    return _planned(bank, blueprint, seed)


def _planned(bank: Bank, blueprint: Blueprint, seed: int | None) -> Plan:
    items = items_of(bank, blueprint)
    return Plan(blueprint, seed, items, blueprint.minutes or minutes_for(items))


def _fitting(bank: Bank, choices: Choices) -> int | None:
    """Fewer questions than the preset's where the chosen sections have no more."""
    preset = preset_of(bank, choices.preset)
    there = available(bank, choices.sections)
    return there if choices.sections and preset.items and preset.items > there else None


def _number(text: str, field: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise Unclear(field, f"{text} is not a whole number.")
    return int(text[:6])
