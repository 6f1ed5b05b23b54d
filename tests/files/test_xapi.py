"""Statements of xAPI, as the standard words them; other programs' judgement is in tests/proofs/xapi.py."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from exam.core.events import Ended, Started
from exam.core.replaying import replay
from exam.files.xapi import Account, iso_duration, statements
from tests.support import cohort, every_kind, sample_form
from tests.support.clock import NOON

ME = Account("https://example.org/lms", "me")


def told(number: int = 0) -> list[dict[str, Any]]:
    one = list(cohort.cohort(["ABCDABCD", "BBCDABCA"]))[number]
    return list(statements(one.id, replay(one.form, one.events), one.events, ME))


def test_an_exam_is_begun_answered_completed_and_passed() -> None:
    made = told()
    verbs = [one["verb"]["id"].removeprefix("http://adlnet.gov/expapi/verbs/") for one in made]
    assert verbs == ["initialized", *["answered"] * 8, "completed", "passed"]
    assert [one["timestamp"] for one in made] == sorted(one["timestamp"] for one in made)
    first, last = made[1], made[-1]
    assert first["result"] == {"response": "1a", "success": True, "score": {"scaled": 1.0}, "duration": "PT8S"}
    assert first["object"]["definition"]["correctResponsesPattern"] == ["1a"]
    assert first["object"]["id"] == "https://example.org/lms/banks/sample/items/item-1"
    assert last["result"]["score"] == {"scaled": 1.0, "raw": 8.0, "min": 0, "max": 8}
    assert {one["context"]["registration"] for one in made} == {last["context"]["registration"]}
    assert {json.dumps(one["actor"]) for one in made} == {
        '{"objectType": "Agent", "account": {"homePage": "https://example.org/lms", "name": "me"}}'
    }


def test_what_was_wrong_is_told_as_wrong() -> None:
    first, *_, last = told(1)[1:]
    assert (first["result"]["success"], first["result"]["score"]["scaled"]) == (False, 0.0)
    assert last["result"]["score"]["scaled"] == 0.75


def test_the_same_attempt_has_the_same_ids_and_no_two_statements_share_one() -> None:
    assert told() == told()
    ids = [one["id"] for number in (0, 1) for one in told(number)]
    assert len(set(ids)) == len(ids)
    assert {UUID(one).version for one in ids} == {5}


def test_an_exam_that_was_given_up_is_not_completed() -> None:
    form = sample_form(5)
    events = [Started(at=NOON, mode="exam", seconds=600), Ended(at=NOON, reason="abandoned")]
    made = statements("one", replay(form, events), events, ME)
    assert [one["verb"]["display"]["en"] for one in made] == ["initialized", "failed"]


def test_every_kind_of_question_has_its_statement(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    events = list(every_kind.sat(form, "partly"))
    attempt = replay(form, events)
    made = [one for one in statements("one", attempt, events, ME) if one["verb"]["display"]["en"] == "answered"]
    assert len(made) == sum(bool(one.response) for one in attempt.progress)
    assert {one["object"]["definition"]["interactionType"] for one in made} == {"choice", "fill-in", "other"}
    assert all(0 <= one["result"]["score"]["scaled"] <= 1 for one in made)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "PT0S"), (7.5, "PT7.5S"), (59.999, "PT1M0S"), (60, "PT1M0S"), (3847.25, "PT1H4M7.25S"), (90_000, "PT25H0S")],
)
def test_durations(seconds: float, written: str) -> None:
    assert iso_duration(seconds) == written
