"""What was missed, beside the result where a terminal is wide enough: which questions to look at again."""

from textual.content import Content

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport
from exam.core.wording import in_line
from exam.tui.widgets.wrapping import wrapped

_SIGNS = {
    "incorrect": ("✗", "$incorrect"), "partly": ("◐", "$marked"), "omitted": ("–", "$text-muted"),
    "not_reached": ("–", "$text-muted"),
}  # fmt: skip
_FEWEST = 20
"""Questions that are listed in any case."""
_MOST_LINES = 4
"""Of one question."""
_INDENT = 7
"""Cells before the words of a question: its sign and its number."""


def missed_list(attempt: Attempt, report: ScoreReport, width: int, rows: int = 0) -> Content:
    """The questions that were not right, in the order of the paper, under a heading.

    Each has one line, or as many as all can have alike in so many rows: they are read before they are opened.
    """
    missed = [mark for mark in report.marks if mark.outcome in _SIGNS]
    if not missed:
        return Content("")
    listed = missed[: max(_FEWEST, rows - 2)]
    room = rows - 1 - (len(listed) < len(missed))
    stems = [wrapped(in_line(attempt.form.slot(mark.n).stem, attempt.form.text), width - _INDENT) for mark in listed]
    most = next((n for n in range(_MOST_LINES, 1, -1) if sum(min(n, len(stem)) for stem in stems) <= room), 1)
    lines = [Content.assemble(("To look at again", "bold"), ("   m reviews them", "$text-muted"))]
    for mark, stem in zip(listed, stems, strict=True):
        sign, style = _SIGNS[mark.outcome]
        first, *rest = stem if len(stem) <= most else [*stem[: most - 1], " ".join(stem[most - 1 :])]
        lines.append(Content.assemble((sign, f"bold {style}"), (f"{mark.n:>4}  ", "$text-muted"), first))
        lines += [Content(" " * _INDENT + line) for line in rest]
    if len(listed) < len(missed):
        lines.append(Content.styled(f"and {len(missed) - len(listed)} more", "$text-muted"))
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)
