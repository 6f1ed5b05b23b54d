"""The list of right answers at the end of a practice exam: "1. B", "2) A, C", or a table of numbers and letters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from exam.formats.imports.markdown_lines import Line
from exam.formats.imports.markdown_segments import runs_of
from exam.formats.imports.markdown_words import letters_of

_ROW = re.compile(r"\s*\|\s*\**(\d{1,4})[.)]?\**\s*\|\s*\**([A-Z](?:\s*[,&]\s*[A-Z]){0,7})\**\s*\|(?:[^|]*\|)?\s*$")
_BARE = re.compile(
    r"\s*(?:[-*+]\s+)?\**(?:Q|Question\s)?(\d{1,4})\s*[-–—:=.)]{1,2}\**\s*\**([A-Z](?:\s*[,&]\s*[A-Z]){0,7})\**\s*$"
)
_LONGEST = 200
"""Characters of a line of such a list."""
_FEWEST = 3
"""Answers in a row that make a list of them, and no list of anything else."""


def split_off_keys(lines: Sequence[Line]) -> tuple[dict[int, str], list[Line]]:
    """The letters by the number of their question, and the lines without the list. None are where there is no list."""
    runs = runs_of(lines)
    first = runs[-1].last + 1 if runs else len(lines)
    found: dict[int, str] = {}
    taken: set[int] = set()
    for at in range(first, len(lines)):
        line = lines[at]
        raw = line.raw.strip()
        row = None if line.kind == "code" or len(raw) > _LONGEST else _ROW.match(raw) or _BARE.match(raw)
        if row is None:
            continue
        letters = letters_of(row[2])
        if int(row[1]) == len(found) + 1 and letters.letters and letters.plain:
            found[int(row[1])] = letters.letters
            taken.add(at)
    if len(found) < _FEWEST:
        return {}, list(lines)
    above = min(taken) - 1
    while above >= first and lines[above].raw.lstrip().startswith("|"):
        taken.add(above)
        above -= 1
    kept = [replace(line, kind="blank", text="", raw="") if at in taken else line for at, line in enumerate(lines)]
    return found, kept
