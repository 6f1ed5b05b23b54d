"""A bank that is written in Markdown: the form that banks/README.md shows and that exports write."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from exam.formats import written_form as form
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut, Place
from exam.formats.imports.markdown_segments import lost_in
from exam.formats.imports.written_blocks import WrittenLines
from exam.formats.imports.written_exhibits import WrittenExhibits
from exam.formats.imports.written_question import written_question

_FIELDS = "id title description language licence text minutes cut items".split()
_USUAL = frozenset(("title", "description", "language", "licence"))
"""Fields that pages of the web begin with, too."""
_FIELD = re.compile(r"([a-z_-]{1,40}):(?:[ \t]+(.*))?$")
_MOST_FIELDS = 40
_LOST = "stands below another question: with ## before it, it is one of its own"


@dataclass(frozen=True)
class Front:
    """The fields at the beginning of a file."""

    fields: dict[str, str]
    end: int
    """How many lines they take."""
    others: tuple[str, ...] = ()
    """Names of fields that are none of a bank's."""

    @property
    def is_written_form(self) -> bool:
        return bool(self.fields) and not self.others

    @property
    def is_certain(self) -> bool:
        """Whether it has fields that no page of the web has."""
        return not _USUAL.issuperset(self.fields)


def front_of(text: str) -> Front:
    """The fields between two lines of three dashes at the very beginning; none where there are none."""
    lines = text[:40_000].split("\n")
    found: dict[str, str] = {}
    others: list[str] = []
    if lines[0].rstrip() != "---":
        return Front({}, 0)
    for at, line in enumerate(lines[1:_MOST_FIELDS], start=1):
        if line.rstrip() == "---":
            return Front(found, at + 1, tuple(others))
        if not line.strip() or line.startswith("#"):
            continue
        field = _FIELD.match(line.rstrip())
        if field is None or field[1] not in _FIELDS:
            others.append(field[1] if field else line.strip()[:40])
        else:
            found[field[1]] = _value(field[2] or "")
    return Front({}, 0)


def read_written(text: str, front: Front) -> ForeignBank:
    """The bank."""
    lines = WrittenLines(text.split("\n"))
    exhibits = WrittenExhibits()
    items: list[ForeignItem] = []
    left_out: list[LeftOut] = []
    for section, start, end in _questions(lines, front.end):
        head = lines.raw[start].removeprefix("##").removeprefix(" ")
        if form.EXHIBIT.match(head):
            if why := exhibits.read(head, lines.raw[start + 1 : end]):
                left_out.append(LeftOut(Place(start + 1), head[:60], why))
            continue
        head = re.sub(r"^\\(\\*Exhibit:)", r"\1", head)
        lost = list(lost_in(lines.raw[start + 1 : end]))
        own = lines.part(start + 1, start + 1 + lost[0][0] if lost else end)
        name, fields, why = written_question(head, own)
        if why:
            left_out.append(LeftOut(Place(start + 1), name or head[:60].strip() or f"line {start + 1}", why))
        else:
            items.append(ForeignItem(Place(start + 1), fields, name, section))
        left_out += [LeftOut(Place(start + 2 + at), heading[:60], _LOST) for at, heading in lost]
    read_as: Literal["plain", "markdown"] = "plain" if front.fields.get("text") == "plain" else "markdown"
    notes = []
    if front.fields.get("text", read_as) != read_as:
        notes.append(f"Its text is said to be {front.fields['text'][:40]!r}: it was read as Markdown.")
    return ForeignBank(
        tuple(items),
        tuple(left_out),
        title=front.fields.get("title", ""),
        language=front.fields.get("language", ""),
        description=front.fields.get("description", ""),
        text=read_as,
        exhibits=tuple(exhibits.found),
        wanted_media=exhibits.wanted,
        fields=dict(_bank_fields(front.fields)),
        notes=tuple(notes),
    )


def _questions(lines: WrittenLines, first: int) -> Iterator[tuple[str, int, int]]:
    """The title of the section, the line of the heading and the line behind the end of each question, from 0."""
    section = ""
    begun: int | None = None
    for at in range(first, len(lines.raw)):
        raw = lines.raw[at]
        if lines.code[at] or not raw.startswith("#"):
            continue
        title = form.SECTION.match(raw)
        if title is None and form.QUESTION.match(raw) is None:
            continue
        if begun is not None:
            yield section, begun, at
        begun = None if title else at
        section = (title[1] or "").strip() if title else section
    if begun is not None:
        yield section, begun, len(lines.raw)


def _bank_fields(front: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name in ("id", "licence"):
        if front.get(name):
            yield name, front[name]
    exam = {
        name: int(front[name]) for name in ("items", "minutes", "cut") if re.fullmatch(r"\d{1,6}", front.get(name, ""))
    }
    if exam:
        yield "blueprint", [{"id": "standard", "title": "Standard", **exam}]


def _value(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] == '"':
        try:
            return str(json.loads(written))
        except ValueError:
            return written[1:-1]
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    return written
