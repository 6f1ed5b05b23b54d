"""A question in the making: an item about to be asked, what is right, and what stands beside it."""

from dataclasses import dataclass, field

from exam.assembly.measured import Statement
from exam.assembly.pool import Pool
from exam.core.form import Kind
from exam.core.item import Item


@dataclass(slots=True, eq=False)
class DraftSlot:
    """One question of a form that is being made. `exam.assembly.dealing` turns it into a slot."""

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
    nearest: int | None = None
    """The home of the mistake that must be among the distractors, where this showing is to have it."""
    chosen: list[Statement] = field(default_factory=list)
    """The distractors that the question shows."""

    def wanted(self, options: int) -> int:
        """How many distractors are to be chosen, where a single-answer question shows `options` options."""
        return max(options - 1, 3) if self.kind == "choose_two" else options - 1

    def of(self, pool: Pool) -> Item:
        return pool.items[self.item]
