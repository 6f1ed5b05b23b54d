"""The item: a stem, what answers it, and what an author knows about it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from exam.core.model import Authored, Id
from exam.core.text import look, one_line, visible

ASPECTS = frozenset(
    "definition role components mechanism reason benefit contrast scenario criterion metric practice risk trend".split()
)
"""The kinds of thing a stem of schema 1 asks for. Others are allowed; a bank's doctor warns of them."""

MOST_NEAREST = 2
"""The most items that one may name as its nearest mistake: a paper has room for few more."""

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
    options: Annotated[tuple[AuthoredOption, ...], Field(max_length=26)] = ()
    """At most as many as there are letters to show them with."""
    key: tuple[Id, ...] = ()
    """Ids of the correct `options`; empty where there are `statements`."""
    aspect: Line | None = None
    """What the stem asks for, in a bank of schema 1. Schema 2 has `kind` in its place."""
    subject: Line | None = None
    """What it is about, coarser than `concept` (schema 2). None: what its section is about."""
    kind: Line | None = None
    """The kind of answer: a command, a part, a reason (schema 2). All options of a question are of one kind."""
    concept: Line | None = None
    rationale: Prose | None = None
    references: tuple[Reference, ...] = ()
    never_with: tuple[Id, ...] = ()
    """Items whose statements would be true here too: never an option of this item."""
    lures: tuple[Id, ...] = ()
    """Items whose statements were read and are false here: the preferred distractors."""
    nearest: Annotated[tuple[Id, ...], Field(max_length=MOST_NEAREST)] = ()
    """Items whose statement is the mistake that the rationale speaks of (schema 2): it stands on most papers."""
    enemies: tuple[Id, ...] = ()
    """Items that must not stand in one form with this one. Holds both ways."""
    distinct: bool = False
    """Whether its statements are different answers and no rewordings of one, so that two can be asked for at once."""
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    tags: tuple[Line, ...] = ()
    number: Annotated[int, Field(ge=1, le=999_999)] | None = None
    """The author's own number, as in a printed list. In schema 2 the items that share one are *siblings*, points of one
    listed question, and a paper asks at most one of them."""

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
        options = [(option.id, option.text) for option in self.options]
        for field, message, remedy in contradictions(self.statements, options, self.key):
            raise ValueError(f"{field} {message}. {remedy}")
        return self


def contradictions(
    statements: Sequence[str], options: Sequence[tuple[str, str]], key: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Why an item with these statements, options (id and text) and key cannot be answered or missed.

    Gives the field at fault, what is wrong with it, and what to do; nothing for a sound item.
    """
    ids = [name for name, _ in options]
    if options:
        if statements:
            yield "statements", "stands beside options", "Keep one of them: statements, or options with a key."
        if not key:
            yield "options", "has no key", f'Name the correct ones, as in key = ["{ids[0]}"].'
        for name in dict.fromkeys(key):
            if name not in ids:
                yield "key", f"names {name!r}, which is none of its options", f"Its options are {', '.join(ids)}."
        if len(set(key)) < len(key):
            yield "key", "names the same option twice", "Name each correct option once."
        if len(set(ids)) < len(ids):
            yield "options", "has two options with the same id", "Give each its own, as in a, b, c."
        elif set(ids) <= set(key):
            yield "options", "has no wrong one among them", "Write at least one option that is not in the key."
        if len({look(text) for _, text in options}) < len(ids):
            yield "options", "has two that look the same", "Make each text differ, or take one out."
    elif key:
        yield "key", "stands without options", "Write options, or take the key out: statements need none."
    elif not statements:
        yield "statements", "is missing", "Write what answers the stem, or options with a key."
    if len({look(text).casefold() for text in statements}) < len(statements):
        yield "statements", "says the same twice", "Keep one of the two."
