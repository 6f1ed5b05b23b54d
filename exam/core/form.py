"""The form: one concrete paper, complete in itself.

A form holds every stem, option, key and home, so that an attempt can be resumed, scored and reviewed after its
bank was edited, moved or deleted.
"""

from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from exam.core.authored import Line, Reference
from exam.core.blueprint import Blueprint
from exam.core.exhibit import Exhibit, TextFormat
from exam.core.gap import Gap
from exam.core.model import Recorded
from exam.core.text import one_line

Kind = Literal[
    "direct", "choose_two", "reversed", "matching", "typed", "numeric", "ordering", "pairs", "cloze", "recall"
]
"""How an item is asked. With options: as written; for two of its statements; a statement shown and its question asked
for; or in a block of questions that share one list of answers. With gaps: to be typed, as a number, put in order,
paired, or filled in. Or recalled: the answer is shown, and the sitter says whether it was right."""

RECALLED = {"right": Fraction(1), "half": Fraction(1, 2), "wrong": Fraction(0)}
"""What the sitter of a recall question may say, and what it earns."""

OWN_CUT = "your own pass mark; that of the paper is {} %"
"""Whose a pass mark is that the sitter set."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Letters are drawn from the shown order and stored nowhere."""


Title = Annotated[str, AfterValidator(one_line)]
"""A name as it stands in a line: a break in it would forge another line of a report."""


class Option(Recorded):
    """One option as shown. `id` tells nothing about whether it is right."""

    id: str
    text: str
    home: str | None
    """The id of the item whose statement this is; None for a distractor that an author wrote for this item."""
    feedback: Annotated[str | None, Field(exclude_if=lambda text: text is None)] = None
    """What the author tells somebody who chose it."""
    credit: Annotated[int | None, Field(exclude_if=lambda percent: percent is None)] = None
    """What choosing it earns, in percent of the points; None: nothing less than the whole key earns points."""


