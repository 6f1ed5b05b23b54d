"""What was missed, beside the result where a terminal is wide enough: which questions to look at again."""

from textual.content import Content

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport
from exam.core.wording import in_line

_SIGNS = {
    "incorrect": ("✗", "$incorrect"), "partly": ("◐", "$marked"), "omitted": ("–", "$text-muted"),
    "not_reached": ("–", "$text-muted"),
}  # fmt: skip
_MOST = 20
"""Questions that are listed."""


def missed_list(attempt: Attempt, report: ScoreReport, width: int) -> Content:
    """A line for each question that was not right, in the order of the paper, under a heading."""
    missed = [mark for mark in report.marks if mark.outcome in _SIGNS]
    if not missed:
        return Content("")
    lines = [Content.assemble(("To look at again", "bold"), ("   m reviews them", "$text-muted"))]
    for mark in missed[:_MOST]:
        sign, style = _SIGNS[mark.outcome]
        stem = in_line(attempt.form.slot(mark.n).stem, attempt.form.text)
        lines.append(Content.assemble((sign, f"bold {style}"), (f"{mark.n:>4}  ", "$text-muted"), stem))
    if len(missed) > _MOST:
        lines.append(Content.styled(f"and {len(missed) - _MOST} more", "$text-muted"))
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)
