"""Moodle's texts with gaps: embedded answers (``{1:SHORTANSWER:=a~%50%b#feedback}``), and words missing (``[[1]]``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from exam.formats.imports.html_markdown import text_of_html
from exam.formats.imports.html_tree import MOST_LETTERS, is_too_long
from exam.formats.imports.letters import by_letter
from exam.formats.imports.moodle_texts import MoodleTexts
from exam.formats.imports.moodle_typed import NotTaken, accepted_numbers, typed_answers
from exam.formats.imports.xml_tree import Element

_TYPED = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
"""Whether capitals count."""
_CHOSEN = frozenset("MULTICHOICE MC MULTICHOICE_S MCS MULTICHOICE_V MCV MULTICHOICE_VS MCVS MULTICHOICE_H MCH "
                    "MULTICHOICE_HS MCHS".split())  # fmt: skip
_SEVERAL = frozenset("MULTIRESPONSE MR MULTIRESPONSE_H MRH MULTIRESPONSE_S MRS MULTIRESPONSE_HS MRHS".split())
_NUMBER = frozenset({"NUMERICAL", "NM"})
_OPENING = re.compile(r"\{(\d{0,4}):([A-Z_]{2,16}):")
_KNOWN = frozenset({*_TYPED, *_CHOSEN, *_SEVERAL, *_NUMBER})
_UNESCAPED = re.compile(r"\\([}#~/\"])")
_ENTITY = re.compile(r"#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});")
_CREDIT = re.compile(r"\s*(?:=|%(-?\d{1,3}(?:[.,]\d{0,10})?)%)")
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_MOST_CHOICES = 26
_MOST_GAPS = 50
_MOST_ANSWERS = 200
"""Read of one gap; a bank may hold half of them."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of an embedded question. `credit` is in percent."""

    text: str
    """In HTML; where it is an option, that is escaped once more, as Moodle undoes what its editor escapes."""
    credit: float
    feedback: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """One embedded question, and where it stands in the text."""

    start: int
    end: int
    weight: int
    kind: str
    answers: tuple[_Answer, ...]


def embedded_in(text: str) -> Iterator[Embedded]:
    """The embedded questions of a text in their order."""
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        if opening[2] not in _KNOWN:
            continue
        end = _unescaped(text, at, "}")
        if end < 0:
            return
        answers = tuple(map(_answer, islice(_parts(text[at:end]), _MOST_ANSWERS)))
        yield Embedded(opening.start(), end + 1, int(opening[1] or 1), opening[2], answers)
        at = end + 1


