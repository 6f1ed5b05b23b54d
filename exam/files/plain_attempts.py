"""Attempts in which only what happens every day happened, read without models: what is written of them is made at once.

A question came on screen, options were chosen, struck out, flagged or noted, and the exam ended. `exam.core.fold` says
what may happen; this is the same for these events, all of them in one pass, and whatever else there is, be it a fault,
raises `NotPlain` and goes the long way (`exam.files.attempts`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

from exam.core.events import (
    EVENT,
    ClockShifted,
    Doubted,
    Ended,
    EndReason,
    Event,
    Forecast,
    Marked,
    Mode,
    Noted,
    Reported,
    Started,
    Struck,
    event_text,
)
from exam.core.form import LETTERS
from exam.files.plain_papers import NotPlain, PlainPaper, PlainParts

_FIELDS = frozenset(("exam_attempt", "id", "learner", "code", "seed", "paper", "slots", "key", "events"))
_PERHAPS = frozenset(("ids", "homes"))
_PLACE = {letter: place for place, letter in enumerate(LETTERS)}
_NUMBERS = str.maketrans("", "", "0123456789,[]")
_SECONDS = tuple(f"{second:02d}" for second in range(60))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000
_NO_OFFSET = timedelta()
_LONGEST = 10**9
"""Seconds that an exam may last, some thirty years."""


@dataclass(slots=True)
class SlotTally:
    """What happened to one question."""

    visited: bool = False
    response: str = ""
    """Letters, in the order shown; empty: none."""
    first: str = ""
    """The first full answer."""
    last: str = ""
    """The latest full answer."""
    changed: bool = False
    """Whether there was more than one full answer."""
    spent: int = 0
    """Microseconds."""
    marked: bool = False
    doubted: bool = False
    note: str = ""
    report: str = ""


@dataclass(slots=True)
class PlainAttempt:
    """An attempt that has ended, and in which nothing but plain things happened to plain questions."""

    id: str
    learner: str
    paper: PlainPaper
    events: list[str]
    """As they are kept."""
    mode: Mode
    seconds: int | None
    """The time allowed; None: untimed."""
    started_at: datetime
    ended_at: datetime
    ended_reason: EndReason
    slots: list[SlotTally]


def plain_attempt(parts: PlainParts, body: Mapping[str, Any], canonical: str) -> PlainAttempt:
    """The attempt of a line whose checksum fits, of which `canonical` is the JSON with sorted fields.

    Its id and learner are as they stand there. Raises NotPlain, LookupError, ValueError, TypeError or OverflowError.
    """
    if body.keys() - _PERHAPS != _FIELDS or canonical[canonical.rindex(',"slots":') + 9 : -1].translate(_NUMBERS):
        raise NotPlain
    paper = parts.paper(body)
    first, *between, last = body["events"]
    started, ended = _event(first), _event(last)
    if type(started) is not Started or type(ended) is not Ended:
        raise NotPlain
    run = _Run(paper, started)
    run.take(between)
    return PlainAttempt(
        body["id"], body["learner"], paper, run.end(ended), started.mode, started.seconds, started.at, ended.at,
        ended.reason, run.slots,
    )  # fmt: skip


def _event(written: object) -> Event:
    event = EVENT.validate_python(written)
    if event.at.utcoffset() != _NO_OFFSET:
        raise NotPlain
    return event


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


class _Run:
    """All events of an attempt, one after the other. Instants are microseconds since 1970."""

    def __init__(self, paper: PlainPaper, started: Started) -> None:
        seconds = started.seconds
        if seconds is not None and not 0 <= seconds <= _LONGEST:
            raise NotPlain
        self._paper = paper
        self._at = _microseconds(started.at)
        self._deadline = inf if seconds is None else self._at + seconds * 1_000_000
        self._texts = [event_text(started)]
        self._current: SlotTally | None = None
        self._since = 0
        self._struck: set[tuple[int, str]] = set()
        self.slots = [SlotTally() for _ in paper.questions]

    def take(self, written: Sequence[Any]) -> None:
        """Takes the events between the first and the last."""
        # All in one place, without a call for each: a pool of ten thousand attempts has a million of them.
        texts, slots, ids, questions = self._texts, self.slots, self._paper.ids, self._paper.questions
        count, deadline, at, until_minute = len(slots), self._deadline, self._at, ""
        minute = at + _MINUTE  # as yet unknown
        for one in written:
            if type(one) is not list:
                self._at = at
                self._seldom(_event(one))
                at = self._at
                continue
            since, n = one[0], one[1]
            if type(since) is not int or type(n) is not int or since < 0 or not 0 < n <= count:
                raise NotPlain
            at += since
            if at > deadline:
                raise NotPlain
            if not 0 <= (rest := at - minute) < _MINUTE:
                minutes, rest = divmod(at, _MINUTE)
                minute = at - rest
                until_minute = '{"at":"' + (_EPOCH + timedelta(minutes=minutes)).isoformat()[:17]
            second, fraction = divmod(rest, 1_000_000)
            instant = (
                f"{until_minute}{_SECONDS[second]}.{fraction:06d}" if fraction else until_minute + _SECONDS[second]
            )
            slot = slots[n - 1]
            if len(one) == 2:
                if slot is self._current:
                    raise NotPlain
                if self._current is not None:
                    self._current.spent += at - self._since
                slot.visited = True
                self._current, self._since = slot, at
                texts.append(f'{instant}Z","kind":"visited","n":{n}}}')
                continue
            (letters,) = one[2:]
            mine, choose = ids[n - 1], questions[n - 1].choose
            if type(letters) is not str:
                raise NotPlain
            if len(letters) == 1:
                response = f'"{mine[_PLACE[letters]]}"'
            else:
                response = ",".join([f'"{mine[_PLACE[letter]]}"' for letter in letters])
                letters = "".join(sorted(set(letters)))
                if choose == 1 and len(letters) > 1:
                    raise NotPlain
            if letters == slot.response:
                raise NotPlain
            slot.response = letters
            if len(letters) == choose and letters != slot.last:
                slot.changed = bool(slot.last)
                slot.first = slot.first or letters
                slot.last = letters
            texts.append(f'{instant}Z","kind":"responded","n":{n},"response":[{response}]}}')
        self._at = at

    def end(self, ended: Ended) -> list[str]:
        """The texts of all events, now that it ended."""
        self._pass(ended)
        if self._current is not None:
            self._current.spent += self._at - self._since
        self._texts.append(event_text(ended))
        return self._texts

    def _pass(self, event: Event) -> None:
        """Time passes until an event, which comes before the deadline."""
        at = _microseconds(event.at)
        if not self._at <= at <= self._deadline:
            raise NotPlain
        self._at = at

    def _seldom(self, event: Event) -> None:
        """An event that is written in full. Raises NotPlain where it would change nothing."""
        self._pass(event)
        match event:
            case Forecast():
                news = len(self._texts) == 1 and not self._paper.head.is_drill
            case ClockShifted():
                news = True
            case Marked():
                slot = self._slot(event.n)
                news, slot.marked = slot.marked != event.on, event.on
            case Doubted():
                slot = self._slot(event.n)
                news, slot.doubted = slot.doubted != event.on, event.on
            case Noted():
                slot = self._slot(event.n)
                news, slot.note = slot.note != event.text, event.text
            case Reported():
                slot = self._slot(event.n)
                news, slot.report = slot.report != event.reason, event.reason
            case Struck():
                self._slot(event.n)
                known = (event.n, event.option)
                news = event.option in self._paper.ids[event.n - 1] and event.on != (known in self._struck)
                self._struck ^= {known}
            case _:
                news = False
        if not news:
            raise NotPlain
        self._texts.append(event_text(event))

    def _slot(self, n: int) -> SlotTally:
        if not 1 <= n <= len(self.slots):
            raise NotPlain
        return self.slots[n - 1]
