"""What was found in a bank, in words that the command line and the app share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exam.core.wording import counted

if TYPE_CHECKING:
    from exam.audit.bank_check import BankCheck, PlacedFinding
    from exam.audit.bots import BotScore

MOST_BOTS = 6
"""Guessers told to people: the rest is at chance or below."""
_SEVERITIES = ("fault", "warning", "advice")


def grouped_findings(findings: Sequence[PlacedFinding]) -> list[list[PlacedFinding]]:
    """Findings of one severity and one rule together: the worst first, then what is found most often."""
    groups: dict[tuple[str, str], list[PlacedFinding]] = {}
    for one in findings:
        groups.setdefault((one.severity, one.rule), []).append(one)
    return sorted(groups.values(), key=lambda group: (_SEVERITIES.index(group[0].severity), -len(group)))


def heading_of(group: Sequence[PlacedFinding]) -> str:
    """How many a group has, and its rule: "3 warnings [key-longest]"."""
    severity, rule = group[0].severity, group[0].rule
    number = counted(len(group), severity) if severity != "advice" else f"{counted(len(group), 'piece')} of advice"
    return number if rule == "format" else f"{number} [{rule}]"


def common_remedy(group: Sequence[PlacedFinding]) -> str:
    """What to do, where it is the same for most of a group of several; else ""."""
    if len(group) == 1:
        return ""
    (remedy, times), *_ = Counter(one.fault.remedy for one in group).most_common(1)
    return remedy if 2 * times >= len(group) else ""


def ways_of_asking_told(checked: BankCheck) -> Iterator[str]:
    """How many of a bank's items are asked otherwise than with options, where any item with statements is."""
    asked = checked.asked
    if not asked or not (asked["typed for want of options"] or asked["recalled for want of options"]):
        return
    typed, recalled = asked["typed for want of options"], asked["recalled for want of options"]
    are = "is" if typed == 1 else "are"
    because = "because nothing fair can stand beside their answers"
    yield f"Of {counted(sum(asked.values()), 'item')} {typed:,} {are} typed and {recalled:,} recalled, {because}."


def own_options_told(checked: BankCheck) -> Iterator[str]:
    """What options that were written for one question give to a guesser; `telling_bots` follow where there are any."""
    own = checked.own
    if own is None:
        return
    longest, interval = own.longest.percent or 0.0, own.longest.interval or (0.0, 100.0)
    yield (
        f"The longest option is right in {longest:.0f} % ({interval[0]:.0f}–{interval[1]:.0f}) of the "
        f"{own.questions:,} questions with options of their own; chance would make it {own.chance:.0f} %."
    )
    if own.telling:
        yield f"Of {len(own.bots)} rules of thumb these find it more often than chance, with 95 % intervals:"
    else:
        yield f"None of {len(own.bots)} rules of thumb surely finds the right one more often than chance."


def telling_bots(checked: BankCheck) -> list[tuple[str, str, str]]:
    """The best of the rules of thumb that find right options more often than chance: name, share and interval."""
    own = checked.own
    return [(bot.name, f"{bot.percent:.0f} %", interval_of(bot)) for bot in (own.telling[:MOST_BOTS] if own else ())]


def interval_of(bot: BotScore) -> str:
    """The 95 % interval of a guesser's share."""
    return f"{bot.interval[0]:.1f}–{bot.interval[1]:.1f} %"
