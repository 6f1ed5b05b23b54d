"""Owns the review after the end, line by line: one question at a time with its key and what each option is.

Refuses to change an answer; a note or a report may still be written.
"""

from exam.core.attempt import Refused
from exam.core.wording import duration
from exam.learning.review_filters import FILTERS, kept
from exam.plain import words
from exam.plain.commands import Begin, Go, Say, Unknown, Write, read_command
from exam.plain.lines import Silence, Source
from exam.plain.voice import Voice
from exam.sitting.session import Session

_WAIT = 3600.0

HELP = (
    "next, or an empty line: the next question. prev: the one before. A number: that question. again: this one again.",
    f"{words.listed(FILTERS)}: only those questions. A section's name: only that section.",
    "note TEXT: write a note on this question. report REASON: say what is wrong with it.",
    "quit: leave the review.",
)


def look_back(session: Session, lines: Source, voice: Voice) -> None:
    """Goes through the answers of an attempt that has ended, until the listener or the lines have enough of it."""
    places, only = kept(session.attempt, "all"), "all"
    n = 0

    def say(to: int) -> None:
        nonlocal n
        n = to
        turn = f"{places.index(n) + 1} of {len(places)}"
        voice.say(*page(session, n, "" if only == "all" else f"{only.capitalize()}, {turn}. "))

    voice.remark("Say help for the commands of the review.")
    say(places[0])
    while (line := _next(lines)) is not None:
        match read_command(line, 0):
            case Say("next") if n == places[-1]:
                voice.remark("This was the last one here. Say quit to leave, or all, or a number.")
            case Say("next"):
                say(next(place for place in places if place > n))
            case Say("prev") if n == places[0]:
                voice.remark("This is the first one here.")
            case Say("prev"):
                say(max(place for place in places if place < n))
            case Say("again" | "review" | "reveal"):
                say(n)
            case Say("help"):
                voice.say(*HELP)
            case Say("quit" | "end"):
                return
            case Go(to) if 1 <= to <= len(session.attempt.form.slots):
                if to not in places:
                    places, only = kept(session.attempt, "all"), "all"
                say(to)
            case Go(to):
                voice.remark(f"There is no question {to}; this exam has {len(session.attempt.form.slots)}.")
            case Write(kind, text):
                _write(session, voice, n, kind, text)
            case Begin() | Unknown():
                wanted = _filter(session, line)
                if wanted is None:
                    voice.remark(f"'{words.flat(line)[:60]}' is no command of the review. Say help for the commands.")
                elif not (found := kept(session.attempt, wanted)):
                    voice.remark(f"No question is {wanted}.")
                else:
                    places, only = found, wanted if wanted in FILTERS else session.attempt.form.title_of[wanted]
                    say(places[0])
            case _:
                voice.remark("The exam has ended. Say help for the commands of the review.")


def page(session: Session, n: int, before: str = "") -> list[str]:
    """One question as it was answered: the question, the answer, the key and the reasons."""
    attempt = session.attempt
    slot, progress = attempt.form.slot(n), attempt.of(n)
    told = [f"{duration(progress.spent.total_seconds())}." if progress.visited else "Not reached."]
    if len(progress.history) > 1:
        answers = ", then ".join(words.listed(map(slot.letter, response)) for response in progress.history)
        told.append(f"Answered {answers}.")
    lines = words.stem(attempt, n, before)
    lines += ["", *([words.answer(attempt, n)] if progress.response else []), *words.feedback(attempt, n)]
    lines.append(" ".join(told))
    lines += [f"Your note: {progress.note}"] if progress.note else []
    lines += [f"Your report: {progress.report}"] if progress.report else []
    return lines


def _next(lines: Source) -> str | None:
    while True:
        try:
            return lines.next(_WAIT)
        except Silence:
            continue


def _filter(session: Session, line: str) -> str | None:
    """The filter that a line names: a kind, a section's title or its id."""
    wanted = words.flat(line).casefold()
    if wanted in FILTERS:
        return wanted
    for name, title in session.attempt.form.title_of.items():
        if wanted in (name.casefold(), title.casefold()):
            return name
    return None


def _write(session: Session, voice: Voice, n: int, kind: str, text: str) -> None:
    if kind == "report" and not text:
        voice.remark("Say what is wrong with the question, as in: report B is right as well")
        return
    try:
        (session.note if kind == "note" else session.report)(n, text)
    except Refused as refused:
        voice.remark(str(refused))
        return
    if session.unsaved:
        voice.remark(f"Not saved yet: {session.trouble}")
    voice.say("Reported. Thank you." if kind == "report" else "Noted." if text else "The note is gone.")
