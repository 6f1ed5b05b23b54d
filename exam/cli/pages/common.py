"""What several pages have in common: headings, facts in a row, what to do next, likely ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from exam.cli.output.layout import MEASURE, Line, Part, line, wrapped_words
from exam.core.text import cells

if TYPE_CHECKING:
    from exam.learning.next_act import NextAct

LIKELY = "The likely range is a 95 % interval."
EMPTY: Line = ()
"""A line with nothing on it."""


def title(name: str, beside: str, width: int) -> list[Line]:
    """What is shown, and of what."""
    return wrapped_words(line(Part(name, "bold"), Part(f" · {beside}" if beside else "", "muted")), width)


def heading(words: str, width: int, remark: str = "") -> list[Line]:
    """A heading after an empty line, and beside it what is to be known of all that stands below."""
    return [EMPTY, *wrapped_words(line(Part(words, "bold"), Part(f"  {remark}" if remark else "", "muted")), width)]


def facts(some: Iterable[str], width: int, *, indent: int = 0) -> list[Line]:
    """Short facts in a row, which is broken between two of them."""
    lines: list[str] = []
    width = min(width, MEASURE)
    for fact in some:
        joined = f"{lines[-1]} · {fact}" if lines else fact
        lines[-1:] = [joined] if indent + cells(joined) <= width else [*lines[-1:], fact]
    return [row for text in lines for row in wrapped_words(Part(text, "muted"), width, indent=indent)]


def named(rows: Iterable[tuple[str, str | Part | Line]], width: int, *, indent: int = 2) -> list[Line]:
    """Texts, each after its name; the names form a column of their own."""
    some = [*rows]
    wide = max((cells(name) for name, _ in some), default=0) + 2
    lines: list[Line] = []
    for name, text in some:
        first, *others = wrapped_words(text, width - indent - wide)
        lines.append(line(" " * indent, Part(name.ljust(wide - cells(name) + len(name)), "muted"), first))
        lines += [line(" " * (indent + wide), row) for row in others]
    return lines


def command(words: str, width: int, *, indent: int = 2) -> list[Line]:
    """A command to be typed; where it is too long for a line it goes on as a shell reads it."""
    rows: list[str] = []
    for word in words.split(" "):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and indent + cells(joined) + 2 > width and word:
            rows[-1] += " \\"
            rows.append(f"  {word}")
        else:
            rows[-1:] = [joined]
    return [line(" " * indent, Part(row, "accent")) for row in rows]


def next_page(act: NextAct | None, width: int) -> list[Line]:
    """What to do next, and its command."""
    if act is None:
        return []
    return [
        EMPTY,
        *wrapped_words(line(Part("Next", "bold"), f"  {act.words}"), width, hang=6),
        *command(act.command, width, indent=6),
    ]


def likely(interval: tuple[float, float] | None) -> str:
    """A 95 % interval in percent under the heading "likely"; "–" for none."""
    return "–" if interval is None else f"{interval[0]:.0f}–{interval[1]:.0f} %"


def sentence(words: str) -> str:
    """Words as a sentence: with a capital letter, and a full stop at the end."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!", "…")) else ".")
