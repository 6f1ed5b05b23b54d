"""Marking attempts anew: scores as if the paper had always been right, everything as before once it is taken back."""

import json
import os
import random
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exam.assembly import assemble, tailor
from exam.cli.output.attempt_json import report_json
from exam.core.attempt import Attempt, Refused
from exam.core.bank import Bank
from exam.core.correction import Correction
from exam.core.events import Regraded
from exam.core.fold import apply
from exam.core.form import Form, Slot
from exam.core.gap import same_text
from exam.core.replaying import replay
from exam.core.scoring import credit, score
from exam.files.attempts import ExportedAttempt, read_attempts, write_attempts
from exam.files.report_page import report_html
from exam.learning.regrade import corrections_by_bank, gains, plan_regrade, regrade, right_options
from exam.plain.result import report_lines
from exam.store import Store, Stored
from tests.support import sample_form
from tests.support.clock import NOON
from tests.support.every_kind import every_kind_form, sat

LATER = NOON + timedelta(days=3)
ATTEMPTS = int(os.environ.get("EXAM_ATTEMPTS", "250"))
"""Random attempts to regrade; `.ci/full` takes a thousand."""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """A paper with a question of every kind."""
    return every_kind_form(tmp_path_factory.mktemp("bank"))


def answers(dice: random.Random, slot: Slot) -> tuple[str, ...]:
    """Any answer that the question takes, mostly a full one."""
    if slot.kind == "recall":
        return (dice.choice(["right", "half", "wrong"]),)
    if slot.gaps:
        texts = [one.text for gap in slot.gaps for one in gap.texts] + [
            one.value for g in slot.gaps for one in g.numbers
        ]
        if slot.kind == "ordering":
            return tuple(dice.sample(slot.gaps[0].choices, len(slot.gaps)))
        return tuple(dice.choice(gap.choices or (*texts, "something else", "7")) for gap in slot.gaps)
    return tuple(dice.sample([option.id for option in slot.options], slot.choose)) if dice.random() < 0.9 else ()


def some_corrections(dice: random.Random, form: Form) -> tuple[Correction, ...]:
    """One of the three kinds at each of a few questions."""
    found = []
    for slot in dice.sample(form.slots, dice.randint(1, 6)):
        names = [option.id for option in slot.options]
        typed = [at for at, gap in enumerate(slot.gaps) if not gap.choices]
        if slot.is_choice and dice.random() < 0.7:
            found.append(Correction(n=slot.n, key=tuple(dice.sample(names, dice.randint(slot.choose, len(names) - 1)))))
        elif typed and dice.random() < 0.7:
            found.append(Correction(n=slot.n, accepted=((dice.choice(typed), "7"),)))
        else:
            found.append(Correction(n=slot.n, dropped=True))
    return tuple(found)


def earned(form: Form, attempt: Attempt, corrections: tuple[Correction, ...]) -> tuple[Fraction, int]:
    """Points and possible points, worked out from the paper as it was sat and the corrections, in another way."""
    by_place = {one.n: one for one in corrections}
    points, possible = Fraction(), 0
    for slot in form.slots:
        correction, response = by_place.get(slot.n), attempt.of(slot.n).response
        if (correction and correction.dropped) or (slot.kind == "recall" and not form.blueprint.count_recall):
            continue
        possible += slot.points
        points += slot.points * share(slot, response, correction)
    return points, possible


def share(slot: Slot, response: tuple[str, ...], correction: Correction | None) -> Fraction:
    if correction is None:
        return credit(slot, response)
    if correction.accepted:
        ((place, text),) = correction.accepted
        parts = [gap.credit(answer) for gap, answer in zip(slot.gaps, response or [""] * len(slot.gaps), strict=True)]
        if response and same_text(response[place], text):
            parts[place] = Fraction(1)
        return sum(parts, Fraction()) / len(parts) if slot.by_part else Fraction(all(part == 1 for part in parts))
    right = len(set(response) & set(correction.key))
    if len(correction.key) > slot.choose:
        return Fraction(right == slot.choose)
    if slot.by_part:
        return max(Fraction(), Fraction(2 * right - len(response), len(correction.key)))
    return Fraction(right == len(correction.key) == len(response))


