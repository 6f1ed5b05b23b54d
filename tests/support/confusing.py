"""Simulated candidates that take one item's answer for another's, and what papers made to measure say of them."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from exam.assembly import SEEDS, assemble, tailor
from exam.core.bank import Bank
from exam.core.events import Ended, Event, Responded, Started, Visited
from exam.core.form import Form, Slot
from exam.core.replaying import replay
from exam.core.results import Result
from exam.core.scoring import score
from exam.files.places import shipped
from exam.formats import read_bank
from exam.learning.confusions import Confusions, find_confusions
from exam.learning.drills import contrast_drill
from exam.learning.measuring import weights_to_measure
from exam.sitting.session import Session
from exam.store import Store
from tests.support.clock import NOON, FakeClock

Pair = tuple[str, str]
Answer = Callable[[Slot], tuple[str, ...]]
PAPERS = 10
SINGLE_ITEMS = Path(__file__).parents[1] / "assembly" / "golden" / "first.toml"


@dataclass(frozen=True)
class Told:
    """What papers told of one candidate."""

    given: frozenset[Pair]
    found: Confusions
    forms: tuple[Form, ...]
    results: tuple[Result, ...]

    @property
    def on_top(self) -> bool:
        """Whether exactly the given pairs are on top, each more than a slip."""
        top = self.found.pairs[: len(self.given)]
        return {(pair.item, pair.home) for pair in top} == self.given and not any(pair.slip for pair in top)

    @property
    def counts(self) -> Mapping[Pair, str]:
        """By given pair, times chosen of times on offer."""
        known = {(pair.item, pair.home): pair.rate for pair in self.found.pairs}
        return {pair: f"{known[pair].count} of {known[pair].of}" if pair in known else "never" for pair in self.given}


@cache
def bank_of_single_items() -> Bank:
    """The first bank as it was in schema 1: seventy items, all of whose lures ten papers show."""
    return read_bank(SINGLE_ITEMS).bank


@cache
def first_bank() -> Bank:
    """The bank that ships: siblings, of which a paper asks one, and six times the pairs."""
    return read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank


def draws(pairs: Iterable[Pair], seed: int) -> Iterator[frozenset[Pair]]:
    """All pairs, dealt out in draws of three to five."""
    dice = random.Random(seed)
    left = [*pairs]
    dice.shuffle(left)
    while left:
        most = dice.randint(3, 5)
        yield frozenset(left[:most])
        left = left[most:]


def lures_of(bank: Bank) -> list[Pair]:
    return [(item.id, lure) for item in bank.items for lure in item.lures]


def nearest_of(bank: Bank) -> list[Pair]:
    """The mistakes that the rationales speak of, those between siblings among them."""
    return [(item.id, home) for item in bank.items for home in item.nearest]


def knows(slot: Slot) -> tuple[str, ...]:
    """The candidate who knows everything."""
    return slot.key


def confuses(pairs: frozenset[Pair], slips: float = 0.0, dice: random.Random | None = None) -> Answer:
    """Takes the statement of B for that of A wherever it is on offer, and else errs now and then, without a pattern."""
    dice = dice or random.Random(0)

    def answer(slot: Slot) -> tuple[str, ...]:
        taken = [one.id for one in slot.options if (slot.item, one.home) in pairs and one.id not in slot.key]
        if taken:
            return (dice.choice(taken),)
        if dice.random() < slips:
            return (dice.choice(slot.options).id,)
        return slot.key

    return answer


def told(
    given: frozenset[Pair],
    preset: str | None,
    seed: int,
    *,
    slips: float = 0.0,
    papers: int = PAPERS,
    bank: Bank | None = None,
    drills: bool = False,
) -> Told:
    """Papers made to measure, a day apart, each made from what the attempts before it came to.

    With `drills`, what was confused once is asked again on the same day in the program's own contrast drill.
    """
    bank, dice = bank or bank_of_single_items(), random.Random(seed)
    blueprint, answer = tailor(bank, preset), confuses(given, slips, dice)
    past: list[Result] = []
    forms: list[Form] = []
    for day in range(papers):
        forms.append(assemble(bank, blueprint, dice.randrange(SEEDS), weights_to_measure(past)))
        past += sat(forms[-1], answer, day, {result.item for result in past})
        unsure = find_confusions(past).slips if drills else ()
        if unsure:
            drill = contrast_drill(bank, unsure[0].item, unsure[0].home, dice.randrange(SEEDS))
            past += sat(drill, answer, day, {result.item for result in past}, "drill")
    return Told(given, find_confusions(past), tuple(forms), tuple(past))


def sit(store: Store, clock: FakeClock, name: str, form: Form, answer: Answer) -> None:
    """An attempt as the program makes it, kept by the store."""
    session = Session.start(name, form, store, clock, mode="exam")
    for slot in form.slots:
        session.visit(slot.n)
        clock.advance(30)
        session.respond(slot.n, answer(slot))
    session.end()
    session.leave()
    clock.advance(3600)


def sat(form: Form, answer: Answer, day: int, met: set[str], name: str = "day") -> Sequence[Result]:
    """What an attempt comes to, folded from its events."""
    at = NOON + timedelta(days=day, hours=name != "day")
    events: list[Event] = [Started(at=at, mode="exam", seconds=None)]
    for slot in form.slots:
        at += timedelta(seconds=30)
        events += [Visited(at=at, n=slot.n), Responded(at=at, n=slot.n, response=answer(slot))]
    attempt = replay(form, [*events, Ended(at=at, reason="submitted")])
    report = score(attempt)
    found = []
    for mark, slot in zip(report.marks, form.slots, strict=True):
        homes = {option.id: option.home or "" for option in slot.options}
        found.append(
            Result(
                attempt=f"{name}-{day:03}", n=slot.n, bank=form.bank, item=slot.item, section=slot.section,
                kind=slot.kind, outcome=mark.outcome, chosen=tuple(homes[name] for name in mark.response),
                offered=" ".join(homes.values()), seconds=mark.seconds, change=None, marked=False, doubted=False,
                first=slot.item not in met, at=at, pace=72.0, drill=bool(form.blueprint.only), passed=report.passed,
            )
        )  # fmt: skip
    return found
