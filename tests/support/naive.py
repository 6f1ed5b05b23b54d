"""Owns a second reading of the database: SQL and JSON alone, so that figures are held to one got another way.

Refuses everything of the program: what it makes of forms and events is written out here anew, as plainly as can be.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass
class Answered:
    """What happened to one question of one attempt."""

    attempt: str
    n: int
    item: str
    section: str
    kind: str
    stem: str
    choose: int
    points: int
    key: frozenset[str]
    homes: dict[str, str]
    """By option id."""
    drill: bool
    response: frozenset[str] = frozenset()
    history: list[frozenset[str]] = field(default_factory=list)
    seconds: float = 0.0
    seen: bool = False
    flagged: bool = False
    unsure: bool = False
    first: bool = False
    """Whether its learner met the item here first."""
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    """When the attempt ended."""
    pace: float = 0.0
    passed: bool = False

    @property
    def full(self) -> bool:
        return len(self.response) == self.choose

    @property
    def right(self) -> bool:
        return self.response == self.key

    @property
    def outcome(self) -> str:
        if self.full:
            return "correct" if self.right else "incorrect"
        return "omitted" if self.seen else "not_reached"

    @property
    def change(self) -> str | None:
        if len(self.history) < 2 or not self.response or self.response == self.history[0]:
            return None
        before, after = self.history[0] == self.key, self.response == self.key
        return "right_to_wrong" if before else "wrong_to_right" if after else "wrong_to_wrong"

    @property
    def chosen(self) -> set[str]:
        """The homes of what was chosen."""
        return {self.homes[name] for name in self.response}

    @property
    def offered(self) -> set[str]:
        return set(self.homes.values())

    @property
    def confused_with(self) -> set[str]:
        """Whose answers were taken for this question's."""
        wrong = {self.homes[name] for name in self.response - self.key}
        return {home for home in wrong if home != self.item and not home.startswith("=")}

    @property
    def slow(self) -> bool:
        return self.pace > 0 and self.seconds >= 1.5 * self.pace


