"""Questions as data: lists and tables of JSON and YAML whose fields have their usual names.

Numbers and words such as `yes` stay as they are written until a question says what they mean: "No" may be an answer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.decoding import decoded
from exam.formats.imports.fields_of_data import NotOne, question_of
from exam.formats.imports.foreign_bank import ForeignBank, LeftOut, Place
from exam.formats.imports.loose_bank import LooseBank
from exam.formats.imports.loose_question import LooseQuestion, PlacedTable, WrittenNumber
from exam.formats.imports.markup import markup_of
from exam.formats.imports.usual_names import folded, meaning

LARGEST_JSON, LARGEST_YAML = 50_000_000, 10_000_000
"""Bytes. YAML takes ten times as long to read."""
MOST_QUESTIONS = 100_000
_MOST_VALUES = 1_500_000
_DEEPEST = 40
_TOKENS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.S)
"""What tells depth, number and lines. Possessive, since what was passed over is remembered else, in gigabytes."""


def read_json(name: str, data: bytes) -> ForeignBank:
    """The questions of a file in JSON, or in lines of JSON. Raises BankRefused."""
    text, notes = _text(name, data, LARGEST_JSON)
    lines = _checked_lines(name, text)
    try:
        value = _loads(text, lines)
    except (ValueError, RecursionError) as error:
        by_line = _lines_of_json(text)
        if by_line is None:
            raise _no_json(name, error) from error
        value = by_line
    if isinstance(value, dict) and value.get("__type__") == "Deck":
        from exam.formats.imports.crowd_anki import read_crowd_anki

        return read_crowd_anki(value)
    return _bank(name, value, notes)


def read_yaml(name: str, data: bytes) -> ForeignBank:
    """The questions of a file in YAML. Raises BankRefused."""
    from exam.formats.imports.yaml_data import loaded

    text, notes = _text(name, data, LARGEST_YAML)
    return _bank(name, loaded(name, text), notes)


def _text(name: str, data: bytes, largest: int) -> tuple[str, tuple[str, ...]]:
    if len(data) > largest:
        message = f"has {len(data) / 1e6:,.0f} MB, and {largest // 1_000_000} are read"
        raise BankRefused((Fault(name, 0, 0, "", message, "Split it into several."),))
    return decoded(name, data)


def _checked_lines(name: str, text: str) -> Iterator[int]:
    """The line in which each object begins, in the order in which they end: so the reader of JSON asks for them.

    Raises BankRefused for data that is too deep or too large.
    """
    begun: list[int] = []
    ended: list[int] = []
    line, counted_to = 1, 0
    for tokens, token in enumerate(_TOKENS.finditer(text), 1):
        sign = token[0]
        if sign in "[{":
            at = token.start()
            line += text.count("\n", counted_to, at)
            counted_to = at
            begun.append(line)
            if len(begun) > _DEEPEST:
                raise BankRefused((Fault(name, line, 0, "", f"is deeper than {_DEEPEST} levels", "Write it flatter."),))
        elif sign in "]}":
            begins = begun.pop() if begun else line
            if sign == "}":
                ended.append(begins)
        if tokens > _MOST_VALUES:
            raise BankRefused((Fault(name, line, 0, "", f"has more than {_MOST_VALUES:,} values", "Split it."),))
    return iter(ended)


def _loads(text: str, lines: Iterator[int] | None = None) -> Any:
    def table(found: list[tuple[str, Any]]) -> PlacedTable:
        made = PlacedTable(found)
        made.line = next(lines, 0) if lines is not None else 0
        return made

    return json.loads(
        text, object_pairs_hook=table, parse_int=WrittenNumber, parse_float=WrittenNumber, parse_constant=str
    )


def _lines_of_json(text: str) -> list[PlacedTable] | None:
    """Each line an object of its own; None where that is not so."""
    found: list[PlacedTable] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = _loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(value, PlacedTable):
            return None
        value.line = number
        found.append(value)
    return found


def _no_json(name: str, error: Exception) -> BankRefused:
    if isinstance(error, json.JSONDecodeError):
        message = f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return BankRefused((Fault(name, error.lineno, error.colno, "", message, "Correct it there."),))
    return BankRefused((Fault(name, 0, 0, "", "is no JSON that can be read", "Write it anew."),))


def _bank(name: str, value: Any, notes: Sequence[str]) -> ForeignBank:
    questions: list[LooseQuestion] = []
    left_out: list[LeftOut] = []
    unused: dict[str, int] = {}
    for section, entry in _entries(value, ""):
        if len(questions) + len(left_out) >= MOST_QUESTIONS:
            raise BankRefused((Fault(name, 0, 0, "", f"has more than {MOST_QUESTIONS:,} questions", "Split it."),))
        place = Place(getattr(entry, "line", 0))
        try:
            question = question_of(entry, place, unused)
        except NotOne as why:
            left_out.append(LeftOut(place, str(entry.get("id", ""))[:80], str(why)))
            continue
        question.section = question.section or section
        questions.append(question)
    if not questions and not left_out:
        message = "has no list of questions: tables with a question and its answers under their usual names"
        remedy = 'Write [{"question": "…", "options": ["…", "…"], "answer": "…"}, …].'
        raise BankRefused((Fault(name, 0, 0, "", message, remedy),))
    said = list(notes)
    if unused:
        names = ", ".join(repr(field[:40]) for field in list(unused)[:10])
        said.append(f"Fields that were not used: {names}{' and others' if len(unused) > 10 else ''}.")
    markup = markup_of(questions, _said_format(value))
    about = _about(value)
    return LooseBank(questions, markup).read(left_out=left_out, notes=said, more=about)


def _entries(value: Any, section: str, depth: int = 0) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables that are meant as questions, with the title of the section that they stand in."""
    if depth > 6:
        return
    if isinstance(value, list):
        for one in value:
            yield from _entries(one, section, depth + 1)
        return
    if not isinstance(value, dict):
        return
    if _is_question(value):
        yield section, value
        return
    title = _title(value)
    is_keyed = _is_keyed(value)
    inner = [(key, one) for key, one in value.items() if isinstance(one, list | dict)]
    for key, one in inner:
        if folded(key) in _LISTS:
            yield from _entries(one, title or section, depth + 1)
        elif isinstance(one, list) or _holds_questions(one):
            within = section if depth == 0 and len(inner) == 1 and not title else title or key
            if is_keyed and isinstance(one, dict):
                yield section, _named(one, key)
            else:
                yield from _entries(one, key if not title else within, depth + 1)


