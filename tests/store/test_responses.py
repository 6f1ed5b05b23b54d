"""What ended attempts came to, slot by slot: written at the end, and made anew at will."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exam.core.analysis import changed_answers, confused_answers
from exam.core.attempt import Attempt, Refused, State
from exam.core.results import oldest_first
from exam.core.scoring import ScoreReport, score
from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, right, sample_form, wrong
from tests.support.results import answers_of

TABLES = ("response", "meeting", "section_score")

RUINS = (
    "UPDATE response SET outcome = 'omitted', seconds = 7",
    "DELETE FROM meeting",
    "DELETE FROM response WHERE attempt = 'two'",
    "UPDATE attempt SET pace = 1, cut = 3, drill = 1",
)


def sit(
    store: Store, clock: FakeClock, identifier: str, *, mode: str = "exam", end: bool = True, **blueprint: Any
) -> str:
    """Six questions: right, wrong, wrong and then right, right and flagged and unsure, seen only, never seen."""
    form = sample_form(items=6, sections=2, minutes=6, **blueprint)
    session = Session.start(identifier, form, store, clock, mode=mode)  # type: ignore[arg-type]
    for n, responses in ((1, (right,)), (2, (wrong,)), (3, (wrong, right)), (4, (right,)), (5, ())):
        session.visit(n)
        clock.advance(10 * n)
        for response in responses:
            session.respond(n, response(form, n))
    session.mark(4, True)
    session.doubt(4, True)
    if end:
        session.end()
    session.leave()
    clock.advance(3600)
    return identifier


def rows(store: Store) -> list[list[tuple[object, ...]]]:
    return [store._database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]


def test_a_result_says_what_a_slot_came_to(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    results = store.results()
    attempt = store.load("one").attempt
    assert [result.outcome for result in results] == [mark.outcome for mark in score(attempt).marks]
    assert [result.seconds for result in results] == [mark.seconds for mark in score(attempt).marks]
    assert [result.item for result in results] == [slot.item for slot in attempt.form.slots]
    assert [result.section for result in results] == [slot.section for slot in attempt.form.slots]
    assert {result.n: result.change for result in results if result.change} == {
        change.n: change.change for change in changed_answers(attempt)
    }
    assert [(result.item, home) for result in results for home in result.chosen if home != result.item] == [
        (confusion.item, confusion.home) for confusion in confused_answers(attempt)
    ]
    for slot, result in zip(attempt.form.slots, results, strict=True):
        assert set(result.offered.split()) == {option.home for option in slot.options}
    assert [result.n for result in results if result.marked and result.doubted] == [4]
    assert {result.pace for result in results} == {60.0}
    assert [result.met for result in results] == [True] * 5 + [False]


def test_an_attempt_is_scored_once_at_its_end(store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    scored = []

    def count(attempt: Attempt) -> ScoreReport:
        scored.append(attempt.state)
        return score(attempt)

    monkeypatch.setattr("exam.store.readings.score", count)
    sit(store, clock, "left", end=False)
    assert scored == []
    sit(store, clock, "ended")
    assert scored == [State.CLOSED]


def test_an_item_is_met_first_once_and_where_it_was_seen(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    sit(store, clock, "two")
    firsts = [(result.attempt, result.n) for result in store.results() if result.first]
    assert firsts == [("one", n) for n in range(1, 6)], "the sixth was never on screen"


def test_a_running_attempt_has_no_results(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one", end=False)
    assert store.results() == []
    assert store.ended_attempts() == []


def test_results_and_history_can_be_filtered(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    sit(store, clock, "two", mode="practice")
    sit(store, clock, "three", only=("item-1",))
    assert Counter(result.attempt for result in store.results()) == {"one": 6, "two": 6, "three": 6}
    assert store.results(bank="another") == []
    assert {result.attempt for result in store.results(attempts=1)} == {"three"}
    assert {result.attempt for result in store.results() if result.drill} == {"three"}
    assert [row.id for row in store.history(mode="exam")] == ["three", "one"]
    assert store.history(blueprint="nothing") == []
    assert store.banks() == [("sample", "Sample bank", 3)]


def test_sittings_are_the_scores_of_their_attempts(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    sit(store, clock, "two", mode="practice")
    for sitting in store.ended_attempts():
        report = score(store.load(sitting.attempt).attempt)
        assert (sitting.whole.points, sitting.whole.possible) == (report.score.points, report.score.possible)
        assert sitting.whole.interval == report.score.interval
        assert sitting.passed == report.passed
        assert sitting.cut == report.cut
        assert [(part.section, part.points, part.items) for part in sitting.sections] == [
            (section.id, section.score.points, section.score.items) for section in report.sections
        ]


def test_responses_can_be_rebuilt_to_the_same_rows(store: Store, clock: FakeClock) -> None:
    for name in ("one", "two", "three"):
        sit(store, clock, name)
    whole = rows(store)
    for ruin in RUINS:
        store._database.execute(ruin)
    assert rows(store) != whole
    assert store.rebuild() == []
    assert rows(store) == whole
    assert {result.pace for result in store.results()} == {60.0}


def test_an_attempt_from_elsewhere_is_taken_in_once(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "here") as here, Store.open(tmp_path / "there") as there:
        sit(here, clock, "early")
        sit(there, clock, "late")
        for identifier in here.ended_ids():
            form, events, _ = here.read_log(identifier)
            assert there.adopt(identifier, form, events)
            assert not there.adopt(identifier, form, events), "again is fine, and changes nothing"
        assert there.load("early").attempt == here.load("early").attempt
        assert there.ended_ids() == ["early", "late"]
        firsts = {result.attempt for result in there.results() if result.first}
        assert firsts == {"early"}, "met first where it was earlier, in whatever order it came"
        known = rows(there)
        assert there.rebuild() == []
        assert rows(there) == known


def test_other_peoples_attempts_are_kept_apart(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "here") as here, Store.open(tmp_path / "there") as there:
        sit(here, clock, "mine")
        sit(there, clock, "hers")
        form, events, _ = there.read_log("hers")
        here.adopt("hers", form, events, "Ada")
        assert [row.id for row in here.history()] == ["mine"]
        assert here.find("last") == "mine"
        assert {result.attempt for result in here.results()} == {"mine"}
        assert {result.attempt for result in here.results(learner=None)} == {"mine", "hers"}
        assert [row.id for row in here.history(learner="Ada")] == ["hers"]
        assert here.learners() == [("Ada", 1)]
        assert sum(result.first for result in here.results(learner=None)) == 10, "each met its five first"


def test_two_attempts_of_one_name_and_one_that_goes_on_are_refused(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "here") as here, Store.open(tmp_path / "there") as there:
        sit(here, clock, "same")
        sit(there, clock, "same")
        sit(there, clock, "open", end=False)
        form, events, _ = there.read_log("same")
        with pytest.raises(StoreError, match="Another attempt here has the id same"):
            here.adopt("same", form, events)
        form, events, _ = there.read_log("open")
        with pytest.raises(Refused, match="has not ended"):
            here.adopt("open", form, events)
        assert here.ended_ids() == ["same"]


def test_answers_and_first_meetings_are_what_their_results_say(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    sit(store, clock, "two")
    sit(store, clock, "drill", only=("item-1",))
    sit(store, clock, "three")
    bank, results = store.history()[0].bank, store.results()
    assert store.answers_given(bank) == answers_of(results)
    firsts = [one for one in results if one.first and one.met and not one.drill]
    told = store.first_meetings(bank)
    assert [(one.item, one.section, one.at, one.right) for one in told] == [
        (one.item, one.section, one.at, one.right) for one in oldest_first(firsts)
    ]
    assert len({one.item for one in told}) == len(told)


def test_of_others_the_first_whole_attempt_counts(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    sit(store, clock, "drill", only=("item-1",))
    sit(store, clock, "two")
    own = store.ended_attempts()[0].whole
    bank = store.history()[0].bank
    assert store.fellows(bank) == []
    store._database.execute("UPDATE attempt SET learner = 'Ada'")
    assert store.fellows(bank) == [(own.correct, own.items)]
    assert store.fellows(bank, learner="Ada") == []


def test_a_broken_reading_is_a_clear_word(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "one")
    store._database.execute("UPDATE response SET outcome = 'splendid'")
    with pytest.raises(StoreError, match="exam doctor --repair"):
        store.results()
    store.rebuild()
    assert store.results()[0].at - store.load("one").attempt.started_at == timedelta(seconds=150)  # type: ignore[operator]