@dataclass
class Sat:
    """One attempt."""

    id: str
    learner: str
    bank: str
    bank_title: str
    blueprint: str
    title: str
    """The blueprint's."""
    code: str
    cut: int
    drill: bool
    mode: str
    allowed: int | None
    started: datetime
    sections: list[tuple[str, str]]
    slots: list[Answered]
    stems: dict[str, str]
    """Of every item on offer, by id."""
    ended: datetime | None = None
    reason: str | None = None
    away: float = 0.0
    """Seconds of suspensions."""

    @property
    def own_settings(self) -> bool:
        """Whether its code says that something was chosen in place of the preset's own; ten bits, four to a digit."""
        values = ["0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(digit) for digit in self.code.replace("-", "")[5:-7]]
        flags, shift = 0, 0
        first = next(at for at, value in enumerate(values) if not value & 16)
        for value in values[first + 1 :]:
            flags |= (value & 15) << shift
            shift += 4
            if not value & 16:
                break
        return flags & 0b1_1111_1111 != 0

    @property
    def points(self) -> int:
        return sum(slot.points for slot in self.slots if slot.right)

    @property
    def possible(self) -> int:
        return sum(slot.points for slot in self.slots)

    @property
    def percent(self) -> float:
        return 100 * self.points / self.possible

    @property
    def passed(self) -> bool:
        return 100 * self.points >= self.cut * self.possible

    @property
    def used(self) -> float:
        assert self.ended is not None
        return (self.ended - self.started).total_seconds() - self.away

    def of(self, section: str) -> list[Answered]:
        return [slot for slot in self.slots if slot.section == section]


def read_log(data_dir: Path) -> list[Sat]:
    """Every attempt of everybody, the one that began first first."""
    with closing(sqlite3.connect(data_dir / "exam.db")) as database:
        forms = database.execute("SELECT id, learner, body FROM attempt JOIN form ON attempt = id").fetchall()
        events = database.execute("SELECT attempt, body FROM event ORDER BY attempt, sequence").fetchall()
    logs: dict[str, list[dict[str, Any]]] = {}
    for attempt, body in events:
        logs.setdefault(attempt, []).append(json.loads(body))
    sat = [_sat(name, learner, json.loads(zlib.decompress(body)), logs[name]) for name, learner, body in forms]
    sat.sort(key=lambda one: one.started)
    for learner in {one.learner for one in sat}:
        met: set[tuple[str, str]] = set()
        ended = [one for one in sat if one.learner == learner and one.ended]
        for one in sorted(ended, key=lambda one: (one.ended, one.id)):
            for slot in one.slots:
                slot.first = slot.seen and (one.bank, slot.item) not in met
                met |= {(one.bank, slot.item)} if slot.seen else set()
    return sat


def ended_of(sat: list[Sat], bank: str, *, everybody: bool = False) -> list[Sat]:
    """The attempts at a bank that have ended, one's own unless everybody's are asked for, oldest first."""
    kept = [one for one in sat if one.bank == bank and one.ended and (everybody or not one.learner)]
    return sorted(kept, key=lambda one: one.started)


def seen_by_item(sat: list[Sat]) -> dict[str, list[Answered]]:
    """The questions that were seen, by item, in the order in which their attempts ended."""
    found: dict[str, list[Answered]] = {}
    for one in sorted(sat, key=lambda one: (one.ended, one.id)):
        for slot in one.slots:
            if slot.seen or slot.full:
                found.setdefault(slot.item, []).append(slot)
    return found


def _sat(name: str, learner: str, form: dict[str, Any], events: list[dict[str, Any]]) -> Sat:
    blueprint = form["blueprint"]
    drill = bool(blueprint["only"])
    slots = [_slot(name, written, drill) for written in form["slots"]]
    began = events[0]
    assert began["kind"] == "started"
    sat = Sat(
        name, learner, form["bank"], form["bank_title"], blueprint["id"], blueprint["title"], form["code"],
        blueprint["cut"], drill, began["mode"], began["seconds"], _instant(began),
        [(one["id"], one["title"]) for one in form["sections"]], slots,
        {item: home["stem"] for item, home in form["homes"].items()},
    )  # fmt: skip
    for slot, seconds in _times(slots, events):
        slot.seconds += seconds
    stopped = None
    for event in events[1:]:
        slot = slots[event["n"] - 1] if "n" in event else None
        match event["kind"]:
            case "visited":
                slot.seen = True
            case "responded":
                slot.response = frozenset(event["response"])
                if slot.full and (not slot.history or slot.history[-1] != slot.response):
                    slot.history.append(slot.response)
            case "marked":
                slot.flagged = event["on"]
            case "doubted":
                slot.unsure = event["on"]
            case "suspended":
                stopped = _instant(event)
            case "resumed":
                sat.away += (_instant(event) - stopped).total_seconds()
                stopped = None
            case "ended":
                sat.ended, sat.reason = stopped or _instant(event), event["reason"]
            case "reopened":
                sat.ended = sat.reason = None
    pace = (sat.allowed or 60 * form["minutes"]) / len(slots)
    for slot in slots:
        slot.at, slot.pace, slot.passed = sat.ended or slot.at, pace, sat.passed
    return sat


def _slot(name: str, written: dict[str, Any], drill: bool) -> Answered:
    homes = {}
    for option in written["options"]:
        authored = "=" + hashlib.sha256(option["text"].encode()).hexdigest()[:12]
        homes[option["id"]] = option["home"] or authored
    return Answered(
        name, written["n"], written["item"], written["section"], written["kind"], written["stem"], written["choose"],
        written["points"], frozenset(written["key"]), homes, drill,
    )  # fmt: skip


def _times(slots: list[Answered], events: list[dict[str, Any]]) -> Iterator[tuple[Answered, float]]:
    """Each stretch of time with the question that was on screen then."""
    here, since, at = None, None, None
    for event in events:
        if event["kind"] not in ("visited", "suspended", "resumed", "ended", "reopened"):
            continue
        if event["kind"] == "reopened":
            since = at  # the time since the end counts
            continue
        at = _instant(event)
        if here is not None and since is not None:
            yield slots[here - 1], (at - since).total_seconds()
        here = event.get("n", here)
        since = at if event["kind"] in ("visited", "resumed") else None


def _instant(event: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(event["at"])
