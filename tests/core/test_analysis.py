"""What an attempt says about its sitter: changed answers, and what was taken for what."""

from exam.core.analysis import ChangedAnswer, Confusion, changed_answers, confused_answers
from exam.core.attempt import Attempt
from exam.core.events import Responded, Started
from exam.core.fold import apply, begin
from exam.core.form import Form
from tests.support import right, sample_form, wrong
from tests.support.clock import NOON


def answered(form: Form, *responses: tuple[int, tuple[str, ...]]) -> Attempt:
    attempt = apply(begin(form), Started(at=NOON, mode="exam", seconds=None))
    for n, response in responses:
        attempt = apply(attempt, Responded(at=NOON, n=n, response=response))
    return attempt


def test_a_change_helps_or_hurts_or_neither() -> None:
    form = sample_form(items=6)
    attempt = answered(
        form,
        (1, right(form, 1)),
        (1, wrong(form, 1)),
        (2, wrong(form, 2)),
        (2, right(form, 2)),
        (3, ("3a",)),
        (3, ("3b",)),
        (4, right(form, 4)),
        (5, wrong(form, 5)),
    )
    assert changed_answers(attempt) == (
        ChangedAnswer(1, "right_to_wrong"),
        ChangedAnswer(2, "wrong_to_right"),
        ChangedAnswer(3, "wrong_to_wrong"),
    )


def test_there_and_back_again_is_no_change_and_neither_is_a_cleared_answer() -> None:
    form = sample_form(items=2)
    attempt = answered(form, (1, ("1a",)), (1, ("1b",)), (1, ("1a",)), (2, ("2a",)), (2, ("2c",)), (2, ()))
    assert changed_answers(attempt) == ()


def test_only_first_and_last_answer_of_many_count() -> None:
    form = sample_form(items=1)
    attempt = answered(form, (1, ("1b",)), (1, ("1a",)), (1, ("1c",)), (1, ("1d",)))
    assert changed_answers(attempt) == (ChangedAnswer(1, "wrong_to_wrong"),)


def test_a_half_answer_on_the_way_is_no_answer() -> None:
    form = sample_form(items=1, choose=2)
    attempt = answered(form, (1, ("1c",)), (1, ("1c", "1a")), (1, ("1a",)), (1, ("1a", "1b")))
    assert changed_answers(attempt) == (ChangedAnswer(1, "wrong_to_right"),)


def test_a_wrong_pick_is_taken_for_the_question_that_it_answers() -> None:
    form = sample_form(items=5)
    attempt = answered(form, (1, right(form, 1)), (2, ("2a",)), (4, ("4c",)))
    asked = form.slot(2)
    assert confused_answers(attempt) == (
        Confusion(2, "item-2", str(asked.option("2a").home), "2a"),
        Confusion(4, "item-4", str(form.slot(4).option("4c").home), "4c"),
    )
    assert all(confusion.home != confusion.item for confusion in confused_answers(attempt))
    assert form.homes[confused_answers(attempt)[0].home].stem == "What is question 3?"


def test_an_option_that_an_author_wrote_is_nobody_elses_answer() -> None:
    form = sample_form(items=2, choose=2)
    assert confused_answers(answered(form, (1, ("1c", "1d")))) == ()
