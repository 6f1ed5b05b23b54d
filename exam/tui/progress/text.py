"""The small pieces of text that every progress page uses: figures with their interval, days, paragraphs."""

from datetime import date, datetime

from textual.content import Content
from textual.widgets import Static

from exam.core.interval import Rate


def rate_words(rate: Rate) -> str:
    """As in "3 of 5, 23–88 %"; a tilde where the number is small."""
    if rate.interval is None:
        return "never on offer"
    low, high = rate.interval
    return f"{rate.count} of {rate.of}, {'~' if rate.few else ''}{low:.0f}–{high:.0f} %"


def short_day(at: datetime) -> str:
    """As in "4 Dec 2026", in the time zone of this machine."""
    return at.astimezone().strftime("%-d %b %Y")


def long_day(at: date) -> str:
    """As in "Friday 4 December 2026"."""
    return at.strftime("%A %-d %B %Y")


def sentence(text: Content | str) -> Static:
    """A paragraph, most often one that says in words what a chart shows."""
    return Static(text if isinstance(text, Content) else Content(text), classes="sentence")


def muted(text: str) -> Static:
    """A paragraph of less weight: how to read a chart, or what was left out."""
    return sentence(Content.styled(text, "$text-muted"))