class Slot(Recorded):
    """One place of a form: an item with its options in the order shown."""

    n: int
    """The place in the form, from 1."""
    item: str
    number: int | None
    section: str
    stem: str
    choose: int
    """How many options are to be chosen, or gaps to be filled; 1 for a question to be recalled."""
    options: tuple[Option, ...]
    key: tuple[str, ...]
    """Ids of the correct options, in the order shown; empty for a question with gaps, and for one to be recalled."""
    points: int = 1
    kind: Kind = "direct"
    block: int = 0
    """Which matching block the slot stands in, from 1; 0: none. A block's slots follow each other."""
    rationale: str | None = None
    references: tuple[Reference, ...] = ()
    gaps: Annotated[tuple[Gap, ...], Field(exclude_if=lambda gaps: not gaps)] = ()
    """What is answered one by one, in a question of the kinds with gaps; a response has a text for each."""
    by_part: Annotated[bool, Field(exclude_if=lambda on: not on)] = False
    """Whether each part of an answer earns its share; else nothing less than all of it earns points."""
    answer: Annotated[str | None, Field(exclude_if=lambda text: text is None)] = None
    """What the sitter of a recall question compares with what came to mind."""
    exhibits: Annotated[tuple[str, ...], Field(exclude_if=lambda ids: not ids)] = ()
    """Ids of the form's exhibits that stand beside it."""
    any_of: Annotated[bool, Field(exclude_if=lambda on: not on)] = False
    """Whether `choose` options of the key are enough, whichever they are: by a correction after the exam alone."""
    dropped: Annotated[bool, Field(exclude_if=lambda on: not on)] = False
    """Whether it counts for nobody, because it was found faulty after the exam."""

    @property
    def is_choice(self) -> bool:
        """Whether it is answered by choosing among its options."""
        return not self.gaps and self.kind != "recall"

    def is_full(self, response: tuple[str, ...]) -> bool:
        """Whether a response leaves nothing of the question open."""
        return len(response) == self.choose and all(response)

    def letter(self, option_id: str) -> str:
        """The letter an option is shown with; raises KeyError for an id that is not in this slot.

        The options of a gap have letters of their own: each list begins with A.
        """
        lists = (gap.choices for gap in self.gaps if option_id in gap.choices)
        shown = next(lists, tuple(option.id for option in self.options))
        if option_id not in shown:
            raise KeyError(option_id)
        return LETTERS[shown.index(option_id)]

    def option(self, option_id: str) -> Option:
        """Raises KeyError for an id that is not in this slot."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class SectionTitle(Recorded):
    """A section that a form asks from."""

    id: str
    title: Title


class Home(Recorded):
    """What a distractor really is: the question that it answers."""

    stem: str
    section: Title
    """The title of the section."""
    number: int | None = None
    answer: Annotated[str | None, Field(exclude_if=lambda text: text is None)] = None
    """What answers it; only for a form that offers it as the option of a reversed question."""


class Form(Recorded):
    """One paper. A pure function of bank edition, blueprint and seed, which `code` names."""

    code: str
    bank: str
    bank_title: Title
    edition: str
    blueprint: Blueprint
    seed: int
    minutes: int
    sections: tuple[SectionTitle, ...]
    """The sections that occur, in the bank's order."""
    slots: tuple[Slot, ...]
    homes: dict[str, Home]
    """By item id, for every home of an option in this form."""
    remarks: tuple[str, ...] = ()
    """What the sitter should know of how it was made: fewer options than asked, say."""
    text: Annotated[TextFormat, Field(exclude_if=lambda text: text == "flowing")] = "flowing"
    """How its texts are to be read."""
    exhibits: Annotated[dict[str, Exhibit], Field(default_factory=dict, exclude_if=lambda exhibits: not exhibits)]
    """What stands beside questions, by id."""
    own_cut: Annotated[int | None, Field(ge=0, le=100, exclude_if=lambda cut: cut is None)] = None
    """The pass mark that the sitter set, in percent, in place of the blueprint's. It is no part of the paper: the code
    is the same with it and without."""
    pictures: Annotated[
        dict[str, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]],
        Field(default_factory=dict, exclude_if=lambda pictures: not pictures),
    ]
    """The digest of each picture as it was when the paper was made, by the id of its exhibit: `exam.files.pictures`
    has a copy under that name."""
    drill: Annotated[Line | None, Field(exclude_if=lambda title: title is None)] = None
    """What a drill is called, as in "Drill: missed"; None for a paper that is named by its preset."""

    @property
    def title(self) -> str:
        """What was sat, in a few words."""
        return self.drill or self.blueprint.title

    @property
    def cut(self) -> int:
        """The pass mark that counts, in percent of the points."""
        return self.blueprint.cut if self.own_cut is None else self.own_cut

    @property
    def cut_source(self) -> str:
        """Who says so."""
        return self.blueprint.cut_source if self.own_cut is None else OWN_CUT.format(self.blueprint.cut)

    def with_own_cut(self, cut: int | None) -> "Form":
        """The same paper with this pass mark of the sitter's own; None: as it is."""
        return self if cut is None else self.model_copy(update={"own_cut": cut})

    @property
    def is_drill(self) -> bool:
        """Whether its questions were picked, mostly for being hard: no sample of what one can do."""
        return bool(self.blueprint.only)

    @cached_property
    def title_of(self) -> dict[str, str]:
        """Section titles by section id."""
        return {section.id: section.title for section in self.sections}

    @cached_property
    def section_order(self) -> tuple[str, ...]:
        """Section ids in the order in which their first questions stand."""
        return tuple(dict.fromkeys(slot.section for slot in self.slots))

    @property
    def sections_follow(self) -> bool:
        """Whether the questions of each section follow one another, so that each can have a heading."""
        runs = [section for section, _ in groupby(slot.section for slot in self.slots)]
        return len(runs) == len(set(runs))

    @cached_property
    def blocks(self) -> dict[int, tuple[int, int]]:
        """The first and last place of every matching block, by its number."""
        places: dict[int, tuple[int, int]] = {}
        for slot in self.slots:
            if slot.block:
                places[slot.block] = (places.get(slot.block, (slot.n, 0))[0], slot.n)
        return places

    def places_in(self, section: str) -> tuple[int, ...]:
        """The places of a section's questions, in order."""
        return tuple(slot.n for slot in self.slots if slot.section == section)

    def slot(self, n: int) -> Slot:
        """The slot at place `n`, from 1; raises IndexError outside the form."""
        if not 1 <= n <= len(self.slots):
            raise IndexError(n)
        return self.slots[n - 1]
