"""What a reader finds in a file of another format: questions in the fields of a bank's items, and what it left out.

A reader decides nothing about ids, files on the disk, or whether an item is sound: `exam.library.importing` does, in
the same way for all formats.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands."""

    line: int
    """From 1; 0 where the format has no lines."""
    member: str = ""
    """The file within a package or the sheet within a workbook; empty for the file itself."""


@dataclass(frozen=True, slots=True)
class ForeignItem:
    """A question that was read."""

    place: Place
    fields: Mapping[str, Any]
    """As they stand in a bank's file of schema 2 (`type`, `stem`, `options`, `key` …), without `id`. Options are a dict
    of id to text or table, `exhibits` names ids of the `ForeignBank`'s."""
    name: str = ""
    """What the file calls it, for its id and for messages. One that can be an id becomes it as it is."""
    section: str = ""
    """The title of the section that it belongs to; "" where the file has none. Parts of a path are joined by " / "."""
    changed: tuple[str, ...] = ()
    """What of it is held in another way than it was written, each a short sentence."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question of the file that was not taken."""

    place: Place
    name: str
    why: str
    """Read after its name: "is calculated from formulas, which a bank cannot hold"."""


@dataclass(frozen=True, slots=True)
class ForeignBank:
    """All that was found in one file, in its order."""

    items: tuple[ForeignItem, ...]
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
    language: str = ""
    """As a bank names it ("en"); "" where the file does not say."""
    description: str = ""
    text: Literal["plain", "markdown"] = "markdown"
    exhibits: tuple[Mapping[str, Any], ...] = ()
    """As they stand in a bank's file, with ids; the `picture` of one is a name in `media`."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures by a plain file name without folders."""
    wanted_media: Mapping[str, str] = field(default_factory=dict)
    """Pictures that exhibits name and that are not in the file itself: by the name that they are to have among `media`,
    where they lie, as a path with slashes from the file's folder. Whoever imports reads them, in that folder alone."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What else the file says of the bank, as it stands in a bank's file: `id`, `licence`, `blueprint`."""
    notes: tuple[str, ...] = ()
    """What is to be said of the file as a whole, each a whole sentence."""
