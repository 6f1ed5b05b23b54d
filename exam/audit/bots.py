"""The cue bots: guessers that sit papers without knowing anything.

If a paper gives them more than chance, it can be passed in part by test-wiseness, and the report says by which cue.
The trained bots weigh all cues, one of them as a conditional logit (McFadden 1974); they learn on some items and are
tested on others.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from operator import add, mul
from statistics import fmean

from exam.assembly.generator import Generator
from exam.assembly.text_likeness import letter_groups
from exam.audit.cues import CUES, Seen, chance_of
from exam.core.form import Form, Slot
from exam.core.interval import wilson

FOLDS = 5
MOST_TO_LEARN_FROM = 3000
"""Slots that a bot is trained on; more teach it nothing about a few dozen cues."""
_SHOWINGS_TO_TELL = 8
_LEAKS_TOLD = 10
_ROUNDS = 6
_STEP = 0.15
_SHRINK = 0.0005
RAREST, MOST_FREQUENT = "rarest text of the paper", "most frequent text of the paper"
_PAPER_WIDE = (RAREST, MOST_FREQUENT, "fewest rewordings in the paper")
TRAINED = ("trained, cues weighed together", "trained, cues weighed one by one")

CueRow = Sequence[float]
"""One option's cues, each standardised over the options of its slot."""
TrainingSlot = tuple[Sequence[CueRow], int]
"""A slot to learn from: its options, and the place of the right one."""


@dataclass(frozen=True, slots=True)
class BotScore:
    """How likely one bot is right, in percent, against `chance` on the same slots; `slots` is how many it saw.

    It is no `Rate`, because a guess among equals counts in part.
    """

    name: str
    percent: float
    chance: float
    slots: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval in percent, as if the slots were independent."""
        return wilson(self.percent / 100, self.slots)


@dataclass(frozen=True, slots=True)
class Leak:
    """An item whose key a guesser finds: `percent` of its `showings` by all cues, and by which one most often."""

    item: str
    showings: int
    percent: float
    cue: str
    by_cue: float


@dataclass(frozen=True, slots=True)
class WatchedSlot:
    """What the bots made of one slot. It can be sent to another process."""

    item: str
    rows: tuple[CueRow, ...]
    """By option, its standardised cues."""
    right: int
    """The place of the key among the options."""
    chances: tuple[float, ...]
    """By bot, but the trained ones: how likely it is right, 0 to 1."""


def sit(forms: Iterable[Form]) -> list[BotScore]:
    """The scores of every single cue, the paper-wide bots and the two trained bots over some forms.

    Only single-answer slots count. The trained bots come last.
    """
    return scores([sitting for form in forms for sitting in watch(form)])


def watch(form: Form) -> list[WatchedSlot]:
    """Every bot but the trained ones at every single-answer slot of a form."""
    return watch_slots([slot for slot in form.slots if slot.choose == 1 and len(slot.options) > 1])


def watch_slots(asked: Sequence[Slot]) -> list[WatchedSlot]:
    """The same at some slots with one key among two options and more."""
    shown = Counter(option.text for slot in asked for option in slot.options)
    groups = Counter(group for text in shown for group in letter_groups(text))
    sittings = []
    for slot in asked:
        seen: Seen = (slot.stem, tuple(option.text for option in slot.options))
        right = [option.id in slot.key for option in slot.options]
        raw = [cue.values(seen) for cue in CUES]
        guesses: list[list[float]] = [
            *raw,
            [-shown[text] for text in seen[1]],
            [shown[text] for text in seen[1]],
            [-_rewordings(text, groups) for text in seen[1]],
        ]
        chances = tuple(chance_of(values, right) for values in guesses)
        sittings.append(WatchedSlot(slot.item, _standardised(raw), right.index(True), chances))
    return sittings


def scores(sittings: Sequence[WatchedSlot]) -> list[BotScore]:
    """Every bot's score over what was watched; none where nothing was. The trained bots come last."""
    if not sittings:
        return []
    count = len(sittings)
    chance = 100 * sum(1 / len(sitting.rows) for sitting in sittings) / count
    names = [*(cue.name for cue in CUES), *_PAPER_WIDE, *TRAINED]
    totals = [sum(column) for column in zip(*(sitting.chances for sitting in sittings), strict=True)]
    totals += [sum(_trained(sittings, learn)) for learn in (fit, fit_apart)]
    return [BotScore(name, 100 * total / count, chance, count) for name, total in zip(names, totals, strict=True)]


