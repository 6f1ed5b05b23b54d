"""A form as it is printed on paper, with the key on a page of its own where it is asked for."""

import textwrap
from collections.abc import Iterable, Iterator

from exam.core import wording
from exam.core.answer_words import instructions, printed_solution
from exam.core.form import Form, Option, Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap
from exam.core.wording import counted, duration, in_line
from exam.plain.commands import is_typed
from exam.plain.exhibits import ToldBefore
from exam.plain.texts import paragraphs, text_lines

WIDTH = 80
"""Columns of a printed page."""
_LINE = "_" * 32
_BOX = "____"
_NARROWEST = 40
"""Columns that a text of Markdown has at least, however long the sign before it is."""


def printed_paper(form: Form, *, with_key: bool, extra_time: float | None = 1.0) -> list[str]:
    """The lines of a paper: the questions in order, then the key where it is asked for.

    `extra_time` multiplies the minutes that it states; None: untimed.
    """
    time = "no time limit" if extra_time is None else duration(round(form.minutes * 60 * extra_time))
    lines = [
        form.bank_title,
        f"{form.title}: {counted(len(form.slots), 'question')}, {time}, pass mark {form.cut} %",
        f"Exam code {form.code}",
    ]
    section, told = None, ToldBefore()
    by_section = form.sections_follow
    for slot in form.slots:
        if slot.block and form.blocks[slot.block][0] == slot.n:
            lines += ["", "", wording.sharing(form, slot)]
        if by_section and slot.section != section:
            section = slot.section
            lines += ["", "", form.title_of.get(section, section), ""]
        lines += [*told.before(form, slot, again=""), "", *_question(form, slot)]
    if with_key:
        lines += ["", "", "Key", f"Exam code {form.code}", ""]
        for slot in form.slots:
            lines += _key(form, slot)
    return lines


def _question(form: Form, slot: Slot) -> list[str]:
    lines = [*_text(form, f"{slot.n}. ", slot.stem)]
    if asks := instructions(slot):
        lines += _wrapped(" " * len(f"{slot.n}. "), f"({asks})")
    return [*lines, "", *_to_fill_in(form, slot)]


def _to_fill_in(form: Form, slot: Slot) -> list[str]:
    """Options, and where the answer is written."""

    def listed(options: Iterable[str]) -> list[str]:
        return [line for one in options for line in _text(form, f"   {slot.letter(one)}. ", slot.option(one).text)]

    every = listed(option.id for option in slot.options)
    match slot.kind:
        case "typed" | "numeric":
            return [f"   {_LINE}  {slot.gaps[0].unit}".rstrip()]
        case "ordering":
            return [*every, "", f"   Order: {' '.join([_BOX] * len(slot.gaps))}"]
        case "pairs":
            premises = [
                line
                for at, gap in enumerate(slot.gaps, start=1)
                for line in _text(form, f"   {_BOX} {at}. ", gap.label)
            ]
            return [*premises, "", *every]
        case "cloze":
            return [
                line
                for gap in slot.gaps
                for line in (
                    [f"   [{gap.label}] {_BOX}", *listed(gap.choices)]
                    if gap.choices
                    else [f"   [{gap.label}] {_LINE}  {gap.unit}".rstrip()]
                )
            ]
        case "recall":
            return [f"   {_LINE}{_LINE}"]
        case _:
            return every


def _key(form: Form, slot: Slot) -> list[str]:
    lines = [*_wrapped(f"{slot.n}. ", f"{_solution(slot)}{_after_solution(form, slot)}")]
    if slot.kind == "recall" and slot.answer:
        lines += _text(form, "   ", slot.answer)
    if form.text != "flowing" and slot.rationale:
        lines += _text(form, "   ", slot.rationale)
    for gap in slot.gaps:
        lines += _accepted(form, gap, "" if len(slot.gaps) == 1 else f"{gap.label}: ")
    for option in slot.options:
        lines += _option_told(form, slot, option)
    for reference in slot.references:
        lines += [f"   {reference.title}", f"   {reference.url}"]
    return [*lines, ""]


def _solution(slot: Slot) -> str:
    """What is right, in one line: letters, or what fills the gaps."""
    if slot.kind == "recall":
        return "To compare with:"
    solution = printed_solution(slot)
    return solution if is_typed(slot) else f"{solution}."


def _after_solution(form: Form, slot: Slot) -> str:
    """The rationale, in a bank whose lines flow."""
    if form.text != "flowing" or not slot.rationale:
        return ""
    rationale = "\n".join(paragraphs(slot.rationale))
    return f" {rationale}" if slot.is_choice else f"\n{rationale}"


def _accepted(form: Form, gap: Gap, where: str) -> list[str]:
    """What else is taken for an answer, with what it earns, and what is said to who gave it."""
    lines: list[str] = []
    accepted: list[tuple[str, AcceptedText | AcceptedNumber]] = [(one.text, one) for one in gap.texts]
    accepted += [(one.value, one) for one in gap.numbers]
    for shown, one in accepted:
        share = "" if one.credit == 100 else f" ({one.credit} %)"
        if share or one.feedback or (gap.texts and shown != gap.solution):
            said = f"   {where}{shown}{share}{': ' if one.feedback else ''}"
            lines += _text(form, said, one.feedback or "", hang=6)
    return lines


def _option_told(form: Form, slot: Slot, option: Option) -> list[str]:
    """What an option really is, what it earns where that is not all or nothing, and what is said to who chose it."""
    gap = next((f"{gap.label} " for gap in slot.gaps if option.id in gap.choices), "") if slot.kind == "cloze" else ""
    letter, lines = gap + slot.letter(option.id), list[str]()
    if slot.is_choice and option.id not in slot.key and option.home is not None and option.home in form.homes:
        home = form.homes[option.home]
        if slot.kind == "reversed":
            # The option is that question itself, so what would answer it is told.
            lines += _wrapped(f"   {letter}: ", wording.really(form, slot, option), hang=6)
        else:
            told = f"{in_line(home.stem, form.text)} ({home.section})"
            lines += _wrapped(f"   {letter} answers: ", told, hang=6)
    if option.credit is not None:
        lines.append(f"   {letter} earns {option.credit} %")
    if option.feedback:
        lines += _text(form, f"   {letter}: ", option.feedback, hang=6)
    return lines


def _text(form: Form, sign: str, text: str, hang: int | None = None) -> Iterator[str]:
    """A text of the bank behind a sign, as the bank's texts are read."""
    if form.text != "markdown":
        yield from _wrapped(sign, text, hang)
        return
    indent = " " * (len(sign) if hang is None else hang)
    for at, line in enumerate(text_lines(text, form.text, max(_NARROWEST, WIDTH - max(len(sign), len(indent))))):
        yield f"{indent if at else sign}{line}".rstrip()


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
            tabsize=4,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        ) or [first.rstrip()]
