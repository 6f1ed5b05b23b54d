"""One question in the written form, as the fields of an item."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exam.formats import written_form as form
from exam.formats.imports.written_blocks import WrittenLines, WrittenPart, parts_of

_MOST_LINES = 2_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBERS = frozenset(("points", "typos", "number"))
_SWITCHES = frozenset(("case", "wildcard", "shuffle", "negative", "distinct"))
_LISTS = frozenset("tags lures nearest enemies never_with exhibits".split())
_LINK = re.compile(r"\[((?:[^\]\\]|\\.){1,2000})\]\((.{1,2000})\)$")
_OPTIONS_ARE = "true", "false"

Read = tuple[str, dict[str, Any], str]


def written_question(head: str, lines: WrittenLines) -> Read:
    """The name of a question, its fields as a bank's file has them, and why it is left out, "" where it is not."""
    head, attributes = form.attributes_of(head, form.ATTRIBUTES_OF_ITEM)
    name = attributes.pop("id", "")
    if len(lines.raw) > _MOST_LINES:
        return name, {}, f"goes on for {len(lines.raw):,} lines, and {_MOST_LINES:,} are the most"
    parts = parts_of(lines)
    fields: dict[str, Any] = {}
    stem, rationale = _stem(head, parts.stem), parts.rationale
    kinds = {part.kind for part in parts.answered}
    if parts.late:
        return name, {}, "has answers below its explanation, where none are looked for"
    if not kinds:
        stem, rationale, gaps = _inline(stem, rationale)
        if not gaps:
            return name, {}, "says nothing that answers it"
        fields.update(type="cloze", gaps=gaps)
    elif "gap" in kinds:
        gaps_, why = _gaps(parts.answered)
        if why:
            return name, {}, why
        fields.update(type="cloze", gaps=gaps_)
    elif len(kinds) > 1:
        return name, {}, "is answered in two ways at once"
    else:
        why = _answered(fields, parts.answered, attributes)
        if why:
            return name, {}, why
    if not stem:
        return name, {}, "asks nothing"
    fields["stem"] = stem
    if rationale:
        fields["rationale"] = rationale
    if parts.sources:
        fields["references"] = [_source(text) for text in parts.sources]
    fields.update(_typed(attributes))
    return name, fields, ""


def _stem(head: str, body: str) -> str:
    if not body.strip():
        return head.strip()
    return f"{head}\n{form.unguarded(body)}".strip()


def _answered(fields: dict[str, Any], parts: Sequence[WrittenPart], attributes: Mapping[str, str]) -> str:
    """Adds what answers a question of one kind, and gives why that cannot be."""
    match parts[0].kind:
        case "option":
            right = [part.head[1] != " " for part in parts]
            if not any(right):
                return "does not say which of its options is right"
            if all(right) and attributes.get("type") is None:
                fields["statements"] = [part.text for part in parts]
                return ""
            fields.update(_options(parts))
        case "answer":
            fields.update(_typing(parts, attributes))
        case "recall":
            fields.update(type="recall", answer="\n\n".join(part.text for part in parts))
        case "step":
            fields.update(type="ordering", order=[part.text for part in parts])
        case "pair":
            sides = [_sides(part.text) for part in parts]
            if any(side is None for side in sides):
                return "has a line among its pairs that is none"
            fields["type"] = "matching"
            fields["pairs"] = [[side[0], side[1]] for side in sides if side and side[0]]
            if extra := [side[1] for side in sides if side and not side[0]]:
                fields["extra"] = extra
    return ""


def _options(parts: Sequence[WrittenPart]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for at, part in enumerate(parts):
        first, _, more = part.text.partition("\n")
        first, attributes = form.attributes_of(first, form.ATTRIBUTES_OF_OPTION)
        text = f"{first}\n{more}" if more else first
        option: dict[str, Any] = {"text": text}
        if part.feedback:
            option["feedback"] = part.feedback
        if "pin" in attributes:
            option["pin"] = attributes["pin"] == "true"
        if "credit" in attributes:
            option["credit"] = _whole(attributes["credit"])
        options[_id(at)] = option if len(option) > 1 else text
    key = [_id(at) for at, part in enumerate(parts) if part.head[1] != " "]
    return {"options": options, "key": key if len(key) != 1 else key[0]}


def _id(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else f"o{at + 1}"


def _typing(parts: Iterable[WrittenPart], attributes: Mapping[str, str]) -> dict[str, Any]:
    """What is typed: numbers where all are numbers, else texts; or true or false."""
    read: list[tuple[str, dict[str, str], str]] = []
    for part in parts:
        text, own = form.attributes_of(" ".join(part.text.split()), form.ATTRIBUTES_OF_ANSWER)
        read.append((text, own, part.feedback))
    texts = [text for text, _, _ in read]
    wanted = attributes.get("type")
    if len(read) == 1 and texts[0].lower() in _OPTIONS_ARE and wanted in (None, "true-false") and not read[0][2]:
        return {"type": "true-false", "key": texts[0].lower() == "true"}
    numbers = [form.number_of(text) for text in texts] if wanted in (None, "numeric") else [None]
    if not all(numbers):
        return {"type": "short", "answers": [_accepted(*one) for one in read]}
    fields: dict[str, Any] = {"type": "numeric", "answers": []}
    units = {unit for number in numbers if number and (unit := number[2])}
    if len(units) == 1:
        fields["unit"] = units.pop()
    tolerances = {number[1] for number in numbers if number}
    if len(tolerances) == 1 and (tolerance := tolerances.pop()):
        fields["tolerance"] = tolerance
    for number, (_, own, feedback) in zip(numbers, read, strict=True):
        assert number is not None
        within = {"tolerance": number[1]} if number[1] and "tolerance" not in fields else {}
        fields["answers"].append(_accepted(number[0], {**within, **own}, feedback))
    return fields


def _accepted(text: str, attributes: Mapping[str, str], feedback: str) -> Any:
    accepted: dict[str, Any] = {"text": text}
    if "credit" in attributes:
        accepted["credit"] = _whole(attributes["credit"])
    if "tolerance" in attributes:
        accepted["tolerance"] = attributes["tolerance"]
    if feedback:
        accepted["feedback"] = feedback
    return accepted if len(accepted) > 1 else text


def _sides(text: str) -> tuple[str, str] | None:
    parted = form.PARTED.search(text)
    if parted is None:
        return None
    return re.sub(r"\\(\\*::)", r"\1", text[: parted.start()]), text[parted.end() :]


def _gaps(parts: Sequence[WrittenPart]) -> tuple[dict[str, Any], str]:
    """The gaps of a text, each with what answers it."""
    gaps: dict[str, Any] = {}
    name = ""
    attributes: dict[str, str] = {}
    own: list[WrittenPart] = []

    def closed() -> str:
        if not name:
            return ""
        kinds = {part.kind for part in own}
        if kinds == {"option"}:
            gaps[name] = _options(own)
        elif kinds == {"answer"}:
            typing = _typing(own, {"type": "short", **attributes} if attributes.get("type") == "short" else attributes)
            numeric = typing.pop("type") == "numeric"
            if "key" in typing:
                typing = {"answers": [own[0].text.strip()]}
            gaps[name] = {**typing, **({"numeric": True} if numeric else {}), **_typed(attributes, without="type")}
        else:
            return f"has no answer for its gap {name!r}, or two kinds of them"
        return ""

    for part in parts:
        if part.kind == "gap":
            if why := closed():
                return {}, why
            name, own = part.head[1], []
            attributes = form.attributes_in(part.head[2], form.ATTRIBUTES_OF_GAP) or {}
            if part.text.strip():
                own.append(WrittenPart("answer", part.head, part.text, part.feedback))
        elif not name or part.kind == "recall":
            return {}, "is answered in two ways at once"
        else:
            own.append(part)
    return gaps, closed()


def _inline(stem: str, rationale: str) -> tuple[str, str, dict[str, Any]]:
    """A text whose gaps hold their own answers: without them, with what stands in paragraphs below as why, and the
    gaps.
    """
    lines = stem.split("\n")
    code = form.in_code(lines)
    gaps: dict[str, Any] = {}
    last = -1

    def gap(found: re.Match[str]) -> str:
        answers = [one.strip() for one in found[2].split("|")]
        if any(one.startswith("*") for one in answers):
            key = [_id(at) for at, one in enumerate(answers) if one.startswith("*")]
            options = {_id(at): one.removeprefix("*").strip() for at, one in enumerate(answers)}
            gaps[found[1]] = {"options": options, "key": key if len(key) > 1 else key[0]}
        else:
            numbers = [form.number_of(one) for one in answers]
            if all(numbers):
                parts = [WrittenPart("answer", found, one) for one in answers]
                gaps[found[1]] = {**_typing(parts, {"type": "numeric"}), "numeric": True}
                del gaps[found[1]]["type"]
            else:
                gaps[found[1]] = {"answers": answers}
        return f"{{{found[1]}}}"

    for at, line in enumerate(lines):
        if not code[at] and "{" in line:
            lines[at], count = form.INLINE_GAP.subn(gap, line)
            last = at if count else last
    if not gaps:
        return stem, rationale, {}
    end = next((at for at in range(last + 1, len(lines)) if not lines[at].strip() and not code[at]), len(lines))
    why = "\n".join(lines[end:]).strip()
    return "\n".join(lines[:end]).strip(), "\n\n".join(filter(None, (why, rationale))), gaps


def _source(text: str) -> dict[str, str]:
    if link := _LINK.match(text):
        return {"title": re.sub(r"\\(.)", r"\1", link[1]), "url": link[2]}
    return {"title": text, "url": text}


def _typed(attributes: Mapping[str, str], *, without: str = "") -> dict[str, Any]:
    """Attributes as a bank's file has them."""
    found: dict[str, Any] = {}
    for name, value in attributes.items():
        if name == without:
            continue
        if name in _NUMBERS:
            found[name] = _whole(value)
        elif name in _SWITCHES:
            found[name] = value == "true" if value in ("true", "false") else value
        elif name in _LISTS:
            found[name] = [one.strip() for one in value.split(",") if one.strip()]
        else:
            found[name] = value
    return found


def _whole(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else value
