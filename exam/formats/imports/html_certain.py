"""Paragraphs whose signs and marks cannot be taken for others, so that what they show need not be read back.

Reading back takes some hundred times as long, and most paragraphs of most files need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from exam.core.markdown import is_as_written
from exam.core.text import visible
from exam.formats.imports.html_pieces import Piece
from exam.formats.imports.html_tree import MOST_LETTERS

_TEXT = re.compile(
    r"""(?:[^\W_]|[ .,;:?!'"()/%=+<>$\[\]{}@\#|\u2010-\u2015\u2018-\u201f\u2026-]
    |(?<=[^\W_])_(?=[^\W_])          # in snake_case it marks nothing
    |&(?=\w{1,40}[^\w;]|[^\w\#])     # begins no entity
    )*""",
    re.VERBOSE,
)
_CODE = re.compile(r"(?!\s)(?:[ -_a-~]|[^\W_])+(?<!\s)")
_MOVED = re.compile(r"[A-Za-z0-9+-]{1,100}")
_ADDRESS = re.compile(r"[A-Za-z0-9/:.?=&\#%_+,-]{1,500}")
_ATTRIBUTES = re.compile(r"""(?:\s+[\w:-]+(?:=(?:"[^"<>]*"|'[^'<>]*'))?)*\s*""")
_ODD_SPACE = re.compile(r"[^\S \t\n\r\f]")
_BLANKS = " \t\n\r\f"
_TIGHT = re.compile(r"<(?![ =])")
"""What could begin an address in angle brackets."""
_MARK = re.compile(r"<(/?)(b|strong|i|em|code)>")
_FOLDED = re.compile(f"[{_BLANKS}]+")
_MARKED = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_PLAIN = re.compile(r"[A-Za-z0-9 .,;:?!'\"()/%=+-]*")
_SHORT = 500
"""Letters of a paragraph in which no number of signs is too many."""
_SIGNS = {"strong": "**", "emphasis": "*"}


def certain_markdown(
    lines: Sequence[Sequence[Piece]], write: Callable[[str], str], at_line_start: Callable[[str], str]
) -> str | None:
    """The Markdown of a paragraph's lines where it is sure to show them; None where that is to be looked at.

    `write` gives a text the backslashes that it needs by itself, `at_line_start` a line those of its beginning.
    """
    if not _go_together(lines):
        return None
    written: list[str] = []
    for line in lines:
        found: list[str] = []
        is_indented = bool(line) and line[0].text.startswith("  ")
        indent = f"&#32;{line[0].text[1:]}" if is_indented else ""
        marked_before = False
        for at, piece in enumerate(line[1:] if is_indented else line, 1 + is_indented):
            shown = _shown(piece, write, is_last=at == len(line))
            marked = not piece.is_bare
            if shown is None or (marked and marked_before):
                return None
            found.append(shown)
            marked_before = marked
        body = "".join(found)
        written.append(indent + body if indent else at_line_start(body))
    markdown = "\\\n".join(written)
    return None if is_as_written(markdown) else markdown


def _go_together(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether no sign of one piece could mean something with a sign of another."""
    pieces = [piece for line in lines for piece in line]
    if not all(piece.kind in ("text", "code", "sub", "sup") for piece in pieces):
        return False
    text = "".join(piece.text for piece in pieces if piece.kind == "text")
    code = "".join(piece.text for piece in pieces if piece.kind == "code")
    if "<" in text and _TIGHT.search(text) and (">" in text or ">" in code):
        return False
    if (dollars := text.count("$")) and (dollars > 1 or "$" in code):
        return False
    if ("~" in code or "^" in code) and any(piece.kind in ("sub", "sup") for piece in pieces):
        return False
    return not (("[" in text or "]" in text) and any(piece.href for piece in pieces))


def _shown(piece: Piece, write: Callable[[str], str], *, is_last: bool) -> str | None:
    text = piece.text
    if piece.kind == "text":
        if not _TEXT.fullmatch(text) or (text.endswith("]") and not is_last):
            return None
        if piece.is_bare:
            return write(text)
    marks = [name for name in ("strong", "emphasis", "href") if getattr(piece, name)]
    if piece.kind != "text":
        if marks:
            return None
        if piece.kind == "code":
            return f"`{text}`" if _CODE.fullmatch(text) else None
        sign = "~" if piece.kind == "sub" else "^"
        return f"{sign}{text}{sign}" if _MOVED.fullmatch(text) else None
    body = text.strip(" ")
    if len(marks) > 1 or not body or not (body[0].isalnum() and body[-1].isalnum()):
        return None
    if piece.href:
        if body == piece.href or not _ADDRESS.fullmatch(piece.href):
            return None
        inside = f"[{write(body)}]({piece.href})"
    else:
        sign = _SIGNS[marks[0]]
        inside = f"{sign}{write(body)}{sign}"
    before = text[: len(text) - len(text.lstrip(" "))]
    return before + inside + text[len(text.rstrip(" ")) :]


def one_paragraph(html: str) -> str | None:
    """The content of a fragment that is nothing but one paragraph, as HTML."""
    if len(html) > MOST_LETTERS:
        return None
    text = html.strip(_BLANKS)
    while text.startswith("<div>") and text.endswith("</div>"):
        text = text[5:-6].strip(_BLANKS)
    if text.startswith("<p") and text.endswith("</p>"):
        end = text.find(">", 0, 300)
        if end < 0 or not _ATTRIBUTES.fullmatch(text[2:end]):
            return None
        text = text[end + 1 : -4]
    return text


def bare_text(text: str) -> str | None:
    """What a paragraph of HTML says that has no marks and formulas; None where it may have some."""
    if "<" in text:
        return None
    if "&" in text:
        text = unescape(text)
    if "\\" in text or "$" in text or _ODD_SPACE.search(text):
        return None
    return " ".join(visible(text).split())


def marked_text(text: str, at_line_start: Callable[[str], str]) -> str | None:
    """The Markdown of a paragraph of HTML that has some words in strong or emphasis or as code, and in whose signs
    nothing else could be meant; None for any other.
    """
    if len(text) > _SHORT:
        return None
    parts = _MARK.split(_FOLDED.sub(" ", text))
    if len(parts) < 7 or len(parts) % 6 != 1:
        return None
    found = [parts[0]]
    for at in range(1, len(parts), 6):
        ends, mark, inside, ended, same, behind = parts[at : at + 6]
        if ends or not ended or mark != same or not (inside[:1].isalnum() and inside[-1:].isalnum()):
            return None
        if not behind and at + 6 < len(parts):  # two marks without anything between them
            return None
        sign = _MARKED[mark]
        found += [sign, inside, sign, behind]
    bare = "".join(parts[::3])
    if not _PLAIN.fullmatch(bare):
        return None
    return at_line_start("".join(found).strip(" "))
