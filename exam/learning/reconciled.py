"""How recent scores and what is expected of the next paper go together, where the two numbers differ."""

from exam.core.interval import Rate
from exam.core.wording import counted
from exam.learning.past import Past
from exam.learning.readiness import Readiness


def reconciled(past: Past, ready: Readiness) -> str:
    """How recent scores and what is expected of the next paper go together; empty without a level."""
    rates = past.recent.values()
    seen, right = sum(rate.of for rate in rates), sum(rate.count for rate in rates)
    if ready.overall.percent is None or not seen:
        return ""
    firsts = Rate(sum(one.right for one in past.firsts), len(past.firsts))
    new = f", and {firsts.percent:.0f} % of all questions met for the first time" if firsts.of else ""
    return (
        f"In the last ten exams {100 * right / seen:.0f} % of {counted(seen, 'question')} seen were right{new}. Of the "
        f"next {ready.items}, {ready.overall.percent:.0f} % are expected to be; about {ready.known_items:.0f} of them "
        "were met before."
    )
