"""The rows of a workbook (XLSX), read by openpyxl: kept, and it gives one row after the other of however large a sheet.

What it unpacks is bounded by `Archive` before, and so is what a sheet says of its own size.
"""

import re
from io import BytesIO
from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.archive import Archive, Caps
from exam.formats.imports.foreign_bank import Place

_CAPS = Caps(members=2_000, single=60_000_000, total=100_000_000)
_MOST_SHEETS = 50
_HOSTILE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_MOST_EMPTY = 1_000
"""Empty rows one after the other beyond which nothing more is looked for."""


def sheets_of(
    name: str, data: bytes, most_rows: int, most_columns: int
) -> list[tuple[str, list[tuple[Place, list[str]]]]]:
    """The titles of a workbook's sheets with their rows that are not empty. Raises BankRefused."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        remedy = "Install it with pip install 'exam[formats]', or save the sheet as CSV."
        raise BankRefused((Fault(name, 0, 0, "", "is a workbook, which needs openpyxl to be read", remedy),)) from error
    archive = Archive(name, data, _CAPS)
    for member in archive.names:
        if member.endswith((".xml", ".rels")) and _HOSTILE.search(archive.read(member)):
            message = f"has a document type in {member!r}, which no workbook needs"
            raise BankRefused((Fault(name, 0, 0, "", message, "Do not use it: it is not made honestly."),))
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return [
            (sheet.title, _rows(name, sheet, most_rows, most_columns))
            for sheet in book.worksheets[:_MOST_SHEETS]
            if sheet.sheet_state == "visible"
        ]
    except BankRefused:
        raise
    except Exception as error:  # whatever a library meets in a damaged file
        raise BankRefused(
            (Fault(name, 0, 0, "", "is a workbook that is damaged", "Save it anew, or as CSV."),)
        ) from error


def _rows(name: str, sheet: Any, most_rows: int, most_columns: int) -> list[tuple[Place, list[str]]]:
    sheet.reset_dimensions()
    found: list[tuple[Place, list[str]]] = []
    empty = 0
    for at, row in enumerate(sheet.iter_rows(max_col=most_columns), 1):
        cells = [_text(cell.value, cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > _MOST_EMPTY:
            break
        if at > most_rows:
            message = f"has more than {most_rows:,} rows in the sheet {sheet.title!r}"
            raise BankRefused((Fault(name, at, 0, "", message, "Split it into several."),))
        if cells:
            found.append((Place(at, sheet.title), cells))
    return found


def _text(value: object, cell: Any) -> str:
    """A cell as it is shown: no point behind a whole number, and 0.05 as "5 %" where it is a share."""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{value * 100:.10g} %"
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
