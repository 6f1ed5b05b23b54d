"""The bank: sections of items, and the blueprints by which papers are made of them."""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from exam.core.authored import Line, Prose
from exam.core.base32 import encode
from exam.core.blueprint import DEFAULT_BLUEPRINTS, STANDARD, Blueprint, near_by_default
from exam.core.exhibit import Exhibit, TextFormat
from exam.core.item import Item
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
    """Sections of one family are near each other, in schema 1: their statements are plausible for each other."""
    subject: Line | None = None
    """What its items are about that name no subject of their own (schema 2). None: the section's id."""
    items: Annotated[tuple[Item, ...], Field(alias="item")] = ()


class Bank(Authored):
    """A bank of items. Its ids are unique and its references resolve; `formats` refuses it otherwise.

    Aliases are the names in a file, where ``[[section.item]]`` reads better than a plural.
    """

    format_version: Annotated[Literal[1, 2], Field(alias="schema")] = 1
    id: Id
    title: Line
    description: Prose | None = None
    language: Line = "en"
    licence: Line | None = None
    text: TextFormat = "flowing"
    """How its texts are read (schema 2)."""
    exhibits: Annotated[tuple[Exhibit, ...], Field(alias="exhibit", max_length=2_000)] = ()
    """What stands beside questions (schema 2)."""
    lures_only: bool = False
    """Whether an item may have no other distractors than its lures."""
    sections: Annotated[tuple[Section, ...], Field(alias="section", min_length=1)]
    written_blueprints: Annotated[tuple[Blueprint, ...], Field(alias="blueprint")] = ()
    _pictures: Mapping[str, str] = PrivateAttr(default_factory=dict)
    _unshown: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @field_validator("written_blueprints")
    @classmethod
    def _near_unless_written(cls, blueprints: tuple[Blueprint, ...], info: ValidationInfo) -> tuple[Blueprint, ...]:
        """In schema 2 a blueprint that names no difficulty asks for near distractors."""
        return near_by_default(blueprints) if info.data.get("format_version") == 2 else blueprints

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
    def subject_of(self) -> dict[str, str]:
        """What each item is about, by item id: in schema 1 its section's family, or else its section's id."""
        return {item.id: self.subject_in(section, item) for section in self.sections for item in section.items}

    @cached_property
    def kind_of(self) -> dict[str, str | None]:
        """The kind of answer of each item, by item id: in schema 1 its aspect. None: the author has not said."""
        return {item.id: self.kind_in(item) for item in self.items}

    @cached_property
    def siblings(self) -> dict[int, tuple[str, ...]]:
        """The ids of the items that share a number, by number, in the bank's order; those of two and more only."""
        if self.format_version == 1:
            return {}
        sharing: dict[int, list[str]] = {}
        for item in self.items:
            if item.number is not None:
                sharing.setdefault(item.number, []).append(item.id)
        return {number: tuple(ids) for number, ids in sharing.items() if len(ids) > 1}

    def siblings_of(self, item_id: str) -> tuple[str, ...]:
        """The other items with the number of this one; none in schema 1, where a number is no more than a label."""
        number = self.item_by_id[item_id].number
        return () if number is None else tuple(other for other in self.siblings.get(number, ()) if other != item_id)

    def listed_question(self, item: Item) -> int | str:
        """What counts as one question: the number that an item shares with its siblings, or else its own id."""
        return item.id if self.format_version == 1 or item.number is None else item.number

    def count_questions(self, sections: Sequence[Section]) -> int:
        """How many questions of some sections one paper can ask: of siblings it asks one."""
        return sum(self.question_counts(sections))

    def question_counts(self, sections: Sequence[Section], only: Container[str] | None = None) -> list[int]:
        """How many questions each of some sections adds to those before it: siblings count where they stand first.

        With `only`, of the items with these ids.
        """
        known: set[int | str] = set()
        counts = []
        for section in sections:
            before = len(known)
            known.update(self.listed_question(item) for item in section.items if only is None or item.id in only)
            counts.append(len(known) - before)
        return counts

    def subject_in(self, section: Section, item: Item) -> str:
        """What an item of a section is about."""
        if self.format_version == 1:
            return section.family or section.id
        return item.subject or section.subject or section.id

    def kind_in(self, item: Item) -> str | None:
        """The kind of answer of an item."""
        return item.aspect if self.format_version == 1 else item.kind

    @cached_property
    def is_unmarked(self) -> bool:
        """Whether nobody has said which answers tempt where, in a bank that is small enough to be weighed whole."""
        return len(self.items) <= MOST_DIRECT and not any(item.lures for item in self.items)

    @cached_property
    def has_authored_items(self) -> bool:
        """Whether any of its items is asked as its author wrote it."""
        return any(item.is_authored for item in self.items)

    def see_pictures(self, found: Mapping[str, str], unshown: Mapping[str, str]) -> None:
        """Told by whoever opened the bank's file: the digests of its pictures, and which cannot be shown and why.

        Both by the ids of their exhibits. It is no part of the bank's edition, as the files may come and go.
        """
        self._pictures, self._unshown = found, unshown

    @property
    def pictures(self) -> Mapping[str, str]:
        """The digest of each picture, by the id of its exhibit, as far as somebody looked."""
        return self._pictures

    @property
    def unshown(self) -> dict[str, str]:
        """By the id of an item that can therefore not be asked: which picture of it cannot be shown, and why."""
        if not self._unshown:
            return {}
        return {item.id: self._unshown[name] for item in self.items for name in item.exhibits if name in self._unshown}

    @cached_property
    def exhibit_by_id(self) -> dict[str, Exhibit]:
        return {exhibit.id: exhibit for exhibit in self.exhibits}

    @property
    def blueprints(self) -> tuple[Blueprint, ...]:
        """The bank's own blueprints. Where it names none, those of the defaults that fit its size, the first one first.

        A bank of up to 60 items offers all of them. A larger one offers 60 questions first, and all questions, of the
        bank or of one section, only where these are 1,000 or fewer: one Enter on a deck of 2,000 must not ask them all.
        """
        if self.written_blueprints:
            return self.written_blueprints
        count = self.count_questions(self.sections)
        largest = max(self.count_questions([section]) for section in self.sections)
        standard = (STANDARD,) if count > (STANDARD.items or 0) else ()
        if len(self.items) > MOST_DIRECT:
            return self._as_default(standard)
        fitting = zip(DEFAULT_BLUEPRINTS, (count, largest), strict=True)
        fit = (blueprint for blueprint, questions in fitting if questions <= MOST_QUESTIONS)
        return self._as_default((*standard, *fit))

    @property
    def coded_blueprints(self) -> tuple[Blueprint, ...]:
        """All that a code may name, in the order in which codes count them: `STANDARD` came later and is last."""
        defaults = (*DEFAULT_BLUEPRINTS, STANDARD) if len(self.items) <= MOST_DIRECT else (STANDARD,)
        return self.written_blueprints or self._as_default(defaults)

    def _as_default(self, blueprints: tuple[Blueprint, ...]) -> tuple[Blueprint, ...]:
        return blueprints if self.format_version == 1 else near_by_default(blueprints)

    @cached_property
    def edition(self) -> str:
        """Four base-32 letters (20 bits of SHA-256) over everything that decides what a paper looks like.

        Correcting a rationale, a title or a link keeps the edition, and with it every exam code. A newer program that
        knows more fields keeps it too, because fields with their default value are not counted. For a bank without
        blueprints the oldest defaults are counted, so that adding `STANDARD` for middling banks changed no edition. In
        schema 2 the number of an item is counted, because it says which items are siblings.
        """
        first_defaults = DEFAULT_BLUEPRINTS if len(self.items) <= MOST_DIRECT else (STANDARD,)
        no_matter = _NOT_IN_EDITION | ({"number": True} if self.format_version == 1 else {})
        decides = {
            "id": self.id,
            "lures_only": self.lures_only,
            "sections": [
                {
                    "id": section.id,
                    "family": section.family,
                    "items": [item.model_dump(exclude=no_matter, exclude_defaults=True) for item in section.items],
                }
                for section in self.sections
            ],
            "blueprints": [
                blueprint.model_dump(exclude={"title", "description", "cut_source"}, exclude_defaults=True)
                for blueprint in self.written_blueprints or first_defaults
            ],
        }
        if self.exhibits or self.text != "flowing":
            decides["text"] = self.text
            decides["exhibits"] = [exhibit.model_dump(exclude_defaults=True) for exhibit in self.exhibits]
        if self.format_version > 1:
            decides["schema"] = self.format_version
            decides["subjects"] = [section.subject for section in self.sections]
        written = json.dumps(decides, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return encode(int.from_bytes(hashlib.sha256(written.encode()).digest()[:4]) >> 12, 4)


_NOT_IN_EDITION: dict[str, Any] = {
    "rationale": True,
    "references": True,
    "tags": True,
    "options": {"__all__": {"feedback"}},
    "answers": {"__all__": {"feedback"}},
}
