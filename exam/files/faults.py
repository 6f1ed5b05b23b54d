"""What is wrong with a file, as a person is told of it: the place, what is wrong there, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from exam.core.text import one_line

FieldPath = tuple[str | int, ...]
"""The way to a value in a file's data: names of fields and places in lists, from 0."""

MOST_FAULTS = 1000
"""Faults that are looked for in one file. Whoever has more needs another look at the whole of it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file. Its texts are safe to show: they hold no line end and no control character."""

    file: str
    line: int
    """From 1; 0 where the fault is the file's and no line's."""
    column: int
    """In characters, from 1; 0 where the fault is the whole line's, or the file's."""
    where: str
    """The path of the field, with the id of its item: ``section[0].item[3] (pod).lures[1]``; empty for the file."""
    message: str
    """What is wrong, to be read after `where`, without a full stop."""
    remedy: str
    """What to do: whole sentences, or empty where the message says it all."""

    def __post_init__(self) -> None:
        for name in ("file", "where", "message", "remedy"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.where}: {self.message}" if self.where else f"{place}: {self.message}"
        return f"{text}. {self.remedy}" if self.remedy else f"{text}."


class FaultyFile(Exception):
    """A file that cannot be used. `faults` has all that was found wrong with it, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class BankRefused(FaultyFile):
    """A file that is no bank."""


@dataclass(frozen=True, slots=True)
class FaultAtPath:
    """A fault by its path in the data, before anybody has looked up its line."""

    path: FieldPath
    message: str
    remedy: str = ""
    letter: str = ""
    """The character in the text at `path` that the fault is about."""
    first: FieldPath | None = None
    """Where what is said twice stands first: its line ends the message."""


class TooManyFaults(Exception):
    """More faults than anybody reads."""


class FaultsAtPaths(list[FaultAtPath]):
    """Faults in the order found."""

    def add(
        self, path: FieldPath, message: str, remedy: str = "", *, letter: str = "", first: FieldPath | None = None
    ) -> None:
        """Adds a fault. Raises TooManyFaults beyond `MOST_FAULTS`."""
        if len(self) == MOST_FAULTS:
            raise TooManyFaults
        self.append(FaultAtPath(path, message, remedy, letter, first))


def quoted(value: object, most: int = 40) -> str:
    """A value as a message quotes it: short, and as it would stand in the file."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            text = one_line(value)
            return f"'{text[: most - 1]}…'" if len(text) > most else f"'{text}'"
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
        case int() if abs(value) >= 10**most:
            return "a number of very many digits"
        case _:
            return str(value)
