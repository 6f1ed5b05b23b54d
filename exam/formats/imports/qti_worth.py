"""What each answer of a question is worth, found by trying it: the key, credits in part, and how parts add up.

It serves QTI of all versions. What a bank cannot hold as it was is either said (`changed`), or the question is left out
(`CannotBeHeld`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, islice
from typing import Protocol

from exam.formats.imports.qti_operators import NotUnderstood

_MOST_TRIES = 80
_OF_A_SIZE = 4
"""Sets of options of one size that are tried to see whether they earn what was made out."""
IN_A_WAY_OF_ITS_OWN = "earned part of its points in a way of its own; here it is all or nothing"


class Scores(Protocol):
    """A question that tells what a response earns."""

    def score(self, responses: Mapping[str, Sequence[str]]) -> Fraction:
        """The points of a response. Raises NotUnderstood."""
        ...


class CannotBeHeld(NotUnderstood):
    """Why a bank cannot hold a question; read after its name."""


@dataclass(frozen=True)
class Worth:
    """What the options of a question are worth."""

    key: tuple[str, ...]
    points: Fraction
    """What the whole key earns."""
    credits: Mapping[str, int] = field(default_factory=dict)
    """In percent of the points, of those options that do not go without saying."""
    each: bool = False
    """Whether each right one earns its share and each wrong one takes as much away."""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnsweredPlace:
    """One place of a question in which one thing is answered."""

    response: str
    right: str
    """The value that answers it."""
    wrong: str = ""
    """One that does not; "" where none is known."""


def one_of(score: Callable[[str], Fraction], ids: Sequence[str], right: Sequence[str]) -> Worth:
    """The worth of options of which one is chosen. `right` are those that are declared so. Raises CannotBeHeld."""
    earned = {one: score(one) for one in ids}
    top = max(earned.values(), default=Fraction())
    best = [one for one in ids if earned[one] == top]
    if top <= 0:
        raise CannotBeHeld("has no right answer")
    if len(best) == len(ids):
        raise CannotBeHeld("takes every answer for right")
    key = next((one for one in best if one in right), best[0])
    shares = {one: percent_of(earned[one], top) for one in ids if one != key and earned[one] > 0}
    changed = ("has several right answers, of which one is to be chosen; here one is the key",) if len(best) > 1 else ()
    return Worth((key,), top, {one: worth for one, worth in shares.items() if worth}, changed=changed)


def some_of(score: Callable[[Sequence[str]], Fraction], ids: Sequence[str], right: Sequence[str]) -> Worth:
    """The worth of options of which several are chosen. Raises CannotBeHeld."""
    key = tuple(one for one in ids if one in right) or tuple(one for one in ids if score((one,)) > 0)
    if not key:
        raise CannotBeHeld("has no right answer")
    if len(key) == len(ids):
        raise CannotBeHeld("takes every option for right, so that none is wrong")
    top = score(key)
    tried = {chosen: score(chosen) for chosen in _some_sets(ids, key)}
    if top <= 0 or any(points > top for points in tried.values()):
        raise CannotBeHeld("gives its declared right answer no points, or others more")
    if all(points <= 0 or set(chosen) == set(key) for chosen, points in tried.items()):
        return Worth(key, top)
    worths = {one: top - score([other for other in key if other != one]) for one in key}
    worths |= {one: score((*key, one)) - top for one in ids if one not in key}
    if not _explains(worths, tried, top):
        # Bounds can hide what one option earns beside the others; alone it may tell.
        worths |= {one: score((one,)) for one in key}
        if not _explains(worths, tried, top):
            return Worth(key, top, changed=(IN_A_WAY_OF_ITS_OWN,))
    share = top / len(key)
    if all(near(worth, share if one in key else -share, top) for one, worth in worths.items()):
        return Worth(key, top, each=True)
    shares = {
        one: percent_of(worth, top) for one, worth in worths.items() if one not in key or not near(worth, share, top)
    }
    exact = all(near(Fraction(shares[one], 100) * top, worths[one], top) for one in shares)
    return Worth(key, top, shares, each=True, changed=() if exact else ("what its options earn is rounded",))


def earned_together(scores: Scores, parts: Sequence[AnsweredPlace]) -> tuple[Fraction, str, tuple[str, ...]]:
    """What all parts earn together, whether that is by part (``"each"``) or ``"all"``, and what of it is changed.

    Raises CannotBeHeld.
    """
    top = scores.score(right_responses(parts))
    if top <= 0:
        raise CannotBeHeld("gives its declared right answer no points")
    if len(parts) == 1:
        return top, "each", ()
    shares = [top - scores.score(right_responses(other for other in parts if other is not part)) for part in parts]
    if all(share == top for share in shares):
        return top, "all", ()
    if not any(shares):
        return top, "each", ("is scored as a whole; here each part earns its share",)
    if any(share < 0 for share in shares):
        raise CannotBeHeld("gives its declared right answer fewer points than others")
    alike = all(near(share, top / len(parts), top) for share in shares)
    changed = [] if alike else ["its parts counted differently; here alike"]
    for part, share in zip(parts, shares, strict=True):
        if part.wrong and not near(scores.score(right_responses(parts, {part: part.wrong})), top - share, top):
            changed.append("a wrong part changed what others earn; here it earns nothing")
            break
    return top, "each", tuple(changed)


def order_of(score: Callable[[Sequence[str]], Fraction], right: Sequence[str]) -> tuple[Fraction, str, tuple[str, ...]]:
    """What the right order earns, whether by part, and what of it is changed. Raises CannotBeHeld."""
    top = score(right)
    if top <= 0:
        raise CannotBeHeld("gives its declared right answer no points")
    tried = [list(right[at:]) + list(right[:at]) for at in range(1, min(len(right), 6))]
    for at in range(min(len(right) - 1, 8)):
        swapped = list(right)
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        tried.append(swapped)
    earned = [score(order) for order in tried]
    if any(points > top for points in earned):
        raise CannotBeHeld("gives its declared right answer fewer points than others")
    if all(points <= 0 for points in earned):
        return top, "all", ()
    in_place = [sum(one == other for one, other in zip(order, right, strict=True)) for order in tried]
    if all(near(points, top * count / len(right), top) for points, count in zip(earned, in_place, strict=True)):
        return top, "each", ()
    return top, "all", (IN_A_WAY_OF_ITS_OWN,)


def right_responses(
    parts: Iterable[AnsweredPlace], instead: Mapping[AnsweredPlace, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The response that answers these parts rightly, but for some."""
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        value = (instead or {}).get(part, part.right)
        found[part.response] = (*found.get(part.response, ()), value)
    return found


