"""Stories of exams sat line by line, with a real database and a clock that is told the time."""

import io
import random
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exam.core.attempt import Attempt, State
from exam.core.form import Form
from exam.core.scoring import score
from exam.plain.lines import Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, right, sample_form, wrong
from tests.support.script import Script

NO_WORDS = re.compile(r"[^\n\x20-\x7e·–—…’‘“”é×]")


class Sat:
    """What a sitting came to, and what was heard."""

    def __init__(self, attempt: Attempt, ended: bool, out: str, err: str) -> None:
        self.attempt, self.ended, self.out, self.err = attempt, ended, out, err


Sit = Callable[..., Sat]


@pytest.fixture
def sat(tmp_path: Path, clock: FakeClock) -> Sit:
    """Sits a form by a script, in a database that later sittings of the same test find again."""

    def sit_by(
        *lines: str | float,
        form: Form | None = None,
        practice: bool = False,
        extra_time: float | None = 1.0,
        attended: bool = False,
    ) -> Sat:
        out, err = io.StringIO(), io.StringIO()
        with Store.open(tmp_path) as store:
            if form is None:
                session = Session.resume("abc", store, clock)
            else:
                mode = "practice" if practice else "exam"
                session = Session.start("abc", form, store, clock, mode=mode, extra_time=extra_time)
            ended = sit_line_by_line(session, Script(clock, lines), Voice(out, err), attended=attended)
        with Store.open(tmp_path) as store:
            return Sat(store.load("abc").attempt, ended, out.getvalue(), err.getvalue())

    return sit_by


def letters(form: Form, n: int, response: tuple[str, ...]) -> str:
    return "".join(form.slot(n).letter(option) for option in response).lower()


def test_a_question_reads_well_aloud(sat: Sit) -> None:
    heard = sat(form=sample_form(3, 1)).out
    question = heard[heard.index("Question") :].rstrip()
    assert question == (
        "Question 1 of 3, Section 1.\n"
        "\n"
        "What is question 1?\n"
        "\n"
        "A. Option 1a answers item-1\n"
        "B. Option 1b answers item-2\n"
        "C. Option 1c answers item-3\n"
        "D. Option 1d answers nothing\n"
        "\n"
        "Choose one, A to D. No answer yet."
    )


def test_everything_right_from_first_to_last(sat: Sit) -> None:
    form = sample_form(5, 2)
    lines = [line for n in range(1, 6) for line in (letters(form, n, right(form, n)), "")]
    told = sat(*lines, "end", "yes", form=form)
    assert told.ended
    assert told.attempt.state is State.CLOSED
    assert score(told.attempt).score.percent == 100
    assert "End the exam? 5 of 5 are answered. Say yes to end it." in told.out
    assert "Score: 5 of 5, 100 %, 95 % interval 57 to 100 %. 5 questions: too few to judge by." in told.out
    assert "Section 2: 2 of 2, 100 %" in told.out
    assert told.out.rstrip().endswith("Attempt abc.")


def test_an_answer_stays_on_its_question_and_can_be_taken_back(sat: Sit) -> None:
    told = sat("b", "C", "clear", "d", form=sample_form())
    assert [line for line in told.out.splitlines() if line.startswith(("Your answer", "No answer"))] == [
        "Your answer: B.",
        "Your answer: C.",
        "No answer yet.",
        "Your answer: D.",
    ]
    assert told.attempt.current == 1
    assert told.attempt.of(1).response == ("1d",)


def test_going_about(sat: Sit) -> None:
    told = sat("", "next", "prev", "5", "next", "9", "0", "1", "prev", form=sample_form(5))
    visited = [line.split(",")[0] for line in told.out.splitlines() if line.startswith("Question ")]
    assert visited == [f"Question {n} of 5" for n in (1, 2, 3, 2, 5, 1)]
    assert "This is the last question." in told.err
    assert "There is no question 9; this exam has 5." in told.err
    assert "There is no question 0; this exam has 5." in told.err
    assert "This is the first question." in told.err


