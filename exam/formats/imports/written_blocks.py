"""The parts of a question in the written form: what begins a part, and which lines go on with it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from exam.formats import written_form as form

Kind = Literal["option", "answer", "recall", "gap", "step", "pair"]


@dataclass
class WrittenPart:
    """An option, an answer, a step: all that may have lines of its own and something told of it."""

    kind: Kind
    head: re.Match[str]
    text: str
    """What it says, without what told it from others."""
    feedback: str = ""


class WrittenLines:
    """Lines of a file, and which of them are code."""

    def __init__(self, raw: list[str], code: list[bool] | None = None) -> None:
        self.raw = raw
        self.code = form.in_code([_without_sign(line) for line in raw]) if code is None else code

    def part(self, start: int, end: int) -> "WrittenLines":
        """Those from `start` on and before `end`, without empty ones behind."""
        while end > start and not self.raw[end - 1].strip():
            end -= 1
        return WrittenLines(self.raw[start:end], self.code[start:end])


@dataclass
class QuestionParts:
    """A question in its parts."""

    stem: str = ""
    """Behind the heading."""
    answered: list[WrittenPart] = field(default_factory=list)
    rationale: str = ""
    sources: list[str] = field(default_factory=list)
    late: bool = False
    """Whether an answer stands below the explanation."""


_STRONG: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("option", form.OPTION),
    ("answer", form.ANSWER),
    ("recall", form.RECALL),
    ("gap", form.GAP),
)


_SAID_IN: dict[Kind, int] = {"option": 2, "answer": 1, "recall": 1, "gap": 3, "step": 2, "pair": 1}
"""The group of each pattern that holds what the line says."""
_SPACED = ("option", "step", "pair")
"""Kinds whose pattern takes the space before it."""


def parts_of(lines: WrittenLines) -> QuestionParts:
    """The parts of a question, from the lines behind its heading."""
    found = QuestionParts()
    begins: Callable[[int], tuple[Kind, re.Match[str]] | None] = lambda at: _strong(lines, at)  # noqa: E731
    start = next((at for at in range(len(lines.raw)) if _strong(lines, at)), None)
    if start is None:
        start, kind = _weak(lines)
        if kind:
            begins = lambda at: _of(lines, at, kind)  # noqa: E731
    see = next((at for at, raw in enumerate(lines.raw) if not lines.code[at] and form.SEE.match(raw)), len(lines.raw))
    start = min(see, len(lines.raw) if start is None else start)
    found.stem = "\n".join(lines.raw[:start])
    _read(lines, start, begins, found)
    return found


def _read(
    lines: WrittenLines, start: int, begins: Callable[[int], tuple[Kind, re.Match[str]] | None], found: QuestionParts
) -> None:
    rationale: list[str] = []
    at = start
    while at < len(lines.raw):
        raw = lines.raw[at]
        if begun := begins(at):
            found.late = found.late or bool(rationale)
            end = _end(lines, at, begins)
            found.answered.append(_part(*begun, lines.raw[at + 1 : end]))
            at = end
            continue
        if not lines.code[at] and (source := form.SEE.match(raw)):
            found.sources.append(source[1].strip())
        elif raw.strip() or rationale:
            rationale.append(raw)
        at += 1
    found.rationale = form.unguarded("\n".join(rationale).strip())


def _strong(lines: WrittenLines, at: int) -> tuple[Kind, re.Match[str]] | None:
    # The first line of an option may open a block of code.
    if lines.code[at] and not (form.OPTION.match(lines.raw[at]) and form.FENCE.match(_without_sign(lines.raw[at]))):
        return None
    for kind, pattern in _STRONG:
        if found := pattern.match(lines.raw[at]):
            return kind, found
    return None


def _of(lines: WrittenLines, at: int, kind: Kind) -> tuple[Kind, re.Match[str]] | None:
    found = None if lines.code[at] else (form.STEP if kind == "step" else form.LISTED).match(lines.raw[at])
    return None if found is None else (kind, found)


def _weak(lines: WrittenLines) -> tuple[int | None, Kind | None]:
    """Where pairs begin, or else steps, in a question that nothing else answers."""
    listed = [at for at in range(len(lines.raw)) if _of(lines, at, "pair")]
    pairs: list[int] = []
    for at, end in zip(listed, [*listed[1:], len(lines.raw)], strict=False):
        if any(form.PARTED.search(raw) for raw in _own(lines, at, end)):
            pairs.append(at)
    if len(pairs) > 1:
        return pairs[0], "pair"
    steps = [at for at in range(len(lines.raw)) if _of(lines, at, "step")]
    run: list[int] = []
    for at in steps:
        number = int(lines.raw[at].split(".")[0].split(")")[0])
        run = [*run, at] if run and number == len(run) + 1 else [at] if number == 1 else run
    return (run[0], "step") if len(run) > 1 else (None, None)


def _own(lines: WrittenLines, at: int, end: int) -> Iterator[str]:
    yield lines.raw[at][2:]
    for raw in lines.raw[at + 1 : end]:
        if raw.strip() and not raw.startswith("  "):
            return
        yield raw[2:]


def _end(lines: WrittenLines, at: int, begins: Callable[[int], tuple[Kind, re.Match[str]] | None]) -> int:
    """The line behind the last of a part: indented lines belong to it, and those right below that begin nothing."""
    end = at + 1
    look = end
    while look < len(lines.raw):
        raw = lines.raw[look]
        if not raw.strip():
            look += 1
            continue
        if raw.startswith("  "):
            end = look = look + 1
            continue
        if look > end or begins(look) or _strong(lines, look) or form.SEE.match(raw) or lines.code[look]:
            break
        end = look = look + 1
    return end


def _part(kind: Kind, head: re.Match[str], more: list[str]) -> WrittenPart:
    first = (head[_SAID_IN[kind]] or "").removeprefix("" if kind in _SPACED else " ")
    width = 3 if kind == "step" else 2
    block = [first, *(_dedented(raw, width) for raw in more)]
    code = form.in_code(block)
    said = next(
        (at for at in range(1, len(block)) if not code[at] and form.QUOTE.match(block[at])),
        len(block),
    )
    told = [re.sub(r"^\s*> ?", "", raw, count=1) for raw in block[said:]]
    rest = form.unguarded("\n".join(block[:said]), quotes=True)
    if block[0] and not form.FENCE.match(block[0]):
        rest = "\n".join([block[0], *rest.split("\n")[1:]])
    return WrittenPart(kind, head, rest.strip("\n"), "\n".join(told).strip())


def _dedented(raw: str, width: int) -> str:
    return raw[min(width, len(raw) - len(raw.lstrip(" "))) :]


def _without_sign(raw: str) -> str:
    if "] " not in raw[:6]:
        return raw
    option = form.OPTION.match(raw)
    return (option[2] or "") if option else raw
