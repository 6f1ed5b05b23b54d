"""How the texts of a file without a word about it are written: as they are, in HTML, in Markdown, or with entities.

One stray tag makes no HTML: a quiz about web pages has many. So the file as a whole is judged, and a text of a file in
HTML that would come to nothing, as the option ``<br>``, stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from exam.formats.imports.html_markdown import FromHtml, from_html
from exam.formats.imports.loose_question import LooseQuestion
from exam.formats.imports.markdown_text import escaped

_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|code|pre|ul|ol|li|div|span|sub|sup|table|tr|td|img|a|h[1-6])\b[^<>]{0,500}>", re.I
)
_WRAPPED = re.compile(r"\s*<(p|div|span)\b[^<>]{0,500}>.*</\1>\s*", re.I | re.S)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)
_BARE = re.compile(r"[\"<>]|&(?![a-z]{2,8};|#\d{2,6};|#x[0-9a-f]{2,5};)", re.I)
_LOOKED_AT = 5_000
"""Characters of a text that tell how it is written."""
_FENCE = re.compile(r"^ {0,3}```", re.M)


@dataclass(frozen=True, slots=True)
class Markup:
    """How texts become those of a bank."""

    text: Literal["plain", "markdown"]
    reads: Callable[[str], FromHtml]
    """What a text of the file says, with the pictures in it."""
    notes: tuple[str, ...] = ()


def _as_written(text: str) -> FromHtml:
    return FromHtml(text)


def _html(text: str) -> FromHtml:
    if not _TAG.search(text) and not _ENTITY.search(text) and "\\" not in text:
        return FromHtml(escaped(text))
    found = from_html(text, pictures_in_text=False)
    return found if found.text or found.pictures or found.lost else FromHtml(escaped(text))


PLAIN = Markup("plain", _as_written)
MARKDOWN = Markup("markdown", _as_written)
HTML = Markup("markdown", _html)


def markup_of(questions: Sequence[LooseQuestion], said: str = "") -> Markup:
    """How the texts of questions are to be read; `said` is the file's own word: "html", "markdown" or "plain"."""
    if said in ("plain", "text", "flowing"):
        return PLAIN
    if said in ("markdown", "md"):
        return MARKDOWN
    texts = [text[:_LOOKED_AT] for question in questions for text in texts_of(question)]
    stems = [question.stem[:_LOOKED_AT] for question in questions]
    tagged = sum(bool(_TAG.search(stem)) for stem in stems)
    if said == "html" or 2 * tagged >= max(1, len(stems)) or any(map(_WRAPPED.fullmatch, stems)):
        return replace(HTML, notes=("The texts were read as HTML.",))
    if any(map(_ENTITY.search, texts)) and not any(map(_BARE.search, texts)):
        notes = ("Signs that are written as entities were read, as in &quot; for a quote.",)
        return Markup("plain", lambda text: FromHtml(unescape(text)), notes)
    if any(len(_FENCE.findall(text)) >= 2 for text in texts):
        return replace(MARKDOWN, notes=("The texts were read as Markdown, as some have fenced code in them.",))
    return PLAIN


def texts_of(question: LooseQuestion) -> Iterator[str]:
    """Every text of a question that somebody reads."""
    yield question.stem
    yield from (choice.text for choice in question.choices)
    yield from (choice.feedback for choice in question.choices)
    yield from (*question.right, *question.wrong, *question.answers, question.explanation)
    for key in question.keys:
        yield from ([key] if isinstance(key, str) else key)
