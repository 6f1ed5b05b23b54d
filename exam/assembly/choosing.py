"""Owns the choice of a set of distractors that no rule of thumb can see through. Refuses to know what is true.

The nearest statements make a bad set: the key becomes the centre of its own copies. So a set is chosen as a set.
For every cue that a guesser could use, the form's own generator draws the rank that the key is to have among its
options, and the set that comes closest to all of them, and is tempting, wins. The key is then longest, most central
or most like the stem just as often as chance has it, by construction.
"""

from itertools import combinations

from exam.assembly.candidates import Candidate
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool, Statement, likeness, shape_agreement, shared_words
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
_CENTRALITY = 3000
_SHAPE_CENTRALITY = 2500
_RANKS = (0, 0, 0, 1, 1, 2, 2, 3, 3, 3)
"""What the key's rank among four is drawn from. The ends are drawn more often than chance has it, because a set that
cannot reach the drawn rank misses it inward."""
_NOISE = 700


def choose(
    pool: Pool,
    item: int,
    key: Statement,
    candidates: list[Candidate],
    wanted: int,
    uses: dict[int, int],
    generator: Generator,
) -> list[Statement]:
    """The best set of at most `wanted` candidates, no two from one home, none saying the same as another.

    `uses` counts by place how often a statement has been shown in this paper. Fewer are given where no legal set of
    the wanted size is among the candidates.
    """
    table = _Table(pool, item, key, candidates, uses, generator)
    best: tuple[int, ...] = ()
    for start in range(2):
        found = _climb(table, _first(table, wanted, generator if start else None))
        if len(found) > len(best) or (len(found) == len(best) and table.worth(found) > table.worth(best)):
            best = found
    return [candidates[place].statement for place in best]


class _Table:
    """All that is compared while one set is chosen."""

    def __init__(
        self,
        pool: Pool,
        item: int,
        key: Statement,
        candidates: list[Candidate],
        uses: dict[int, int],
        generator: Generator,
    ) -> None:
        self.statements = [candidate.statement for candidate in candidates]
        self.key = key
        stem = pool.stems[item]
        self.merit = [
            candidate.appeal // 2 - 4000 * uses.get(candidate.statement.place, 0) + generator.below(_NOISE)
            for candidate in candidates
        ]
        mine = _cues_of(key, stem)
        self.signs = [_packed(_cues_of(other, stem), mine) for other in self.statements]
        drawn = [_RANKS[generator.below(len(_RANKS))] for _ in range(5)]
        if mine[1] == 0:
            drawn[1] = 0  # a key that shares nothing with its stem stands out unless nothing else does either
        self.targets = [(cue * 8, drawn[draw], weight) for cue, (_, weight, draw) in enumerate(_CUES)]
        self.central = _RANKS[generator.below(len(_RANKS))]
        self.shape_central = _RANKS[generator.below(len(_RANKS))]
        self.to_key = [likeness(key, other) for other in self.statements]
        self.shape_to_key = [shape_agreement(key, other) for other in self.statements]
        size = len(self.statements)
        self.between = [[0] * size for _ in range(size)]
        self.shape_between = [[0] * size for _ in range(size)]
        self.clash = [[False] * size for _ in range(size)]
        for one, other in combinations(range(size), 2):
            mine_, theirs_ = self.statements[one], self.statements[other]
            alike, shaped = likeness(mine_, theirs_), shape_agreement(mine_, theirs_)
            self.between[one][other] = self.between[other][one] = alike
            self.shape_between[one][other] = self.shape_between[other][one] = shaped
            if mine_.home == theirs_.home or says_the_same(mine_, theirs_):
                self.clash[one][other] = self.clash[other][one] = True

    def worth(self, chosen: tuple[int, ...], floor: int | None = None) -> int:
        """How good a set is; the order of its members is of no account. What cannot exceed `floor` is not weighed."""
        total = 0
        for at, place in enumerate(chosen):
            total += self.merit[place] + self.to_key[place]
            row = self.between[place]
            for other in chosen[:at]:
                total += row[other]
        if floor is not None and total <= floor:
            return total
        counts = 0
        for place in chosen:
            counts += self.signs[place]
        for shift, target, weight in self.targets:
            above = counts >> shift & 15
            if target < above:
                total -= weight * (above - target)
            elif target > (most := above + (counts >> shift + 4 & 15)):
                total -= weight * (target - most)
        if floor is not None and total <= floor:
            return total
        total -= _CENTRALITY * self._off(chosen, self.to_key, self.between, self.central)
        total -= _SHAPE_CENTRALITY * self._off(chosen, self.shape_to_key, self.shape_between, self.shape_central)
        return total

    @staticmethod
    def _off(chosen: tuple[int, ...], to_key: list[int], between: list[list[int]], target: int) -> int:
        """How many ranks the key is from the drawn one in being like all other options."""
        own = 0
        for place in chosen:
            own += to_key[place]
        above = level = 0
        for place in chosen:
            row = between[place]
            theirs = to_key[place]
            for other in chosen:
                theirs += row[other]
            if theirs > own:
                above += 1
            elif theirs == own:
                level += 1
        return max(0, above - target, target - above - level)


def _cues_of(statement: Statement, stem: object) -> tuple[int, ...]:
    """What a guesser sees of one option, each cue a whole number; in the order of `_CUES`."""
    return (
        len(statement.text),
        shared_words(statement, stem),  # type: ignore[arg-type]
        likeness(statement, stem),  # type: ignore[arg-type]
        statement.capitals,
        statement.text.count(","),
        statement.word_count,
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


def _first(table: _Table, wanted: int, generator: Generator | None) -> tuple[int, ...]:
    """A legal set to begin with: the most tempting, or by the generator's order."""
    order = list(range(len(table.statements)))
    if generator is not None:
        order = generator.shuffled(order)
    chosen: list[int] = []
    for place in order:
        if len(chosen) == wanted:
            break
        if not any(table.clash[place][other] for other in chosen):
            chosen.append(place)
    return tuple(chosen)


def _climb(table: _Table, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The set that no exchange of one member betters, reached by the best exchange each time."""
    best, worth = chosen, table.worth(chosen)
    while True:
        before = best
        for place in before:
            rest = tuple(other for other in before if other != place)
            for new in range(len(table.statements)):
                if new in before or any(table.clash[new][other] for other in rest):
                    continue
                tried = (*rest, new)
                if (reached := table.worth(tried, worth)) > worth:
                    best, worth = tried, reached
        if best == before:
            return best
