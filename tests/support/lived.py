"""Owns a past of two people at two banks, made by dice from a seed and taken in as files of attempts are.

Everything that can happen to a question happens somewhere in it: answers changed, taken back, flagged, doubted, shown
while practising; pauses, time that ran out, questions never reached; drills, untimed papers and every kind of question.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from exam.assembly import assemble, tailor
from exam.core.attempt import Attempt, State
from exam.core.bank import Bank
from exam.core.events import (
    Doubted,
    Ended,
    Event,
    Marked,
    Mode,
    Reopened,
    Responded,
    Resumed,
    Revealed,
    Started,
    Suspended,
    Visited,
)
from exam.core.fold import apply, begin
from exam.core.form import Form, Slot
from exam.store import Store
from tests.support.clock import NOON
from tests.support.forms import sample_bank

PRESETS = [
    {"id": "full", "title": "Full"},
    {"id": "standard", "title": "Standard", "items": 12, "minutes": 15, "at_least": 1},
    {"id": "section", "title": "Section drill", "draw_sections": 1},
]
CONFUSED = {"item-2": "item-4", "item-4": "item-2", "item-7": "item-8", "item-11": "item-9"}
"""What is taken for what wherever it is on offer, four times in five."""
KNOWN = ("item-5", "item-6")
"""What nobody ever misses, so that its distractors are never chosen."""
BEGAN = NOON - timedelta(days=75)


def banks() -> tuple[Bank, Bank]:
    """Sixteen questions in four sections, some worth two points, some with two answers; and nine in three."""
    return _lured(sample_bank(16, 4, blueprint=PRESETS)), sample_bank(
        9, 3, id="second", title="Second bank", blueprint=PRESETS[::2]
    )


@dataclass
class _Log:
    """An attempt and its events as they happen."""

    attempt: Attempt
    events: list[Event]
    at: datetime

    def take(self, event: Callable[[datetime], Event], seconds: int = 0) -> bool:
        """Lets time pass and something happen, or the time run out first. False once it has ended."""
        if self.attempt.state is State.CLOSED:
            return False
        self.at += timedelta(seconds=seconds)
        deadline = self.attempt.deadline
        if deadline is not None and self.at >= deadline:
            self.at = deadline
            self._add(Ended(at=deadline, reason="time_up"))
            return False
        self._add(event(self.at))
        return True

    def _add(self, event: Event) -> None:
        after = apply(self.attempt, event)
        if after is not self.attempt:
            self.attempt = after
            self.events.append(event)


def live(store: Store, seed: int) -> datetime:
    """Writes the past into a store, and gives the instant after it."""
    dice = random.Random(seed)
    first, second = banks()
    at = BEGAN
    for number in range(23):
        at += timedelta(hours=dice.randint(9, 70))
        form = _paper(dice, first, number)
        at = _sit(store, f"mine-{number:02}", form, dice, at, 0.45 + 0.015 * number)
        if number % 4 == 1:
            at += timedelta(hours=1)
            at = _sit(store, f"other-{number:02}", _paper(dice, second, number % 3), dice, at, 0.7)
    hers = BEGAN
    for number in range(18):
        hers += timedelta(hours=dice.randint(9, 60))
        hers = _sit(store, f"hers-{number:02}", _paper(dice, first, 0), dice, hers, 0.85, "Ada")
    return max(at, hers) + timedelta(hours=dice.randint(5, 20))


def unfinished(store: Store, bank: Bank, at: datetime) -> None:
    """An attempt that was left after three answers."""
    form = assemble(bank, tailor(bank, "standard"), 77)
    began = Started(at=at, mode="exam", seconds=form.minutes * 60)
    log = _Log(apply(begin(form), began), [], at)
    store.create("open", log.attempt, began)
    for n in (1, 2, 3):
        log.take(lambda at, n=n: Visited(at=at, n=n))  # type: ignore[misc]
        log.take(lambda at, n=n: Responded(at=at, n=n, response=form.slot(n).key), 20)  # type: ignore[misc]
    log.take(lambda at: Suspended(at=at, reason="left"), 10)
    attempt = apply(begin(form), began)
    for sequence, event in enumerate(log.events, start=1):
        attempt = apply(attempt, event)
        store.append("open", sequence, event, attempt)
    store.release("open")


def opened(data_dir: Path, seed: int) -> datetime:
    """A data directory with that past; gives the instant after it."""
    with Store.open(data_dir) as store:
        now = live(store, seed)
        unfinished(store, banks()[0], now - timedelta(hours=2))
    return now


def _lured(bank: Bank) -> Bank:
    """Each question has few lures, so that they come up often; every fourth is worth two points and takes two."""
    names = [item.id for item in bank.items]
    near = {name: tuple(names[(at + step) % len(names)] for step in (1, 2, -1, -2)) for at, name in enumerate(names)}
    changed = {
        item.id: item.model_copy(update={"lures": near[item.id], "distinct": True, "points": 1 + (at % 4 == 3)})
        for at, item in enumerate(bank.items)
    }
    sections = tuple(
        section.model_copy(update={"items": tuple(changed[item.id] for item in section.items)})
        for section in bank.sections
    )
    return Bank.model_validate(bank.model_copy(update={"sections": sections}).model_dump(by_alias=True))


def _paper(dice: random.Random, bank: Bank, number: int) -> Form:
    names = [item.id for item in bank.items]
    match number % 6:
        case 2:
            blueprint = tailor(bank, "section")
        case 3 if "standard" in {one.id for one in bank.blueprints}:
            blueprint = tailor(bank, "standard", choose_two=2, reversed_=2)
        case 4:
            blueprint = tailor(bank, "full", only=dice.sample(names, 4))
        case _:
            blueprint = tailor(bank, "full")
    return assemble(bank, blueprint, dice.randrange(1_000_000))


def _sit(
    store: Store, name: str, form: Form, dice: random.Random, at: datetime, ability: float, learner: str = ""
) -> datetime:
    mode: Mode = "practice" if dice.random() < 0.25 and not learner else "exam"
    factor = dice.choice((1.0, 1.0, 1.5, None))
    seconds = None if factor is None else round(form.minutes * 60 * factor)
    word = "untimed" if factor is None else f"{factor:g}"
    began = Started(at=at, mode=mode, seconds=seconds, extra_time=word)
    log = _Log(apply(begin(form), began), [began], at)
    reached = len(form.slots) if dice.random() < 0.8 else dice.randint(1, len(form.slots))
    for n in range(1, reached + 1):
        _answer(log, form.slot(n), dice, ability)
    for n in dice.sample(range(1, reached + 1), min(2, reached)):
        _answer(log, form.slot(n), dice, ability)
    # Some end a moment too soon, and take it back.
    if form.seed % 3 == 0 and log.take(lambda at: Ended(at=at, reason="submitted"), 2):
        log._add(Reopened(at=log.at))
    log.take(lambda at: Ended(at=at, reason="submitted"), dice.randint(1, 60))
    store.adopt(name, form, log.events, learner)
    return log.at


def _answer(log: _Log, slot: Slot, dice: random.Random, ability: float) -> None:
    """One question on screen: a while, an answer or none, second thoughts, signs, a pause."""
    n = slot.n
    log.take(lambda at: Visited(at=at, n=n))
    for _ in range(dice.choices((0, 1, 2, 3), (6, 78, 12, 4))[0]):
        if log.attempt.locked(n):
            break
        response = _picked(slot, dice, ability)
        if not log.take(lambda at, response=response: Responded(at=at, n=n, response=response), dice.randint(5, 75)):  # type: ignore[misc]
            return
    if dice.random() < 0.03 and not log.attempt.locked(n):
        log.take(lambda at: Responded(at=at, n=n, response=()), 3)
    for sign, chance in ((Marked, 0.12), (Doubted, 0.2)):
        if dice.random() < chance:
            log.take(lambda at, sign=sign: sign(at=at, n=n, on=True), 1)  # type: ignore[misc]
    if dice.random() < 0.04:
        log.take(lambda at: Marked(at=at, n=n, on=False), 1)
    if log.attempt.mode == "practice" and dice.random() < 0.3 and not log.attempt.locked(n):
        log.take(lambda at: Revealed(at=at, n=n), 2)
    if dice.random() < 0.03 and log.take(lambda at: Suspended(at=at, reason="left"), 4):
        log.at += timedelta(minutes=dice.randint(5, 600))
        log._add(Resumed(at=log.at))
    log.at += timedelta(seconds=dice.randint(0, 20))


def _picked(slot: Slot, dice: random.Random, ability: float) -> tuple[str, ...]:
    """An answer: the right one by chance, else the confused one where it is on offer, else any."""
    if slot.item in KNOWN and slot.kind == "direct":
        return slot.key
    taken: Sequence[str] = [one.id for one in slot.options if one.home == CONFUSED.get(slot.item)]
    if taken and slot.choose == 1 and dice.random() < 0.8:
        return (taken[0],)
    if dice.random() < ability:
        return slot.key
    return tuple(dice.sample([one.id for one in slot.options], slot.choose))