_LISTS = frozenset(
    (
        "questions question items quiz data results entries fragen preguntas domande perguntas vragen pytania вопросы "
        "cards sections chapters topics categories modules exam test quizzes content pool bank"
    ).split()
)


def _is_question(value: Mapping[str, Any]) -> bool:
    roles = {found.role for key in value if (found := meaning(str(key)))}
    stems = [one for key, one in value.items() if (found := meaning(str(key))) and found.role == "stem"]
    if not any(isinstance(stem, str) and stem.strip() for stem in stems):
        return False
    answered = roles & {"key", "options", "option", "answers", "wrong", "right"}
    return bool(answered) and not any(isinstance(one, list) and one and isinstance(one[0], dict) for one in stems)


def _holds_questions(value: Mapping[str, Any]) -> bool:
    return any(isinstance(one, dict | list) for one in value.values()) or _is_question(value)


def _is_keyed(value: Mapping[str, Any]) -> bool:
    """Whether a table has its questions by their ids."""
    tables = [one for one in value.values() if isinstance(one, dict)]
    return bool(tables) and all(map(_is_question, tables))


def _named(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    made = PlacedTable(entry)
    made.line = getattr(entry, "line", 0)
    made.setdefault("id", name)
    return made


def _title(value: Mapping[str, Any]) -> str:
    for field in ("title", "name", "section", "category", "topic", "chapter", "label"):
        if isinstance(value.get(field), str):
            return str(value[field]).strip()
    return ""


def _about(value: Any) -> dict[str, str]:
    """What the file says of itself."""
    if not isinstance(value, dict) or _is_question(value):
        return {}
    found = {"title": _title(value)}
    for field in ("description", "language"):
        if isinstance(value.get(field), str):
            found[field] = str(value[field]).strip()
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", found.get("language", "")):
        found.pop("language", None)
    return {field: text for field, text in found.items() if text}


def _said_format(value: Any) -> str:
    said = value.get("text") or value.get("format") if isinstance(value, dict) else ""
    return said.lower() if isinstance(said, str) and said.lower() in ("plain", "markdown", "html") else ""
