"""What a learner's past says of one question: how each answer went, what is right and why, and when it comes again."""

from collections.abc import Sequence
from dataclasses import dataclass

from exam.core.exhibit import TextFormat
from exam.core.results import Result
from exam.learning.past import Past
from exam.learning.review import ReviewCard, agenda


@dataclass(frozen=True)
class ItemStory:
    """One item's past, and what its bank says of it."""

    results: Sequence[Result]
    """Every time that it was met, newest first."""
    card: ReviewCard | None
    """When it comes again; None where it was never met, or the bank does not have it any more."""
    answers: tuple[str, ...] = ()
    """What answers it; empty where the bank is not here."""
    rationale: str = ""
    texts: TextFormat = "flowing"
    """How these are to be read."""

    @property
    def right(self) -> int:
        """How often it was right."""
        return sum(result.right for result in self.results)


def item_story(past: Past, item: str) -> ItemStory:
    """The story of an item, whatever mode and paper it was met in. It may take a while; raises StoreError."""
    results = [result for result in past.results if result.item == item and result.met]
    met = sorted(results, key=lambda result: result.at, reverse=True)
    bank = past.bank
    known = bank.item_by_id.get(item) if bank is not None else None
    if bank is None or known is None:
        return ItemStory(met, None)
    found = agenda(results, past.now, past.schedule)
    card = next((card for card in (*found.due, *found.later) if card.item == item), None)
    right = [option.text for option in known.options if option.id in known.key]
    answers = tuple(dict.fromkeys((*known.statements, *right)))
    return ItemStory(met, card, answers, known.rationale or "", bank.text)
