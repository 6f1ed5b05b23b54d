"""A form as it is printed on paper, with the key on a page of its own where it is asked for."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from exam.core import wording
from exam.core.form import Form, Slot
from exam.core.wording import counted, duration
from exam.plain.texts import flat, listing, paragraphs

WIDTH = 80
"""Columns of a printed page."""


def printed_paper(form: Form, *, with_key: bool, extra_time: float | None = 1.0) -> list[str]:
    """The lines of a paper: the questions in order, then the key where it is asked for.

    `extra_time` multiplies the minutes that it states; None: untimed.
    """
    time = "no time limit" if extra_time is None else duration(round(form.minutes * 60 * extra_time))
    lines = [
        form.bank_title,
        f"{form.blueprint.title}: {counted(len(form.slots), 'question')}, {time}, pass mark {form.blueprint.cut} %",
        f"Exam code {form.code}",
    ]
    section = None
    by_section = _stand_together(form)
    for slot in form.slots:
        if slot.block and form.blocks[slot.block][0] == slot.n:
            lines += ["", "", wording.sharing(form, slot)]
        if by_section and slot.section != section:
            section = slot.section
            lines += ["", "", form.title_of.get(section, section), ""]
        lines += ["", *_question(slot)]
    if with_key:
        lines += ["", "", "Key", f"Exam code {form.code}", ""]
        for slot in form.slots:
            lines += _key(form, slot)
    return lines


def _stand_together(form: Form) -> bool:
    """Whether the questions of each section follow one another, so that it can have a heading."""
    runs = [section for section, _ in groupby(slot.section for slot in form.slots)]
    return len(runs) == len(set(runs))


def _question(slot: Slot) -> list[str]:
    ask = "" if slot.choose == 1 else f"\n(Choose {slot.choose}.)"
    lines = [*_wrapped(f"{slot.n}. ", slot.stem + ask), ""]
    for option in slot.options:
        lines += _wrapped(f"   {slot.letter(option.id)}. ", option.text)
    return lines


def _key(form: Form, slot: Slot) -> list[str]:
    letters = listing(slot.letter(option) for option in slot.key)
    rationale = "\n".join(paragraphs(slot.rationale)) if slot.rationale else ""
    lines = list(_wrapped(f"{slot.n}. ", f"{letters}. {rationale}".rstrip()))
    for option in slot.options:
        if option.id not in slot.key and option.home is not None and (home := form.homes.get(option.home)):
            told = f"{flat(home.stem)} ({home.section})"
            if slot.kind == "reversed":
                # The option is that question itself, so what would answer it is told.
                lines += _wrapped(f"   {slot.letter(option.id)}: ", wording.really(form, slot, option), hang=6)
            else:
                lines += _wrapped(f"   {slot.letter(option.id)} answers: ", told, hang=6)
    for reference in slot.references:
        lines += [f"   {reference.title}", f"   {reference.url}"]
    return [*lines, ""]


def _wrapped(sign: str, text: str, hang: int | None = None) -> Iterator[str]:
    """Each line of a text on its own, since a stem may hold code, hanging under its sign."""
    indent = " " * (len(sign) if hang is None else hang)
    for place, line in enumerate(text.split("\n")):
        first = indent if place else sign
        # A long word or link is not cut: it must be typed as it stands.
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        ) or [first.rstrip()]
