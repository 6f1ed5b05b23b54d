"""How a question falls into rows of a given width: its text, its gaps, its options, and what is said of them."""

from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len

from exam.core.answer_words import BLANK
from exam.core.exhibit import TextFormat
from exam.tui.sitting.exhibit_rows import exhibit_rows, paragraph_rows
from exam.tui.sitting.question_text import (
    GapText,
    OptionText,
    OptionVerdict,
    PieceLook,
    QuestionPart,
    QuestionReason,
    QuestionText,
    TextPiece,
    TextRow,
)
from exam.tui.widgets.text import drawn
from exam.tui.widgets.wrapping import wrapped

_BLANK_ROW = TextRow(None, ())
BESIDE_FROM = 104
"""Cells from which on there is room for two columns: those of a page in a terminal of 110."""
EXPLAINED_BESIDE_FROM = 133
"""The same for a question whose key is shown, with its options at the right: a terminal of 140."""
_WIDEST_ALONE = 90
"""Cells of a question without anything beside it."""
_APART = 4
_GAP = 2
"""Least cells between an option and its caption."""
_ARROW = " → "
_WIDEST_FIELD = 44
_LOOKS: dict[OptionVerdict | None, PieceLook] = {
    "right": "right",
    "wrong": "wrong",
    "partly": "heading",
    "blank": "muted",
}

RowLine = tuple[TextPiece, ...]


def text_in_pieces(text: str, texts: TextFormat, look: PieceLook, width: int) -> list[RowLine]:
    """A text of the bank in lines of at most `width` cells, at least one: the one place where such texts are drawn."""
    return [tuple(TextPiece(part, look, marks) for part, marks in line) for line in drawn(text, texts, width)]


def prose_in_pieces(text: str, texts: TextFormat, look: PieceLook, width: int) -> list[RowLine]:
    """A rationale or a feedback likewise; in a bank of flowing text a line break in it is a space."""
    return [
        tuple(TextPiece(part, look, marks) for part, marks in line) for line in drawn(text, texts, width, prose=True)
    ]


def helps_beside(question: QuestionText, width: int, height: int) -> bool:
    """Whether a question is better read in two columns, in a page that may be so many cells wide: with its exhibits at
    the right, or once its key is shown with its options there."""
    opened = any(exhibit.is_open for exhibit in question.exhibits)
    if not opened:
        return width >= EXPLAINED_BESIDE_FROM and bool(question.answers)
    return width >= BESIDE_FROM and len(rows_of(question, _WIDEST_ALONE, height)) > height


def rows_of(question: QuestionText, width: int, height: int) -> list[TextRow]:
    """The question in rows of `width` cells.

    Options are set apart by blank rows where all of it still fits into `height` rows, and where remarks stand under
    them. Exhibits stand under the stem, and where there is much room beside all of it (see `helps_beside`).
    """
    if width >= BESIDE_FROM and any(exhibit.is_open for exhibit in question.exhibits):
        half = (width - _APART) // 2
        left = rows_of(replace(question, exhibits=()), half, height)
        right: list[TextRow] = []
        for number, exhibit in enumerate(question.exhibits):
            right += [_BLANK_ROW] if right else []
            right += exhibit_rows(QuestionPart("exhibit", number), exhibit, question.texts, width - half - _APART)
        return _side_by_side(left, right, half + _APART)
    if width >= EXPLAINED_BESIDE_FROM and question.answers:
        # The stem keeps about the measure that it had before the key was shown.
        most = (width - _APART) * 3 // 5
        left = rows_of(replace(question, options=()), most, height)
        return _side_by_side(left, _all_options(question, width - most - _APART, apart=True), most + _APART)
    rows = _head_rows(question, width, height)
    bottom = _reason_rows(question.reasons, width)
    together = _all_options(question, width, apart=False)
    needed = len(rows) + len(together) + len(question.options) + len(bottom)
    if not question.options:
        return rows + bottom
    fits = not question.gaps and needed <= height
    apart = fits or any(option.remark for option in question.options)
    return [*rows, _BLANK_ROW, *(_all_options(question, width, apart=True) if apart else together), *bottom]


def verdict_rows(question: QuestionText, width: int, height: int) -> tuple[int, int]:
    """Where the verdict on an answer begins, and where its right answer and its reasons end, in rows from 0."""
    told, stem = _told_rows(question, width), _stem_rows(question, width)
    start = 0 if _told_first(question, stem, width, height) else len(stem) + 1
    return start, start + len(told)


