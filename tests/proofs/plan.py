"""Whether the plan beats reviewing at random in the same minutes: learners with two unlike memories sit the exam.

``python -m tests.proofs.plan [LEARNERS]`` lets so many learners with each memory study twice, by the plan's own daily
portions and by questions drawn at random in the same minutes; both begin with the same paper. It tells by how many
points of percent the planned ones do better in the exam, with the 95 % interval, and fails where that touches zero.
"""

import random
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from datetime import datetime, timedelta
from math import sqrt
from statistics import mean, stdev

from exam.core.bank import Bank
from exam.core.interval import Z95
from exam.core.results import Result
from exam.files.config import Schedule
from exam.learning.drills import pending_of
from exam.learning.evidence import gather_evidence
from exam.learning.foresight import mock_days
from exam.learning.plan import look_ahead
from exam.learning.stakes import stakes_from
from tests.support.clock import NOON
from tests.support.forms import sample_bank
from tests.support.memories import MEMORIES, Memory, right_by_chance
from tests.support.results import answers_of, result

PAPER, PACE = 50, 60.0
SECTIONS, SIZES = 6, (120, 180, 240)
BATCH = 5
Chooses = Callable[[list[Result], datetime, random.Random], tuple[Sequence[str], bool]]
"""What to ask on a day, given the past, and whether it is a drill."""


class Study:
    """One learner's days with one bank, up to the exam."""

    def __init__(self, seed: int, memory: str) -> None:
        dice = random.Random(seed)
        self.seed = seed
        self.bank = _bank(dice.choice(SIZES))
        self.days, self.minutes = dice.randint(14, 40), dice.randint(15, 30)
        before = {section.id: min(0.9, max(0.05, dice.gauss(0.4, 0.2))) for section in self.bank.sections}
        self.memories: dict[str, Memory] = {
            item.id: MEMORIES[memory](dice, dice.random() < before[self.bank.section_of[item.id].id])
            for item in self.bank.items
        }
        self.schedule = Schedule((NOON + timedelta(days=self.days)).date(), minutes=self.minutes)

    def scores(self) -> tuple[float, float]:
        """The expected scores in the exam, in percent, after days by the plan, and by chance in the same minutes."""
        asked: list[int] = []

        def planned(past: list[Result], now: datetime, dice: random.Random) -> tuple[Sequence[str], bool]:
            found, is_drill = self._planned(past, now, dice)
            # The minutes of the day are the other learner's, even where the plan has nothing more to ask.
            asked.append(max(len(found), self.minutes))
            return found, is_drill

        def by_chance(past: list[Result], now: datetime, dice: random.Random) -> tuple[Sequence[str], bool]:
            # Of a paper made by the preset, or a drill: what the schedule makes of it is nobody's concern here.
            return dice.sample(sorted(self.memories), min(len(self.memories), asked.pop(0))), True

        return self._score(planned), self._score(by_chance)

    def _score(self, choose: Chooses) -> float:
        dice, memories = random.Random(self.seed + 1), deepcopy(self.memories)
        past: list[Result] = []
        met: set[str] = set()
        for day in range(self.days):
            now = NOON + timedelta(days=day)
            asked, drill = choose(past, now, dice) if past else (dice.sample(sorted(memories), PAPER), False)
            for n, item in enumerate(asked, 1):
                memory = memories[item]
                right = dice.random() < right_by_chance(memory, day)
                memory.asked(day, right)
                past.append(
                    result(
                        item, "correct" if right else "incorrect", attempt=f"{day:03}", n=n, drill=drill, at=now,
                        section=self.bank.section_of[item].id, first=item not in met, seconds=PACE,
                    )
                )  # fmt: skip
                met.add(item)
        return 100 * mean(right_by_chance(memory, self.days) for memory in memories.values())

    def _planned(self, past: list[Result], now: datetime, dice: random.Random) -> tuple[Sequence[str], bool]:
        """What the plan asks on this day, and whether that is a drill and no mock."""
        pending = pending_of(self.bank, past, now, self.schedule)
        stakes = stakes_from(self.bank, self.bank.blueprints[0], gather_evidence(answers_of(past), now), now)
        latest = max(one.at for one in past if not one.drill)
        ahead, portion = look_ahead(pending, stakes, self.schedule, now, latest)
        if ahead.today in mock_days(ahead):
            return dice.sample(sorted(self.memories), PAPER), False
        return [*portion.items], True


def _bank(items: int) -> Bank:
    return sample_bank(items, SECTIONS, blueprint=[{"id": "standard", "title": "Standard", "items": PAPER}])


def gains(work: tuple[str, int]) -> list[tuple[float, float]]:
    """Scores by the plan and by chance of some learners."""
    memory, batch = work
    studies = [Study(1000 * batch + place, memory) for place in range(BATCH)]
    return [study.scores() for study in studies]


def main(count: int) -> None:
    print(
        f"{'memory':>10}{'learners':>10}{'planned':>10}{'by chance':>11}{'better by':>11}   95 % interval   better for"
    )
    with ProcessPoolExecutor() as pool:
        for memory in MEMORIES:
            works = [(memory, batch) for batch in range(max(1, count // BATCH))]
            scores = [pair for found in pool.map(gains, works) for pair in found]
            better = [planned - chance for planned, chance in scores]
            half = Z95 * stdev(better) / sqrt(len(better))
            low, high = mean(better) - half, mean(better) + half
            planned, chance = (mean(column) for column in zip(*scores, strict=True))
            share = 100 * mean(one > 0 for one in better)
            print(
                f"{memory:>10}{len(scores):10}{planned:8.1f} %{chance:9.1f} %{mean(better):+11.1f}"
                f"   {low:+.1f} to {high:+.1f}   {share:10.0f} %"
            )
            assert low > 0, f"By the plan learners whose memory is {memory} do no better than by chance."


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
