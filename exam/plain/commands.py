"""The commands of plain mode: what each line means, in an exam and in the review after it.

A word that is a command wins over an answer, and `=` before a line makes it an answer in any case. A question that is
answered by typing takes every other line for its answer, numbers among them, so that `go 12` leads to question 12.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from exam.core.form import RECALLED, Slot
from exam.core.text import look
from exam.sitting.walk import WalkKind

Word = Literal[
    "next", "prev", "clear", "flag", "unsure", "time", "pace", "pause", "sheet", "help", "reveal", "review", "again",
    "end", "yes", "quit", "exhibit",
]  # fmt: skip

_WORDS: dict[str, Word] = {"": "next", "?": "help", "show": "reveal", **{word: word for word in get_args(Word)}}
_WALKS: dict[str, WalkKind] = {"all": "all", "incomplete": "incomplete", "flagged": "flagged"}
_LONGEST_NUMBER = 9
_PART = re.compile(r"(\d{1,3})\s*[=:.)]?\s*([A-Za-z])")
_PARTS = re.compile(rf"{_PART.pattern}(?:[\s,;]+{_PART.pattern})*")
_ONE_PART = re.compile(r"(\d{1,3})(?:\s*[=:]\s*|\s+)(.*)")


@dataclass(frozen=True, slots=True)
class Say:
    """A word that stands alone."""

    word: Word


@dataclass(frozen=True, slots=True)
class Go:
    """To question `n`, which may not exist."""

    n: int


@dataclass(frozen=True, slots=True)
class Begin:
    """A walk through some of the questions; after the end, a filter of the review."""

    kind: WalkKind


@dataclass(frozen=True, slots=True)
class Choose:
    """Sets the answer to these letters, in upper case, each once; the question may not have all of them."""

    letters: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Sets some places of an answer, each by its number from 1, which may not exist; "" empties it.

    Where a place has a list, its text is a letter or an option; it may be neither.
    """

    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """What the sitter says of an answer that was recalled: a word of RECALLED."""

    word: str


@dataclass(frozen=True, slots=True)
class Strike:
    """Strikes an option out, or back in."""

    letter: str


@dataclass(frozen=True, slots=True)
class Write:
    """A note on the question, or a report that it is faulty."""

    kind: Literal["note", "report"]
    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command, and no answer to the question on hand."""

    line: str


LineCommand = Say | Go | Begin | Choose | Fill | Judge | Strike | Write | Unknown


def read_command(line: str, slot: Slot | None = None, *, hidden: bool = False) -> LineCommand:
    """The command on a line, or the answer to a question. Case does not matter, but in what is typed for an answer.

    `slot` None: no question can be answered now. `hidden`: an empty line shows the answer that is to be recalled.
    """
    text = " ".join(line.split())
    lower = text.lower()
    if slot is not None and text.startswith("="):
        return _answer(text[1:].strip(), slot) or Unknown(text)
    if lower in _WORDS:
        return Say("reveal" if hidden and not lower else _WORDS[lower])
    if lower in _WALKS:
        return Begin(_WALKS[lower])
    head, _, rest = text.partition(" ")
    number = rest if head.lower() == "go" else text
    if number.isascii() and number.isdigit() and (number != text or slot is None or not is_typed(slot)):
        return Go(int(number[:_LONGEST_NUMBER]))
    match head.lower():
        case "strike" if len(rest) == 1 and rest.isascii() and rest.isalpha():
            return Strike(rest.upper())
        case "note" | "report" as kind:
            return Write(kind, rest)
        case _:
            return (_letters(text, 0) if slot is None else _answer(text, slot)) or Unknown(text)


def is_typed(slot: Slot) -> bool:
    """Whether a line is the whole answer to a question, since it has one place and nothing to choose from."""
    return len(slot.gaps) == 1 and not slot.gaps[0].choices


def _answer(text: str, slot: Slot) -> LineCommand | None:
    """A line as the answer to a question; None where it is none."""
    if slot.kind == "recall":
        return next((Judge(word) for word in RECALLED if text and text.lower() in (word, word[0])), None)
    if is_typed(slot):
        return Fill(((1, text),))
    if slot.gaps:
        return _places(text, slot)
    named = next((option.id for option in slot.options if look(option.text).casefold() == text.casefold()), None)
    return _letters(text, len(slot.options)) or (None if named is None else Choose(slot.letter(named)))


def _places(text: str, slot: Slot) -> LineCommand | None:
    """Places with their answers, as in "1b 2a" or "2 = etcd"; of steps to be put in order, also all of the letters."""
    if _PARTS.fullmatch(text):
        places = [(int(number), letter) for number, letter in _PART.findall(text)]
        if len(places) > 1 or all(slot.gaps[at - 1].choices for at, _ in places if 1 <= at <= len(slot.gaps)):
            return Fill(tuple(places))
    if one := _ONE_PART.fullmatch(text):
        return Fill(((int(one[1]), one[2]),))
    return _letters(text, len(slot.options)) if slot.kind == "ordering" else None


def _letters(text: str, options: int) -> Choose | None:
    """Letters with or without spaces and commas. Several are an answer only where each is that of an option."""
    letters = "".join(text.upper().replace(",", " ").split())
    if letters.isascii() and letters.isalpha() and (len(letters) == 1 or max(letters) < chr(ord("A") + options)):
        return Choose("".join(dict.fromkeys(letters)))
    return None
