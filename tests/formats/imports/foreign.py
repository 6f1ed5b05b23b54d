"""Small questions as readers give them, for tests of what is done with them."""

from collections.abc import Mapping
from typing import Any

from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, Place
from exam.formats.imports.imported import FoundPicture
from exam.formats.imports.taking import SourceFile

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""One pixel."""


def choice(stem: str, *options: str, key: str = "a", line: int = 1, **fields: Any) -> ForeignItem:
    """A question with options a, b, c … of which `key` is right. Fields of the item itself may be among `fields`."""
    about = {name: fields.pop(name) for name in ("name", "section", "changed") if name in fields}
    options_by_id = dict(zip("abcdefghijklmnopqrstuvwxyz", options, strict=False))
    return ForeignItem(Place(line), {"stem": stem, "options": options_by_id, "key": key, **fields}, **about)


def source(
    *items: ForeignItem, file: str = "tides.gift", pictures: Mapping[str, bytes] | None = None, **fields: Any
) -> SourceFile:
    """A file that holds these questions, with pictures that were found in it."""
    found = {name: FoundPicture(data) for name, data in (pictures or {}).items()}
    return SourceFile(file, "GIFT, a format of Moodle", ForeignBank(items, **fields), found, {})
