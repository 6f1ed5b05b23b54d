"""Owns what a learner takes for what: pairs over many attempts, and which of them are settled. Refuses texts.

Asked about A, the learner chose B's statement: that is one sign that A and B are not told apart. One sign may be a
slip, so a pair is told by the least that its rate could be, and needs two signs to stand on the list.
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

State = Literal["open", "begun", "settled"]
"""Of a contrast drill: no clean round since the pair was confused last, some, or enough."""


class Pair(NamedTuple):
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
    def state(self) -> State:
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

    pairs: tuple[Pair, ...]

    @cached_property
    def listed(self) -> tuple[Pair, ...]:
        """Those that are more than a slip, and not settled."""
        return tuple(pair for pair in self.pairs if not pair.slip and pair.state != "settled")

    @cached_property
    def slips(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.slip and pair.state != "settled")

    @cached_property
    def settled(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.state == "settled")


def confusions(results: Iterable[Result], zone: tzinfo | None = None) -> Confusions:
    """All pairs that the results show. `zone` says where one day ends and the next begins; None: UTC."""
    seen = [result for result in oldest_first(results) if result.met]
    on_offer: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    section: dict[str, str] = {}
    chosen: Counter[tuple[str, str]] = Counter()
    last: dict[frozenset[str], Result] = {}
    for result in seen:
        item = result.item
        on_offer[item].append(result.offered)
        section[item] = result.section
        if not result.right:
            for home in result.chosen:
                if home != item and not home.startswith(AUTHORED):
                    chosen[item, home] += 1
                    last[frozenset((item, home))] = result
    offered = {item: Counter(chain.from_iterable(homes)) for item, homes in on_offer.items()}
    clean = _clean_days(seen, last, chosen, zone)
    pairs = [
        Pair(
            item,
            home,
            section[item],
            Rate(count, offered[item][home]),
            (home, item) in chosen,
            clean.get(both := frozenset((item, home)), 0),
            last[both].attempt,
        )
        for (item, home), count in chosen.items()
    ]
    return Confusions(tuple(sorted(pairs, key=lambda pair: (pair.slip, -pair.least, pair.item, pair.home))))


def section_map(pairs: Iterable[Pair], section_of: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Times chosen, by the section asked about and the section that the answer belongs to, where both are known."""
    found: dict[tuple[str, str], int] = {}
    for pair in pairs:
        if (home := section_of.get(pair.home)) is not None:
            found[pair.section, home] = found.get((pair.section, home), 0) + pair.rate.count
    return found


def _clean_days(
    seen: Iterable[Result],
    last: Mapping[frozenset[str], Result],
    chosen: Container[tuple[str, str]],
    zone: tzinfo | None,
) -> dict[frozenset[str], int]:
    """Days with a clean round after the last confusion, by pair; none: no entry.

    A round is a drill in which the item that was confused (both, where both were: by what was `chosen`) was asked with
    the other on offer; it is clean where every question of that kind in it was answered right.
    """
    rounds: dict[tuple[frozenset[str], str], list[Result]] = {}
    for result in seen:
        if result.drill:
            for home in dict.fromkeys(result.offered):
                pair = frozenset((result.item, home))
                if pair in last:
                    rounds.setdefault((pair, result.attempt), []).append(result)
    days: defaultdict[frozenset[str], set[date]] = defaultdict(set)
    for (pair, attempt), asked in rounds.items():
        wanted = {item for item in pair if (item, *(pair - {item})) in chosen}
        after = asked[0].at > last[pair].at and attempt != last[pair].attempt
        if after and {one.item for one in asked} >= wanted and all(one.right for one in asked):
            at = asked[0].at
            days[pair].add((at.astimezone(zone) if zone else at).date())
    return {pair: len(found) for pair, found in days.items()}
