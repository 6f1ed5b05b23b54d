"""Stories of questions of every kind sat line by line: asked, answered, changed, cleared, and told in the end."""

import io
import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from exam.core.attempt import Attempt
from exam.core.events import Mode
from exam.core.form import Form, Slot
from exam.core.scoring import score
from exam.plain.lines import Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock
from tests.support.every_kind import every_kind_form
from tests.support.kinds import at, best, every_kind
from tests.support.script import Script


class Heard:
    """What a sitting came to, what was said as data, and what as remarks."""

    def __init__(self, attempt: Attempt, out: str, err: str) -> None:
        self.attempt, self.out, self.err = attempt, out, err

    def response(self, item: str) -> tuple[str, ...]:
        return self.attempt.of(at(every_kind(), item)).response

    def answers(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith(("Your answer", "No answer", "You had"))]


Sit = Callable[..., Heard]


@pytest.fixture
def sit(tmp_path: Path, clock: FakeClock) -> Sit:
    """Goes to the question of an item, and says lines; what was heard before that is left out."""

    def sit_at(item: str, *lines: str, mode: Mode = "exam", attended: bool = False) -> Heard:
        form, out, err = every_kind(), io.StringIO(), io.StringIO()
        with Store.open(tmp_path) as store:
            session = Session.start("abc", form, store, clock, mode=mode)
            session.visit(at(form, item))
            sit_line_by_line(session, Script(clock, lines), Voice(out, err), attended=attended)
        with Store.open(tmp_path) as store:
            said = out.getvalue()
            return Heard(store.load("abc").attempt, said[said.index("\nQuestion ") :], err.getvalue())

    return sit_at


def slot(item: str) -> Slot:
    return every_kind().slot(at(every_kind(), item))


def letter(item: str, text: str, gap: int | None = None) -> str:
    """The letter of an option, or of one of a gap's, by its text."""
    asked = slot(item)
    choices = [one.id for one in asked.options] if gap is None else asked.gaps[gap].choices
    return asked.letter(next(choice for choice in choices if asked.option(choice).text == text))


def steps(*texts: str) -> str:
    return " ".join(letter("ordering", text) for text in texts)


RIGHT_ORDER = ("cordon it", "drain it", "upgrade the kubelet", "uncordon it")


def test_an_answer_is_typed_as_it_is_changed_and_cleared(sit: Sit) -> None:
    heard = sit("short", "Sinfo -N", "sinfo", "clear", "=flag", "=", "12", "sinfo")
    assert heard.out.startswith(
        f"\nQuestion {at(every_kind(), 'short')} of 10, Kinds.\n\n"
        "Which command lists nodes in Slurm?\n\n"
        "Type the answer. No answer yet.\n"
    )
    assert heard.answers() == [
        "Your answer: Sinfo -N", "Your answer: sinfo", "No answer yet.", "Your answer: flag", "No answer yet.",
        "Your answer: 12", "Your answer: sinfo",
    ]  # fmt: skip
    assert heard.response("short") == ("sinfo",)
    assert not heard.attempt.of(at(every_kind(), "short")).marked


def test_where_answers_are_typed_commands_are_commands_still(sit: Sit) -> None:
    n = at(every_kind(), "short")
    heard = sit("short", "flag", "note look it up", "go 1", f"{n}")
    assert heard.attempt.of(n).marked
    assert heard.attempt.of(n).note == "look it up"
    assert heard.response("short") == ()
    assert heard.attempt.of(1).visited


def test_a_number_is_an_answer_and_no_way_to_a_question(sit: Sit) -> None:
    heard = sit("numeric", "3", "30,0 s")
    assert "Type a number, in s. No answer yet." in heard.out
    assert heard.answers() == ["Your answer: 3", "Your answer: 30,0 s"]
    assert heard.attempt.current == at(every_kind(), "numeric")


