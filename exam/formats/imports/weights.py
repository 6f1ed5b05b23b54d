"""What Moodle calls the fractions of a question's options, as the key and the credits of a bank."""

from collections.abc import Sequence
from dataclasses import dataclass

_NEARLY = 0.01
"""Percent by which a weight of so many thirds may be off."""


class NoKey(Exception):
    """Weights that make no question. Its text is read after the question's name, as `LeftOut.why` is."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places of the right options, from 0; what every option earns in percent, where that is to be said; and
    whether each right one earns its share and each wrong one takes as much."""

    key: tuple[int, ...]
    credits: tuple[int | None, ...]
    each: bool = False
    changed: tuple[str, ...] = ()


def weighed(weights: Sequence[float], *, single: bool) -> Weighed:
    """What weights in percent of the points come to; `single` where only one option may be chosen. Raises NoKey."""
    right = [place for place, weight in enumerate(weights) if weight > _NEARLY]
    if not right:
        raise NoKey("marks none of its options as right")
    if single:
        return _single(weights)
    if len(right) == len(weights):
        raise NoKey("calls all of its options right")
    if len(right) == 1 and abs(weights[right[0]] - 100) < _NEARLY:
        one = _single(weights)
        return Weighed(one.key, one.credits, changed=("asks for one option, as only one is right", *one.changed))
    share = 100 / len(right)
    wrong = [weight for weight in weights if weight <= _NEARLY]
    if all(abs(weights[place] - share) < _NEARLY for place in right):
        if all(abs(weight + share) < _NEARLY for weight in wrong):
            return Weighed(tuple(right), (None,) * len(weights), each=True)
        earned = [None if weight > _NEARLY else _whole(weight) for weight in weights]
        rounded = any(_is_rounded(weight) for weight in wrong)
        return Weighed(tuple(right), tuple(earned), changed=_of_rounding(rounded))
    earned = _with_their_sum(weights, right)
    changed = list(_of_rounding(any(_is_rounded(weight) for weight in weights)))
    total = sum(weights[place] for place in right)
    if total < 100 - 1:
        changed.append(f"its right options earn {total:g} % together")
    return Weighed(tuple(right), tuple(earned), changed=tuple(changed))


def _single(weights: Sequence[float]) -> Weighed:
    best = max(weights)
    places = [place for place, weight in enumerate(weights) if weight > best - _NEARLY]
    key = places[0]
    changed = list(_of_rounding(any(_is_rounded(weight) for weight in weights)))
    if len(places) > 1:
        changed.append("several of its options are right alone: the first is called the key, the others earn as much")
    if best < 100 - _NEARLY:
        changed.append(f"its best option earns {best:g} %")
    if min(weights) < -_NEARLY:
        changed.append("a wrong option takes no points of other questions away")
    earned = [_whole(weight) if abs(weight) > _NEARLY else None for weight in weights]
    if best > 100 - _NEARLY:
        earned[key] = None
    return Weighed((key,), tuple(earned), changed=tuple(changed))


def _with_their_sum(weights: Sequence[float], right: Sequence[int]) -> list[int | None]:
    """Whole percents of which the right ones add up to what the weights do: thirds lose nothing."""
    earned: list[int | None] = [_whole(weight) for weight in weights]
    missing = round(sum(weights[place] for place in right)) - sum(earned[place] or 0 for place in right)
    by_remainder = sorted(right, key=lambda place: weights[place] - round(weights[place]), reverse=missing > 0)
    for place in by_remainder[: abs(missing)]:
        earned[place] = _whole((earned[place] or 0) + (1 if missing > 0 else -1))
    return earned


def _whole(weight: float) -> int:
    return max(-100, min(100, round(weight)))


def _is_rounded(weight: float) -> bool:
    return abs(weight - _whole(weight)) > _NEARLY


def _of_rounding(rounded: bool) -> tuple[str, ...]:
    return ("its weights are rounded to whole percents",) if rounded else ()
