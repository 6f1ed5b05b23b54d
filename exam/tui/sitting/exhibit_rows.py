"""How what stands beside a question falls into rows: code, tables, texts, and pictures or the words for them."""

from rich.cells import cell_len

from exam.core.exhibit import TextFormat
from exam.tui.sitting.question_text import ExhibitText, QuestionPart, TextPiece, TextRow
from exam.tui.widgets.text import drawn_exhibit
from exam.tui.widgets.wrapping import wrapped

_BLANK = TextRow(None, ())


def exhibit_rows(part: QuestionPart, shown: ExhibitText, texts: TextFormat, width: int) -> list[TextRow]:
    """An exhibit behind a line at its left, under its title; of one that is folded the title alone."""
    sign = "▾ " if shown.is_open else "▸ "
    tip = f"  {shown.tip}" if shown.tip and cell_len(sign + shown.title) + len(shown.tip) + 2 <= width else ""
    first, *others = wrapped(shown.title, max(1, width - 2))
    head = [TextRow(part, (TextPiece(sign, "accent"), TextPiece(first, "heading"), TextPiece(tip, "muted")))]
    head += [TextRow(part, (TextPiece("  ", "blank"), TextPiece(line, "heading"))) for line in others]
    if not shown.is_open:
        return head
    if shown.exhibit.picture:
        return head + _picture_rows(shown, width)
    return head + [
        TextRow(None, (TextPiece("│ ", "muted", ("frame",)), *(TextPiece(text, "text", marks) for text, marks in line)))
        for line in drawn_exhibit(shown.exhibit, texts, max(1, width - 2))
    ]


def _picture_rows(shown: ExhibitText, width: int) -> list[TextRow]:
    """Room for a picture, and under it what it shows in words; or a frame with the words."""
    words = shown.exhibit.alt or ""
    if shown.size is None:
        return _framed(words, shown.opens, width)
    columns, rows = shown.size.cells(width)
    first = TextRow(None, (), picture=(shown.exhibit.id, 0, columns, rows))
    told = f"{words}  ({shown.opens})" if shown.opens else words
    return [first, *[_BLANK] * (rows - 1), *paragraph_rows(TextPiece(told, "muted"), width)]


def _framed(words: str, opens: str, width: int) -> list[TextRow]:
    lines = wrapped(words, max(1, width - 4))
    across = max(*map(cell_len, lines), min(max(1, width - 4), 24))
    told = f" {opens} " if opens and len(opens) + 3 <= across else ""

    def line(*pieces: str) -> TextRow:
        return TextRow(None, tuple(TextPiece(text, "text" if text in lines else "muted") for text in pieces))

    return [
        line(f"╭─ picture {'─' * max(0, across - 8)}╮"),
        *(line("│ ", text, f"{' ' * (across - cell_len(text))} │") for text in lines),
        line(f"╰─{told}{'─' * max(0, across + 1 - len(told))}╯"),
    ]


def paragraph_rows(piece: TextPiece, width: int) -> list[TextRow]:
    """A text of one look in as many rows as it needs."""
    return [TextRow(None, (TextPiece(line, piece.look),)) for line in wrapped(piece.text, width)]
