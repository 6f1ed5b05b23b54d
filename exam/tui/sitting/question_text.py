"""What a page shows of one question, and how it falls into rows.

No colours: each piece of a row names its look, and the style sheet says what that is. Used while an exam is sat, in
practice mode once the key is shown, and in the review after the exam.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from exam.core.attempt import Attempt, SlotProgress
from exam.core.form import Form, Slot
from exam.core.wording import really, sharing
from exam.tui.widgets.wrapping import reflowed, wrapped

PieceLook = Literal[
    "blank", "stem", "text", "muted", "heading", "accent", "sign", "letter", "chosen", "struck", "right", "wrong"
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its look."""

    text: str
    look: PieceLook = "text"


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row on the screen: the option that it belongs to, from 0 (None: to none), and its pieces."""

    option: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OptionText:
    """One option as it is shown."""

    letter: str
    text: str
    chosen: bool = False
    struck: bool = False
    several: bool = False
    """Whether more than one option of this question is to be chosen."""
    verdict: Literal["right", "wrong"] | None = None
    """Once the key is shown: the option is right, or it was chosen and is wrong."""
    remark: str = ""
    """What stands under it once the key is shown."""

    @property
    def caption(self) -> str:
        """The word beside a struck option: the sign before its letter may be that of being chosen."""
        if not self.struck:
            return ""
        return "chosen · × struck" if self.chosen else "struck"

    @property
    def sign(self) -> str:
        if self.verdict is not None:
            return "✓" if self.verdict == "right" else "✗"
        if self.struck and not self.chosen:
            return "×"
        return ("□■" if self.several else "○●")[self.chosen]


@dataclass(frozen=True)
class QuestionText:
    """What a page shows of one question, from top to bottom."""

    n: int
    stem: str
    options: tuple[OptionText, ...]
    hints: tuple[Piece, ...] = ()
    """Lines under the stem: how many options are to be chosen, or what the answer was worth."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Paragraphs under the options, each with its heading."""


_BLANK_ROW = TextRow(None, ())
_GAP = 2
"""Least cells between an option and its caption."""
_BY_LETTER = 5
"""The first options are chosen by their letter, later ones by a digit, which therefore stands beside the letter."""


def rows_of(question: QuestionText, width: int, height: int) -> list[TextRow]:
    """The question in rows of `width` cells.

    Options are set apart by blank rows where all of it still fits into `height` rows, and where remarks stand under
    them.
    """
    rows = _paragraph(Piece(question.stem, "stem"), width)
    if question.hints:
        rows += [_BLANK_ROW, *(row for hint in question.hints for row in _paragraph(hint, width))]
    margin = max((len(option.letter) for option in question.options), default=1)
    blocks = [_option_rows(number, option, margin, width) for number, option in enumerate(question.options)]
    bottom: list[TextRow] = []
    for heading, text in question.reasons:
        bottom += [_BLANK_ROW, TextRow(None, (Piece(heading, "heading"),)), *_paragraph(Piece(text), width)]
    needed = len(rows) + sum(len(block) + 1 for block in blocks) + len(bottom)
    apart = needed <= height or any(option.remark for option in question.options)
    for number, block in enumerate(blocks):
        rows += [_BLANK_ROW, *block] if apart or number == 0 else block
    return rows + bottom


def question_text(attempt: Attempt, n: int) -> QuestionText:
    """Question `n` as it is asked: which others share its answers and how many are to be chosen, but not the key."""
    slot, progress = attempt.form.slot(n), attempt.of(n)
    hints = shared_answers(attempt.form, slot)
    if slot.choose != 1:
        hints += (Piece(f"Choose {slot.choose} · {len(progress.response)} chosen", "accent"),)
    options = tuple(
        OptionText(
            letter=_label(slot, place),
            text=option.text,
            chosen=option.id in progress.response,
            struck=option.id in progress.struck,
            several=slot.choose > 1,
        )
        for place, option in enumerate(slot.options)
    )
    return QuestionText(n, slot.stem, options, hints)


