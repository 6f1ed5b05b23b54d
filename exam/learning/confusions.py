"""What a learner takes for what: pairs of questions over many attempts, and which of them are settled.

Asked about A, the learner chose B's statement: that is one sign that A and B are not told apart. One sign may be a
slip, so pairs are ordered by the lower end of the interval of their rate, and a pair needs two signs to be listed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from exam.core.days import day_of
from exam.core.interval import Rate
from exam.core.results import AUTHORED, Result
from exam.core.sums import AnswerSums, CleanRound, Pair, When, add_up, count_homes

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


class WrongOption(NamedTuple):
    """Asked about `item`, the learner chose an option that its author wrote, and that answers no other question."""

    item: str
    name: str
    """As in `exam.core.results.option_name`."""
    rate: Rate
    """Times chosen, of times on offer."""


@dataclass(frozen=True)
class Confusions:
    """Every pair that was confused at least once, worst first."""

    pairs: tuple[ConfusedPair, ...]
    options: tuple[WrongOption, ...] = ()
    """Options of an author's own that were chosen and are wrong, worst first."""

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
    return confusions_in(add_up(results), zone)


def confusions_in(sums: AnswerSums, zone: tzinfo | None = None) -> Confusions:
    """The same of answers that were added up."""
    signs = [
        ((one.item, one.home), one.when)
        for one in sums.elsewhere
        if not one.right and not one.home.startswith(AUTHORED)
    ]
    chosen = Counter([names for names, _ in signs])
    last = dict(signs)
    asked = sums.by_item
    items = {item for item, _ in chosen}
    offered = {item: count_homes(asked[item]) for item in items}
    section = {item: max(asked[item], key=attrgetter("last")).section for item in items}
    clean = _clean_days(sums.clean_rounds, last, zone)
    rate = cache(Rate)  # thousands of pairs have a few dozen rates
    pairs = [
        ConfusedPair(
            item,
            home,
            section[item],
            rate(count, offered[item][home]),
            (home, item) in chosen,
            len(clean.get(frozenset((item, home)), ())),
            _last_of_both(last, item, home)[1],
        )
        for (item, home), count in sorted(chosen.items())
    ]
    place = {pair.rate: (pair.slip, -pair.least) for pair in pairs}
    return Confusions(tuple(sorted(pairs, key=lambda pair: place[pair.rate])), _wrong_options(sums))


def _wrong_options(sums: AnswerSums) -> tuple[WrongOption, ...]:
    chosen = Counter(
        [(one.item, one.home) for one in sums.elsewhere if not one.right and one.home.startswith(AUTHORED)]
    )
    asked = sums.by_item
    offered = {item: count_homes(asked[item]) for item in {item for item, _ in chosen}}
    found = [WrongOption(item, name, Rate(times, offered[item][name])) for (item, name), times in chosen.items()]
    return tuple(sorted(found, key=lambda one: (-(one.rate.interval or (0.0, 0.0))[0], -one.rate.count, one.item)))


def section_map(pairs: Iterable[ConfusedPair], section_of: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Times chosen, by the section asked about and the section that the answer belongs to, where both are known."""
    times: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        if pair.home in section_of:
            times[pair.section, section_of[pair.home]] += pair.rate.count
    return dict(times)


def _last_of_both(last: Mapping[Pair, When], item: str, home: str) -> When:
    """The last time that one of two was taken for the other."""
    return max(last[names] for names in ((item, home), (home, item)) if names in last)


def _clean_days(
    rounds: Iterable[CleanRound], last: Mapping[Pair, When], zone: tzinfo | None
) -> Mapping[frozenset[str], set[date]]:
    """The days with a clean round after the last confusion, by pair that has any.

    `last` tells when an item was taken for a home. In a round the item that was confused (both, where both were) must
    have been asked.
    """
    days: defaultdict[frozenset[str], set[date]] = defaultdict(set)
    for pair, asked, (at, attempt) in rounds:
        one, other = pair
        confused = {item for item, home in ((one, other), (other, one)) if (item, home) in last}
        if confused and asked >= confused:
            confused_at, confused_in = _last_of_both(last, one, other)
            if at > confused_at and attempt != confused_in:
                days[pair].add(day_of(at, zone))
    return days
