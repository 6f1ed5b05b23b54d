"""Owns simulated learners whose ability is known, and who sit papers and then the real thing."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import exp, log

from exam.core.results import Result
from exam.learning.readiness import Evidence, Readiness, gather, readiness
from tests.support.clock import NOON
from tests.support.results import answer_counts, result

ITEMS, CUT = 50, 70
IN_BANK = 70


@dataclass(frozen=True)
class Learner:
    """What a learner would answer right, by section, and what they have done so far."""

    ability: dict[str, float]
    results: list[Result]


@dataclass(frozen=True)
class Told:
    """What a learner was told, and what then came of it."""

    passing: float
    passed: bool


def learners(count: int, seed: int, sections: int, *, memory: float = 0.3) -> Iterator[Learner]:
    """Learners about a common level, each section somewhat better or worse; one to six papers over forty days.

    A question met before is remembered with probability `memory`, and then answered right whatever the ability.
    """
    dice = random.Random(seed)
    for _ in range(count):
        level = min(0.99, max(0.01, dice.betavariate(8, 3)))
        ability = {
            f"section-{at}": 1 / (1 + exp(-(log(level / (1 - level)) + dice.gauss(0, 0.5)))) for at in range(sections)
        }
        yield Learner(ability, list(_past(dice, ability, memory)))


def prophecies(count: int, seed: int, sections: int) -> Iterator[Told]:
    """What learners were told who had answered enough, and whether they passed a fresh paper after it."""
    dice = random.Random(seed + 1)
    for learner in learners(count, seed, sections):
        found = told(learner)
        if found.passing is not None:
            names = list(learner.ability)
            right = sum(dice.random() < learner.ability[names[at % len(names)]] for at in range(ITEMS))
            yield Told(found.passing, 100 * right >= CUT * ITEMS)


def told(learner: Learner) -> Readiness:
    evidence: dict[str, Evidence] = gather(answer_counts(learner.results), NOON)
    return readiness(evidence, {name: ITEMS / len(learner.ability) for name in learner.ability}, CUT)


def _past(dice: random.Random, ability: dict[str, float], memory: float) -> Iterator[Result]:
    names, met = list(ability), set()
    for day in sorted(dice.uniform(-40, 0) for _ in range(dice.randint(1, 6))):
        for n in range(1, dice.choice((15, 50, 50)) + 1):
            section = dice.choice(names)
            item = f"{section}-{dice.randrange(IN_BANK // len(names))}"
            known = item in met and dice.random() < memory
            right = known or dice.random() < ability[section]
            yield result(
                item, "correct" if right else "incorrect", attempt=f"{day}", n=n, section=section,
                first=item not in met, at=NOON + timedelta(days=day),
            )  # fmt: skip
            met.add(item)
