"""What a text is made of, for comparing texts: words, their beginnings, letter groups, a normal form.

Likeness is a count and a share a whole number of thousandths, because floating point differs between machines.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_FILLERS = frozenset(
    """a an the of to in on for by with and or is are was were be been being as at from that this these those it its
    their them they which what how why who whom whose when where does do did done can could would should will may
    might must between into over under than then so such not no more most one two each per via while whereas also
    other another same own has have had if about there here out up down off through during before after any some
    you your we our he she his her i""".split()
)
_NUMBERS = dict(
    zip("zero one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(13)), strict=True)
)
_STEM = 5
"""Words that share their first five letters are taken for forms of one word."""


def words(text: str) -> list[str]:
    """Every word in lower case."""
    return list(_words(text))


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    """The same, kept for a moment: who measures a text asks for its words several times in a row."""
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=8192)
def telling_words(text: str) -> frozenset[str]:
    """The beginnings (five letters at most) of words that carry meaning, without grammar words."""
    return frozenset({beginning(word) for word in _words(text) if word not in _FILLERS})


def beginning(word: str) -> str:
    """A word's first five letters; a short one without its plural s."""
    return word[:_STEM] if len(word) > _STEM else word.rstrip("s") or word


def normal(text: str) -> str:
    """The text without what makes no difference: case, articles, punctuation, number words for figures.

    A text of symbols alone is itself, so that `&` and `|` stay two answers.
    """
    kept = [_NUMBERS.get(word, word) for word in words(text) if word not in ("a", "an", "the")]
    return " ".join(kept) or "".join(text.split())


def initials(said: list[str]) -> tuple[str, ...]:
    """What words may be abbreviated to, as Remote Direct Memory Access is to RDMA: little words counted or not."""
    parts = [word for word in said if word not in ("of", "the", "and", "for", "to")]
    return ("".join(word[0] for word in parts), "".join(word[0] for word in said)) if len(parts) > 1 else ()


@lru_cache(maxsize=8192)
def letter_groups(text: str) -> frozenset[str]:
    """The groups of three letters of the text's normal form, word ends marked by spaces."""
    padded = f" {normal(text)} "
    return frozenset({padded[start : start + 3] for start in range(max(1, len(padded) - 2))})


def alike(one: str, other: str) -> int:
    """How alike two texts look, 0 to 1000: twice the shared groups of three letters over all (Dice 1945)."""
    mine, theirs = letter_groups(one), letter_groups(other)
    return 2000 * len(mine & theirs) // (len(mine) + len(theirs))
