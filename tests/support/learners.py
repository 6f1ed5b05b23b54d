"""Owns simulated learners whose ability is known, who learn and forget between papers, and then sit the real thing."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, exp, log

from exam.core.ended import Answer
from exam.learning.candidates import Candidates, candidates_like, unknown_candidates
from exam.learning.evidence import Mix, and_question, gather_evidence
from exam.learning.levels import Score, level_points
from exam.learning.readiness import FEWEST_ANSWERS, WIDEST, chances
from tests.support.clock import NOON

SECTIONS = 5
PAPERS, CUTS = (50, 70), (60, 70, 80)
SCORES = [(items, cut) for items in PAPERS for cut in CUTS]
_PAPER, _DAYS = 40, 6
"""Questions of a paper of the past, and days between two."""
_LEARNT, _HALF_FORGOTTEN = 0.5, 20
"""The chance that what was missed is learned from its review, and the days after which half of that is lost."""
_GROWTH, _WANDER = 0.03, 0.08
"""By how much a level grows from paper to paper, and how far it goes by chance, in logits."""
SITTINGS = 20
"""Papers that each learner sits after a verdict: what comes is the share that is passed, with less chance in it."""
_SCATTER = 0.3
"""How far sections are from the level of the learner, in logits."""


@dataclass(frozen=True, slots=True)
class World:
    """A population of candidates, and what they do before they are told."""

    mean: float
    spread: float
    answers: int
    learning: bool
    """Whether they learn and forget between papers of a small bank; else they stay as they are, in an endless one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody was told of one paper, and what came of it."""

    world: World
    paper: tuple[int, int]
    group: bool
    """Whether it was told by the prior of a group."""
    given: bool
    """Whether it was a verdict at all."""
    passing: float
    low: float
    high: float
    passed: bool
    """Whether the first paper after it was passed."""
    came: float
    """The share that was passed of so many papers (`SITTINGS`)."""


def verdicts(world: World, count: int, seed: str, others: int = 100) -> Iterator[Verdict]:
    """What so many learners are told alone, and by a group of so many others of the same population."""
    dice = random.Random(seed)
    group = candidates_like(
        tuple((sum(dice.random() < share for share in _shares(dice, world) * 10), 50) for _ in range(others))
    )
    for _ in range(count):
        yield from _told(dice, world, group)


def _shares(dice: random.Random, world: World) -> list[float]:
    """What a new learner of the population knows of each section."""
    size = world.mean * (1 - world.mean) / world.spread**2 - 1
    level = min(0.995, max(0.005, dice.betavariate(world.mean * size, (1 - world.mean) * size)))
    return [_moved(level, dice.gauss(0, _SCATTER)) for _ in range(SECTIONS)]


def _moved(share: float, logits: float) -> float:
    return 1 / (1 + exp(-(log(share / (1 - share)) + logits)))


def _told(dice: random.Random, world: World, group: Candidates) -> Iterator[Verdict]:
    sizes = [_PAPER] * (world.answers // _PAPER)
    bank = 80 if world.learning else 100_000
    """Questions of each section."""
    shares = _shares(dice, world)
    known: dict[int, bool] = {}
    """Whether an item would be answered right now, where it was met; what was learned may be lost again."""
    learnt: set[int] = set()
    past: list[Answer] = []

    def sit(size: int) -> list[tuple[int, bool]]:
        drawn = [dice.sample(range(bank), size // SECTIONS) for _ in range(SECTIONS)]
        asked = [at + SECTIONS * place for at, places in enumerate(drawn) for place in places]
        found = []
        for item in asked:
            if item not in known or not world.learning:
                known[item] = dice.random() < shares[item % SECTIONS]
            found.append((item, known[item]))
        return found

    for at, size in enumerate(sizes):
        day = NOON - timedelta(days=_DAYS * (len(sizes) - at))
        sat = sit(size)
        past += [Answer(f"{item}", f"s{item % SECTIONS}", day, right, False) for item, right in sat]
        if world.learning:
            for item, right in sat:
                if not right and dice.random() < _LEARNT:
                    known[item] = True
                    learnt.add(item)
            shares = [_moved(share, _GROWTH + dice.gauss(0, _WANDER)) for share in shares]
            for item in [item for item in learnt if dice.random() > 0.5 ** (_DAYS / _HALF_FORGOTTEN)]:
                known[item] = False
                learnt.discard(item)
    answers = gather_evidence(past, NOON)
    whole = {f"s{at}": Mix(0.0) for at in range(SECTIONS)}
    if world.learning:
        for item in range(bank * SECTIONS):
            name = f"s{item % SECTIONS}"
            whole[name] = and_question(whole[name], 1 / (bank * SECTIONS), answers.last.get(f"{item}"), NOON)
    else:
        whole = dict.fromkeys(whole, Mix(1 / SECTIONS))
    for items in (dice.choice(PAPERS),):
        paper = [(name, Mix(*(items * part for part in mix))) for name, mix in whole.items()]
        scores = [Score(ceil(cut * items / 100), items) for cut in CUTS]
        found = level_points(answers, paper, scores)
        before = dict(known)
        sat_after = []
        for _ in range(SITTINGS):
            sat_after.append(sum(was for _, was in sit(items)))
            known.clear()
            known.update(before)
        weight = sum(one.weight for one in answers.fresh.values())
        for at, cut in enumerate(CUTS):
            for candidates in (unknown_candidates(), group):
                passing, low, high = chances(found, candidates, at)
                given = high - low <= WIDEST and weight >= FEWEST_ANSWERS
                passed = [right >= scores[at].needed for right in sat_after]
                came = sum(passed) / SITTINGS
                yield Verdict(world, (items, cut), candidates is group, given, passing, low, high, passed[0], came)
