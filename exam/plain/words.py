"""What a running exam says in plain mode: questions, the review sheet, the time.

Written to be listened to: whole sentences, the number of the question first, no tables.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from exam.core import wording
from exam.core.attempt import Attempt, Status
from exam.core.form import Slot
from exam.core.wording import counted
from exam.sitting.walk import count, minutes_ahead

EXAM_HELP = (
    "One command a line.",
    "A letter, or several as in AC: set your answer. The question stays.",
    "An empty line or next: the next question. prev: the one before. A number: that question.",
    "clear: take your answer back. flag: flag the question, or take the flag off.",
    "strike C: strike option C out, or back in. unsure: say that you are unsure, or sure again.",
    "note TEXT: write a note on this question. report REASON: say what is wrong with it.",
    "again: this question again. time: the time left. pace: ahead or behind.",
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


def opening(identifier: str, attempt: Attempt) -> list[str]:
    """What a sitter hears first."""
    form = attempt.form
    time = "no time limit" if attempt.seconds is None else f"{wording.duration(attempt.seconds)}"
    return [
        f"{form.bank_title}, {wording.paper(form.blueprint.title, attempt.mode, drill=form.is_drill)}.",
        f"{counted(len(form.slots), 'question')}, {time}. The pass mark is {form.blueprint.cut} %.",
        *(["Questions come once, in order: there is no way back."] if attempt.is_linear else []),
        *([SECTION_CLOCKS] if form.blueprint.section_clocks else []),
        *form.remarks,
        f"Exam code {form.code}. Attempt {identifier}.",
    ]


def question(attempt: Attempt, n: int, before: str = "") -> list[str]:
    """Question `n` with what the sitter did to it; `before` begins its first line."""
    progress = attempt.of(n)
    return [
        *stem(attempt, n, before),
        "",
        f"{_task(attempt.form.slot(n))} {answer(attempt, n)}",
        *([f"Your note: {progress.note}"] if progress.note else []),
        *(feedback(attempt, n) if progress.revealed else []),
    ]


def stem(attempt: Attempt, n: int, before: str = "") -> list[str]:
    """The number of the question, its text and its options."""
    slot, progress = attempt.form.slot(n), attempt.of(n)
    signs = [word for word, on in (("Flagged.", progress.marked), ("Unsure.", progress.doubted)) if on]
    title = attempt.form.title_of.get(slot.section, slot.section)
    place = f"{before}Question {n} of {len(attempt.form.slots)}, {title}."
    shared = wording.sharing(attempt.form, slot)
    return [
        "",
        " ".join((place, *signs, *([shared] if shared else []))),
        "",
        *slot.stem.split("\n"),
        "",
        *(
            f"{slot.letter(option.id)}. {'struck out: ' if option.id in progress.struck else ''}{option.text}"
            for option in slot.options
        ),
    ]


def answer(attempt: Attempt, n: int) -> str:
    """The answer as it stands."""
    slot, response = attempt.form.slot(n), attempt.of(n).response
    if not response:
        return "No answer yet."
    letters = listing(slot.letter(option) for option in response)
    off = f" That is {len(response)} of {slot.choose}." if len(response) != slot.choose else ""
    return f"Your answer: {letters}.{off}"


def feedback(attempt: Attempt, n: int) -> list[str]:
    """What is right, why, and what each wrong option really is."""
    form, slot, response = attempt.form, attempt.form.slot(n), attempt.of(n).response
    key = listing(slot.letter(option) for option in slot.key)
    verdict = "Not answered." if not response else "Right." if set(response) == set(slot.key) else "Not right."
    lines = [f"{verdict} The key is {key}.", *(paragraphs(slot.rationale) if slot.rationale else [])]
    for option in slot.options:
        if option.id not in slot.key and (really := wording.really(form, slot, option)):
            is_ = (
                "is the" + really.removeprefix("The") if really.startswith("The ") else f"is another question. {really}"
            )
            lines.append(f"{slot.letter(option.id)} {is_}")
    lines += [f"Read on: {reference.title}, {reference.url}" for reference in slot.references]
    return lines


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
        *(f"{word}: {spans(numbers)}." for word, numbers in lists.items() if numbers),
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


def paragraphs(prose: str) -> list[str]:
    """Each paragraph of a prose text in one line, however its author broke the lines."""
    return [flat(paragraph) for paragraph in prose.split("\n\n")]


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers in few words: 2, 4 to 7 and 9."""
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda numbered: numbered[1] - numbered[0]):
        words = [str(n) for _, n in run]
        parts += words if len(words) < 3 else [f"{words[0]} to {words[-1]}"]
    return listing(parts)


def listing(words: Iterable[str]) -> str:
    """As in "A, B and C"."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def _task(slot: Slot) -> str:
    last = slot.letter(slot.options[-1].id)
    return f"Choose {'one' if slot.choose == 1 else slot.choose}, A to {last}."
