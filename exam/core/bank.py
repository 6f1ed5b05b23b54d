"""Owns the bank: sections of items and the blueprints over them. Refuses to know how it is written down."""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from exam.core.base32 import encode
from exam.core.blueprint import DEFAULT_BLUEPRINTS, LARGE_BLUEPRINTS, Blueprint
from exam.core.item import Item, Line, Prose
from exam.core.model import Authored, Id

MOST_DIRECT = 2_000
"""Items up to which a form is made from the bank itself; a larger bank goes by its index, always."""


class Section(Authored):
    """A titled part of the bank; scores are reported by section."""

    id: Id
    title: Line
    family: Id | None = None
    """Sections of one family are siblings: their statements are plausible for each other."""
    items: Annotated[tuple[Item, ...], Field(alias="item")] = ()


class Bank(Authored):
    """A bank of items. Its ids are unique and its references resolve; `formats` refuses it otherwise.

    Aliases are the names in a file, where ``[[section.item]]`` reads better than a plural.
    """

    format_version: Annotated[Literal[1], Field(alias="schema")] = 1
    id: Id
    title: Line
    description: Prose | None = None
    language: Line = "en"
    licence: Line | None = None
    lures_only: bool = False
    """Whether an item may have no other distractors than its lures."""
    sections: Annotated[tuple[Section, ...], Field(alias="section", min_length=1)]
    written_blueprints: Annotated[tuple[Blueprint, ...], Field(alias="blueprint")] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, section by section, in the order written."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Each item's section, by item id."""
        return {item.id: section for section in self.sections for item in section.items}

    @cached_property
    def has_authored_options(self) -> bool:
        """Whether an author wrote the options of any of its items."""
        return any(item.options for item in self.items)

    @property
    def blueprints(self) -> tuple[Blueprint, ...]:
        """The bank's own blueprints, or the defaults where it names none."""
        return self.written_blueprints or (DEFAULT_BLUEPRINTS if len(self.items) <= MOST_DIRECT else LARGE_BLUEPRINTS)

    @cached_property
    def edition(self) -> str:
        """Four base-32 letters (20 bits of SHA-256) over everything that decides what a paper looks like.

        Correcting a rationale, a title or a link keeps the edition, and with it every exam code; so does a newer
        program that knows more fields, because fields left at their default are not counted.
        """
        decides = {
            "id": self.id,
            "lures_only": self.lures_only,
            "sections": [
                {
                    "id": section.id,
                    "family": section.family,
                    "items": [
                        item.model_dump(exclude=_NOT_IN_EDITION, exclude_defaults=True) for item in section.items
                    ],
                }
                for section in self.sections
            ],
            "blueprints": [
                blueprint.model_dump(exclude={"title", "description", "cut_source"}, exclude_defaults=True)
                for blueprint in self.blueprints
            ],
        }
        written = json.dumps(decides, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return encode(int.from_bytes(hashlib.sha256(written.encode()).digest()[:4]) >> 12, 4)


_NOT_IN_EDITION = {"rationale", "references", "tags", "number"}
