"""The choice of a set of distractors that no rule of thumb can see through.

The nearest statements make a bad set, because the key becomes the centre of its own copies. So the distractors are
chosen together, as a set. For every cue that a guesser could use, the form's own generator draws which rank the key
is to have among its options. The set that comes closest to all these ranks, and is tempting, wins. By construction
the key is then the longest, the most central or the most like the stem only as often as by chance.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from exam.assembly.candidates import Candidate
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement, Stem, likeness, shape_agreement, shared_words
from exam.assembly.mixture import Mixture
from exam.assembly.validity import says_the_same

_CUES: tuple[tuple[str, int, int], ...] = (
    ("length", 5000, 0),
    ("words in common with the stem", 4000, 1),
    ("letters in common with the stem", 5000, 2),
    ("capitals", 1000, 3),
    ("commas", 1000, 4),
    ("number of words", 2500, 0),
)
"""Cues of single options, what one rank beside the drawn one costs, and which draw decides the rank.

Length and number of words go together in any text, so they are drawn together: two draws would ask for what no set
can be.
"""
_ECHOING_CUES: tuple[tuple[str, int, int], ...] = (
    ("length", 5000, 0),
    ("words in common with the stem", 8000, 1),
    ("letters in common with the stem", 8000, 2),
    ("capitals", 1000, 3),
    ("commas", 1000, 4),
    ("number of words", 2500, 0),
    ("part of it found in the stem", 8000, 7),
)
"""The same for a bank without marks, where nobody has kept the words of a stem out of its key."""
_CENTRALITY = 3000
_SHAPE_CENTRALITY = 2500
_NOISE = 700
_KEY_AGAIN = 540
"""What a text gains that is the key of another question. Without it, keys could be told by counting where texts are
few: wrong options come twice, and the key is the rarest text of the paper. Measured on a bank of 147 capitals: with 0
the rarest text is the key in 43 % of questions and the most frequent in 18 %; with 900 it is 26 % and 34 %."""


def choose_set(
    asked: Stem | Statement,
    key: Statement,
    candidates: list[Candidate],
    wanted: int,
    uses: Mapping[str, int],
    generator: Generator,
    mixture: Mixture | None = None,
    close: Collection[int] = (),
    echoing: bool = False,
    keys: Collection[str] = (),
) -> list[Statement]:
    """The best set of at most `wanted` candidates beside a key under what is asked, which `mixture` allows.

    `close` are the homes of the item's own subject and kind, which a mixture counts. `echoing`: keys may repeat
    words of their stems, as in a bank without marks. `keys` are the normal forms of the paper's right answers; they are
    given where keys shall also be shown as wrong options, once there is no text left that the paper has not shown.

    No two are from one home, and none says the same as another. `uses` counts by normal form how often a
    statement has been shown in this paper. Fewer are given where no legal set of the wanted size is among the
    candidates.
    """
    table = _Table(asked, key, candidates, wanted, uses, generator, _ECHOING_CUES if echoing else _CUES, keys)
    if mixture is not None:
        table.bind(mixture, close)
    best = _climb(table, _first(table, range(len(candidates)), wanted))
    if len(best) < wanted:
        other = _climb(table, _first(table, generator.shuffled(range(len(candidates))), wanted))
        best = max(best, other, key=len)
    return [candidates[place].statement for place in best]


class _Table:
    """All that is compared while one set is chosen."""

    def __init__(
        self,
        asked: Stem | Statement,
        key: Statement,
        candidates: list[Candidate],
        wanted: int,
        uses: Mapping[str, int],
        generator: Generator,
        cues: tuple[tuple[str, int, int], ...],
        keys: Collection[str],
    ) -> None:
        self.statements = [candidate.statement for candidate in candidates]
        self.to_key = [likeness(key, other) for other in self.statements]
        self.shape_to_key = [shape_agreement(key, other) for other in self.statements]
        self.merit = [
            candidate.appeal // 2
            - 4000 * uses.get(candidate.statement.normal, 0)
            + (_KEY_AGAIN if candidate.statement.normal in keys else 0)
            + generator.below(_NOISE)
            + alike
            for candidate, alike in zip(candidates, self.to_key, strict=True)
        ]
        mine = _cues_of(key, asked)[: len(cues)]
        self.signs = [_packed(_cues_of(other, asked)[: len(cues)], mine) for other in self.statements]
        drawn = [_rank(wanted, generator) for _ in range(len(cues) + 1)]
        if mine[1] == 0:
            drawn[1] = 0  # a key that shares nothing with its stem stands out unless nothing else does either
        self.targets = [(cue * 8, drawn[draw], weight) for cue, (_, weight, draw) in enumerate(cues)]
        self.central, self.shape_central = drawn[5:7]
        size = len(self.statements)
        self.between = [[0] * size for _ in range(size)]
        self.shape_between = [[0] * size for _ in range(size)]
        self.clashes = [1 << place for place in range(size)]
        """By candidate, the mask of those that it must not stand beside, itself among them."""
        for one, other in combinations(range(size), 2):
            mine_, theirs_ = self.statements[one], self.statements[other]
            alike, shaped = likeness(mine_, theirs_), shape_agreement(mine_, theirs_)
            self.between[one][other] = self.between[other][one] = alike
            self.shape_between[one][other] = self.shape_between[other][one] = shaped
            if mine_.home == theirs_.home or says_the_same(mine_, theirs_, alike):
                self.clashes[one] |= 1 << other
                self.clashes[other] |= 1 << one

        self.wanted = wanted
        self.must = self.close = 0
        self.least_close, self.most_close = 0, wanted

    def bind(self, mixture: Mixture, close: Collection[int]) -> None:
        """From now on only sets of this mixture are taken."""
        self.least_close, self.most_close = mixture.least_close, mixture.most_close
        for place, statement in enumerate(self.statements):
            self.close |= (statement.home in close) << place
            self.must |= (statement.home == mixture.must) << place

    def barred_beside(self, rest: Iterable[int]) -> int:
        """The mask of those that may not be taken beside the rest of a set: for what they say, or by the mixture."""
        barred = taken = count = 0
        for place in rest:
            barred |= self.clashes[place]
            taken |= 1 << place
            count += 1
        left, close = self.wanted - count, (taken & self.close).bit_count()
        if self.must and not taken & self.must:
            barred |= ~self.must
        if close >= self.most_close:
            barred |= self.close
        if self.least_close - close >= left:
            barred |= ~self.close
        return barred

    def worth(self, chosen: tuple[int, ...]) -> int:
        """How good a set is; the order of its members is of no account."""
        if not chosen:
            return 0
        *rest, last = chosen
        counts = sum(self.signs[place] for place in chosen)
        return self._penalised(self.promise(rest) + self.gain(last, rest), chosen, counts, None)

    def promise(self, chosen: Sequence[int]) -> int:
        """What a set is worth before the cues are counted."""
        return sum(self.gain(place, chosen[:at]) for at, place in enumerate(chosen))

    def gain(self, place: int, chosen: Sequence[int]) -> int:
        row, total = self.between[place], self.merit[place]
        for other in chosen:
            total += row[other]
        return total

    def better(self, rest: tuple[int, ...], floor: int) -> tuple[tuple[int, ...], int]:
        """The best set of `rest` and one more, and its worth; the empty set where none is worth more than `floor`."""
        best: tuple[int, ...] = ()
        promise = self.promise(rest)
        counts = sum(self.signs[place] for place in rest)
        barred = self.barred_beside(rest)
        for new in range(len(self.statements)):
            if barred >> new & 1:
                continue
            hoped = promise + self.gain(new, rest)
            if hoped <= floor:
                continue
            tried = (*rest, new)
            reached = self._penalised(hoped, tried, counts + self.signs[new], floor)
            if reached > floor:
                best, floor = tried, reached
        return best, floor

    def _penalised(self, total: int, chosen: tuple[int, ...], counts: int, floor: int | None) -> int:
        """What a set is worth in all; what falls to `floor` on the way is not weighed to the end."""
        for shift, target, weight in self.targets:
            above = counts >> shift & 15
            if target < above:
                total -= weight * (above - target)
            elif target > (most := above + (counts >> shift + 4 & 15)):
                total -= weight * (target - most)
        if floor is not None and total <= floor:
            return total
        total -= _CENTRALITY * _off(chosen, self.to_key, self.between, self.central)
        return total - _SHAPE_CENTRALITY * _off(chosen, self.shape_to_key, self.shape_between, self.shape_central)


def _off(chosen: tuple[int, ...], to_key: list[int], between: list[list[int]], target: int) -> int:
    """How many ranks the key is from the drawn one in being like all other options."""
    own = above = level = 0
    for place in chosen:
        own += to_key[place]
    for place in chosen:
        row, theirs = between[place], to_key[place]
        for other in chosen:
            theirs += row[other]
        if theirs > own:
            above += 1
        elif theirs == own:
            level += 1
    return max(0, above - target, target - above - level)


def _rank(wanted: int, generator: Generator) -> int:
    """The rank that a key is to have among itself and `wanted` others, 0 highest.

    The ends are drawn three times to twice for each rank between, because a set that cannot reach the drawn rank
    misses it inward.
    """
    drawn = generator.below(2 * wanted + 4)
    return 0 if drawn < 3 else wanted if drawn < 6 else 1 + (drawn - 6) // 2


def _cues_of(statement: Statement, asked: Stem | Statement) -> tuple[int, ...]:
    """What a guesser sees of one option, each cue a whole number; in the order of `_ECHOING_CUES`."""
    return (
        len(statement.text),
        shared_words(statement, asked),
        likeness(statement, asked),
        statement.capitals,
        statement.text.count(","),
        statement.word_count,
        1000 * (statement.grams & asked.grams).bit_count() // statement.gram_count,
    )


def _packed(theirs: tuple[int, ...], mine: tuple[int, ...]) -> int:
    """Eight bits a cue: four that count one where the other is above the key, four where it is level with it.

    Adding such numbers counts both for a whole set at once.
    """
    packed = 0
    for cue, (other, own) in enumerate(zip(theirs, mine, strict=True)):
        if other >= own:
            packed |= (1 if other > own else 16) << 8 * cue
    return packed


def _first(table: _Table, order: Iterable[int], wanted: int) -> tuple[int, ...]:
    """A legal set to begin with: the first in an order that may stand beside each other."""
    chosen: list[int] = []
    waiting = list(order)
    while len(chosen) < wanted:
        barred = table.barred_beside(chosen)
        place = next((place for place in waiting if not barred >> place & 1), None)
        if place is None:
            break
        chosen.append(place)
    return tuple(chosen)


def _climb(table: _Table, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The set that no exchange of one member betters, reached exchange by exchange."""
    best, worth = chosen, table.worth(chosen)
    while True:
        before = best
        for place in before:
            found, reached = table.better(tuple(other for other in before if other != place), worth)
            if found:
                best, worth = found, reached
        if best == before:
            return best