@pytest.mark.slow
def test_scores_are_those_of_a_paper_that_was_right_from_the_start(form: Form) -> None:
    dice = random.Random(7)
    changed = 0
    for _ in range(ATTEMPTS):
        before = replay(form, sat(form, lambda slot: answers(dice, slot)))
        corrections = some_corrections(dice, form)
        after = apply(before, Regraded(at=LATER, corrections=corrections))
        told = score(after).score
        assert (told.points, told.possible) == earned(form, before, corrections)
        assert apply(after, Regraded(at=LATER, corrections=corrections)) is after
        back = apply(after, Regraded(at=LATER, corrections=()))
        assert score(back) == score(before)
        changed += told.points != score(before).score.points
    assert changed > ATTEMPTS // 2


def stored(store: Store, form: Form, name: str, how: random.Random) -> Stored:
    store.adopt(name, form, sat(form, lambda slot: answers(how, slot)))
    return store.load(name)


def readings(store: Store) -> list[object]:
    return [*store.history(), *store.ended_attempts(), *store.results(), *store.section_rates(10)]


def test_what_is_taken_back_leaves_every_report_byte_for_byte_as_it_was(form: Form, tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        dice = random.Random(3)
        one = stored(store, form, "one", dice)
        before = readings(store), report_html("one", one.attempt), report_lines("one", one.attempt)
        corrections = (Correction(n=1, dropped=True), *some_corrections(dice, form))
        only_one_each = tuple({correction.n: correction for correction in corrections}.values())
        assert regrade(store, [plan_regrade(one, only_one_each, LATER)], LATER) == 1
        again = store.load("one")
        assert score(again.attempt) != score(one.attempt)
        assert readings(store) != before[0]
        assert "Marked anew" in report_html("one", again.attempt)
        assert regrade(store, [plan_regrade(again, only_one_each, LATER)], LATER) == 0
        assert regrade(store, [plan_regrade(again, (), LATER)], LATER) == 1
        back = store.load("one").attempt
        assert (readings(store), report_html("one", back), report_lines("one", back)) == before
        assert store.rebuild() == []
        assert readings(store) == before[0]


def test_the_readings_of_an_attempt_marked_anew_are_rebuilt_alike(form: Form, tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        dice = random.Random(5)
        one = stored(store, form, "one", dice)
        regrade(store, [plan_regrade(one, some_corrections(dice, form), LATER)], LATER)
        kept = readings(store)
        store.rebuild()
        assert readings(store) == kept


def test_a_question_that_counts_for_nobody_was_missed_by_nobody(tmp_path: Path) -> None:
    form = sample_form()
    with Store.open(tmp_path) as store:
        store.adopt("one", form, sat(form, lambda slot: (next(o.id for o in slot.options if o.id not in slot.key),)))
        one = store.load("one")
        regrade(store, [plan_regrade(one, (Correction(n=2, dropped=True),), LATER)], LATER)
        assert [result.item for result in store.results()] == ["item-1", "item-3", "item-4", "item-5"]
        assert list(gains(one.attempt, store.load("one").attempt)) == [(2, "counts no more")]


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction(n=99, dropped=True), "There is no question 99"),
        (Correction(n=1), "needs one correction"),
        (Correction(n=1, key=("nobody",)), "has no such key"),
        (Correction(n=1, accepted=((0, "x"),)), "has nothing to be typed"),
        (Correction(n=1, key=("1a",), dropped=True), "needs one correction"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word(correction: Correction, why: str) -> None:
    form = sample_form()
    attempt = replay(form, sat(form, lambda slot: slot.key))
    with pytest.raises(Refused, match=why):
        apply(attempt, Regraded(at=LATER, corrections=(correction,)))


def test_an_exam_that_runs_is_not_marked_anew() -> None:
    form = sample_form()
    attempt = replay(form, sat(form, lambda slot: slot.key)[:-1])
    with pytest.raises(Refused, match="has ended"):
        apply(attempt, Regraded(at=LATER, corrections=()))


def bank(key: str, never_with: list[str] | None = None, answers: list[str] | None = None) -> Bank:
    """A bank of one written question, one to be typed, and five that lend."""
    told = {
        "one": "Wraps containers that share a network",
        "two": "Keeps data beyond the life of its writer",
        "three": "Offers a lasting address for changing replicas",
        "four": "Contributes the memory of a single machine",
        "five": "Runs a task once on a schedule",
    }
    lending: list[dict[str, Any]] = [
        {"id": name, "stem": f"What does the part called {name} do?", "statements": [text]}
        for name, text in told.items()
    ]
    lending[0]["never_with"] = never_with or []
    written = {
        "id": "written",
        "stem": "Which of them?",
        "options": {"a": "This", "b": "That", "c": "Both"},
        "key": key,
    }
    typed = {"id": "typed", "stem": "What is it called?", "type": "short", "answers": answers or ["etcd"]}
    return Bank.model_validate(
        {
            "schema": 2, "id": "small", "title": "Small",
            "section": [{"id": "all", "title": "All", "item": [written, typed, *lending]}],
        }
    )  # fmt: skip


def typical(slot: Slot) -> tuple[str, ...]:
    return ("right",) if slot.kind == "recall" else slot.key if slot.is_choice else ("etcd store",)


def test_the_bank_as_it_is_now_says_what_is_right() -> None:
    was = bank("a")
    paper = assemble(was, tailor(was, items=7), 1)
    attempt = replay(paper, sat(paper, typical))
    slots = {slot.item: slot for slot in paper.slots}
    beside = next(option.home for option in slots["one"].options if option.home != "one")
    assert beside is not None
    assert corrections_by_bank(attempt, was) == ()
    now = bank("b", [beside], ["etcd", "etcd store"])
    found = {one.n: one for one in corrections_by_bank(attempt, now)}
    assert found[slots["written"].n].key == right_options(slots["written"], ["That"])
    assert set(found[slots["one"].n].key) == {*slots["one"].key, *right_options(slots["one"], [beside])}
    assert found[slots["typed"].n].accepted == ((0, "etcd store"),)
    after = apply(attempt, Regraded(at=LATER, corrections=tuple(found.values())))
    assert dict(gains(attempt, after)) == {slots["written"].n: "loses", slots["typed"].n: "gains"}


def test_an_attempt_marked_anew_travels_with_its_corrections(form: Form, tmp_path: Path) -> None:
    dice = random.Random(9)
    with Store.open(tmp_path / "here") as store:
        one = stored(store, form, "one", dice)
        regrade(store, [plan_regrade(one, some_corrections(dice, form), LATER)], LATER)
        sat_form, events, learner = store.read_log("one")
        (tmp_path / "file").write_text(
            "".join(write_attempts([ExportedAttempt("one", learner, sat_form, tuple(events))]))
        )
        with Store.open(tmp_path / "there") as other:
            for read in read_attempts(tmp_path / "file"):
                other.adopt(read.id, read.form, read.events)
            assert other.load("one").attempt == store.load("one").attempt


def test_the_json_of_a_report_has_both_scores() -> None:
    form = sample_form()
    before = replay(form, sat(form, lambda slot: slot.key))
    after = apply(before, Regraded(at=LATER, corrections=(Correction(n=1, dropped=True),)))
    shape = json.loads(json.dumps(report_json("one", after, score(after))))
    assert shape["score"]["possible"] == 4
    assert shape["marked_anew"]["before"]["possible"] == 5
    assert shape["marked_anew"]["corrections"] == [{"n": 1, "dropped": True}]
