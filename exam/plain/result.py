"""A closed attempt as lines of text: its result, and the whole report.

Each section is one sentence with its interval, and says so where it has too few questions to judge by.
"""

from collections import Counter

from exam.core import wording
from exam.core.analysis import changed_answers, confused_answers
from exam.core.attempt import Attempt
from exam.core.events import EndReason
from exam.core.interval import weakness
from exam.core.marked_anew import marked_anew
from exam.core.results import Outcome
from exam.core.scoring import ScoreReport, SectionScore, Subscore, score
from exam.core.wording import counted, in_few_words, in_line, listing, paper

_BLANK: dict[Outcome, str] = {"omitted": "seen and not answered", "not_reached": "not reached"}
_RECALLED: dict[Outcome, str] = {"correct": "right", "partly": "half right", "incorrect": "wrong"}
_REASONS: dict[EndReason, str] = {
    "submitted": "The exam has ended.",
    "time_up": "The exam has ended: time is up.",
    "abandoned": "The attempt was abandoned.",
}


def result_lines(identifier: str, attempt: Attempt) -> list[str]:
    """What is said at the end: the score, whether it passed, each section in the paper's order, the attempt's id."""
    scored = score(attempt)
    sections = [f"{section.title}: {_score(section.score)}." for section in scored.sections]
    return [*_summary(attempt, scored), "", _BY_SECTION, *sections, "", f"Attempt {identifier}."]


def report_lines(identifier: str, attempt: Attempt, remark: str = "") -> list[str]:
    """The full report of an attempt; sections from the weakest to the strongest, each with its time.

    `remark` is what else is to be said of it, such as of its bank.
    """
    form, scored = attempt.form, score(attempt)
    began = attempt.started_at.astimezone().strftime("%Y-%m-%d %H:%M") if attempt.started_at else ""
    sat = paper(form.title, attempt.mode, drill=form.is_drill)
    weakest_first = sorted(scored.sections, key=lambda section: weakness(section.score))
    return [
        f"{form.bank_title}, {sat}. {began}. Exam code {form.code}.",
        "",
        *_summary(attempt, scored),
        *_time(attempt),
        "",
        f"{_BY_SECTION[:-1]}, weakest first:",
        *(f"{section.title}: {_score(section.score)}. {_pace(attempt, scored, section)}" for section in weakest_first),
        *_part("Changed answers:", _changes(attempt)),
        *_part("What was taken for what:", _confusions(attempt)),
        "",
        *filter(None, [remark]),
        f"Attempt {identifier}.",
    ]


_BY_SECTION = "By section, with 95 % intervals:"


def _summary(attempt: Attempt, scored: ScoreReport) -> list[str]:
    earned = [f"Score: {_score(scored.score, '95 % interval ')}."]
    if attempt.form.is_drill:
        earned = [f"{scored.count('correct')} of {len(scored.marks)} right.", *earned]
    else:
        verdict = "Passed" if scored.passed else "Not passed"
        earned += [f"{verdict}. The pass mark is {scored.cut} %, {attempt.form.cut_source}."]
    return [
        _REASONS[attempt.ended_reason or "submitted"],
        *filter(None, [marked_anew(attempt)]),
        *(earned if scored.score.possible else ["There is no score: nothing of it earns points."]),
        *_open(scored),
        *_recalled(attempt, scored),
    ]


def _score(scored: Subscore, named: str = "") -> str:
    if not scored.possible:
        return "no score"
    said = f"{wording.points_of(scored)}, {wording.percent(scored)}"
    if scored.interval is not None:
        low, high = scored.interval
        said += f", {named}{low:.0f} to {high:.0f} %"
    return f"{said}. {scored.remark}" if scored.remark else said


def _open(scored: ScoreReport) -> list[str]:
    """What earned some of its points, or nothing because it was not answered, told apart from wrong answers."""
    outcomes = Counter(mark.outcome for mark in scored.marks if mark.possible)
    blank = [f"{outcomes[outcome]} {word}" for outcome, word in (_BLANK.items()) if outcomes[outcome]]
    lines = [f"Right in part: {outcomes['partly']}."] if outcomes["partly"] else []
    lines += [f"Wrong: {outcomes['incorrect']}."] if lines or blank else []
    lines += [f"{listing(blank).capitalize()}."] if blank else []
    return [" ".join(lines)] if lines else []


def _recalled(attempt: Attempt, scored: ScoreReport) -> list[str]:
    """What the sitter marked himself, where that is not in the score."""
    marks = [mark for mark, slot in zip(scored.marks, attempt.form.slots, strict=True) if slot.kind == "recall"]
    if not marks or attempt.form.blueprint.count_recall:
        return []
    outcomes = Counter(_RECALLED.get(mark.outcome, "without a word") for mark in marks)
    said = [f"{outcomes[word]} {word}" for word in (*_RECALLED.values(), "without a word") if outcomes[word]]
    return [f"Recalled, and not in the score: {counted(len(marks), 'question')}, {listing(said)}."]


def _time(attempt: Attempt) -> list[str]:
    allowed = "no limit" if attempt.seconds is None else f"of {wording.duration(attempt.seconds)}"
    used = attempt.used(attempt.ended_at).total_seconds() if attempt.ended_at else 0.0
    lines = [f"Time: {wording.duration(used)}, {allowed}."]
    if attempt.gaps:
        away = wording.duration(attempt.suspended_for.total_seconds())
        lines.append(f"Interrupted {counted(len(attempt.gaps), 'time')}, {away} in all, which do not count.")
    return lines


def _pace(attempt: Attempt, scored: ScoreReport, section: SectionScore) -> str:
    """A section's time, beside its share of the time allowed."""
    spent = wording.duration(section.score.seconds)
    if attempt.seconds is None:
        return f"{spent}."
    return f"{spent} of {wording.duration(attempt.seconds * section.score.items / scored.score.items)}."


def _changes(attempt: Attempt) -> list[str]:
    changes = changed_answers(attempt)
    said = (
        ("wrong_to_right", "From wrong to right"),
        ("right_to_wrong", "From right to wrong"),
        ("wrong_to_wrong", "From wrong to wrong"),
    )
    return [
        f"{words}: {in_few_words(places)}."
        for kind, words in said
        if (places := [change.n for change in changes if change.change == kind])
    ]


def _confusions(attempt: Attempt) -> list[str]:
    form = attempt.form
    lines = []
    for confusion in confused_answers(attempt):
        slot = form.slot(confusion.n)
        chosen = in_line(slot.option(confusion.option).text, form.text)
        if (home := form.homes.get(confusion.home)) is not None:
            lines += [
                f"Question {confusion.n}: {in_line(slot.stem, form.text)}",
                f"  You chose {slot.letter(confusion.option)}: {chosen}",
                f"  It answers: {in_line(home.stem, form.text)} ({home.section})",
                *(f"  Right is {slot.letter(name)}: {in_line(slot.option(name).text, form.text)}" for name in slot.key),
            ]
    return lines


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []
