"""What a sitter wrote on questions, notes and reports of faults, and finding it again by its words.

Without pydantic, which a list does not pay for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from exam.core.wording import counted, listing

WordsKind = Literal["note", "report"]
_MOST = 3
"""Notes of one question that are shown beside it, the newest first."""


class OwnWords(NamedTuple):
    """A note or a report, as it stands now, on one question of one attempt. All texts but `whole` are one line each."""

    kind: WordsKind
    text: str
    at: datetime
    """When it was written, in UTC."""
    attempt: str
    ended: bool
    """Whether the attempt has; until then its answers may not be shown."""
    n: int
    """The question's place in the attempt, from 1."""
    item: str
    stem: str
    section: str
    """Its title."""
    bank: str
    bank_title: str
    whole: str
    """The text in the lines that it was written in."""

    @property
    def heading(self) -> str:
        """What stands above it where its question is shown again; the day is the learner's."""
        return f"Your {self.kind} of {self.at.astimezone():%Y-%m-%d}"

    @property
    def searched(self) -> str:
        """All that can be searched for."""
        return " ".join((self.text, self.stem, self.section, self.item, self.attempt, self.bank_title))


def has_words(text: str, words: Sequence[str]) -> bool:
    """Whether every word occurs in a text, be it inside another word, in letters of either case."""
    folded = text.casefold()
    return all(word.casefold() in folded for word in words)


def with_words(found: Iterable[OwnWords], words: Sequence[str]) -> list[OwnWords]:
    """Those in which every word occurs, in the order given."""
    return [one for one in found if has_words(one.searched, words)]


def count_words(found: Iterable[OwnWords]) -> str:
    """As in "2 notes and 1 report"; empty where there are none."""
    kinds = Counter(one.kind for one in found)
    counts = [counted(kinds[kind], kind) for kind in ("note", "report") if kinds[kind]]
    return listing(counts) if counts else ""


NotesByItem = Mapping[str, tuple[OwnWords, ...]]
"""Some notes, newest first, by the item that they were written on."""


def notes_by_item(found: Iterable[OwnWords], *, besides: str = "") -> NotesByItem:
    """The latest notes on each question, whatever attempt they were written in, but for that of the id `besides`.

    `found` is newest first. What was written twice in the same words is given once.
    """
    notes: defaultdict[str, dict[str, OwnWords]] = defaultdict(dict)
    for one in found:
        if one.kind == "note" and one.attempt != besides:
            notes[one.item].setdefault(one.whole, one)
    return {item: tuple(texts.values())[:_MOST] for item, texts in notes.items()}