def test_flags_strikes_doubts_notes_and_reports_are_kept_and_said_again(sat: Sit) -> None:
    told = sat(
        "flag", "strike c", "unsure", "note look at   pods", "report B is right too", "2", "1", "strike c", "flag",
        form=sample_form(),
    )  # fmt: skip
    again = told.out[told.out.rindex("Question 1 of 5") :]
    assert again.startswith("Question 1 of 5, Section 1. Flagged. Unsure.\n")
    assert "C. struck out: Option 1c" in again
    assert "Your note: look at pods" in again
    assert again.rstrip().endswith("C is no longer struck out.\nNo longer flagged.")
    progress = told.attempt.of(1)
    assert (progress.doubted, progress.note, progress.report) == (True, "look at pods", "B is right too")
    assert not progress.struck
    assert not progress.marked


def test_choose_two(sat: Sit) -> None:
    form = sample_form(2, 1, choose=2)
    told = sat("a", "abc", "c, a", form=form)
    assert "Choose 2, A to D. No answer yet." in told.out
    assert "Your answer: A. That is 1 of 2." in told.out
    assert "Your answer: A, B and C. That is 3 of 2." in told.out
    assert "Your answer: A and C.\n" in told.out
    assert told.attempt.of(1).response == ("1a", "1c")


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("e", "This question has no option E; it has A to D. Nothing was changed."),
        ("ab", "This question takes one answer."),
        ("strike f", "This question has no option F"),
        ("hallo", "'hallo' is no command. Say help for the commands."),
        ("strike", "'strike' is no command."),
        ("\x1b[2J", "'␛[2J' is no command."),
        ("ä", "'ä' is no command."),
        ("²", "'²' is no command."),
        ("yes", "There is nothing to confirm."),
        ("report", "Say what is wrong with the question"),
        ("reveal", "Answers are shown at the end in exam mode."),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(sat: Sit, line: str, heard: str) -> None:
    told = sat("b", line, form=sample_form())
    assert heard in told.err
    assert told.attempt.of(1).response == ("1b",)
    assert told.attempt.state is State.SUSPENDED


def test_ending_with_open_questions_takes_two_confirmations(sat: Sit) -> None:
    told = sat("b", "end", "yes", form=sample_form(5))
    assert "End the exam? 1 of 5 are answered." in told.out
    assert "4 questions without a full answer: 2 to 5. Unanswered counts as wrong. Say yes again" in told.out
    assert not told.ended
    told = sat("end", "yes", "sheet", "yes", "end", "yes", "yes")
    assert "There is nothing to confirm." in told.err
    assert told.ended
    assert "Wrong: 1. 4 not reached." in told.out


def test_the_sheet_says_where_one_is(sat: Sit) -> None:
    told = sat("b", "", "flag", "4", "sheet", form=sample_form(9))
    assert told.out.endswith(
        "Review sheet: 1 complete, 2 incomplete, 6 unseen, 1 flagged.\n"
        "Incomplete: 2 and 4.\nUnseen: 3 and 5 to 9.\nFlagged: 2.\n"
    )


@pytest.mark.parametrize("last", [("quit",), ()])
def test_leaving_keeps_the_attempt_and_its_time(sat: Sit, clock: FakeClock, last: tuple[str, ...]) -> None:
    told = sat("b", 60, *last, form=sample_form())
    assert not told.ended
    assert "The attempt is kept. Go on with: exam resume abc --plain" in told.err
    clock.advance(86_400)
    again = sat("time", "quit")
    assert "Your answer: B." in again.out
    assert "9 min left." in again.out


def test_time_up_is_noticed_while_nobody_says_anything(sat: Sit, clock: FakeClock) -> None:
    form = sample_form(minutes=10)
    told = sat(letters(form, 1, right(form, 1)), 599, 2, "b", "end", form=form)
    assert told.ended
    assert told.attempt.ended_reason == "time_up"
    assert told.attempt.ended_at == told.attempt.deadline
    assert "Time is up." in told.err
    assert "The exam has ended: time is up." in told.out
    assert score(told.attempt).score.points == 1


