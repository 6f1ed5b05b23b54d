"""`exam banks` and `exam questions` on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exam.cli.output.layout import Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, heading
from exam.core.wording import counted

if TYPE_CHECKING:
    from exam.core.form import Slot
    from exam.learning.browsing import Listed

_PRESETS = (
    Column("preset"),
    Column("title", least=12, weight=2),
    Column("questions", right=True),
    Column("time", right=True),
)
_SECTIONS = (Column("section"), Column("title", least=16), Column("items", right=True))
_QUESTIONS = (
    Column("last"),
    Column("met", right=True, weight=1),
    Column("missed", right=True, weight=1),
    Column("question", least=40),
    Column("id", weight=3),
)
_LAST: dict[str | None, Part] = {
    "missed": Part("✗ missed", "bad"),
    "unsure": Part("? unsure", "warn"),
    "flagged": Part("⚑ flagged", "warn"),
    "slow": Part("◷ slow", "warn"),
    "mastered": Part("✓ right", "good"),
    None: Part("– not met", "muted"),
}


def banks_page(shapes: Sequence[Mapping[str, Any]], in_hand: str | None, width: int) -> list[Line]:
    """The banks, each with its presets and sections. `in_hand` is the id of the one that is meant unasked."""
    lines: list[Line] = []
    for shape in shapes:
        hand = "  in hand" if shape["id"] == in_hand else ""
        what = (
            f"{counted(shape['questions'], 'question')} in {counted(len(shape['sections']), 'section')}, "
            f"edition {shape['edition']}"
        )
        lines += [
            *([EMPTY] if lines else []),
            *wrapped_words(line(Part(shape["title"], "bold"), Part(hand, "good")), width),
            *wrapped_words(Part(shape["id"], "accent"), width, indent=2, whole=True),
            *wrapped_words(Part(what, "muted"), width, indent=2),
            *wrapped_words(Part(shape["path"], "muted"), width, indent=2, whole=True),
            EMPTY,
            *table(_PRESETS, [*_presets(shape)], width),
            EMPTY,
            *table(_SECTIONS, [[one["id"], one["title"], f"{one['items']}"] for one in shape["sections"]], width),
        ]
    return lines


def _presets(shape: Mapping[str, Any]) -> Iterator[list[Cell]]:
    for one in shape["blueprints"]:
        items, minutes = one["items"], one["minutes"]
        yield [one["id"], one["title"], f"{items}" if items else "", f"{minutes} min" if minutes else ""]


def questions_page(shown: Sequence[Listed], slots: Mapping[str, Slot], width: int) -> list[Line]:
    """Questions by section, a row each; one whose answer is asked for stands in whole, with it below."""
    heads, rows = [], {}
    if not slots:
        head, *drawn = table(_QUESTIONS, [_row(one) for one in shown], width)
        heads, rows = [head], dict(zip((one.item for one in shown), drawn, strict=True))
    lines: list[Line] = heads
    for title, group in groupby(shown, lambda one: one.section_title):
        lines += heading(title, width)
        for one in group:
            lines += [rows[one.item]] if one.item in rows else [EMPTY, *_whole(one, slots.get(one.item), width)]
    return lines if heads else lines[1:]


def _row(one: Listed) -> list[Cell]:
    record = one.record
    return [
        _LAST[record.reason if record else None],
        f"{record.met} ×" if record else "",
        f"{record.missed} ×" if record and record.missed else "",
        one.stem,
        Part(one.item, "muted"),
    ]


def _whole(one: Listed, slot: Slot | None, width: int) -> Iterator[Line]:
    from exam.core.answer_words import printed_solution

    yield from wrapped_words(Part(one.stem, "bold"), width, indent=2)
    yield from wrapped_words(Part(f"{one.item}: {one.past}", "muted"), width, indent=4)
    if slot is not None:
        right = [slot.option(key).text for key in slot.key] if slot.is_choice else [printed_solution(slot)]
        for text in filter(None, (*right, slot.answer)):
            yield from wrapped_words(line(Part("✓ ", "good"), text), width, indent=4, hang=6)
        if slot.rationale:
            yield from wrapped_words(slot.rationale, width, indent=4)
