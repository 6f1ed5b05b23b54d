"""Moodle XML: what Moodle and many tools around it export questions as.

Kept libraries read it no better: those on the package index give HTML as it is, know fewer kinds, and name no lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any

from exam.core.text import one_line
from exam.files.faults import BankRefused, Fault
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut, Place
from exam.formats.imports.letters import by_letter
from exam.formats.imports.moodle_cloze import embedded_answers, missing_words
from exam.formats.imports.moodle_texts import EmbeddedPictures, MoodleTexts
from exam.formats.imports.moodle_typed import Answer, NotTaken, accepted_numbers, typed_answers
from exam.formats.imports.weights import NoKey, weighed
from exam.formats.imports.xml_tree import Element, read_xml

_NOT_HELD = {
    "description": "is a text without a question",
    "calculated": "is calculated from formulas, which a bank cannot hold",
    "calculatedmulti": "is calculated from formulas, which a bank cannot hold",
    "calculatedsimple": "is calculated from formulas, which a bank cannot hold",
    "ddimageortext": "is answered by dragging onto a picture, which a bank cannot hold",
    "ddmarker": "is answered by dragging onto a picture, which a bank cannot hold",
    "random": "stands for any question of a category, and has none of its own",
    "randomsamatch": "is made of other questions by chance, and has none of its own",
}
_WITH_GAPS = frozenset({"cloze", "multianswer", "gapselect", "ddwtos"})
"""The kinds whose texts hold what answers them."""
_LONGEST_STOCK = 60
"""Letters of what Moodle says to any right answer ("Your answer is correct."). What is longer explains something."""
_LONGEST_PATH = 2_000
_MOST_PARTS = 2_000
"""Elements of one question, and the white space between them."""
_NOT_SHUFFLED = frozenset({"0", "false"})
_NO_UNIT = "3"
"""How a number is answered to which no unit belongs (``showunits``)."""


def read_moodle_xml(name: str, data: bytes) -> ForeignBank:
    """What a file of Moodle XML holds. Raises BankRefused."""
    quiz = read_xml(name, data)
    if quiz.name != "quiz":
        message = f"begins with <{one_line(quiz.name)[:40]}>, and Moodle XML with <quiz>"
        raise BankRefused((Fault(name, quiz.line, 0, "", message, "Export the questions from Moodle as Moodle XML."),))
    pictures = EmbeddedPictures()
    items: list[ForeignItem] = []
    left_out: list[LeftOut] = []
    section = ""
    for question in quiz.all("question"):
        kind = question.get("type").lower()
        if kind == "category":
            section = _path(question.text_of("category", "text"))
            continue
        place, called = Place(question.line), one_line(question.text_of("name", "text"))
        texts = MoodleTexts(pictures)
        try:
            fields = _fields(question, kind, texts)
        except (NotTaken, NoKey) as why:
            left_out.append(LeftOut(place, called, str(why)))
            continue
        number = one_line(question.text_of("idnumber"))
        items.append(ForeignItem(place, fields, number or called, section, tuple(texts.changed)))
    return ForeignBank(
        tuple(items), tuple(left_out), exhibits=tuple(pictures.exhibits), media=pictures.media, text="markdown"
    )


def _path(written: str) -> str:
    """The title of a category, which Moodle writes as a path: ``$course$/top/Storage/Ceph``."""
    parts = [part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", written[:_LONGEST_PATH])]
    if parts[0].startswith("$"):
        parts = parts[1:]
    if parts[:1] == ["top"]:
        parts = parts[1:]
    return " / ".join(one_line(part) for part in parts if part)


def _fields(question: Element, kind: str, texts: MoodleTexts) -> dict[str, Any]:
    """A question in the fields of a bank's item. Raises NotTaken, NoKey."""
    if kind in _NOT_HELD:
        raise NotTaken(_NOT_HELD[kind])
    if kind not in _READERS:
        raise NotTaken(f"is of the type {one_line(kind)[:40] or 'that nobody named'}, which is not known here")
    if len(question.content) > _MOST_PARTS:
        raise NotTaken(f"has more than {_MOST_PARTS:,} parts")
    fields: dict[str, Any] = {} if kind in _WITH_GAPS else {"stem": texts.stem(question.first("questiontext"))}
    fields |= _READERS[kind](question, texts)
    if rationale := _rationale(question, texts, fields):
        fields["rationale"] = rationale
    fields |= _points(question, texts)
    if question.text_of("shuffleanswers").lower() in _NOT_SHUFFLED and kind not in ("truefalse", "ordering"):
        fields["shuffle"] = False
    tags = question.first("tags")
    if named := [tag.text_of("text") for tag in tags or () if tag.text_of("text")]:
        fields["tags"] = named
    if any(hint.text.strip() for hint in question.all("hint")):
        texts.lose("its hints are left out")
    if texts.exhibits:
        fields["exhibits"] = texts.exhibits
    return fields


