"""What stands beside a question, said in lines of plain text, and what it is called on every face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.markdown import Paragraph, Words, parse
from exam.core.markdown_lines import Line, as_plain, code_lines, lines, table_lines
from exam.core.text import reflowed
from exam.core.wording import in_few_words

if TYPE_CHECKING:
    from exam.core.form import Form, Slot


def exhibits_of(form: Form, slot: Slot) -> tuple[Exhibit, ...]:
    """What stands beside a question, in the order in which its author named it."""
    return tuple(form.exhibits[name] for name in slot.exhibits if name in form.exhibits)


def exhibit_title(form: Form, exhibit: Exhibit) -> str:
    """As in "deployment.yaml", or "Passage, for questions 3 to 5"."""
    title = exhibit.title or sort_of(exhibit).capitalize()
    numbers = [slot.n for slot in form.slots if exhibit.id in slot.exhibits]
    return f"{title}, for questions {in_few_words(numbers)}" if len(numbers) > 1 else title


def sort_of(exhibit: Exhibit) -> str:
    """What an exhibit is, in one word."""
    return next(name for name in ("passage", "code", "table", "picture") if getattr(exhibit, name))


def exhibit_lines(exhibit: Exhibit, text: TextFormat, width: int) -> list[str]:
    """The exhibit in lines of at most `width` cells; of a picture what its author says that it shows."""
    return as_plain(_lines(exhibit, text, width))


def _lines(exhibit: Exhibit, text: TextFormat, width: int) -> list[Line]:
    if exhibit.code is not None:
        return code_lines(exhibit.code, exhibit.language or "", width)
    if exhibit.table:
        return table_lines(exhibit.table, width)
    if exhibit.picture:
        return lines((Paragraph((Words(f"[Picture: {exhibit.alt}]"),)),), width)
    passage = exhibit.passage or ""
    if text == "markdown":
        return lines(parse(passage), width)
    return lines((Paragraph((Words(passage if text == "plain" else reflowed(passage)),)),), width)