def explained_text(
    attempt: Attempt, n: int, hints: tuple[Piece, ...] = (), notes: tuple[tuple[str, str], ...] = ()
) -> QuestionText:
    """Question `n` with the key and what each option really is; `hints` follow the verdict, `notes` the reasons."""
    slot, progress = attempt.form.slot(n), attempt.of(n)
    reasons = [("Why", reflowed(slot.rationale))] if slot.rationale else []
    if slot.references:
        reasons.append(("To read on", "\n".join(f"{source.title}\n{source.url}" for source in slot.references)))
    options = tuple(_explained(attempt.form, slot, progress, place) for place in range(len(slot.options)))
    return QuestionText(n, slot.stem, options, (_verdict(slot, progress), *hints), (*reasons, *notes))


def shared_answers(form: Form, slot: Slot) -> tuple[Piece, ...]:
    """Which questions share this one's list of answers, if any do."""
    text = sharing(form, slot)
    return (Piece(text, "muted"),) if text else ()


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


def letters(slot: Slot, response: tuple[str, ...]) -> str:
    """As in "A and C"."""
    *firsts, last = [slot.letter(option) for option in response]
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _label(slot: Slot, place: int) -> str:
    letter = slot.letter(slot.options[place].id)
    return letter if place < _BY_LETTER else f"{letter}·{place + 1}"


def _explained(form: Form, slot: Slot, progress: SlotProgress, place: int) -> OptionText:
    option = slot.options[place]
    chosen, right = option.id in progress.response, option.id in slot.key
    if right:
        remark = "Your answer, and correct." if chosen else "The correct answer."
    else:
        remark = f"{'Your answer. ' if chosen else ''}{really(form, slot, option) or 'Not correct here.'}"
    return OptionText(
        letter=_label(slot, place),
        text=option.text,
        chosen=chosen,
        verdict="right" if right else "wrong" if chosen else None,
        several=slot.choose > 1,
        remark=f"{remark} You had struck it out." if option.id in progress.struck else remark,
    )


def _verdict(slot: Slot, progress: SlotProgress) -> Piece:
    """The answer and the key in one line, with its sign."""
    key = letters(slot, slot.key)
    if not progress.response:
        return Piece(f"– Not answered. The key is {key}.", "heading")
    chosen = letters(slot, progress.response)
    if set(progress.response) == set(slot.key):
        return Piece(f"✓ Correct: {chosen}", "right")
    return Piece(f"✗ Incorrect: your answer is {chosen}, the key is {key}", "wrong")


def _paragraph(piece: Piece, width: int) -> list[TextRow]:
    return [TextRow(None, (Piece(line, piece.look),)) for line in wrapped(piece.text, width)]


def _option_rows(number: int, option: OptionText, margin: int, width: int) -> list[TextRow]:
    """One option: sign and letter, then its text, with further lines below the first one's text."""
    look: PieceLook | None = option.verdict or ("chosen" if option.chosen else None)
    letter = f"{option.letter:<{margin + (3 if margin == 1 else 2)}}"
    head = (Piece(f"{option.sign} ", look or "sign"), Piece(letter, look or "letter"))
    indent = (Piece(" " * (2 + len(letter)), "blank"),)
    inside = width - 2 - len(letter)
    text_look: PieceLook = "struck" if option.struck and not option.chosen else look or "text"
    rows = [
        TextRow(number, (*(indent if row else head), Piece(line, text_look)))
        for row, line in enumerate(wrapped(option.text, inside))
    ]
    if option.caption:
        rows[-1:] = _captioned(rows[-1], option.caption, width)
    remark = wrapped(option.remark, inside) if option.remark else []
    return rows + [TextRow(number, (*indent, Piece(line, "muted"))) for line in remark]


def _captioned(last: TextRow, caption: str, width: int) -> list[TextRow]:
    """An option's last row with its caption at the right end, or below it where there is no room."""
    room = width - cell_len(caption)
    gap = room - sum(cell_len(piece.text) for piece in last.pieces)
    if gap >= _GAP:
        return [TextRow(last.option, (*last.pieces, Piece(" " * gap, "blank"), Piece(caption, "muted")))]
    return [last, TextRow(last.option, (Piece(" " * room, "blank"), Piece(caption, "muted")))]
