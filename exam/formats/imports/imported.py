"""What became of questions in another format: a bank, and an account of each question that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from exam.core.bank import Bank
from exam.core.wording import counted
from exam.files.faults import Fault
from exam.files.pictures import Picture, picture_in, read_picture
from exam.formats.imports.foreign_bank import Place


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that came in a file, or lies beside it. It was looked at, and can be shown."""

    data: bytes = b""
    folder: Path = Path()
    path: str = ""
    """From the folder; empty where `data` has the picture."""

    def read(self) -> Picture:
        """The picture. Raises PictureRefused where it has changed meanwhile."""
        return read_picture(self.folder, self.path) if self.path else picture_in(self.data)


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """One question of a file, and what became of it."""

    file: str
    place: Place
    name: str
    """What people call it: its name in the file, or else how its text begins."""
    item: str | None
    """The id of the item that it became; None where it was left out."""
    changed: tuple[str, ...] = ()
    """What is held in another way than it was written."""
    why: str = ""
    """Why it was left out, read after its name."""
    twin: str = ""
    """Where the question stands that it is the same as."""

    @property
    def where(self) -> str:
        """File and line, or file and part of it: ``quiz.gift:12``, ``deck.zip:item3.xml:4``."""
        parts = (self.file, self.place.member, self.place.line)
        return ":".join(str(part) for part in parts if part)

    def fault(self, message: str) -> Fault:
        """Something that is to be said of it."""
        file = f"{self.file}:{self.place.member}" if self.place.member else self.file
        return Fault(file, self.place.line, 0, self.name, message, "")


@dataclass(frozen=True)
class Imported:
    """A bank made of files in other formats. Each of their questions has an account, in their order."""

    bank: Bank
    accounts: tuple[ImportedQuestion, ...]
    files: tuple[str, ...]
    formats: tuple[str, ...]
    """The format of each file, as it is called."""
    notes: tuple[str, ...] = ()
    """What is to be said of the files as a whole, each a whole sentence."""
    pictures: Mapping[str, FoundPicture] = field(default_factory=dict)
    """By the path that exhibits name them by, from the bank's own folder."""

    @cached_property
    def taken(self) -> tuple[ImportedQuestion, ...]:
        return tuple(one for one in self.accounts if one.item is not None)

    @cached_property
    def left_out(self) -> tuple[ImportedQuestion, ...]:
        return tuple(one for one in self.accounts if one.item is None)

    @cached_property
    def changed(self) -> tuple[ImportedQuestion, ...]:
        """Of those taken, the ones that are held in another way than they were written."""
        return tuple(one for one in self.taken if one.changed)

    @cached_property
    def account_of(self) -> Mapping[str, ImportedQuestion]:
        """By item id."""
        return {one.item: one for one in self.taken if one.item is not None}

    @property
    def summary(self) -> str:
        """One line: how many were taken, and how many were not."""
        told = f"{counted(len(self.taken), 'question')} taken"
        if self.changed:
            told += f", {len(self.changed):,} of them with a change"
        return f"{told}; {len(self.left_out):,} left out."


def grouped(said: Iterable[tuple[str, ImportedQuestion]]) -> Iterator[tuple[str, list[ImportedQuestion]]]:
    """What was said of some questions, each thing once with all of whom it is said, the most frequent first."""
    groups: dict[str, list[ImportedQuestion]] = {}
    for what, account in said:
        groups.setdefault(what, []).append(account)
    yield from sorted(groups.items(), key=lambda group: -len(group[1]))
