"""The cues: what someone who knows nothing could see in a question's options.

Each cue gives every option of a slot a number; a guesser who follows it picks the highest. A cue that is right less
often than chance is a cue turned round, so one direction of each is enough. Most are after Gibb (1964) and Millman,
Bishop & Ebel (1965) on test-wiseness, and after the flaws in Haladyna, Downing & Rodriguez (2002).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from exam.assembly.text_likeness import alike, letter_groups, telling_words, words

Seen = tuple[str, tuple[str, ...]]
"""What a guesser sees of a slot: its stem, and its options' texts in the order shown."""

_ABSOLUTE = frozenset("all always any cannot every never no none only must solely entirely completely".split())
_HEDGE = frozenset("often usually may might can could some many most typically generally sometimes likely".split())
_LINK = frozenset("and or but so while whereas that which when where because without with as".split())
_PREPOSITION = frozenset("of to in on for by from into over under across through between at per before after".split())
_SIGN = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule of thumb. `values` gives a number for every option; the guesser takes the highest."""

    name: str
    values: Callable[[Seen], list[float]]


def _each(measure: Callable[[str], float]) -> Callable[[Seen], list[float]]:
    """A cue of one option by itself."""
    remembered = lru_cache(maxsize=8192)(measure)  # a text is shown many times over the papers of a bank
    return lambda seen: [remembered(text) for text in seen[1]]


def _with_stem(measure: Callable[[str, str], float]) -> Callable[[Seen], list[float]]:
    """A cue of one option and the stem."""
    remembered = lru_cache(maxsize=16_384)(measure)
    return lambda seen: [remembered(text, seen[0]) for text in seen[1]]


def _among(measure: Callable[[str, str], float]) -> Callable[[Seen], list[float]]:
    """A cue of one option among the others: the mean of what it has in common with each."""

    remembered = lru_cache(maxsize=65_536)(measure)

    def values(seen: Seen) -> list[float]:
        options = seen[1]
        return [
            fmean(remembered(text, other) for place, other in enumerate(options) if place != own)
            if len(options) > 1
            else 0.0
            for own, text in enumerate(options)
        ]

    return values


def _words_in(listed: frozenset[str]) -> Callable[[str], float]:
    return lambda text: sum(word in listed for word in words(text))


def _shared(one: str, other: str) -> int:
    return len(telling_words(one) & telling_words(other))


def _share_in_stem(text: str, stem: str) -> float:
    groups = letter_groups(text)
    return len(groups & letter_groups(stem)) / len(groups)


def _same_shape(one: str, other: str) -> int:
    return sum(mine == theirs for mine, theirs in zip(_shape(one), _shape(other), strict=True))


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[object, ...]:
    found = words(text) or [""]
    return (
        len(found) // 3,
        text.count(","),
        any(letter.isdigit() for letter in text),
        any(letter.isupper() for letter in text[1:]),
        "-" in text,
        found[0][-1:] == "s",
        found[-1][-1:] == "s",
        *(link in found for link in ("and", "or", "that", "with", "so", "while", "without")),
    )


def _agreement(text: str, stem: str) -> float:
    """Whether option and stem are of one number, judged by whether their first nouns look plural."""
    asked = [word for word in words(stem) if len(word) > 4]
    said = [word for word in words(text)[1:] if len(word) > 4]
    return float(bool(asked and said) and (asked[0][-1] == "s") == (said[0][-1] == "s"))


def _same_beginnings(text: str, stem: str) -> float:
    """Words of any kind that begin with the same four letters as a word of the stem."""
    asked = {word[:4] for word in words(stem) if len(word) > 3}
    return sum(word[:4] in asked for word in words(text) if len(word) > 3)


def _nearness_to_mean_length(seen: Seen) -> list[float]:
    mean = fmean(len(text) for text in seen[1])
    return [-abs(len(text) - mean) for text in seen[1]]


def _middle(seen: Seen) -> list[float]:
    last = len(seen[1]) - 1
    return [float(min(place, last - place)) for place in range(last + 1)]


CUES: tuple[Cue, ...] = (
    Cue("longest", _each(len)),
    Cue("most words", _each(lambda text: len(words(text)))),
    Cue("longest words", _each(lambda text: fmean([len(word) for word in words(text)] or [0]))),
    Cue("longest single word", _each(lambda text: max((len(word) for word in words(text)), default=0))),
    Cue("most telling words shared with the stem", _with_stem(_shared)),
    Cue("most word beginnings shared with the stem", _with_stem(_same_beginnings)),
    Cue("letters most like the stem's", _with_stem(alike)),
    Cue("largest part found in the stem", _with_stem(_share_in_stem)),
    Cue("same number as the stem", _with_stem(_agreement)),
    Cue("letters most like the other options'", _among(alike)),
    Cue("most words shared with the other options", _among(_shared)),
    Cue("shape most like the other options'", _among(_same_shape)),
    Cue("length nearest to the mean", _nearness_to_mean_length),
    Cue("most commas", _each(lambda text: text.count(","))),
    Cue("most capitals", _each(lambda text: sum(letter.isupper() for letter in text[1:]))),
    Cue("most figures", _each(lambda text: sum(letter.isdigit() for letter in text))),
    Cue("most hyphens", _each(lambda text: text.count("-"))),
    Cue("most signs", _each(lambda text: len(_SIGN.findall(text)))),
    Cue("most absolutes", _each(_words_in(_ABSOLUTE))),
    Cue("most hedges", _each(_words_in(_HEDGE))),
    Cue("most linking words", _each(_words_in(_LINK))),
    Cue("most prepositions", _each(_words_in(_PREPOSITION))),
    Cue("most words ending in s", _each(lambda text: sum(word[-1] == "s" for word in words(text)))),
    Cue("most words ending in ing", _each(lambda text: sum(word.endswith("ing") for word in words(text)))),
    Cue("most words ending in ion", _each(lambda text: sum(word.endswith(("ion", "ions")) for word in words(text)))),
    Cue("most telling words", _each(lambda text: len(telling_words(text)))),
    Cue(
        "latest in the alphabet",
        _each(lambda text: sum(ord(letter) / 128 ** (at + 1) for at, letter in enumerate(text.casefold()[:6]))),
    ),
    Cue("last in the list", lambda seen: [float(place) for place in range(len(seen[1]))]),
    Cue("in the middle of the list", _middle),
)
"""Every single cue that a bank's report covers."""


def chance_of(values: Sequence[float], key: Sequence[bool]) -> float:
    """How likely a guesser who picks the highest value, and at random among equals, picks a right option, 0 to 1."""
    highest = max(values)
    best = [right for value, right in zip(values, key, strict=True) if value == highest]
    return sum(best) / len(best)
