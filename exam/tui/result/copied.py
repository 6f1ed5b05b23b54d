"""A result as it is taken along to another program: a few lines of plain text, such as one would post."""

from exam.core.attempt import Attempt
from exam.core.score_words import circumstances
from exam.core.scoring import ScoreReport
from exam.core.wording import percent
from exam.tui.widgets.plots import bar

_WIDTH = 20
"""Cells of a bar."""


def result_as_text(attempt: Attempt, report: ScoreReport) -> str:
    """The paper, its verdict, how it went, and a bar for each section; of a drill, which has no verdict, the counts."""
    form = attempt.form
    lines = [f"{form.bank_title} · {form.title}"]
    if not form.is_drill and report.score.possible:
        verdict = "passed" if report.passed else "not passed"
        lines.append(f"{percent(report.score)}, {verdict} (pass mark {report.cut} %)")
    lines += [" · ".join(circumstances(attempt, report)), ""]
    longest = max(len(section.title) for section in report.sections)
    for section in report.sections:
        share = section.score.percent
        lines.append(f"{section.title:<{longest}}  {bar(share / 100, _WIDTH, '').plain}  {share:3.0f} %")
    return "\n".join(lines) + "\n"
