"""Marking attempts anew where their paper was found faulty: what a bank says by now, who gains or loses, and doing it.

An attempt keeps its paper and its answers. A `Regraded` event says how the paper counts from then on, so the score
before stays known, and taking it back gives it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from exam.core.as_seen import as_seen
from exam.core.attempt import Attempt, Refused
from exam.core.bank import Bank
from exam.core.correction import Correction
from exam.core.events import Regraded
from exam.core.fold import apply
from exam.core.form import Form, Slot
from exam.core.item import Item
from exam.core.scoring import ScoreReport, credit, score
from exam.store import Store, Stored

Corrections = tuple[Correction, ...]


@dataclass(frozen=True)
class Regrade:
    """An attempt that is to be marked anew, or to be marked as it was sat."""

    stored: Stored
    corrections: Corrections
    """All that will count, those among them that count already; none: it counts as it was sat."""
    after: Attempt

    @property
    def scores(self) -> tuple[ScoreReport, ScoreReport]:
        """The score now and afterwards."""
        return score(self.stored.attempt), score(self.after)

    @property
    def changed(self) -> bool:
        """Whether anything would be written."""
        return self.after is not self.stored.attempt


def plan_regrade(stored: Stored, corrections: Iterable[Correction], at: datetime) -> Regrade:
    """What becomes of an attempt by these corrections and no others. Raises Refused where one of them cannot be."""
    attempt = stored.attempt
    wanted = tuple(sorted(corrections, key=lambda one: one.n))
    # A clock that was set back since the attempt's last event must not keep anybody from correcting it.
    when = max(at, attempt.last_at) if attempt.last_at else at
    return Regrade(stored, wanted, apply(attempt, Regraded(at=when, corrections=wanted)))


def regrade(store: Store, planned: Iterable[Regrade], at: datetime) -> int:
    """Marks attempts anew, and gives how many it changed. Raises StoreError; those before it are done then."""
    done = 0
    for one in planned:
        if not one.changed:
            continue
        attempt = one.stored.attempt
        when = max(at, attempt.last_at) if attempt.last_at else at
        event = Regraded(at=when, corrections=one.corrections)
        store.append(one.stored.id, attempt.events, event, apply(attempt, event))
        done += 1
    return done


def right_options(slot: Slot, wanted: Sequence[str]) -> tuple[str, ...]:
    """The ids of a slot's options that somebody names: by their text, or by the id of the item that they answer.

    Raises Refused for one that is not among them.
    """
    named = []
    for word in wanted:
        fits = [one.id for one in slot.options if as_seen(one.text) == as_seen(word) or one.home == word]
        if not fits:
            raise Refused(f"Question {slot.n} has no option {word!r}.")
        named.append(fits[0])
    return tuple(named)


def corrections_by_bank(attempt: Attempt, bank: Bank) -> Corrections:
    """What a bank as it is now would have marked otherwise on a paper, with the earlier corrections of other questions.

    An item's key that has changed, a statement that answers it by now, an accepted text that was added, and a home that
    its `never_with` names since: an option that is right there too. An item that the bank has no more stays as it was.
    """
    found = {one.n: one for one in (*attempt.corrections, *marked_otherwise(attempt.as_sat.form, bank))}
    return tuple(found[n] for n in sorted(found))


def marked_otherwise(form: Form, bank: Bank) -> Iterator[Correction]:
    """What a bank as it is now would have marked otherwise on a paper as it was sat, in the order of its questions."""
    known = bank.item_by_id
    for slot in form.slots:
        if (item := known.get(slot.item)) is not None and (correction := _by_item(slot, item)) is not None:
            yield correction


def _by_item(slot: Slot, item: Item) -> Correction | None:
    if slot.is_choice and slot.kind in ("direct", "choose_two"):
        right = tuple(option.id for option in slot.options if _answers(slot, option.id, item))
        if len(right) < slot.choose or len(right) == len(slot.options) or set(right) == set(slot.key):
            return None
        return Correction(n=slot.n, key=right)
    if slot.kind in ("typed", "numeric") and item.answers:
        gap = slot.gaps[0]
        more = [one.text for one in item.answers if one.credit == 100 and gap.credit(one.text) < 1]
        return Correction(n=slot.n, accepted=tuple((0, text) for text in more)) if more else None
    return None


def _answers(slot: Slot, option_id: str, item: Item) -> bool:
    """Whether an option answers an item as the bank has it now."""
    option = slot.option(option_id)
    seen = as_seen(option.text)
    if item.options:
        return any(as_seen(one.text) == seen for one in item.options if one.id in item.key)
    if any(as_seen(text) == seen for text in item.statements):
        return True
    if option_id in slot.key:
        # A statement that was only reworded answers as before; one whose words another option has now does not.
        texts = {as_seen(one.text) for one in slot.options if one.id not in slot.key}
        return not any(as_seen(text) in texts for text in item.statements)
    return option.home in item.never_with


def gains(before: Attempt, after: Attempt) -> Iterator[tuple[int, str]]:
    """The questions whose points change, each with what it comes to: "gains", "loses" or "counts no more"."""
    for old, new in zip(before.form.slots, after.form.slots, strict=True):
        if old.dropped != new.dropped:
            yield new.n, "counts no more" if new.dropped else "counts again"
            continue
        response = before.of(old.n).response
        was, is_ = credit(old, response), credit(new, response)
        if was != is_ and not new.dropped:
            yield new.n, "gains" if is_ > was else "loses"
