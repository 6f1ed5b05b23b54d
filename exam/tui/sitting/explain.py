"""Owns what is said of a question once its key may be shown: what every option really is, and why. Refuses to score.

Shared by practice mode and by the review after the exam.
"""

from exam.core.attempt import SlotProgress
from exam.core.form import Form, Option, Slot
from exam.core.wording import really
from exam.tui.sitting.question_lines import Face, Said
from exam.tui.widgets.wrapping import reflowed

_LETTERED = 5
"""Options up to this one are chosen by their letter; later ones by their digit, which stands beside the letter."""


def faces(slot: Slot, progress: SlotProgress) -> tuple[Face, ...]:
    """The options as they look while the key is hidden."""
    return tuple(
        Face(
            letter=label(slot, place),
            text=option.text,
            chosen=option.id in progress.response,
            struck=option.id in progress.struck,
            several=slot.choose > 1,
        )
        for place, option in enumerate(slot.options)
    )


def explained_faces(form: Form, slot: Slot, progress: SlotProgress) -> tuple[Face, ...]:
    """The options with the key shown, each with what it really is."""
    found = []
    for place, option in enumerate(slot.options):
        chosen, right = option.id in progress.response, option.id in slot.key
        found.append(
            Face(
                letter=label(slot, place),
                text=option.text,
                chosen=chosen,
                verdict="right" if right else "wrong" if chosen else None,
                several=slot.choose > 1,
                remark=_what_it_is(form, slot, option, chosen=chosen)
                + (" You had struck it out." if option.id in progress.struck else ""),
            )
        )
    return tuple(found)


def reasons(slot: Slot) -> tuple[tuple[str, str], ...]:
    """Rationale and references, each under its heading."""
    found = [("Why", reflowed(slot.rationale))] if slot.rationale else []
    if slot.references:
        found.append(("To read on", "\n".join(f"{found.title}\n{found.url}" for found in slot.references)))
    return tuple(found)


def verdict(slot: Slot, progress: SlotProgress) -> Said:
    """The answer and the key in one line, with its sign."""
    key = letters(slot, slot.key)
    if not progress.response:
        return Said(f"– Not answered. The key is {key}.", "heading")
    chosen = letters(slot, progress.response)
    if set(progress.response) == set(slot.key):
        return Said(f"✓ Correct: {chosen}", "right")
    return Said(f"✗ Incorrect: your answer is {chosen}, the key is {key}", "wrong")


def letters(slot: Slot, response: tuple[str, ...]) -> str:
    """As in "A and C"."""
    *firsts, last = [slot.letter(option) for option in response]
    return f"{', '.join(firsts)} and {last}" if firsts else last


def label(slot: Slot, place: int) -> str:
    """An option's letter; where its letter does not choose it, with the digit that does."""
    letter = slot.letter(slot.options[place].id)
    return letter if place < _LETTERED else f"{letter}·{place + 1}"


def _what_it_is(form: Form, slot: Slot, option: Option, *, chosen: bool) -> str:
    if option.id in slot.key:
        return "Your answer, and correct." if chosen else "The correct answer."
    own = "Your answer. " if chosen else ""
    return f"{own}{really(form, slot, option) or 'Not correct here.'}"
