"""What a running exam says in plain mode beside its questions: the opening, the help, the review sheet, the time."""

from datetime import datetime, timedelta

from exam.core import wording
from exam.core.answer_words import credit_rule
from exam.core.attempt import Attempt, Status
from exam.core.form import Form, Slot
from exam.core.wording import counted, in_few_words
from exam.plain.commands import is_typed
from exam.sitting.walk import count, minutes_ahead

_ANSWER_HELP: dict[str, str] = {
    "choice": "A letter, or several as in AC: set your answer. The question stays.",
    "typed": "Where the answer is typed, any line that is no command is the answer. = before it makes it one in any "
    "case, as in =flag. go 12: question 12, since a number alone is an answer too.",
    "ordering": "To put in order: all of the letters, as in CADB; 2=A puts A second.",
    "parts": "To fill several places: their numbers and letters, as in 1B 2A; 2=TEXT fills place 2, 2= empties it.",
    "recall": "To recall: an empty line, or show, shows the answer; then right, half or wrong, or r, h or w. What you "
    "say can be changed.",
}
"""How questions are answered, by their kind."""
EXAM_HELP = (
    "An empty line or next: the next question. prev: the one before. A number: that question.",
    "clear: take your answer back. flag: flag the question, or take the flag off.",
    "strike C: strike option C out, or back in. unsure: say that you are unsure, or sure again.",
    "note TEXT: write a note on this question. report REASON: say what is wrong with it.",
    "again: this question again. exhibit: what stands beside it again. time: the time left. pace: ahead or behind.",
    "sheet: what is answered and what is not.",
    "incomplete, flagged or all: go through those questions only, as they are now; next and prev then follow them.",
    "end: end the exam; it asks, and yes confirms.",
    "quit: leave. The attempt is kept, and 'exam resume --plain' goes on.",
)
PRACTICE_HELP = (
    "reveal: once you have answered, show what is right. The question then takes no other answer.",
    "pause: stop the clock until you say something.",
)
SECTION_CLOCKS = "Sections come one after the other, each with its own time, and a closed one stays closed."


def exam_help(attempt: Attempt) -> list[str]:
    """The commands, those among them that the paper's kinds of questions need."""
    needed = dict.fromkeys(_way_of(slot) for slot in attempt.form.slots)
    return [
        "One command a line.",
        *(text for way, text in _ANSWER_HELP.items() if way in needed),
        *EXAM_HELP,
        *(PRACTICE_HELP if attempt.mode == "practice" else ()),
    ]


def _of_credit(form: Form) -> list[str]:
    """Which answers are right in part, and that what one marks himself is in no score."""
    in_part = any(slot.by_part and credit_rule(slot) for slot in form.slots)
    lines = ["Some answers earn points in part; each question says so."] if in_part else []
    recalled = sum(slot.kind == "recall" for slot in form.slots)
    if recalled and not form.blueprint.count_recall:
        lines.append(f"{counted(recalled, 'question')} to be recalled: what you say of them is not in the score.")
    return lines


def _way_of(slot: Slot) -> str:
    if is_typed(slot):
        return "typed"
    return "choice" if slot.is_choice else slot.kind if slot.kind in _ANSWER_HELP else "parts"


def opening(identifier: str, attempt: Attempt) -> list[str]:
    """What a sitter hears first."""
    form = attempt.form
    time = "no time limit" if attempt.seconds is None else f"{wording.duration(attempt.seconds)}"
    own = "" if form.own_cut is None else f", your own; that of the paper is {form.blueprint.cut} %"
    mark = "" if form.is_drill else f" The pass mark is {form.cut} %{own}."
    return [
        f"{form.bank_title}, {wording.paper(form.title, attempt.mode, drill=form.is_drill)}.",
        f"{counted(len(form.slots), 'question')}, {time}.{mark}",
        *(["Questions come once, in order: there is no way back."] if attempt.is_linear else []),
        *([SECTION_CLOCKS] if form.blueprint.section_clocks else []),
        *_of_credit(form),
        *form.remarks,
        f"Exam code {form.code}. Attempt {identifier}.",
    ]


def review_sheet(attempt: Attempt) -> list[str]:
    """How many questions have each status, and which ones are not done."""
    slots, counts = attempt.form.slots, count(attempt)
    lists = {
        "Incomplete": [slot.n for slot in slots if attempt.status(slot.n) is Status.INCOMPLETE],
        "Unseen": [slot.n for slot in slots if attempt.status(slot.n) is Status.UNSEEN],
        "Flagged": [slot.n for slot in slots if attempt.of(slot.n).marked],
        "Unsure": [slot.n for slot in slots if attempt.of(slot.n).doubted],
    }
    return [
        f"Review sheet: {counts.complete} complete, {counts.incomplete} incomplete, {counts.unseen} unseen, "
        f"{counts.flagged} flagged.",
        *(f"{word}: {in_few_words(numbers)}." for word, numbers in lists.items() if numbers),
    ]


def time_left(attempt: Attempt, now: datetime) -> str:
    """The time left, or used where there is no limit."""
    left, whole = attempt.left_here(now), attempt.left(now)
    if left is None or whole is None:
        return f"No time limit. {wording.duration(attempt.used(now).total_seconds())} used."
    return f"{spoken(left)} left." if left == whole else f"{spoken(left)} left in this section, {spoken(whole)} in all."


def pace_in_words(attempt: Attempt, now: datetime) -> str:
    """How the sitting stands against an even pace."""
    answered = f"{attempt.answered} of {len(attempt.form.slots)} are answered."
    here = " in this section" if attempt.section is not None else ""
    match minutes_ahead(attempt, now):
        case None:
            return f"There is no time limit. {answered}"
        case 0:
            return f"On an even pace{here}. {answered}"
        case minutes:
            way = "ahead of" if minutes > 0 else "behind"
            return f"{counted(abs(minutes), 'minute')} {way} an even pace{here}. {answered}"


def spoken(length: timedelta) -> str:
    """A length of time in words; a part of a second counts as a whole one, as on a clock."""
    return wording.duration(-(-length // timedelta(seconds=1)))
