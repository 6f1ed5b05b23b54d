"""What stands beside the history: the attempt that the cursor is on, with its sections and what was missed."""

from collections.abc import Iterator

from textual.content import Content

from exam.core.attempt import Attempt, State
from exam.core.scoring import score
from exam.core.wording import counted, duration, in_line
from exam.tui.result.verdict import outcome, section_bar
from exam.tui.widgets.apart import Apart

_MORE = Content.styled("… Enter shows all", "$text-muted")


def preview(attempt: Attempt, width: int, height: int) -> Content:
    """The result of an ended attempt, in at most `height` lines; an unfinished one has none yet."""
    form = attempt.form
    title = Content.styled(form.title, "bold").truncate(width, ellipsis=True)
    if attempt.state is not State.CLOSED:
        sat = f"{attempt.answered} of {counted(len(form.slots), 'question')} answered · {duration(_used(attempt))} used"
        beside = [Content.styled(line, "$text-muted") for line in ("Unfinished: Enter goes on with it.", sat)]
        return Content("\n").join([title, *(line.truncate(width, ellipsis=True) for line in beside)])
    lines = [title, *(line for part in _result(attempt, width) for line in part.split("\n", allow_blank=True))]
    return Content("\n").join(lines if len(lines) <= height else [*lines[: max(0, height - 1)], _MORE])


def _used(attempt: Attempt) -> float:
    """Seconds of sitting, as far as anything happened in it."""
    return 0.0 if attempt.last_at is None else attempt.used(attempt.last_at).total_seconds()


def _result(attempt: Attempt, width: int) -> Iterator[Content]:
    form, report = attempt.form, score(attempt)
    yield outcome(attempt, report, width)
    yield Content("")
    titles = Apart(section.title for section in report.sections)
    for section in report.sections:
        yield section_bar(section, None if form.is_drill else report.cut, titles, width)
    missed = [mark.n for mark in report.marks if mark.outcome != "correct"]
    if not missed:
        return
    yield Content("")
    yield Content.styled(f"{len(missed)} missed", "bold")
    asked = {n: in_line(form.slot(n).stem, form.text) for n in missed}
    stems = Apart(asked.values())
    for n, stem in asked.items():
        yield Content.assemble((f"{n:>3}  ", "$text-muted"), stems.cut(stem, width - 5))
