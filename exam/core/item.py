"""The item: a stem, what answers it, and what an author knows about it.

Most items have `statements`, which answer them and are wrong options elsewhere. What an author wrote for one item alone
(options, accepted texts and numbers, an order, pairs, gaps, an answer to compare with) is asked as it is written, and
lends nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from exam.core.as_seen import as_seen, signs
from exam.core.authored import (
    TRUE_OR_FALSE,
    AuthoredGap,
    AuthoredPair,
    Key,
    Line,
    Options,
    Passage,
    Prose,
    Reference,
    Type,
    TypedAnswers,
)
from exam.core.gap import decimal
from exam.core.model import Id

ASPECTS = frozenset(
    "definition role components mechanism reason benefit contrast scenario criterion metric practice risk trend".split()
)
"""The kinds of thing a stem of schema 1 asks for. Others are allowed; a bank's doctor warns of them."""

MOST_NEAREST = 2
"""The most items that one may name as its nearest mistake: a paper has room for few more."""


class Item(TypedAnswers):
    """One question of a bank: `statements` of which each answers the stem, or what an author wrote for it alone."""

    id: Id
    stem: Prose
    type: Type | None = None
    """How it is answered; None: by `statements`, or by `options` with a `key`."""
    statements: tuple[Passage, ...] = ()
    options: Options = ()
    key: Key = ()
    order: Annotated[tuple[Passage, ...], Field(max_length=26)] = ()
    """The steps of an ordering question in their right order."""
    pairs: Annotated[tuple[AuthoredPair, ...], Field(max_length=26)] = ()
    extra: Annotated[tuple[Passage, ...], Field(max_length=26)] = ()
    """Answers of a matching question that fit none of its premises."""
    gaps: Annotated[tuple[AuthoredGap, ...], Field(max_length=50)] = ()
    answer: Prose | None = None
    """What a recall question's sitter compares with what came to mind."""
    credit: Literal["all", "each"] | None = None
    """Whether nothing less than all of it earns points, or each part its share; None: as is usual for the type."""
    shuffle: bool = True
    """Whether its options may be shown in another order than written."""
    negative: bool | None = None
    """Whether it asks for what is not so; None: as the stem reads."""
    exhibits: Annotated[tuple[Id, ...], Field(max_length=10)] = ()
    """Ids of the bank's exhibits that stand beside it."""
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

    @model_validator(mode="before")
    @classmethod
    def _true_or_false(cls, raw: Any) -> Any:
        """An author writes ``type = "true-false"`` and ``key = true``; the options are understood, in this order."""
        if not isinstance(raw, Mapping) or raw.get("type") != "true-false":
            return raw
        written = {**raw, "options": raw.get("options") or TRUE_OR_FALSE, "shuffle": False}
        if isinstance(raw.get("key"), bool):
            written["key"] = str(raw["key"]).lower()
        return written

    @field_validator("gaps", mode="before")
    @classmethod
    def _gaps_by_id(cls, value: Any) -> Any:
        """An author writes ``gaps = { part = ["kubelet"], port = { answers = [10250], numeric = true } }``."""
        if not isinstance(value, dict):
            return value
        return tuple(
            {"id": name, **gap} if isinstance(gap, dict) else {"id": name, "answers": gap}
            for name, gap in value.items()
        )

    @field_validator("pairs", mode="before")
    @classmethod
    def _pairs_by_premise(cls, value: Any) -> Any:
        """An author writes ``pairs = [["premise", "answer"], …]``, or ``{ "premise" = "answer" }``."""
        if isinstance(value, dict):
            value = tuple(value.items())
        if not isinstance(value, tuple | list):
            return value
        return tuple(
            {"premise": pair[0], "answer": pair[1]} if isinstance(pair, tuple | list) and len(pair) == 2 else pair
            for pair in value
        )

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        options = [(option.id, option.text) for option in self.options]
        if self.type in (None, "choice", "true-false"):
            faults = contradictions(self.statements, options, self.key)
        else:
            faults = iter(())
        for field, message, remedy in (*faults, *faults_of_type(self)):
            raise ValueError(f"{field} {message}. {remedy}")
        return self

    @property
    def is_authored(self) -> bool:
        """Whether it is asked as its author wrote it, and lends nothing to others."""
        return not self.statements


