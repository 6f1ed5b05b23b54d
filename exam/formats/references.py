"""Whether ids are unique, whether every id that is named exists, and whether anything of the bank can be asked.

All of it is checked on the bank as written, so that it is said together with fields that are wrong.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from exam.core.as_seen import as_seen, signs
from exam.core.text import one_line
from exam.files.faults import FaultsAtPaths, FieldPath, quoted
from exam.formats.impossible_blueprints import impossible_fields
from exam.formats.raw_bank import RawBank, RawTable

_LISTS_OF_ITEMS = ("never_with", "lures", "nearest", "enemies")
_MOST_BLUEPRINTS = 100
_MOST_COMPARED = 30_000
"""Known names that misspelt ones are compared with, in all: a bank full of them must not take minutes."""


def check_references(bank: RawBank, findings: FaultsAtPaths) -> None:
    """Adds a fault for each id and reference that is wrong, and for blueprints of no paper. Raises TooManyFaults."""
    for kind, tables in (
        ("section", bank.sections),
        ("item", bank.items),
        ("blueprint", bank.blueprints),
        ("exhibit", bank.exhibits),
    ):
        _refuse_twins(kind, tables, findings)
    _refuse_unaskable(bank, findings)
    spelling = _Spelling()
    items = {item.id: item.path for item in bank.items if item.id is not None}
    exhibits = {exhibit.id: exhibit.path for exhibit in bank.exhibits if exhibit.id is not None}
    for item in bank.items:
        for name in _LISTS_OF_ITEMS:
            for named, path in item.texts(name).items():
                if named == item.id:
                    findings.add(path, "names its own item", "Take it out.")
                elif named not in items:
                    findings.add(
                        path, f"names {quoted(named)}, which is no item of this bank", spelling.near(named, items)
                    )
        for named in item.texts("never_with").keys() & item.texts("lures").keys():
            remedy = "Keep it in never_with if its statements would be true here, in lures if they are false."
            findings.add(item.texts("lures")[named], f"names {quoted(named)}, which is in never_with too", remedy)
        for named in item.texts("never_with").keys() & item.texts("nearest").keys():
            remedy = "A statement that would be true here cannot be the mistake: keep it in one of the two."
            findings.add(item.texts("nearest")[named], f"names {quoted(named)}, which is in never_with too", remedy)
        for named, path in item.texts("exhibits").items():
            if named not in exhibits:
                remedy = spelling.near(named, exhibits)
                findings.add(path, f"names {quoted(named)}, which is no exhibit of this bank", remedy)
    if len(bank.blueprints) > _MOST_BLUEPRINTS:
        message = f"has {len(bank.blueprints):,} entries, and {_MOST_BLUEPRINTS} are the most"
        findings.add(("blueprint",), message, "Keep those that somebody would choose.")
        return
    for blueprint in bank.blueprints:
        _check_blueprint(bank, blueprint, items, spelling, findings)


class _Spelling:
    """Finds what was meant by a name, as long as that stays cheap."""

    def __init__(self) -> None:
        self._left = _MOST_COMPARED

    def near(self, name: str, known: Mapping[str, object]) -> str:
        self._left -= len(known)
        close = get_close_matches(name, known, n=1) if self._left >= 0 else []
        return f"Did you mean '{close[0]}'?" if close else "Look at its spelling, or take it out."


def _refuse_twins(kind: str, tables: Iterable[RawTable], findings: FaultsAtPaths) -> None:
    first: dict[str, FieldPath] = {}
    for table in tables:
        if table.id is None:
            continue
        path = (*table.path, "id")
        if table.id in first:
            message = f"is {quoted(table.id)}, which another {kind} has already"
            findings.add(path, message, "Give each its own.", first=first[table.id])
        first.setdefault(table.id, path)


def _refuse_unaskable(bank: RawBank, findings: FaultsAtPaths) -> None:
    """A bank of which nothing can be asked."""
    if not bank.items:
        if bank.sections:
            findings.add(("section",), "has no items", "Write at least one, headed [[section.item]].")
        return
    twins = len({item.id for item in bank.items if item.id is not None}) < len(bank.items)
    if len(bank.items) == 1 or twins or any(item.raw.get("options") or item.raw.get("type") for item in bank.items):
        return
    statements = {
        (as_seen(one_line(text)).casefold(), signs(text)) for item in bank.items for text in item.texts("statements")
    }
    if len(statements) == 1:
        findings.add(("section",), "has the same statement in every item", "Write each item's own answer.")
    elif bank.asks_without_options and bank.data.get("lures_only") is not True:
        return
    elif statements and not any(map(bank.lenders_to, bank.items)):
        remedy = "Add items that are not in never_with, or take out lures_only."
        findings.add(("section",), "has no item that another could lend a wrong option", remedy)


def _check_blueprint(
    bank: RawBank, blueprint: RawTable, items: Mapping[str, FieldPath], spelling: _Spelling, findings: FaultsAtPaths
) -> None:
    sections = {section.id: section.path for section in bank.sections if section.id is not None}
    dangling = False
    for name, known, kind in (("sections", sections, "section"), ("only", items, "item")):
        for named, path in blueprint.texts(name).items():
            if named not in known:
                dangling = True
                findings.add(
                    path, f"names {quoted(named)}, which is no {kind} of this bank", spelling.near(named, known)
                )
    for name, message, remedy in impossible_fields(bank, blueprint, anywhere=dangling):
        findings.add((*blueprint.path, name), message, remedy)
