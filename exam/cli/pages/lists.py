"""Short lists on a terminal: notes and reports, profiles, and what is in the bin."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exam.cli.output.layout import Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, command, facts

if TYPE_CHECKING:
    from exam.core.own_words import OwnWords
    from exam.library.item_places import ItemPlace
    from exam.store.bin import Discarded

_WRITTEN = {"note": Part("» ", "accent"), "report": Part("! ", "warn")}
_PROFILES = (Column(), Column("profile"), Column("attempts", right=True), Column("folder", least=20))
_BIN = (
    Column("attempt"),
    Column("discarded"),
    Column("score", right=True),
    Column("answered", right=True, weight=1),
    Column("paper", least=12),
)


def own_words_page(
    found: Sequence[OwnWords], places: Mapping[tuple[str, str], ItemPlace], closing: str, width: int
) -> list[Line]:
    """Notes, or reports with where their questions stand, newest first."""
    lines: list[Line] = [*wrapped_words(Part(closing, "bold"), width)]
    for one in found:
        day = one.at.astimezone().strftime("%Y-%m-%d")
        report = one.kind == "report"
        lines += [
            EMPTY,
            *wrapped_words(one.stem, width, indent=2),
            *wrapped_words(line(_WRITTEN[one.kind], Part(one.text, "bold")), width, indent=2, hang=4),
            *facts((day, f"{one.attempt}, question {one.n}", one.section, one.bank_title), width, indent=4),
        ]
        if report:
            place = places.get((one.bank, one.item))
            where = str(place) if place else "The bank is not here, or has the question no more."
            lines += wrapped_words(Part(where, "muted"), width, indent=4, whole=True)
            lines += command(
                f"exam regrade --bank {shlex.quote(one.bank)} --item {shlex.quote(one.item)}", width, indent=4
            )
    return lines


def profiles_page(listed: Sequence[Mapping[str, Any]], width: int) -> list[Line]:
    """The profiles, with a sign at the one that is used."""
    rows: list[list[Cell]] = [
        [
            Part("›", "accent") if one["used"] else "",
            Part(one["profile"] or "(no profile)", "bold" if one["used"] else ""),
            f"{one['attempts']}",
            Part(one["folder"], "muted"),
        ]
        for one in listed
    ]
    return table(_PROFILES, rows, width, indent=0)


def bin_page(thrown: Sequence[Discarded], width: int) -> list[Line]:
    """The attempts in the bin, and how one is taken out of it."""
    rows: list[list[Cell]] = [
        [
            Part(one.id, "accent"),
            one.at.astimezone().strftime("%Y-%m-%d"),
            "unfinished" if one.percent is None else f"{one.percent:.0f} %",
            f"{one.answered} of {one.items}",
            f"{one.blueprint_title}, {one.bank_title}",
        ]
        for one in thrown
    ]
    return [*table(_BIN, rows, width), EMPTY, *command("exam attempts restore ATTEMPT", width)]
