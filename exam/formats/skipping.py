"""A bank's data without its faulty items, for somebody who wants to sit the rest before they are mended."""

from collections.abc import Iterable, Mapping
from typing import Any

from exam.files.faults import FaultAtPath

_LISTS_OF_ITEMS = ("never_with", "lures", "nearest", "enemies")


def is_of_item(fault: FaultAtPath) -> bool:
    """Whether a fault is one of a single item, so that the bank is sound without it."""
    match fault.path:
        case ("section", int(), "item", int(), *_):
            return True
        case _:
            return False


def without_items(data: Mapping[str, Any], faults: Iterable[FaultAtPath]) -> dict[str, Any]:
    """The data without the items that these faults are of, and without whatever names them."""
    skipped: dict[int, set[int]] = {}
    for fault in faults:
        if is_of_item(fault):
            section, item = fault.path[1], fault.path[3]
            assert isinstance(section, int)
            assert isinstance(item, int)
            skipped.setdefault(section, set()).add(item)
    gone: set[str] = set()
    sections = []
    for place, section in enumerate(data["section"]):
        kept = [raw for at, raw in enumerate(section["item"]) if at not in skipped[place]] if place in skipped else None
        sections.append(section if kept is None else {**section, "item": kept})
        if kept is not None:
            gone |= {
                str(section["item"][at].get("id")) for at in skipped[place] if isinstance(section["item"][at], dict)
            }
    left = {str(raw.get("id")) for section in sections for raw in _items(section)}
    return {**data, "section": [_section_without(section, gone - left) for section in sections if _items(section)]}


def _items(section: Any) -> list[Any]:
    items = section.get("item") if isinstance(section, dict) else None
    return [raw for raw in items if isinstance(raw, dict)] if isinstance(items, list) else []


def _section_without(section: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    return {**section, "item": [_item_without(raw, gone) for raw in section["item"]]}


def _item_without(raw: Any, gone: set[str]) -> Any:
    """An item that names none of those that are gone."""
    if not isinstance(raw, dict):
        return raw
    return {
        name: [one for one in value if one not in gone]
        if name in _LISTS_OF_ITEMS and isinstance(value, list)
        else value
        for name, value in raw.items()
    }
