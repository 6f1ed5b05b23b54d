"""Owns the cue bots: guessers that sit papers without knowing anything. Refuses to call any of it skill.

If a paper gives them more than chance, it can be passed in part by test-wiseness, and the report says by which cue.
The trained bot is a conditional logit over all cues (McFadden 1974), fitted on some items and tested on others.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exam.assembly.cues import CUES, Seen, chance_of
from exam.assembly.generator import Generator
from exam.assembly.wordlike import letter_groups
from exam.core.form import Form

FOLDS = 5
_ROUNDS = 6
_STEP = 0.15
_SHRINK = 0.0005


@dataclass(frozen=True, slots=True)
class BotScore:
    """How often one bot was right, in percent, against `chance` on the same slots; `slots` is how many it saw."""

    name: str
    percent: float
    chance: float
    slots: int


@dataclass(frozen=True, slots=True)
class _Sat:
    """One slot as the bots see it, with the key kept apart."""

    item: str
    cues: tuple[tuple[float, ...], ...]
    """By option, its standardised cues."""
    raw: tuple[list[float], ...]
    """By cue, its value for every option."""
    right: tuple[bool, ...]


def sit(forms: Iterable[Form]) -> list[BotScore]:
    """The scores of every single cue, the two paper-wide bots and the trained bot over some forms.

    Only single-answer slots count. The trained bot comes last.
    """
    sat: list[_Sat] = []
    rarest: list[float] = []
    fewest: list[float] = []
    for form in forms:
        asked = [slot for slot in form.slots if slot.choose == 1 and len(slot.options) > 1]
        shown = Counter(option.text for slot in asked for option in slot.options)
        groups = Counter(group for text in shown for group in letter_groups(text))
        for slot in asked:
            seen: Seen = (slot.stem, tuple(option.text for option in slot.options))
            right = tuple(option.id in slot.key for option in slot.options)
            rarest.append(chance_of([-shown[text] for text in seen[1]], right))
            fewest.append(chance_of([-_rewordings(text, groups) for text in seen[1]], right))
            raw = tuple(cue.values(seen) for cue in CUES)
            sat.append(_Sat(slot.item, _standardised(raw), raw, right))
    if not sat:
        return []
    chance = 100 * sum(1 / len(slot.right) for slot in sat) / len(sat)
    scores = [
        BotScore(cue.name, _percent([chance_of(slot.raw[at], slot.right) for slot in sat]), chance, len(sat))
        for at, cue in enumerate(CUES)
    ]
    scores.append(BotScore("rarest text of the paper", _percent(rarest), chance, len(sat)))
    scores.append(BotScore("fewest rewordings in the paper", _percent(fewest), chance, len(sat)))
    scores.append(BotScore("trained on all cues", _percent(_trained(sat)), chance, len(sat)))
    return scores


def _trained(sat: Sequence[_Sat]) -> list[float]:
    """By slot, how likely the trained bot is right; an item's slots are judged by a bot that never saw the item."""
    items = Generator("folds").shuffled(sorted({slot.item for slot in sat}))
    fold_of = {item: place % FOLDS for place, item in enumerate(items)}
    chances = [0.0] * len(sat)
    for fold in range(FOLDS):
        weights = fit([(slot.cues, slot.right) for slot in sat if fold_of[slot.item] != fold])
        for at, slot in enumerate(sat):
            if fold_of[slot.item] == fold:
                chances[at] = chance_of([_worth(weights, cues) for cues in slot.cues], slot.right)
    return chances


def fit(choices: Sequence[tuple[Sequence[Sequence[float]], Sequence[bool]]]) -> list[float]:
    """The weight of every cue in a conditional logit, by averaged gradient steps with a size of its own for each.

    `choices` are slots: by option its standardised cues, and whether it is right.
    """
    count = len(CUES)
    weights, total, squares = [0.0] * count, [0.0] * count, [1e-6] * count
    steps = 0
    for turn in range(_ROUNDS):
        for at in Generator("fit", turn).shuffled(range(len(choices))):
            options, right = choices[at]
            worths = [_worth(weights, cues) for cues in options]
            highest = max(worths)
            powers = [math.exp(worth - highest) for worth in worths]
            whole = sum(powers)
            for cues, power, correct in zip(options, powers, right, strict=True):
                miss = correct - power / whole
                for cue, value in enumerate(cues):
                    if value:
                        slope = miss * value - _SHRINK * weights[cue]
                        squares[cue] += slope * slope
                        weights[cue] += _STEP * slope / math.sqrt(squares[cue])
            if turn >= _ROUNDS // 2:
                steps += 1
                total = [sum_ + weight for sum_, weight in zip(total, weights, strict=True)]
    return [sum_ / max(1, steps) for sum_ in total]


def _worth(weights: Sequence[float], cues: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, cues, strict=True))


def _standardised(raw: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """Every cue's values over one slot's options, brought to mean 0 and spread 1; by option."""
    columns = []
    for values in raw:
        mean = sum(values) / len(values)
        spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        columns.append([(value - mean) / spread if spread > 1e-9 else 0.0 for value in values])
    return tuple(zip(*columns, strict=True))


def _rewordings(text: str, groups: Counter[str]) -> float:
    """How much of a text's letter groups turns up elsewhere in the paper."""
    own = letter_groups(text)
    return sum(groups[group] - 1 for group in own) / len(own)


def _percent(chances: Sequence[float]) -> float:
    return 100 * sum(chances) / len(chances)
