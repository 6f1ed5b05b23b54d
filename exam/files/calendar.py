"""A calendar as a file (.ics, RFC 5545): events of whole days, which are days of wherever the reader is.

A whole day has a date and no time and no zone, so that a plan made in Lisbon is still for Tuesday in Tokyo. Only the
instant at which the file was made is in UTC, as the standard wants it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from exam.core.text import visible

_WIDEST = 75
"""Octets of a line, without its end; a longer one is folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Something that is on all day long."""

    name: str
    """The same name again is the same event, so that a plan that is read in anew replaces the one before."""
    day: date
    summary: str
    description: str = ""
    busy: bool = False
    """Whether the day is taken by it; others that look at the calendar see that."""


def calendar(title: str, days: Iterable[CalendarDay], made_at: datetime) -> str:
    """The file's text, every line ending in CRLF. `made_at` has a time zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//exam//plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(title)}")
    stamp = f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for one in days:
        lines += _event(one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(one: CalendarDay, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(one.name)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    # The end is the first day that is no more part of it.
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{_escaped(one.description)}"
    yield f"TRANSP:{'OPAQUE' if one.busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text as a value: what would end it, or begin another one, is written out."""
    lines = (visible(line) for line in text.splitlines())
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 octets at most, every one after the first beginning with a space; no letter is cut."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _WIDEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
