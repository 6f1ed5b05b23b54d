"""Drills: papers of questions that are asked again because of what the past says of them.

Every kind of drill is made here for every face: what is due or missed, what one attempt missed, two questions that are
confused. A drill is made to measure: what was confused comes up again among its options.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from textwrap import shorten

from exam.assembly.assemble import assemble
from exam.assembly.contrast import contrast
from exam.assembly.tailor import Impossible, tailor
from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.results import Result, by_item
from exam.core.scoring import score
from exam.core.wording import DRILL, SIDE_BY_SIDE, counted, in_line, listing
from exam.files.config import Schedule
from exam.learning.measuring import contrast_weights, weights_to_repeat
from exam.learning.records import Reason, Record, missed_last_time, most_missed_first, records_in
from exam.learning.review import ReviewCard, agenda_in
from exam.store import Store

OnProgress = Callable[[int, int], None]

DRILL_SIZE = 20
"""The most questions in a drill for which nobody named a number."""
DRILL_MODE: Mode = "practice"
"""How a drill is sat where nobody says: it is to be learned from."""
_STEM = 36
"""Most characters of a question in the name of a drill."""
MISSED_SHARE, UNSEEN_SHARE = 0.7, 0.2
"""Of a mixed drill; the rest is mastered, so that it does not turn into a list of defeats."""


@dataclass(frozen=True)
class DrillRequest:
    """Which questions a drill may ask."""

    sections: tuple[str, ...] = ()
    """Empty: all."""
    reasons: tuple[Reason, ...] = ()
    """Questions for any of these reasons and no others; empty: mostly missed, some unseen, a little mastered."""
    times_missed: int = 1
    """The least number of times that a missed question was missed."""
    items: int | None = None
    """How many; None: what there is, up to DRILL_SIZE."""


@dataclass(frozen=True)
class Pending:
    """What of a bank could be asked again."""

    bank: Bank
    results: Sequence[Result]
    section_of: Mapping[str, str]
    """The section of every item of the bank, in the bank's order."""
    records: Mapping[str, Record]
    """Of those items of the bank that were seen."""
    due: tuple[str, ...]
    """Due today, the least likely to be known first."""
    cards: tuple[ReviewCard, ...] = ()
    """All that the review schedule says, of those items of the bank that were seen."""

    @property
    def missed(self) -> tuple[str, ...]:
        """Missed the last time, by how often and how long ago."""
        return tuple(record.item for record in missed_last_time(self.records))

    @property
    def all_pressing(self) -> dict[str, Reason]:
        """What is due, and then what was missed, one of each number."""
        reasons: dict[str, Reason] = dict.fromkeys(self.due, "due")
        reasons |= {item: "missed" for item in self.missed if item not in reasons}
        return {item: reasons[item] for item in one_of_each_number(self.bank, reasons, set())}

    @property
    def pressing(self) -> dict[str, Reason]:
        """As many of these as a drill has where nobody names a number."""
        return _first(self.all_pressing, DRILL_SIZE)

    def showing(self, reason: Reason) -> list[str]:
        """All questions that the past gives this reason to ask, the most pressing first."""
        match reason:
            case "due":
                return list(self.due)
            case "unseen":
                unseen = [item for item in self.section_of if item not in self.records]
                met = {_question(self.bank, item) for item in self.records}
                of_new_numbers = [item for item in unseen if _question(self.bank, item) not in met]
                siblings_of_met = [item for item in unseen if _question(self.bank, item) in met]
                return [
                    item
                    for some in (of_new_numbers, siblings_of_met)
                    for item in _section_by_section(some, self.section_of)
                ]
            case "mastered":
                mastered = [record for record in self.records.values() if record.shows(reason)]
                return [record.item for record in sorted(mastered, key=lambda one: (one.at, one.item))]
            case _:
                shown = (record for record in self.records.values() if record.shows(reason))
                return [record.item for record in most_missed_first(shown)]


@dataclass(frozen=True)
class DrillPaper:
    """A drill as it can be sat."""

    form: Form
    left_out: int
    """How many of its questions wait for another time, because they may not meet the others in one paper."""