def test_a_line_that_comes_after_the_deadline_changes_nothing(sat: Sit, clock: FakeClock) -> None:
    class Late(str):
        """A line during which the time runs out."""

        def split(self, *arguments: object) -> list[str]:  # type: ignore[override]
            clock.advance(10_000)
            return ["b"]

    told = sat(Late("b"), form=sample_form())
    assert told.ended
    assert told.attempt.of(1).response == ()


def test_warnings_come_once_each_and_are_remarks(sat: Sit) -> None:
    told = sat(1, 299, 1, 180, 1, 58, 1, 1, 28, 10, form=sample_form(minutes=10))
    assert [line for line in told.err.splitlines() if line.endswith("left.")] == [
        "5 min left.",
        "1 min 59 s left.",
        "1 min left.",
        "30 s left.",
    ]
    assert "left." not in told.out


def test_extra_time_lengthens_the_last_minute_too(sat: Sit) -> None:
    told = sat(900, 810, form=sample_form(minutes=20), extra_time=1.5)
    assert [line for line in told.err.splitlines() if line.endswith("left.")] == ["15 min left.", "1 min 30 s left."]


def test_untimed_says_so_and_warns_of_nothing(sat: Sit) -> None:
    told = sat(100_000, "time", form=sample_form(), extra_time=None)
    assert "no time limit" in told.out
    assert "No time limit. 27 h 46 min used." in told.out
    assert "left." not in told.err


def test_practice_reveals_and_locks(sat: Sit) -> None:
    form = sample_form(5)
    told = sat(letters(form, 1, wrong(form, 1)), "reveal", "a", "2", "1", form=form, practice=True)
    assert "Not right. The key is A.\nBecause of reason 1.\n" in told.out
    assert "B is the answer to: What is question 2? (Section 1)" in told.out
    assert "This answer was shown, so it is locked." in told.err
    assert told.out.count("The key is A.") == 2


def test_practice_reveals_nothing_before_there_is_an_answer(sat: Sit) -> None:
    told = sat("reveal", "a", form=sample_form(), practice=True)
    assert "Answer first; then reveal shows what is right." in told.err
    assert "The key is" not in told.out
    assert "Your answer: A." in told.out


def test_linear_forms_go_forward_only(sat: Sit) -> None:
    told = sat("b", "", "prev", form=sample_form(navigation="linear"))
    assert "This exam goes forward only." in told.err
    assert told.attempt.current == 2


def test_nothing_heard_is_anything_but_words(sat: Sit) -> None:
    told = sat("b", "flag", "strike a", "sheet", "help", "time", "1", "end", "yes", "yes", form=sample_form())
    assert not NO_WORDS.search(told.out + told.err)


def test_silence_beats_so_that_a_crash_costs_no_time(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path) as store:
        session = Session.start("abc", sample_form(), store, clock, mode="exam")
        beats = []
        monkeypatch.setattr(session, "note_alive", lambda: beats.append(clock.now()))
        begun = clock.now()
        sit_line_by_line(session, Script(clock, [1.0] * 20), Voice(io.StringIO(), io.StringIO()), attended=False)
    assert [beat - begun for beat in beats] == [timedelta(seconds=at) for at in (5, 10, 15, 20)]


def test_a_listener_that_is_gone_costs_no_answer(tmp_path: Path, clock: FakeClock) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            if "Your answer: C" in self.getvalue():
                raise BrokenPipeError

    with Store.open(tmp_path) as store:
        session = Session.start("abc", sample_form(), store, clock, mode="exam")
        with pytest.raises(BrokenPipeError):
            sit_line_by_line(session, Script(clock, ["c", "a"]), Voice(Gone(), io.StringIO()), attended=False)
        attempt = store.load("abc").attempt
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response == ("1c",)