def leaks(sittings: Sequence[WatchedSlot]) -> list[Leak]:
    """The items that leak most, the worst first: those that a trained bot gets right in most of their showings.

    Only items shown often enough to tell, and found at least half again as often as by chance.
    """
    shown: dict[str, list[int]] = {}
    for at, sitting in enumerate(sittings):
        shown.setdefault(sitting.item, []).append(at)
    learned = _trained(sittings, fit_apart) if sittings else []
    found = []
    for item, places in sorted(shown.items()):
        own = [sittings[at] for at in places]
        percent = 100 * fmean(learned[at] for at in places)
        chance = 100 * fmean(1 / len(sitting.rows) for sitting in own)
        if len(places) >= _SHOWINGS_TO_TELL and percent >= 1.5 * chance:
            rates = [100 * fmean(column) for column in zip(*(one.chances for one in own), strict=True)]
            best = max(range(len(CUES)), key=rates.__getitem__)
            found.append(Leak(item, len(places), percent, CUES[best].name, rates[best]))
    found.sort(key=lambda leak: (-leak.percent, leak.item))
    return found[:_LEAKS_TOLD]


def _trained(sittings: Sequence[WatchedSlot], learn: Callable[[Sequence[TrainingSlot]], list[float]]) -> list[float]:
    """By slot, how likely a trained bot is right; an item's slots are judged by a bot that never saw the item."""
    items = Generator("folds").shuffled(sorted({sitting.item for sitting in sittings}))
    fold_of = {item: place % FOLDS for place, item in enumerate(items)}
    chances: list[float] = []
    weights = []
    for fold in range(FOLDS):
        others = [at for at, sitting in enumerate(sittings) if fold_of[sitting.item] != fold]
        if len(others) > MOST_TO_LEARN_FROM:
            others = Generator("learn", fold).shuffled(others)[:MOST_TO_LEARN_FROM]
        weights.append(learn([(sittings[at].rows, sittings[at].right) for at in others]))
    for sitting in sittings:
        learned = weights[fold_of[sitting.item]]
        key = [place == sitting.right for place in range(len(sitting.rows))]
        chances.append(chance_of([_worth(learned, row) for row in sitting.rows], key))
    return chances


def fit(choices: Sequence[TrainingSlot]) -> list[float]:
    """The weight of every cue in a conditional logit, by averaged gradient steps with a size of its own for each.

    Newton's method reaches the same scores on held-out items to half a point, and takes twice the time in plain Python.
    """
    if not choices:
        return [0.0] * len(CUES)
    count = len(choices[0][0][0])
    weights, total, squares = [0.0] * count, [0.0] * count, [1e-6] * count
    slots = [([tuple(row) for row in rows], list(zip(*rows, strict=True)), right) for rows, right in choices]
    steps = 0
    for turn in range(_ROUNDS):
        for at in Generator("fit", turn).shuffled(range(len(slots))):
            rows, columns, right = slots[at]
            worths = [sum(map(mul, weights, row)) for row in rows]
            highest = max(worths)
            powers = [exp(worth - highest) for worth in worths]
            whole = sum(powers)
            misses = [-power / whole for power in powers]
            misses[right] += 1
            slopes = [
                sum(map(mul, misses, column)) - _SHRINK * weight
                for column, weight in zip(columns, weights, strict=True)
            ]
            squares = [known + slope * slope for known, slope in zip(squares, slopes, strict=True)]
            weights = [
                weight + _STEP * slope / sqrt(known)
                for weight, slope, known in zip(weights, slopes, squares, strict=True)
            ]
            if turn >= _ROUNDS // 2:
                steps += 1
                total = list(map(add, total, weights))
    return [sum_ / max(1, steps) for sum_ in total]


def fit_apart(choices: Sequence[TrainingSlot]) -> list[float]:
    """The weight of every cue by itself: how far keys stand above the mean on it.

    Where little is to be learned it goes less astray than `fit`, which then learns the items by heart.
    """
    weights = [0.0] * len(CUES)
    for rows, right in choices:
        weights = list(map(add, weights, rows[right]))
    return [total / max(1, len(choices)) for total in weights]


def _worth(weights: Sequence[float], row: CueRow) -> float:
    return float(sum(map(mul, weights, row)))


def _standardised(raw: Sequence[Sequence[float]]) -> tuple[CueRow, ...]:
    """Every cue's values over one slot's options, brought to mean 0 and spread 1; by option."""
    columns = []
    for values in raw:
        mean = sum(values) / len(values)
        spread = sqrt(sum((value - mean) ** 2 for value in values) / len(values))
        columns.append([(value - mean) / spread if spread > 1e-9 else 0.0 for value in values])
    return tuple(array("d", row) for row in zip(*columns, strict=True))


def _rewordings(text: str, groups: Counter[str]) -> float:
    """How much of a text's letter groups turns up elsewhere in the paper."""
    own = letter_groups(text)
    return sum(groups[group] - 1 for group in own) / len(own)