def percent_of(worth: Fraction, whole: Fraction) -> int:
    """A share in whole percents, from -100 to 100."""
    return max(-100, min(100, round(100 * worth / whole)))


def near(one: Fraction, other: Fraction, whole: Fraction) -> bool:
    """Whether two are the same but for rounding: thirds are written as 0.33."""
    return one == other or abs(one - other) * 100 <= whole


def whole_points(points: Fraction) -> tuple[int, tuple[str, ...]]:
    """Points as a bank counts them, 1 to 1000, and what is to be said of it."""
    counted = max(1, min(1000, round(points)))
    if counted == points:
        return counted, ()
    return counted, (f"counts {float(points):g} points; here {counted}",)


def _some_sets(ids: Sequence[str], key: Sequence[str]) -> list[tuple[str, ...]]:
    """The empty set, each option alone, the key with one more or less, and others."""
    found: dict[tuple[str, ...], None] = {(): None, tuple(ids): None}
    for one in ids:
        found[one,] = None
        found[tuple(other for other in ids if (other in key) != (other == one))] = None
    for size in range(2, len(ids)):
        for chosen in islice(combinations(ids, size), _OF_A_SIZE):
            found[chosen] = None
    return list(islice(found, _MOST_TRIES))


def _explains(worths: Mapping[str, Fraction], tried: Mapping[tuple[str, ...], Fraction], top: Fraction) -> bool:
    """Whether what single options are worth adds up to what was earned by all that was tried."""
    return all(near(_clamped(worths, chosen, top), max(Fraction(), points), top) for chosen, points in tried.items())


def _clamped(worths: Mapping[str, Fraction], chosen: Sequence[str], top: Fraction) -> Fraction:
    return min(top, max(Fraction(), sum((worths[one] for one in chosen), Fraction())))
