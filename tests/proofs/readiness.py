"""What simulated learners are told, against what comes of it: the whole table, and its bars.

``python -m tests.proofs.readiness [LEARNERS] [--processes N]``: so many learners in all, in 48 worlds. Populations with
a mean of 60 or 75 % and four spreads; 40, 80 or 200 answers; learners who stay as they are in a bank without end, and
learners who learn and forget between papers of a small bank; papers of 50 and 70 questions and three pass marks.

The bars: 1. by a group's prior each tenth with 200 verdicts or more is within 5 points of what came; 2. alone, the mean
error over all verdicts is 5 points or less at 80 answers from a spread of 0.10 on, and 4 or less at 200; 3. in a
narrower world the range that is told holds what came, but for a point; 4. at 200 answers and spreads from 0.10 on 80 %
are given a verdict; 5. the forecasts are better than the base rate.

Each figure has its interval, and a bar is `held` where the whole interval keeps it, `over` where none of it does, and
`open` where so few learners cannot tell. It fails where a bar is over by more than chance makes of hundreds of figures.
With few learners papers and pass marks are judged together; from `EACH_ALONE` on each by itself.
"""

import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from math import pi, sqrt
from statistics import fmean, variance

from exam.core.interval import Z95, Rate
from exam.learning.foretold import skill_over_base_rate
from tests.support.learners import CUTS, SCORES, Verdict, World, verdicts

MEANS, SPREADS, ANSWERS = (0.60, 0.75), (0.06, 0.10, 0.15, 0.25), (40, 80, 200)
WORLDS = [World(*one) for one in product(MEANS, SPREADS, ANSWERS, (False, True))]
BATCH = 50
EACH_ALONE = 24_000
MANY = 200
"""Verdicts of a tenth that is judged."""
CHANCE = 3.3
"""Standard errors that chance alone makes once in a thousand times; there are hundreds of figures."""
FEWEST = 20
"""Verdicts of a tenth whose spread is measured; fewer are taken to be each passed or not."""
TENTH, NARROW, TOLD = 5.0, 1.0, 0.8
"""Points that a tenth may be off, points beyond a range, and the share that is given a verdict."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Points between what was told and what came, with what chance may make of them."""

    points: float
    error: float
    """The standard error."""
    raised: float = 0.0
    """How many points chance alone would make of none, as sizes of errors cannot be below zero."""

    def span(self, errors: float) -> tuple[float, float]:
        """Between what the size lies, by so many standard errors."""
        size = abs(self.points)
        return max(0.0, size - self.raised - errors * self.error), size + errors * self.error

    def kept(self, bar: float) -> str:
        """Whether a bar is held, over, or open."""
        low, high = self.span(Z95)
        return "held" if high <= bar else "over" if low > bar else "open"

    def is_beyond(self, bar: float) -> bool:
        """Whether a bar is over for certain, among so many figures."""
        return self.span(CHANCE)[0] > bar


def batch(work: tuple[World, int, int]) -> list[Verdict]:
    world, seed, count = work
    return list(verdicts(world, count, f"{world} {seed}"))


def tenths(given: Iterable[Verdict]) -> list[list[Verdict]]:
    """Verdicts by what they told, as far as there are any."""
    found: defaultdict[int, list[Verdict]] = defaultdict(list)
    for one in given:
        found[min(9, int(10 * one.passing))].append(one)
    return [found[at] for at in sorted(found)]


def off(some: Sequence[Verdict]) -> Figure:
    """By how many points verdicts told more than came."""
    differences = [100 * (one.passing - one.came) for one in some]
    spread = (
        variance(differences)
        if len(some) >= FEWEST
        else 100**2 * fmean(one.passing * (1 - one.passing) for one in some)
    )
    # The pass marks of one learner go together, so where there are several there is as much less in them.
    together = len({one.paper[1] for one in some})
    return Figure(fmean(differences), sqrt(spread * together / len(some)))


def mean_error(given: Sequence[Verdict]) -> Figure:
    """The expected calibration error in points."""
    return _over_tenths(given, lambda some: abs(off(some).points))


def outside(given: Sequence[Verdict]) -> Figure:
    """By how many points what came is beyond the ranges told, on average."""

    def beyond(some: Sequence[Verdict]) -> float:
        low, came, high = (
            100 * fmean(part) for part in zip(*((one.low, one.came, one.high) for one in some), strict=True)
        )
        return max(0.0, low - came, came - high)

    return _over_tenths(given, beyond)


def _over_tenths(given: Sequence[Verdict], size: Callable[[Sequence[Verdict]], float]) -> Figure:
    """The mean of a size over all tenths, with the largest error there can be."""
    parts = [(len(some) / len(given), size(some), off(some).error) for some in tenths(given)]
    error = sqrt(sum((part * error) ** 2 for part, _, error in parts))
    raised = sum(part * error * sqrt(2 / pi) for part, _, error in parts)
    return Figure(sum(part * points for part, points, _ in parts), error, raised)


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


def bar_of(world: World) -> float | None:
    """How many points the mean error of a lone learner's verdicts may have; None: the range is held to what came."""
    if world.answers == 200:
        return 4.0
    return 5.0 if world.answers == 80 and world.spread >= 0.10 else None


