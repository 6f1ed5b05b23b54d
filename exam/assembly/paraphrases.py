"""Which of many stems ask the same in other words: neither item may lend its statements to the other."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from exam.assembly.measured import Stem
from exam.assembly.text_likeness import alike, letter_groups, words

_SAME_STEM = 880
"""Likeness of two stems, their words in alphabetical order, from which on they are taken to ask the same."""
_LOOSE = _SAME_STEM * 9 // 10
"""The same for the letters of the stems as they stand, which may say it in another order."""
_LEAST_SHARED = Fraction(63, 100)
"""The least share of its groups of letters that a stem has in common with one as alike as `_LOOSE` wants: of two sets
whose Dice coefficient is d, it is d / (2 - d)."""


class Paraphrases:
    """By place, the others whose stems ask the same in other words. A stem is compared once somebody asks for it.

    Two stems that are as alike have a group of letters in common among the rarest of either (prefix filter: Chaudhuri,
    Ganti & Kaushik 2006), so only those are compared: comparing all takes seconds in a bank of 2,000 items.
    """

    def __init__(self, stems: Sequence[Stem]) -> None:
        self._stems = stems
        self._spoken = [words(stem.text) for stem in stems]
        self._figures = [tuple(word for word in some if word.isdigit()) for some in self._spoken]
        groups_of = [letter_groups(stem.text) for stem in stems]
        used = Counter(group for groups in groups_of for group in groups)
        self._rarest = []
        self._with: dict[str, list[int]] = {}
        """By a group of letters, the places of the stems among whose rarest it is."""
        for place, groups in enumerate(groups_of):
            ranked = sorted(groups, key=lambda group: (used[group], group))
            rarest = ranked[: len(ranked) - ceil(_LEAST_SHARED * len(ranked)) + 1]
            self._rarest.append(rarest)
            for group in rarest:
                self._with.setdefault(group, []).append(place)
        self._found: dict[int, frozenset[int]] = {}

    def of(self, place: int) -> frozenset[int]:
        """The places of the stems that ask the same as the one at this place."""
        if place not in self._found:
            others = {other for group in self._rarest[place] for other in self._with[group]}
            self._found[place] = frozenset(other for other in others - {place} if self._same(place, other))
        return self._found[place]

    def _same(self, one: int, other: int) -> bool:
        """Whether two stems ask the same, and with the same figures."""
        if self._figures[one] != self._figures[other]:
            return False
        if (found := self._found.get(other)) is not None:
            return one in found
        mine, theirs = self._stems[one], self._stems[other]
        enough = _LOOSE * (mine.gram_count + theirs.gram_count)
        if 2000 * min(mine.gram_count, theirs.gram_count) < enough:
            return False
        if 2000 * (mine.grams & theirs.grams).bit_count() < enough:
            return False
        return alike(" ".join(sorted(self._spoken[one])), " ".join(sorted(self._spoken[other]))) >= _SAME_STEM
