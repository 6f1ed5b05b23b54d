"""Tables of questions: text with separators as LibreOffice, Excel and programs write it, and workbooks.

A row is a question. What the columns hold is told by their headings, whatever their order; where these say nothing, by
``--columns``. Python's own reader parts the cells: it knows the dialects of both programs.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.columns import Columns, NoColumns, Row, columns_of, columns_told, example
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank, LeftOut, Place
from exam.formats.imports.loose_bank import LooseBank
from exam.formats.imports.loose_question import Letters, LooseOption, LooseQuestion
from exam.formats.imports.markup import markup_of
from exam.formats.imports.usual_names import Meaning, meaning

MOST_ROWS = 100_000
MOST_COLUMNS = 200
LARGEST = 50_000_000
"""Bytes of a table as text."""
_LONGEST_CELL = 100_000
_LONGEST_LINE = 5_000
"""Characters of a line that are looked at to see what parts its cells."""
_SEPARATORS = ",;\t|"
_LINES_OF_A_ROW = 20
"""Lines that a row may have on average, in its cells or empty ones below it."""
_GUARDED = re.compile(r"\A'(?=[=+\-@\t\r])")
"""What keeps a spreadsheet from taking a text for a formula."""

Placed = tuple[Place, Row]


def read_csv(name: str, data: bytes, columns: str = "") -> ForeignBank:
    """The questions of a table as text. `columns` says what its columns are, as in ``stem=Frage,key=Richtig``.

    Raises BankRefused.
    """
    if len(data) > LARGEST:
        message = f"has {len(data) / 1e6:,.0f} MB, and a table may have {LARGEST // 1_000_000}"
        raise BankRefused((Fault(name, 0, 0, "", message, "Split it into several."),))
    text, notes = decoded(name, data)
    if text.count("\n") > _LINES_OF_A_ROW * MOST_ROWS:  # before millions of them are parted
        raise BankRefused((Fault(name, 0, 0, "", f"has more than {MOST_ROWS:,} rows", "Split it."),))
    lines = text.split("\n")
    first = 0
    separator = ""
    if said := re.fullmatch(r"sep=(.)", lines[0].strip("\"'"), re.I):
        first, separator = 1, said[1]
    separator = separator or _separator(lines[first : first + 200])
    rows = [(Place(line), row) for line, row in _rows(name, lines[first:], separator, first)]
    sheet = _sheet(name, rows, columns, tabs=separator == "\t")
    return _bank([sheet], (*notes, *sheet.notes))


def read_xlsx(name: str, data: bytes, columns: str = "") -> ForeignBank:
    """The questions of a workbook, a section for each sheet where there are several. Raises BankRefused."""
    from exam.formats.imports.workbook import sheets_of

    sheets: list[SheetQuestions] = []
    refused: list[BankRefused] = []
    filled = [(title, rows) for title, rows in sheets_of(name, data, MOST_ROWS, MOST_COLUMNS) if rows]
    for title, rows in filled:
        try:
            sheets.append(_sheet(name, rows, columns, section=title if len(filled) > 1 else ""))
        except BankRefused as fault:
            refused.append(fault)
    if not sheets:
        raise refused[0] if refused else _nothing(name)
    notes = [note for sheet in sheets for note in sheet.notes]
    notes += [f"Nothing was taken from a sheet: it {fault.faults[0].message[:300]}." for fault in refused]
    return _bank(sheets, tuple(dict.fromkeys(notes)))


@dataclass
class SheetQuestions:
    """What was found in one table."""

    questions: list[LooseQuestion]
    left_out: list[LeftOut]
    notes: list[str]
    written_as: set[str]


def _bank(sheets: Sequence[SheetQuestions], notes: tuple[str, ...]) -> ForeignBank:
    questions = [question for sheet in sheets for question in sheet.questions]
    written = set[str]().union(*(sheet.written_as for sheet in sheets))
    markup = markup_of(questions, written.pop() if len(written) == 1 else "")
    left_out = [one for sheet in sheets for one in sheet.left_out]
    return LooseBank(questions, markup).read(left_out=left_out, notes=notes)


def _sheet(name: str, rows: Sequence[Placed], columns: str, *, section: str = "", tabs: bool = False) -> SheetQuestions:
    rows = [(place, row) for place, row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise _nothing(name)
    try:
        found = columns_of([row for _, row in rows], columns_told(columns), tabs=tabs)
    except NoColumns as why:
        where = rows[0][0]
        first = " | ".join(cell.strip() for cell in rows[0][1])
        sheet = f"the sheet {where.member!r} " if where.member else ""
        message = f"{sheet}{why}. Its first row is: {first[:200]}"
        remedy = f"Say what they hold, by heading or number, as in --columns {example(rows[0][1])!r}."
        raise BankRefused((Fault(name, where.line, 0, "", message, remedy),)) from why
    made = SheetQuestions([], [], list(_said_of(found, rows)), set())
    pairs_alone = tabs and found.first_row == 0 and len(found.meanings) == 2
    for place, row in rows[found.first_row :]:
        if pairs_alone and len(row) != 2:
            why_not = "has another number of columns than the others"
            made.left_out.append(LeftOut(place, " ".join(row)[:60].strip(), why_not))
            continue
        question, written_as = _question(place, row, found)
        question.section, question.group = question.section or section, section
        made.written_as.add(written_as)
        made.questions.append(question)
    return made


def _question(place: Place, row: Row, columns: Columns) -> tuple[LooseQuestion, str]:
    """The question of a row, and how it says that its texts are written."""
    question = LooseQuestion(place)
    options: dict[int, LooseOption] = {}
    feedback: dict[int, str] = {}
    sections = {"section": "", "subsection": ""}
    written_as = ""
    first = None
    for at, what in columns.meanings.items():
        cell = _GUARDED.sub("", row[at], count=1) if at < len(row) else ""
        if what.role == "key":
            question.keys.append(Letters(cell) if what.place == "letter" else _listed(cell))
        if what.role == "option":
            options[what.order] = LooseOption(cell)
            first = min(what.order, first if first is not None else what.order) if what.place.isdigit() else first
        if not cell.strip():
            continue
        match what.role:
            case "option" | "key":
                pass
            case "feedback":
                feedback[what.order] = cell
            case "options":
                question.choices += map(LooseOption, _parts(cell))
            case "right" | "wrong" | "answers":
                getattr(question, what.role).extend(_parts(cell) if not what.place else [cell])
            case "section" | "subsection":
                sections[what.role] = cell.strip()
            case "tags":
                question.tags += [tag.strip() for tag in re.split(r"[,;|]", cell) if tag.strip()]
            case "link":
                question.links += filter(None, map(str.strip, cell.split("\n")))
            case "format":
                written_as = cell.strip().lower()
            case "name":
                question.name = cell.strip()[:200]
            case role:
                setattr(question, role, cell)
    for order in sorted(options):
        options[order].feedback = feedback.get(order, "")
        question.choices.append(options[order])
    while question.choices and not question.choices[-1].text.strip():
        question.choices.pop()
    question.counts_from = first
    question.section = " / ".join(filter(None, sections.values()))
    if not question.choices:
        _split_accepted(question)
    return question, written_as


def _split_accepted(question: LooseQuestion) -> None:
    """Several accepted answers to be typed stand in one cell, with | or ; between them."""
    from exam.formats.imports.loose_types import type_of

    if type_of(question.type) in ("short", "numeric"):
        question.keys = [
            [part.strip() for part in re.split(r"[|;\n]", key) if part.strip()] if isinstance(key, str) else key
            for key in question.keys
        ]


def _listed(cell: str) -> str | list[str]:
    """A cell that holds a list as JSON writes it, as a list."""
    if cell.startswith("[") and cell.rstrip().endswith("]"):
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            return cell
        if isinstance(found, list) and all(isinstance(one, str | int) for one in found):
            return [str(one) for one in found]
    return cell


def _parts(cell: str) -> list[str]:
    """Several texts in one cell: a list of JSON, lines, or parted by bars or semicolons."""
    listed = _listed(cell)
    if isinstance(listed, list):
        return listed
    for separator in ("\n", "|", ";"):
        parts = [part.strip() for part in cell.split(separator) if part.strip()]
        if len(parts) > 1:
            return parts
    # From its first space on: to begin anew within a long run of them would take the square of its length.
    lettered = re.split(r"(?<!\s)\s+(?=\(?[B-Zb-z][).:]\s)", cell.strip())
    return lettered if len(lettered) > 1 and re.match(r"\(?[Aa][).:]\s", cell.strip()) else [cell.strip()]


def _said_of(found: Columns, rows: Sequence[Placed]) -> Iterator[str]:
    if found.first_row > 1:
        where = rows[found.first_row - 1][0]
        yield f"What stands above the headings in line {where.line} was not read."
    if found.first_row == 0:
        held = ", ".join(f"column {at + 1} as {_called(what)}" for at, what in sorted(found.meanings.items()))
        yield f"There are no headings: {held}."
    if found.unused:
        names = ", ".join(repr(name[:40]) for name in found.unused[:10])
        yield f"Columns that were not used: {names}{' and others' if len(found.unused) > 10 else ''}."


def _called(what: Meaning) -> str:
    return {"stem": "the question", "key": "the answer"}.get(what.role, f"option {what.place}")


def _separator(lines: Sequence[str]) -> str:
    """The sign that parts the cells: the one that makes the most of a heading, and else rows that are most alike."""

    sample = [line[:_LONGEST_LINE] for line in lines[:50]]

    def worth(sign: str) -> tuple[int, float, int]:
        try:
            rows = [row[:MOST_COLUMNS] for row in csv.reader(sample, delimiter=sign) if row]
        except csv.Error:
            return (0, 0, 0)
        widths = [len(row) for row in rows] or [0]
        usual = max(set(widths), key=widths.count)
        known = max((sum(meaning(cell) is not None for cell in row) for row in rows[:20]), default=0)
        return (known if usual > 1 else 0, widths.count(usual) / len(widths) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=worth)


def _rows(name: str, lines: Sequence[str], separator: str, skipped: int) -> Iterator[tuple[int, Row]]:
    """The rows of cells with the line in which each begins. Raises BankRefused."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    begins = 1
    try:
        for count, row in enumerate(reader, 1):
            if count > MOST_ROWS or len(row) > MOST_COLUMNS:
                what = f"{MOST_ROWS:,} rows" if count > MOST_ROWS else f"{MOST_COLUMNS} columns"
                raise BankRefused((Fault(name, begins + skipped, 0, "", f"has more than {what}", "Split it."),))
            if any(len(cell) > _LONGEST_CELL for cell in row):
                raise csv.Error
            yield begins + skipped, [cell.removesuffix("\n") for cell in row]
            begins = reader.line_num + 1
    except csv.Error as error:
        remedy = 'Close it with ", and write a quote within a cell twice.'
        message = f"the row that begins here has a cell of more than {_LONGEST_CELL:,} characters: a quote has no end"
        raise BankRefused((Fault(name, begins + skipped, 0, "", message, remedy),)) from error


def _nothing(name: str) -> BankRefused:
    return BankRefused((Fault(name, 0, 0, "", "has no rows", "A question is a row below a row of headings."),))