def read_pending(store: Store, bank: Bank, now: datetime, schedule: Schedule) -> Pending:
    """What the past says of a bank's questions. Raises StoreError."""
    return pending_of(bank, store.results(bank=bank.id), now, schedule)


def pending_of(bank: Bank, results: Sequence[Result], now: datetime, schedule: Schedule) -> Pending:
    """The same, of results that were read already."""
    section_of = {item.id: section.id for section in bank.sections for item in section.items}
    pasts = by_item(results)
    known = {item: record for item, record in records_in(pasts).items() if item in section_of}
    found = agenda_in(pasts, now, schedule, section_of.keys())
    return Pending(bank, results, section_of, known, tuple(one.item for one in found.due), (*found.due, *found.later))


def choose_items(pending: Pending, request: DrillRequest) -> dict[str, Reason]:
    """The questions to ask, each with why, the most pressing first; empty where nothing fits the request.

    Of siblings one is asked. A request with reasons has the very questions for which they hold. In a mixed one a
    sibling that the learner has not met yet stands for a question that was missed, where there is any.
    """
    bank, taken = pending.bank, set[int | str]()

    def fits(item: str, reason: Reason) -> bool:
        asked_for = not request.sections or pending.section_of[item] in request.sections
        return asked_for and (reason != "missed" or pending.records[item].missed >= request.times_missed)

    def fitting(reason: Reason) -> dict[str, Reason]:
        shown = (item for item in pending.showing(reason) if fits(item, reason))
        return dict.fromkeys(one_of_each_number(bank, shown, taken), reason)

    if not request.reasons:
        known = sorted(most_missed_first(pending.records.values()), key=lambda record: record.right)
        some: dict[str, Reason] = {
            one.item: one.reason for one in known if one.reason != "mastered" and fits(one.item, one.reason)
        }
        new = dict(zip(with_new_siblings(bank, some, pending.records), some.values(), strict=True))
        pressing = {item: new[item] for item in one_of_each_number(bank, new, taken)}
        return _mixed(pressing, fitting("unseen"), fitting("mastered"), request.items)
    chosen: dict[str, Reason] = {}
    for reason in request.reasons:
        chosen |= {item: reason for item in fitting(reason) if item not in chosen}
    return _first(chosen, request.items or DRILL_SIZE)


def drill_title(reasons: Iterable[Reason]) -> str:
    """What a drill is called that asks questions for these reasons, as in "Drill: due and missed"."""
    found = dict.fromkeys(reasons)
    return f"{DRILL}{listing(found)}" if found else f"{DRILL}chosen questions"


def make_drill(
    bank: Bank,
    items: Iterable[str],
    past: Iterable[Result],
    seed: int,
    *,
    title: str = f"{DRILL}chosen questions",
    preset: str | None = None,
    minutes: int | None = None,
    progress: OnProgress | None = None,
) -> DrillPaper:
    """A paper of these items and no others, made to measure by the past, under its title. Raises Impossible.

    Of two enemies or siblings it asks the one named first, and it leaves out what the bank does not have. Without
    `minutes` it has the pace of the preset. `progress` is told the steps done and their number, and may raise to call
    the paper off.
    """
    known = [name for name in dict.fromkeys(items) if name in bank.item_by_id]
    kept: list[str] = []
    for name in one_of_each_number(bank, known, set()):
        enemies = bank.item_by_id[name].enemies
        if not any(other in enemies or name in bank.item_by_id[other].enemies for other in kept):
            kept.append(name)
    if not kept:
        raise Impossible(f"The bank {bank.id} has none of these questions any more.")
    blueprint = tailor(bank, preset, only=kept, items=len(kept), minutes=minutes, choose_two=0, reversed_=0, matching=0)
    # What concerns other items would make a form to measure of one that can be made again from its code.
    weights = {pair: weight for pair, weight in weights_to_repeat(past).items() if pair[0] in kept}
    form = assemble(bank, blueprint, seed, weights, progress=progress)
    left_out = len(known) - len(kept)
    remarks = form.remarks
    if left_out:
        remarks += (f"{counted(left_out, 'more question')} left for another time: they may not meet the others.",)
    return DrillPaper(form.model_copy(update={"drill": title, "remarks": remarks}), left_out)