def _head_rows(question: QuestionText, width: int, height: int) -> list[TextRow]:
    """All that stands over the options."""
    stem, told = _stem_rows(question, width), _told_rows(question, width)
    both = (told, stem) if _told_first(question, stem, width, height) else (stem, told)
    asides = [row for aside in question.asides for row in paragraph_rows(aside, width)]
    rows: list[TextRow] = []
    for block in (*both, asides):
        rows += [_BLANK_ROW, *block] if rows and block else block
    return rows


def _told_first(question: QuestionText, stem: list[TextRow], width: int, height: int) -> bool:
    """Whether the verdict stands over a stem that is so long that it would be out of sight below."""
    if not question.is_explained or not height:
        return False
    verdict = _told_rows(replace(question, first=(), gaps=()), width)
    return len(stem) + 1 + len(verdict) > height


def _stem_rows(question: QuestionText, width: int) -> list[TextRow]:
    """The stem, what stands beside the question, and the answer that a recalled one is to be compared with."""
    texts = question.texts
    rows = [TextRow(None, line) for line in text_in_pieces(question.stem, texts, "stem", width)]
    for number, exhibit in enumerate(question.exhibits):
        rows += [_BLANK_ROW, *exhibit_rows(QuestionPart("exhibit", number), exhibit, texts, width)]
    if question.answer:
        rows += [_BLANK_ROW, *(TextRow(None, line) for line in text_in_pieces(question.answer, texts, "text", width))]
    return rows


def _told_rows(question: QuestionText, width: int) -> list[TextRow]:
    """The rows that only tell: hints, options as they were answered, what stands in gaps, and the first reasons."""
    rows = [row for hint in question.hints for row in paragraph_rows(hint, width)]
    margin = _margin(question.options or question.answers)
    for option in question.answers:
        rows += _option_rows(None, option, question.texts, margin, width)
    gaps = _gap_rows(question, width)
    rows += [*([_BLANK_ROW] if rows and gaps else []), *gaps]
    why = _reason_rows(question.first, width)
    return rows + (why if rows else why[1:])


def _all_options(question: QuestionText, width: int, *, apart: bool) -> list[TextRow]:
    """The options, one under the other; `apart`: with a blank row between them."""
    margin = _margin(question.options)
    rows: list[TextRow] = []
    for number, option in enumerate(question.options):
        rows += [_BLANK_ROW] if apart and number else []
        rows += _option_rows(QuestionPart("option", number), option, question.texts, margin, width)
    return rows


def _margin(options: tuple[OptionText, ...]) -> int:
    """Cells of the longest letter."""
    return max((len(option.letter) for option in options), default=1)


def _side_by_side(left: list[TextRow], right: list[TextRow], start: int) -> list[TextRow]:
    """Two columns, the right one from the cell `start` on."""
    rows = []
    for one, other in zip_longest(left, right, fillvalue=_BLANK_ROW):
        space = TextPiece(" " * (start - _cells(one.pieces)), "blank")
        picture = other.picture and (other.picture[0], start, *other.picture[2:])
        rows.append(TextRow(one.part, (*one.pieces, space, *other.pieces), one.field, picture, (start, other.part)))
    return rows


def question_as_text(question: QuestionText) -> str:
    """The question as it is taken along to another program: what is shown of it, in lines of at most 90 letters."""
    rows = rows_of(question, _WIDEST_ALONE, 0)
    return "\n".join("".join(piece.text for piece in row.pieces).rstrip() for row in rows).strip() + "\n"


def _reason_rows(reasons: tuple[QuestionReason, ...], width: int) -> list[TextRow]:
    """Each paragraph under its heading, after a blank row."""
    rows: list[TextRow] = []
    for reason in reasons:
        prose = prose_in_pieces(reason.text, reason.texts, "text", width)
        rows += [
            _BLANK_ROW,
            TextRow(None, (TextPiece(reason.heading, "heading"),)),
            *(TextRow(None, row) for row in prose),
        ]
    return rows


