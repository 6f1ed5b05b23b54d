"""Aiken, Moodle's format for multiple choice as plain text: a question, a line for each option, and one for the key.

It holds questions of one right option, and of them the bare words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exam.core.as_seen import as_seen
from exam.core.exhibit_lines import exhibits_of, sort_of
from exam.core.form import LETTERS, Slot
from exam.core.text import one_line
from exam.core.wording import in_line, really
from exam.formats.exports.outgoing import CannotWrite, NotHeld, Outgoing, Written

_MISREAD = re.compile(r"[A-Za-z][.)]|(?:ANSWERS?|FEEDBACK|EXPLANATION|RATIONALE)\s*[:=]", re.I)
"""How a line begins that is no question to whoever reads Aiken."""


class _NotAiken(Exception):
    """What of a question no Aiken can hold, so that it is left out."""


def write_aiken(outgoing: Outgoing) -> Written:
    """One text of all questions that ask for one option. Raises CannotWrite where there is none."""
    written: list[str] = []
    not_held: list[NotHeld] = []
    for slot in outgoing.form.slots:
        try:
            written.append(_question(outgoing, slot))
        except _NotAiken as what:
            not_held.append(NotHeld(slot.n, slot.item, str(what), whole=True))
            continue
        not_held += [NotHeld(slot.n, slot.item, what) for what in _lost(outgoing, slot)]
    if not written:
        raise CannotWrite("Aiken holds questions with one right option, and there is none. Write them as GIFT.")
    return Written({f"{outgoing.name}.aiken.txt": "\n".join(written).encode()}, tuple(not_held))


def _question(outgoing: Outgoing, slot: Slot) -> str:
    form = outgoing.form
    if not slot.is_choice:
        raise _NotAiken("an answer that is not chosen among options")
    if slot.choose != 1 or len(slot.key) != 1:
        raise _NotAiken("several right options")
    if exhibits := exhibits_of(form, slot):
        raise _NotAiken(f"the {sort_of(exhibits[0])} beside it")
    stem = in_line(slot.stem, form.text) or one_line(slot.stem)
    if _MISREAD.match(stem):
        raise _NotAiken("a text that begins as an option or an answer does")
    texts = [in_line(option.text, form.text) or one_line(option.text) for option in slot.options]
    if len({as_seen(text) for text in texts}) < len(texts):
        raise _NotAiken("options that differ in their marks or lines alone")
    options = (f"{letter}) {text}" for letter, text in zip(LETTERS, texts, strict=False))
    return "\n".join((stem, *options, f"ANSWER: {slot.letter(slot.key[0])}", ""))


def _lost(outgoing: Outgoing, slot: Slot) -> Iterator[str]:
    """What of a question is not in its lines, each read after its id."""
    form = outgoing.form
    texts = (slot.stem, *(option.text for option in slot.options))
    if any(in_line(text, form.text) != text.strip() for text in texts):
        yield "the lines and marks of its texts"
    wrong = [option for option in slot.options if option.id not in slot.key]
    if any(option.feedback for option in slot.options) or any(really(form, slot, option) for option in wrong):
        yield "what is told of its options"
    if slot.rationale or slot.references:
        yield "its rationale and where to read on"
    if slot.points != 1:
        yield f"its {slot.points} points"
    if slot.by_part and any(option.credit for option in slot.options):
        yield "shares for options that are right in part"
    if outgoing.fixed.get(slot.item):
        yield "that options keep their places"
    if outgoing.tags.get(slot.item):
        yield "its tags"
