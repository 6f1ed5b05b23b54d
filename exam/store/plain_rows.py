"""What is written of an attempt in which only plain things happened, as `exam.store.incoming` makes it of any other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from exam.core.attempt import State
from exam.core.results import Change, Outcome
from exam.files.plain_attempts import PlainAttempt, SlotTally
from exam.store.incoming import Incoming
from exam.store.readings import Columns
from exam.store.rows import instant_text

_PLACE = {letter: place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def plain_incoming(one: PlainAttempt, learner: str) -> Incoming:
    """An attempt as it is written; `learner` is whose it is where it does not say so."""
    form, paper, slots = one.paper.head, one.paper, one.slots
    outcomes = [
        _outcome(slot, key, question.choose)
        for slot, key, question in zip(slots, paper.keys, paper.questions, strict=True)
    ]
    seconds = [slot.spent / 1_000_000 for slot in slots]
    of_section: defaultdict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(paper.questions):
        of_section[question.section].append(place)
    earned = [
        question.points if outcome == "correct" else 0
        for question, outcome in zip(paper.questions, outcomes, strict=True)
    ]
    points, possible = sum(earned), sum(question.points for question in paper.questions)
    deadline = None if one.seconds is None else one.started_at + timedelta(seconds=one.seconds)
    ended_at = instant_text(one.ended_at)
    columns: Columns = {
        "bank": form.bank,
        "bank_title": form.bank_title,
        "blueprint": form.blueprint.id,
        "blueprint_title": form.title,
        "code": paper.code,
        "mode": one.mode,
        "items": len(slots),
        "started_at": instant_text(one.started_at),
        "cut": form.cut,
        "drill": int(form.is_drill),
        "allowed": one.seconds,
        "pace": (one.seconds or form.minutes * 60) / len(slots),
        "state": State.CLOSED.value,
        "events": len(one.events),
        "answered": sum(
            len(slot.response) == question.choose for slot, question in zip(slots, paper.questions, strict=True)
        ),
        "last_at": ended_at,
        "suspended_at": None,
        "deadline": instant_text(deadline),
        "ended_at": ended_at,
        "ended_reason": one.ended_reason,
        "suspended_for": 0.0,
        "points": str(points),
        "possible": possible,
        "passed": int(points * 100 >= form.cut * possible),
    }
    sections = []
    for number, section in enumerate(form.sections, start=1):
        places = of_section[section.id]
        sections.append((
            number, section.id, section.title, str(sum([earned[place] for place in places])),
            sum([paper.questions[place].points for place in places]),
            sum([outcomes[place] == "correct" for place in places]), len(places),
            sum([seconds[place] for place in places]),
        ))  # fmt: skip
    responses = list(_responses(one, outcomes, seconds))
    return Incoming(one.id, one.learner or learner, paper.text, one.events, columns, sections, responses)


def _responses(one: PlainAttempt, outcomes: list[Outcome], seconds: list[float]) -> Iterator[tuple[object, ...]]:
    paper = one.paper
    for place, (slot, question, key) in enumerate(zip(one.slots, paper.questions, paper.keys, strict=True)):
        names = paper.names[place]
        yield (
            place + 1,
            question.item,
            question.section,
            question.kind,
            outcomes[place],
            " ".join(dict.fromkeys([names[_PLACE[letter]] for letter in slot.response])),
            paper.offered[place],
            round(seconds[place], 3),
            _change(slot, key) if slot.changed else None,
            int(slot.marked),
            int(slot.doubted),
        )


def _outcome(slot: SlotTally, key: str, choose: int) -> Outcome:
    if slot.response == key:
        return "correct"
    if len(slot.response) == choose:
        return "incorrect"
    return "omitted" if slot.visited else "not_reached"


def _change(slot: SlotTally, key: str) -> Change | None:
    if not slot.response or slot.response == slot.first:
        return None
    if slot.first == key:
        return "right_to_wrong"
    return "wrong_to_right" if slot.response == key else "wrong_to_wrong"
