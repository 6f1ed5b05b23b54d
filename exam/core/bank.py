"""The bank: sections of items, and the blueprints by which papers are made of them."""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from exam.core.base32 import encode
from exam.core.blueprint import DEFAULT_BLUEPRINTS, STANDARD, Blueprint
from exam.core.item import Item, Line, Prose
from exam.core.model import Authored, Id

MOST_DIRECT = 2_000
"""Items up to which a form is made from the bank itself; a larger bank goes by its index, always."""

MOST_QUESTIONS = 1_000
"""Questions in one paper, beyond which nobody sits it."""


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
        """The bank's own blueprints. Where it names none, those of the defaults that fit its size, the first one first.

        A bank of up to 60 items offers all of it; a larger one 60 questions first, and all of it, or of one section,
        only up to 1,000: one Enter on a deck of 2,000 must not ask them all.
        """
        if self.written_blueprints:
            return self.written_blueprints
        count, largest = len(self.items), max(len(section.items) for section in self.sections)
        standard = (STANDARD,) if count > (STANDARD.items or 0) else ()
        if count > MOST_DIRECT:
            return standard
        fitting = zip(DEFAULT_BLUEPRINTS, (count, largest), strict=True)
        return (*standard, *(blueprint for blueprint, questions in fitting if questions <= MOST_QUESTIONS))

    @property
    def coded_blueprints(self) -> tuple[Blueprint, ...]:
        """All that a code may name, in the order in which codes count them: `STANDARD` came later and is last."""
        defaults = (*DEFAULT_BLUEPRINTS, STANDARD) if len(self.items) <= MOST_DIRECT else (STANDARD,)
        return self.written_blueprints or defaults

    @cached_property
    def edition(self) -> str:
        """Four base-32 letters (20 bits of SHA-256) over everything that decides what a paper looks like.

        Correcting a rationale, a title or a link keeps the edition, and with it every exam code; so does a newer
        program that knows more fields, because fields left at their default are not counted. A bank that names no
        blueprints counts the defaults that there were first, so that `STANDARD` for middling banks changed no edition.
        """
        first_defaults = DEFAULT_BLUEPRINTS if len(self.items) <= MOST_DIRECT else (STANDARD,)
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
                for blueprint in self.written_blueprints or first_defaults
            ],
        }
        written = json.dumps(decides, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return encode(int.from_bytes(hashlib.sha256(written.encode()).digest()[:4]) >> 12, 4)


_NOT_IN_EDITION = {"rationale", "references", "tags", "number"}
