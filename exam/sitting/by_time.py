"""What time alone does to an attempt."""

from datetime import datetime

from exam.core.attempt import Attempt, State
from exam.core.events import Ended, Event, SectionClosed


def due(attempt: Attempt, now: datetime) -> Event | None:
    """What time has brought by an instant and is not recorded yet: a section closed, or the end, at its deadline.

    None where there is nothing; after each there may be another.
    """
    if attempt.state is State.INTERACTING and not attempt.is_last_section:
        section, deadline = attempt.section, attempt.section_deadline
        if section is None or deadline is None or now < deadline:
            return None
        return SectionClosed(at=deadline, section=section)
    if attempt.is_up(now):
        assert attempt.deadline is not None
        return Ended(at=attempt.deadline, reason="time_up")
    return None
