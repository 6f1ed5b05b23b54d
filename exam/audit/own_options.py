"""What the options that an author wrote give to a guesser, before any paper is made of them.

An imported bank brings its own wrong options, and nobody but its author can better them. So it is said how often each
rule of thumb finds the key among them, beside what chance would give and how sure that is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exam.assembly.authored import written_slot
from exam.assembly.pins import is_truth
from exam.assembly.text_likeness import telling_words
from exam.audit.bots import BotScore, watch_slots
from exam.audit.cues import CUES, chance_of
from exam.core.bank import Bank
from exam.core.form import Slot
from exam.core.interval import Rate
from exam.core.item import Item

FEWEST = 8
"""Questions below which nothing can be said."""
MOST = 2_000
"""Questions that are looked at, spread evenly over the bank: more make the figures no surer."""
SORTER = "most words of the section's other questions"


@dataclass(frozen=True)
class OwnOptions:
    """How often rules of thumb find the key among authored options."""

    questions: int
    """Questions with one right option that were looked at."""
    of: int
    """Questions of that kind in the bank."""
    chance: float
    """In percent."""
    longest: Rate
    """Questions whose key is longer than each wrong option."""
    bots: tuple[BotScore, ...]
    """Every rule of thumb, the one first that finds the key most often."""

    @property
    def telling(self) -> tuple[BotScore, ...]:
        """The rules that surely do better than chance, were each the only one."""
        return tuple(bot for bot in self.bots if bot.interval[0] > self.chance)


def own_options(bank: Bank) -> OwnOptions | None:
    """What a bank's authored options give away; None where too few questions have some with one key among them."""
    asked = [(section.id, item) for section in bank.sections for item in section.items if _is_judged(item)]
    if len(asked) < FEWEST:
        return None
    step = -(-len(asked) // MOST)
    chosen = asked[::step]
    slots = [
        written_slot(item, n, section, 0, n % len(item.options), lambda text: text)
        for n, (section, item) in enumerate(chosen, start=1)
    ]
    watched = watch_slots(slots)
    chance = 100 * sum(1 / len(slot.options) for slot in slots) / len(slots)
    totals = [sum(column) for column in zip(*(one.chances[: len(CUES)] for one in watched), strict=True)]
    names = [cue.name for cue in CUES]
    if len(bank.sections) > 1:
        names.append(SORTER)
        totals.append(sum(_sorted_by_section(bank, slots)))
    bots = [
        BotScore(name, 100 * total / len(slots), chance, len(slots)) for name, total in zip(names, totals, strict=True)
    ]
    bots.sort(key=lambda bot: -bot.percent)
    return OwnOptions(len(slots), len(asked), chance, Rate(sum(map(_is_longest, slots)), len(slots)), tuple(bots))


def _is_judged(item: Item) -> bool:
    texts = [option.text for option in item.options]
    return item.type in (None, "choice") and len(item.key) == 1 and len(texts) > 1 and not is_truth(texts)


def _is_longest(slot: Slot) -> bool:
    lengths = {option.id: len(option.text) for option in slot.options}
    own = lengths.pop(slot.key[0])
    return all(own > other for other in lengths.values())


def _sorted_by_section(bank: Bank, slots: Sequence[Slot]) -> list[float]:
    """By question, how likely somebody is right who picks the option whose words are most those of its section."""
    in_section: Counter[tuple[str, str]] = Counter()
    anywhere: Counter[str] = Counter()
    own_words: dict[str, frozenset[str]] = {}
    for section in bank.sections:
        for item in section.items:
            texts = (item.stem, *item.statements, *(option.text for option in item.options))
            own = own_words[item.id] = frozenset[str]().union(*map(telling_words, texts))
            anywhere.update(own)
            in_section.update((section.id, word) for word in own)
    chances = []
    for slot in slots:
        itself = own_words[slot.item]

        def share(text: str, slot: Slot = slot, itself: frozenset[str] = itself) -> float:
            found = [
                (in_section[slot.section, word] - (word in itself)) / elsewhere
                for word in telling_words(text)
                if (elsewhere := anywhere[word] - (word in itself))
            ]
            return sum(found) / len(found) if found else 0.0

        values = [share(option.text) for option in slot.options]
        chances.append(chance_of(values, [option.id in slot.key for option in slot.options]))
    return chances