def with_new_siblings(bank: Bank, items: Iterable[str], met: Container[str]) -> list[str]:
    """The same questions, each asked by a sibling that was not met yet, where there is one.

    So a drill asks another point of a listed question before it asks the same one again. No sibling stands for two of
    the items.
    """
    chosen: list[str] = []
    wanted = list(items)
    used = set(wanted)
    for name in wanted:
        siblings = bank.siblings_of(name) if name in bank.item_by_id and name in met else ()
        new = next((other for other in siblings if other not in met and other not in used), name)
        used.add(new)
        chosen.append(new)
    return chosen


def missed_items(attempt: Attempt) -> tuple[str, ...]:
    """What a paper asked and was not answered fully right: wrong, left blank or not reached. In the order asked."""
    return tuple(dict.fromkeys(mark.item for mark in score(attempt).marks if mark.missed))


def retake(
    bank: Bank,
    attempt: Attempt,
    past: Iterable[Result],
    seed: int,
    *,
    preset: str | None = None,
    minutes: int | None = None,
    sections: Sequence[str] = (),
    items: int | None = None,
    progress: OnProgress | None = None,
) -> DrillPaper:
    """What an attempt missed and nothing else, asked again, by the preset of the attempt where none is named. Raises
    Impossible.

    `sections` and `items` narrow it to some sections, and to the first so many.
    """
    own = attempt.form.blueprint.id
    if preset is None and any(blueprint.id == own for blueprint in bank.blueprints):
        preset = own
    section_of = {slot.item: slot.section for slot in attempt.form.slots}
    missed = [item for item in missed_items(attempt) if not sections or section_of[item] in sections]
    title = drill_title(["missed"])
    return make_drill(bank, missed[:items], past, seed, title=title, preset=preset, minutes=minutes, progress=progress)


def contrast_drill(bank: Bank, one: str, other: str, seed: int) -> Form:
    """The paper that tells two items apart: each with the other on offer. Raises Impossible."""
    form = contrast(bank, one, other, seed, contrast_weights(one, other))
    both = (in_line(bank.item_by_id[name].stem, bank.text) for name in (one, other))
    title = SIDE_BY_SIDE + listing(shorten(stem, _STEM, placeholder=" …") for stem in both)
    return form.model_copy(update={"drill": title})


def one_of_each_number(bank: Bank, items: Iterable[str], taken: set[int | str]) -> Iterator[str]:
    """The items of numbers that are not `taken`, the first of each; what they ask is taken then."""
    for name in dict.fromkeys(items):
        question = _question(bank, name)
        if question not in taken:
            taken.add(question)
            yield name


def _question(bank: Bank, name: str) -> int | str:
    """What an item counts as: the number that it shares with its siblings, or else itself."""
    item = bank.item_by_id.get(name)
    return name if item is None else bank.listed_question(item)


def _mixed(
    pressing: dict[str, Reason], unseen: dict[str, Reason], mastered: dict[str, Reason], items: int | None
) -> dict[str, Reason]:
    """About seven in ten missed. What one part lacks the next gives, where a number was asked for."""
    # Without a number: without any missed there is nothing to mix the others into.
    most = min(DRILL_SIZE, round(len(pressing) / MISSED_SHARE)) if items is None else items
    first = _first(pressing, max(round(MISSED_SHARE * most), most - len(unseen) - len(mastered)))
    left = most - len(first)
    fresh = _first(unseen, min(left, max(round(UNSEEN_SHARE * most), left - len(mastered))))
    return first | fresh | _first(mastered, left - len(fresh))


def _first(chosen: dict[str, Reason], most: int) -> dict[str, Reason]:
    return dict(islice(chosen.items(), most))


def _section_by_section(items: Iterable[str], section_of: Mapping[str, str]) -> list[str]:
    """One of each section, then another of each, so that a short drill does not come from the first section alone."""
    turn: Counter[str] = Counter()
    placed = []
    for place, item in enumerate(items):
        turn[section_of[item]] += 1
        placed.append((turn[section_of[item]], place, item))
    return [item for _, _, item in sorted(placed)]
