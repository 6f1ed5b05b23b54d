"""Figures over many results are those that counting them one by one gives."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from exam.core.results import Result
from exam.core.sums import habits_of
from exam.learning.confusions import find_confusions
from exam.learning.evidence import gather_evidence
from exam.learning.progress import calibration, ledger_of_changes
from exam.learning.statistics import item_statistics
from tests.support.clock import NOON
from tests.support.results import answers_of, result


def many(seed: int = 1, attempts: int = 60) -> list[Result]:
    """Attempts of ten questions out of twelve, of every outcome and kind, some of them drills."""
    dice = random.Random(seed)
    made = []
    for day in range(attempts):
        passed, drill = dice.random() < 0.5, dice.random() < 0.2
        for n, item in enumerate(dice.sample("abcdefghijkl", 10), start=1):
            outcome = dice.choice(("correct", "correct", "incorrect", "omitted", "not_reached"))
            homes = tuple(dict.fromkeys((item, *dice.sample("abcdefghijkl=", dice.randrange(2, 5)))))
            wrong = dice.choice([home for home in homes if home != item])
            made.append(
                result(
                    item, outcome, day, n=n, section="one" if item < "g" else "two", offered=homes, passed=passed,
                    chosen={"correct": (item,), "incorrect": (wrong,)}.get(outcome, ()), drill=drill,
                    kind=dice.choice(("direct", "direct", "reversed")), seconds=dice.randrange(90_000) / 1000,
                    change=dice.choice((None, "wrong_to_right", "right_to_wrong")), doubted=dice.random() < 0.3,
                    marked=dice.random() < 0.3, first=dice.random() < 0.3,
                )
            )  # fmt: skip
    return made


def test_evidence_and_ledgers_are_those_counted_one_by_one() -> None:
    plain = many(4, 200)
    told = [one for one in plain if one.outcome in ("correct", "incorrect")]
    for doubted, rate in zip(
        (False, True), (calibration(habits_of(plain)).sure, calibration(habits_of(plain)).unsure), strict=True
    ):
        sides = [one.right for one in told if one.doubted is doubted]
        assert (rate.count, rate.of) == (sum(sides), len(sides))
    assert ledger_of_changes(habits_of(plain)).answers == len(told)
    assert ledger_of_changes(habits_of(plain)).counts == {
        kind: sum(one.change == kind for one in plain)
        for kind in ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")
    }
    now = NOON + timedelta(days=300)
    seen, met = [one for one in plain if one.met], [one for one in plain if one.met and not one.drill]
    weights: dict[str, list[tuple[float, bool]]] = {"one": [], "two": [], "held": [], "missed": []}
    for at, one in enumerate(seen):
        before = [other for other in seen[:at] if other.item == one.item]
        kept = 0.5 ** ((one.at - before[-1].at).days / 60) if before else 0.0
        counts = 0.5 ** ((now - one.at).days / 60)
        if before:
            weights["held" if before[-1].right else "missed"].append((counts * kept, one.right))
        if not one.drill:
            weights[one.section].append((counts * (1 - kept), one.right))
    found = gather_evidence(answers_of(plain), now)
    assert found.count == len(met)
    for name, evidence in {**found.fresh, **found.again}.items():
        assert evidence.answers == len(weights[name])
        assert evidence.right == pytest.approx(sum(weight for weight, right in weights[name] if right))
        assert evidence.wrong == pytest.approx(sum(weight for weight, right in weights[name] if not right))


def test_pairs_and_distractors_are_those_counted_one_by_one() -> None:
    plain = [one for one in many(5, 200) if one.met]
    chosen = Counter((one.item, home) for one in plain if not one.right for home in one.chosen if home != "=")
    offered = Counter((one.item, home) for one in plain for home in one.offered)
    found = find_confusions(plain).pairs
    assert {(pair.item, pair.home): pair.rate.count for pair in found} == chosen
    assert all(pair.rate.of == offered[pair.item, pair.home] for pair in found)
    for item in item_statistics(plain):
        asked = [one for one in plain if one.item == item.item]
        assert item.remarkable == bool(item.remarks)
        assert (item.right.count, item.right.of) == (sum(one.right for one in asked), len(asked))
        stated = [one for one in asked if one.kind != "reversed"]
        for other in item.distractors:
            beside = [one for one in stated if other.home in one.offered]
            passing = [one for one in beside if one.passed]
            assert (other.rate.count, other.rate.of) == (sum(other.home in one.chosen for one in beside), len(beside))
            taken = sum(other.home in one.chosen for one in passing)
            assert (other.passing.count, other.passing.of) == (taken, len(passing))
            assert other.beats_key == (len(passing) >= 10 and taken > sum(one.right for one in passing))
