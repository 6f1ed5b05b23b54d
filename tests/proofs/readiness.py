"""What learners of known ability are told, against what comes of it: a table, and the bar at about 80 %.

``python -m tests.proofs.readiness [LEARNERS]`` fails where of those told 75 to 85 % less than 75 or more than 85 pass.
"""

import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

from exam.core.interval import Rate
from tests.support.learners import Told, prophecies

BATCH = 500


def batch(work: tuple[int, int]) -> list[Told]:
    seed, sections = work
    return list(prophecies(BATCH, seed, sections))


def main(count: int) -> None:
    works = [(seed, (5, 14)[seed % 2]) for seed in range(max(1, count // BATCH))]
    with ProcessPoolExecutor() as pool:
        told = [one for found in pool.map(batch, works) for one in found]
    print(f"{count} learners, {len(told)} of them with answers enough to be told")
    print(f"{'told':>10}{'learners':>10}{'mean told':>11}{'passed':>9}   95 % interval")
    bins: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        bins[min(9, int(10 * one.passing + 0.5)) if one.passing < 0.95 else 10].append(one)
    for place in sorted(bins):
        members = bins[place]
        rate = Rate(sum(one.passed for one in members), len(members))
        mean = 100 * sum(one.passing for one in members) / len(members)
        low, high = rate.interval or (0.0, 0.0)
        print(f"{10 * place:8} %{len(members):10}{mean:9.1f} %{rate.percent:7.1f} %   {low:.0f} to {high:.0f} %")
    rate = Rate(sum(one.passed for one in bins[8]), len(bins[8]))
    assert rate.percent is not None
    assert 75 <= rate.percent <= 85


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
