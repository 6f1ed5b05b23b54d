"""A bank's fields and their types, checked by the pydantic models of `exam.core`.

Each item is validated by itself, so that the faults of one hide no other's and a file full of faults stays bounded.
The models have the fields of both schemas; that none of the other one is used is checked here.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from exam.core.authored import KEPT
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.exhibit import Exhibit
from exam.core.item import Item, contradictions
from exam.core.text import one_line
from exam.files.faults import FaultsAtPaths, FieldPath, quoted
from exam.formats.phrasing import phrased
from exam.formats.slips import ITEM_HEADERS, mend_item

MOST_ENTRIES = 10_000
"""Entries of one list within an item or a blueprint."""

_STANDS_IN = Section(id="stands-in", title="Stands in for sections with faults")
AUTHORED_FIELDS = (
    "type", "answers", "numeric", "tolerance", "unit", "case", "typos", "wildcard", "order", "pairs", "extra", "gaps",
    "answer", "credit", "shuffle", "negative", "exhibits",
)  # fmt: skip
"""The fields of an item by which it is answered in another way than by statements or options."""
FIELDS_OF_SCHEMA: Mapping[int, Mapping[type[BaseModel], Mapping[str, str]]] = {
    1: {Item: {"aspect": "kind"}, Section: {"family": "subject"}},
    2: {
        Item: {"subject": "", "kind": "aspect", "nearest": "", **dict.fromkeys(AUTHORED_FIELDS, "")},
        Section: {"subject": "family"},
        Blueprint: {"count_recall": ""},
        Bank: {"text": "", "exhibit": ""},
    },
}
"""The fields that only one schema has, and what the other has in the place of each; empty: nothing."""
Model = TypeVar("Model", bound=BaseModel)


def validate(data: dict[str, Any], findings: FaultsAtPaths) -> Bank | None:
    """The bank that these data describe, or None where something was found. Raises TooManyFaults."""
    before = len(findings)
    raw = dict(data)
    schema = schema_of(data)
    if schema is None:
        schema = 2
        remedy = "Write schema = 2, or get the version of this program that the bank was written for."
        findings.add(("schema",), f"is {quoted(data['schema'])}, and this program reads 1 and 2", remedy)
        del raw["schema"]
    _told_of_lost_sections(raw, findings)
    if isinstance(raw.get("section"), list):
        raw["section"] = _sections(raw["section"], findings, schema, kept=raw.get("text") in ("plain", "markdown"))
    if isinstance(raw.get("exhibit"), list):
        raw["exhibit"] = _all_of(Exhibit, raw["exhibit"], ("exhibit",), findings, schema)
    if isinstance(raw.get("blueprint"), list):
        raw["blueprint"] = _all_of(Blueprint, raw["blueprint"], ("blueprint",), findings, schema)
    if raw.get("section") == () and data["section"]:
        raw["section"] = (_STANDS_IN,)  # what is wrong with each was told; that none is left would be no news
    bank = _checked(Bank, raw, (), findings, schema)
    return bank if len(findings) == before else None


def _told_of_lost_sections(raw: dict[str, Any], findings: FaultsAtPaths) -> None:
    """Items that stand in no section, told once and taken out of the data."""
    above = "Write [[section]] above it, with an id and a title, and head each item [[section.item]]."
    for name in ITEM_HEADERS:
        if isinstance(raw.get(name), list | dict):
            findings.add((name,), "stands in no section", above)
            del raw[name]
            raw.setdefault("section", ())
    section = raw.get("section")
    if isinstance(section, dict) and "item" in section and not {"id", "title"} & {*section}:
        findings.add(("section",), "has items, and there is no [[section]] above them", above)
        raw["section"] = ()
    if raw.get("section") == ():
        raw["section"] = (_STANDS_IN,)


def schema_of(data: dict[str, Any]) -> int | None:
    """The version of the format that a bank's data name, 1 where they name none; None: none that is known here."""
    schema = data.get("schema", 1)
    return schema if type(schema) is int and schema in (1, 2) else None


