"""What a bank's doctor says, one thing at a time, and where in the file it stands."""

from dataclasses import dataclass
from typing import Literal

from exam.core.item import Item

Severity = Literal["fault", "warning", "advice"]
"""A fault spoils a question; a warning gives something away or takes something from a paper; advice is to be thought
about."""

Path = tuple[str | int, ...]
"""The way to a value in the bank's file: names of fields and places in lists, from 0."""


@dataclass(frozen=True, slots=True)
class BankFinding:
    """One thing that an author should know."""

    rule: str
    severity: Severity
    item: str | None
    """The item's id; None where it is about the whole bank."""
    where: Path
    message: str
    """What is the matter, a sentence without its full stop."""
    remedy: str
    """What to do: whole sentences."""


@dataclass(frozen=True, slots=True)
class LocatedItem:
    """An item and the way to it."""

    place: int
    """Its place among the bank's items."""
    item: Item
    path: Path

    def finding(self, rule: str, severity: Severity, message: str, remedy: str, *at: str | int) -> BankFinding:
        """A finding about the item, or about its field `at`."""
        return BankFinding(rule, severity, self.item.id, (*self.path, *at), message, remedy)
