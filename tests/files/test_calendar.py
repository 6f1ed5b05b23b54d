"""Plans as calendars read them: by the package that others use, whatever a title holds."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.text import visible
from exam.files.calendar import CalendarDay, calendar

MADE = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("America/New_York"))


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text.encode()).walk("VEVENT"))


def test_a_day_is_a_date_without_a_zone_and_ends_with_the_next() -> None:
    (event,) = events(calendar("Plan", [CalendarDay("a@exam", date(2026, 2, 28), "Review 12")], MADE))
    assert event["DTSTART"].dt == date(2026, 2, 28)
    assert event["DTEND"].dt == date(2026, 3, 1)
    assert not isinstance(event["DTSTART"].dt, datetime)
    assert event["DTSTAMP"].dt == datetime(2026, 3, 3, 4, 30, tzinfo=UTC)
    assert (event["SUMMARY"], event["UID"], event["TRANSP"]) == ("Review 12", "a@exam", "TRANSPARENT")


def test_lines_end_in_crlf_and_are_no_longer_than_75_octets() -> None:
    text = calendar("Plan", [CalendarDay("a@exam", date(2026, 3, 2), "Übung; größer, länger \\ " * 12)], MADE)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert all(line.decode() is not None for line in lines), "no letter is cut in two"


@pytest.mark.parametrize(
    "text", ["END:VEVENT\r\nBEGIN:VEVENT", "a\nATTACH:http://example.org", "x\r\n folded", "\x00\x07\x1b[2J"]
)
def test_a_title_adds_no_line_of_its_own(text: str) -> None:
    written = calendar(text, [CalendarDay("a@exam", date(2026, 3, 2), text, text)], MADE)
    (event,) = events(written)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert "\x1b" not in written
    assert "\x00" not in written


@given(st.lists(st.text(max_size=120), max_size=4))
def test_any_text_comes_back_as_it_is_shown(summaries: list[str]) -> None:
    days = [CalendarDay(f"{n}@exam", date(2026, 3, 2) + timedelta(days=n), text) for n, text in enumerate(summaries)]
    found = events(calendar("Plan", days, MADE))
    assert [event["SUMMARY"] for event in found] == ["\n".join(map(visible, text.splitlines())) for text in summaries]
