"""Owns one place of a paper in the making. Refuses to outlive the making: a form has slots."""

from dataclasses import dataclass, field

from exam.assembly.pool import Pool, Statement
from exam.core.form import Kind
from exam.core.item import Item


@dataclass(slots=True)
class Place:
    """An item about to be asked, what is right, and what stands beside it."""

    item: int
    """The item's place in the bank."""
    kind: Kind = "direct"
    block: int = 0
    keys: list[Statement] = field(default_factory=list)
    """What is right: a statement, or two, or for a reversed question the stem. Empty where an author wrote options."""
    shown: Statement | None = None
    """The statement that a reversed question shows."""
    read: list[Statement] = field(default_factory=list)
    """Legal distractors whose pair with this item somebody has read."""
    unread: list[Statement] = field(default_factory=list)
    """Legal distractors that only the rules have passed."""
    chosen: list[Statement] = field(default_factory=list)

    def wanted(self, options: int) -> int:
        """How many distractors are to be chosen, where a single-answer question shows `options` options."""
        match self.kind:
            case "choose_two":
                return max(options - 1, 3)
            case "matching":
                return 0
            case _:
                return options - 1

    def of(self, pool: Pool) -> Item:
        return pool.items[self.item]
