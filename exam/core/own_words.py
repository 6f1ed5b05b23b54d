"""What a sitter wrote on questions, notes and reports of faults, and finding it again by its words.

Without pydantic, which a list does not pay for.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

WordsKind = Literal["note", "report"]


class OwnWords(NamedTuple):
    """A note or a report, as it stands now, on one question of one attempt. All texts are one line each."""

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
