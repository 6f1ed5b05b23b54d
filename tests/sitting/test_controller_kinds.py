"""What both faces ask the controller of questions that are not only chosen from: letters, places, blanks, recall."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from exam.core.analysis import changed_answers
from exam.core.answer_words import answered, earned, share
from exam.core.attempt import Refused, Status
from exam.core.events import Mode
from exam.core.scoring import credit
from exam.sitting.controller import Controller
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock
from tests.support.kinds import at, best, every_kind


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def sitting(store: Store, clock: FakeClock, item: str, mode: Mode = "exam") -> Controller:
    controller = Controller(Session.start("kinds", every_kind(), store, clock, mode=mode))
    controller.go(at(every_kind(), item))
    return controller


def test_letters_stand_for_options_for_the_list_of_a_gap_and_for_what_is_said_of_a_recalled_answer(
    store: Store, clock: FakeClock
) -> None:
    controller = sitting(store, clock, "cloze")
    slot = controller.slot
    assert [controller.choices(gap) for gap in range(3)] == [(), (), slot.gaps[2].choices]
    assert [slot.letter(option) for option in controller.choices(2)] == ["A", "B"]
    controller.go(at(every_kind(), "recall"))
    assert controller.choices() == ()
    controller.reveal()
    assert controller.choices() == ("right", "half", "wrong")
    controller.go(at(every_kind(), "many"))
    assert len(controller.choices()) == 12


def test_steps_are_placed_taken_out_and_moved(store: Store, clock: FakeClock) -> None:
    controller = sitting(store, clock, "ordering")
    first, second, third, fourth = (gap.key[0] for gap in controller.slot.gaps)
    for step in (second, first, fourth):
        controller.pick(step)
    assert controller.placed() == (second, first, fourth)
    assert controller.remark == f"Question {controller.n} has 1 blank place."
    controller.pick(second)
    assert controller.attempt.of(controller.n).response == (first, fourth, "", "")
    controller.pick(second)
    controller.shift(second, -1)
    controller.pick(third)
    controller.shift(third, -1)
    assert controller.placed() == (first, second, third, fourth)
    controller.shift(first, -1)
    controller.shift("none such", 1)
    assert controller.placed() == (first, second, third, fourth)
    assert credit(controller.slot, controller.attempt.of(controller.n).response) == 1


def test_a_gap_is_filled_changed_and_taken_back_and_says_how_many_are_blank(store: Store, clock: FakeClock) -> None:
    controller = sitting(store, clock, "matching")
    right, *others = controller.choices(1)
    controller.pick(right, 1)
    controller.pick(others[0], 1)
    assert controller.answer_in(1) == others[0]
    assert controller.blanks() == (0, 2)
    assert controller.remark == f"Question {controller.n} has 2 blank places."
    controller.pick(others[0], 1)
    assert controller.blanks() == (0, 1, 2)
    assert controller.attempt.status(controller.n) is Status.INCOMPLETE


@pytest.mark.parametrize("mode", ["exam", "practice"])
def test_a_recalled_answer_is_shown_first_and_then_judged_and_judged_anew(
    mode: Mode, store: Store, clock: FakeClock
) -> None:
    controller = sitting(store, clock, "recall", mode)
    with pytest.raises(Refused, match="Look at the answer first"):
        controller.pick("right")
    assert controller.remark == ""
    assert controller.reveal() == "shown"
    assert controller.remark == f"You have not said whether you had question {controller.n} right."
    controller.pick("wrong")
    controller.pick("half")
    assert controller.attempt.of(controller.n).response == ("half",)
    assert controller.remark == ""


def test_what_was_typed_letter_by_letter_is_one_answer_until_the_question_is_left(
    store: Store, clock: FakeClock
) -> None:
    controller = sitting(store, clock, "short")
    n, session = controller.n, controller.session
    for typed in ("s", "sinf", "sinfo -N"):
        session.fill(n, 0, typed)
    assert controller.attempt.of(n).history == (("sinfo -N",),)
    controller.next()
    assert changed_answers(controller.attempt) == ()
    controller.go(n)
    session.fill(n, 0, "sinfo")
    assert controller.attempt.of(n).history == (("sinfo -N",), ("sinfo",))
    session.fill(n, 0, "sinfo -N")
    assert controller.attempt.of(n).history == (("sinfo -N",),), "back to what it was is no change"
    session.fill(n, 0, "sinfo")
    assert [changed.change for changed in changed_answers(controller.attempt)] == ["wrong_to_right"]


def test_answers_in_words() -> None:
    form = every_kind()
    told = {}
    for slot in form.slots:
        response = slot.key or tuple(map(best, slot.gaps)) or ("half",)
        told[slot.item] = answered(slot, response)
    assert told["short"] == "sinfo"
    assert told["recall"] == "half right"
    cloze = form.slot(at(form, "cloze"))
    assert told["cloze"] == f"kubelet, 10250, {cloze.letter(cloze.gaps[2].key[0])}"
    assert answered(cloze, ("", "1", "")) == "…, 1, …"
    assert " and " in told["multiple"]


@pytest.mark.parametrize(
    ("value", "words"),
    [("2", "2"), ("0", "0"), ("1/2", "½"), ("4/3", "1⅓"), ("3/7", "0.43"), ("10/7", "1.43")],
)
def test_shares_are_written_as_people_write_them(value: str, words: str) -> None:
    assert share(Fraction(value)) == words


def test_what_was_earned_names_the_points_there_were() -> None:
    slot = every_kind().slots[0]
    assert earned(slot, Fraction(1, 2)) == "½ of 1 point"
    assert earned(slot.model_copy(update={"points": 3}), Fraction(1, 2)) == "1½ of 3 points"
