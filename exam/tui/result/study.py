"""Owns what can be learnt from one attempt, as values ready to be shown. Refuses colour and layout."""

from dataclasses import dataclass

from exam.core.analysis import changed_answers, confusions
from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport, Subscore


@dataclass(frozen=True)
class SectionLine:
    """One section: its score, and its time against its share of the time allowed."""

    title: str
    score: Subscore
    budget: float | None
    """Seconds; None: untimed."""


@dataclass(frozen=True)
class Mixed:
    """A wrong pick: the place, what was asked, and the question whose answer was taken."""

    n: int
    asked: str
    taken: str
    section: str


def sections(attempt: Attempt, report: ScoreReport) -> list[SectionLine]:
    """Weakest first; of equals, the one with more questions, because it says more."""
    per_item = None if attempt.seconds is None else attempt.seconds / len(attempt.form.slots)
    lines = [
        SectionLine(one.title, one.score, None if per_item is None else per_item * one.score.items)
        for one in report.sections
    ]
    return sorted(lines, key=lambda line: (line.score.percent, -line.score.items))


def mixed_up(attempt: Attempt) -> list[Mixed]:
    """Every confusion, in the order of the form."""
    homes = attempt.form.homes
    return [
        Mixed(one.n, attempt.form.slot(one.n).stem, homes[one.home].stem, homes[one.home].section)
        for one in confusions(attempt)
        if one.home in homes
    ]


def changes(attempt: Attempt) -> list[str]:
    """Changed answers, counted by whether the change helped."""
    found = [one.change for one in changed_answers(attempt)]
    words = {"wrong_to_right": "wrong → right", "right_to_wrong": "right → wrong", "wrong_to_wrong": "wrong → wrong"}
    return [f"{found.count(change)} {word}" for change, word in words.items() if change in found]


def places(report: ScoreReport, outcome: str) -> str:
    """The questions with an outcome, runs drawn together: questions 3, 7, 12–15; empty for none."""
    numbers = [mark.n for mark in report.marks if mark.outcome == outcome]
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"question{'s' if len(numbers) > 1 else ''} {told}" if numbers else ""