def _sections(raw: list[Any], findings: FaultsAtPaths, schema: int, *, kept: bool) -> tuple[Section, ...]:
    sections = []
    for place, section in enumerate(raw):
        whole = section
        if isinstance(section, dict) and isinstance(section.get("item"), list):
            items = _all_of(Item, section["item"], ("section", place, "item"), findings, schema, kept=kept)
            whole = {**section, "item": items}
        sections.append(_checked(Section, whole, ("section", place), findings, schema))
    return tuple(section for section in sections if section is not None)


def _all_of(
    model: type[Model], raw: list[Any], path: FieldPath, findings: FaultsAtPaths, schema: int, *, kept: bool = False
) -> tuple[Model, ...]:
    checked = (_checked(model, value, (*path, place), findings, schema, kept) for place, value in enumerate(raw))
    return tuple(value for value in checked if value is not None)


def _checked(
    model: type[Model], raw: Any, path: FieldPath, findings: FaultsAtPaths, schema: int, kept: bool = False
) -> Model | None:
    """The model of one table, or None and what was found. Line breaks and spaces of answers are `kept`, or folded."""
    if isinstance(raw, dict):
        if model is Item:
            raw, slips = mend_item(raw, schema)
            for slip in slips:
                findings.add((*path, slip.field), slip.message, slip.remedy)
        raw = _without_the_other_schema(model, raw, path, findings, schema)
    for name, value in raw.items() if isinstance(raw, dict) else ():
        if isinstance(value, list) and len(value) > MOST_ENTRIES:
            findings.add((*path, name), f"has {len(value):,} entries, and {MOST_ENTRIES:,} are the most", "Shorten it.")
            return None
    try:
        return model.model_validate(with_tuples(raw), strict=True, by_alias=True, by_name=False, context={KEPT: kept})
    except ValidationError as error:
        errors = error.errors(include_url=False)
    answers = _answers(raw, kept) if model is Item and isinstance(raw, dict) and "type" not in raw else None
    contradicted = [*contradictions(*answers)] if answers else []
    for field, message, remedy in contradicted:
        findings.add((*path, field), message, remedy)
    told: set[tuple[FieldPath, str]] = set()
    for detail in errors:
        if detail["type"] == "value_error" and contradicted:
            continue  # it is the first of them
        foreign = FIELDS_OF_SCHEMA[3 - schema]
        loc, message, remedy = phrased(
            model, detail, raw, {table: frozenset(names) for table, names in foreign.items()}
        )
        if (loc, message) not in told:
            told.add((loc, message))
            findings.add((*path, *loc), message, remedy)
    return None


def _without_the_other_schema(
    model: type[BaseModel], raw: dict[str, Any], path: FieldPath, findings: FaultsAtPaths, schema: int
) -> dict[str, Any]:
    """The table without fields that only the other schema has, each of which is a fault."""
    other = 3 - schema
    foreign = FIELDS_OF_SCHEMA[other].get(model, {})
    for name in raw:
        if name in foreign:
            if schema == 1:
                remedy = "Write schema = 2 in the first line, or take it out."
            else:
                remedy = f"Write {foreign[name]} in its place."
            findings.add((*path, name), f"is a field of schema {other}, and this bank is of schema {schema}", remedy)
    return {name: value for name, value in raw.items() if name not in foreign}


def _answers(raw: dict[str, Any], kept: bool) -> tuple[list[str], list[tuple[str, str]], list[str]] | None:
    """An item's statements, options and key, whatever is in them; None where one of them is no list or table."""

    def text_of(value: Any) -> str:
        text = str(value.get("text", "") if isinstance(value, dict) else value)
        return text if kept else one_line(text)

    match raw.get("statements", []), raw.get("options", {}), raw.get("key", []):
        case list(statements), dict(options), (str() | list()) as key:
            keys = [key] if isinstance(key, str) else key
            return [*map(text_of, statements)], [(n, text_of(text)) for n, text in options.items()], [*map(str, keys)]
        case _:
            return None


def with_tuples(raw: Any) -> Any:
    """The same data with tuples for lists, which the models want in strict mode."""
    if isinstance(raw, dict):
        return {name: with_tuples(value) for name, value in raw.items()}
    return tuple(map(with_tuples, raw)) if isinstance(raw, list) else raw