def _option_rows(
    part: QuestionPart | None, option: OptionText, texts: TextFormat, margin: int, width: int
) -> list[TextRow]:
    """One option: sign and letter, then its text, with further lines below the first one's text."""
    look: PieceLook | None = option.verdict or ("chosen" if option.chosen else None)
    letter = f"{option.letter:<{margin + (3 if margin == 1 else 2)}}"
    head = (TextPiece(f"{option.sign} ", look or "sign"), TextPiece(letter, look or "letter"))
    indent = (TextPiece(" " * (2 + len(letter)), "blank"),)
    inside = width - 2 - len(letter)
    text_look: PieceLook = "struck" if option.struck and not option.chosen else look or "text"
    rows = [
        TextRow(part, (*(indent if row else head), *line))
        for row, line in enumerate(text_in_pieces(option.text, texts, text_look, inside))
    ]
    if option.caption:
        rows[-1:] = _captioned(rows[-1], option.caption, width)
    said = _said(option.remark, option.feedback, texts, inside)
    return rows + [TextRow(part, (*indent, *line)) for line in said]


def _said(remark: str, feedback: str, texts: TextFormat, width: int) -> list[RowLine]:
    """What stands under an option or a gap once the key is shown: what it really is, then what its author says."""
    lines: list[RowLine] = [(TextPiece(line, "muted"),) for line in wrapped(remark, width)] if remark else []
    return lines + (prose_in_pieces(feedback, texts, "muted", width) if feedback else [])


def _captioned(last: TextRow, caption: str, width: int) -> list[TextRow]:
    """An option's last row with its caption at the right end, or below it where there is no room."""
    room = width - cell_len(caption)
    gap = room - _cells(last.pieces)
    if gap >= _GAP:
        return [TextRow(last.part, (*last.pieces, TextPiece(" " * gap, "blank"), TextPiece(caption, "muted")))]
    return [last, TextRow(last.part, (TextPiece(" " * room, "blank"), TextPiece(caption, "muted")))]


def _gap_rows(question: QuestionText, width: int) -> list[TextRow]:
    """The gaps, one under the other, with what stands in them in a column of its own."""
    inside = width - 2
    labels = max((cell_len(line) for gap in question.gaps for line in gap.label.split("\n")), default=0)
    column = min(labels, inside // 2)
    rows: list[TextRow] = []
    for number, gap in enumerate(question.gaps):
        rows += _one_gap(QuestionPart("gap", number), gap, question.texts, column, width)
        margin = max((len(option.letter) for option in gap.options), default=1)
        for place, option in enumerate(gap.options):
            for row in _option_rows(QuestionPart("option", place), option, question.texts, margin, inside - column - 1):
                rows.append(TextRow(row.part, (TextPiece(" " * (column + 3), "blank"), *row.pieces)))
    return rows


def _one_gap(part: QuestionPart, gap: GapText, texts: TextFormat, column: int, width: int) -> list[TextRow]:
    look = _LOOKS.get(gap.verdict) if gap.verdict else "accent" if gap.current else None
    between = "" if not gap.label else " " if gap.typed or gap.label.startswith("[") else _ARROW
    start = 2 + column + cell_len(between)
    room = width - start
    unit = f" {gap.unit}" if gap.unit else ""
    field: tuple[int, int] | None = None
    answers: list[RowLine]
    if gap.typed and gap.verdict is None:
        cells = max(1, min(_WIDEST_FIELD, room - cell_len(unit)))
        field = (start, cells) if gap.writing else None
        lines = [""] if gap.writing else wrapped(gap.answer or BLANK, cells)
        answers = [(TextPiece(line + " " * (cells - cell_len(line)), "field"),) for line in lines]
        answers[-1] += (TextPiece(unit, "muted"),) if unit else ()
    else:
        said = f"{gap.letter}  {gap.answer}" if gap.letter else gap.answer
        shown: PieceLook = _LOOKS.get(gap.verdict, "text") if gap.verdict else "chosen" if gap.answer else "muted"
        answers = text_in_pieces(said or BLANK, "plain" if gap.typed else texts, shown, room)
        answers[-1] += (TextPiece(unit, "muted"),) if unit and gap.answer else ()
    heads = text_in_pieces(gap.label, texts, look or "text", column) if column else [()]
    rows = []
    for row, (head, answer) in enumerate(zip_longest(heads, answers, fillvalue=())):
        sign = TextPiece(f"{'' if row else gap.sign:<2}", look or "sign")
        fill = TextPiece(" " * (column - _cells(head)), "blank")
        arrow = TextPiece(" " * cell_len(between) if row else between, "muted")
        rows.append(TextRow(part, (sign, *head, fill, arrow, *answer), None if row else field))
    indent = TextPiece(" " * start, "blank")
    return rows + [TextRow(part, (indent, *line)) for line in _said(gap.remark, gap.feedback, texts, room)]


def _cells(pieces: RowLine) -> int:
    return sum(cell_len(piece.text) for piece in pieces)
