"""The terminal that output goes to, where it goes to one: how wide it is, and which colours it has.

In a pipe there is none: what is written there is one fact a line, without colours, and stays as it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

import click

from exam.cli.exits import DONE
from exam.cli.output.layout import Line, plain, wrapped_words
from exam.cli.wiring import Wish, find_root
from exam.core.text import visible

Colours = Literal[0, 16, 256]
_UNSAID = 80
_NARROWEST = 30
_BY_ROLE: dict[int, dict[str, str]] = {
    # Of the 256, such as are read on black and on white alike: at least 3.8 : 1 to both, whatever the theme.
    256: {"good": "38;5;28", "bad": "38;5;160", "warn": "38;5;130", "accent": "38;5;31", "muted": "38;5;243"},
    # Of the 16, those that themes for dark and for light grounds keep readable. Grey is the ground of some, so what
    # stands beside the point is faint and has no colour.
    16: {"good": "32", "bad": "31", "warn": "35", "accent": "34;1", "muted": "2"},
}
_BOLD = "1"
_MANY_COLOURS = ("256", "kitty", "alacritty", "ghostty", "foot", "wezterm", "direct")


@dataclass(frozen=True)
class Terminal:
    """What is written to: `width` in cells, and how many colours there are; 0: none, and no bold either."""

    width: int
    colours: Colours = 0

    def text(self, lines: Iterable[Line]) -> str:
        """Lines as they are sent to the terminal."""
        return "\n".join(map(self._sent, lines))

    def show(self, lines: Iterable[Line]) -> int:
        """Writes lines to standard output, and gives the exit code of what has been done."""
        click.echo(self.text(lines), color=self.colours > 0)
        return DONE

    def _sent(self, row: Line) -> str:
        row = _without_blanks_after(row)
        if not self.colours:
            return visible(plain(row))
        sent = []
        for text, role in row:
            codes = [_BOLD if word == "bold" else _BY_ROLE[self.colours][word] for word in role.split()]
            shown = visible(text)
            sent.append(f"\x1b[{';'.join(codes)}m{shown}\x1b[0m" if codes and shown.strip() else shown)
        return "".join(sent)


def terminal_of(
    stream: TextIO, wish: Wish = "auto", environ: Mapping[str, str] = os.environ, width: int | None = None
) -> Terminal | None:
    """The terminal of a stream; None where it goes into a pipe or a file, and nobody wants colours there.

    The width is the one that is given, or COLUMNS, or what the terminal itself says, and 80 where nobody says it.
    """
    if wish != "always" and not stream.isatty():
        return None
    return Terminal(max(_NARROWEST, width or _told_width(stream, environ)), _colours(wish, environ))


def terminal_here(width: int | None = None) -> Terminal | None:
    """The terminal of standard output, as the options of this run want it."""
    return terminal_of(sys.stdout, wish_here(), width=width)


def say(*texts: str, err: bool = False) -> None:
    """Prints lines of text; on a terminal their words are wrapped, below where each begins."""
    stream = sys.stderr if err else sys.stdout
    terminal = terminal_of(stream, wish_here())
    for text in texts:
        if terminal is None:
            click.echo(text, err=err)
            continue
        for one in text.split("\n"):
            indent = len(one) - len(one.lstrip(" "))
            rows = wrapped_words(
                one.strip(), terminal.width, indent=indent, hang=indent + 2 if indent else 0, whole=True
            )
            click.echo("\n".join("".join(part.text for part in row).rstrip() for row in rows), err=err)


def wish_here() -> Wish:
    """What --color says in this run."""
    return find_root().colour


def _without_blanks_after(row: Line) -> Line:
    while row and not row[-1].text.strip():
        row = row[:-1]
    return (*row[:-1], row[-1]._replace(text=row[-1].text.rstrip())) if row else ()


def _told_width(stream: TextIO, environ: Mapping[str, str]) -> int:
    if (said := environ.get("COLUMNS", "")).isascii() and said.isdigit() and 0 < int(said) < 10_000:
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _UNSAID
    except (OSError, ValueError):
        return _UNSAID


def _colours(wish: Wish, environ: Mapping[str, str]) -> Colours:
    kind = environ.get("TERM", "")
    if wish == "never" or (wish == "auto" and (environ.get("NO_COLOR") or kind == "dumb")):
        return 0
    return 256 if environ.get("COLORTERM") or any(word in kind for word in _MANY_COLOURS) else 16
