"""The choice of every question's distractors over a whole paper, so that it shows no text twice while one is unused.

The questions with the fewest legal distractors choose first, give or take a little chance. One that chose late may have
found all its legal texts used; then another question that shows one of them, and could show a fresh one instead, gives
it up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from exam.assembly.candidates import CONSIDERED, Candidate, legal_homes, legal_statements, relation, weigh
from exam.assembly.choosing import choose_set
from exam.assembly.draft import DraftSlot
from exam.assembly.fairness import ENOUGH_TO_CHOOSE, fair_beside
from exam.assembly.generator import Generator
from exam.assembly.measured import Statement, Stem
from exam.assembly.mixture import Mixture, Stage, choose_nearest, counts_as_close, least_close, mixed_stages, most_shown
from exam.assembly.pool import Pool
from exam.assembly.rotation import Weights, rotation
from exam.assembly.steps import Steps
from exam.assembly.text_likeness import normal
from exam.assembly.validity import says_the_same
from exam.core.blueprint import Blueprint, Difficulty

_LUCK = 40
"""Legal distractors, as many more or fewer, that chance may move a question in the order of choosing.

About two thirds of those of an item of the first bank. With less, always the same questions would choose last and take
what the others left; with more, the exchanges afterwards could not mend what chance spoils."""

_ROOM = 4
"""Fair texts for each that is wanted from which on a bank only begun, which asks all with options, takes no others."""


def fill(pool: Pool, drafts: list[DraftSlot], blueprint: Blueprint, seed: int, weights: Weights, steps: Steps) -> None:
    """Chooses the distractors of every draft that has keys and is in no matching block."""
    uses: Counter[str] = Counter()
    for draft in drafts:
        uses.update(statement.normal for statement in (*draft.keys, *draft.chosen))
        uses.update(normal(option.text) for option in draft.of(pool).options)
        if draft.shown is not None:
            uses[draft.shown.normal] += 1
    incomplete = [draft for draft in drafts if draft.keys and draft.kind != "matching"]
    for draft in incomplete:
        _find_legal(pool, draft, draft.wanted(blueprint.options))
        if pool.knows_kinds:
            choose_nearest(pool, draft, blueprint.difficulty, seed, weights)
    turns = rotation(pool, weights) if weights else None

    def turn(draft: DraftSlot) -> tuple[int, int, int]:
        if turns:
            return (*turns.turn(draft, seed), draft.item)
        luck = Generator(seed, "turn", draft.item).below(_LUCK)
        return (0, (len(draft.read) or len(draft.unread)) + luck, draft.item)

    keys = {statement.normal for draft in drafts for statement in draft.keys}
    favoured: dict[str, set[str]] = {}
    for (item, home), weight in weights.items():
        if weight > 0:
            favoured.setdefault(item, set()).add(home)
    for draft in sorted(incomplete, key=turn):
        sought = favoured.get(draft.of(pool).id, set())
        given = turns.weights if turns else weights
        draft.chosen = _distractors(pool, draft, sought, uses, keys, blueprint, seed, given)
        uses.update(statement.normal for statement in draft.chosen)
        steps.advance()
    _Exchange(pool, incomplete, uses, blueprint.difficulty).run()


def legal_beside(pool: Pool, draft: DraftSlot) -> tuple[Iterator[Statement], Iterator[Statement]]:
    """The read and the unread statements that may stand beside all keys of a draft."""
    if draft.kind == "reversed":
        return _legal_stems(pool, draft, True), _legal_stems(pool, draft, False)
    first, *others = draft.keys
    read, unread = legal_homes(pool, draft.item)

    def beside_all(homes: list[int], are_read: bool) -> Iterator[Statement]:
        legal = legal_statements(pool, draft.item, first, homes, are_read)
        if not others:
            return legal
        second = {
            statement.place for key in others for statement in legal_statements(pool, draft.item, key, homes, are_read)
        }
        return (statement for statement in legal if statement.place in second)

    return beside_all(read, True), beside_all(unread, False)


def _legal_stems(pool: Pool, draft: DraftSlot, are_read: bool) -> Iterator[Statement]:
    """The stems of items that the shown statement does not answer, by the rules for it as their option."""
    for other in sorted({*pool.homes_for(draft.item), *pool.lured_by(draft.item)}):
        if other == draft.item or not pool.of_item[other]:
            continue
        if relation(pool, other, draft.item) == ("read" if are_read else "unread"):
            key = pool.of_item[other][0]
            if next(legal_statements(pool, other, key, [draft.item], are_read), None) is not None:
                yield pool.stem_as_option(other)


def _find_legal(pool: Pool, draft: DraftSlot, wanted: int) -> None:
    """Fills in the legal distractors of a draft: of its shortlist, or of all items where that has too few."""
    draft.read, draft.unread = map(list, legal_beside(pool, draft))
    if pool.whole is not None and len({statement.home for statement in (*draft.read, *draft.unread)}) < wanted:
        draft.read, draft.unread = map(list, legal_beside(pool.whole, draft))
    if pool.is_unmarked and draft.kind == "direct":
        fair = fair_beside(pool, draft.item, draft.keys[0], draft.unread)
        if not fair and pool.whole is not None:
            _, unread = legal_beside(pool.whole, draft)
            fair = fair_beside(pool, draft.item, draft.keys[0], unread)
        is_begun = len(pool.items) < ENOUGH_TO_CHOOSE
        if fair and not (is_begun and len({statement.normal for statement in fair}) < _ROOM * wanted):
            draft.unread = fair


def _stages(pool: Pool, draft: DraftSlot, uses: Mapping[str, int], favoured: set[str]) -> Iterator[Stage]:
    """The legal distractors in the order of taking: lures that this paper has not shown, unread ones, then the rest.

    Each stage holds the ones before it. What the learner is to meet does not wait until the lures are used up.
    """
    first = [statement for statement in draft.read if not uses[statement.normal]]
    second: list[Statement] = []
    last = [statement for statement in draft.read if uses[statement.normal]]
    for statement in draft.unread:
        is_favoured = bool(favoured) and pool.items[statement.home].id in favoured
        stage = last if uses[statement.normal] else first if is_favoured else second
        stage.append(statement)
    legal: list[Statement] = []
    for more in (first, second, last):
        legal += more
        yield legal, None, more is last


def _distractors(
    pool: Pool,
    draft: DraftSlot,
    sought: set[str],
    uses: Counter[str],
    keys: set[str],
    blueprint: Blueprint,
    seed: int,
    weights: Weights,
) -> list[Statement]:
    """A set from the first stages that give enough homes."""
    wanted = draft.wanted(blueprint.options)
    asked: Stem | Statement = draft.shown or pool.stems[draft.item]
    difficulty, chosen = blueprint.difficulty, list[Statement]()
    if pool.knows_kinds:
        stages = mixed_stages(pool, draft, uses, keys, difficulty, wanted, sought, seed, bool(weights))
    else:
        stages = _stages(pool, draft, uses, sought)
    for stage, (legal, mixture, is_last) in enumerate(stages):
        homes = {statement.home for statement in legal}
        close: set[int] = set()
        if mixture is not None:
            close = {home for home in homes if counts_as_close(pool, draft.item, home, difficulty, sought)}
        if not is_last and not _is_enough(homes, close, wanted, mixture):
            continue
        generator = Generator(seed, "options", draft.of(pool).id, stage)
        candidates = _candidates(pool, draft, legal, mixture, close, blueprint, generator, weights)
        chosen = choose_set(
            asked,
            draft.keys[0],
            candidates,
            wanted,
            uses,
            generator,
            mixture,
            close,
            pool.is_unmarked,
            keys if pool.is_unmarked else (),
        )
        if len(chosen) == wanted:
            break
    return chosen


def _is_enough(homes: set[int], close: set[int], wanted: int, mixture: Mixture | None) -> bool:
    """Whether so many homes can give a whole set at all."""
    if mixture is None:
        return len(homes) >= wanted
    usable = len(homes) - len(close) + min(len(close), mixture.most_close)
    return usable >= wanted and len(close) >= mixture.least_close


def _candidates(
    pool: Pool,
    draft: DraftSlot,
    legal: list[Statement],
    mixture: Mixture | None,
    close: set[int],
    blueprint: Blueprint,
    generator: Generator,
    weights: Weights,
) -> list[Candidate]:
    """What a set is chosen from: of a mixture half from the item's subject and kind, where it wants others too."""
    item, key, difficulty = draft.item, draft.keys[0], blueprint.difficulty
    if mixture is None or not 0 < mixture.least_close < draft.wanted(blueprint.options):
        must = mixture.must if mixture else None
        return weigh(pool, item, key, legal, difficulty, generator, weights, must)
    halves = [[one for one in legal if (one.home in close) == is_close] for is_close in (True, False)]
    return [
        candidate
        for half in halves
        for candidate in weigh(pool, item, key, half, difficulty, generator, weights, mixture.must)[: CONSIDERED // 2]
    ]


class _Exchange:
    """Exchanges distractors until no text is shown twice, or no exchange of one or two helps."""

    def __init__(self, pool: Pool, drafts: list[DraftSlot], uses: Counter[str], difficulty: Difficulty) -> None:
        self.pool = pool
        self.drafts = drafts
        self.uses = uses
        self.difficulty = difficulty
        self.unused = {
            statement.normal
            for draft in drafts
            for statements in (draft.read, draft.unread)
            for statement in statements
            if not uses[statement.normal]
        }
        self.shown_by: dict[int, list[DraftSlot]] = {}
        """The drafts that show a statement, by its place in the pool."""
        for draft in drafts:
            for statement in draft.chosen:
                self.shown_by.setdefault(statement.place, []).append(draft)

    def run(self) -> None:
        for draft in self.drafts:
            for at, statement in enumerate(draft.chosen):
                if not self.unused and not self.pool.knows_kinds:
                    return  # an exchange ends with a text that was not shown before
                if self.uses[statement.normal] > most_shown(statement) and not self._take_unused(draft, at):
                    self._take_from_another(draft, at)

    def _take_unused(self, draft: DraftSlot, at: int) -> bool:
        """Puts a text that the paper has not shown in the place of a chosen one, or a name that it has shown once.

        Whether there was one.
        """
        fresh = next(self._fitting(draft, at, times=0), None)
        if fresh is None and self.pool.knows_kinds:
            fresh = next((one for one in self._fitting(draft, at, times=1) if most_shown(one) > 1), None)
        if fresh is None:
            return False
        self.unused.discard(fresh.normal)
        self._replace(draft, at, fresh)
        return True

    def _take_from_another(self, draft: DraftSlot, at: int) -> None:
        """Takes a text that one other draft shows and can do without."""
        for wanted in self._fitting(draft, at, times=1):
            for other in self.shown_by.get(wanted.place, ()):
                if other is not draft and self._take_unused(other, other.chosen.index(wanted)):
                    self._replace(draft, at, wanted)
                    return

    def _is_as_close(self, draft: DraftSlot, home: int, own: int) -> bool:
        """Whether a home may take another's place without spoiling the mixture."""
        if own == draft.nearest:
            return home == own
        close, was = (counts_as_close(self.pool, draft.item, one, self.difficulty) for one in (home, own))
        if close == was or self.difficulty != "near":
            return close == was
        count = sum(counts_as_close(self.pool, draft.item, one.home, "near") for one in draft.chosen)
        return close or count > least_close("near", len(draft.chosen))

    def _replace(self, draft: DraftSlot, at: int, new: Statement) -> None:
        old = draft.chosen[at]
        self.uses[old.normal] -= 1
        self.uses[new.normal] += 1
        self.shown_by[old.place].remove(draft)
        self.shown_by.setdefault(new.place, []).append(draft)
        draft.chosen[at] = new

    def _fitting(self, draft: DraftSlot, at: int, times: int) -> Iterator[Statement]:
        """The legal texts shown so many times that may stand in place of a chosen one, those of its home first."""
        own = draft.chosen[at].home
        beside = [*draft.chosen[:at], *draft.chosen[at + 1 :]]
        legal = [one for one in (*draft.read, *draft.unread) if self.uses[one.normal] == times]
        if self.pool.knows_kinds:
            legal = [one for one in legal if self._is_as_close(draft, one.home, own)]
        for statement in sorted(legal, key=lambda one: one.home != own):
            if not any(statement.home == other.home or says_the_same(statement, other) for other in beside):
                yield statement
