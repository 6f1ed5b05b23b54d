"""A small Markdown as a tree of our own: what an author may write where a bank says ``text = "markdown"``.

The tree is literal text with names for how it is meant, so that no face ever hands an author's signs to something that
obeys them. HTML is literal text too. Parsed by markdown-it-py, which is imported by the first text that needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from exam.core.formula import formula_in_unicode, lowered, raised
from exam.core.text import find_unsafe, visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Mark = Literal["strong", "emphasis", "code", "link", "address", "sup", "sub", "formula", "picture"]
"""How a stretch of text is meant."""

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text of one meaning. A line break in it is meant."""

    text: str
    marks: tuple[Mark, ...] = ()
    href: str = ""
    """Where a link leads: an address of http, https or mailto; empty for everything else."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: tuple[Words, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines that are never joined."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list. Its first number where it is numbered."""

    entries: tuple[tuple[Block, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the headings; every row has as many."""

    rows: tuple[tuple[tuple[Words, ...], ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line across."""


Block = Paragraph | CodeBlock | Items | Quote | Table | HorizontalRule

_DEEPEST = 12
"""Lists and quotations within each other; what lies deeper is left out by the parser."""
_MOST_SIGNS = 1_500
"""Signs that may mean something, line ends among them. In the worst case the parser's time grows with their square:
20,000 brackets take it a second, 1,500 of anything less than 50 ms. A question has some dozens."""
_MOST_CELLS = 1_500
_MOST_BRACKETS = 500
_SIGNS = re.compile(r"[\[\]!*_`|\\<&~^$>#\n+%:=@{}-]|\d[.)]")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
"""A sign that means itself. Each takes the parser the same short time, 6,000 of them less than 0.1 s."""
_MOST_ESCAPED = 6_000
_SCHEMES = ("http://", "https://", "mailto:")


@lru_cache(maxsize=512)
def parse(text: str) -> tuple[Block, ...]:
    """The tree of a text. One with more signs than a text could mean is a paragraph that stands as it is written."""
    text = visible(text)
    if is_as_written(text):
        return (Paragraph((Words(text),)),)
    widest = max(line.count("|") for line in text.split("\n"))
    with_tables = (widest + 1) * (text.count("\n") + 1) <= _MOST_CELLS
    return tuple(_blocks(iter(_parser(with_tables).parse(text)), ""))


def is_as_written(text: str) -> bool:
    """Whether a text has more signs than a text could mean, so that none of them means anything."""
    if len(text) <= _MOST_BRACKETS:
        return False
    meant, escaped = _ESCAPED.subn("", text)
    signs = len(_SIGNS.findall(meant.replace("\\\n", "\n")))
    return escaped > _MOST_ESCAPED or signs > _MOST_SIGNS or meant.count("[") > _MOST_BRACKETS


def brief(text: str) -> str:
    """The words of a text alone, in one line: for lists and headings."""
    return " ".join(" ".join(_flat(block) for block in parse(text)).split())


def as_text(words: Iterable[Words]) -> str:
    """Stretches of text as a line can show them, with what is raised and lowered in Unicode's letters."""
    return "".join(shown(one) for one in words)


def shown(words: Words) -> str:
    """The text of a stretch where nothing can be raised or lowered."""
    if "sup" in words.marks:
        return raised(words.text)
    return lowered(words.text) if "sub" in words.marks else words.text


def _flat(block: Block) -> str:
    match block:
        case Paragraph(words):
            return as_text(word for word in words if "address" not in word.marks)
        case CodeBlock(text):
            return text
        case Items(entries):
            return " ".join(_flat(inner) for entry in entries for inner in entry)
        case Quote(blocks):
            return " ".join(_flat(inner) for inner in blocks)
        case Table(rows):
            return " ".join(as_text(cell) for row in rows for cell in row)
        case HorizontalRule():
            return ""


@cache
def _parser(with_tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST})
    parser.disable(["html_block", "html_inline", "reference"])
    if with_tables:
        parser.enable("table")
    dollarmath_plugin(parser, allow_labels=False, allow_space=False, allow_digits=False)
    sub_plugin(parser)
    superscript_plugin(parser)
    return parser


def _blocks(tokens: Iterator[Token], end: str) -> Iterator[Block]:
    """The blocks up to the token of the type `end`."""
    for token in tokens:
        if token.type == end:
            return
        match token.type:
            case "paragraph_open" | "heading_open":
                yield Paragraph(_words(next(tokens)), heading=token.type == "heading_open")
                next(tokens)
            case "fence" | "code_block":
                language = token.info.split()[0] if token.info.split() else ""
                yield CodeBlock(visible(token.content).rstrip("\n"), visible(language))
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type == "ordered_list_open"
                first = int(token.attrs.get("start", 1)) if ordered else None
                entries = _entries(tokens, token.type.replace("open", "close"))
                yield Items(tuple(entries), first)
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens, "blockquote_close")))
            case "table_open":
                yield _table(tokens)
            case "math_block":
                yield Paragraph((_formula(token.content),))
            case "hr":
                yield HorizontalRule()
            case _:
                pass


