"""The blueprint: the rule by which a form is made, whatever the bank."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Annotated, Literal

from pydantic import Field

from exam.core.authored import Line, Prose
from exam.core.model import Authored, Id

Difficulty = Literal["far", "mixed", "near"]
"""Where derived distractors come from: other sections, anywhere, or the closest legal statements."""

MINUTES_PER_ITEM = Fraction(6, 5)
"""72 seconds: the pace of a 50-question, 60-minute certification exam (Measurement Research Associates, 2009,
report 54 s for a first response and under 15 s for its review)."""


class Blueprint(Authored):
    """How many items from where, in how much time, and what passes."""

    id: Id
    title: Line
    description: Prose | None = None
    items: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many questions; None: every item of the chosen sections."""
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    """Time allowed; None: 1.2 minutes a question, rounded up."""
    at_least: Annotated[int, Field(ge=0)] = 0
    """The fewest questions from each chosen section."""
    sections: tuple[Id, ...] = ()
    """The chosen sections; empty: all of the bank's."""
    draw_sections: Annotated[int, Field(ge=0)] = 0
    """How many of the sections the seed draws where nobody chose any; 0: all."""
    only: tuple[Id, ...] = ()
    """The items that may be drawn, as when what was missed is taken again; empty: every item."""
    options: Annotated[int, Field(ge=2, le=9)] = 4
    """Options shown for a single-answer question."""
    difficulty: Difficulty = "mixed"
    """In a bank of schema 2 it is `near` where the bank does not say: see `near_by_default`."""
    choose_two: Annotated[int, Field(ge=0)] = 0
    """How many of the questions ask for two right answers among five options."""
    reversed: Annotated[int, Field(ge=0)] = 0
    """How many show a statement and ask which question it answers."""
    matching: Annotated[int, Field(ge=0)] = 0
    """How many blocks of five questions share one list of seven answers."""
    navigation: Literal["nonlinear", "linear"] = "nonlinear"
    section_clocks: Annotated[bool, Field(exclude_if=lambda on: not on)] = False
    """Whether the sections are asked one after the other, each in its share of the minutes, and closed for good."""
    count_recall: Annotated[bool, Field(exclude_if=lambda on: not on)] = False
    """Whether questions that the sitter marks himself count towards the pass mark."""
    cut: Annotated[int, Field(ge=0, le=100)] = 70
    """The cut score in percent of the points."""
    cut_source: Line = "the simulator's own default"
    """Who says so: an official pass mark, or nobody but this program."""


def minutes_for(items: int) -> int:
    """The time for a number of questions at the default pace, in whole minutes, rounded up."""
    return ceil(items * MINUTES_PER_ITEM)


def near_by_default(blueprints: Iterable[Blueprint]) -> tuple[Blueprint, ...]:
    """The same blueprints, with near distractors wherever a difficulty was not written out."""
    return tuple(
        blueprint if "difficulty" in blueprint.model_fields_set else blueprint.model_copy(update={"difficulty": "near"})
        for blueprint in blueprints
    )


STANDARD = Blueprint(id="standard", title="Standard", description="60 of the bank's questions.", items=60)
"""What a bank of more than 60 items offers first that names no blueprints of its own."""

DEFAULT_BLUEPRINTS = (
    Blueprint(id="full", title="Full", description="Every question of the bank."),
    Blueprint(id="section", title="Section drill", description="All of one section.", draw_sections=1),
)
"""What such a bank offers besides, as far as it is not more than anybody sits."""
