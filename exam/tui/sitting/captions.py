"""The short texts around a question: where one is, how many options to choose, which keys matter, the pace."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from exam.core.attempt import Attempt, SlotProgress
from exam.core.wording import sharing
from exam.sitting.walk import Walk, minutes_ahead
from exam.tui.keymap import shown
from exam.tui.sitting.question_text import Piece
from exam.tui.widgets.keybar import Hint


def section_title(attempt: Attempt, n: int) -> str:
    """The section of a question; where sections have clocks, first which of them it is, as the title may be cut."""
    form = attempt.form
    section = form.slot(n).section
    title = form.title_of[section]
    if not form.blueprint.section_clocks:
        return title
    order = form.section_order
    return f"Section {order.index(section) + 1} of {len(order)} · {title}"


def position(attempt: Attempt, n: int, walk: Walk) -> str:
    """Which question of the form this is, and of a filtered walk, and every sign that it carries, with its word."""
    parts = [] if walk.kind == "all" else [f"{walk.kind} {walk.position(n)} of {len(walk.numbers)}"]
    return " · ".join([*parts, f"{n} of {len(attempt.form.slots)}", *signs(attempt.of(n))])


def signs(progress: SlotProgress) -> Iterator[str]:
    """What the sitter put on a question, each sign with its word."""
    if progress.doubted:
        yield "? unsure"
    if progress.note:
        yield "✎ note"
    if progress.report:
        yield "! reported"
    if progress.marked:
        yield "⚑ flagged"


def to_choose(attempt: Attempt, n: int) -> tuple[Piece, ...]:
    """Which questions share this list of answers, and where several options are to be chosen, how many are."""
    slot = attempt.form.slot(n)
    pieces = [Piece(shared, "muted")] if (shared := sharing(attempt.form, slot)) else []
    if slot.choose != 1:
        pieces.append(Piece(f"Choose {slot.choose} · {len(attempt.of(n).response)} chosen", "accent"))
    return tuple(pieces)


def key_hints(attempt: Attempt, n: int, walk: Walk, keys: Mapping[str, tuple[str, ...]]) -> tuple[Hint, ...]:
    """The keys that matter at this question, the most needed first. Help comes last and is always shown.

    `keys` are those of each action by its id.
    """

    def hint(action: str, label: str, name: str = "") -> Hint:
        return Hint(shown(keys[f"room.{name or action}"][0]), label, action)

    progress = attempt.of(n)
    # Where one question follows the other, there is nowhere to go back to, and nowhere to go from a navigator.
    free = not attempt.is_linear
    hints = (
        hint("next", "review" if walk.after(n) is None else "next"),
        Hint(shown(keys["room.back"][-1]), "back", "back") if free else None,
        hint("flag", "unflag" if progress.marked else "flag"),
        hint("reveal", "show") if attempt.mode == "practice" and not progress.revealed else None,
        hint("strike_next", "strike", "strike"),
        hint("sheet", "sheet"),
        hint("navigator", "navigator") if free else None,
        hint("help", "keys"),
    )
    return tuple(filter(None, hints))


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
