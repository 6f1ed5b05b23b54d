"""The texts of questions as the part of HTML that QTI allows in both versions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.markdown import (
    Align,
    Block,
    CodeBlock,
    HorizontalRule,
    Items,
    Mark,
    Paragraph,
    Quote,
    Table,
    Words,
    parse,
)
from exam.core.text import reflowed
from exam.formats.exports.qti_xml import Inside, element, put_into

_TAGS: dict[Mark, str] = {"strong": "strong", "emphasis": "em", "code": "code", "sup": "sup", "sub": "sub"}
_ALIGNED: dict[Align, dict[str, str]] = {
    "left": {},
    "right": {"class": "qti-align-right"},
    "centre": {"class": "qti-align-center"},
}
"""In the words that 3.0 gives for the looks of a text; elsewhere they do no harm."""


@dataclass(frozen=True)
class Texts:
    """How the texts of a form become elements."""

    format: TextFormat
    numbered_from: bool = False
    """Whether a list may begin with another number than 1: in HTML it may, in QTI not."""

    def blocks(self, text: str) -> list[Element]:
        """A text as paragraphs, lists, tables and the like; none for an empty one."""
        if self.format == "markdown":
            return [self._block(block) for block in parse(text)]
        return list(_paragraphs(text if self.format == "plain" else reflowed(text)))

    def short(self, text: str) -> list[Inside]:
        """A text without a paragraph around it, where it has only one."""
        return unwrapped(self.blocks(text))

    def begins_later(self, text: str) -> bool:
        """Whether a list in it begins with another number than 1."""
        return self.format == "markdown" and any(map(_begins_later, parse(text)))

    def exhibit(self, exhibit: Exhibit, source: str | None) -> list[Element]:
        """What stands beside a question, under its title. `source` is where its picture lies, None: nowhere."""
        title = [element("p", element("strong", exhibit.title))] if exhibit.title else []
        return [*title, *self._shown(exhibit, source)]

    def _shown(self, exhibit: Exhibit, source: str | None) -> list[Element]:
        if exhibit.code is not None:
            return [_code(exhibit.code, exhibit.language or "")]
        if exhibit.table:
            rows = [[[cell] for cell in row] for row in exhibit.table]
            return [_table(rows, ["left"] * len(rows[0]))]
        if exhibit.picture:
            alt = exhibit.alt or ""
            return [element("p", f"[{alt}]" if source is None else element("img", src=source, alt=alt))]
        return self.blocks(exhibit.passage or "")

    def _block(self, block: Block) -> Element:
        match block:
            case Paragraph(words, heading):
                return element("p", element("strong", *_inline(words))) if heading else element("p", *_inline(words))
            case CodeBlock(text, language):
                return _code(text, language)
            case Items(entries, first):
                start = {"start": first} if self.numbered_from and first not in (None, 1) else {}
                return element(
                    "ul" if first is None else "ol", *(element("li", *self._entry(entry)) for entry in entries), **start
                )
            case Quote(blocks):
                return element("blockquote", *(map(self._block, blocks) if blocks else [element("p")]))
            case Table(rows, aligns):
                return _table([[_inline(cell) for cell in row] for row in rows], aligns)
            case HorizontalRule():
                return element("hr")

    def _entry(self, entry: Sequence[Block]) -> list[Inside]:
        """A list's entry; a first paragraph needs no room around it."""
        match entry:
            case [Paragraph(words, False), *others]:
                return [*_inline(words), *map(self._block, others)]
            case _:
                return [*map(self._block, entry)]


def _begins_later(block: Block) -> bool:
    match block:
        case Items(entries, first):
            return first not in (None, 1) or any(_begins_later(inner) for entry in entries for inner in entry)
        case Quote(blocks):
            return any(map(_begins_later, blocks))
        case _:
            return False


def unwrapped(blocks: Sequence[Element]) -> list[Inside]:
    """What a single paragraph holds; several blocks, and one of another kind, stay as they are."""
    if len(blocks) != 1 or blocks[0].tag != "p":
        return [*blocks]
    inside: list[Inside] = [blocks[0].text or ""]
    for child in blocks[0]:
        tail, child.tail = child.tail or "", None
        inside += [child, tail]
    return inside


def is_line(blocks: Sequence[Element]) -> bool:
    """Whether a text is one paragraph, so that it can stand where only a line may."""
    return len(blocks) == 1 and blocks[0].tag == "p"


def put_gaps(blocks: Sequence[Element], labels: Sequence[str], gap: Callable[[int], Element]) -> list[int]:
    """Puts the element of each gap where its label stands in brackets, in the order of the text.

    Gives the places, from 0, of the gaps whose label was not found.
    """
    at = 0

    def parted(text: str) -> list[Inside]:
        nonlocal at
        found: list[Inside] = []
        while at < len(labels) and (mark := f"[{labels[at]}]") in text:
            before, _, text = text.partition(mark)
            found += [before, gap(at)]
            at += 1
        return [*found, text]

    def walk(parent: Element) -> None:
        children = list(parent)
        pieces = parted(parent.text or "")
        for child in children:
            walk(child)
            tail, child.tail = child.tail or "", None
            pieces += [child, *parted(tail)]
            parent.remove(child)
        parent.text = None
        put_into(parent, pieces)

    for block in blocks:
        walk(block)
    return list(range(at, len(labels)))


def _paragraphs(text: str) -> Iterator[Element]:
    """A text that stands as it is: empty lines part paragraphs, and line breaks and runs of spaces are kept."""
    for blank, lines in groupby(text.expandtabs(4).split("\n"), key=lambda line: not line.strip()):
        if blank:
            continue
        shown = [line.rstrip() for line in lines]
        # Lines that are mostly indented or set in columns are code or a figure, and need letters of one width.
        if 2 * sum("  " in line or line.startswith(" ") for line in shown) > len(shown):
            yield element("pre", "\n".join(shown))
        else:
            inside: list[Inside] = []
            for line in shown:
                inside += [element("br")] if inside else []
                inside.append(_kept(line))
            yield element("p", *inside)


def _kept(line: str) -> str:
    """A line whose indent and runs of spaces HTML does not fold."""
    bare = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(bare)) + bare.replace("  ", " \u00a0")


def _code(text: str, language: str) -> Element:
    named = {"class": f"language-{language}"} if language else {}
    return element("pre", element("code", text, **named))


def _table(rows: Sequence[Sequence[Sequence[Inside]]], aligns: Sequence[Align]) -> Element:
    """Its first row is the headings; one of a single row has nothing that they could head."""
    head, body = (rows[:1], rows[1:]) if len(rows) > 1 else ([], rows)
    parts = [element("thead", *(_row(row, aligns, "th") for row in head))] if head else []
    return element("table", *parts, element("tbody", *(_row(row, aligns, "td") for row in body)))


def _row(row: Sequence[Sequence[Inside]], aligns: Sequence[Align], tag: str) -> Element:
    return element("tr", *(element(tag, *cell, **_ALIGNED[align]) for cell, align in zip(row, aligns, strict=True)))


def _inline(words: Iterable[Words]) -> list[Inside]:
    found: list[Inside] = []
    for one in words:
        found += _marked(one)
    return found


def _marked(words: Words) -> list[Inside]:
    inside: list[Inside] = []
    for at, line in enumerate(words.text.split("\n")):
        inside += [element("br"), line] if at else [line]
    for mark in reversed(words.marks):
        if tag := _TAGS.get(mark):
            inside = [element(tag, *inside)]
    return [element("a", *inside, href=words.href)] if words.href else inside
