"""What is written of an attempt in which only plain things happened, as `exam.store.incoming` makes it of any other."""

from datetime import timedelta

from exam.core.attempt import State
from exam.core.form import LETTERS
from exam.core.results import Change, Outcome
from exam.files.plain_attempts import PlainAttempt, SlotTally
from exam.store.incoming import Incoming
from exam.store.readings import Columns
from exam.store.rows import instant_text

_PLACE = {letter: place for place, letter in enumerate(LETTERS)}


class _Section:
    """What the questions of a section come to."""

    __slots__ = ("correct", "items", "points", "possible", "seconds")

    def __init__(self) -> None:
        self.points = self.possible = self.correct = self.items = 0
        self.seconds: list[float] = []


def plain_incoming(one: PlainAttempt, learner: str) -> Incoming:
    """An attempt as it is written; `learner` is whose it is where it does not say so."""
    form, paper = one.paper.head, one.paper
    sections = {section.id: _Section() for section in form.sections}
    responses: list[tuple[object, ...]] = []
    answered = 0
    for slot, question, key, names, offered in zip(
        one.slots, paper.questions, paper.keys, paper.names, paper.offered, strict=True
    ):
        response, seconds, section = slot.response, slot.spent / 1_000_000, sections[question.section]
        full = len(response) == question.choose
        answered += full
        section.items += 1
        section.possible += question.points
        section.seconds.append(seconds)
        outcome: Outcome
        if response == key:
            outcome = "correct"
            section.points += question.points
            section.correct += 1
        else:
            outcome = "incorrect" if full else "omitted" if slot.visited else "not_reached"
        chosen = (
            names[_PLACE[response]]
            if len(response) == 1
            else " ".join(dict.fromkeys([names[_PLACE[letter]] for letter in response]))
        )
        responses.append((
            len(responses) + 1, question.item, question.section, question.kind, outcome, chosen, offered,
            round(seconds, 3), _change(slot, key) if slot.changed else None,
            1 if slot.marked else 0, 1 if slot.doubted else 0,
        ))  # fmt: skip
    scores: list[tuple[object, ...]] = [
        (place, part.id, part.title, str(part_score.points), part_score.possible, part_score.correct,
         part_score.items, sum(part_score.seconds))
        for place, (part, part_score) in enumerate(zip(form.sections, sections.values(), strict=True), start=1)
    ]  # fmt: skip
    columns = _columns(one) | {"answered": answered} | _score(form.cut, list(sections.values()))
    return Incoming(one.id, one.learner or learner, paper.text, one.events, columns, scores, responses)


def _columns(one: PlainAttempt) -> Columns:
    form = one.paper.head
    deadline = None if one.seconds is None else one.started_at + timedelta(seconds=one.seconds)
    ended_at = instant_text(one.ended_at)
    return {
        "bank": form.bank,
        "bank_title": form.bank_title,
        "blueprint": form.blueprint.id,
        "blueprint_title": form.title,
        "code": one.paper.code,
        "mode": one.mode,
        "items": len(one.slots),
        "started_at": instant_text(one.started_at),
        "cut": form.cut,
        "drill": int(form.is_drill),
        "allowed": one.seconds,
        "pace": (one.seconds or form.minutes * 60) / len(one.slots),
        "state": State.CLOSED.value,
        "events": len(one.events),
        "last_at": ended_at,
        "suspended_at": None,
        "deadline": instant_text(deadline),
        "ended_at": ended_at,
        "ended_reason": one.ended_reason,
        "suspended_for": 0.0,
    }


def _score(cut: int, sections: list[_Section]) -> Columns:
    points = sum(section.points for section in sections)
    possible = sum(section.possible for section in sections)
    return {"points": str(points), "possible": possible, "passed": int(points * 100 >= cut * possible)}


def _change(slot: SlotTally, key: str) -> Change | None:
    if not slot.response or slot.response == slot.first:
        return None
    if slot.first == key:
        return "right_to_wrong"
    return "wrong_to_right" if slot.response == key else "wrong_to_wrong"
