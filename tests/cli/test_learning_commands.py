"""`exam progress`, `review`, `confused_answers`, `items`, and the drills of `exam take`."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from exam.cli import wiring as root
from exam.core.analysis import confused_answers as confusions_of
from exam.core.attempt import Attempt
from exam.core.form import LETTERS
from exam.core.interval import wilson
from exam.core.scoring import score
from exam.store import Store
from tests.cli.conftest import Run, Sit
from tests.support import FakeClock, right, sample_bank, sample_form, wrong

DAY = timedelta(days=1).total_seconds()


@pytest.fixture(autouse=True)
def told_clock(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> None:
    """The program's own clock is the test's."""
    monkeypatch.setattr(root, "new_clock", lambda: clock)
    monkeypatch.setattr("exam.cli.commands.take.new_clock", lambda: clock)


@pytest.fixture
def attempts(sit: Sit, data_dir: Path, clock: FakeClock) -> list[Attempt]:
    """Three attempts at ten questions, two days apart: six, seven and nine right, the rest wrong."""
    for name, correct in (("aa11", 6), ("bb22", 7), ("cc33", 9)):
        sit(name, sample_form(10, 2, minutes=12), correct=correct, incorrect=10 - correct)
        clock.advance(2 * DAY)
    with Store.open(data_dir) as store:
        return [store.load(name).attempt for name in ("aa11", "bb22", "cc33")]


def asked(run: Run, *words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_questions_met_are_those_of_the_bank_as_it_is_now_and_cards_of_others_retire(
    run: Run, attempts: list[Attempt], data_dir: Path
) -> None:
    """The bank has lost all but four of the items that were sat, and has four that nobody saw; two share a number."""
    left = sample_bank(8, 2).model_dump(by_alias=True, mode="json", exclude_defaults=True)
    for section in left["section"]:
        for item in section["item"]:
            item["number"] = (item["number"] + 1) // 2
            if item["number"] > 2:
                item["id"] = f"new-{item['id']}"
    (data_dir / "banks").mkdir(exist_ok=True)
    (data_dir / "banks" / "sample.toml").write_text(tomli_w.dumps({**left, "schema": 2}), "utf-8")
    assert asked(run, "progress", "sample")["questions"] == {"met": 2, "of": 4}
    assert run("progress", "sample").stdout.splitlines()[1] == "2 of 4 questions met."
    shape = asked(run, "review", "sample")
    gone = {slot.item for slot in attempts[0].form.slots} - {"item-1", "item-2", "item-3", "item-4"}
    assert set(shape["retired"]) == gone != set()
    assert {card["item"] for card in (*shape["due"], *shape["later"])} == {"item-1", "item-2", "item-3", "item-4"}
    words = run("review", "sample").stdout
    assert "Never seen: 2 of 4." in words
    assert f"No longer in the bank, and so never due again: {len(gone)} questions." in words


@pytest.mark.slow
def test_progress_agrees_with_the_reports(run: Run, bank: str, attempts: list[Attempt]) -> None:
    shape = asked(run, "progress")
    reports = [score(attempt) for attempt in attempts]
    points = shape["trend"]["overall"]["points"]
    assert [point["percent"] for point in points] == [report.score.percent for report in reports]
    assert points[1]["interval"] == [round(bound, 1) for bound in wilson(0.7, 10)]
    for at, section in enumerate(shape["table"]["sections"]):
        assert [cell["percent"] for cell in section["cells"]] == [one.sections[at].score.percent for one in reports]
    assert [one["a_question"] for one in shape["pace"]] == [30.0] * 3
    assert shape["calibration"]["sure"]["count"] == sum(report.score.correct for report in reports)
    low, high = shape["readiness"]["between"]
    assert low < shape["readiness"]["passing"] < high < low + 0.3, "a wider range would be no verdict"
    assert "depending on how much candidates differ" in shape["readiness"]["words"]
    assert shape["attempts"] == 3
    assert asked(run, "progress", "--attempts", "1")["attempts"] == 1
    assert "\nReady for Full? Too few answers yet" in run("progress", bank, "--preset", "full").stdout, "by its title"


@pytest.mark.slow
def test_a_report_says_what_progress_says(run: Run, attempts: list[Attempt]) -> None:
    for attempt in ("aa11", "bb22", "cc33"):
        percent = asked(run, "report", attempt)["score"]["percent"]
        known = {one["attempt"]: one["percent"] for one in asked(run, "progress")["trend"]["overall"]["points"]}
        assert known[attempt] == percent


@pytest.mark.slow
def test_confusions_are_counted_over_all_reports(run: Run, attempts: list[Attempt]) -> None:
    counted: dict[tuple[str, str], int] = {}
    for attempt in attempts:
        for one in confusions_of(attempt):
            counted[one.item, one.home] = counted.get((one.item, one.home), 0) + 1
    shape = asked(run, "confusions")
    assert {(pair["item"], pair["home"]): pair["chosen"] for pair in shape["pairs"]} == counted
    assert {pair["offered"] for pair in shape["pairs"]} == {3}
    listed = [times for times in counted.values() if times > 1]
    assert sum(cell["times"] for cell in shape["map"]) == sum(listed), "the map is of the pairs that are listed"
    text = run("confusions").stdout
    assert "chosen 3 of 3 times, 44 to 100 %" in text


def test_review_says_what_is_due_and_what_was_missed(run: Run, attempts: list[Attempt]) -> None:
    shape = asked(run, "review")
    assert [one["item"] for one in shape["missed"]] == ["item-10"]
    assert shape["missed"][0]["missed"] == 3
    assert len(shape["due"]) + len(shape["later"]) == 10
    assert "item-10" in [card["item"] for card in shape["due"]]
    assert sum(day["items"] for day in shape["ahead"]) == len(shape["later"])
    assert shape["exam_date"] is None


@pytest.mark.slow
def test_an_exam_date_is_kept_until_it_is_forgotten(run: Run, attempts: list[Attempt], clock: FakeClock) -> None:
    day = (clock.now() + timedelta(days=3)).date()
    assert asked(run, "review", "--exam-date", day.isoformat())["exam_date"] == day.isoformat()
    kept = asked(run, "review")
    assert all(card["due"] < day.isoformat() for card in kept["later"])
    assert "in 3 days" in run("review").stdout
    assert asked(run, "review", "--exam-date", "none")["exam_date"] is None
    assert run("review", "--exam-date", "soon").exit_code == 2


@pytest.mark.slow
def test_items_are_silent_where_there_is_little(run: Run, attempts: list[Attempt]) -> None:
    shape = asked(run, "items")
    assert {item["facility"] for item in shape["items"]} == {None}
    assert all("too few to judge by" in item["remarks"][0] for item in shape["items"])
    assert "0 often enough to judge by" in run("items").stdout


def test_without_a_past_there_is_a_clear_word(run: Run) -> None:
    for command in ("progress", "review", "confusions", "items"):
        result = run(command)
        assert result.exit_code == 1
        assert "exam take" in result.stderr
        assert run(command, "nowhere").exit_code == 1


def test_history_can_be_filtered(run: Run, attempts: list[Attempt]) -> None:
    assert len(asked(run, "history", "--mode", "exam", "--preset", "full", "--bank", "sample")) == 3
    assert asked(run, "history", "--mode", "practice") == []
    assert "No attempt like that" in run("history", "--bank", "nowhere").stderr


def take(run: Run, data_dir: Path, bank: str, *words: str, miss: tuple[str, ...] = ()) -> Attempt:
    """Sits the paper to its end by keys alone: the right letters, but for the items to miss; what is recalled alike."""
    begun = run("take", bank, *words, "--plain", input="note kept\nquit\n")
    assert begun.exit_code == 3, begun.stderr
    with Store.open(data_dir) as store:
        name = store.find("last")
        form = store.load(name).attempt.form
    lines = []
    for slot in form.slots:
        if slot.kind == "recall":
            lines += [str(slot.n), "", "w" if slot.item in miss else "r"]
            continue
        response = (wrong if slot.item in miss else right)(form, slot.n)
        shown = [LETTERS[at] for at, option in enumerate(slot.options) if option.id in response]
        lines += [str(slot.n), "".join(shown).lower()]
    ended = run("resume", name, "--plain", input="\n".join([*lines, "end", "yes", "yes", ""]))
    assert ended.exit_code == 0, ended.stderr
    with Store.open(data_dir) as store:
        return store.load(name).attempt


def asks(attempt: Attempt) -> set[str]:
    return {slot.item for slot in attempt.form.slots}


@pytest.mark.slow
def test_what_was_missed_is_drilled_until_it_is_not(run: Run, data_dir: Path, bank: str, clock: FakeClock) -> None:
    miss = ("item-2", "item-20", "item-40")
    first = take(run, data_dir, bank, "--items", "60", "--seed", "1", miss=miss)
    assert score(first).count("incorrect") == 3
    clock.advance(3600)
    again = take(run, data_dir, bank, "--missed", "--of", "last")
    assert asks(again) == set(miss)
    newest, oldest = run("history").stdout.splitlines()[1:]
    assert newest.endswith("100 %         3 of 3    0 s   Sample bank, Drill: missed, practice"), (
        "no verdict on a drill"
    )
    assert "Drill" not in oldest
    assert "passed" in oldest
    report = run("report", "last").stdout
    assert "Sample bank, Drill: missed, practice. " in report
    assert "3 of 3 right." in report
    assert "pass mark" not in report.lower()
    assert "passed" not in report.lower()
    assert "missed nothing" in run("take", bank, "--missed", "--of", "last", "--plain").stderr
    clock.advance(3600)
    assert "nothing of that kind" in run("take", bank, "--missed", "--plain").stderr


@pytest.mark.slow
def test_a_drill_can_be_narrowed(run: Run, data_dir: Path, bank: str, clock: FakeClock) -> None:
    take(run, data_dir, bank, "--items", "30", "--seed", "1", miss=tuple(f"item-{n}" for n in range(1, 61, 2)))
    clock.advance(3600)
    unseen = take(run, data_dir, bank, "--unseen", "--section", "section-3", "--items", "2")
    assert len(asks(unseen)) == 2
    assert {slot.section for slot in unseen.form.slots} == {"section-3"}
    result = run("take", bank, "--missed", "--times-missed", "2", "--plain")
    assert result.exit_code == 1, "nothing was missed twice yet"


@pytest.mark.slow
def test_what_is_due_is_asked(run: Run, data_dir: Path, bank: str, clock: FakeClock) -> None:
    take(run, data_dir, bank, "--items", "10", "--seed", "4", miss=("item-1", "item-2", "item-3"))
    assert "Nothing is due" in run("take", bank, "--due", "--plain").stderr
    clock.advance(60 * DAY)
    due = {card["item"] for card in asked(run, "review", bank)["due"]}
    assert due
    assert asks(take(run, data_dir, bank, "--due")) == due
    clock.advance(60)
    assert asked(run, "review", bank)["due"] == []


def test_a_contrast_drill_puts_two_side_by_side(run: Run, data_dir: Path, bank: str) -> None:
    drill = take(run, data_dir, bank, "--contrast", "item-1,item-2")
    assert asks(drill) == {"item-1", "item-2"}
    for slot in drill.form.slots:
        assert {"item-1", "item-2"} <= {slot.item, *(option.home for option in slot.options)}
    assert {slot.kind for slot in drill.form.slots} == {"direct", "reversed"}


@pytest.mark.slow
def test_a_paper_to_measure_is_one_of_any_size_and_says_what_its_code_is(run: Run, data_dir: Path, bank: str) -> None:
    take(run, data_dir, bank, "--items", "12", "--seed", "1")
    measured = take(run, data_dir, bank, "--to-measure", "--items", "12", "--seed", "1")
    assert len(measured.form.slots) == 12
    result = run("form", bank, "--code", measured.form.code)
    assert "made to measure for one learner" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--missed", "--due"),
        ("--contrast", "item-1,item-2", "--missed"),
        ("--of", "last", "--slow"),
        ("--missed", "--code", "1234"),
        ("--contrast", "item-1"),
        ("--missed", "--seed", str(2**40)),
    ],
)
def test_drills_that_contradict_themselves(run: Run, bank: str, words: tuple[str, ...]) -> None:
    assert run("take", bank, "--plain", *words).exit_code == 2


def test_a_contrast_of_unknown_or_single_items_is_a_clear_word(run: Run, bank: str) -> None:
    assert "no item 'nobody'" in run("take", bank, "--plain", "--contrast", "item-1,nobody").stderr
    assert "name two" in run("take", bank, "--plain", "--contrast", "item-1,item-1").stderr


@pytest.mark.slow
def test_what_was_missed_in_a_bank_that_is_not_here_is_asked_from_its_papers(run: Run, sit: Sit) -> None:
    sit("aa11", sample_form(), correct=3, incorrect=2)
    for words in (("sample", "--missed"), ("--missed", "--of", "aa11")):
        told = run("take", *words, "--plain", "--ephemeral", input="end\ny\n")
        assert "Drill: missed" in told.stdout
        assert "The bank is not here" in told.stdout + told.stderr
    assert "There is no bank" in run("take", "sample", "--due", "--plain").stderr
