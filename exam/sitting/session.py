"""An attempt being taken: clock, events and store in one place, and the one way in which an attempt changes.

Every change is one event: `apply` accepts it, the store commits it, and only then does `attempt` become the new value
that is shown. Where the store fails, the event is kept in `unsaved`, the sitting goes on, and the event is written
with the next change or tick.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from exam.core.attempt import Attempt, Refused, State
from exam.core.events import (
    ClockHidden,
    ClockShifted,
    Doubted,
    Ended,
    EndReason,
    Event,
    Forecast,
    Jotted,
    Marked,
    Mode,
    Noted,
    Reopened,
    Reported,
    Responded,
    Resumed,
    Revealed,
    SectionClosed,
    Started,
    Struck,
    Suspended,
    Visited,
)
from exam.core.fold import apply, begin
from exam.core.forecast import PaperForecast
from exam.core.form import Form
from exam.core.text import one_line, visible
from exam.sitting.by_time import due
from exam.sitting.clock import Clock
from exam.sitting.leaving import only_looked_at
from exam.store import Store, StoreError

_NOTABLE_SHIFT = timedelta(seconds=2)
"""A wall clock that moved by more than this against the running one is recorded in the attempt."""

_RETRY_AFTER = timedelta(seconds=3)
"""How long a tick waits after a failure to save; a sixth of it where only another program was writing."""


class Session:
    """One attempt, its store and its clock. The methods that change the attempt raise Refused where it cannot be."""

    def __init__(
        self, identifier: str, attempt: Attempt, store: Store, clock: Clock, alive_at: datetime | None = None
    ) -> None:
        self.id = identifier
        self.attempt = attempt
        self.unsaved: tuple[tuple[Event, Attempt], ...] = ()
        """Events that the store could not take yet, oldest first, each with the attempt after it."""
        self.lost: tuple[tuple[Event, Attempt], ...] = ()
        """The last of `unsaved`, which are gone once the program ends. The others are kept in the witness."""
        self.trouble: StoreError | None = None
        self.in_bin = False
        """Whether it was discarded when it was left."""
        self._store = store
        self._clock = clock
        self._shift = clock.shift()
        self._retry_at: datetime | None = None
        known = max(filter(None, (alive_at, attempt.last_at)), default=clock.now())
        self._behind = max(timedelta(), known - clock.now())
        """By how much the clock is behind the last known instant: somebody set it back between two sittings."""

    @classmethod
    def start(
        cls,
        identifier: str,
        form: Form,
        store: Store,
        clock: Clock,
        *,
        mode: Mode,
        extra_time: float | None = 1.0,
        forecast: PaperForecast | None = None,
    ) -> "Session":
        """A new attempt, its clock running. `extra_time` multiplies the form's minutes; None: untimed.

        `forecast` is what is told of the paper before it is seen; None: nothing. A drill is sat without.
        Raises StoreError: no exam is begun that could not be saved.
        """
        seconds = None if extra_time is None else round(form.minutes * 60 * extra_time)
        word = "untimed" if extra_time is None else f"{extra_time:g}"
        started = Started(at=clock.now(), mode=mode, seconds=seconds, extra_time=word)
        attempt = apply(begin(form), started)
        store.create(identifier, attempt, started)
        session = cls(identifier, attempt, store, clock)
        if forecast is not None and not form.is_drill:
            session._take(Forecast(at=started.at, **forecast._asdict()))
        session.visit(1)
        return session

    @classmethod
    def resume(cls, identifier: str, store: Store, clock: Clock) -> "Session":
        """An unfinished attempt, taken up again. The time away is recorded and does not count.

        One that a crash cut off is suspended at the last instant at which it was known to be alive, or closed where its
        time ran out before that. One that has ended stays as it is. Raises StoreError where another program has it.
        """
        stored = store.claim(identifier)
        session = cls(identifier, stored.attempt, store, clock, stored.alive_at)
        if session.attempt.state is State.INTERACTING:
            alive = max(filter(None, (stored.alive_at, session.attempt.last_at)))
            session._catch_up(alive)
            if session.attempt.state is State.INTERACTING:
                session._take(Suspended(at=alive, reason="crashed"))
        if session.attempt.state is State.SUSPENDED:
            now = session.now()
            session._take(Resumed(at=now))
            if session._behind > _NOTABLE_SHIFT:
                session._take(ClockShifted(at=now, seconds=-session._behind.total_seconds()))
        return session

    def now(self) -> datetime:
        """The instant by this sitting's clock, never before the last event."""
        now = self._clock.now() + self._behind
        return max(now, self.attempt.last_at) if self.attempt.last_at else now

    @property
    def left(self) -> timedelta | None:
        """Time left for what is open now: the section where each has its clock, else all. None: untimed."""
        return self.attempt.left_here(self.now())

    def tick(self) -> None:
        """To be called a few times a second: closes what has reached its deadline, and tries again to save."""
        self._catch_up(now := self.now())
        if self.unsaved and (self._retry_at is None or now >= self._retry_at):
            self._save()
        shift = self._clock.shift()
        if abs(shift - self._shift) > _NOTABLE_SHIFT and self.attempt.state is State.INTERACTING:
            moved, self._shift = shift - self._shift, shift
            self._take(ClockShifted(at=now, seconds=moved.total_seconds()))

    def note_alive(self) -> None:
        """To be called every few seconds: stores that the sitting is alive, so that a crash costs no time."""
        if self.attempt.state is State.INTERACTING and not self.unsaved:
            try:
                self._store.note_alive(self.id, self.now())
            except StoreError as error:
                self.trouble = error
            else:
                self.trouble = None

    def visit(self, n: int) -> None:
        """Goes to question `n`, from 1. Raises Refused where there is none, or no way to it from here."""

        def visited(at: datetime) -> Visited:
            if 1 <= n <= len(self.attempt.form.slots) and (reason := self.attempt.barred(n)):
                raise Refused(reason)
            return Visited(at=at, n=n)

        self._do(visited)

    def respond(self, n: int, response: tuple[str, ...]) -> None:
        """Sets the whole answer; empty clears it. What is typed is kept without control sequences."""
        clean = tuple(map(one_line, response))
        self._do(lambda at: Responded(at=at, n=n, response=clean))

    def choose(self, n: int, option: str) -> None:
        """Answers with an option, by its id; where several are to be chosen, takes it in or out."""
        slot, response = self.attempt.form.slot(n), self.attempt.of(n).response
        if slot.choose == 1:
            self.respond(n, (option,))
        elif option in response:
            self.respond(n, tuple(chosen for chosen in response if chosen != option))
        else:
            self.respond(n, (*response, option))

    def fill(self, n: int, gap: int, answer: str) -> None:
        """Writes an answer, or the id of an option, into the gap at a place from 0; "" makes it blank again.

        A step of an ordering question that stands elsewhere already is moved here.
        """
        slot, response = self.attempt.form.slot(n), self.attempt.of(n).response
        filled = [*response, *[""] * len(slot.gaps)][: len(slot.gaps)]
        if slot.kind == "ordering" and answer:
            filled = ["" if step == answer else step for step in filled]
        filled[gap] = answer
        self.respond(n, tuple(filled))

    def mark(self, n: int, on: bool) -> None:
        """Flags a question for review."""
        self._do(lambda at: Marked(at=at, n=n, on=on))

    def doubt(self, n: int, on: bool) -> None:
        """Records that the sitter is unsure; never scored."""
        self._do(lambda at: Doubted(at=at, n=n, on=on))

    def strike(self, n: int, option: str, on: bool) -> None:
        self._do(lambda at: Struck(at=at, n=n, option=option, on=on))

    def note(self, n: int, text: str) -> None:
        self._do(lambda at: Noted(at=at, n=n, text=visible(text)))

    def jot(self, text: str) -> None:
        """Writes on the scratchpad, in place of what stands there."""
        self._do(lambda at: Jotted(at=at, text=visible(text)))

    def report(self, n: int, reason: str) -> None:
        self._do(lambda at: Reported(at=at, n=n, reason=visible(reason)))

    def hide_clock(self, on: bool) -> None:
        """Notes that the clock is not to be seen, or is again; also for when the attempt is resumed."""
        self._do(lambda at: ClockHidden(at=at, on=on))

    def close_section(self) -> None:
        """Closes the open section for good and begins the next. Raises Refused where there is none."""
        section = self.attempt.section
        if section is None:
            raise Refused("The sections of this exam are not closed one by one.")
        self._do(lambda at: SectionClosed(at=at, section=section))

    def reveal(self, n: int) -> None:
        self._do(lambda at: Revealed(at=at, n=n))

    def pause(self) -> None:
        """Stops the clock, in practice mode. Raises Refused in exam mode."""
        if self.attempt.mode != "practice":
            raise Refused("An exam cannot be paused; leaving it keeps the attempt.")
        self._do(lambda at: Suspended(at=at, reason="paused"))

    def go_on(self) -> None:
        """Ends a pause."""
        self._do(lambda at: Resumed(at=at))

    def leave(self) -> None:
        """Suspends the attempt, to be resumed later, and lets other programs have it.
        An attempt whose time is up ends instead. While something is `unsaved` it is kept from other programs;
        leaving again tries to save it again.
        """
        self._catch_up(now := self.now())
        if self.attempt.state is State.INTERACTING:
            self._take(Suspended(at=now, reason="left"))
        with self._store.patient():
            if self._save():
                self._store.release(self.id)

    def walk_away(self) -> None:
        """Leaves the attempt because the sitter wants to. One that was only looked at goes into the bin."""
        self.leave()
        if not self.unsaved and only_looked_at(self.attempt, self.now()):
            with suppress(StoreError):  # then it stays where it is, which harms nobody
                self._store.discard(self.id, self.now())
                self.in_bin = True

    def end(self, reason: EndReason = "submitted") -> None:
        """Closes the attempt. One that has ended, or whose time was up before this, stays as it ended."""
        self._catch_up(now := self.now())
        if self.attempt.state is not State.CLOSED:
            self._take(Ended(at=now, reason=reason))

    def reopen(self) -> None:
        """Takes the end back, which the sitter has just submitted."""
        self._do(lambda at: Reopened(at=at))

    def _do(self, event_at: Callable[[datetime], Event]) -> None:
        """Every change by the sitter. Time comes first: what is pressed after the deadline finds a closed attempt."""
        self._catch_up(now := self.now())
        self._take(event_at(now))

    def _take(self, event: Event) -> None:
        """The one place where an attempt changes: apply, commit, then show. An event without effect writes nothing."""
        after = apply(self.attempt, event)
        if after is self.attempt:
            return
        self.unsaved = (*self.unsaved, (event, after))
        self._save()
        self.attempt = after

    def _catch_up(self, now: datetime) -> None:
        """Records what time alone has done until an instant: sections closed, then the end, each at its deadline."""
        while (event := due(self.attempt, now)) is not None:
            self._take(event)

    def _save(self) -> bool:
        """Writes what is unsaved, oldest first; whether all of it is committed now."""
        while self.unsaved:
            event, after = self.unsaved[0]
            try:
                self._store.append(self.id, after.events - 1, event, after)
            except StoreError as error:
                self.trouble = error
                self.lost = self.unsaved[self._store.keep_beside(self.id, self.unsaved, error) :]
                self._retry_at = self.now() + _RETRY_AFTER / (6 if error.waits else 1)
                return False
            self.unsaved = self.unsaved[1:]
        self.lost, self.trouble = (), None
        return True
