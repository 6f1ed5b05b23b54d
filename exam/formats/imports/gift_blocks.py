"""A GIFT file cut into its questions: where each begins, its category, and what the comments above it say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exam.core.text import visible

_ESCAPABLE = "\\~=#{}:n"
_KEEPERS = "\x01\x02\x03\x04\x05\x06\x07\x08"
"""What an escaped sign is while the text is taken apart: control characters, which `visible` leaves in no text."""
_KEPT = dict(zip(_ESCAPABLE, _KEEPERS, strict=True))
_FREED = str.maketrans(dict(zip(_KEEPERS, "\\~=#{}:\n", strict=True)))
_WRITTEN = str.maketrans(dict(zip(_KEEPERS, (f"\\{sign}" for sign in _ESCAPABLE), strict=True)))
COMMAND = re.compile(r"\\n(?:eq|abla|eg|otin|mid|leq|geq|exists|earrow|subseteq)\b")
"""The beginning of a formula's command that nobody would mean as a line end."""
_ESCAPE = re.compile(rf"{COMMAND.pattern}|\\([\\~=#{{}}:n])")
_TITLED = re.compile(r"::[^:\n].*?::")
_CATEGORY = "$CATEGORY:"
_ID = re.compile(r"\[id:([^\x7f\]]{1,200})\]")
_TAG = re.compile(r"\[tag:([^\x7f\]]{1,200})\]")
_ANSWERS = re.compile(r"\{[ \t]*(?:$|[=~#}]|(?:TRUE|FALSE|T|F)[ \t]*[#}])", re.I)
_LONGEST_LINE = 200_000
"""Letters of a line in which answers are looked for: ten times as many as a question may have."""
"""How a line begins the part with the answers, beyond doubt."""
_GOES_ON = ("=", "~", "#", "}")
"""What a line within braces begins with that an empty line does not end."""


@dataclass(slots=True)
class Block:
    """The lines of one question, escaped signs kept as one letter each."""

    line: int
    """Where it begins, from 1."""
    section: str
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def escapes_kept(text: str) -> str:
    """A text whose escaped signs mean nothing any more: each is one letter, which `freed` turns into the sign."""
    return _ESCAPE.sub(lambda found: _KEPT[found[1]] if found[1] else found[0], visible(text))


def freed(text: str) -> str:
    """What a kept text says."""
    return text.translate(_FREED)


def _written(text: str) -> str:
    """What stands in the file where a kept text was made of it: comments and categories have no escaped signs."""
    return text.translate(_WRITTEN)


def blocks(text: str) -> Iterator[Block]:
    """The questions of a kept text. Empty lines part them, and so does a title, a category or a second pair of braces
    at the beginning of a line."""
    cutter = _Cutter()
    for number, line in enumerate(text.split("\n"), start=1):
        yield from cutter.add(number, line)
    yield from cutter.end()


class _Cutter:
    def __init__(self) -> None:
        self._section = ""
        self._depth = 0
        self._gap = False
        """Whether an empty line stood within braces."""
        self._id = ""
        self._tags: list[str] = []
        self._block: Block | None = None

    def add(self, number: int, line: str) -> Iterator[Block]:
        stripped = line.strip()
        if not stripped:
            if self._depth:
                self._gap = True
            else:
                yield from self.end()
        elif stripped.startswith("//"):
            yield from self._comment(stripped)
        elif stripped.startswith(_CATEGORY):
            yield from self.end()
            self._section = _category(_written(stripped.removeprefix(_CATEGORY)))
        else:
            if self._begins_another(stripped):
                yield from self.end()
            self._append(number, line)

    def _begins_another(self, stripped: str) -> bool:
        if self._block is None:
            return False
        if self._gap and not stripped.startswith(_GOES_ON):
            return True
        return bool(_TITLED.match(stripped))

    def _append(self, number: int, line: str) -> None:
        if self._block is None:
            self._block = Block(number, self._section, [], self._id, self._tags)
            self._id, self._tags = "", []
        self._gap = False
        # A comment or an empty line that was left out keeps its place, so that lines can be counted.
        self._block.lines += [""] * (number - self._block.line - len(self._block.lines))
        self._block.lines.append(line)
        self._depth = max(0, self._depth + line.count("{") - line.count("}"))

    def _comment(self, comment: str) -> Iterator[Block]:
        """Takes the id and the tags that a comment names, for the question around it or else for the next one."""
        ids, tags = _ID.findall(comment), _TAG.findall(comment)
        if not ids and not tags:
            return
        if not self._depth:
            yield from self.end()
        name = _written(ids[-1]).strip() if ids else ""
        words = [_written(tag).strip() for tag in tags]
        if self._block is None:
            self._id = name or self._id
            self._tags.extend(words)
        else:
            self._block.id = name or self._block.id
            self._block.tags.extend(words)

    def end(self) -> Iterator[Block]:
        """What was read so far as one question, or as several that no empty line parts."""
        if self._block is not None:
            yield from _parted(self._block)
        self._block, self._depth, self._gap = None, 0, False


def _category(path: str) -> str:
    """The title of a section: the parts of a category's path, without the beginning that only Moodle knows."""
    parts = [part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", path.strip())]
    if re.fullmatch(r"\$\w+\$", parts[0]):
        parts = parts[1:]
    if parts and parts[0] == "top":
        parts = parts[1:]
    return " / ".join(part for part in parts if part)


def _parted(block: Block) -> Iterator[Block]:
    """A block, cut behind each line that ends a question where another question follows."""
    depth, start, answered = 0, 0, False
    last = _last_answers(block.lines)
    for at, line in enumerate(block.lines):
        answered = answered or bool(_ANSWERS.search(line, 0, _LONGEST_LINE))
        depth = max(0, depth + line.count("{") - line.count("}"))
        if answered and not depth and line.rstrip().endswith("}") and at < last:
            yield _lines_of(block, start, at + 1)
            start, answered = at + 1, False
    yield _lines_of(block, start, len(block.lines))


def _last_answers(lines: list[str]) -> int:
    """The last line in which the part with the answers begins; -1 where there is none."""
    return max((at for at, line in enumerate(lines) if _ANSWERS.search(line, 0, _LONGEST_LINE)), default=-1)


def _lines_of(block: Block, start: int, end: int) -> Block:
    first = start == 0
    while start < end - 1 and not block.lines[start].strip():
        start += 1
    return Block(
        block.line + start,
        block.section,
        block.lines[start:end],
        block.id if first else "",
        block.tags if first else [],
    )
