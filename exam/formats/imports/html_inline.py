"""A paragraph in pieces of text with their marks, and the Markdown that shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from exam.core.formula import formula_in_unicode, lowered, raised
from exam.core.markdown import Paragraph, parse
from exam.core.text import visible
from exam.formats.imports.html_certain import certain_markdown
from exam.formats.imports.html_pieces import Piece
from exam.formats.imports.markdown_text import at_line_start, escaped, escaped_in_line

_SPACES = re.compile(r"[ \t\n\r\f]+")
_MEANT_IN_WORD = re.compile(r"[ \\`*_\[\]<&$~^!]")
_NOTHING_MEANT = re.compile(r"(?:[A-Za-z0-9 .,;:?!'\"()/%=+-]|&(?= ))*")
_BREAK = "\\\n"
_LONGEST = 20_000
"""Letters of a paragraph that keeps its marks; no text of a bank may be longer."""
_MOST_PIECES = 1_500
"""Of a paragraph that keeps its marks; `exam.core.markdown` reads no more signs than that."""
_SAFE_IN_ADDRESS = "%/:?#@!$&'*+,;=~-._"


def split_formulas(text: str, like: Piece) -> list[Piece]:
    r"""A text in pieces, with the formulas that stand in it between ``\(…\)``, ``\[…\]`` and ``$$…$$``."""
    if "\\" not in text and "$$" not in text:  # as in most
        return [like.saying(text)]
    found: list[Piece] = []
    at = 0
    for opening, closing in _formulas(text):
        formula = " ".join(text[opening + 2 : closing].split())
        if formula and "$" not in formula.replace("\\$", "") and not formula.endswith("\\"):
            found += [like.saying(text[at:opening]), like.saying(formula, "formula")]
            at = closing + 2
    return [*found, like.saying(text[at:])]


def inline_markdown(pieces: Sequence[Piece], *, one_line: bool = False) -> list[str]:
    """The paragraphs of Markdown that show the pieces: an empty line between two begins another one.

    With `one_line` there is one at most, without line breaks.
    """
    lines = _lines(pieces, one_line=one_line)
    paragraphs = [list(group) for filled, group in groupby(lines, key=bool) if filled]
    return [_paragraph(paragraph) for paragraph in paragraphs]


def plain_text(pieces: Sequence[Piece]) -> str:
    """The words of the pieces in one line, with what is raised and lowered in Unicode's letters."""
    return " ".join("".join(_bare(piece) for piece in pieces).split())


def _formulas(text: str) -> Iterator[tuple[int, int]]:
    """Where each formula's opening and closing signs begin."""
    ends = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
    at = 0
    never: set[str] = set()
    for opening in re.finditer(r"\\\(|\\\[|\$\$", text):
        if opening.start() < at or opening[0] in never:
            continue
        closing = text.find(ends[opening[0]], opening.end())
        if closing < 0:
            never.add(opening[0])
            continue
        yield opening.start(), closing
        at = closing + 2


