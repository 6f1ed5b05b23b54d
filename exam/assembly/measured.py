"""A text of the pool in measures by which any two can be compared: a statement, or a stem.

Sets of words and of letter groups are bit masks over the bank's own vocabulary, so that comparing two texts is one
`and` and one count of bits. Most is measured when it is asked for, since one paper looks at few texts of a large bank.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from exam.assembly.text_likeness import initials, letter_groups, telling_words, words
from exam.core.as_seen import as_seen, signs

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile("[A-Z]")
_DIGIT = re.compile("[0-9]")
_POINTING = re.compile(
    r"\b(all|none|both|any|neither|either) (of )?(the )?(above|below|these|options|answers)\b"
    r"|\bboth [a-i] and [a-i]\b|\b(options?|answers?) [a-i]\b",
    re.IGNORECASE,
)
_POINTING_TOO = re.compile(
    r"\b(all|none|both|any|neither|either) (of )?(the |these )?(above|below|these|options|answers|choices)\b",
    re.IGNORECASE,
)
"""What the first rules did not see."""


@dataclass(frozen=True, eq=False)
class Measured:
    """A text and the vocabularies of its pool, in which each word and each group of three letters has its bit."""

    text: str
    _vocabulary: dict[str, int]
    _gram_bits: dict[str, int]

    @cached_property
    def words(self) -> int:
        """The words that carry meaning, by their first five letters."""
        return _mask(telling_words(self.text), self._vocabulary)

    @cached_property
    def grams(self) -> int:
        """The groups of three letters."""
        return _mask(letter_groups(self.text), self._gram_bits)

    @cached_property
    def gram_count(self) -> int:
        return self.grams.bit_count()


@dataclass(frozen=True, eq=False)
class Statement(Measured):
    """One answer of the pool."""

    place: int
    """Its place in the pool."""
    home: int
    """The place of its item in the bank."""
    normal: str
    word_count: int
    is_name: bool
    """Whether it is the name of a thing, by the kind of answer that the bank says it is."""
    may_repeat: bool
    """Whether a paper may show it twice: a name, or what is as short, because neither can be reworded."""
    _first_rules: bool
    """Whether the papers of its bank are as the first rules made them."""

    @cached_property
    def shape(self) -> int:
        """Bits for how it is written: its first word's ending, commas, capitals, digits, ties."""
        return shape_of(self.text)

    @cached_property
    def capitals(self) -> int:
        return _capitals(self.text)

    @cached_property
    def letters(self) -> str:
        """All its words run together."""
        return "".join(words(self.text))

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """What it may be abbreviated to: the first letters of its words, with little words and without."""
        return initials(words(self.text))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """Its numbers, in order."""
        return tuple(_FIGURE.findall(self.text))

    @cached_property
    def points_elsewhere(self) -> bool:
        """Whether it speaks of other options, as "all of the above" does."""
        return bool(
            _POINTING.search(self.text) or (not self._first_rules and _POINTING_TOO.search(self.text)),
        )

    @cached_property
    def seen(self) -> str | None:
        """What it looks like; None in a bank whose papers are as the first rules made them."""
        return None if self._first_rules else as_seen(self.text)

    @cached_property
    def seen_low(self) -> str:
        """The same without capitals."""
        return (self.seen or "").casefold()

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What in it is code, a signed number or a command's option; nothing in such a bank."""
        return () if self._first_rules else signs(self.text)


@dataclass(frozen=True, eq=False)
class Stem(Measured):
    """The stem of an item."""

    _is_negative: Callable[[], bool]

    @cached_property
    def negative(self) -> bool:
        """Whether it asks for what is *not* so: every outsider would be a right answer to it."""
        return self._is_negative()

    @cached_property
    def spaced(self) -> str:
        """Its words in lower case between spaces, to look a phrase up in."""
        return f" {' '.join(words(self.text))} "


def _mask(members: Collection[str], vocabulary: dict[str, int]) -> int:
    """The members as bits. Built in bytes: a number would be copied whole for every bit that is set in it."""
    bits = bytearray((len(vocabulary) + len(members) >> 3) + 1)
    for member in members:
        bit = vocabulary.setdefault(member, len(vocabulary))
        bits[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(bits, "little")


def _capitals(text: str) -> int:
    """Capital letters after the first letter."""
    if text.isascii():
        return len(_CAPITAL.findall(text, 1))
    return sum(letter.isupper() for letter in text[1:])


_JOINS = (" and ", " or ", " so ", " without ", " while ", " when ", " that ", " which ", " with ")


def shape_of(text: str) -> int:
    """Nineteen bits: how a text is written, whatever it says."""
    parts = text.split()
    first, last = parts[0].casefold(), parts[-1].casefold()
    signs = [
        first.endswith("s"),
        first.endswith("ing"),
        first in ("a", "an", "the"),
        first in ("to", "by", "in", "on", "for", "with", "from"),
        text[0].isupper(),
        text.endswith("."),
        "," in text,
        text.count(",") > 1,
        bool(_DIGIT.search(text)) if text.isascii() else any(letter.isdigit() for letter in text),
        _capitals(text) > 0,
        "-" in text,
        "(" in text,
        last.endswith("s"),
        len(parts) == 1,
        len(parts) < 4,
    ]
    signs += [join in text for join in _JOINS]
    return sum(1 << place for place, sign in enumerate(signs) if sign)


def likeness(one: Statement | Stem, other: Statement | Stem) -> int:
    """How alike two texts look, 0 to 1000: twice the shared groups of three letters over all (Dice 1945)."""
    return 2000 * (one.grams & other.grams).bit_count() // (one.gram_count + other.gram_count)


def shared_words(one: Statement | Stem, other: Statement | Stem) -> int:
    """How many words that carry meaning two texts have in common, by their first five letters."""
    return (one.words & other.words).bit_count()


def word_overlap(one: Statement | Stem, other: Statement | Stem, among: int = -1) -> int:
    """Shared telling words over all, 0 to 1000 (Jaccard 1901); `among` masks the words that count."""
    either = ((one.words | other.words) & among).bit_count()
    return 1000 * (one.words & other.words & among).bit_count() // either if either else 0


def shape_agreement(one: Statement, other: Statement) -> int:
    """How alike two texts are written, 0 to 1000, falling by 167 with every sign they differ in."""
    return max(0, 1000 - 167 * (one.shape ^ other.shape).bit_count())
