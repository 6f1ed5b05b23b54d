"""What a paper came to, drawn: passed or not with how the sitting went, the score against the pass mark, section bars.

A drill has no verdict: its questions were picked for being hard, so what was right is counted.
"""

from collections.abc import Iterable, Iterator

from textual.content import Content

from exam.core.attempt import Attempt
from exam.core.score_words import circumstances, distance
from exam.core.scoring import ScoreReport, SectionScore
from exam.core.wording import points_of
from exam.tui.widgets.apart import Apart
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
    points = "\n".join(_broken((f"{report.score.percent:.0f} % of the points", distance(report)), width))
    figure, rest = points.split(" of ", 1)
    return Content.assemble(
        ("✓ Passed", "bold $correct") if report.passed else ("✗ Not passed", "bold $incorrect"),
        "\n",
        (figure, "bold"),
        f" of {rest}\n",
        ("\n".join(lines), "$text-muted"),
    )


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


def section_bar(section: SectionScore, cut: int | None, titles: Apart, width: int) -> Content:
    """One section in one line: title, bar, percent and points. `titles` are those of all sections; `cut` None: there is
    no pass mark. One of too few questions to judge by is signed ~, and neither passed nor failed."""
    score = section.score
    figures = f" {score.percent:3.0f} %  {points_of(score):>9}" if score.possible else f"{'no score':>17}"
    sign, style = "", "$primary"
    if cut is not None and score.possible:
        match score.judged(cut):
            case None:
                sign = "~ "
            case passed:
                sign, style = ("✓ ", "$correct") if passed else ("✗ ", "$incorrect")
    room = width - len(figures) - len(sign) - 2
    title = titles.padded(section.title, min(titles.widest, room - _SHORTEST))
    rail = bar(score.percent / 100, min(_LONGEST, room - title.cell_length), style, None if cut is None else cut / 100)
    return Content.assemble((sign, style), title, "  ", rail, (figures, "$text-muted"))