def _lines(pieces: Sequence[Piece], *, one_line: bool) -> list[list[Piece]]:
    """The pieces in lines, with white space folded as HTML folds it; an empty line is one that was meant."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "break" and not one_line:
            lines.append([])
        else:
            text = " " if piece.kind == "break" else _SPACES.sub(" ", visible(piece.text))
            lines[-1].append(piece.saying(text, "text" if piece.kind == "break" else piece.kind))
    return [_folded(line) for line in lines]


def _folded(line: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in line:
        text = piece.text
        if not found or found[-1].text.endswith(" "):  # an indent among them
            text = text.lstrip(" ")
        indent = len(text) - len(text.lstrip("\xa0 ")) if not found and piece.kind == "text" else 0
        if indent > 1:
            found.append(Piece(" " * indent))
            text = text[indent:]
        text = _SPACES.sub(" ", text.replace("\xa0", " "))
        text = text.lstrip(" ") if not found else text
        if text:
            found.append(piece.saying(text if piece.kind == "text" else text.strip() or text, piece.kind))
    while found and found[-1].kind == "text" and not found[-1].text.strip("\xa0 "):
        found.pop()
    if found and found[-1].kind == "text":
        found[-1] = found[-1].saying(found[-1].text.rstrip(" "))
    return found


def _paragraph(lines: Sequence[Sequence[Piece]]) -> str:
    if all(piece.is_bare for line in lines for piece in line):  # most paragraphs
        return escaped("\n".join("".join(piece.text for piece in line) for line in lines))
    pieces = [piece for line in lines for piece in line]
    if sum(len(piece.text) for piece in pieces) > _LONGEST or len(pieces) > _MOST_PIECES:
        return escaped("\n".join("".join(map(_bare, line)) for line in lines))
    if (certain := certain_markdown(lines, _lightly, at_line_start)) is not None:
        return certain
    return read_back(lines)


def read_back(lines: Sequence[Sequence[Piece]]) -> str:
    """The Markdown of a paragraph in lines, looked at whether it shows what is meant; without marks where none does."""
    wanted = [_seen_in(lines)]
    for write in (_lightly, escaped_in_line):
        markdown = _BREAK.join(_line(line, write) for line in lines)
        if [*_shown(markdown)] == wanted:
            return markdown
    return escaped("\n".join("".join(map(_bare, line)) for line in lines))


def _lightly(text: str) -> str:
    """A piece with the backslashes that it needs where no sign before or behind it matters."""
    if _NOTHING_MEANT.fullmatch(text):
        return text
    padded = escaped(f"x{text}x").replace("\\\n", " ")
    return padded[1:-1]


def _line(line: Sequence[Piece], write: Callable[[str], str]) -> str:
    indent = ""
    if line and line[0].text.startswith("  "):
        indent, line = f"&#32;{line[0].text[1:]}", line[1:]
    markdown = _marked(line, write, ("href", "strong", "emphasis"))
    return indent + markdown if indent else at_line_start(markdown)


def _marked(pieces: Iterable[Piece], write: Callable[[str], str], marks: tuple[str, ...]) -> str:
    if not marks:
        return "".join(_leaf(piece, write) for piece in pieces)
    found = ""
    for value, group in groupby(pieces, key=lambda piece: getattr(piece, marks[0])):
        inner = _marked(group, write, marks[1:])
        body = inner.strip(" ")
        if not value or not body:
            found += inner
            continue
        before, behind = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
        found += before + _wrapped(body, marks[0], value) + behind
    return found


def _wrapped(body: str, mark: str, value: str) -> str:
    if mark == "href":
        address = quote(value, safe=_SAFE_IN_ADDRESS)
        return f"<{address}>" if body == address else f"[{body}]({address})"
    sign = "**" if mark == "strong" else "*"
    return f"{sign}{body}{sign}"


def _leaf(piece: Piece, write: Callable[[str], str]) -> str:
    match piece.kind:
        case "code":
            ticks = "`" * (1 + max(map(len, re.findall("`+", piece.text)), default=0))
            room = " " if piece.text.startswith("`") or piece.text.endswith("`") else ""
            return f"{ticks}{room}{piece.text}{room}{ticks}"
        case "sub" | "sup":
            sign = "~" if piece.kind == "sub" else "^"
            return f"{sign}{_MEANT_IN_WORD.sub(_behind_backslash, piece.text)}{sign}"
        case "formula":
            return f"${piece.text}$"
        case "picture":
            return f"![{_alt(piece.text)}](picture)"
        case _:
            return write(piece.text)


def _behind_backslash(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _alt(text: str) -> str:
    """The words of a picture, which Markdown takes as they are written."""
    return text.translate(str.maketrans("[]`<>$", "()'‹›＄")).rstrip("\\")


def _bare(piece: Piece) -> str:
    match piece.kind:
        case "sub":
            return lowered(piece.text)
        case "sup":
            return raised(piece.text)
        case "formula":
            shown = formula_in_unicode(piece.text)
            return f"${piece.text}$" if shown is None else shown
        case "picture":
            return f"[picture: {_alt(piece.text)}]"
        case _:
            return piece.text


Seen = list[tuple[str, frozenset[str]]]
"""Letters with their marks. A space has none: whether it is strong cannot be seen."""


def _seen_in(lines: Sequence[Sequence[Piece]]) -> Seen:
    seen: Seen = []
    for at, line in enumerate(lines):
        seen += [("\n", frozenset())] if at else []
        for piece in line:
            marks = {name for name in ("strong", "emphasis") if getattr(piece, name)}
            marks |= {"link"} if piece.href else set()
            marks |= {piece.kind} if piece.kind != "text" else set()
            text = piece.text if piece.kind in ("sub", "sup") else _bare(piece)
            seen += [(letter, frozenset() if letter.isspace() else frozenset(marks)) for letter in text]
    return seen


def _shown(markdown: str) -> Iterator[Seen | None]:
    """What each paragraph of a text shows; None for a block that is none."""
    for block in parse(markdown):
        if not isinstance(block, Paragraph) or block.heading:
            yield None
            continue
        seen: Seen = []
        for words in block.words:
            if "address" not in words.marks:
                seen += [(one, frozenset() if one.isspace() else frozenset(words.marks)) for one in words.text]
        yield seen
