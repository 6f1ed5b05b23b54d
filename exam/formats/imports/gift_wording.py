"""The texts of a GIFT file in the words of a bank: as they stand where none has marks, else as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from exam.formats.imports.gift_texts import GiftText
from exam.formats.imports.html_markdown import from_html
from exam.formats.imports.markdown_text import escaped

_OPENED = re.compile(
    r"<(a|b|i|u|em|strong|code|pre|p|ul|ol|li|table|tr|td|th|tbody|thead|span|div|sub|sup|h[1-6]|blockquote|tt|kbd"
    r"|font|center|small|big|s|del|ins|q|var|math|dl|dt|dd)\b[^<>]{0,2000}>",
    re.I,
)
_CLOSED = re.compile(r"</([a-z]{1,10}[1-6]?)\s{0,9}>", re.I)
_ALONE = re.compile(r"<(?:br|hr|p)\s{0,9}/?>|<img\s[^<>]{0,2000}>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.I)
_FORMULAS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))
"""How Moodle's formulas begin and end."""
_LINE_OF_TEXT = re.compile(r"(?<!>)\n(?!\s{0,99}<)")


class Wording:
    """Texts of one file as a bank holds them, and what of them a bank cannot hold."""

    def __init__(self, texts: Iterable[GiftText]) -> None:
        self.is_plain = not any(_has_marks(text) for text in texts)
        """Whether the bank's texts are plain: no text of the file has any marks."""

    def prose(self, text: GiftText, changed: list[str]) -> str:
        """A text for the bank. Adds to `changed` what is not in it."""
        written = _unescaped(text)
        if self.is_plain:
            return written
        match text.form:
            case "markdown":
                return written
            case "html":
                return _of_html(written, changed)
            case "moodle" if _has_tags(written):
                # Moodle ends a line of its own format where the author did. What is nothing but a tag speaks of it.
                found = _of_html(_LINE_OF_TEXT.sub("<br>", written), changed)
                return escaped(written) if found in ("", "---") else found
            case "moodle" if _has_formula(written):
                return _of_html(html.escape(written, quote=False).replace("\n", "<br>"), changed)
            case _:
                return escaped(written)

    def literal(self, text: str) -> str:
        """A text that nobody marked, for a place where the bank reads marks."""
        return text if self.is_plain else escaped(text)


def _has_marks(text: GiftText) -> bool:
    match text.form:
        case "plain":
            return False
        case "moodle":
            return _has_tags(text.text) or _has_formula(text.text)
        case _:
            return True


def _has_tags(text: str) -> bool:
    """Whether some of a text is HTML for certain: a tag that is closed again, or one that need not be."""
    if "<" not in text:
        return False
    if _ALONE.search(text):
        return True
    opened = {name.lower() for name in _OPENED.findall(text)}
    return any(name.lower() in opened for name in _CLOSED.findall(text))


def _has_formula(text: str) -> bool:
    return any(-1 < text.find(begin) < text.rfind(end) - len(begin) for begin, end in _FORMULAS)


def _unescaped(text: GiftText) -> str:
    """Moodle's own format has the entities of HTML, even without a tag."""
    if text.form == "moodle" and not _has_tags(text.text) and _ENTITY.search(text.text):
        return html.unescape(text.text)
    return text.text


def _of_html(written: str, changed: list[str]) -> str:
    found = from_html(written)
    if found.pictures:
        changed.append("a picture of it is not in the file, and its words stand in its place")
    changed += [f"{lost} in it is not held" for lost in found.lost]
    return found.text