def _entries(tokens: Iterator[Token], end: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


_ALIGNED: dict[str, Align] = {"text-align:right": "right", "text-align:center": "centre"}


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[list[tuple[Words, ...]]] = []
    aligns: list[Align] = []
    for token in tokens:
        match token.type:
            case "table_close":
                break
            case "tr_open":
                rows.append([])
            case "th_open":
                aligns.append(_ALIGNED.get(str(token.attrs.get("style", "")), "left"))
            case "inline":
                rows[-1].append(_words(token))
    return Table(tuple(tuple(row) for row in rows), tuple(aligns))


def _words(token: Token) -> tuple[Words, ...]:
    """The stretches of a paragraph. One that would only become unsafe by what it says in signs stays as written."""
    words = tuple(_joined(_inline(token.children or ())))
    return words if find_unsafe(as_text(words)) is None else (Words(token.content),)


_MARKS: dict[str, Mark] = {"strong": "strong", "em": "emphasis", "sup": "sup", "sub": "sub", "link": "link"}


def _inline(tokens: Iterable[Token]) -> Iterator[Words]:
    marks: list[Mark] = []
    hrefs: list[str] = []
    linked = ""
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if edge == "open" and name in _MARKS:
            marks.append(_MARKS[name])
            if name == "link":
                hrefs.append(str(token.attrs.get("href", "")))
                linked = ""
        elif edge == "close" and name in _MARKS:
            marks.remove(_MARKS[name])
            if name == "link":
                yield from _address(linked, hrefs.pop(), tuple(marks))
        else:
            href = hrefs[-1] if hrefs and hrefs[-1].lower().startswith(_SCHEMES) else ""
            for words in _stretch(token, tuple(marks)):
                linked += words.text
                yield Words(words.text, words.marks, href)


def _stretch(token: Token, marks: tuple[Mark, ...]) -> Iterator[Words]:
    match token.type:
        case "softbreak":
            yield Words(" ", marks)
        case "hardbreak":
            yield Words("\n", marks)
        case "code_inline":
            yield Words(token.content, (*marks, "code"))
        case "math_inline" | "math_inline_double":
            formula = _formula(token.content)
            yield Words(formula.text, (*marks, *formula.marks))
        case "image":
            yield Words(f"[picture: {token.content or token.attrs.get('src', '')}]", (*marks, "picture"))
        case _:
            yield Words(token.content, marks)


def _address(linked: str, href: str, marks: tuple[Mark, ...]) -> Iterator[Words]:
    """Where a link leads, said behind it, unless it says so itself: nobody follows what he has not read."""
    if linked not in (href, href.removeprefix("mailto:")):
        safe = href if href.lower().startswith(_SCHEMES) else ""
        yield Words(f" ({visible(href)})", (*marks, "address"), safe)


def _formula(written: str) -> Words:
    shown = formula_in_unicode(written.strip())
    return Words(f"${written}$" if shown is None else shown, ("formula",))


def _joined(found: Iterable[Words]) -> Iterator[Words]:
    """Neighbours of one meaning as one."""
    before: Words | None = None
    for one in found:
        if before is not None and (before.marks, before.href) == (one.marks, one.href):
            before = Words(before.text + one.text, one.marks, one.href)
            continue
        if before is not None and before.text:
            yield before
        before = one
    if before is not None and before.text:
        yield before
