"""HTML of a stranger as our small Markdown: what Markdown can say is kept, of the rest its text.

Every paragraph that has marks is read back as `exam.core.markdown` reads it. Where that shows another text than the
HTML meant, it gets more backslashes, and where that does not help its marks are dropped: words are never lost to signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exam.formats.imports.html_certain import bare_text, marked_text, one_paragraph
from exam.formats.imports.html_inline import inline_markdown, plain_text, split_formulas
from exam.formats.imports.html_pieces import Piece
from exam.formats.imports.html_tree import Node, html_tree
from exam.formats.imports.markdown_text import at_line_start, escaped
from exam.formats.imports.mathml import tex_of

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "u", "ins", "var", "dfn", "cite"})
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_FLOWING = frozenset("a abbr bdi bdo big data del font label mark q s small span strike time".split())
_DROPPED = frozenset("script style head title template noscript rp".split())
_LOST = {
    "video": "a video",
    "audio": "a sound",
    "iframe": "a page within the page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "svg": "a drawing",
    "canvas": "a drawing",
    "input": "a field of a form",
    "select": "a field of a form",
    "textarea": "a field of a form",
}
_TITLES = {f"h{level}": level for level in range(1, 7)}
_DEEPEST_LISTS = 3
"""Lists and quotations within each other; `exam.core.markdown` reads a little deeper."""
_LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*)([\w+#.-]{1,30})")
_ADDRESS = re.compile(r"(?:https?://|mailto:).+", re.I)
_NO_SIGNS = re.compile(r"[A-Za-z0-9 .,;:?!'\"()/%=+\n-]*")
_NOTHING_BUT_TEXT = re.compile(r"[^<&]*")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that HTML shows."""

    source: str
    """As written: an address, a path, or the picture itself (``data:…``)."""
    alt: str
    """What it shows in words, in one line; "" where the author did not say."""


@dataclass(frozen=True, slots=True)
class FromHtml:
    """What a fragment of HTML says."""

    text: str
    """As Markdown."""
    pictures: tuple[ShownPicture, ...] = ()
    """In their order."""
    lost: tuple[str, ...] = ()
    """What is not in the text, each once: "a video"."""


def from_html(html: str, *, pictures_in_text: bool = True) -> FromHtml:
    """A fragment of HTML as Markdown.

    Where a picture stands, the text has its words (``![words](name)``), unless `pictures_in_text` is off: then the
    caller shows it as an exhibit. Formulas are found in MathML, and between ``\\(…\\)``, ``\\[…\\]`` and ``$$…$$``.
    Names in braces (``{g1}``) come through as they are if they have only letters and digits. A fragment that is much
    longer than any question is given back as it is, so that whoever checks lengths finds it too long.
    """
    if (inside := one_paragraph(html)) is not None:
        if (bare := bare_text(inside)) is not None:
            return FromHtml(escaped(bare))
        if (marked := marked_text(inside, at_line_start)) is not None:
            return FromHtml(marked)
    try:
        root = html_tree(html)
    except ValueError:
        return FromHtml(html)
    writer = _Writer(pictures_in_text)
    blocks = writer.blocks(root.content)
    return FromHtml("\n\n".join(blocks), tuple(writer.pictures), tuple(dict.fromkeys(writer.lost)))


def text_of_html(html: str) -> str:
    """The bare words of a fragment in one line, for names and for what is typed."""
    if _NOTHING_BUT_TEXT.fullmatch(html):
        return " ".join(html.split())
    try:
        return plain_text(_Writer(True).pieces(html_tree(html).content))
    except ValueError:
        return html


