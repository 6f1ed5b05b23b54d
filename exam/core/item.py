"""Owns the item: a stem, what answers it, and what an author knows about it. Refuses to know how it is drawn."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from exam.core.model import Authored, Id
from exam.core.text import one_line, visible

ASPECTS = frozenset(
    "definition role components mechanism reason benefit contrast scenario criterion metric practice risk trend".split()
)
"""The kinds of thing a stem asks for. Others are allowed; a bank's doctor warns of them."""

Line = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=2_000)]
Prose = Annotated[
    str, AfterValidator(lambda text: visible(text).strip()), StringConstraints(min_length=1, max_length=20_000)
]


class Reference(Authored):
    """Where a learner can read on."""

    title: Line
    url: Line


class AuthoredOption(Authored):
    """An option that an author wrote for one item, as imported banks have them."""

    id: Id
    text: Line


class Item(Authored):
    """One question of a bank: `statements` of which each answers the stem, or `options` with a `key`."""

    id: Id
    stem: Prose
    statements: tuple[Line, ...] = ()
    options: tuple[AuthoredOption, ...] = ()
    key: tuple[Id, ...] = ()
    """Ids of the correct `options`; empty where there are `statements`."""
    aspect: Line | None = None
    concept: Line | None = None
    rationale: Prose | None = None
    references: tuple[Reference, ...] = ()
    never_with: tuple[Id, ...] = ()
    """Items whose statements would be true here too: never an option of this item."""
    lures: tuple[Id, ...] = ()
    """Items whose statements were read and are false here: the preferred distractors."""
    enemies: tuple[Id, ...] = ()
    """Items that must not stand in one form with this one. Holds both ways."""
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    tags: tuple[Line, ...] = ()
    number: Annotated[int, Field(ge=1)] | None = None
    """The author's own number for the item, as in a printed list."""

    @field_validator("options", mode="before")
    @classmethod
    def _options_by_id(cls, value: Any) -> Any:
        """An author writes ``options = { a = "…", b = "…" }``; the order is kept."""
        if isinstance(value, dict):
            return tuple({"id": name, "text": text} for name, text in value.items())
        return value

    @field_validator("key", mode="before")
    @classmethod
    def _one_key(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.options:
            ids = [option.id for option in self.options]
            if self.statements:
                raise ValueError("has both statements and options: keep one of them")
            if not self.key:
                raise ValueError('has options but no key: name the correct ones, as in key = ["a"]')
            if unknown := [name for name in self.key if name not in ids]:
                raise ValueError(f"has a key {unknown[0]!r} that is not among its options {', '.join(ids)}")
            if len(set(self.key)) < len(self.key):
                raise ValueError("names the same option twice in its key")
            if len({option.text.casefold() for option in self.options}) < len(ids):
                raise ValueError("has two options with the same text")
        elif self.key:
            raise ValueError("has a key but no options: write options, or statements and no key")
        elif not self.statements:
            raise ValueError("has nothing that answers it: write statements, or options with a key")
        if len({text.casefold() for text in self.statements}) < len(self.statements):
            raise ValueError("has the same statement twice")
        return self
