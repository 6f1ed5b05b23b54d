"""The choice of every question's distractors over a whole paper, so that it shows no text twice while one is unused.

The questions with the fewest legal distractors choose first, give or take a little chance. One that chose late may have
found all its legal texts used; then another question that shows one of them, and could show a fresh one instead, gives
it up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from exam.assembly.candidates import legal_homes, legal_statements, relation, weigh
from exam.assembly.choosing import choose_set
from exam.assembly.draft import DraftSlot
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool, Statement, Stem
from exam.assembly.rotation import Weights, rotation
from exam.assembly.steps import Steps
from exam.assembly.text_likeness import normal
from exam.assembly.validity import says_the_same
from exam.core.blueprint import Blueprint

_LUCK = 40
"""Legal distractors, as many more or fewer, that chance may move a question in the order of choosing.

About two thirds of those of an item of the first bank. With less, always the same questions would choose last and take
what the others left; with more, the exchanges afterwards could not mend what chance spoils."""


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
    turns = rotation(pool, weights) if weights else None

    def turn(draft: DraftSlot) -> tuple[int, int, int]:
        if turns:
            return (*turns.turn(draft, seed), draft.item)
        luck = Generator(seed, "turn", draft.item).below(_LUCK)
        return (0, (len(draft.read) or len(draft.unread)) + luck, draft.item)

    favoured: dict[str, set[str]] = {}
    for (item, home), weight in weights.items():
        if weight > 0:
            favoured.setdefault(item, set()).add(home)
    for draft in sorted(incomplete, key=turn):
        stages = _stages(pool, draft, uses, favoured.get(draft.of(pool).id, set()))
        draft.chosen = _distractors(pool, draft, stages, uses, blueprint, seed, turns.weights if turns else weights)
        uses.update(statement.normal for statement in draft.chosen)
        steps.advance()
    _Exchange(incomplete, uses).run()


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


def _stages(pool: Pool, draft: DraftSlot, uses: Mapping[str, int], favoured: set[str]) -> tuple[list[Statement], ...]:
    """The legal distractors in the order of taking: lures that this paper has not shown, unread ones, then the rest.

    What the learner is to meet does not wait until the lures are used up.
    """
    first = [statement for statement in draft.read if not uses[statement.normal]]
    second: list[Statement] = []
    last = [statement for statement in draft.read if uses[statement.normal]]
    for statement in draft.unread:
        is_favoured = bool(favoured) and pool.items[statement.home].id in favoured
        stage = last if uses[statement.normal] else first if is_favoured else second
        stage.append(statement)
    return first, second, last


def _distractors(
    pool: Pool,
    draft: DraftSlot,
    stages: tuple[list[Statement], ...],
    uses: Counter[str],
    blueprint: Blueprint,
    seed: int,
    weights: Weights,
) -> list[Statement]:
    """A set from the first stages that give enough homes."""
    wanted = draft.wanted(blueprint.options)
    asked: Stem | Statement = draft.shown or pool.stems[draft.item]
    legal: list[Statement] = []
    chosen: list[Statement] = []
    for stage, more in enumerate(stages):
        legal += more
        if len({statement.home for statement in legal}) < wanted and stage < len(stages) - 1:
            continue
        generator = Generator(seed, "options", draft.of(pool).id, stage)
        candidates = weigh(pool, draft.item, draft.keys[0], legal, blueprint.difficulty, generator, weights)
        chosen = choose_set(asked, draft.keys[0], candidates, wanted, uses, generator)
        if len(chosen) == wanted:
            break
    return chosen


class _Exchange:
    """Exchanges distractors until no text is shown twice, or no exchange of one or two helps."""

    def __init__(self, drafts: list[DraftSlot], uses: Counter[str]) -> None:
        self.drafts = drafts
        self.uses = uses
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
                if not self.unused:
                    return  # an exchange ends with a text that was not shown before
                if self.uses[statement.normal] > 1 and not self._take_unused(draft, at):
                    self._take_from_another(draft, at)

    def _take_unused(self, draft: DraftSlot, at: int) -> bool:
        """Puts a text that the paper has not shown in the place of a chosen one; whether there was one."""
        fresh = next(self._fitting(draft, at, times=0), None)
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
        for statement in sorted(legal, key=lambda one: one.home != own):
            if not any(statement.home == other.home or says_the_same(statement, other) for other in beside):
                yield statement