@dataclass
class _Writer:
    pictures_in_text: bool
    pictures: list[ShownPicture] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def blocks(self, content: Sequence[Node | str], depth: int = 0) -> list[str]:
        """The blocks of Markdown that some content makes."""
        if (plain := _plain(content)) is not None:
            return [plain] if plain else []
        found: list[str] = []
        pieces: list[Piece] = []
        self._walk(content, Piece(""), pieces, found, depth)
        self._end(pieces, found)
        return found

    def pieces(self, content: Sequence[Node | str]) -> list[Piece]:
        """Some content as one paragraph: blocks in it are lines."""
        pieces: list[Piece] = []
        self._walk(content, Piece(""), pieces, None, 0)
        return pieces

    def _walk(
        self, content: Sequence[Node | str], like: Piece, pieces: list[Piece], found: list[str] | None, depth: int
    ) -> None:
        """Adds to the pieces of the paragraph at hand, and each paragraph that ends to `found`; None: nothing ends."""
        for one in content:
            if isinstance(one, str):
                pieces += split_formulas(one, like)
            else:
                self._element(one, like, pieces, found, depth)

    def _end(self, pieces: list[Piece], found: list[str] | None) -> None:
        if found is None:
            pieces.append(Piece("\n", "break"))
            return
        if pieces:  # there are none between one block and the next
            found += inline_markdown(pieces)
            pieces.clear()

    def _element(self, node: Node, like: Piece, pieces: list[Piece], found: list[str] | None, depth: int) -> None:
        name = node.name
        if name in _LOST:
            self.lost.append(_LOST[name])
        elif name in _DROPPED:
            pass
        elif name in _STRONG:
            self._walk(node.content, like.so(strong=True), pieces, found, depth)
        elif name in _EMPHASIS:
            self._walk(node.content, like.so(emphasis=True), pieces, found, depth)
        elif name == "a":
            address = _ADDRESS.fullmatch(node.attributes.get("href", "").strip())
            if address and pieces and pieces[-1].href == address[0] and node.text == f" ({address[0]})":
                return  # where a link leads, as exports of ours tell it behind the link
            self._walk(node.content, like.so(href=address[0] if address else like.href), pieces, found, depth)
        elif name in _CODE and not any(isinstance(one, Node) and one.name == "pre" for one in node.content):
            pieces.append(like.so(text=node.text, kind="code"))
        elif name in ("sub", "sup"):
            pieces.append(like.so(text=node.text, kind=name))
        elif name == "rt":  # how the signs before it are read
            pieces.append(like.so(text=f"({read})" if (read := node.text.strip()) else ""))
        elif name == "br":
            pieces.append(Piece("\n", "break"))
        elif name == "img":
            self._picture(node, like, pieces)
        elif name == "math":
            if formula := tex_of(node):
                pieces.append(like.so(text=formula, kind="formula"))
            else:
                pieces.append(like.so(text=node.text))
        elif name in _FLOWING or name not in _ALL_BLOCKS:
            self._walk(node.content, like, pieces, found, depth)
        else:
            self._end(pieces, found)
            if found is None:
                self._walk(node.content, like, pieces, found, depth)
            else:
                self._block(node, like, pieces, found, depth)
            self._end(pieces, found)

    def _block(self, node: Node, like: Piece, pieces: list[Piece], found: list[str], depth: int) -> None:
        match node.name:
            case "pre":
                found += _fenced(node)
            case "hr":
                found.append("---")
            case "table":
                found += self._table(node, depth)
            case "ul" | "ol" if depth < _DEEPEST_LISTS:
                found += self._list(node, depth)
            case "blockquote" if depth < _DEEPEST_LISTS:
                inner = "\n\n".join(self.blocks(node.content, depth + 1))
                found += [_indented(inner, "> ", "> ")] if inner else []
            case name if name in _TITLES:
                [title, *_] = inline_markdown([*self.pieces(node.content)], one_line=True) or [""]
                found += [f"{'#' * _TITLES[name]} {title}"] if title else []
            case _:
                self._walk(node.content, like, pieces, found, depth)

    def _picture(self, node: Node, like: Piece, pieces: list[Piece]) -> None:
        source = node.attributes.get("src", "").strip()
        alt = " ".join(node.attributes.get("alt", "").split())
        if "formula" in node.attributes.get("class", "") and "\\" in alt:
            pieces.append(like.so(text=alt, kind="formula"))  # a picture of a formula, with its TeX
            return
        self.pictures.append(ShownPicture(source, alt))
        if self.pictures_in_text:
            pieces.append(like.so(text=alt or "picture", kind="picture"))

    def _list(self, node: Node, depth: int) -> list[str]:
        start = node.attributes.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        entries: list[str] = []
        loose = False
        for entry in node.content:
            inside: Sequence[Node | str] = [entry] if isinstance(entry, str) or entry.name != "li" else entry.content
            blocks = self.blocks(inside, depth + 1)
            if not blocks:
                continue
            sign = "- " if node.name == "ul" else f"{number + len(entries)}. "
            tight = len(blocks) == 1 or (len(blocks) == 2 and blocks[1].startswith(("- ", "1. ")))
            loose = loose or not tight
            entries.append(_indented(("\n" if tight else "\n\n").join(blocks), sign, " " * len(sign)))
        return [("\n\n" if loose else "\n").join(entries)] if entries else []

    def _table(self, node: Node, depth: int) -> list[str]:
        above = [one for one in node.content if isinstance(one, Node) and one.name == "caption"]
        if above:
            node.content = [one for one in node.content if one not in above]
            return [*self.blocks(above, depth), *self._table(node, depth)]
        rows = [[_as_cell(cell) for cell in row.content if _is_there(cell)] for row in _rows(node)]
        rows = [row for row in rows if row]
        if max(map(len, rows), default=0) <= 1:  # it lays out, and tabulates nothing
            return [block for row in rows for cell in row for block in self.blocks(cell.content, depth)]
        lines: list[list[str]] = []
        for row in rows:
            cells: list[str] = []
            for cell in row:
                text = _plain(cell.content)
                if text is None:
                    text = " ".join(inline_markdown(self.pieces(cell.content), one_line=True))
                span = cell.attributes.get("colspan", "1")
                cells += [text.replace("|", "\\|"), *[""] * (min(int(span), 20) - 1 if span.isdecimal() else 0)]
            lines.append(cells)
        width = max(map(len, lines))
        drawn = [f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |" for cells in lines]
        return ["\n".join([drawn[0], f"|{'---|' * width}", *drawn[1:]])]


_CELLS = frozenset({"td", "th"})
_ALL_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul body html "
    "optgroup option".split()
)


