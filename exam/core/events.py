"""What can happen in an attempt, each thing with its instant. What follows from it is in `exam.core.fold`."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from exam.core.correction import Correction
from exam.core.model import Recorded
from exam.core.text import visible

Mode = Literal["exam", "practice"]
EndReason = Literal["submitted", "time_up", "abandoned"]


OwnWords = Annotated[str, AfterValidator(visible)]
"""What a sitter wrote. It comes from a keyboard or a file, so nothing in it may steer a terminal, old logs included."""


class _Event(Recorded):
    at: datetime
    """When it happened, in UTC."""


class Started(_Event):
    """The clock began to run."""

    kind: Literal["started"] = "started"
    mode: Mode
    seconds: int | None
    """The time allowed, accommodations included; None: untimed."""
    extra_time: str = "1"
    """The factor by which the form's time was multiplied, as a decimal; "untimed" without a limit."""


class Forecast(_Event):
    """What was told of this paper before its first question was seen, from earlier answers alone. Never scored."""

    kind: Literal["forecast"] = "forecast"
    passing: Annotated[float, Field(ge=0, le=1)]
    """The probability of a pass."""
    low: Annotated[float, Field(ge=0, le=1)]
    """This and `high`: between what it is, depending on how much candidates differ."""
    high: Annotated[float, Field(ge=0, le=1)]
    answers: Annotated[int, Field(ge=0)]
    """How many earlier answers it rests on."""


class Visited(_Event):
    """A question came on screen."""

    kind: Literal["visited"] = "visited"
    n: int


class Responded(_Event):
    """A response was given, changed or taken back."""

    kind: Literal["responded"] = "responded"
    n: int
    response: tuple[str, ...]
    """Ids of the chosen options, or a text for each gap, or a word of `RECALLED`; empty: cleared."""


class Marked(_Event):
    """Flagged for review, or taken off the list again."""

    kind: Literal["marked"] = "marked"
    n: int
    on: bool


class Doubted(_Event):
    """The sitter says how sure they are. Recorded, never scored."""

    kind: Literal["doubted"] = "doubted"
    n: int
    on: bool


class Struck(_Event):
    """An option was struck out, or back in."""

    kind: Literal["struck"] = "struck"
    n: int
    option: str
    on: bool


class Noted(_Event):
    """A note was written on a question; empty: taken back."""

    kind: Literal["noted"] = "noted"
    n: int
    text: OwnWords


class Jotted(_Event):
    """What stands on the scratchpad of the attempt from now on, for the sitter alone."""

    kind: Literal["jotted"] = "jotted"
    text: Annotated[OwnWords, Field(max_length=100_000)]


class Reported(_Event):
    """The sitter says that an item is faulty. Allowed after the end too."""

    kind: Literal["reported"] = "reported"
    n: int
    reason: OwnWords


class Revealed(_Event):
    """Key and rationale were shown, in practice mode; the slot then locks."""

    kind: Literal["revealed"] = "revealed"
    n: int


class SectionClosed(_Event):
    """A section was ended by the sitter or by its clock, for good."""

    kind: Literal["section_closed"] = "section_closed"
    section: str


class Suspended(_Event):
    """Time stops: the sitter left or paused, or the program was last known alive at this instant."""

    kind: Literal["suspended"] = "suspended"
    reason: Literal["left", "paused", "crashed"]


class Resumed(_Event):
    """Time runs again after it stood still."""

    kind: Literal["resumed"] = "resumed"


class ClockShifted(_Event):
    """The wall clock moved against the running clock by this many seconds; the attempt's time did not."""

    kind: Literal["clock_shifted"] = "clock_shifted"
    seconds: float


class ClockHidden(_Event):
    """The sitter hid the clock, or it is shown again. It runs all the same."""

    kind: Literal["clock_hidden"] = "clock_hidden"
    on: bool


class Regraded(_Event):
    """The paper of an attempt that has ended is marked by these corrections, and by no others."""

    kind: Literal["regraded"] = "regraded"
    corrections: tuple[Correction, ...]
    """At most one for each question; none: the paper counts as it was sat."""


class Ended(_Event):
    """The attempt is closed: for ever, unless the sitter takes the end back at once."""

    kind: Literal["ended"] = "ended"
    reason: EndReason


class Reopened(_Event):
    """The end that the sitter had submitted was taken back. The clock has run on since."""

    kind: Literal["reopened"] = "reopened"


Event = Annotated[
    Started
    | Forecast
    | Visited
    | Responded
    | Marked
    | Doubted
    | Struck
    | Noted
    | Jotted
    | Reported
    | Revealed
    | SectionClosed
    | Suspended
    | Resumed
    | ClockShifted
    | ClockHidden
    | Ended
    | Reopened
    | Regraded,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes one event as JSON."""


def event_text(event: Event) -> str:
    """An event as it is kept: JSON."""
    # By its own class: to ask the union of all events which one it is takes longer than to write it.
    return event.__pydantic_serializer__.to_json(event).decode()
