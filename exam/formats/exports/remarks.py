"""What a printed key says of a question besides what is right, in the same words on every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from exam.core import wording
from exam.core.form import Form, Slot


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a question, shown in this order."""

    sign: str
    """The letter of an option, or the number of a gap; "" where there is but one."""
    said: str = ""
    """In the program's words, or what is accepted in a gap: literal text."""
    text: str = ""
    """In the author's words, to be read as the bank's texts are."""


def remarks_on(form: Form, slot: Slot) -> Iterator[Remark]:
    """The remarks on a question: other answers that gaps accept, and of each option its share, home and feedback."""
    for at, gap in enumerate(slot.gaps, start=1):
        sign = str(at) if len(slot.gaps) > 1 else ""
        for place, one in enumerate(gap.accepted):
            if place or one.credit < 100 or one.feedback:  # the first is the solution, which stands above
                share = f" ({one.credit} %)" if one.credit < 100 else ""
                yield Remark(sign, f"{one.shown(gap.unit)}{share}", one.feedback or "")
    for option in slot.options:
        really = wording.really(form, slot, option) if slot.is_choice and option.id not in slot.key else ""
        share = f"{option.credit} %" if option.credit is not None else ""
        if really or share or option.feedback:
            where = next((f"{at} " for at, gap in enumerate(slot.gaps, 1) if option.id in gap.choices), "")
            sign = f"{where if slot.kind == 'cloze' else ''}{slot.letter(option.id)}"
            yield Remark(sign, ". ".join(filter(None, (share, really))), option.feedback or "")


def points_that_count(form: Form) -> int:
    """The points that a paper can earn: what sitters mark themselves counts only where its blueprint says so."""
    return sum(slot.points for slot in form.slots if slot.kind != "recall" or form.blueprint.count_recall)
