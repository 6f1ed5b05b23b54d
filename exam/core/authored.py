"""What an author writes for one item alone: options, accepted texts and numbers, gaps, pairs; and how text may look."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator

from exam.core.model import Authored, Id
from exam.core.text import one_line, visible

Line = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=2_000)]
Prose = Annotated[
    str, AfterValidator(lambda text: visible(text).strip()), StringConstraints(min_length=1, max_length=20_000)
]


KEPT = "line breaks and spaces of answers are kept"
"""What a reader of a bank of plain text or Markdown tells the models in the context of a validation."""


def _passage(text: str, info: ValidationInfo) -> str:
    return visible(text).strip("\n") if info.context and info.context.get(KEPT) else one_line(text)


Passage = Annotated[str, AfterValidator(_passage), StringConstraints(min_length=1, max_length=2_000)]
"""An answer: one line in a bank of flowing text, else with its line breaks and spaces as they were written."""

Percent = Annotated[int, Field(ge=0, le=100)]

Type = Literal["choice", "true-false", "short", "numeric", "ordering", "matching", "cloze", "recall"]
"""How an item is answered, in the words of a bank's file (schema 2)."""

TRUE_OR_FALSE = {"true": "True", "false": "False"}
"""The options of an item of the type ``true-false`` whose author wrote none, by id."""


class Reference(Authored):
    """Where a learner can read on."""

    title: Line
    url: Line


class AuthoredOption(Authored):
    """An option that an author wrote for one item, as imported banks have them."""

    id: Id
    text: Passage
    feedback: Prose | None = None
    """What to tell somebody who chose it."""
    pin: bool = False
    """Whether it keeps its place when the others are shuffled."""
    credit: Annotated[int, Field(ge=-100, le=100)] | None = None
    """What choosing it earns, in percent of the points; None: as the item's `credit` says."""


def _options_by_id(value: Any) -> Any:
    """An author writes ``options = { a = "…", b = { text = "…", feedback = "…" } }``; the order is kept."""
    if not isinstance(value, dict):
        return value
    return tuple(
        {"id": name, **option} if isinstance(option, dict) else {"id": name, "text": option}
        for name, option in value.items()
    )


Options = Annotated[tuple[AuthoredOption, ...], BeforeValidator(_options_by_id), Field(max_length=26)]
"""At most as many as there are letters to show them with."""

Key = Annotated[tuple[Id, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
"""Ids of the options that are right; an author writes a single one without brackets."""


class Accepted(Authored):
    """A text or a number that counts as an answer. `credit` is in percent."""

    text: Line
    credit: Percent = 100
    tolerance: Line | None = None
    """How far a number may be off, as a decimal or as a share ("5 %"); None: as the item or gap says."""
    feedback: Prose | None = None


class TypedAnswers(Authored):
    """How what is typed is compared; fields of an item, or of one gap of it."""

    answers: Annotated[tuple[Accepted, ...], Field(max_length=100)] = ()
    numeric: bool = False
    """Whether the answers are numbers."""
    tolerance: Line = "0"
    unit: Annotated[str, AfterValidator(one_line), StringConstraints(max_length=40)] = ""
    case: bool = False
    typos: Annotated[int, Field(ge=0, le=3)] = 0
    wildcard: bool = False

    @field_validator("answers", mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        """An author writes ``answers = ["a", "b"]``, or a number without quotes."""
        values = value if isinstance(value, tuple | list) else (value,)
        return tuple(
            {"text": str(one)} if isinstance(one, str | int | float) and not isinstance(one, bool) else one
            for one in values
        )

    @field_validator("tolerance", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class AuthoredGap(TypedAnswers):
    """A gap of a cloze text: typed, or chosen from `options`. Its name stands in the stem in braces."""

    id: Id
    options: Options = ()
    key: Key = ()


class AuthoredPair(Authored):
    """What belongs together in a matching question."""

    premise: Passage
    answer: Passage
