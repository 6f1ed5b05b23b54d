"""The commands of plain mode: what each line means, in an exam and in the review after it."""

from dataclasses import dataclass
from typing import Literal, get_args

from exam.sitting.walk import WalkKind

Word = Literal[
    "next", "prev", "clear", "flag", "unsure", "time", "pace", "pause", "sheet", "help", "reveal", "review", "again",
    "end", "yes", "quit",
]  # fmt: skip

_WORDS: dict[str, Word] = {"": "next", "?": "help", **{word: word for word in get_args(Word)}}
_WALKS: dict[str, WalkKind] = {"all": "all", "incomplete": "incomplete", "flagged": "flagged"}


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
    """No command."""

    line: str


LineCommand = Say | Go | Begin | Choose | Strike | Write | Unknown


def read_command(line: str, options: int) -> LineCommand:
    """The command on a line, for a question with so many options. Words win over letters; case does not matter."""
    text = " ".join(line.split())
    lower = text.lower()
    if lower in _WORDS:
        return Say(_WORDS[lower])
    if lower in _WALKS:
        return Begin(_WALKS[lower])
    if lower.isascii() and lower.isdigit():
        return Go(int(lower[:9]))
    head, _, rest = text.partition(" ")
    match head.lower():
        case "strike" if len(rest) == 1 and rest.isascii() and rest.isalpha():
            return Strike(rest.upper())
        case "note" | "report" as kind:
            return Write(kind, rest)
        case _:
            pass
    # Several letters are an answer where each is that of an option, and else a word that is no command.
    letters = "".join(text.upper().replace(",", " ").split())
    if letters.isascii() and letters.isalpha() and (len(letters) == 1 or max(letters) < chr(ord("A") + options)):
        return Choose("".join(dict.fromkeys(letters)))
    return Unknown(text)