_TO_OTHERS = {"partiallycorrectfeedback": "an answer that is right in part", "incorrectfeedback": "a wrong answer"}


def _rationale(question: Element, texts: MoodleTexts, fields: dict[str, Any]) -> str:
    """The general feedback, unless it is the answer, and what is said to a right answer if it is no stock phrase."""
    said = [text for text in [texts.markdown(question.first("generalfeedback"))] if text != fields.get("answer")]
    right = texts.markdown(question.first("correctfeedback"))
    said += [right] if len(right) > _LONGEST_STOCK else []
    for name, whom in _TO_OTHERS.items():
        other = texts.plain(question.first(name))
        if len(other) > _LONGEST_STOCK and other not in texts.plain(question.first("correctfeedback")):
            texts.lose(f"what it says to {whom} is left out")
    return "\n\n".join(dict.fromkeys(filter(None, said)))


def _points(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    written = question.text_of("defaultgrade", default="1")
    grade = _number(written, 1)
    points = max(1, min(1_000, round(grade)))
    if abs(points - grade) > 1e-6:
        texts.lose("its points are made a whole number from 1 to 1000")
    return {"points": points} if points != 1 else {}


def _number(written: str, otherwise: float) -> float:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return otherwise
    return number if isfinite(number) else otherwise


def _fraction(answer: Element) -> float:
    """What an answer earns, in percent."""
    return max(-100.0, min(100.0, _number(answer.get("fraction"), 0)))


def _option(answer: Element, texts: MoodleTexts) -> dict[str, Any]:
    feedback = texts.markdown(answer.first("feedback"))
    return {"text": texts.markdown(answer), **({"feedback": feedback} if feedback else {})}


def _multichoice(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    answers = question.all("answer")
    single = question.text_of("single", default="true").lower() in ("true", "1")
    found = weighed([_fraction(answer) for answer in answers], single=single)
    for change in found.changed:
        texts.lose(change)
    options = [_option(answer, texts) for answer in answers]
    for option, earned in zip(options, found.credits, strict=True):
        option.update({"credit": earned} if earned is not None else {})
    return _choice(options, found.key, credit="each" if found.each else "")


def _choice(options: list[dict[str, Any]], key: tuple[int, ...], *, credit: str = "") -> dict[str, Any]:
    short = [option if len(option) > 1 else option["text"] for option in options]
    return {**by_letter(short, key), **({"credit": credit} if credit else {})}


def _all_or_each(question: Element, texts: MoodleTexts, credit: str) -> dict[str, Any]:
    """Several right options of which each counts alike, or none without the others: two widespread plug-ins."""
    answers = question.all("answer")
    options = [_option(answer, texts) for answer in answers]
    key = tuple(at for at, answer in enumerate(answers) if _fraction(answer) > 0)
    if not key:
        raise NoKey("marks none of its options as right")
    if credit == "each":
        texts.lose("each wrong pick takes as much as a right one gives")
    return _choice(options, key, credit=credit if len(key) > 1 else "")


def _truefalse(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    answers = {answer.text_of("text").lower(): answer for answer in question.all("answer")}
    right = [name for name, answer in answers.items() if _fraction(answer) > 0]
    if {*answers} != {"true", "false"} or len(right) != 1:
        raise NotTaken("does not say which of true and false is right")
    said = {name: texts.markdown(answer.first("feedback")) for name, answer in answers.items()}
    fields: dict[str, Any] = {"type": "true-false", "key": right[0] == "true"}
    if any(said.values()):
        options = {name: {"text": name.capitalize(), "feedback": said[name]} for name in ("true", "false")}
        fields["options"] = {name: option if option["feedback"] else option["text"] for name, option in options.items()}
    return fields


def _answers(question: Element, texts: MoodleTexts) -> list[Answer]:
    return [
        (one_line(answer.text_of("text")), _fraction(answer), texts.markdown(answer.first("feedback")))
        for answer in question.all("answer")
    ]


def _shortanswer(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    case = question.text_of("usecase") in ("1", "true")
    fields = typed_answers(_answers(question, texts), texts, case=case)
    if not fields["answers"]:
        raise NotTaken("accepts no answer")
    return {"type": "short", **fields}


def _numerical(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    tolerances = [answer.text_of("tolerance") for answer in question.all("answer")]
    numbers = accepted_numbers(list(zip(_answers(question, texts), tolerances, strict=True)), texts)
    if not numbers:
        raise NotTaken("accepts no number")
    return {"type": "numeric", "answers": numbers, **_unit(question, texts)}


def _unit(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    """The unit that a number may be typed with. Moodle may take several, and convert them."""
    units = [(unit.text_of("unit_name"), _number(unit.text_of("multiplier"), 1)) for unit in question.within("unit")]
    units = [(one_line(name), multiplier) for name, multiplier in units if name]
    if not units or question.text_of("showunits") == _NO_UNIT:
        return {}
    plain = next((name for name, multiplier in units if multiplier == 1), "")
    if any(name != plain for name, _ in units):
        texts.lose("takes one unit alone, and no others that are converted")
    if question.text_of("unitgradingtype", default="0") != "0":
        texts.lose("a missing or wrong unit costs no points")
    if question.text_of("unitsleft") == "1":
        texts.lose("its unit, which stands before the number, is left out")
        return {}
    return {"unit": plain} if plain else {}


def _matching(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    pairs, extra = [], []
    for sub in question.all("subquestion"):
        answer = sub.first("answer")
        if answer is None:
            continue
        is_html = "format" in answer.attributes
        plain = Element("answer", answer.line, {"format": "plain_text"}, answer.content)
        right = texts.markdown(answer if is_html else plain)
        premise = texts.markdown(sub)
        if premise:
            pairs.append([premise, right])
        elif right:
            extra.append(right)
    return {"type": "matching", "pairs": pairs, **({"extra": extra} if extra else {})}


def _ordering(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    answers = sorted(question.all("answer"), key=lambda answer: _number(answer.get("fraction"), 0))
    shown = int(_number(question.text_of("selectcount"), 0))
    if shown and shown < len(answers) and question.text_of("selecttype", default="ALL") not in ("ALL", "0"):
        texts.lose("asks for all of its steps, and not for some of them")
    if any(answer.text_of("feedback", "text") for answer in answers):
        texts.lose("what it says of single steps is left out")
    fields = {"type": "ordering", "order": [texts.markdown(answer) for answer in answers]}
    graded = question.text_of("gradingtype", default="ABSOLUTE_POSITION")
    if graded in ("ALL_OR_NOTHING", "-1"):
        return fields
    if graded not in ("ABSOLUTE_POSITION", "0"):
        texts.lose("each step that stands at its place earns its share; Moodle looked at those beside it")
    return {**fields, "credit": "each"}


def _essay(question: Element, texts: MoodleTexts) -> dict[str, Any]:
    answer = texts.markdown(question.first("graderinfo")) or texts.markdown(question.first("generalfeedback"))
    if not answer:
        raise NotTaken("is to be answered at length, and has nothing to compare an answer with")
    texts.lose("is marked by whoever answers it")
    if texts.plain(question.first("responsetemplate")).strip():
        texts.lose("the text that an answer to it begins with is left out")
    return {"type": "recall", "answer": answer}


_READERS: dict[str, Callable[[Element, MoodleTexts], dict[str, Any]]] = {
    "multichoice": _multichoice,
    "multichoiceset": lambda question, texts: _all_or_each(question, texts, "all"),
    "oumultiresponse": lambda question, texts: _all_or_each(question, texts, "each"),
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "cloze": embedded_answers,
    "multianswer": embedded_answers,
    "gapselect": lambda question, texts: missing_words(question, texts, of="selectoption"),
    "ddwtos": lambda question, texts: missing_words(question, texts, of="dragbox"),
    "essay": _essay,
}
