"""Which column of a table holds what: by its heading, by what somebody said of it, or by what stands in it."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exam.core.as_seen import as_seen
from exam.formats.imports.usual_names import Meaning, as_role, folded, meaning

Row = Sequence[str]

_LOOKED_AT = 20
"""Rows from the first in which a heading may stand: some programs write instructions above it."""
_ONE_ALONE = frozenset({"stem", "type", "points", "explanation", "name", "picture", "tolerance", "unit", "format"})
"""What a question has once, so that a second column of the kind is not used."""


@dataclass(frozen=True)
class Columns:
    """What the columns hold, by their place from 0, and where the questions begin."""

    meanings: Mapping[int, Meaning]
    first_row: int
    """The place of the first row of questions, from 0."""
    unused: tuple[str, ...] = ()
    """Headings that say nothing."""


class NoColumns(Exception):
    """The columns cannot be told; the text says why, as a fault's message does."""


def columns_told(columns: str) -> dict[str, Meaning]:
    """What somebody wrote as in ``stem=Frage,a=Antwort 1``: meanings by heading or number. Raises NoColumns."""
    found: dict[str, Meaning] = {}
    for row in csv.reader([columns], skipinitialspace=True):
        for part in row:
            role, equals, heading = part.partition("=")
            known = as_role(role)
            if not equals or not heading.strip() or known is None:
                raise NoColumns(
                    f"cannot be read by --columns: {part[:60]!r} is not as in stem=Frage, a=Antwort 1 or key=Richtig"
                )
            found[heading.strip()] = known
    return found


def columns_of(rows: Sequence[Row], said: Mapping[str, Meaning], *, tabs: bool = False) -> Columns:
    """What the columns of a table hold. `tabs`: whether tabs part them, as in notes. Raises NoColumns."""
    for at, row in enumerate(rows[:_LOOKED_AT]):
        if (found := _by_heading(row, at, said)) is not None:
            return found
    if said and all(heading.isdigit() for heading in said):
        return Columns({int(heading) - 1: what for heading, what in said.items() if int(heading)}, 0)
    if said:
        raise NoColumns(f"has no column that is called {next(iter(said))[:60]!r}")
    if (guessed := _by_content(rows, tabs=tabs)) is not None:
        return Columns(guessed, 0)
    raise NoColumns("has no row of headings that says what its columns hold")


def example(row: Row) -> str:
    """What somebody could write as ``--columns`` of a table with this first row."""
    headings = [cell if cell and "," not in cell and len(cell) <= 30 else str(at) for at, cell in enumerate(row, 1)]
    names = ["stem", *"abcdefghijklmnopqrstuvwxyz"[: max(0, len(row) - 2)], "key"][: len(row)]
    return ",".join(f"{name}={heading}" for name, heading in zip(names, headings, strict=False))


def _by_heading(row: Row, at: int, said: Mapping[str, Meaning]) -> Columns | None:
    """The columns, where this row is a heading."""
    names = [folded(cell) for cell in row]
    wanted = {folded(heading): what for heading, what in said.items()}
    numbered = bool(said) and all(heading.isdigit() for heading in said)
    meanings: dict[int, Meaning] = {}
    if numbered:
        meanings = {int(heading) - 1: what for heading, what in said.items() if int(heading)}
        if sum(meaning(cell) is not None for cell in row) < 2:
            return None
    elif said:
        if not wanted.keys() <= set(names):
            return None
        meanings = {names.index(heading): what for heading, what in wanted.items()}
    if "q" in names and "a" in names and "b" not in names:
        meanings = {names.index("q"): Meaning("stem"), names.index("a"): Meaning("key"), **meanings}
    usual = {place: found for place, cell in enumerate(row) if place not in meanings and (found := meaning(cell))}
    taken = {what.role for what in meanings.values()}
    for place, what in sorted(usual.items(), key=lambda one: (one[1].rank, one[0])):
        if what.role in _ONE_ALONE and what.role in taken:
            continue
        if said and what.role in taken and what.role in ("key", "right", "answers", "options"):
            continue
        taken.add(what.role)
        meanings[place] = what
    _drop_lone_letters(meanings)
    roles = {what.role for what in meanings.values()}
    answered = roles & {"key", "right", "answers", "options", "option"}
    if "stem" not in roles or not answered or (len(meanings) < 2):
        return None
    if not said and _looks_like_a_question(row):
        return None
    unused = tuple(cell for place, cell in enumerate(row) if cell.strip() and place not in meanings)
    return Columns(meanings, at + 1, unused)


def _drop_lone_letters(meanings: dict[int, Meaning]) -> None:
    """Of columns that are called by a single letter or number, those that do not go on from the first."""
    places = {what.order for what in meanings.values() if what.role == "option"}
    lowest = 0 if 0 in places else 1
    for place, what in list(meanings.items()):
        if what.role == "option" and not set(range(lowest, what.order)) <= places:
            del meanings[place]


def _looks_like_a_question(row: Row) -> bool:
    return any(cell.strip().endswith("?") and len(cell) > 20 for cell in row)


def _by_content(rows: Sequence[Row], *, tabs: bool) -> dict[int, Meaning] | None:
    """The columns of a table without headings, where what stands in them leaves no doubt."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widths = [len(row) for row in filled]
    if not widths:
        return None
    width = max(set(widths), key=widths.count)
    full = [row for row in filled if len(row) == width]
    if 10 * len(full) < 9 * len(filled) and not (tabs and width == 2):
        return None
    columns = list(zip(*full, strict=True))
    asking = [
        10 * sum(cell.strip().endswith(("?", ":", "…", "؟", "？")) for cell in cells) >= 5 * len(full)
        for cells in columns
    ]
    if width == 2:
        certain = tabs or (asking[0] and not asking[1])
        return {0: Meaning("stem"), 1: Meaning("key")} if certain else None
    if width < 4 or sum(asking) != 1 or len(full) < 2:
        return None
    stem = asking.index(True)
    for key in (width - 1, stem + 1):
        options = [place for place in range(stem + 1, width) if place != key]
        if len(options) >= 2 and all(_fits([row[place] for place in options], row[key]) for row in full):
            found = {stem: Meaning("stem"), key: Meaning("key")}
            letters = "abcdefghijklmnopqrstuvwxyz"
            return found | {place: Meaning("option", letters[at]) for at, place in enumerate(options[:26])}
    return None


def _fits(options: Sequence[str], key: str) -> bool:
    """Whether a cell is the key of options beyond doubt: one of their letters, or one of their texts."""
    key = key.strip()
    if [as_seen(option) for option in options].count(as_seen(key)) == 1:
        return True
    return bool(re.fullmatch(r"[A-Za-z]", key)) and ord(key.lower()) - ord("a") < len(options)
