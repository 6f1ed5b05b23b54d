"""What pydantic complains of, in the words of somebody who writes banks, and what to do about it.

Pydantic's own words name Python types, and know neither positions in the file nor what was probably meant.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from exam.core.authored import Accepted, AuthoredGap, AuthoredOption, AuthoredPair, Reference
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.exhibit import Exhibit
from exam.core.item import Item
from exam.files.faults import FieldPath, quoted
from exam.formats.slips import ITEM_HEADERS

_ARTICLE: Mapping[type[BaseModel], str] = {
    Bank: "a bank",
    Section: "a section",
    Item: "an item",
    Blueprint: "a blueprint",
    Reference: "a reference",
    AuthoredOption: "an option",
    Accepted: "an answer",
    AuthoredGap: "a gap",
    AuthoredPair: "a pair",
    Exhibit: "an exhibit",
}
_WITHIN: Mapping[str, type[BaseModel]] = {
    "references": Reference,
    "options": AuthoredOption,
    "answers": Accepted,
    "gaps": AuthoredGap,
    "pairs": AuthoredPair,
}
_EXAMPLES = {
    "id": 'id = "a-short-name"',
    "title": 'title = "What people read"',
    "stem": 'stem = "The question?"',
    "text": 'text = "What the option says"',
    "url": 'url = "https://example.org/page"',
    "section": "[[section]], and under it its id, its title and its items",
}
_HEADERS = {
    "section": "[[section]]",
    "item": "[[section.item]]",
    "blueprint": "[[blueprint]]",
    "exhibit": "[[exhibit]]",
}
_OTHER_TYPES = {
    "multiple": "choice", "single": "choice", "mcq": "choice", "multiple-choice": "choice", "multichoice": "choice",
    "single-choice": "choice", "select": "choice", "truefalse": "true-false", "true_false": "true-false",
    "boolean": "true-false", "bool": "true-false", "tf": "true-false", "text": "short", "typed": "short",
    "shortanswer": "short", "short-answer": "short", "number": "numeric", "numerical": "numeric", "order": "ordering",
    "sort": "ordering", "match": "matching", "pairs": "matching", "fill": "cloze", "gap": "cloze", "gaps": "cloze",
    "blank": "cloze", "essay": "recall", "open": "recall", "flashcard": "recall", "card": "recall", "basic": "recall",
}  # fmt: skip
_OTHER_SCHEMA_WORDS = {"aspect": "kind", "concept": "subject"}
"""What is likelier meant in schema 2 where a word stands for one of these."""
_OTHER_WORDS = {
    "answer": "statements",
    "answers": "statements",
    "category": "aspect",
    "choices": "options",
    "correct": "key",
    "duration": "minutes",
    "explanation": "rationale",
    "link": "url",
    "name": "title",
    "pass": "cut",
    "prompt": "stem",
    "question": "stem",
    "text": "stem",
    "time": "minutes",
    "topic": "concept",
    "type": "aspect",
}


def phrased(
    model: type[BaseModel],
    detail: ErrorDetails,
    raw: Any,
    foreign: Mapping[type[BaseModel], Collection[str]],
) -> tuple[FieldPath, str, str]:
    """The path within `raw` that a validator's complaint is about, what is wrong, and what to do.

    `foreign` has the fields that are no field of the bank's schema.
    """
    path = _as_written(detail["loc"], raw)
    steps = [step for step in path if isinstance(step, str)]
    name = steps[-1] if steps else ""
    table = _WITHIN.get(steps[0], model) if len(steps) > 1 else model
    value, limits = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return path, "is missing", f"Write {_EXAMPLES.get(name, f'{name} = …')}."
        case "extra_forbidden":
            return path, f"is no field of {_ARTICLE[table]}", _meant(name, table, foreign)
        case "string_type":
            remedy = "Write one text, without brackets." if isinstance(value, tuple | dict) else "Put it in quotes."
            return path, f"is {quoted(value)}, but must be a text", remedy
        case "int_type" | "int_from_float":
            return path, f"is {quoted(value)}, but must be a whole number", "Write digits alone, without quotes."
        case "bool_type":
            return path, f"is {quoted(value)}, but must be true or false", "Write one of the two, without quotes."
        case "tuple_type":
            return path, *_no_list(name, value)
        case "model_type" if path[-2:-1] == ("options",):
            remedy = 'Write options = { a = "…", b = "…" }, and key = ["a"] for the correct one.'
            return path[:-1], "is a list, but each option needs a name", remedy
        case "model_type":
            return path, f"is {quoted(value)}, but must be a table", 'Write fields in braces: { title = "…", … }.'
        case "literal_error":
            return path, f"is {quoted(value)}, but must be {limits['expected']}", _close(value, limits["expected"])
        case "greater_than_equal":
            return path, f"is {quoted(value)}, but must be at least {limits['ge']}", "Write a larger number."
        case "less_than_equal":
            return path, f"is {quoted(value)}, but must be at most {limits['le']}", "Write a smaller number."
        case "string_too_short" | "too_short":
            what = "has no entries" if isinstance(value, tuple) else "is empty"
            return path, what, "Write something in it, or take the field out where it is not required."
        case "string_too_long":
            return path, *_too_long(len(value), limits["max_length"], "characters")
        case "too_long":
            unit = "entries" if isinstance(value, tuple | dict) else "characters"
            return path, *_too_long(limits["actual_length"], limits["max_length"], unit)
        case "string_pattern_mismatch":
            return path, f"is {quoted(value)}, which cannot be an id", _as_id(value)
        case "value_error":
            return path, str(limits["error"]).rstrip("."), ""
        case _:
            return path, detail["msg"][:1].lower() + detail["msg"][1:], ""


def _as_written(loc: FieldPath, raw: Any) -> FieldPath:
    """The path in the file: options are written as a table of texts, and validated as a list."""
    match loc:
        case ("options", int(place), *_) if isinstance(raw, dict) and isinstance(raw.get("options"), dict):
            return ("options", list(raw["options"])[place])
        case _:
            return loc


def _meant(name: str, table: type[BaseModel], foreign: Mapping[type[BaseModel], Collection[str]]) -> str:
    fields = [field for field in _fields(table) if field not in foreign.get(table, ())]
    if table is Section and name.lower() in ITEM_HEADERS:
        return "Head each item [[section.item]]."
    meant = _OTHER_WORDS.get(name.lower(), "")
    if "kind" in fields:
        meant = _OTHER_SCHEMA_WORDS.get(meant, meant)
    if meant in fields:
        return f"Did you mean '{meant}'?"
    if close := get_close_matches(name.lower(), fields, n=1, cutoff=0.7):
        return f"Did you mean '{close[0]}'?"
    for other, article in _ARTICLE.items():
        if name in _fields(other):
            above = ": write it above the first [[section]]" if other is Bank and name not in _HEADERS else ""
            return f"It is a field of {article}{above}."
    return f"The fields of {_ARTICLE[table]} are: {', '.join(fields)}."


def _fields(model: type[BaseModel]) -> list[str]:
    """The names of fields as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _no_list(name: str, value: Any) -> tuple[str, str]:
    if name in _HEADERS and isinstance(value, dict):
        return "is one table, but must be a list of tables", f"Head each with double brackets: {_HEADERS[name]}."
    if name == "options":
        return f"is {quoted(value)}, but must be a table of texts", 'Write options = { a = "…", b = "…" }.'
    return f"is {quoted(value)}, but must be a list", f'Put it in brackets: {name} = ["…", "…"].'


def _too_long(length: int, most: int, unit: str) -> tuple[str, str]:
    return f"has {length:,} {unit}, and {most:,} are the most", "Shorten it."


def _close(value: object, expected: str) -> str:
    words = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if (meant := _OTHER_TYPES.get(str(value).lower())) in words:
        return f"Did you mean '{meant}'?"
    close = get_close_matches(str(value).lower(), words, n=1)
    return f"Did you mean '{close[0]}'?" if close else "Write one of these."


def _as_id(value: str) -> str:
    rule = "An id has small letters, digits and . _ - and begins with a letter or a digit"
    plain = "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in value).split())
    return f"{rule}: '{plain.lower()[:64]}', say." if plain else f"{rule}."
