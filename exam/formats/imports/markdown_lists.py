"""Which lines of a question in a Markdown practice exam are its options, and where the last of them ends."""

import re
from collections.abc import Sequence

from exam.formats.imports.markdown_lines import Line
from exam.formats.imports.markdown_segments import Run, ends_options, runs_of

TWO_LISTS = "an empty line parts its options, each part with a right one; are these two questions?"
_PICTURE_ALONE = re.compile(r"\s*!\[")
_ENDS = ("heading", "summary", "rule", "code")


def option_lists(lines: Sequence[Line]) -> list[Run]:
    """The lists of options of a question, the one that is asked first."""
    runs = _joined(lines, runs_of(lines))
    first = lines[runs[0].start] if runs else None
    if first is None or first.kind != "check" or any(_is_ticked(lines[at]) for at in runs[0].at):
        return runs
    # A paragraph that is not indented may part the only box that is ticked from all others.
    every = [at for at in range(runs[0].start, len(lines)) if _is_box_like(lines[at], first)]
    return [Run(tuple(every))] if any(_is_ticked(lines[at]) for at in every) else runs


def may_be_two(lines: Sequence[Line], run: Run) -> bool:
    """Whether an empty line parts boxes into two lists, each with a right one: the second's question may be lost."""
    if lines[run.start].kind != "check":
        return False
    parted = [n for n, at in enumerate(run.at) if n and lines[at - 1].kind == "blank"]
    if len(parted) != 1 or not 1 < parted[0] < len(run.at) - 1:
        return False
    return all(any(_is_ticked(lines[at]) for at in half) for half in (run.at[: parted[0]], run.at[parted[0] :]))


def _is_ticked(line: Line) -> bool:
    return line.mark == "x"


def _is_box_like(line: Line, other: Line) -> bool:
    return line.kind == "check" and abs(line.indent - other.indent) < 2


def _joined(lines: Sequence[Line], runs: list[Run]) -> list[Run]:
    """Lists that a paragraph between two options parted, as one: only one of them says which is right."""
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        kind = lines[run.start].kind
        if before and kind == "check" == lines[before.start].kind:
            marked = [any(_is_ticked(lines[at]) for at in one.at) for one in (before, run)]
            if not all(marked):
                joined[-1] = Run((*before.at, *run.at))
                continue
        joined.append(run)
    return joined


def end_of_last(lines: Sequence[Line], run: Run) -> int:
    """Where what belongs to the last option ends: code does where others have code too, and what is indented."""
    option = lines[run.last]
    with_code = len(option.text) < 2 or any(lines[at].kind == "code" for at in range(run.start, run.last))
    end = at = run.last + 1
    coded = False
    while at < len(lines):
        line = lines[at]
        inside = line.indent >= option.indent + 2
        if line.kind == "blank":
            at += 1
            continue
        if line.kind == "code" and (with_code or inside):
            coded = True
        elif coded and not inside:
            break
        elif not (_shown_by(option, line) and at == _end_of_blank(lines, end)):
            lazy = line.kind == "text" and at == end
            if line.kind in _ENDS or ends_options(line) or line.folded > option.folded or not (inside or lazy):
                break
        at += 1
        end = at
    return end


def _shown_by(option: Line, line: Line) -> bool:
    """Whether a picture belongs to an option that announces it."""
    return option.text.endswith(":") and bool(_PICTURE_ALONE.match(line.raw))


def _end_of_blank(lines: Sequence[Line], at: int) -> int:
    """The place of the first line from `at` on that is not blank."""
    while at < len(lines) and lines[at].kind == "blank":
        at += 1
    return at
