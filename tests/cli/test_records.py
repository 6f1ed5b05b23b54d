"""`exam history` and `exam report`."""

import json
from datetime import datetime
from typing import Any

import pytest

from exam.cli.output.attempt_json import instant
from tests.cli.conftest import Run, Sit
from tests.support import FakeClock, sample_form


def response(n: int, chosen: str, key: str, status: str, seconds: float, outcome: str) -> dict[str, Any]:
    return {
        "n": n, "item": f"item-{n}", "response": [chosen] if chosen else [], "key": [key], "status": status,
        "seconds": seconds, "kind": "direct", "outcome": outcome, "points": int(outcome == "correct"), "possible": 1,
    }  # fmt: skip


def test_the_report_shape_is_a_promise(run: Run, sit: Sit, clock: FakeClock) -> None:
    began = clock.now()
    sit("k7f3", sample_form(5, 2), correct=3, incorrect=1)
    shape = json.loads(run("report", "--json").stdout)
    assert shape == {
        "attempt": "k7f3",
        "code": "SAMP-LE00-0000",
        "mode": "exam",
        "started_at": instant(began),
        "ended_at": "2026-03-02T12:02:00.000Z",
        "ended_reason": "submitted",
        "score": {"points": 3, "possible": 5, "percent": 60.0, "interval": [23.1, 88.2], "passed": False},
        "pass_mark": {"percent": 70, "own": False},
        "sections": [
            {
                "id": "section-1",
                "title": "Section 1",
                "points": 3,
                "possible": 3,
                "percent": 100.0,
                "interval": [43.9, 100.0],
                "seconds": 90.0,
            },
            {
                "id": "section-2",
                "title": "Section 2",
                "points": 0,
                "possible": 2,
                "percent": 0.0,
                "interval": [0.0, 65.8],
                "seconds": 30.0,
            },
        ],
        "responses": [
            response(1, "1a", "1a", "complete", 30.0, "correct"),
            response(2, "2b", "2b", "complete", 30.0, "correct"),
            response(3, "3c", "3c", "complete", 30.0, "correct"),
            response(4, "4a", "4d", "complete", 30.0, "incorrect"),
            response(5, "", "5a", "unseen", 0.0, "not_reached"),
        ],
        "bank": {"id": "sample", "now": "gone", "right_otherwise": []},
    }
    assert list(shape) == [
        "attempt", "code", "mode", "started_at", "ended_at", "ended_reason", "score", "pass_mark",
        "sections", "responses", "bank"
    ]  # fmt: skip


def test_an_attempt_is_named_by_last_by_its_id_or_by_its_beginning(run: Run, sit: Sit) -> None:
    sit("aa11", sample_form(), correct=1)
    sit("bb22", sample_form(), correct=2)
    sit("cc33", sample_form(), correct=3, end=False)
    for word, meant in (("last", "bb22"), ("aa11", "aa11"), ("b", "bb22")):
        assert json.loads(run("report", word, "--json").stdout)["attempt"] == meant


def test_a_running_attempt_has_no_report_since_that_names_the_keys(run: Run, sit: Sit) -> None:
    sit("cc33", sample_form(), correct=3, end=False)
    for word in ("cc33", "last"):
        result = run("report", word, "--json")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "exam resume" in result.stderr


def test_nothing_to_report(run: Run) -> None:
    for word in ("last", "zz"):
        result = run("report", word)
        assert result.exit_code == 1
        assert "exam" in result.stderr


@pytest.mark.slow
def test_the_text_of_a_report(run: Run, sit: Sit) -> None:
    sit("k7f3", sample_form(5, 2), correct=3, incorrect=1)
    told = run("report").stdout
    assert "Score: 3 of 5, 60 %, 95 % interval 23 to 88 %. 5 questions: too few to judge by." in told
    assert "It answers: What is question" in told


@pytest.mark.usefixtures("kathmandu")
def test_the_history_for_people_is_newest_first_by_their_own_clock(run: Run, sit: Sit) -> None:
    sit("aa11", sample_form(4, cut=50), correct=2)
    sit("bb22", sample_form(), correct=1, incorrect=1)
    sit("cc33", sample_form(), correct=2, end=False)
    assert run("history").stdout.splitlines() == [
        "Attempt  Began             Result            Answered  Time   Exam",
        "cc33     2026-03-02 19:47  unfinished        2 of 5    1 min  Sample bank, Full",
        "bb22     2026-03-02 18:46  20 %, not passed  2 of 5    1 min  Sample bank, Full",
        "aa11     2026-03-02 17:45  50 %, passed      2 of 4    1 min  Sample bank, Full",
    ]


def test_the_history_for_programs(run: Run, sit: Sit) -> None:
    sit("aa11", sample_form(4, cut=50), correct=2)
    sit("cc33", sample_form(), correct=2, end=False)
    running, ended = json.loads(run("history", "--json").stdout)
    assert ended == {
        "attempt": "aa11",
        "code": "SAMP-LE00-0000",
        "bank": "sample",
        "bank_title": "Sample bank",
        "blueprint": "full",
        "blueprint_title": "Full",
        "mode": "exam",
        "drill": False,
        "state": "closed",
        "started_at": "2026-03-02T12:00:00.000Z",
        "ended_at": "2026-03-02T12:01:00.000Z",
        "ended_reason": "submitted",
        "items": 4,
        "answered": 2,
        "seconds_left": None,
        "seconds_used": 60.0,
        "score": {"points": 2, "possible": 4, "percent": 50.0, "passed": True},
    }
    assert (running["state"], running["score"], running["seconds_left"]) == ("suspended", None, 540.0)
    assert running["seconds_used"] == 60.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "shown"), [((), 20), (("--limit", "3"), 3), (("--all",), 22), (("--limit", "22"), 22)]
)
def test_long_histories_are_cut_and_say_so(run: Run, sit: Sit, words: tuple[str, ...], shown: int) -> None:
    for n in range(22):
        sit(f"a{n:03}", sample_form(1, 1))
    result = run("history", *words)
    assert len(result.stdout.splitlines()) == 1 + shown
    assert ("--all" in result.stderr) == (shown < 22)


def test_no_history_yet(run: Run) -> None:
    result = run("history")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No attempts yet." in result.stderr
    assert json.loads(run("history", "--json").stdout) == []


def test_instants_are_in_utc_whatever_they_came_in() -> None:
    at = datetime.fromisoformat("2026-03-02T17:30:00.123456+05:30")
    assert instant(at) == "2026-03-02T12:00:00.123Z"
    assert instant(None) is None
