"""What simulated learners are told, against what comes of it: the whole table, and its bars.

``python -m tests.proofs.readiness [LEARNERS]``: so many learners in all, in 48 worlds. Populations with a mean of 60 or
75 % and four spreads; 40, 80 or 200 answers; learners who stay as they are in a bank without end, and learners who
learn and forget between papers of a small bank; papers of 50 and 70 questions and three pass marks.

It fails where, by more than chance would make of it, 1. by a group's prior a tenth with 200 verdicts or more is off by
over 5 points; 2. alone, the mean error over all verdicts is over 5 points at 80 answers from a spread of 0.10 on, or
over 4 at 200; 3. in a narrower world the range that is told holds less than what came; 4. under 80 % are given a
verdict at 200 answers and spreads from 0.10 on; or 5. the forecasts are no better than the base rate. With few
learners, papers and pass marks are judged together; from `EACH_ALONE` on each by itself.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from math import pi, sqrt

from exam.core.interval import Rate
from exam.learning.foretold import skill_over_base_rate
from tests.support.learners import SCORES, Verdict, World, verdicts

MEANS, SPREADS, ANSWERS = (0.60, 0.75), (0.06, 0.10, 0.15, 0.25), (40, 80, 200)
WORLDS = [World(*one) for one in product(MEANS, SPREADS, ANSWERS, (False, True))]
BATCH = 50
EACH_ALONE = 24_000
MANY = 200
"""Verdicts of a tenth that is judged."""
CHANCE = 3.3
"""Standard errors that chance alone makes once in a thousand times; there are hundreds of tenths."""


def batch(work: tuple[World, int, int]) -> list[Verdict]:
    world, seed, count = work
    return list(verdicts(world, count, f"{world} {seed}"))


def tenths(given: Iterable[Verdict]) -> list[list[Verdict]]:
    """Verdicts by what they told, as far as there are any."""
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    for one in given:
        found[min(9, int(10 * one.passing))].append(one)
    return [found[at] for at in sorted(found)]


def off(some: Sequence[Verdict]) -> tuple[float, float]:
    """By how many points verdicts told more than came, and its standard error."""
    told = [one.passing for one in some]
    error = sqrt(sum(share * (1 - share) for share in told)) / len(some)
    return 100 * sum(one.passing - one.passed for one in some) / len(some), 100 * error


def mean_error(given: Sequence[Verdict]) -> tuple[float, float]:
    """The expected calibration error in points, and what chance alone would make of it."""
    parts = [(len(some) / len(given), *off(some)) for some in tenths(given)]
    chance = sum(part * error * sqrt(2 / pi) for part, _, error in parts)
    return sum(part * abs(points) for part, points, _ in parts), chance


def outside(given: Sequence[Verdict]) -> tuple[float, float]:
    """By how many points what came is beyond the ranges told, on average, and what chance alone would make of it."""
    beyond = chance = 0.0
    for some in tenths(given):
        low, came, high = (
            100 * sum(figures) / len(given)
            for figures in zip(*((one.low, one.passed, one.high) for one in some), strict=True)
        )
        beyond += max(0.0, low - came, came - high)
        chance += off(some)[1] * len(some) / len(given)
    return beyond, chance


def cells(told: Sequence[Verdict], group: bool, *, apart: bool) -> Iterator[tuple[str, World, list[Verdict]]]:
    """The verdicts that are judged together: of a world, and `apart` of one paper and pass mark."""
    found: defaultdict[tuple[World, tuple[int, int] | None], list[Verdict]] = defaultdict(list)
    for one in told:
        if one.group is group:
            found[one.world, one.paper if apart else None].append(one)
    for (world, paper), some in found.items():
        kind = "learning" if world.learning else "steady"
        name = f"{kind:8} mean {world.mean:.2f} spread {world.spread:.2f} answers {world.answers:3}"
        yield f"{name} paper {paper[0]} at {paper[1]} %" if paper else name, world, some


def judge(told: Sequence[Verdict], *, apart: bool) -> list[str]:
    """Prints the table, and gives what is beyond a bar by more than chance."""
    faults: list[str] = []
    for group in (True, False):
        print(
            f"\n{'By the prior of a group' if group else 'Alone'}: verdicts, given, mean error, what chance makes of it"
        )
        for name, world, some in cells(told, group, apart=apart):
            given = [one for one in some if one.given]
            share = len(given) / len(some)
            if not given:
                print(f"{name}: {len(some):6}   0 %")
                continue
            error, chance = mean_error(given)
            beyond, beyond_chance = outside(given)
            print(
                f"{name}: {len(some):6} {100 * share:3.0f} % {error:5.1f} {chance:5.1f}, beyond its range {beyond:.1f}"
            )
            wide = world.spread >= 0.10
            if not group and world.answers == 200 and wide and share < 0.8:
                faults.append(f"{name}: only {100 * share:.0f} % are told")
            bar = 4.0 if world.answers == 200 else 5.0 if world.answers == 80 and wide else None
            # The mean of sizes of chance errors, with room for its own chance.
            if not group and bar is not None and error > bar + 2 * chance:
                faults.append(f"{name}: mean error {error:.1f}")
            if not group and not wide and beyond > 1.0 + 2 * beyond_chance:
                faults.append(f"{name}: {beyond:.1f} points beyond its range")
            if group:
                faults += [f"{name}: {line}" for line in far_tenths(given)]
    return faults


def far_tenths(given: Sequence[Verdict]) -> Iterator[str]:
    """Tenths with `MANY` verdicts that are off by more than five points and chance."""
    for some in tenths(given):
        points, error = off(some)
        # Three pass marks of one learner go together, so there is about a third as much in them.
        if len(some) >= MANY and abs(points) > 5 + CHANCE * error * sqrt(len({one.paper[1] for one in some})):
            mean = 100 * sum(one.passing for one in some) / len(some)
            yield f"told {mean:.0f} %, off by {points:+.1f} of {len(some)}"


def print_tenths(told: Sequence[Verdict]) -> None:
    """What was told and what came, over all worlds."""
    for group in (True, False):
        print(f"\n{'By the prior of a group' if group else 'Alone'}, all worlds together")
        print(f"{'told':>7}{'verdicts':>10}{'passed':>9}   95 % interval")
        for some in tenths(one for one in told if one.given and one.group is group):
            rate = Rate(sum(one.passed for one in some), len(some))
            mean = 100 * sum(one.passing for one in some) / len(some)
            low, high = rate.interval or (0.0, 0.0)
            print(f"{mean:5.1f} %{len(some):10}{rate.percent:7.1f} %   {low:.1f} to {high:.1f} %")


def skills(told: Sequence[Verdict]) -> Iterator[str]:
    """Papers whose forecasts are no better than the base rate, for certain."""
    print("\nBrier skill above the base rate, of one forecast a learner")
    for paper in SCORES:
        pairs = [(one.passing, one.passed) for one in told if one.given and not one.group and one.paper == paper]
        skill, interval = skill_over_base_rate(pairs)
        assert skill is not None
        assert interval is not None
        low, high = interval
        print(f"paper {paper[0]} at {paper[1]} %: {len(pairs):6} {skill:.3f} ({low:.3f} to {high:.3f})")
        if low <= 0:
            yield f"paper {paper}: skill {low:.3f} to {high:.3f}"


def main(count: int) -> None:
    each = max(1, count // len(WORLDS))
    works = [(world, seed, min(BATCH, each - seed)) for world in WORLDS for seed in range(0, each, BATCH)]
    with ProcessPoolExecutor() as pool:
        told = [one for found in pool.map(batch, works, chunksize=4) for one in found]
    print(f"{each * len(WORLDS)} learners in {len(WORLDS)} worlds, {len(told)} forecasts")
    faults = judge(told, apart=count >= EACH_ALONE)
    print_tenths(told)
    faults += skills(told)
    if faults:
        sys.exit("\n".join(("", "Beyond the bars:", *faults)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 48_000)
