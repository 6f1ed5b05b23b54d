"""Results by column: the same results, narrowed and counted as one by one."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from exam.core.columns import Results
from exam.core.results import Result
from exam.learning.confusions import confusions
from exam.learning.progress import calibration, changes
from exam.learning.readiness import REPEAT, decay, gather
from exam.learning.statistics import item_statistics
from exam.store.packed import COLUMNS, Answer, Packed, packed
from tests.support.clock import NOON
from tests.support.results import result


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


def test_columns_hold_the_same_results() -> None:
    plain = many()
    table = Results.of(plain)
    assert [*table] == plain == table
    assert (len(table), table[3], table[-2:]) == (len(plain), plain[3], plain[-2:])
    assert Results.of([]) == []
    names = {f"day-{day}" for day in range(0, 60, 7)}
    assert table.among(names) == [one for one in plain if one.attempt in names]
    assert table.within({"two"}) == [one for one in plain if one.section == "two"]
    assert table.among(names).within({"two"}).where([True, False] * 20) is not None


def test_columns_come_into_order() -> None:
    plain = many()
    shuffled = random.Random(2).sample(plain, len(plain))
    by_age = sorted(plain, key=lambda one: (one.at, one.attempt, one.n))
    assert Results.of(shuffled).ordered == by_age
    assert Results.of(by_age).ordered == by_age
    turned = [*plain[1::-1], *plain[2:]]
    assert Results.of(turned).ordered == by_age, "two places of one attempt"


def test_what_is_packed_is_unpacked() -> None:
    plain = many(3)
    words = sorted({text for one in plain for text in (one.item, one.section, *one.offered)})
    number = {text: n for n, text in enumerate(words, start=1)}
    rows = []
    for run in Results.of(plain).runs:
        answers = [
            Answer(one.item, one.section, one.kind, one.outcome, one.chosen, one.offered, round(1000 * one.seconds),
                   one.change, one.marked, one.doubted)
            for one in plain if one.attempt == run.attempt
        ]  # fmt: skip
        rows.append(packed(answers, number))
    table = Packed(rows, {n: text for text, n in number.items()})
    for name in Result._fields:
        if name not in {"attempt", "bank", "at", "pace", "drill", "passed", "first"}:
            assert [*table.column(name)] == [getattr(one, name) for one in plain], name


@pytest.mark.parametrize("column", COLUMNS)
def test_columns_that_do_not_fit_together_are_refused(column: str) -> None:
    row = [*packed([Answer("a", "s", "direct", "correct", ("a",), ("a", "b"), 1, None, False, False)], NUMBER)]
    Packed([tuple(row)], {n: text for text, n in NUMBER.items()})
    row[1 + COLUMNS.index(column)] += b"\1"
    with pytest.raises(ValueError, match="fit together"):
        Packed([tuple(row)], {n: text for text, n in NUMBER.items()})


NUMBER = {"a": 1, "b": 2, "s": 3}


def test_figures_by_column_are_those_counted_one_by_one() -> None:
    plain = many(4, 200)
    told = [one for one in plain if one.outcome in ("correct", "incorrect")]
    for doubted, rate in zip((False, True), (calibration(plain).sure, calibration(plain).unsure), strict=True):
        sides = [one.right for one in told if one.doubted is doubted]
        assert (rate.count, rate.of) == (sum(sides), len(sides))
    assert changes(plain).answers == len(told)
    assert changes(plain).counts == {
        kind: sum(one.change == kind for one in plain)
        for kind in ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")
    }
    now = NOON + timedelta(days=300)
    for section, evidence in gather(plain, now).items():
        asked = [one for one in plain if one.section == section and one.met and not one.drill]
        weights = {one: decay(one.at, now) * (1 if one.first else REPEAT) for one in asked}
        assert evidence.answers == len(asked)
        assert evidence.right == pytest.approx(sum(weight for one, weight in weights.items() if one.right))
        assert evidence.wrong == pytest.approx(sum(weight for one, weight in weights.items() if not one.right))


def test_pairs_and_distractors_by_column_are_those_counted_one_by_one() -> None:
    plain = [one for one in many(5, 200) if one.met]
    chosen = Counter((one.item, home) for one in plain if not one.right for home in one.chosen if home != "=")
    offered = Counter((one.item, home) for one in plain for home in one.offered)
    found = confusions(plain).pairs
    assert {(pair.item, pair.home): pair.rate.count for pair in found} == chosen
    assert all(pair.rate.of == offered[pair.item, pair.home] for pair in found)
    for item in item_statistics(plain):
        asked = [one for one in plain if one.item == item.item]
        assert (item.right.count, item.right.of) == (sum(one.right for one in asked), len(asked))
        stated = [one for one in asked if one.kind != "reversed"]
        for other in item.distractors:
            beside = [one for one in stated if other.home in one.offered]
            passing = [one for one in beside if one.passed]
            assert (other.rate.count, other.rate.of) == (sum(other.home in one.chosen for one in beside), len(beside))
            taken = sum(other.home in one.chosen for one in passing)
            assert (other.passing.count, other.passing.of) == (taken, len(passing))
            assert other.beats_key == (len(passing) >= 10 and taken > sum(one.right for one in passing))