def test_steps_are_put_in_order_by_letters(sit: Sit) -> None:
    first, second, third, fourth = RIGHT_ORDER
    heard = sit("ordering", steps(second, first), f"1={letter('ordering', first)}", steps(*RIGHT_ORDER), "4=")
    assert "Say all 4 letters in the right order. It counts only if all of it is right. No answer yet." in heard.out
    a, b, c, d = (letter("ordering", step) for step in (first, second, third, fourth))
    assert heard.answers() == [
        f"Your answer: {b}, {a}, open, open. That is 2 of 4.",
        f"Your answer: {a}, open, open, open. That is 1 of 4.",
        f"Your answer: {a}, {b}, {c}, {d}.",
        f"Your answer: {a}, {b}, {c}, open. That is 3 of 4.",
    ]
    assert heard.err.count("is no command") == 0


def test_pairs_are_named_several_at_once_or_one_by_one(sit: Sit) -> None:
    texts = [gap.label for gap in slot("matching").gaps]
    one, two = letter("matching", "slurmd"), letter("matching", "slurmctld")
    heard = sit("matching", f"1{one} 2{two}", "3 slurmrestd", "1=", "5a", "2z", "b")
    assert f"1. {texts[0]}\n2. {texts[1]}\n3. {texts[2]}\n\nA. " in heard.out
    assert "Say a letter for each number, as in 1B 2A. Each part earns its share. No answer yet." in heard.out
    rest = letter("matching", "slurmrestd")
    assert heard.answers() == [
        f"Your answer: 1 = {one}; 2 = {two}; 3 open. That is 2 of 3.",
        f"Your answer: 1 = {one}; 2 = {two}; 3 = {rest}.",
        f"Your answer: 1 open; 2 = {two}; 3 = {rest}. That is 2 of 3.",
    ]
    assert "This question has no place 5; it has 1 to 3. Nothing was changed." in heard.err
    assert "This question has no option Z; it has A to D. Nothing was changed." in heard.err
    assert "'b' is no command, and an answer names its place, as in 1=A." in heard.err


def test_of_several_places_all_are_set_or_none(sit: Sit) -> None:
    heard = sit("matching", "1a 2b", "1b 2a 9c", "1b 2z")
    assert [bool(one) for one in heard.response("matching")] == [True, True, False]
    assert heard.answers() == ["Your answer: 1 = A; 2 = B; 3 open. That is 2 of 3."]


def test_gaps_are_typed_or_chosen_by_letter_or_by_text(sit: Sit) -> None:
    etcd = letter("cloze", "etcd", gap=2)
    heard = sit("cloze", "1 kubelet", "2=10250", "3=ETCD", f"3{etcd}", "1 the kubelet = agent", "kubelet")
    assert "The [1] listens on [2], and [3] keeps the state.\n\nFor [3]:\nA. " in heard.out
    assert "Fill the 3 gaps one by one, as in 1=TEXT, and 3=A from a list. Each part earns its share." in heard.out
    assert heard.answers()[-2:] == [
        f"Your answer: 1 = kubelet; 2 = 10250; 3 = {etcd}.",
        f"Your answer: 1 = the kubelet = agent; 2 = 10250; 3 = {etcd}.",
    ]
    assert "'kubelet' is no command, and an answer names its place" in heard.err


@pytest.mark.parametrize(("word", "said"), [("r", "right"), ("half", "half"), ("W", "wrong")])
def test_what_is_recalled_is_shown_by_an_empty_line_and_judged_by_a_letter(sit: Sit, word: str, said: str) -> None:
    heard = sit("recall", "", word)
    assert heard.out.startswith(
        f"\nQuestion {at(every_kind(), 'recall')} of 10, Kinds.\n\n"
        "What is a pod?\n\n"
        "Call the answer to mind; an empty line shows it.\n"
        "The answer is:\n"
        "One or more containers that are placed together.\n"
        "Say right, half or wrong, or r, h or w.\n"
        "You had "
    )
    assert heard.response("recall") == (said,)


