"""What happened in attempts as statements of xAPI 1.0.3, for a learning record store. Nothing is sent anywhere.

Verbs and types of activities are those of ADL's vocabulary. A statement about the same thing has the same id each time
(RFC 4122, version 5), so that a store which has it already passes it over. Nobody is named by a mail address; who it
was is an account, and what stands in it the caller says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from exam.core.attempt import Attempt
from exam.core.events import Event, Responded
from exam.core.form import Form, Slot
from exam.core.scoring import Mark, ScoreReport, credit, score

_VERBS = "http://adlnet.gov/expapi/verbs/"
_TYPES = "http://adlnet.gov/expapi/activities/"
_NAMESPACE = UUID("6a1cf1d2-5d0b-5c53-9c47-1f3f6c1c8f0e")
_LANGUAGE = "und"
"""What language a bank is in nobody says."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """Who it was, as the store is to know them."""

    home_page: str
    """An address that names the system of the accounts; the ids of activities begin with it too."""
    name: str


def statements(identifier: str, attempt: Attempt, events: Sequence[Event], account: Account) -> Iterator[Json]:
    """The statements of an attempt that has ended, in the order in which things happened.

    Initialized, answered (once for each question that was, with its last answer), completed unless it was given up, and
    passed or failed where points could be earned.
    """
    assert attempt.started_at is not None
    assert attempt.ended_at is not None
    report, form = score(attempt), attempt.form
    base = {
        "actor": {"objectType": "Agent", "account": {"homePage": account.home_page, "name": account.name}},
        "version": "1.0.3",
    }
    paper = _paper(form, account.home_page)
    registration = str(_name(identifier, attempt, "registration"))

    def statement(verb: str, at: datetime, what: Json, result: Json | None, about: str, **context: object) -> Json:
        made = base | {
            "id": str(_name(identifier, attempt, f"{verb} {about}")),
            "verb": {"id": _VERBS + verb, "display": {"en": verb}},
            "object": what,
            "context": {"registration": registration, "platform": "exam", **context},
            "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        return made if result is None else made | {"result": result}

    yield statement("initialized", attempt.started_at, paper, None, "")
    last = {event.n: event.at for event in events if isinstance(event, Responded)}
    answered = [mark for mark in report.marks if mark.response and mark.n in last]
    for mark in sorted(answered, key=lambda mark: last[mark.n]):
        slot = form.slot(mark.n)
        yield statement(
            "answered", last[mark.n], _question(form, slot, account.home_page), _answered(slot, mark), str(mark.n),
            contextActivities={"parent": [{"objectType": "Activity", "id": paper["id"]}]},
        )  # fmt: skip
    result = _came_to(attempt, report)
    if attempt.ended_reason != "abandoned":
        yield statement("completed", attempt.ended_at, paper, result | {"completion": True}, "")
    if report.score.possible:
        verb = "passed" if report.passed else "failed"
        yield statement(verb, attempt.ended_at, paper, result | {"success": report.passed}, "")


def _name(identifier: str, attempt: Attempt, what: str) -> UUID:
    return uuid5(_NAMESPACE, f"{attempt.form.bank} {identifier} {attempt.started_at} {what}")


def _paper(form: Form, home_page: str) -> Json:
    title = f"{form.bank_title}: {form.blueprint.title}"
    return {
        "objectType": "Activity",
        "id": f"{home_page.rstrip('/')}/banks/{form.bank}/presets/{form.blueprint.id}",
        "definition": {"type": _TYPES + "assessment", "name": {_LANGUAGE: title}},
    }


def _question(form: Form, slot: Slot, home_page: str) -> Json:
    """A question as it was asked. Kinds that the standard has no interaction for are told as another one."""
    definition: Json = {
        "type": _TYPES + "cmi.interaction",
        "name": {_LANGUAGE: slot.item},
        "description": {_LANGUAGE: slot.stem},
        "interactionType": "choice" if slot.is_choice else "fill-in" if slot.kind == "typed" else "other",
    }
    if slot.is_choice:
        definition["correctResponsesPattern"] = ["[,]".join(slot.key)]
        definition["choices"] = [{"id": one.id, "description": {_LANGUAGE: one.text}} for one in slot.options]
    return {
        "objectType": "Activity",
        "id": f"{home_page.rstrip('/')}/banks/{form.bank}/items/{slot.item}",
        "definition": definition,
    }


def _answered(slot: Slot, mark: Mark) -> Json:
    earned = credit(slot, mark.response)
    return {
        "response": "[,]".join(mark.response),
        "success": earned == 1,
        "score": {"scaled": round(float(earned), 4)},
        "duration": iso_duration(mark.seconds),
    }


def _came_to(attempt: Attempt, report: ScoreReport) -> Json:
    whole = report.score
    result: Json = {"duration": iso_duration(attempt.used(attempt.last_at or datetime.max).total_seconds())}
    if whole.possible:
        share = float(whole.points / whole.possible)
        result["score"] = {
            "scaled": round(max(-1.0, min(1.0, share)), 4),
            "raw": round(float(whole.points), 4),
            "min": 0,
            "max": whole.possible,
        }
    return result


def iso_duration(seconds: float) -> str:
    """A duration as ISO 8601 has it, to the hundredth of a second, as in PT1H4M7.5S."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    told = f"{rest / 100:.2f}".rstrip("0").rstrip(".")
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{told}S"
