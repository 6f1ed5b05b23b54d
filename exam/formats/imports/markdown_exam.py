"""Practice exams in Markdown, as people keep them on the web, and banks that are written in Markdown.

Known are check boxes, options with letters whose answer is bold, ticked or named, folded answers, and questions under
headings, behind numbers or in paragraphs. A bank of the written form is told by the fields at its beginning:
`exam.formats.imports.written_markdown` reads it. Pages of the web may have a title there, too, so that one that is all
of the fields proves nothing where more can be read in the other way.
"""

from dataclasses import replace

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut
from exam.formats.imports.markdown_keys import split_off_keys
from exam.formats.imports.markdown_lines import lines_of
from exam.formats.imports.markdown_parts import WantedPictures
from exam.formats.imports.markdown_question import letter_of_heads, read_question
from exam.formats.imports.markdown_segments import segments_of, title_of
from exam.formats.imports.written_markdown import front_of, read_written

_MOST_LINES = 200_000
_MOST_QUESTIONS = 30_000
"""Of one file: three times as many as anybody has, and read in seconds."""
_REMEDY = "banks/README.md shows how questions are written in Markdown."


def read_markdown_exam(name: str, data: bytes) -> ForeignBank:
    """The questions of a Markdown file. Raises BankRefused for one that holds none or too many, or is no text."""
    text, notes = decoded(name, data)
    _refuse_more(name, text.count("\n"), _MOST_LINES, "lines")
    front = front_of(text)
    written = None
    if front.is_written_form:
        _refuse_more(name, text.count("\n## "), _MOST_QUESTIONS, "questions")
        written = read_written(text, front)
        written = replace(written, notes=(*notes, *written.notes))
        if written.items and (front.is_certain or not written.left_out):
            return written
    keys, lines = split_off_keys(lines_of(text))
    segments = segments_of(lines)
    _refuse_more(name, len(segments), _MOST_QUESTIONS, "questions")
    pictures = WantedPictures()
    letter = letter_of_heads([segment.head.text for segment in segments])
    items: list[ForeignItem] = []
    left_out: list[LeftOut] = []
    for at, segment in enumerate(segments, start=1):
        one = read_question(segment, pictures, letter, keys, at)
        if isinstance(one, ForeignItem):
            items.append(one)
        else:
            left_out.append(one)
    if written and len(written.items) >= len(items) and (written.items or written.left_out):
        return written
    if not items and not left_out:
        raise BankRefused((Fault(name, 0, 0, "", "holds no question that can be read", _REMEDY),))
    title = title_of(lines, segments)
    sections = {item.section for item in items}
    if len(sections) == 1:
        (only,) = sections
        title = title or only
        items = [ForeignItem(item.place, item.fields, item.name, "", item.changed) for item in items]
    return ForeignBank(
        tuple(items),
        tuple(left_out),
        title=title,
        exhibits=tuple(pictures.exhibits),
        wanted_media=pictures.wanted,
        notes=notes,
    )


def _refuse_more(name: str, count: int, most: int, what: str) -> None:
    if count > most:
        message = f"has {count:,} {what}, and {most:,} can be read"
        raise BankRefused((Fault(name, 0, 0, "", message, "Split it into several files."),))
