"""A question as tables, data files and notes have it: loosely named parts, before anybody has said which are right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from exam.formats.imports.foreign_bank import Place


class WrittenNumber(str):
    """A number as it stands in a file that tells numbers from texts."""

    __slots__ = ()


class Letters(str):
    """A key that is letters for certain."""

    __slots__ = ()


class PlacedTable(dict[str, Any]):
    """A table of data with the line in which it begins."""

    line = 0


@dataclass(slots=True)
class LooseOption:
    """One option. `right` and `percent` are None where the file says it elsewhere or nowhere."""

    text: str
    right: bool | None = None
    percent: str | None = None
    """What choosing it earns, in percent of the points."""
    feedback: str = ""
    name: str = ""
    """How a key may call it, where the file gives its options names of their own."""


Key = str | Sequence[str]
"""What a file says of the right answer in one place: a letter, a number, a text, or several in a list or one text."""


@dataclass(slots=True)
class LooseQuestion:
    """What was found of one question. Texts are as in the file, "" where there is none."""

    place: Place
    stem: str = ""
    choices: list[LooseOption] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    """A file may say the key more than once, as a number and as a letter."""
    right: list[str] = field(default_factory=list)
    """Texts that are right for certain, where options are parted into right and wrong ones."""
    wrong: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What is right where there are no options."""
    explanation: str = ""
    name: str = ""
    section: str = ""
    type: str = ""
    points: str = ""
    tolerance: str = ""
    unit: str = ""
    picture: str = ""
    alt: str = ""
    """What the picture shows, in words."""
    code: str = ""
    passage: str = ""
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    shuffle: bool = True
    single: bool | None = None
    """Whether one option is to be chosen; None where the file does not say."""
    counts_from: int | None = None
    """The number of the first option, where the file's own names of the options say it."""
    group: str = ""
    """Questions of one group were written by one rule: the key of one may tell how those of others are meant."""
    changed: list[str] = field(default_factory=list)