def embedded_answers(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    """The fields of a question with embedded answers. Raises NotTaken."""
    written = question.first("questiontext")
    inner = written.first("text") if written is not None else None
    if written is None or inner is None:
        raise NotTaken("has no text")
    html = inner.text
    if is_too_long(html):
        raise NotTaken(f"has a text of more than {MOST_LETTERS:,} characters")
    gaps: dict[str, Any] = {}
    kept: list[str] = []
    at = 0
    prefix = "gap" if "{g" in html else "g"
    found = list(islice(embedded_in(html), _MOST_GAPS + 1))
    if len(found) > _MOST_GAPS:
        raise NotTaken(f"has more than {_MOST_GAPS} places to answer")
    if not found:
        raise NotTaken("is a text with embedded answers, and has none")
    for one in found:
        name = f"{prefix}{len(gaps) + 1}"
        gaps[name] = _gap(one, texts)
        kept += [html[at : one.start], f"{{{name}}}"]
        at = one.end
    if len({one.weight for one in found}) > 1:
        texts.lose("its blanks earn alike, and not by the weights that it names")
    changed = Element("text", inner.line, content=["".join([*kept, html[at:]])])
    stem = texts.stem(Element("questiontext", written.line, written.attributes, [changed, *written.all("file")]))
    return {"type": "cloze", "stem": stem, "gaps": gaps}


def missing_words(question: Element, texts: MoodleTexts, *, of: str) -> dict[str, Any]:
    """The fields of a question whose missing words are chosen from lists: elements `of`, by groups. Raises NotTaken."""
    choices = question.all(of)
    groups = [choice.text_of("group", default="1") or "1" for choice in choices]
    shown = [_choice(choice, texts) for choice in choices]
    lists: dict[str, dict[str, None]] = {}
    for group, text in zip(groups, shown, strict=True):
        lists.setdefault(group, {})[text] = None
    stem = texts.stem(question.first("questiontext"))
    if is_too_long(stem):
        raise NotTaken(f"has a text of more than {MOST_LETTERS:,} characters")
    gaps: dict[str, Any] = {}

    def gap(place: re.Match[str]) -> str:
        number = int(place[1])
        if not 1 <= number <= len(choices):
            raise NotTaken(f"has the place [[{number}]] and no word for it")
        listed = list(lists[groups[number - 1]])
        if len(listed) > _MOST_CHOICES:
            raise NotTaken(f"has a list of {len(listed)} words, and {_MOST_CHOICES} are the most")
        if len(listed) == 1:
            texts.lose("a place with one word to choose from is filled with it")
            return listed[0]
        name = f"g{len(gaps) + 1}"
        if len(gaps) == _MOST_GAPS:
            raise NotTaken(f"has more than {_MOST_GAPS} places to answer")
        gaps[name] = by_letter(listed, [listed.index(shown[number - 1])])
        return f"{{{name}}}"

    filled = _PLACE.sub(gap, stem)
    if not gaps and filled != stem:
        raise NotTaken("leaves nothing to choose: each of its places has one word alone")
    if not gaps:
        raise NotTaken("is a text with missing words, and has no place for them")
    return {"type": "cloze", "stem": filled, "gaps": gaps}


def _choice(choice: Element, texts: MoodleTexts) -> str:
    if choice.name == "dragbox":
        return texts.markdown(choice)
    return texts.markdown(Element(choice.name, choice.line, {"format": "plain_text"}, choice.content))


def _gap(one: Embedded, texts: MoodleTexts) -> dict[str, Any]:
    if one.kind in _SEVERAL:
        raise NotTaken("has a blank in which several are chosen, which a bank cannot hold")
    if one.kind in _CHOSEN:
        return _chosen(one, texts)
    answers = [(text_of_html(answer.text), answer.credit, texts.of_html(answer.feedback)) for answer in one.answers]
    if one.kind in _TYPED:
        return typed_answers(answers, texts, case=_TYPED[one.kind])
    numbers = []
    for text, credit, feedback in answers:
        value, _, tolerance = text.partition(":")
        numbers.append(((value, credit, feedback), tolerance))
    return {"numeric": True, "answers": accepted_numbers(numbers, texts)}


def _chosen(one: Embedded, texts: MoodleTexts) -> dict[str, Any]:
    if len(one.answers) > _MOST_CHOICES:
        raise NotTaken(f"has a list of {len(one.answers)} answers, and {_MOST_CHOICES} are the most")
    options: list[Any] = []
    for answer in one.answers:
        text, feedback = texts.of_html(unescape(answer.text)), texts.of_html(answer.feedback)
        options.append({"text": text, "feedback": feedback} if feedback else text)
        if 0 < answer.credit < 100:
            texts.lose("an option of a blank that is right in part earns nothing")
    key = [at for at, answer in enumerate(one.answers) if answer.credit >= 100]
    if not key:
        raise NotTaken("has a blank without a right answer")
    return by_letter(options, key)


def _unescaped(text: str, start: int, sign: str) -> int:
    """The place of the first such sign that has no backslash before it and begins no entity; -1: none is there."""
    at = text.find(sign, start)
    while at >= 0 and ((at > start and text[at - 1] == "\\") or _in_entity(text, at)):
        at = text.find(sign, at + 1)
    return at


def _in_entity(text: str, at: int) -> bool:
    """Whether the sign there is that of an entity, as in ``&#39;``, which editors also write as ``&amp;#39;``."""
    return bool(_ENTITY.match(text, at)) and text.endswith(("&", "&amp;"), 0, at)


def _parts(text: str) -> Iterator[str]:
    """The answers, which stand between tildes."""
    at = 0
    while (end := _unescaped(text, at, "~")) >= 0:
        yield text[at:end]
        at = end + 1
    yield text[at:]


def _answer(written: str) -> _Answer:
    credit = 0.0
    if found := _CREDIT.match(written):
        credit = float(found[1].replace(",", ".")) if found[1] else 100.0
        written = written[found.end() :]
    end = _unescaped(written, 0, "#")
    text, feedback = (written[:end], written[end + 1 :]) if end >= 0 else (written, "")
    return _Answer(_UNESCAPED.sub(r"\1", text).strip(), credit, unescape(_UNESCAPED.sub(r"\1", feedback)).strip())
