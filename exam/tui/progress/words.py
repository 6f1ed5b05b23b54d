"""Owns the small words of the progress pages. Refuses figures without their number."""

from datetime import date, datetime

from textual.content import Content
from textual.widgets import Static

from exam.core.interval import Rate


def rate(found: Rate) -> str:
    """As in "3 of 5, 23–88 %"; a tilde where the number is small."""
    if found.interval is None:
        return "never on offer"
    low, high = found.interval
    return f"{found.count} of {found.of}, {'~' if found.few else ''}{low:.0f}–{high:.0f} %"


def day(at: datetime) -> str:
    """A day as people write it, in the time zone of this machine."""
    return at.astimezone().strftime("%-d %b %Y")


def long_day(at: date) -> str:
    """As in "Friday 4 December 2026"."""
    return at.strftime("%A %-d %B %Y")


def said(text: Content | str) -> Static:
    """A sentence that says what a figure shows."""
    return Static(text if isinstance(text, Content) else Content(text), classes="said")


def muted(text: str) -> Static:
    """A paragraph that stands back."""
    return Static(Content.styled(text, "$text-muted"), classes="said")
