"""Owns a closed attempt as lines of text: its result, and all that a report says. Refuses to score.

Each section is one sentence with its interval, and a word where its number is too small to judge by.
"""

from exam.core import wording
from exam.core.analysis import changed_answers, confusions
from exam.core.attempt import Attempt
from exam.core.events import EndReason
from exam.core.scoring import ScoreReport, Subscore, score
from exam.plain.words import counted, listed, spans

_REASONS: dict[EndReason, str] = {
    "submitted": "The exam has ended.",
    "time_up": "The exam has ended: time is up.",
    "abandoned": "The attempt was abandoned.",
}


def result(identifier: str, attempt: Attempt) -> list[str]:
    """What is said at the end: the score, pass or not, each section, the attempt's id."""
    scored = score(attempt)
    reason = attempt.ended_reason or "submitted"
    verdict = "Passed" if scored.passed else "Not passed"
    return [
        _REASONS[reason],
        f"Score: {_told(scored.score)}",
        f"{verdict}. The pass mark is {scored.cut} %, {attempt.form.blueprint.cut_source}.",
        *_open(scored),
        "",
        "By section:",
        *(f"{section.title}: {_told(section.score)}" for section in scored.sections),
        "",
        f"Attempt {identifier}.",
    ]


def report(identifier: str, attempt: Attempt) -> list[str]:
    """All that an attempt says about its sitter."""
    form = attempt.form
    began = attempt.started_at.strftime("%Y-%m-%d %H:%M UTC") if attempt.started_at else ""
    practice = ", practice" if attempt.mode == "practice" else ""
    lines = [f"{form.bank_title}, {form.blueprint.title}{practice}. {began}. Exam code {form.code}.", ""]
    lines += result(identifier, attempt)[:-1]
    lines += ["Time:", *_times(attempt, score(attempt))]
    lines += _section("Changed answers:", _changes(attempt))
    lines += _section("What was taken for what:", _confusions(attempt))
    lines += ["", f"Attempt {identifier}."]
    return lines


def _told(scored: Subscore) -> str:
    told = f"{wording.points_of(scored)}, {wording.percent(scored)}"
    if scored.interval is not None:
        low, high = scored.interval
        told += f", 95 % interval {low:.0f} to {high:.0f} %"
    return f"{told}. {scored.remark}." if scored.remark else f"{told}."


def _open(scored: ScoreReport) -> list[str]:
    """What earned nothing because it was not answered, told apart from wrong answers."""
    omitted, unreached = scored.count("omitted"), scored.count("not_reached")
    told = [
        f"{number} {word}"
        for number, word in ((omitted, "seen and not answered"), (unreached, "not reached"))
        if number
    ]
    return [f"Wrong: {scored.count('incorrect')}. {listed(told).capitalize()}."] if told else []


def _times(attempt: Attempt, scored: ScoreReport) -> list[str]:
    allowed = "no limit" if attempt.seconds is None else f"of {wording.duration(attempt.seconds)}"
    used = attempt.used(attempt.ended_at).total_seconds() if attempt.ended_at else 0.0
    lines = [f"{wording.duration(used)}, {allowed}."]
    lines += [f"{section.title}: {wording.duration(section.score.seconds)}." for section in scored.sections]
    if attempt.gaps:
        away = wording.duration(attempt.suspended_for.total_seconds())
        lines.append(f"Interrupted {counted(len(attempt.gaps), 'time')}, {away} in all, which do not count.")
    return lines


def _changes(attempt: Attempt) -> list[str]:
    changes = changed_answers(attempt)
    told = (
        ("wrong_to_right", "From wrong to right"),
        ("right_to_wrong", "From right to wrong"),
        ("wrong_to_wrong", "From wrong to wrong"),
    )
    return [
        f"{words}: {spans(places)}."
        for kind, words in told
        if (places := [change.n for change in changes if change.change == kind])
    ]


def _confusions(attempt: Attempt) -> list[str]:
    form = attempt.form
    lines = []
    for confusion in confusions(attempt):
        slot = form.slot(confusion.n)
        if (home := form.homes.get(confusion.home)) is not None:
            lines += [
                f"Question {confusion.n}: {_flat(slot.stem)}",
                f"  You chose {slot.letter(confusion.option)}: {slot.option(confusion.option).text}",
                f"  It answers: {_flat(home.stem)} ({home.section})",
            ]
    return lines


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _flat(text: str) -> str:
    return " ".join(text.split())
