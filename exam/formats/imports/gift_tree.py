"""A GIFT file as a tree: what each question asks and what answers it, before any bank.

Written by hand: no Python library for GIFT is kept, and the format is small. What a sign means follows Moodle's own
importer, which most such files were written for; where that would leave nonsense (a second pair of braces, an equals
sign within an option), what the author must have meant is taken, and said in `remarks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam.core.text import one_line
from exam.formats.imports.gift_answers import GiftAnswers, NoAnswers, answers_of
from exam.formats.imports.gift_blocks import Block, blocks, freed
from exam.formats.imports.gift_braces import UnclearBraces, around_braces
from exam.formats.imports.gift_texts import GiftText, gift_text

BLANK = "_____"
"""What stands in a stem where the answers stood in its middle."""
_LONGEST_NAME = 60
_LONGEST = 100_000
"""Characters of a question. Nobody reads one that long, and taking it apart would take long, too."""
_TITLE = re.compile(r"::(.*?)::", re.S)


@dataclass(frozen=True, slots=True)
class GiftQuestion:
    """One question, or a text that asks nothing, which is of the kind "description"."""

    line: int
    stem: GiftText
    found: GiftAnswers
    title: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    section: str = ""
    remarks: tuple[str, ...] = ()
    """What was read in another way than the letter of the format says."""

    @property
    def name(self) -> str:
        """What people call it: its title, or else its first words."""
        return self.title or _first_words(self.stem.text)


@dataclass(frozen=True, slots=True)
class Unread:
    """What is no question, and why, to be read after its name."""

    line: int
    name: str
    why: str


def gift_questions(kept: str) -> Iterator[GiftQuestion | Unread]:
    """The questions of a file's text whose escaped signs are kept (`gift_blocks.escapes_kept`)."""
    for block in blocks(kept):
        title, text = _titled(block.text)
        if len(text) > _LONGEST:
            yield Unread(block.line, title or _first_words(freed(text[:_LONGEST_NAME])), "is longer than any question")
            continue
        try:
            yield _question(block, title, text)
        except (UnclearBraces, NoAnswers) as fault:
            yield Unread(block.line, title or _first_words(freed(text[: 2 * _LONGEST_NAME])), str(fault))


def _question(block: Block, title: str, text: str) -> GiftQuestion:
    parts = around_braces(text)
    if parts.within is None:
        stem, found = gift_text(parts.before), GiftAnswers("description")
    else:
        stem = gift_text(parts.before)
        if parts.behind.strip():
            blank = BLANK.replace("_", r"\_") if stem.form == "markdown" else BLANK
            stem = gift_text(f"{parts.before}{blank}{parts.behind}")
        found = answers_of(parts.within, stem.form)
    if not stem.text.strip():
        raise NoAnswers("has no text that asks for anything")
    return GiftQuestion(
        line=block.line,
        stem=stem,
        found=found,
        title=title,
        id=block.id,
        tags=tuple(block.tags),
        section=block.section,
        remarks=tuple(dict.fromkeys((*parts.remarks, *found.remarks))),
    )


def _titled(kept: str) -> tuple[str, str]:
    """The title of a question, and the rest of its text."""
    found = _TITLE.match(kept)
    return (one_line(freed(found[1])), kept[found.end() :].strip()) if found else ("", kept)


def _first_words(text: str) -> str:
    line = one_line(text)
    return f"{line[: _LONGEST_NAME - 1]}…" if len(line) > _LONGEST_NAME else line