def test_what_was_said_of_a_recalled_answer_can_be_changed_and_is_missed(sit: Sit) -> None:
    n = at(every_kind(), "recall")
    heard = sit("recall", "r", "show", "r", "h", "clear", "next" if n < 10 else "prev", f"{n}")
    assert "Look at the answer first." in heard.err
    assert heard.answers() == ["You had it right.", "You had half of it right."]
    assert "Nothing is said of it any more." in heard.out
    again = heard.out[heard.out.rindex(f"Question {n} of 10") :]
    assert "One or more containers that are placed together.\nSay right, half or wrong" in again
    assert heard.response("recall") == ()


def test_going_on_says_what_was_left_open(sit: Sit) -> None:
    form = every_kind()
    cloze, recall = at(form, "cloze"), at(form, "recall")
    heard = sit("cloze", "1 kubelet", "next", f"go {recall}", "show", "next", "sheet")
    assert f"Question {cloze} has 2 blank places." in heard.err
    assert f"You have not said whether you had question {recall} right." in heard.err
    assert re.search(rf"Incomplete: .*\b{cloze}\b", heard.out)


def test_letters_reach_all_options_and_true_may_be_said(sit: Sit) -> None:
    heard = sit("many", "L", "m")
    assert "L. 12th" in heard.out
    assert "Choose one, A to L." in heard.out
    assert heard.response("many") == slot("many").key
    assert "This question has no option M; it has A to L." in heard.err


def test_true_may_be_said(sit: Sit) -> None:
    heard = sit("true-false", "true", "False")
    assert heard.answers() == ["Your answer: A.", "Your answer: B."]


def test_the_help_speaks_of_the_kinds_that_occur(sit: Sit) -> None:
    heard = sit("short", "help")
    for words in ("= before it makes it one", "as in CADB", "as in 1B 2A", "right, half or wrong", "as in AC"):
        assert words in heard.out


def test_striking_out_is_for_options(sit: Sit) -> None:
    heard = sit("cloze", "strike a")
    assert "This question has no options." in heard.err


@pytest.mark.parametrize(
    ("item", "lines", "told"),
    [
        (
            "short",
            ["sinfo -N", "reveal"],
            "Partly right: ½ of 1 point.\nThe answer is: sinfo\nsinfo -N: It works; there is a shorter one.\n"
            "sinfo lists partitions and nodes.\n",
        ),
        ("numeric", ["29.5", "reveal"], "Your answer: 29.5\nRight.\nThe answer is: 30 ± 0.5 s\n"),
        ("numeric", ["29.4", "reveal"], "Your answer: 29.4\nNot right.\nThe answer is: 30 ± 0.5 s\n"),
        (
            "cloze",
            ["1=kubelet", "2=10251", "3=redis", "reveal"],
            "Partly right: ⅓ of 1 point.\n"
            "1, right: kubelet\n"
            "2, not right: 10251. Right is: 10250\n"
            "3, not right: redis. Right is: etcd\n"
            "redis: That is a cache.\n",
        ),
        (
            "multiple",
            ["reveal"],
            "Answer first; then reveal shows what is right.",
        ),
    ],
)
def test_in_practice_what_is_right_is_told_part_by_part(sit: Sit, item: str, lines: list[str], told: str) -> None:
    heard = sit(item, *lines, mode="practice")
    assert told in heard.out + heard.err


def test_the_author_speaks_of_each_option_and_what_is_shown_is_locked(sit: Sit) -> None:
    chosen = letter("single", "slurmctld")
    heard = sit("single", chosen, "reveal", letter("single", "slurmd"), mode="practice")
    assert f"Not right. The key is {letter('single', 'slurmd')}.\n" in heard.out
    assert f"{chosen}: That one allots.\n" in heard.out
    assert heard.attempt.of(at(every_kind(), "single")).response == (slot("single").options[ord(chosen) - 65].id,)
    assert "locked" in heard.err