class Table:
    """The cells, each printed in a line, and what was found of the bars."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.kept: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """By bar, how many figures hold it, are over it, and cannot tell."""

    def judged(self, bar: str, name: str, figure: Figure, most: float) -> str:
        """Notes what a figure is to a bar, and says it."""
        found = figure.kept(most)
        self.kept[bar][found] += 1
        if figure.is_beyond(most):
            self.faults.append(f"{name}: {bar}: {_words(figure)}")
        return found

    def alone(self, told: Sequence[Verdict], *, apart: bool) -> None:
        """Of lone learners: the mean error, and how far what came is beyond the range told."""
        print("\nAlone: verdicts, given, mean error with its 95 % interval, and points beyond the range told")
        for name, world, some in cells(told, False, apart=apart):
            given = [one for one in some if one.given]
            if not given:
                print(f"{name}: {len(some):6}   0 %")
                continue
            error, beyond, bar, said = mean_error(given), outside(given), bar_of(world), ""
            if bar is not None:
                said = self.judged(f"mean error of {bar:.0f} or less", name, error, bar)
            if world.spread < 0.10:
                said += " " + self.judged("the range holds what came", name, beyond, NARROW)
            told_of = f"{len(some):6} {100 * len(given) / len(some):3.0f} %"
            print(f"{name}: {told_of} {_words(error)}, beyond {_words(beyond)} {said}")
            if world.answers == 200 and world.spread >= 0.10:
                low, high = _share_between(len(given), len(some), together=1 if apart else len(CUTS))
                self.kept["four in five are told"]["held" if low >= TOLD else "over" if high < TOLD else "open"] += 1
                if high < TOLD:
                    self.faults.append(f"{name}: only {len(given)} of {len(some)} are told")

    def group(self, told: Sequence[Verdict], *, apart: bool) -> None:
        """By the prior of a group: each tenth with enough verdicts."""
        print(f"\nBy the prior of a group: verdicts, mean error; then by how much each tenth of {MANY} verdicts is off")
        for name, _, some in cells(told, True, apart=apart):
            given = [one for one in some if one.given]
            if not given:
                continue
            print(f"{name}: {len(given):6} {_words(mean_error(given))}")
            for part in tenths(given):
                if len(part) < MANY:
                    self.kept[f"tenths within {TENTH:.0f} points"]["of too few verdicts"] += 1
                    continue
                figure, mean = off(part), 100 * fmean(one.passing for one in part)
                said = self.judged(f"tenths within {TENTH:.0f} points", f"{name}, told {mean:.0f} %", figure, TENTH)
                came = f"{mean - figure.points:4.1f} ± {Z95 * figure.error:3.1f} of {len(part):5}"
                print(f"    told {mean:4.1f} %, came {came} {said}")


def _words(figure: Figure) -> str:
    low, high = figure.span(Z95)
    return f"{abs(figure.points):4.1f} ({low:.1f} to {high:.1f})"


def _share_between(right: int, of: int, together: int) -> tuple[float, float]:
    low, high = Rate(right // together, of // together).interval or (0.0, 100.0)
    return low / 100, high / 100


def print_tenths(told: Sequence[Verdict]) -> None:
    """What was told and what came, over all worlds."""
    for group in (True, False):
        print(f"\n{'By the prior of a group' if group else 'Alone'}, all worlds together")
        print(f"{'told':>7}{'verdicts':>10}{'came':>9}   95 % interval")
        for some in tenths(one for one in told if one.given and one.group is group):
            mean, figure = 100 * fmean(one.passing for one in some), off(some)
            came, half = mean - figure.points, Z95 * figure.error
            print(f"{mean:5.1f} %{len(some):10}{came:7.1f} %   {came - half:.1f} to {came + half:.1f} %")


def skills(told: Sequence[Verdict]) -> Iterator[str]:
    """Papers whose forecasts are no better than the base rate, for certain."""
    print("\nBrier skill above the base rate, of one forecast and one paper a learner")
    for paper in SCORES:
        pairs = [(one.passing, one.passed) for one in told if one.given and not one.group and one.paper == paper]
        skill, interval = skill_over_base_rate(pairs)
        assert skill is not None
        assert interval is not None
        low, high = interval
        print(f"paper {paper[0]} at {paper[1]} %: {len(pairs):6} {skill:.3f} ({low:.3f} to {high:.3f})")
        if low <= 0:
            yield f"paper {paper}: skill {low:.3f} to {high:.3f}"


def main(count: int, processes: int | None) -> None:
    each = max(1, count // len(WORLDS))
    works = [(world, seed, min(BATCH, each - seed)) for world in WORLDS for seed in range(0, each, BATCH)]
    with ProcessPoolExecutor(processes) as pool:
        told = [one for found in pool.map(batch, works, chunksize=4) for one in found]
    print(f"{each * len(WORLDS)} learners in {len(WORLDS)} worlds, {len(told)} forecasts")
    table, apart = Table(), count >= EACH_ALONE
    table.group(told, apart=apart)
    table.alone(told, apart=apart)
    print_tenths(told)
    faults = [*table.faults, *skills(told)]
    print("\nBars")
    for bar, kept in table.kept.items():
        print(f"{bar}: {', '.join(f'{number} {word}' for word, number in sorted(kept.items()))}")
    if faults:
        sys.exit("\n".join(("", "Beyond the bars:", *faults)))


if __name__ == "__main__":
    asked = ArgumentParser(description="What simulated learners are told, against what comes of it.")
    asked.add_argument("learners", nargs="?", type=int, default=48_000)
    asked.add_argument("--processes", type=int)
    options = asked.parse_args()
    main(options.learners, options.processes)
