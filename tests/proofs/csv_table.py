"""Tables of ours, opened by LibreOffice: every cell is there as it was written, and none is computed.

Run as ``python -m tests.proofs.csv_table SOFFICE``, where that is the program of LibreOffice.
"""

import csv
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.tables import write_csv
from exam.formats.imports.tables import read_csv, read_xlsx
from exam.formats.imports.workbook import sheets_of
from tests.support.every_kind import with_texts
from tests.support.outgoing_bank import every_kind

_UTF_8 = "CSV:44,34,76,1"
"""What its dialog asks for: commas, quotes, UTF-8, from the first line on."""


def main(office: str) -> None:
    with TemporaryDirectory() as folder:
        bank, outgoing = every_kind(Path(folder) / "bank")
        written = opened(office, Path(folder), outgoing)
        assert {row["id"] for row in written} == {item.id for item in bank.items}
        for formula in ("=1+1", "@SUM(A1)", "+1", "-1"):
            bent = replace(outgoing, form=with_texts(outgoing.form, formula, how="plain"))
            opened(office, Path(folder), bent)


def opened(office: str, folder: Path, outgoing: Outgoing) -> list[dict[str, str]]:
    """The rows of a table, which must be in LibreOffice's workbook of it. Raises AssertionError."""
    (data, *_) = write_csv(outgoing).files.values()
    file = folder / "table.csv"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", f"--infilter={_UTF_8}", "--convert-to", "xlsx", "--outdir", folder, file]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    book = folder / "table.xlsx"
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(book).worksheets[0]
    assert not [cell.coordinate for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"]
    [(_, found)] = sheets_of("table.xlsx", book.read_bytes(), 1_000, 50)
    for row, (place, cells) in zip(rows, found, strict=True):
        assert cells == row[: len(cells)], place.line
        assert not any(row[len(cells) :]), place.line
    ours, theirs = read_csv("table.csv", data), read_xlsx("table.xlsx", book.read_bytes())
    assert [item.fields for item in theirs.items] == [item.fields for item in ours.items]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


if __name__ == "__main__":
    main(sys.argv[1])