_BELONGS = {
    "short": ("answers",),
    "numeric": ("answers",),
    "ordering": ("order",),
    "matching": ("pairs", "extra"),
    "cloze": ("gaps",),
    "recall": ("answer",),
    "choice": ("options",),
    "true-false": ("options",),
}
"""The fields that hold the answer of an item of each type, the one that it cannot do without first."""
_MOST_ANSWERS = 26
"""Answers of one list: as many as there are letters to show them with."""
_ANSWERS = ("statements", "options", "answers", "order", "pairs", "extra", "gaps", "answer")


def faults_of_type(item: Item) -> Iterator[tuple[str, str, str]]:
    """Why an item cannot be answered in the way that its type says: the field, what is wrong, and what to do."""
    written = [name for name in _ANSWERS if getattr(item, name)]
    if item.type is None:
        for name in written:
            if name not in ("statements", "options"):
                types = [kind for kind in get_args(Type) if name in _BELONGS[kind]]
                yield name, "needs the type of the question beside it", f'Write type = "{types[0]}".'
        return
    needed, *others = _BELONGS[item.type]
    if item.type == "choice" and item.statements:
        return
    if needed not in written:
        yield needed, "is missing", f"Write what answers a question of the type {item.type}."
    for name in written:
        if name not in (needed, *others):
            yield name, f"belongs to no question of the type {item.type}", "Take it out, or change the type."
    if item.type == "ordering":
        yield from _alike("order", item.order, 2)
    if item.type == "matching":
        yield from _alike("pairs", [pair.premise for pair in item.pairs], 2)
        if len({as_seen(text) for text in (*(pair.answer for pair in item.pairs), *item.extra)}) < 2:
            yield "pairs", "have one answer in common", "Give them different ones, or write some in extra."
        if len(item.pairs) + len(item.extra) > _MOST_ANSWERS:
            yield "extra", f"makes more than {_MOST_ANSWERS} answers with the pairs", "Ask in two questions."
    if item.type == "cloze":
        for gap in item.gaps:
            if f"{{{gap.id}}}" not in item.stem:
                yield "gaps", f"names {gap.id!r}, which is not in the stem", f"Write {{{gap.id}}} where the gap is."
            if gap.options:
                for field, message, remedy in contradictions((), [(o.id, o.text) for o in gap.options], gap.key):
                    yield "gaps", f"has in {gap.id!r} a fault: {field} {message}", remedy
            yield from _numbers("gaps", gap)
            if bool(gap.options) == bool(gap.answers):
                found = "both answers and options" if gap.options else "no answers"
                yield "gaps", f"has for {gap.id!r} {found}", "Write one of the two."
    yield from _numbers("answers", item if item.type != "numeric" else item.model_copy(update={"numeric": True}))


def _alike(field: str, texts: Sequence[str], fewest: int) -> Iterator[tuple[str, str, str]]:
    if len(texts) < fewest:
        yield field, "has only one entry", f"Write {fewest} or more."
    if len({as_seen(text) for text in texts}) < len(texts):
        yield field, "says the same twice", "Make each differ, or take one out."


def _numbers(field: str, typing: TypedAnswers) -> Iterator[tuple[str, str, str]]:
    if not typing.numeric:
        return
    for one in typing.answers:
        if decimal(one.text) is None:
            yield field, f"has {one.text!r}, which is no number", "Write digits, with a point before the decimals."
    for tolerance in (typing.tolerance, *(one.tolerance for one in typing.answers if one.tolerance)):
        bare = decimal(tolerance.removesuffix("%"))
        if bare is None or bare.startswith("-"):
            yield field, f"has the tolerance {tolerance!r}", 'Write a number from 0, or a share as in "5 %".'


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
        first: dict[str, str] = {}
        for name, text in options:
            if twin := first.get(as_seen(text)):
                yield "options", "has two that look the same", f"Make {twin} and {name} differ, or take one out."
            first.setdefault(as_seen(text), name)
    elif key:
        yield "key", "stands without options", "Write options, or take the key out: statements need none."
    elif not statements:
        yield "statements", "is missing", "Write what answers the stem, or options with a key."
    if len({(as_seen(text).casefold(), signs(text)) for text in statements}) < len(statements):
        yield "statements", "says the same twice", "Keep one of the two."
