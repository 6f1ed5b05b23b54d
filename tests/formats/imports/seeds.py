"""Small files of our own in each format that can be read: to begin with where files are made worse."""

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.formats.imports.foreign import PICTURE

FOLDER = Path(__file__).with_name("seeds")

_MANIFEST = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><organizations/><resources>
<resource identifier="r1" type="{type1}" href="{href1}"><file href="{href1}"/></resource>
<resource identifier="r2" type="{type2}" href="{href2}"><file href="{href2}"/><file href="bay.png"/></resource>
</resources></manifest>"""
_SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1">{head}</row><row r="2">{first}</row></sheetData></worksheet>"""
_XML = '<?xml version="1.0"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_KIND = "application/vnd.openxmlformats-"
_RELATED = f"{_OFFICE}/officeDocument/2006/relationships"
_WORKBOOK: Mapping[str, str] = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}officedocument.spreadsheetml.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_KIND}officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_OFFICE}/spreadsheetml/2006/main" xmlns:r="{_RELATED}">'
    '<sheets><sheet name="Sea" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def seeds() -> dict[str, bytes]:
    """The content of each file by its name: texts as they lie in the folder, and packages that are made here."""
    found = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix != ".sql"}
    found |= {
        "sea.qti2.zip": _package(found["tides.qti2.xml"], found["tides.qti3.xml"], "imsqti_item_xmlv2p1"),
        "sea.qti1.zip": _package(found["tides.qti1.xml"], found["tides.qti1.xml"], "imsqti_xmlv1p2"),
        "sea.apkg": deck(),
        "sea.xlsx": _workbook(),
    }
    return found


def deck(*more: str) -> bytes:
    """A small deck of Anki; statements of SQL may add to its database."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((FOLDER / "collection.sql").read_text("utf-8"))
        for statement in more:
            database.executescript(statement)
        database.commit()
        return packed({"collection.anki2": database.serialize(), "media": b'{"0": "bay.png"}', "0": PICTURE})


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of some members, the same bytes each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _package(one: bytes, other: bytes, kind: str) -> bytes:
    manifest = _MANIFEST.format(type1=kind, href1="items/one.xml", type2=kind, href2="items/two.xml")
    return packed(
        {"imsmanifest.xml": manifest.encode(), "items/one.xml": one, "items/two.xml": other, "bay.png": PICTURE}
    )


def _workbook() -> bytes:
    def row(n: int, *cells: str) -> str:
        return "".join(
            f'<c r="{letter}{n}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for letter, cell in zip("ABCDEFG", cells, strict=False)
        )

    sheet = _SHEET.format(
        head=row(1, "question", "a", "b", "answer"), first=row(2, "What makes the tides?", "The moon", "The wind", "A")
    )
    members = {**_WORKBOOK, "xl/worksheets/sheet1.xml": sheet}
    return packed({name: text.encode() for name, text in members.items()})