def test_what_cannot_be_saved_is_said_and_saved_later(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = io.StringIO(), io.StringIO()
    with Store.open(tmp_path) as store:
        session = Session.start("abc", sample_form(), store, clock, mode="exam")
        room = iter([False, False])
        whole = store.append

        def append(*event: Any) -> None:
            if not next(room, True):
                raise StoreError("The disk is full.")
            whole(*event)

        monkeypatch.setattr(store, "append", append)
        sit_line_by_line(session, Script(clock, ["b", 10, 10]), Voice(out, err), attended=False)
        assert store.load("abc").attempt.of(1).response == ("1b",)
    assert "Kept beside the database, in the witness; it comes into the database once" in err.getvalue()
    assert "The disk is full." in err.getvalue()
    assert "Everything is saved now." in err.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_the_log_takes_it_up_again(sat: Sit, seed: int) -> None:
    chance = random.Random(seed)
    words = [
        "",
        "next",
        "prev",
        "a",
        "B",
        "cd",
        "e",
        "clear",
        "flag",
        "strike a",
        "strike z",
        "unsure",
        "time",
        "sheet",
    ]
    words += [
        "help",
        "end",
        "reveal",
        "note x",
        "note",
        "report",
        "report y",
        "7",
        "0",
        "99999999999",
        "\x00",
        "é" * 99,
    ]
    lines: list[str | float] = [chance.choice([*words, 1.5]) for _ in range(300)]
    told = sat(*lines, form=sample_form(7, 3, choose=1 + seed % 2), practice=bool(seed // 2), extra_time=None)
    assert not told.ended
    again = sat()
    assert f"Question {told.attempt.current} of 7" in again.out
    assert [progress.response for progress in again.attempt.progress] == [
        progress.response for progress in told.attempt.progress
    ]


def test_walks_go_through_what_was_open_when_they_began(sat: Sit) -> None:
    told = sat("b", "", "", "flag", "incomplete", "c", "", "", "", form=sample_form(4))
    walk = told.out[told.out.index("Incomplete 1 of 3.") :]
    assert re.findall(r"Incomplete \d of 3\. Question \d", walk) == [
        "Incomplete 1 of 3. Question 2",
        "Incomplete 2 of 3. Question 3",
        "Incomplete 3 of 3. Question 4",
    ], "answering a question does not take it out of the walk"
    assert "That was the last incomplete one." in told.err
    again = sat("flagged", "prev", "1", "next", "all")
    assert "Flagged 1 of 1. Question 3 of 4" in again.out
    assert "This is the first question." not in again.out
    assert "Question 2 of 4" in again.out.split("Question 1 of 4")[1], "a number outside it ends a walk"


def test_a_walk_through_nothing_is_not_begun(sat: Sit) -> None:
    told = sat("a", "flagged", "2", "a", "incomplete", form=sample_form(2, 1))
    assert "No question is flagged." in told.err
    assert "Every question has a full answer." in told.err


def test_pace_and_again_are_said_on_demand(sat: Sit) -> None:
    told = sat(240.0, "pace", "a", "2", "a", "3", "a", "pace", "again", form=sample_form(10, 2, minutes=20))
    assert "4 minutes behind an even pace. 0 of 10 are answered." in told.out
    assert "2 minutes ahead of an even pace. 3 of 10 are answered." in told.out
    assert told.out.rstrip().endswith("Your answer: A.")


def test_a_timed_section_ends_by_itself_or_on_demand(sat: Sit) -> None:
    form = sample_form(6, 3, minutes=30, section_clocks=True)
    told = sat("a", "time", "4", "end", "yes", "c", 601.0, "time", "prev", "end", "yes", "yes", form=form)
    assert "Sections come one after the other, each with its own time, and a closed one stays closed." in told.out
    assert "10 min left in this section, 30 min in all." in told.out
    assert "'Section 2' has not begun" in told.err
    assert "End this section? 1 of 2 are answered." in told.out
    assert "The section is closed. Section 2 begins." in told.err
    assert "Time is up for this section. Section 3 begins." in told.err
    assert told.attempt.closed_sections == {"section-1", "section-2"}
    assert told.attempt.ended_reason == "submitted"
    assert told.attempt.of(3).response == ("3c",)
    assert "This section is closed." in told.err


def test_a_linear_form_warns_before_a_question_is_lost(sat: Sit) -> None:
    told = sat("", "next", "a", "", form=sample_form(navigation="linear"))
    assert told.err.count("No full answer yet, and no way back.") == 1
    assert told.attempt.current == 3


def test_a_linear_form_lets_nobody_leap(sat: Sit) -> None:
    told = sat(
        "a", "3", "all", "incomplete", "flagged", "end", "no", "2", "3", "3", form=sample_form(navigation="linear")
    )
    assert told.err.count("This exam goes forward only, one question after the other.") == 4
    assert told.err.count("No full answer yet, and no way back.") == 1, "a number loses no question unsaid either"
    assert re.findall(r"^Question (\d)", told.out, re.MULTILINE) == ["1", "2", "3"]


def test_a_pause_stops_the_clock_in_practice_until_something_is_said(sat: Sit) -> None:
    told = sat("b", "pause", 900.0, "c", "time", "quit", form=sample_form(), practice=True)
    assert "Paused: the clock stands still. Say anything to go on." in told.out
    assert told.out.count("10 min left.") == 2
    assert told.attempt.of(1).response == ("1b",), "what ends a pause is no answer"
    assert [reason for _, _, reason in told.attempt.gaps] == ["paused", "left"]
    assert "pause: stop the clock" in sat("help", form=None).out


def test_an_exam_is_not_paused(sat: Sit) -> None:
    refused = sat("pause", "a", form=sample_form())
    assert "An exam cannot be paused" in refused.err
    assert refused.attempt.of(1).response == ("1a",)


def test_leaving_in_a_pause_is_no_loss(sat: Sit) -> None:
    told = sat("b", "pause", 900.0, form=sample_form(), practice=True)
    assert told.attempt.state is State.SUSPENDED
    assert "10 min left." in sat("time").out


def test_too_few_answers_are_remarked_on_when_going_on(sat: Sit) -> None:
    assert "Question 1 takes 2 answers; 1 chosen." in sat("a", "", form=sample_form(choose=2)).err


def test_after_the_end_the_answers_can_be_gone_through(sat: Sit) -> None:
    form = sample_form(5)
    told = sat(
        *(letters(form, 1, wrong(form, 1)), "flag", "2", letters(form, 2, right(form, 2)), "end", "yes", "yes"),
        *("review", "", "prev", "prev", "missed", "", "flagged", "slow", "section 2", "2", "note read on"),
        *("report", "report C too", "9", "nonsense", "a", "help", "again", "quit", "3"),
        form=form,
        attended=True,
    )
    review = told.out[told.out.index("Score:") :]
    assert "Question 1 of 5, Section 1. Flagged." in review
    assert "Your answer: B.\nNot right. The key is A.\nBecause of reason 1.\n" in review
    assert "Missed, 1 of 4. Question 1 of 5" in review
    assert "Missed, 2 of 4. Question 3 of 5" in review
    assert "Flagged, 1 of 1." in review
    assert "Section 2, 1 of 2. Question 4 of 5" in review
    assert "Not reached." in review
    assert review.rstrip().endswith("Your note: read on\nYour report: C too")
    assert (told.attempt.of(2).note, told.attempt.of(2).report) == ("read on", "C too")
    for remark in ("This is the first one here.", "No question is slow.", "no question 9", "'nonsense' is no command"):
        assert remark in told.err
    assert not NO_WORDS.search(told.out + told.err)


def test_a_script_has_ended_with_its_exam(sat: Sit) -> None:
    told = sat("end", "yes", "yes", "review", form=sample_form())
    assert "Say review" not in told.err
    assert "To go through the answers: exam resume abc --plain" in told.err
    assert told.out.rstrip().endswith("Attempt abc.")
    assert "Question 1 of 5" in sat("review", "quit", attended=True).out, "it is gone through when it is asked for"


def test_time_up_waits_for_nobody(sat: Sit) -> None:
    told = sat(601.0, "review", form=sample_form(), attended=True)
    assert "Time is up." in told.err
    assert "To go through the answers: exam resume abc --plain" in told.err
    assert "Question 1 of 5" not in told.out[told.out.index("Score:") :]
    assert "Question 1 of 5" in sat("review", "quit", attended=True).out, "it is gone through when it is asked for"
