"""Where each question of a Markdown practice exam begins: under a heading, behind a number, or before its options."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exam.formats.imports.markdown_lines import Kind, Line, lines_of
from exam.formats.imports.markdown_words import (
    answer_named,
    explanation_begun,
    is_answer_word,
    labelled_letters,
    source_begun,
)

_NUMBERED = re.compile(r"(?:<a\b[^<>]{0,100}>\s*</a>\s*)?\**(?:[^\W\d_]{0,12}[ .:#]{0,3})?\d{1,4}(?!\w)")
_OPTIONS: tuple[Kind, ...] = ("check", "letter")
_LISTS: tuple[Kind, ...] = ("number", "bullet")
_OF_QUESTIONS: tuple[Kind, ...] = ("check", "letter", "summary", "heading")
"""What stands between two questions, and between two entries of a list does not."""
_MOST_LEFT_OUT = 5
"""Numbers that an author, or who cannot write options, may leave out in a row."""
_FEWEST_TO_PROVE = 3
"""Questions from which on numbers in a row say more than headings do."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The lines of one question, its head among them."""

    head: Line
    lines: Sequence[Line]
    """Behind the head."""
    section: str
    """The title above it; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Run:
    """A list of options: where each begins."""

    at: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def last(self) -> int:
        return self.at[-1]


def runs_of(lines: Sequence[Line], kinds: Sequence[Kind] = _OPTIONS) -> list[Run]:
    """All lists of two options or more, in which code and what is indented may stand between two options."""
    found: list[Run] = []
    run: list[int] = []

    def ended() -> None:
        if len(run) > 1:
            found.append(Run(tuple(run)))
        run.clear()

    for at, line in enumerate(lines):
        if line.kind in ("blank", "code"):
            continue
        before = lines[run[-1]] if run else None
        if line.kind in kinds:
            follows = before is not None and before.kind == line.kind and abs(line.indent - before.indent) < 2
            if before is not None and before.kind == line.kind and line.indent >= before.indent + 2:
                if len(run) == 1 and line.level in (0, 1):
                    # What stood above a list of its own was no option, but what is asked.
                    run[0] = at
                continue
            if line.kind in ("letter", "number"):
                follows = follows and before is not None and line.level == before.level + 1
                begins = line.level == 1
            else:
                begins = True
            if not follows:
                ended()
            if follows or begins:
                run.append(at)
        elif before is not None:
            joined = line.kind == "text" and lines[at - 1].kind not in ("blank", "code") and not ends_options(line)
            if line.indent < before.indent + 2 and not joined:
                ended()
    ended()
    return [run for run, after in pairwise((*found, None)) if run and not (after and _is_spoken_of(lines, run, after))]


def _is_spoken_of(lines: Sequence[Line], run: Run, after: Run) -> bool:
    """Whether a list with letters is no list of options, but of statements that the boxes below it speak of: "A, C"."""
    if lines[run.start].kind != "letter" or lines[after.start].kind != "check":
        return False
    between = lines[run.last + 1 : after.start]
    parted = any(line.kind in ("heading", "summary", "number") or ends_options(line) for line in between)
    return not parted and all(lines[at].mark != "x" for at in run.at)


def segments_of(lines: Sequence[Line]) -> list[Segment]:
    """The questions of a file by what most of them begin with."""
    runs = runs_of(lines)
    if not runs:
        runs = runs_of(lines, _LISTS)
        numbered = _numbers(lines, runs)
        heads = _summaries(lines, runs) or _headings(lines, runs) or (numbered if _share(numbered, runs) >= 0.5 else [])
    else:
        numbered = _numbers(lines, runs)
        in_a_row = len(runs) >= _FEWEST_TO_PROVE and _share_in_a_row(lines, numbered, runs) >= 0.8
        headed = _headings(lines, runs)
        heads = numbered if in_a_row else headed or _summaries(lines, runs)
        if not heads:
            heads = numbered if _share(numbered, runs) >= 0.5 else _paragraphs(lines, runs)
    return list(_cut(lines, heads))


def title_of(lines: Sequence[Line], segments: Sequence[Segment]) -> str:
    """The file's own title: its first heading, if it stands above all questions and is none itself."""
    first = segments[0].head.no if segments else len(lines)
    for line in lines:
        if line.no >= first:
            break
        if line.kind == "heading" and line.text and not line.folded:
            return line.text
    return ""


