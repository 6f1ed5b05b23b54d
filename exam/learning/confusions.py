"""What a learner takes for what: pairs of questions over many attempts, and which of them are settled.

Asked about A, the learner chose B's statement: that is one sign that A and B are not told apart. One sign may be a
slip, so pairs are ordered by the lower end of the interval of their rate, and a pair needs two signs to be listed.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from exam.core.interval import Rate
from exam.core.results import AUTHORED, Result, oldest_first

FEWEST = 2
"""Times that a pair is confused before it is more than a slip."""
CLEAN_DAYS = 2
"""Days with a clean round of the contrast drill after which a pair is settled."""

PairState = Literal["open", "begun", "settled"]
"""How many clean rounds of the contrast drill there were since the pair was confused last: none, some, or enough."""


class ConfusedPair(NamedTuple):
    """Asked about `item`, the learner chose the statement of `home`. A tuple for speed: there may be thousands."""

    item: str
    home: str
    section: str
    """The item's."""
    rate: Rate
    """Times chosen, of times on offer."""
    two_way: bool
    """Whether asked about `home` the learner chose the statement of `item` too."""
    clean: int
    """Days with a clean round since the pair was confused last."""
    last: str
    """The attempt in which it was confused last."""

    @property
    def state(self) -> PairState:
        return "settled" if self.clean >= CLEAN_DAYS else "begun" if self.clean else "open"

    @property
    def slip(self) -> bool:
        """Whether it happened too seldom to say more than that it happened."""
        return self.rate.count < FEWEST

    @property
    def least(self) -> float:
        """The lower end of the rate's interval, in percent; pairs are ordered by it."""
        interval = self.rate.interval
        return interval[0] if interval else 0.0


@dataclass(frozen=True)
class Confusions:
    """Every pair that was confused at least once, worst first."""

    pairs: tuple[ConfusedPair, ...]

    @cached_property
    def listed(self) -> tuple[ConfusedPair, ...]:
        """Those that are more than a slip, and not settled."""
        return tuple(pair for pair in self.pairs if not pair.slip and pair.state != "settled")

    @cached_property
    def slips(self) -> tuple[ConfusedPair, ...]:
        return tuple(pair for pair in self.pairs if pair.slip and pair.state != "settled")

    @cached_property
    def settled(self) -> tuple[ConfusedPair, ...]:
        return tuple(pair for pair in self.pairs if pair.state == "settled")


def find_confusions(results: Iterable[Result], zone: tzinfo | None = None) -> Confusions:
    """All pairs that the results show. `zone` says where one day ends and the next begins; None: UTC."""
    seen = [result for result in oldest_first(results) if result.outcome != "not_reached"]
    section = {result.item: result.section for result in seen}
    on_offer: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    chosen: Counter[tuple[str, str]] = Counter()
    last: dict[frozenset[str], Result] = {}
    for result in seen:
        on_offer[result.item].append(result.offered)
        if result.outcome != "correct":
            for home in result.chosen:
                if home != result.item and not home.startswith(AUTHORED):
                    chosen[result.item, home] += 1
                    last[frozenset((result.item, home))] = result
    offered = {item: Counter(chain.from_iterable(homes)) for item, homes in on_offer.items()}
    clean = _clean_days(seen, last, chosen, zone)
    pairs = [
        ConfusedPair(
            item,
            home,
            section[item],
            Rate(count, offered[item][home]),
            (home, item) in chosen,
            len(clean[both := frozenset((item, home))]),
            last[both].attempt,
        )
        for (item, home), count in chosen.items()
    ]
    return Confusions(tuple(sorted(pairs, key=lambda pair: (pair.slip, -pair.least, pair.item, pair.home))))


def section_map(pairs: Iterable[ConfusedPair], section_of: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Times chosen, by the section asked about and the section that the answer belongs to, where both are known."""
    times: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        if pair.home in section_of:
            times[pair.section, section_of[pair.home]] += pair.rate.count
    return dict(times)


def _clean_days(
    seen: Iterable[Result],
    last: Mapping[frozenset[str], Result],
    chosen: Container[tuple[str, str]],
    zone: tzinfo | None,
) -> Mapping[frozenset[str], set[date]]:
    """The days with a clean round after the last confusion, by pair; a pair without one has an empty set.

    A round is a drill in which the item that was confused (both, where both were: by what was `chosen`) was asked with
    the other on offer; it is clean where every question of that kind in it was answered right.
    """
    rounds: defaultdict[tuple[frozenset[str], str], list[Result]] = defaultdict(list)
    for result in seen:
        if result.drill:
            for home in result.offered:
                if (pair := frozenset((result.item, home))) in last:
                    rounds[pair, result.attempt].append(result)
    days: defaultdict[frozenset[str], set[date]] = defaultdict(set)
    for (pair, attempt), asked in rounds.items():
        confused = {item for item in pair if (item, *(pair - {item})) in chosen}
        at = asked[0].at
        later = at > last[pair].at and attempt != last[pair].attempt
        if later and {result.item for result in asked} >= confused and all(result.right for result in asked):
            days[pair].add((at.astimezone(zone) if zone else at).date())
    return days
