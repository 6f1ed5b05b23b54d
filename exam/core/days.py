"""The learner's day: which calendar day an instant belongs to where the learner is.

Everything that happens by days (what is due, how many days of practice, how far the exam is) asks here.
"""

from datetime import date, datetime, tzinfo

FEWEST_MINUTES, MOST_MINUTES = 5, 240
"""Of a day that is planned: fewer have no room for a question and its explanation; with more nobody goes on for weeks.
"""


def day_of(at: datetime, zone: tzinfo | None) -> date:
    """The local day of an instant that has a time zone; without a `zone`, in that of the machine."""
    return at.astimezone(zone).date()