def _plain(content: Sequence[Node | str]) -> str | None:
    """The Markdown of content that is nothing but a text in which no sign means anything, as most entries and cells
    are; None for any other.
    """
    if len(content) == 1 and isinstance(content[0], str) and _NO_SIGNS.fullmatch(content[0]):
        return escaped(" ".join(content[0].split()))
    return None


def _rows(table: Node) -> Iterable[Node]:
    """The rows of a table. What stands outside of them is a row of its own."""
    for one in table.content:
        if isinstance(one, Node) and one.name in ("thead", "tbody", "tfoot"):
            yield from _rows(one)
        elif _is_there(one):
            yield one if isinstance(one, Node) and one.name == "tr" else Node("tr", {}, [_as_cell(one)])


def _is_there(one: Node | str) -> bool:
    return isinstance(one, Node) or bool(one.strip())


def _as_cell(one: Node | str) -> Node:
    """A cell, or what stands in the place of one as a cell."""
    return one if isinstance(one, Node) and one.name in _CELLS else Node("td", {}, [one])


def _fenced(pre: Node) -> list[str]:
    """Lines of code, in a fence that none of them ends."""
    code = pre.text.replace("\xa0", " ").strip("\n").rstrip()
    if not code:
        return []
    inner = [one for one in pre.content if isinstance(one, Node) and one.name == "code"]
    classes = " ".join(node.attributes.get("class", "") for node in (pre, *inner))
    language = _LANGUAGE.search(classes)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return [f"{fence}{language[1] if language else ''}\n{code}\n{fence}"]


def _indented(text: str, first: str, others: str) -> str:
    """Lines behind a sign; an empty one stays empty."""
    lines = text.split("\n")
    return "\n".join([f"{first}{lines[0]}", *((f"{others}{line}" if line else others.rstrip()) for line in lines[1:])])