def lost_in(raws: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings below the options of a question that begin questions with options of their own, each with its place
    from 0.
    """
    if not any(raw.startswith("###") for raw in raws):
        return
    lines = lines_of("\n".join(raws))
    runs = runs_of(lines)
    for before, run in pairwise(runs):
        heads = [line for line in lines[before.last : run.start] if line.kind == "heading"]
        if heads and (_NUMBERED.match(heads[-1].text) or _asks(heads[-1].text)):
            yield heads[-1].no - 1, heads[-1].text


def ends_options(line: Line) -> bool:
    """Whether a line right below an option is none of its text."""
    text = line.text
    return bool(
        answer_named(text) or explanation_begun(text) is not None or re.match(r"\s*[*_]{0,3}\[|\s*<", text)
    ) or (source_begun(text) is not None and "://" in text)


def _is_answer(line: Line) -> bool:
    """Whether a heading belongs to an answer, and begins no question and no section."""
    return is_answer_word(line.text) or bool(labelled_letters(line.text)) or answer_named(line.text) is not None


def _before(runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """For each list of options, from where to where its question may begin."""
    end = -1
    for run in runs:
        yield end + 1, run.start
        end = run.last


def _headings(lines: Sequence[Line], runs: Sequence[Run]) -> list[int]:
    """The headings of the level under which most lists of options stand; none where too few do."""
    levels: Counter[int] = Counter()
    for start, end in _before(runs):
        last = next((at for at in range(end - 1, start - 1, -1) if lines[at].kind == "heading"), None)
        if last is not None and not _is_answer(lines[last]):
            levels[lines[last].level] += 1
    if not levels:
        return []
    level, count = levels.most_common(1)[0]
    if count < 0.6 * len(runs):
        return []
    heads = [
        at for at, line in enumerate(lines) if line.kind == "heading" and line.level == level and not _is_answer(line)
    ]
    open_ones = [at for at in heads if not lines[at].folded]
    numbered = {at for at in heads if _NUMBERED.match(lines[at].text)}
    if 2 * len(open_ones) < len(heads):
        open_ones = heads
    if 5 * len(numbered) >= 4 * len(heads):
        open_ones = [at for at in heads if at in numbered or not lines[at].folded]
    begun = runs[0].start
    first = max((at for at in open_ones if at < begun), default=begun)
    return [at for at in open_ones if at >= first or _asks(lines[at].text)]


def _asks(text: str) -> bool:
    return "?" in text or "？" in text or bool(re.match(r"Q(?:uestion)?\W{0,3}\d", text, re.I))


def _numbers(lines: Sequence[Line], runs: Sequence[Run]) -> list[int]:
    """The numbered lines that the lists of options belong to, and those between two of them whose numbers are left."""
    heads: list[int] = []
    number = 0
    for (start, end), run in zip(_before(runs), runs, strict=True):
        deepest = lines[run.start].indent
        there = [
            at
            for at in range(start, end)
            if lines[at].kind == "number" and lines[at].indent <= max(deepest, 3) and not lines[at].folded
        ]
        alone = [
            at
            for n, at in enumerate(there)
            if not n
            or lines[there[n - 1]].level != lines[at].level - 1
            or any(line.kind in _OF_QUESTIONS or answer_named(line.text) for line in lines[there[n - 1] + 1 : at])
        ]
        head = next((at for at in reversed(alone) if number < lines[at].level <= number + _MOST_LEFT_OUT), None)
        if head is None:
            # Of the first of a section the number begins anew, and a number may be left out.
            head = next((at for at in reversed(alone) if lines[at].level == 1), None)
        if head is None and there:
            head = there[-1]
        if head is None:
            continue
        now = lines[head].level
        heads += [at for at in there if at < head and number < lines[at].level < now and number and at in alone]
        heads.append(head)
        number = now
    return heads


def _share(heads: Sequence[int], runs: Sequence[Run]) -> float:
    return min(1.0, len(heads) / len(runs)) if runs else 0.0


def _share_in_a_row(lines: Sequence[Line], heads: Sequence[int], runs: Sequence[Run]) -> float:
    """How many of the lists have a number that is one more than the one before, or the first of a section."""
    levels = [lines[at].level for at in heads]
    rising = sum(level in (1, before + 1) for before, level in zip([0, *levels], levels, strict=False))
    return rising / len(runs)


def _summaries(lines: Sequence[Line], runs: Sequence[Run]) -> list[int]:
    """Folded parts that are called by a question and hold its options; none where too few are."""
    heads = [at for at, line in enumerate(lines) if line.kind == "summary" and not is_answer_word(line.text)]
    held = sum(bisect_left(heads, end) > bisect_left(heads, start) for start, end in _before(runs))
    return heads if runs and held >= 0.6 * len(runs) else []


def _paragraphs(lines: Sequence[Line], runs: Sequence[Run]) -> list[int]:
    """The paragraph before each list of options, with the code between."""
    heads: list[int] = []
    for start, end in _before(runs):
        at, head = end - 1, None
        while at >= start:
            line = lines[at]
            if line.kind == "heading" or (line.kind != "code" and ends_options(line)):
                break
            if line.kind == "blank":
                if head is not None:
                    break
            elif line.kind != "code":
                head = at
            elif head is not None:
                break
            at -= 1
        if head is not None:
            heads.append(head)
    return heads


def _cut(lines: Sequence[Line], heads: Sequence[int]) -> Iterator[Segment]:
    """The file cut at its heads, and at the headings above them."""
    begins = set(heads)
    headed = bool(heads) and lines[heads[0]].kind == "heading"
    level = min((lines[at].level for at in heads), default=0) if headed else 7
    section, head, start = "", None, 0
    for at, line in enumerate(lines):
        above = line.kind == "heading" and line.level < level and not line.folded and not _is_answer(line)
        if at not in begins and not above:
            continue
        if head is not None:
            yield Segment(head, lines[start:at], section)
        head, start = (line, at + 1) if at in begins else (None, 0)
        if above and at not in begins:
            section = line.text
    if head is not None:
        yield Segment(head, lines[start:], section)
