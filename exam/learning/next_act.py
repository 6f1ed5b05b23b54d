"""What to do next, and why: one act, decided in this one place for home, the result page and the command line.

What an exam of today missed comes first, while it is remembered. Before an exam whose day is known the day's portion
follows, and otherwise the section in which most points are to be won. On thin evidence it is another paper.
"""

from dataclasses import dataclass
from typing import Literal

from exam.assembly.assemble import assemble
from exam.assembly.tailor import tailor
from exam.core.days import day_of
from exam.core.form import Form
from exam.core.interval import FEWEST_TO_JUDGE
from exam.core.wording import counted, exam_in
from exam.files.config import Schedule
from exam.learning.drills import DrillRequest, OnProgress, Pending, choose_items, drill_title, make_drill
from exam.learning.past import Past
from exam.learning.plan import NoPlan, Today, paper_of_today, today_of
from exam.learning.records import Reason
from exam.learning.stakes import Stake


@dataclass(frozen=True)
class NextAct:
    """One act that can be taken now."""

    kind: Literal["missed", "portion", "section", "paper"]
    words: str
    """What to do, and why."""
    command: str
    """The command line that does the same."""
    now: Today
    items: dict[str, Reason]
    """The questions of a drill; none for a paper, and for the portion, which names its own."""


def next_act(past: Past, schedule: Schedule, pending: Pending | None = None) -> NextAct | None:
    """What to do next at the bank of a past; None where its papers of chosen questions cannot be made.

    `pending` where it was read already. Raises StoreError.
    """
    try:
        now = today_of(past, schedule, pending=pending)
    except NoPlan:
        return None
    take = f"exam take {past.bank_id}"
    if missed := _missed_today(past, now.pending):
        words = f"Drill the {counted(len(missed), 'question')} that your last exam missed: the quickest points to win."
        latest = _latest(past)
        return NextAct("missed", words, f"exam take --missed --of {latest}", now, dict.fromkeys(missed, "missed"))
    ahead = now.ahead
    if ahead.exam_date is not None and (now.mock or now.portion.items):
        words = f"Begin today's portion: {now.words}; the exam is {exam_in(ahead.exam_date, ahead.today)}."
        return NextAct("portion", words, f"{take} --planned", now, {})
    for stake in now.stakes.sections:
        if stake.answers and sum(one.answers for one in now.stakes.sections) >= FEWEST_TO_JUDGE and stake.lost > 0:
            items = choose_items(now.pending, DrillRequest((stake.section,)))
            if items:
                return NextAct("section", _most_to_win(stake), f"{take} --mixed --section {stake.section}", now, items)
    words = f"Sit {now.stakes.paper}: there are too few answers yet to tell which section costs most."
    return NextAct("paper", words, f"{take} --preset {now.stakes.blueprint}", now, {})


def paper_of_act(act: NextAct, seed: int, progress: OnProgress | None = None) -> Form:
    """The paper of an act. Raises Impossible."""
    bank, now = act.now.pending.bank, act.now
    if act.kind == "portion":
        return paper_of_today(now, seed, progress)
    if act.kind == "paper":
        return assemble(bank, tailor(bank, now.stakes.blueprint), seed, progress=progress)
    title = drill_title(act.items.values())
    return make_drill(bank, act.items, now.pending.results, seed, title=title, progress=progress).form


def _most_to_win(stake: Stake) -> str:
    return f"Drill {stake.title}: most points to win, about {stake.lost:.1f} of its {stake.worth:.1f}."


def _missed_today(past: Past, pending: Pending) -> list[str]:
    """What the latest exam missed, where it ended today and some of it was not right since; in the order asked."""
    latest = _latest(past)
    if latest is None:
        return []
    # Newest last, and so the attempt's own are near the end.
    own = [result for result in pending.results if result.attempt == latest and not result.right]
    if not own or day_of(own[0].at, past.now.tzinfo) != past.now.date():
        return []
    there = [result.item for result in own if result.item in pending.section_of]
    return there if any(item in pending.missed for item in there) else []


def _latest(past: Past) -> str | None:
    """The attempt of the latest exam; None where the latest thing sat was a drill of it, or nothing was."""
    whole = [sitting for sitting in past.sittings if not sitting.drill]
    return max(whole, key=lambda one: one.at).attempt if whole else None
