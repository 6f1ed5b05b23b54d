"""Owns the short texts around a question: where one is, how many to choose, which keys matter. Refuses to draw."""

from exam.core.attempt import Attempt
from exam.tui.room.keybar import Hint
from exam.tui.room.leaf import Said
from exam.tui.room.walk import Walk


def where(attempt: Attempt, n: int, walk: Walk) -> str:
    """The place in the form, in a filtered walk too, and every sign that this question carries, with its word."""
    progress = attempt.of(n)
    parts = [] if walk.kind == "all" else [f"{walk.kind} {walk.turn(n)} of {len(walk.places)}"]
    parts.append(f"{n} of {len(attempt.form.slots)}")
    parts += ["? unsure"] if progress.doubted else []
    parts += ["✎ note"] if progress.note else []
    parts += ["! reported"] if progress.report else []
    parts += ["⚑ flagged"] if progress.marked else []
    return " · ".join(parts)


def to_choose(attempt: Attempt, n: int) -> tuple[Said, ...]:
    """How many options are to be chosen and how many are; nothing where it is one."""
    choose = attempt.form.slot(n).choose
    return () if choose == 1 else (Said(f"Choose {choose} · {len(attempt.of(n).response)} chosen", "accent"),)


def remark_on_count(attempt: Attempt, n: int) -> str:
    """What to say when a question is left with too few answers, or too many; empty where there is nothing to say."""
    chosen, choose = len(attempt.of(n).response), attempt.form.slot(n).choose
    return "" if choose in (1, chosen) else f"Question {n} takes {choose} answers; {chosen or 'none'} chosen."


def hints(attempt: Attempt, n: int, walk: Walk) -> tuple[Hint, ...]:
    """The keys that matter at this question, the most needed first; help comes last and is always shown."""
    show = attempt.mode == "practice" and not attempt.of(n).revealed
    return (
        Hint("↵", "review" if walk.after(n) is None else "next", "next"),
        Hint("←", "back", "back"),
        Hint("f", "unflag" if attempt.of(n).marked else "flag", "flag"),
        *((Hint("space", "show", "reveal"),) if show else ()),
        Hint("x", "strike", "strike_next"),
        Hint("s", "sheet", "sheet"),
        Hint("g", "navigator", "navigator"),
        Hint("?", "keys", "help"),
    )
