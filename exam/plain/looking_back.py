"""The review after the end, line by line: one question at a time with its key and what each option really is.

No answer can change any more, but a note or a report can still be written.
"""

from exam.core.answer_words import answered
from exam.core.attempt import Attempt, Refused
from exam.core.own_words import NotesByItem
from exam.core.wording import duration, listing
from exam.learning.review_filters import FILTERS, kept
from exam.plain import question
from exam.plain.commands import Begin, Go, Say, Unknown, Write, read_command
from exam.plain.exhibits import ToldBefore, again
from exam.plain.lines import Source, Voice, next_line
from exam.plain.texts import flat
from exam.sitting.saving import unsaved_words
from exam.sitting.session import Session
from exam.sitting.walk import Walk

REVIEW_HELP = (
    "next, or an empty line: the next question. prev: the one before. A number: that question. again: this one again.",
    f"{listing(FILTERS)}: only those questions. A section's name: only that section.",
    "note TEXT: write a note on this question. report REASON: say what is wrong with it.",
    "exhibit: what stands beside this question again. quit: leave the review.",
)


def look_back(session: Session, lines: Source, voice: Voice, notes: NotesByItem) -> None:
    """Goes through the answers of an attempt that has ended, until the listener stops or the lines end.

    `notes` are those of other attempts.
    """
    form = session.attempt.form
    walk = Walk("all", kept(session.attempt, "all"))
    n, told = 0, ToldBefore()

    def say(to: int) -> None:
        nonlocal n
        n = to
        position = f"{walk.kind.capitalize()}, {walk.position(n)} of {len(walk.numbers)}. "
        exhibits = told.before(form, form.slot(n))
        answered_ = _answered_question(session.attempt, n, "" if walk.kind == "all" else position)
        voice.say(*exhibits, *answered_, *question.other_notes(notes, form.slot(n)))

    voice.remark("Say help for the commands of the review.")
    say(1)
    while (line := next_line(lines)) is not None:
        match read_command(line):
            case Say("next"):
                if (following := walk.after(n)) is None:
                    voice.remark("This was the last one here. Say quit to leave, or all, or a number.")
                else:
                    say(following)
            case Say("prev"):
                if (before := walk.before(n)) is None:
                    voice.remark("This is the first one here.")
                else:
                    say(before)
            case Say("again" | "review" | "reveal"):
                say(n)
            case Say("exhibit"):
                voice.say(*(again(form, form.slot(n)) or ["Nothing stands beside this question."]))
            case Say("help"):
                voice.say(*REVIEW_HELP)
            case Say("quit" | "end"):
                return
            case Go(to) if 1 <= to <= len(form.slots):
                if to not in walk.numbers:
                    walk = Walk("all", kept(session.attempt, "all"))
                say(to)
            case Go(to):
                voice.remark(f"There is no question {to}; this exam has {len(form.slots)}.")
            case Write(kind, text):
                try:
                    note_or_report(session, voice, n, kind, text)
                except Refused as refused:
                    voice.remark(str(refused))
                if words := unsaved_words(session):
                    voice.remark(words)
            case Begin() | Unknown():
                wanted = _filter(session, line)
                if wanted is None:
                    voice.remark(f"'{flat(line)[:60]}' is no command of the review. Say help for the commands.")
                elif not (numbers := kept(session.attempt, wanted)):
                    voice.remark(f"No question is {wanted}.")
                else:
                    walk = Walk(form.title_of.get(wanted, wanted), numbers)
                    say(numbers[0])
            case _:
                voice.remark("The exam has ended. Say help for the commands of the review.")


def note_or_report(session: Session, voice: Voice, n: int, kind: str, text: str) -> None:
    """Writes a note on a question, or reports it as faulty, and says so. Raises Refused."""
    if kind == "note":
        session.note(n, text)
        voice.say("Noted." if text else "The note is gone.")
    elif text:
        session.report(n, text)
        voice.say("Reported. Thank you.")
    else:
        voice.remark("Say what is wrong with the question, as in: report B is right as well")


def _answered_question(attempt: Attempt, n: int, before: str) -> list[str]:
    """One question as it was answered: the question, the answer, the key and the reasons."""
    slot, progress = attempt.form.slot(n), attempt.of(n)
    time = f"{duration(progress.spent.total_seconds())}." if progress.visited else "Not reached."
    answers = ", then ".join(answered(slot, response) for response in progress.history)
    own = (("Your note", progress.note), ("Your report", progress.report))
    return [
        *question.stem(attempt, n, before),
        "",
        *([question.answer(attempt, n)] if progress.response and slot.kind != "recall" else []),
        *question.feedback(attempt, n),
        f"{time} Answered {answers}." if len(progress.history) > 1 else time,
        *(f"{what}: {text}" for what, text in own if text),
    ]


def _filter(session: Session, line: str) -> str | None:
    """The filter that a line names: a kind, or the id of a section that is named by its id or title; else None."""
    wanted = flat(line).casefold()
    if wanted in FILTERS:
        return wanted
    titles = session.attempt.form.title_of.items()
    return next((name for name, title in titles if wanted in (name.casefold(), title.casefold())), None)