def lines_for(form: Form) -> list[str]:
    """The answers of the sittings by keys and by mouse: all right, but for the second line of what is matched."""
    lines = []
    for asked in form.slots:
        if asked.kind == "recall":
            lines += ["", "h", ""]
        elif asked.kind == "ordering":
            lines += [" ".join(asked.letter(gap.key[0]) for gap in asked.gaps), ""]
        elif asked.gaps:
            for number, gap in enumerate(asked.gaps, start=1):
                given = asked.letter(best(gap)) if gap.choices else best(gap)
                if asked.kind == "pairs" and number == 2:
                    given = asked.letter(next(choice for choice in gap.choices if choice not in gap.key))
                lines.append(f"{number}={given}" if len(asked.gaps) > 1 else given)
            lines.append("")
        else:
            lines += ["".join(asked.letter(option) for option in asked.key), ""]
    return lines


def test_the_same_answers_earn_the_same_as_in_the_app(sit: Sit) -> None:
    """As in tests/tui/test_every_kind.py."""
    heard = sit(every_kind().slots[0].item, *lines_for(every_kind()), "end", "yes")
    report = score(heard.attempt)
    assert {mark.item: mark.points for mark in report.marks} == {
        "true-false": 1, "single": 1, "multiple": 1, "many": 1, "short": 1, "numeric": 1, "ordering": 1,
        "matching": Fraction(2, 3), "cloze": 1, "recall": 0,
    }  # fmt: skip
    assert (report.score.points, report.score.possible) == (Fraction(26, 3), 9)
    assert "Score: 8.67 of 9, 96 %" in heard.out
    assert "Right in part: 1. Wrong: 0.\n" in heard.out
    assert "Recalled, and not in the score: 1 question, 1 half right.\n" in heard.out


def test_the_review_says_what_was_answered_and_what_is_right(sit: Sit) -> None:
    answers = [*lines_for(every_kind()), "end", "yes", "review", "missed", "next"]
    heard = sit(every_kind().slots[0].item, *answers, attended=True)
    missed = sorted(at(every_kind(), item) for item in ("matching", "recall"))
    assert [f"Missed, {place} of 2. Question {n} of 10" in heard.out for place, n in enumerate(missed, 1)] == [True] * 2
    assert "Partly right: ⅔ of 1 point.\n" in heard.out
    assert f"2, {slot('matching').gaps[1].label}, not right: " in heard.out
    assert "You had half of it right.\nThe answer is:\nOne or more containers" in heard.out


_PIECES = (
    "1", "2", "12", "999", "a", "B", "z", "=", "==", " ", ",", ":", ".", "go", "go 3", "next", "prev", "show", "r", "h",
    "half", "clear", "strike", "note", "all", "end", "help", "again", "exhibit", "reveal", "sinfo", "30 s", "1e5", "½",
    "\x1b[2J", "\u202e", "\u0000", "x" * 600, "[bold]", "{agent}", "٣", "",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["exam", "practice"])
@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_said_to_any_kind_of_question_the_exam_goes_on(
    tmp_path: Path, clock: FakeClock, mode: Mode, seed: int
) -> None:
    dice, form, out, err = random.Random(seed), every_kind_form(tmp_path / "bank"), io.StringIO(), io.StringIO()
    lines = ["".join(dice.choices(_PIECES, k=dice.randint(1, 3))) for _ in range(300)]
    lines += [line for n in range(1, len(form.slots) + 1) for line in (f"go {n}", *dice.choices(_PIECES, k=6))]
    with Store.open(tmp_path / "data") as store:
        session = Session.start("abc", form, store, clock, mode=mode)
        sit_line_by_line(session, Script(clock, [*lines, "quit"]), Voice(out, err), attended=False)
    with Store.open(tmp_path / "data") as store:
        attempt = store.load("abc").attempt
    assert attempt.answered > 3
    assert all(0 <= mark.points <= mark.possible for mark in score(attempt).marks)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out.getvalue() + err.getvalue())
