"""A bank as the text of its file, in schema 2, as a person would write it and can go on with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exam.core.authored import TRUE_OR_FALSE
from exam.core.bank import Bank
from exam.core.item import Item

_WIDE = 110
"""Characters of a line that is not broken."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,12})?")
_ESCAPED = re.compile(r'[\x00-\x08\x0b-\x1f\x7f"\\]')
_SHORT = {'"': '\\"', "\\": "\\\\"}


def bank_text(bank: Bank, head: Iterable[str] = ()) -> str:
    """The text of a bank's file, with the lines of `head` above it as comments. Read again it is the same bank."""
    return "".join(_parts(bank, head))


def bank_data(bank: Bank) -> dict[str, Any]:
    """A bank as the data that are in its file."""
    data = bank.model_dump(mode="python", by_alias=True, exclude_defaults=True, exclude={"sections"})
    data.pop("section", None)
    return {
        **data,
        "schema": 2,
        "exhibit": [one.model_dump(exclude_defaults=True) for one in bank.exhibits],
        "blueprint": [_blueprint(one.model_dump(exclude_defaults=True)) for one in bank.written_blueprints],
        "section": [
            {
                **section.model_dump(exclude_defaults=True, exclude={"items"}),
                "item": [item_data(item) for item in section.items],
            }
            for section in bank.sections
        ],
    }


def item_data(item: Item) -> dict[str, Any]:
    """An item as the data that are in a bank's file."""
    data = item.model_dump(mode="python", exclude_defaults=True, exclude_none=True)
    if item.options:
        data["options"] = _options(data["options"])
        data["key"] = item.key[0] if len(item.key) == 1 else list(item.key)
    if item.type == "true-false":
        data.pop("shuffle", None)
        if data["options"] == TRUE_OR_FALSE and isinstance(data["key"], str):
            del data["options"]
            data["key"] = data["key"] == "true"
    if item.answers:
        data["answers"] = _answers(data["answers"], numeric=item.numeric or item.type == "numeric")
    if item.pairs:
        data["pairs"] = [[pair.premise, pair.answer] for pair in item.pairs]
    if item.gaps:
        data["gaps"] = {one["id"]: _gap(one) for one in data["gaps"]}
    return data


def _options(options: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    left = [(one["id"], {name: value for name, value in one.items() if name != "id"}) for one in options]
    return {name: fields["text"] if fields.keys() == {"text"} else fields for name, fields in left}


def _answers(answers: Iterable[Mapping[str, Any]], *, numeric: bool) -> list[Any]:
    return [
        _figure(one["text"]) if numeric and one.keys() == {"text"} else one["text"] if one.keys() == {"text"} else one
        for one in answers
    ]


def _figure(text: str) -> int | float | str:
    """A number as it may stand without quotes, where it comes back as it was."""
    if not _NUMBER.fullmatch(text):
        return text
    value = float(text) if "." in text else int(text)
    return value if str(value) == text else text


def _gap(gap: dict[str, Any]) -> dict[str, Any]:
    data = {name: value for name, value in gap.items() if name != "id"}
    if "answers" in data:
        data["answers"] = _answers(data["answers"], numeric=bool(data.get("numeric")))
    if "options" in data:
        data["options"] = _options(data["options"])
        data["key"] = data["key"][0] if len(data["key"]) == 1 else list(data["key"])
    return data


def _blueprint(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if (name, value) != ("difficulty", "near")}


_FIRST = ("schema", "id", "type", "title", "description", "language", "licence", "text", "stem")
_LAST = ("rationale", "references", "tags")


def _parts(bank: Bank, head: Iterable[str]) -> Iterator[str]:
    data = bank_data(bank)
    for line in head:
        yield f"# {line}\n"
    yield from _table({name: value for name, value in data.items() if name not in ("section", "blueprint", "exhibit")})
    for name in ("blueprint", "exhibit"):
        for one in data[name]:
            yield f"\n[[{name}]]\n"
            yield from _table(one)
    for section in data["section"]:
        yield "\n[[section]]\n"
        yield from _table({name: value for name, value in section.items() if name != "item"})
        for item in section["item"]:
            yield "\n[[section.item]]\n"
            yield from _table(item, "section.item")


def _table(data: Mapping[str, Any], header: str = "") -> Iterator[str]:
    """The lines of one table. What is a table itself stands in one line, or below under a header of its own."""
    below = []
    names = [*(name for name in _FIRST if name in data), *(name for name in data if name not in (*_FIRST, *_LAST))]
    for name in (*names, *(name for name in _LAST if name in data)):
        value = data[name]
        if value is None:
            continue
        line = f"{_key(name)} = {_value(value)}\n"
        if header and isinstance(value, Mapping) and (len(line) > _WIDE or "\n" in line[:-1]):
            below.append((name, value))
        elif isinstance(value, list | tuple) and len(line) > _WIDE:
            yield f"{_key(name)} = [\n"
            for one in value:
                yield f"    {_value(one)},\n"
            yield "]\n"
        else:
            yield line
    for name, value in below:
        yield f"\n[{header}.{_key(name)}]\n"
        for key, one in value.items():
            yield f"{_key(key)} = {_value(one)}\n"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return _text(value)
        case Mapping():
            inside = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items() if one is not None)
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            return f"[{', '.join(map(_value, value))}]"


def _text(text: str) -> str:
    """A text between quotes: without escapes where that can be."""
    if "\n" in text:
        if "'''" not in text and not text.endswith("'") and ("\\" in text or '"""' in text) and _is_plain(text):
            return f"'''\n{text}'''"
        inside = _ESCAPED.sub(_escape, text) if '""' in text or text.endswith('"') else _escaped_but_quotes(text)
        return f'"""\n{inside}"""'
    if ('"' in text or "\\" in text) and "'" not in text and _is_plain(text):
        return f"'{text}'"
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _is_plain(text: str) -> bool:
    """Whether a text holds nothing that must be written as an escape, but for quotes and backslashes."""
    return not _ESCAPED.search(text.replace('"', "").replace("\\", ""))


def _escaped_but_quotes(text: str) -> str:
    return _ESCAPED.sub(lambda found: '"' if found[0] == '"' else _escape(found), text)


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"
