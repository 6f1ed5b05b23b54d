"""The question of one table of data: fields by their usual names, options as a list, by letter, or as tables."""

from collections.abc import Mapping
from typing import Any

from exam.formats.imports.foreign_bank import Place
from exam.formats.imports.loose_question import Key, Letters, LooseOption, LooseQuestion, WrittenNumber
from exam.formats.imports.usual_names import folded, meaning

_TEXTS = frozenset("text option answer label value content body html choice title name description answertext".split())
_RIGHT = frozenset(
    (
        "correct",
        "is correct",
        "iscorrect",
        "right",
        "is right",
        "is answer",
        "isanswer",
        "true",
        "correct answer",
        "richtig",
    )
)
_CREDIT = frozenset("fraction percent credit".split())
_TOLD = frozenset("feedback explanation rationale comment reason why".split())
_NAMES = frozenset("id key letter value label index identifier".split())
_OF_THE_ASKING = frozenset(("shuffle", "shuffle answers", "single", "single answer", "answer numbering"))


class NotOne(Exception):
    """A table that is no question after all; the text says why, as `LeftOut.why` does."""


def question_of(entry: Mapping[str, Any], place: Place, unused: dict[str, int]) -> LooseQuestion:
    """The question of a table. Names of fields that say nothing are counted in `unused`. Raises NotOne."""
    question = LooseQuestion(place)
    options: dict[str, LooseOption] = {}
    stems: list[tuple[int, str]] = []
    sections = {"section": "", "subsection": ""}
    for field, value in entry.items():
        found = meaning(str(field))
        if found is None:
            plain = folded(str(field))
            if plain in ("shuffle", "shuffle answers") and value in (False, "false"):
                question.shuffle = False
            if plain in ("single", "single answer") and value in (True, False, "true", "false"):
                question.single = value in (True, "true")
            if plain not in _OF_THE_ASKING and value not in (None, "", [], {}):
                unused[str(field)] = unused.get(str(field), 0) + 1
            continue
        if value is None or value == "":
            continue
        match found.role:
            case "stem":
                if isinstance(value, str):
                    stems.append((found.rank, value))
            case "option":
                options[found.place] = _choice(value, found.place)
            case "options":
                question.choices += _choices(value)
            case "answers":
                _answers(question, value)
            case "key":
                _key(question, value)
                if found.place == "letter" and isinstance(question.keys[-1], str):
                    question.keys[-1] = Letters(question.keys[-1])
            case "right":
                question.right.append(text_of(value))
            case "wrong":
                question.wrong += _texts(value)
            case "section" | "subsection":
                sections[found.role] = sections[found.role] or " / ".join(_texts(value))
            case "tags":
                question.tags += _tags(value)
            case "link":
                question.links += [text for text in _texts(value) if text]
            case "name":
                question.name = question.name or text_of(value)[:200]
            case "feedback":
                if found.place in options:
                    options[found.place].feedback = text_of(value)
            case "format":
                pass
            case role:
                if not getattr(question, role):
                    setattr(question, role, "\n".join(_texts(value)))
    if stems:
        question.stem = min(stems)[1]
    if options and not question.choices:
        question.choices = list(options.values())
        digits = [int(one) for one in options if one.isdigit()]
        question.counts_from = min(digits) if len(digits) == len(options) else None
    question.section = " / ".join(filter(None, sections.values()))
    if not question.choices and not question.keys and not (question.right or question.wrong or question.answers):
        raise NotOne("has no answer")
    if len(question.choices) > 1 and any(choice.right is not None for choice in question.choices):
        for choice in question.choices:
            choice.right = bool(choice.right)
    return question


def text_of(value: Any) -> str:
    """A value as a text: numbers as written, a table by its text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case dict():
            return next((text_of(one) for name, one in value.items() if folded(str(name)) in _TEXTS and one), "")
        case list():
            return "\n".join(filter(None, map(text_of, value)))
        case _:
            return str(value)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text_of(one) for one in value]
    if isinstance(value, dict) and not any(folded(str(name)) in _TEXTS for name in value):
        return [text_of(one) for one in value.values()]
    return [text_of(value)]


def _tags(value: Any) -> list[str]:
    return [tag.strip()[:200] for text in _texts(value) for tag in text.split(",") if tag.strip()]


def _choices(value: Any) -> list[LooseOption]:
    if isinstance(value, list):
        if all(isinstance(one, dict) and len(one) == 1 for one in value) and value:
            return [_choice(text, str(name)) for one in value for name, text in one.items()]
        return [_choice(one) for one in value]
    if isinstance(value, dict):
        return [_choice(one, str(name)) for name, one in value.items()]
    return []


def _choice(value: Any, name: str = "") -> LooseOption:
    if not isinstance(value, dict):
        return LooseOption(text_of(value), name=name)
    choice = LooseOption(text_of(value), name=name)
    for field, one in value.items():
        plain = folded(str(field))
        if plain in _RIGHT:
            choice.right = one is True or (isinstance(one, str) and one.strip().lower() in ("true", "yes", "1", "y"))
        elif plain in _CREDIT and isinstance(one, str | WrittenNumber):
            choice.percent = str(one)
        elif plain in _TOLD:
            choice.feedback = text_of(one)
        elif plain in _NAMES and not name and isinstance(one, str) and one != choice.text:
            choice.name = one
    return choice


def _answers(question: LooseQuestion, value: Any) -> None:
    """`answers` are the options of one file and what is accepted in another: texts beside a key are options."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
        question.choices += _choices(value)
    elif isinstance(value, list):
        question.answers += _texts(value)
    else:
        question.keys.append(text_of(value))


def _key(question: LooseQuestion, value: Any) -> None:
    key: Key
    if isinstance(value, list):
        key = [text_of(one) for one in value]
    elif isinstance(value, dict):
        right = [str(name) for name, one in value.items() if one in (True, "true")]
        key = right or _texts(value)
    else:
        key = text_of(value)
    question.keys.append(key)
