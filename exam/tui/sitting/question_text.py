"""What a page shows of one question, as values: its text, its gaps, its options, and what is said of them.

No colours: each piece of a row names its look, and the style sheet says what that is. `asked` makes these values while
an exam is sat, `explained` once the key is shown and in the review; `question_rows` lays them out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from exam.core.attempt import SlotProgress
from exam.core.exhibit import Exhibit, TextFormat
from exam.core.form import Form, Slot
from exam.core.wording import sharing
from exam.tui.widgets.pictures import Size

PieceLook = Literal[
    "blank",
    "stem",
    "text",
    "muted",
    "heading",
    "accent",
    "sign",
    "letter",
    "chosen",
    "struck",
    "right",
    "wrong",
    "field",
]
OptionVerdict = Literal["right", "partly", "wrong", "blank"]
_VERDICT_SIGNS: dict[OptionVerdict, str] = {"right": "✓", "partly": "◐", "wrong": "✗", "blank": "–"}

_BY_LETTER = 5
"""The first options are chosen by their letter. The next ones have a digit, which therefore stands beside the letter,
and those after nine a capital letter: the small ones do other things."""
_BY_DIGIT = 9


class QuestionPart(NamedTuple):
    """The part of a question that a row belongs to: which of its options, gaps or exhibits, from 0."""

    of: Literal["option", "gap", "exhibit"]
    place: int


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A text with its look, and what of an author's text it is (`exam.tui.widgets.text.MARKS`)."""

    text: str
    look: PieceLook = "text"
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row on the screen: the part that it belongs to (None: to none), and its pieces."""

    part: QuestionPart | None
    pieces: tuple[TextPiece, ...]
    field: tuple[int, int] | None = None
    """Where in this row something can be typed: its first cell and how many cells it has."""
    picture: tuple[str, int, int, int] | None = None
    """Of the row in which a picture begins: the id of its exhibit, its first cell, and its columns and rows."""
    beside: tuple[int, QuestionPart | None] | None = None
    """Where an exhibit stands beside the text: its first cell, and what a click there is on."""


@dataclass(frozen=True, slots=True)
class OptionText:
    """One option as it is shown."""

    letter: str
    text: str
    chosen: bool = False
    struck: bool = False
    several: bool = False
    """Whether more than one option of this question is to be chosen."""
    verdict: Literal["right", "wrong"] | None = None
    """Once the key is shown: the option is right, or it was chosen and is wrong."""
    remark: str = ""
    """What stands under it once the key is shown."""
    feedback: str = ""
    """What its author tells whoever chose it, under that."""
    other_sign: str = ""
    """What stands before it in place of the sign of being chosen."""
    note: str = ""
    """A word beside it."""

    @property
    def caption(self) -> str:
        """The word beside a struck option: the sign before its letter may be that of being chosen."""
        if not self.struck:
            return self.note
        return "chosen · × struck" if self.chosen else "struck"

    @property
    def sign(self) -> str:
        if self.other_sign:
            return self.other_sign
        if self.verdict is not None:
            return _VERDICT_SIGNS[self.verdict]
        if self.struck and not self.chosen:
            return "×"
        return ("□■" if self.several else "○●")[self.chosen]


@dataclass(frozen=True, slots=True)
class GapText:
    """One gap as it is shown: what it stands for, and what stands in it."""

    label: str = ""
    """The premise, or the number in the text; empty where the question has one gap."""
    answer: str = ""
    letter: str = ""
    """That of the option that stands in it."""
    typed: bool = False
    unit: str = ""
    current: bool = False
    """Whether a letter, or what is typed, goes here."""
    writing: bool = False
    """Whether it is being typed into."""
    options: tuple[OptionText, ...] = ()
    """Its own list, where that is open."""
    verdict: OptionVerdict | None = None
    """Once the key is shown."""
    remark: str = ""
    feedback: str = ""

    @property
    def sign(self) -> str:
        if self.verdict is not None:
            return _VERDICT_SIGNS[self.verdict]
        return "▸" if self.current else " "


@dataclass(frozen=True, slots=True)
class ExhibitText:
    """One thing that stands beside the question."""

    title: str
    exhibit: Exhibit
    is_open: bool = True
    """Whether it is shown; else its title is."""
    tip: str = ""
    """Which key folds it, or shows it."""
    opens: str = ""
    """Which key opens its picture in a viewer; empty where there is none to open."""
    size: Size | None = None
    """Of a picture that this terminal shows."""


@dataclass(frozen=True, slots=True)
class QuestionReason:
    """A paragraph with its heading, in the format of its text."""

    heading: str
    text: str
    texts: TextFormat = "plain"


@dataclass(frozen=True)
class QuestionText:
    """What a page shows of one question, from top to bottom."""

    n: int
    stem: str
    options: tuple[OptionText, ...]
    hints: tuple[TextPiece, ...] = ()
    """Lines under the stem: how many options are to be chosen, or what the answer was worth."""
    reasons: tuple[QuestionReason, ...] = ()
    """Paragraphs under the options."""
    answers: tuple[OptionText, ...] = ()
    """Once the key is shown: the right options in full, under the hints."""
    first: tuple[QuestionReason, ...] = ()
    """Paragraphs over the options."""
    asides: tuple[TextPiece, ...] = ()
    """Lines under these: how the answer came about."""
    gaps: tuple[GapText, ...] = ()
    """What is answered one by one, over the options that there are for all of them."""
    answer: str = ""
    """What a recalled answer is to be compared with."""
    texts: TextFormat = "flowing"
    """How stem, options, premises and answer are to be read."""
    exhibits: tuple[ExhibitText, ...] = ()
    """What stands beside it, shown under the stem."""

    @property
    def is_explained(self) -> bool:
        """Whether its key is shown."""
        return bool(self.answers or self.first or any(gap.verdict for gap in self.gaps))

    @property
    def uncovered(self) -> tuple[object, ...]:
        """What comes below the question, or into it, once it is shown."""
        return self.answers, self.first, self.reasons, self.answer


def shared_answers(form: Form, slot: Slot) -> tuple[TextPiece, ...]:
    """Which questions share this one's list of answers, if any do."""
    text = sharing(form, slot)
    return (TextPiece(text, "muted"),) if text else ()


def signs_of_sitter(progress: SlotProgress) -> Iterator[str]:
    """What the sitter put on a question, each sign with its word."""
    if progress.doubted:
        yield "? unsure"
    if progress.note:
        yield "✎ note"
    if progress.report:
        yield "! reported"
    if progress.marked:
        yield "⚑ flagged"


def label(slot: Slot, option_id: str, place: int) -> str:
    """An option's letter, and beside it the key that chooses it where that is another one."""
    letter = slot.letter(option_id)
    if place < _BY_LETTER:
        return letter
    return f"{letter}·{place + 1}" if place < _BY_DIGIT else f"⇧{letter}"
