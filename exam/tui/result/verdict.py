"""What a paper came to, drawn: passed or not with how the sitting went, the score against the pass mark, section bars.

A drill has no verdict: its questions were picked for being hard, so what was right is counted.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import floor

from textual.content import Content

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport, SectionScore, score
from exam.core.wording import duration, percent, points_of
from exam.tui.widgets.plots import bar

_SHORTEST, _LONGEST = 10, 40
"""Cells of a section's bar."""


def outcome(attempt: Attempt, report: ScoreReport, width: int, since: str = "") -> Content:
    """Passed or not, the percent and how far it is from the pass mark, and how the sitting went, with what changed
    `since` the last time; a line is broken between two facts and not within one."""
    if attempt.form.is_drill:
        _, *facts = (*circumstances(attempt, report), *_ended(attempt))
        return Content.assemble(
            (f"of {len(report.marks)} right", "bold"),
            "\n",
            ("\n".join(_broken(facts, width)), "$text-muted"),
        )
    lines = _broken((*circumstances(attempt, report), *_ended(attempt), *filter(None, (since,))), width)
    if not report.score.possible:
        return Content.assemble(
            ("No score", "bold"), "\nWhat you mark yourself is not scored.\n", ("\n".join(lines), "$text-muted")
        )
    return Content.assemble(
        ("✓ Passed", "bold $correct") if report.passed else ("✗ Not passed", "bold $incorrect"),
        "\n",
        (f"{report.score.percent:.0f} %", "bold"),
        " of the points · ",
        distance(report),
        "\n",
        ("\n".join(lines), "$text-muted"),
    )


def distance(report: ScoreReport) -> str:
    """How far a score is from the pass mark: "2 more would have passed", "3 to spare", both in points."""
    score = report.score
    beyond = floor(score.points - Fraction(report.cut * score.possible, 100))
    word = "" if score.possible == score.items else f" point{'' if abs(beyond) == 1 else 's'}"
    if beyond < 0:
        return f"{-beyond}{word} more would have passed"
    return f"{beyond}{word} to spare" if beyond else "just enough"


def since_words(percent: float, before: float, on: str) -> str:
    """How a score differs from the one before on the same preset, both in percent as they are shown."""
    change = round(percent) - round(before)
    word = f"{'up' if change > 0 else 'down'} {abs(change)} since" if change else "the same as on"
    return f"{word} {on} ({before:.0f} %)"


def _ended(attempt: Attempt) -> Iterator[str]:
    if attempt.ended_at is not None:
        yield attempt.ended_at.astimezone().strftime("%-d %b %Y %H:%M")


def _broken(facts: Iterable[str], width: int) -> list[str]:
    """Facts in lines of at most `width` cells, each line broken between two of them."""
    lines: list[str] = []
    for fact in facts:
        joined = f"{lines[-1]} · {fact}" if lines else fact
        lines[-1:] = [joined] if len(joined) <= width else [*lines[-1:], fact]
    return lines


def circumstances(attempt: Attempt, report: ScoreReport) -> Iterator[str]:
    """How the sitting went, each in a few words."""
    yield f"{report.count('correct')} of {len(report.marks)} right"
    if partly := report.count("partly"):
        yield f"{partly} right in part"
    if omitted := report.count("omitted"):
        yield f"{omitted} left blank"
    if unreached := report.count("not_reached"):
        yield f"{unreached} not reached"
    if attempt.ended_at is not None:
        allowed = f" of {duration(attempt.seconds)}" if attempt.seconds else ""
        yield f"{duration(attempt.used(attempt.ended_at).total_seconds())}{allowed}"
    if attempt.ended_reason == "time_up":
        yield "time ran out"
    if attempt.mode == "practice":
        yield "practice"
    if attempt.corrections:
        yield f"marked anew, before {percent(score(attempt.as_sat).score)}"


def scale(report: ScoreReport, width: int) -> Content:
    """The score as a bar, and under it a pointer to the pass mark."""
    at = min(width - 1, round(report.cut / 100 * width))
    label = f"pass mark {report.cut} %"
    fits = at + len(label) + 2 <= width
    return Content.assemble(
        bar(report.score.percent / 100, width, "$correct" if report.passed else "$incorrect", report.cut / 100),
        "\n",
        (" " * at + f"╵ {label}" if fits else f"{label} ╵".rjust(at + 1), "$text-muted"),
    )


def section_bar(section: SectionScore, cut: int | None, longest: int, width: int) -> Content:
    """One section in one line: title, bar, percent and points. `longest` is the width of the longest title; `cut` None:
    there is no pass mark."""
    score = section.score
    figures = f" {score.percent:3.0f} %  {points_of(score):>9}" if score.possible else f"{'no score':>17}"
    passed = score.points * 100 >= (cut or 0) * score.possible
    sign, style = ("✓ ", "$correct") if passed else ("✗ ", "$incorrect")
    if cut is None or not score.possible:
        sign, style = "", "$primary"
    room = width - len(figures) - len(sign) - 2
    title = Content(section.title).truncate(min(longest, room - _SHORTEST), ellipsis=True, pad=True)
    rail = bar(score.percent / 100, min(_LONGEST, room - title.cell_length), style, None if cut is None else cut / 100)
    return Content.assemble((sign, style), title, "  ", rail, (figures, "$text-muted"))
