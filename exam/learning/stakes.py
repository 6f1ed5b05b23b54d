"""Where points are to be won: how many a paper is expected to cost in each of its sections, most first.

What a section costs is what it is worth in the paper, times the chance of a miss. So a weak section that is hardly
asked stands behind a middling one that makes up half of the paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from exam.assembly.expected_mix import expected_mix
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.learning.candidates import Answered, candidates_like
from exam.learning.evidence import Answers, Mix, paper_of_bank
from exam.learning.levels import expected_shares
from exam.learning.past import Past


@dataclass(frozen=True, slots=True)
class Stake:
    """What one section of a paper is expected to cost."""

    section: str
    title: str
    worth: float
    """The points that it is worth in the paper, on average."""
    lost: float
    """Of these, the points that are expected to be lost."""
    interval: tuple[float, float]
    """95 % of the points lost."""
    questions: int
    """How many questions the bank has there."""
    answers: int
    """How many answers this rests on."""

    @property
    def each(self) -> float:
        """The points lost by one question of the section, as likely as it is to be asked: for what to meet first."""
        return self.lost / self.questions if self.questions else 0.0


@dataclass(frozen=True, slots=True)
class Stakes:
    """The sections of a paper by what they cost."""

    blueprint: str
    paper: str
    """The paper's title."""
    sections: tuple[Stake, ...]
    """The most points lost first."""

    @property
    def worth(self) -> float:
        """The points of the whole paper, on average."""
        return sum(one.worth for one in self.sections)

    @property
    def lost(self) -> float:
        return sum(one.lost for one in self.sections)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a section is expected to be answered right, 0 to 1, with its 95 % interval."""

    right: float
    interval: tuple[float, float]
    answers: int


def stakes_of(past: Past, blueprint: str | None = None) -> Stakes:
    """What the paper of a blueprint is expected to cost, from all answers there are.

    `blueprint` None: the one that readiness is told for. Where the bank is not known, a paper like the latest one.
    """
    whole = [sitting for sitting in past.sittings if not sitting.drill] or past.sittings
    name = blueprint or whole[-1].blueprint
    known = {one.id: one for one in past.bank.blueprints} if past.bank else {}
    if past.bank is not None and name in known:
        return stakes_from(past.bank, known[name], past.evidence, past.now, past.fellows)
    latest = next((one for one in reversed(whole) if one.blueprint == name), whole[-1])
    mix = {part.section: Mix(float(part.items)) for part in latest.sections}
    shares = shares_right(past.evidence, mix, past.fellows)
    found = (
        _stake(part.section, part.title, float(part.possible), part.items, shares[part.section])
        for part in latest.sections
    )
    return Stakes(name, dict(past.papers).get(name, name), _most_first(found))


def stakes_from(
    bank: Bank, blueprint: Blueprint, answers: Answers, now: datetime, fellows: tuple[Answered, ...] = ()
) -> Stakes:
    """What a paper of a bank is expected to cost, from the answers that readiness is told by."""
    mix, each = expected_mix(bank, blueprint), _points_each(bank, blueprint)
    shares = shares_right(answers, paper_of_bank(bank, mix, answers, now), fellows)
    counts = zip(bank.sections, bank.question_counts(bank.sections), strict=True)
    found = (
        _stake(section.id, section.title, mix[section.id] * each[section.id], count, shares[section.id])
        for section, count in counts
        if section.id in mix
    )
    return Stakes(blueprint.id, blueprint.title, _most_first(found))


def shares_right(answers: Answers, paper: Mapping[str, Mix], fellows: tuple[Answered, ...] = ()) -> dict[str, Share]:
    """The share expected right of each section of the next paper, by the model that readiness is told by."""
    _, levels = expected_shares(answers, paper, candidates_like(fellows))
    shares = {}
    for name, level in levels.items():
        low, high = level.interval or (0.0, 100.0)
        shares[name] = Share((level.percent or 0.0) / 100, (low / 100, high / 100), level.answers)
    return shares


def _stake(section: str, title: str, worth: float, questions: int, share: Share) -> Stake:
    low, high = share.interval
    between = (worth * (1 - high), worth * (1 - low))
    return Stake(section, title, worth, worth * (1 - share.right), between, questions, share.answers)


def _most_first(stakes: Iterable[Stake]) -> tuple[Stake, ...]:
    return tuple(sorted(stakes, key=lambda one: (-one.lost, one.title)))


def _points_each(bank: Bank, blueprint: Blueprint) -> dict[str, float]:
    """The mean points of a question by section. What the sitter marks himself earns none, unless the paper says so."""
    found = {}
    for section in bank.sections:
        scored = [item.points * (1 if blueprint.count_recall or item.type != "recall" else 0) for item in section.items]
        found[section.id] = sum(scored) / len(scored) if scored else 0.0
    return found
