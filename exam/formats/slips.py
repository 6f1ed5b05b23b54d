"""The slips of people who write their first bank: what was written, what is meant, and the data as they were meant.

Each is told once, with its own remedy, in place of the two or three faults that would follow from it.
"""

import re
from collections.abc import Iterator, Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from exam.files.faults import quoted

_FOR_ANSWER = ("answer", "answers", "correct", "correct_answer", "solution")
"""What people call the right answer."""
_TYPE_OF = {"answers": "short", "order": "ordering", "pairs": "matching", "gaps": "cloze"}
"""The likeliest type of an item that has such a field and names no type."""
ITEM_HEADERS = ("item", "items", "question", "questions")
"""What people head an item with who leave the section out, or name it otherwise."""


class Slip(NamedTuple):
    """One slip: the field, what is wrong, and what to do."""

    field: str
    message: str
    remedy: str


def mend_item(raw: Mapping[str, Any], schema: int) -> tuple[dict[str, Any], list[Slip]]:
    """An item's data as they were meant, and the slips that were in them."""
    mended = dict(raw)
    return mended, [*_options(mended), *_key_elsewhere(mended), *_key(mended), *_statements(mended, schema)]


def _options(raw: dict[str, Any]) -> Iterator[Slip]:
    """``options = ["…", "…"]``: a list has no names that a key could name."""
    match raw.get("options"):
        case [str(), *_] as texts if len(texts) <= len(ascii_lowercase) and all(isinstance(one, str) for one in texts):
            raw["options"] = dict(zip(ascii_lowercase, texts, strict=False))
            shown = ", ".join(f'{name} = "{_short(text)}"' for name, text in [*raw["options"].items()][:2])
            more = ", …" if len(texts) > 2 else ""
            remedy = f'Write options = {{ {shown}{more} }}, and key = ["a"] for the right one.'
            yield Slip("options", "is a list, but each option needs a name", remedy)


def _key_elsewhere(raw: dict[str, Any]) -> Iterator[Slip]:
    """``answer = "a"`` beside options, or ``answer = false`` of a true-or-false question."""
    options = raw.get("options")
    if raw.get("type") == "true-false" and not options and "key" not in raw:
        for name in _FOR_ANSWER:
            if isinstance(raw.get(name), bool):
                raw["key"] = raw.pop(name)
                yield Slip(name, "is what key says", f"Write key = {quoted(raw['key'])} in its place.")
                return
    if not isinstance(options, dict) or not options or raw.get("type", "choice") not in ("choice", "true-false"):
        return
    for name in _FOR_ANSWER:
        if name in raw:
            value = raw.pop(name)
            named = [_meant(one, options) or next(iter(options)) for one in _listed(value)]
            known = all(_meant(one, options) for one in _listed(value))
            remedy = f"Write {_as_key(named)} in its place." if known else "Name the id of the right one in key."
            yield Slip(name, "stands beside options, whose right one is named by key", remedy)
            raw.setdefault("key", named)


def _key(raw: dict[str, Any]) -> Iterator[Slip]:
    """``key = "HAVING"`` where that is an option's text, or ``key = 1`` where ids are names."""
    options = raw.get("options")
    if "key" not in raw or not isinstance(options, dict) or isinstance(raw["key"], bool | dict):
        return
    values = _listed(raw["key"])
    named: list[Any] = []
    if len(values) == 1 and isinstance(values[0], str) and values[0] not in options:
        parts = [part for part in re.split(r"[\s,;/&+]+|\band\b", values[0]) if part]
        if len(parts) > 1 and all(part in options for part in parts):
            yield Slip("key", f"names {quoted(values[0])}, which is no id but several", f"Write {_as_key(parts)}.")
            raw["key"] = parts
            return
    for value in values:
        meant = _meant(value, options)
        if meant is not None and meant != value:
            how = "which is the text of an option and no id" if _is_text_of(value, options[meant]) else "which is no id"
            if not isinstance(value, str):
                how = "but an option is named by its id, a text"
            remedy = f"Write {_as_key([meant])}." if len(values) == 1 else f'Write "{meant}" in its place.'
            yield Slip("key", f"names {quoted(value)}, {how}", remedy)
        elif meant is None and not isinstance(value, str):
            remedy = f"Its options are {', '.join(options)}: write {_as_key([next(iter(options), 'a')])}, say."
            yield Slip("key", f"names {quoted(value)}, but an option is named by its id, a text", remedy)
            meant = next(iter(options), "a")
        named.append(value if meant is None else meant)
    raw["key"] = named if isinstance(raw["key"], list) else named[0] if named else raw["key"]


def _statements(raw: dict[str, Any], schema: int) -> Iterator[Slip]:
    """``answer = "…"`` where nothing else answers the stem."""
    if raw.get("options") or raw.get("statements") or (schema > 1 and "type" in raw):
        return
    for name, kind in _TYPE_OF.items() if schema > 1 else ():
        if raw.get(name):
            numbers = name == "answers" and all(type(one) in (int, float) for one in _listed(raw[name]))
            raw["type"] = "numeric" if numbers else kind
            yield Slip(name, "needs the type of the question beside it", f'Write type = "{raw["type"]}".')
            return
    for name in _FOR_ANSWER:
        texts = [one for one in _listed(raw.get(name)) if isinstance(one, str)]
        if not texts:
            continue
        remedy = 'Write statements = ["…"] for what answers the stem'
        if schema == 1 and name in ("answer", "answers"):
            remedy += ', or schema = 2 in the first line and here type = "short" to have it typed'
        elif name == "answer":
            remedy += ', or type = "recall" beside it to have it recalled'
        yield Slip(name, "alone does not say how the item is answered", f"{remedy}.")
        del raw[name]
        raw["statements"] = texts
        return


def _meant(value: Any, options: Mapping[str, Any]) -> str | None:
    """The id of the option that a value names: by its id, its text, its letter, or its place from 1."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return [*options][value - 1] if 1 <= value <= len(options) and str(value) not in options else (
            str(value) if str(value) in options else None
        )  # fmt: skip
    if not isinstance(value, str):
        return None
    if value in options:
        return value
    for name, option in options.items():
        if _is_text_of(value, option):
            return name
    return value.strip().lower() if value.strip().lower() in options else None


def _is_text_of(value: Any, option: Any) -> bool:
    text = option.get("text") if isinstance(option, dict) else option
    return isinstance(text, str) and isinstance(value, str) and text.strip().casefold() == value.strip().casefold()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _as_key(names: list[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f"key = [{listed}]"


def _short(text: str, most: int = 24) -> str:
    shown = " ".join(text.split())
    return f"{shown[: most - 1]}…" if len(shown) > most else shown
