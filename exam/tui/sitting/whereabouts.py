"""Where a sitting stands, in words: in the form, in its section, in a walk, and against the clock."""

from datetime import datetime

from exam.core.attempt import Attempt
from exam.sitting.walk import Walk, minutes_ahead
from exam.tui.sitting.question_text import signs_of_sitter


def pace_note(attempt: Attempt, now: datetime) -> str:
    """How the sitting stands against an even pace."""
    answered = f"{attempt.answered} of {len(attempt.form.slots)} answered"
    match minutes_ahead(attempt, now):
        case None:
            return f"Untimed. {answered}."
        case 0:
            return f"On an even pace. {answered}."
        case minutes:
            where = " in this section" if attempt.section is not None else ""
            return f"{abs(minutes)} min {'ahead of' if minutes > 0 else 'behind'} an even pace{where}. {answered}."


def section_title(attempt: Attempt, n: int) -> str:
    """The section of a question; where sections have clocks, first which of them it is, as the title may be cut."""
    form, section = attempt.form, attempt.form.slot(n).section
    title, order = form.title_of[section], form.section_order
    return f"Section {order.index(section) + 1} of {len(order)} · {title}" if form.blueprint.section_clocks else title


def position(attempt: Attempt, n: int, walk: Walk) -> str:
    """Which question of the form this is, and of a filtered walk, and every sign that it carries, with its word."""
    parts = [] if walk.kind == "all" else [f"{walk.kind} {walk.position(n)} of {len(walk.numbers)}"]
    return " · ".join([*parts, f"{n} of {len(attempt.form.slots)}", *signs_of_sitter(attempt.of(n))])
