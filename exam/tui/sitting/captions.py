"""Owns the short texts around a question: where one is, how many to choose, which keys matter. Refuses to draw."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from exam.core.attempt import Attempt, SlotProgress
from exam.core.wording import sharing
from exam.sitting.walk import Walk
from exam.sitting.walk import pace as ahead
from exam.tui.keymap import shown
from exam.tui.sitting.counts import count
from exam.tui.sitting.question_lines import Said
from exam.tui.widgets.keybar import Hint


def part(attempt: Attempt, n: int) -> str:
    """The section of a question; where sections have clocks, which of them it is, first, as the title may be cut."""
    form = attempt.form
    title = form.title_of[form.slot(n).section]
    if not form.blueprint.section_clocks:
        return title
    order = form.section_order
    return f"Section {order.index(form.slot(n).section) + 1} of {len(order)} · {title}"


def where(attempt: Attempt, n: int, walk: Walk) -> str:
    """The place in the form, in a filtered walk too, and every sign that this question carries, with its word."""
    parts = [] if walk.kind == "all" else [f"{walk.kind} {walk.turn(n)} of {len(walk.places)}"]
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


def to_choose(attempt: Attempt, n: int) -> tuple[Said, ...]:
    """How many options are to be chosen and how many are, where it is not one; and who shares this list of answers."""
    slot = attempt.form.slot(n)
    said = [Said(shared, "muted")] if (shared := sharing(attempt.form, slot)) else []
    if slot.choose != 1:
        said.append(Said(f"Choose {slot.choose} · {len(attempt.of(n).response)} chosen", "accent"))
    return tuple(said)


def remark_on_count(attempt: Attempt, n: int) -> str:
    """What to say when a question is left with too few answers, or too many; empty where there is nothing to say."""
    chosen, choose = len(attempt.of(n).response), attempt.form.slot(n).choose
    return "" if choose in (1, chosen) else f"Question {n} takes {choose} answers; {chosen or 'none'} chosen."


def hints(attempt: Attempt, n: int, walk: Walk, keys: Mapping[str, tuple[str, ...]]) -> tuple[Hint, ...]:
    """The keys that matter at this question, the most needed first; help comes last and is always shown.

    `keys` are those of each action by its id.
    """

    def hint(action: str, label: str, name: str = "") -> Hint:
        return Hint(shown(keys[f"room.{name or action}"][0]), label, action)

    show = attempt.mode == "practice" and not attempt.of(n).revealed
    return (
        hint("next", "review" if walk.after(n) is None else "next"),
        *(() if attempt.is_linear else (Hint(shown(keys["room.back"][-1]), "back", "back"),)),
        hint("flag", "unflag" if attempt.of(n).marked else "flag"),
        *((hint("reveal", "show"),) if show else ()),
        hint("strike_next", "strike", "strike"),
        hint("sheet", "sheet"),
        # Where one question follows the other, there is nowhere to go from a navigator.
        *(() if attempt.is_linear else (hint("navigator", "navigator"),)),
        hint("help", "keys"),
    )


def pace(attempt: Attempt, now: datetime) -> str:
    """How the sitting stands against an even pace, in words."""
    answered = f"{count(attempt).complete} of {len(attempt.form.slots)} answered"
    match ahead(attempt, now):
        case None:
            return f"Untimed. {answered}."
        case 0:
            return f"On an even pace. {answered}."
        case minutes:
            where = " in this section" if attempt.section is not None else ""
            return f"{abs(minutes)} min {'ahead of' if minutes > 0 else 'behind'} an even pace{where}. {answered}."
