"""Owns the mending of a paper that shows a text twice, where exchanging distractors can help. Refuses to break a rule.

A slot that chose late may have found all its legal texts used. Then another slot that shows one of them, and could
show a fresh one instead, gives it up.
"""

from collections import Counter
from collections.abc import Iterator

from exam.assembly.draft import Place
from exam.assembly.pool import Statement
from exam.assembly.validity import says_the_same


def unrepeat(places: list[Place], uses: Counter[str]) -> None:
    """Exchanges distractors until no text is shown twice, or no exchange of one or two helps. `uses` is kept right."""
    for place in places:
        for at, statement in enumerate(place.chosen):
            if uses[statement.normal] > 1 and not _exchange(place, at, uses):
                _exchange_with_another(place, at, places, uses)


def _exchange(place: Place, at: int, uses: Counter[str]) -> bool:
    """Puts a text that the paper has not shown in the place of a chosen one; whether there was one."""
    fresh = next((other for other in _fitting(place, at) if not uses[other.normal]), None)
    if fresh is None:
        return False
    uses[place.chosen[at].normal] -= 1
    uses[fresh.normal] += 1
    place.chosen[at] = fresh
    return True


def _exchange_with_another(place: Place, at: int, places: list[Place], uses: Counter[str]) -> None:
    """Takes a text that one other slot shows and can do without."""
    for wanted in _fitting(place, at):
        if uses[wanted.normal] != 1:
            continue
        for other in places:
            if other is not place and wanted in other.chosen and _exchange(other, other.chosen.index(wanted), uses):
                uses[place.chosen[at].normal] -= 1
                uses[wanted.normal] += 1
                place.chosen[at] = wanted
                return


def _fitting(place: Place, at: int) -> Iterator[Statement]:
    """The legal texts that could stand in place of a chosen one, those of its own home first."""
    beside = [*place.chosen[:at], *place.chosen[at + 1 :]]
    legal = sorted((*place.read, *place.unread), key=lambda own: own.home != place.chosen[at].home)
    for other in legal:
        if not any(other.home == own.home or says_the_same(other, own) for own in beside):
            yield other
