"""Owns what to drill: what every question's past comes to, and the choice among them. Refuses chance and clocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from exam.core.results import Result, by_item

Reason = Literal["missed", "unsure", "flagged", "slow", "unseen", "mastered"]
"""Why an item is in a drill."""

MOST = 20
"""Questions in a drill for which nobody named a number."""
MISSED_SHARE, UNSEEN_SHARE = 0.7, 0.2
"""Of a mixed drill; the rest is mastered, so that it does not turn into a list of defeats."""


@dataclass(frozen=True, slots=True)
class Record:
    """One item's past, as far as it was seen."""

    item: str
    section: str
    met: int
    missed: int
    """How often it was answered wrong or left without an answer."""
    right: bool
    """What follows is about the last time."""
    unsure: bool
    flagged: bool
    slow: bool
    at: datetime

    @property
    def reason(self) -> Reason:
        """The first of the reasons that hold. Once right, sure and in time, an item leaves the list of the missed."""
        if not self.right:
            return "missed"
        return "unsure" if self.unsure else "flagged" if self.flagged else "slow" if self.slow else "mastered"

    def shows(self, reason: Reason) -> bool:
        match reason:
            case "missed":
                return not self.right
            case "unsure":
                return self.unsure
            case "flagged":
                return self.flagged
            case "slow":
                return self.slow
            case "mastered":
                return self.reason == "mastered"
            case "unseen":
                return False


@dataclass(frozen=True, slots=True)
class Wish:
    """Which items a drill may take."""

    sections: tuple[str, ...] = ()
    """Empty: all."""
    reasons: tuple[Reason, ...] = ()
    """Items for any of these reasons and no others; empty: mostly missed, some unseen, a little mastered."""
    times_missed: int = 1
    """The least number of times that a missed item was missed."""
    items: int | None = None
    """How many; None: what there is, up to MOST."""


@dataclass(frozen=True, slots=True)
class Drill:
    """The items to ask, each with why, the most pressing first."""

    reasons: Mapping[str, Reason]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(self.reasons)

    def count(self, reason: Reason) -> int:
        return sum(one == reason for one in self.reasons.values())


def records(results: Iterable[Result]) -> dict[str, Record]:
    """What the results come to, by item, for items that were seen."""
    found = {}
    for item, past in by_item(results).items():
        last = past[-1]
        missed = sum(not one.right for one in past)
        found[item] = Record(
            item, last.section, len(past), missed, last.right, last.doubted, last.marked, last.slow, last.at
        )
    return found


def drill(past: Mapping[str, Record], there: Sequence[tuple[str, str]], wish: Wish | None = None) -> Drill:
    """The items to ask, of those that are `there` in the bank: item and section ids in the bank's order.

    Missed ones come by how often they were missed and then by how long ago; unseen ones turn by turn from each
    section; mastered ones, the longest unseen first. Empty where nothing fits the wish.
    """
    wish = wish or Wish()
    there = [(item, section) for item, section in there if not wish.sections or section in wish.sections]
    known = [past[item] for item, _ in there if item in past]
    unseen = _in_turn([(item, section) for item, section in there if item not in past])
    most = wish.items or MOST
    if wish.reasons:
        chosen: dict[str, Reason] = {}
        for reason in wish.reasons:
            if reason == "unseen":
                chosen |= {item: reason for item in unseen if item not in chosen}
            else:
                fits = [one for one in known if one.shows(reason) and one.missed >= _least(reason, wish)]
                chosen |= {one.item: reason for one in _pressing(fits) if one.item not in chosen}
        return Drill(dict(list(chosen.items())[:most]))
    pressing = [one for one in known if one.reason != "mastered" and one.missed >= _least(one.reason, wish)]
    pressing = sorted(_pressing(pressing), key=lambda one: one.right)
    mastered = sorted((one for one in known if one.reason == "mastered"), key=lambda one: (one.at, one.item))
    return _mixed(pressing, unseen, mastered, wish.items)


def missed_of(results: Iterable[Result]) -> tuple[str, ...]:
    """The items of an attempt that earned nothing, those not reached among them, in the order asked."""
    return tuple(dict.fromkeys(result.item for result in sorted(results, key=lambda one: one.n) if not result.right))


def _mixed(pressing: list[Record], unseen: list[str], mastered: list[Record], items: int | None) -> Drill:
    """About seven in ten missed. What one part lacks the next gives, where a number was asked for."""
    most = items or MOST
    if items is None:
        # Without any missed there is nothing to mix the others into.
        most = min(MOST, round(len(pressing) / MISSED_SHARE))
    first = pressing[: max(round(MISSED_SHARE * most), most - len(unseen) - len(mastered))]
    fresh = unseen[: max(round(UNSEEN_SHARE * most), most - len(first) - len(mastered)) if most > len(first) else 0]
    fresh = fresh[: most - len(first)]
    known = mastered[: most - len(first) - len(fresh)]
    reasons: dict[str, Reason] = {one.item: one.reason for one in first}
    reasons |= dict.fromkeys(fresh, "unseen")
    reasons |= {one.item: "mastered" for one in known}
    return Drill(reasons)


def _pressing(found: list[Record]) -> list[Record]:
    return sorted(found, key=lambda one: (-one.missed, one.at, one.item))


def _least(reason: Reason, wish: Wish) -> int:
    return wish.times_missed if reason == "missed" else 0


def _in_turn(unseen: Sequence[tuple[str, str]]) -> list[str]:
    """One of each section, then another of each, so that a short drill does not come from the first section alone."""
    turn: dict[str, int] = {}
    placed = []
    for at, (item, section) in enumerate(unseen):
        turn[section] = turn.get(section, 0) + 1
        placed.append((turn[section], at, item))
    return [item for _, _, item in sorted(placed)]
