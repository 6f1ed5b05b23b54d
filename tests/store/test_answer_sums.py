"""What the store adds up by mode and paper comes to the same figures as all the results, one by one."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.results import Result
from exam.core.sums import AnswerSums, HabitSums, Part, answers_together, habits_of, habits_together
from exam.learning.confusions import confusions_in, find_confusions
from exam.learning.progress import calibration, ledger_of_changes
from exam.learning.statistics import ItemStatistics, item_statistics, statistics_in
from exam.store import Store, StoreError
from exam.store.readings import insert_responses
from exam.store.rows import instant_text
from tests.support.clock import NOON
from tests.support.results import result

PARTS = (("exam", "full"), ("exam", "short"), ("practice", "full"), ("practice", "drill"))


def keep(store: Store, dice: random.Random, attempts: int) -> dict[str, Part]:
    """Puts attempts with answers of every kind into the database; gives the mode and the blueprint of each."""
    parts: dict[str, Part] = {}
    database = store._database
    for day in range(attempts):
        name, part = f"attempt-{dice.randrange(10_000)}-{day}", dice.choice(PARTS)
        at = instant_text(result(day=dice.randrange(attempts)).at)
        values = {
            "id": name, "alive_at": at, "bank": "sample", "bank_title": "", "blueprint": part[1],
            "blueprint_title": "", "code": "", "mode": part[0], "items": 10, "state": "closed", "events": 1,
            "answered": 1, "started_at": instant_text(result(day=day).at), "last_at": at, "ended_at": at,
            "passed": int(dice.random() < 0.5), "drill": int(part[1] == "drill"), "points": "1", "possible": 1,
            "learner": dice.choice(("", "", "Ada")),
        }  # fmt: skip
        marks = ", ".join("?" * len(values))
        database.execute(f"INSERT INTO attempt ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        asked = dice.sample("abcdef", dice.randrange(1, 7))
        insert_responses(database, [(name, n, *answer(item, dice)) for n, item in enumerate(asked, start=1)])
        parts[name] = part
    return parts


def answer(item: str, dice: random.Random) -> tuple[object, ...]:
    """A row of the response table, without its attempt and its place."""
    outcome = dice.choice(("correct", "correct", "incorrect", "partly", "omitted", "not_reached"))
    homes = [item, *dice.sample([other for other in ("a", "b", "c", "d", "=0123456789ab") if other != item], 3)]
    wrong = " ".join(dice.sample(homes, dice.randrange(1, 3)))
    chosen = {"correct": item, "omitted": "", "not_reached": ""}.get(outcome, wrong)
    return (
        item, "one" if item < "d" else "two", dice.choice(("direct", "direct", "multiple", "reversed")), outcome,
        chosen, " ".join(dice.sample(homes, 4)), dice.randrange(90_000) / 1000,
        dice.choice((None, None, "wrong_to_right", "right_to_wrong", "wrong_to_wrong")), 0, int(dice.random() < 0.3),
    )  # fmt: skip


def figures(statistics: Sequence[ItemStatistics]) -> list[tuple[object, ...]]:
    return [
        (one.item, one.section, one.right, pytest.approx(one.discrimination), one.seconds, one.distractors, one.remarks)
        for one in statistics
    ]


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(0, 80))
def test_sums_by_mode_and_paper_give_the_figures_of_the_results(
    tmp_path_factory: pytest.TempPathFactory, seed: int, attempts: int
) -> None:
    dice = random.Random(seed)
    with Store.open(tmp_path_factory.mktemp("past")) as store:
        parts = keep(store, dice, attempts)
        newest = dice.choice((20, 1000))
        for learner in ("", None):
            results = store.results(attempts=newest, learner=learner)
            sums = store.answer_sums(attempts=newest, learner=learner)
            habits = store.habit_sums(5, attempts=newest, learner=learner)
            for mode in (None, "exam", "practice"):
                for paper in (None, "full", "drill"):
                    left = [one for one in results if fits(parts[one.attempt], mode, paper)]
                    compare(
                        left,
                        answers_together(some for part, some in sums.items() if fits(part, mode, paper)),
                        habits_together(some for part, some in habits.items() if fits(part, mode, paper)),
                    )


def fits(part: Part, mode: str | None, paper: str | None) -> bool:
    return mode in (None, part[0]) and paper in (None, part[1])


def compare(results: list[Result], sums: AnswerSums, habits: HabitSums) -> None:
    assert sums.attempts == len({one.attempt for one in results})
    assert confusions_in(sums, NOON.tzinfo) == find_confusions(results, NOON.tzinfo)
    assert figures(statistics_in(sums)) == figures(item_statistics(results))
    assert calibration(habits) == calibration(habits_of(results))
    assert ledger_of_changes(habits) == ledger_of_changes(habits_of(results))
    assert habits.latest[:5] == habits_of(results).latest[:5]


def test_a_broken_reading_is_a_clear_word(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        keep(store, random.Random(1), 3)
        store._database.execute("UPDATE response SET outcome = 'splendid'")
        for read in (store.answer_sums, lambda: store.habit_sums(5)):
            with pytest.raises(StoreError, match="exam doctor --repair"):
                read()
