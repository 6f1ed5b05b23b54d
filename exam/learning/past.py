"""The past of one bank: what was answered, what the bank says of it, and how ready that makes one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from operator import attrgetter
from threading import Lock
from typing import Self, TypeVar

from exam.assembly.expected_mix import expected_mix
from exam.core.bank import Bank
from exam.core.ended import Answer, EndedAttempt
from exam.core.forecast import ToldAndCome
from exam.core.interval import Rate
from exam.core.results import Result
from exam.core.sums import AnswerSums, HabitSums, Part, answers_together, habits_together
from exam.core.wording import counted, in_line
from exam.files.config import Schedule
from exam.learning.candidates import candidates_like
from exam.learning.confusions import ConfusedPair, section_map
from exam.learning.drills import Pending, pending_of
from exam.learning.evidence import Answers, Mix, first_meetings, gather_evidence, paper_of_bank
from exam.learning.matter import Matter, matter
from exam.learning.readiness import Readiness, readiness
from exam.learning.records import Coverage, coverage
from exam.learning.reliability import GroupOnPreset
from exam.learning.statistics import statistics_in
from exam.learning.weakest import recent_rates
from exam.store import LATEST_ATTEMPTS, AttemptRow, Store

LATEST_CHANGES = 15
"""Changed answers that can be opened."""

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Past:
    """Sittings and results of one bank, oldest first.

    Answers are read when something first asks for them: forty thousand take longer than all else together. Most figures
    are computed from what they come to by mode and blueprint, which is read once.
    """

    bank_id: str
    title: str
    bank: Bank | None
    """None where its file is not known any more; the figures stand without it."""
    read_results: Callable[[], Sequence[Result]]
    """May take a while; raises StoreError."""
    sittings: Sequence[EndedAttempt]
    now: datetime
    """In the time zone of this machine."""
    exam_date: date | None
    banks: tuple[tuple[str, str], ...] = ()
    """Id and title of every bank that was sat."""
    blueprints: tuple[tuple[str, str], ...] = ()
    """Id and title of every blueprint of the bank that was sat."""
    others: int = 0
    """How many attempts of other people are in the database."""
    given: Sequence[Answer] = ()
    """Every question seen in the newest attempts, oldest first."""
    firsts: Sequence[Answer] = ()
    """How each item went where it was met first, where that was no drill."""
    fellows: tuple[tuple[int, int], ...] = ()
    """How many were right of how many in the first attempt of each other learner."""
    forecasts: Sequence[ToldAndCome] = ()
    """What was told before attempts that have ended, oldest first, and what came of it."""
    met: frozenset[str] = frozenset()
    """The items that were on screen in any attempt."""
    read_answers: Callable[[], Mapping[Part, AnswerSums]] = dict
    """What the answers come to, by mode and blueprint. This and what follows may take a while; raises StoreError."""
    read_habits: Callable[[], Mapping[Part, HabitSums]] = dict
    read_everybodys: Callable[[], AnswerSums] = AnswerSums
    """What the answers of the newest attempts of all people come to."""
    read_asked: Callable[[], Mapping[str, str]] = dict
    """The stem of each item in the newest paper that has it, in one line, for items that the bank does not have."""
    read_group: Callable[[str | None], GroupOnPreset | None] = lambda blueprint: None
    """What all people's first exams on a preset say (None: on the one that the most sat); None where nobody sat."""
    part: tuple[str | None, str | None] = (None, None)
    """The mode and the blueprint that it is only about; None: any."""
    schedule: Schedule = field(default_factory=Schedule)
    """When to review, and how many minutes a day, for the plan."""
    pass_mark: int | None = None
    """The learner's own pass mark for every paper, in percent; None: that of each paper."""

    @cached_property
    def results(self) -> Sequence[Result]:
        """Of all modes and blueprints."""
        return self.read_results()

    @cached_property
    def pending(self) -> Pending | None:
        """What of the bank could be asked again, by its schedule; None where the bank is not known."""
        return pending_of(self.bank, self.results, self.now, self.schedule) if self.bank else None

    @cached_property
    def evidence(self) -> Answers:
        """What the answers given are evidence of."""
        return gather_evidence(self.given, self.now)

    @cached_property
    def answer_sums(self) -> AnswerSums:
        """What the answers come to."""
        return answers_together(sums for part, sums in self.read_answers().items() if self._has(part))

    @cached_property
    def habit_sums(self) -> HabitSums:
        """How the answers were given, with the latest that were changed."""
        return habits_together(sums for part, sums in self.read_habits().items() if self._has(part))

    def _has(self, part: Part) -> bool:
        return all(wanted in (None, own) for wanted, own in zip(self.part, part, strict=True))

    @property
    def extent(self) -> str:
        """How many attempts this is read from, as in "23 attempts" or, of a long past, "the latest 1,000 attempts"."""
        count = counted(len(self.sittings), "attempt")
        return f"the latest {count}" if len(self.sittings) == LATEST_ATTEMPTS else count

    @property
    def papers(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every blueprint that was sat or could be."""
        known = {one.id: one.title for one in self.bank.blueprints} if self.bank else {}
        return tuple((dict(self.blueprints) | known).items())

    def only(self, mode: str | None, blueprint: str | None) -> Self:
        """What is left of a mode and a blueprint; None: of any."""
        if mode is None and blueprint is None:
            return self
        left = replace(self, part=(mode, blueprint))
        return replace(left, sittings=[one for one in self.sittings if left._has((one.mode, one.blueprint))])

    @cached_property
    def section_titles(self) -> dict[str, str]:
        """Titles by section id, of sections that were sat and of those of the bank."""
        titles = {part.section: part.title for sitting in self.sittings for part in sitting.sections}
        return titles | ({section.id: section.title for section in self.bank.sections} if self.bank else {})

    @cached_property
    def recent(self) -> dict[str, Rate]:
        """By section, what was right of what was seen in the last ten exams: which section is weakest."""
        return recent_rates(self.given)

    @cached_property
    def coverage(self) -> Coverage | None:
        """How many questions of the bank were met; None where the bank is not known."""
        return coverage(self.bank, self.met) if self.bank else None

    def stem(self, item: str) -> str:
        """An item's stem in one line: as the bank has it now, or else as it stood in a paper."""
        known = self.bank.item_by_id.get(item) if self.bank else None
        return in_line(known.stem, self.bank.text) if self.bank and known else self.read_asked().get(item, item)

    def by_section(self, pairs: Sequence[ConfusedPair]) -> dict[tuple[str, str], int]:
        """Times confused, by the section asked about and the one answered from, where both are known."""
        sections = {pair.home: section for pair in pairs if (section := self._section(pair.home)) is not None}
        return section_map(pairs, sections)

    def _section(self, item: str) -> str | None:
        """The section of an item as the bank has it now, or as it was asked."""
        known = self.bank.section_of.get(item) if self.bank else None
        return known.id if known else self._asked_in.get(item)

    @cached_property
    def _asked_in(self) -> Mapping[str, str]:
        return {
            item: max(showings, key=attrgetter("last")).section for item, showings in self.answer_sums.by_item.items()
        }


def read_past(
    open_store: Callable[[], Store],
    bank_id: str | None,
    find_bank: Callable[[str], Bank | None],
    now: datetime,
    exam_date: date | None,
    *,
    attempts: int = LATEST_ATTEMPTS,
    learner: str | None = "",
) -> Past | None:
    """The past of a bank (None: of the one sat last); None where no attempt at it has ended. Raises StoreError.

    `find_bank` gives the bank of an id where it is known. The store is opened again where results are asked for, in
    whatever thread that is. The newest `attempts` are read: one's own, another `learner`'s, or with None everybody's.
    """
    with open_store() as store:
        banks = {name: title for name, title, _ in store.banks()}
        last = last_ended(store) if bank_id is None else None
        wanted = last.bank if last else bank_id
        if wanted is None:
            return None
        sittings = store.ended_attempts(attempts=attempts, bank=wanted, learner=learner)
        if not sittings:
            return None
        titles = store.blueprint_titles(wanted)
        given, firsts = (read(wanted, learner=learner or "") for read in (store.answers_given, store.first_meetings))
        fellows = tuple(store.fellows(wanted, learner=learner or ""))
        forecasts = store.forecasts(wanted, learner=learner or "")
        others = sum(count for _, count in store.learners())
        met = store.items_met(wanted, learner=learner)

    def read_results() -> Sequence[Result]:
        with open_store() as store:
            return store.results(attempts=attempts, bank=wanted, learner=learner)

    def read_answers() -> Mapping[Part, AnswerSums]:
        with open_store() as store:
            return store.answer_sums(attempts=attempts, bank=wanted, learner=learner)

    def read_habits() -> Mapping[Part, HabitSums]:
        with open_store() as store:
            return store.habit_sums(LATEST_CHANGES, attempts=attempts, bank=wanted, learner=learner)

    def read_everybodys() -> AnswerSums:
        with open_store() as store:
            return answers_together(store.answer_sums(attempts=attempts, bank=wanted, learner=None).values())

    def read_asked() -> Mapping[str, str]:
        with open_store() as store:
            return store.stems(wanted, learner=learner)

    @cache
    def read_group(blueprint: str | None) -> GroupOnPreset | None:
        with open_store() as store:
            found = store.group(wanted, blueprint)
        if found is None:
            return None
        bank_title, title, name, sums, answers = found
        return GroupOnPreset(bank_title, title, name, sums, statistics_in(answers))

    return Past(
        wanted,
        banks.get(wanted, wanted),
        find_bank(wanted),
        once(read_results),
        sittings,
        now,
        exam_date,
        tuple(banks.items()),
        tuple((name, titles.get(name, name)) for name in dict.fromkeys(one.blueprint for one in sittings)),
        others,
        given,
        firsts,
        fellows,
        forecasts,
        met,
        once(read_answers),
        once(read_habits),
        once(read_everybodys),
        once(read_asked),
        read_group,
    )


def once(read: Callable[[], _Read]) -> Callable[[], _Read]:
    """Reads the first time only; another thread that asks meanwhile waits for that."""
    lock, kept = Lock(), cache(read)

    def read_once() -> _Read:
        with lock:
            return kept()

    return read_once


def ready_for(past: Past, blueprint: str | None = None) -> tuple[Readiness, str]:
    """Readiness for the paper of a blueprint, from all answers there are, and that blueprint's id.

    `blueprint` None: that of the latest attempt that was no drill. The pass mark is the one that it would be sat with.
    """
    whole = [sitting for sitting in past.sittings if not sitting.drill] or past.sittings
    name = blueprint or whole[-1].blueprint
    latest = next((sitting for sitting in reversed(whole) if sitting.blueprint == name), whole[-1])
    answers = past.evidence
    known = {one.id: one for one in past.bank.blueprints} if past.bank else {}
    paper, cut = {part.section: Mix(float(part.items)) for part in latest.sections}, latest.cut
    if past.bank is not None and name in known:
        paper, cut = paper_of_bank(past.bank, expected_mix(past.bank, known[name]), answers, past.now), known[name].cut
    mark = cut if past.pass_mark is None else past.pass_mark
    return readiness(answers, paper, mark, candidates_like(past.fellows)), name


def matter_of(past: Past) -> Matter | None:
    """How much of the bank's matter is known; None where the bank is not known."""
    if past.bank is None:
        return None
    return matter(first_meetings(past.firsts, past.now), past.bank, past.met, candidates_like(past.fellows))


def last_ended(store: Store) -> AttemptRow | None:
    """The newest attempt that has ended; None where none has. Raises StoreError."""
    # Of so many rows at least one has ended, if any has.
    newest = store.history(len(store.unfinished()) + 1)
    return next((row for row in newest if row.ended_at is not None), None)
