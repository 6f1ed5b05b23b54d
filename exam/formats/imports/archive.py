"""A zip archive from a stranger, read in memory: what is in it, and the content of one member at a time.

Sizes are counted as they are really unpacked, as an archive may say anything of itself. Nothing is written to the disk,
so that a name is only ever a name; one that would lead out of a folder is refused all the same, as whoever made the
archive meant harm. The standard library's reader does the unpacking: it is kept, and reads from bytes.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from re import match
from urllib.parse import unquote

from exam.files.faults import BankRefused, Fault, quoted

_CHUNK = 1 << 16
_CENTRAL = b"PK\x01\x02"
"""What every entry of an archive's list of contents begins with."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(ValueError, LookupError, RuntimeError, OverflowError),
)
"""What the standard library raises for archives that are damaged, encrypted, or made by something unknown."""


@dataclass(frozen=True, slots=True)
class Caps:
    """What an archive may cost. Sizes are in bytes."""

    members: int = 25_000
    """A package of ten thousand questions has a file for each, and perhaps a picture."""
    single: int = 64_000_000
    """The most that one member unpacks to."""
    total: int = 200_000_000
    """The most that all members unpack to that are read."""
    ratio: int = 250
    """How many bytes may come of one in members of more than `small` bytes: 20 in texts, 150 in an empty database."""
    small: int = 1_000_000


class Archive:
    """The files of a zip archive by name. What is read counts towards the caps, and so does what is read twice."""

    def __init__(self, name: str, data: bytes, caps: Caps | None = None) -> None:
        """Raises BankRefused for what is no sound archive, has too many members, or names that lead out of it."""
        self.name = name
        self._caps = caps or Caps()
        self._unpacked = 0
        # The list of contents is read whole by the library, whatever it says of its length: so its entries come first.
        if data.count(_CENTRAL) > self._caps.members:
            raise self._refused(f"has more than {self._caps.members:,} files in it", "Split it into several.")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            raise self._refused("is no zip archive that can be read", "Make it or download it again.") from error
        self._members = dict(self._listed())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in the order of its list, without folders."""
        return tuple(self._members)

    def __contains__(self, member: object) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The content of a file. Raises BankRefused where it is damaged, encrypted, an archive too, or too large."""
        info = self._members.get(member)
        if info is None:
            raise self._refused(f"has no file {quoted(member, 80)} in it", "Make it again with all that belongs to it.")
        if info.flag_bits & _ENCRYPTED:
            raise self._refused(f"has {quoted(member, 80)} encrypted in it", "Make it without a password.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(f"has {quoted(member, 80)} packed in an unusual way", "Make it as a plain zip archive.")
        found = bytearray()
        try:
            with self._zip.open(info) as file:
                while part := file.read(_CHUNK):
                    found += part
                    self._unpacked += len(part)
                    self._refuse_costly(info, len(found), member)
        except _UNREADABLE as error:
            message = f"has {quoted(member, 80)} in it, which is damaged"
            raise self._refused(message, "Make it or download it again.") from error
        if found.startswith(b"PK\x03\x04"):
            raise self._refused(f"has {quoted(member, 80)} in it, an archive too", "Unpack the outer one.")
        return bytes(found)

    def _refuse_costly(self, info: zipfile.ZipInfo, size: int, member: str) -> None:
        caps = self._caps
        if size > caps.single:
            raise self._refused(f"has {quoted(member, 80)} in it, which unpacks to more than {_mb(caps.single)}")
        if self._unpacked > caps.total:
            raise self._refused(f"unpacks to more than {_mb(caps.total)}")
        if size > caps.small and size > caps.ratio * max(1, info.compress_size):
            raise self._refused(f"has {quoted(member, 80)} in it, which unpacks to over {caps.ratio} times its size")

    def _listed(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        seen = set[str]()
        for info in self._zip.infolist():
            name = _name(info)
            if fault := _why_refused(info, name):
                raise self._refused(f"has {quoted(name, 80)} in it, {fault}", "Do not use it: it is not made honestly.")
            if name in seen:
                raise self._refused(f"has {quoted(name, 80)} in it twice", "Make it again.")
            seen.add(name)
            if not name.endswith("/"):
                yield name, info

    def _refused(self, message: str, remedy: str = "Split it into several.") -> BankRefused:
        return BankRefused((Fault(self.name, 0, 0, "", message, remedy),))


def is_archive(data: bytes) -> bool:
    """Whether bytes begin as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def beside(member: str, href: str) -> str:
    """The name of the file that a link in another file of the archive leads to; "" where it leads elsewhere."""
    path = unquote(href.strip().split("#")[0].split("?")[0])
    if not path or match(r"[A-Za-z][A-Za-z0-9+.-]*:|/", path) or "\\" in path or "\0" in path:
        return ""
    found = normpath(join(dirname(member), path))
    return "" if found in (".", "..") or found.startswith("../") else found


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 and do not say so."""
    if not info.flag_bits & _UTF8_NAME:
        try:
            return info.orig_filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return info.orig_filename


def _why_refused(info: zipfile.ZipInfo, name: str) -> str:
    if "\0" in name or not name:
        return "whose name has a zero byte" if name else "which has no name"
    if "\\" in name:
        return "whose name has a backslash"
    if name.startswith("/") or match("[A-Za-z]:", name):
        return "whose name begins at the root of a disk"
    if ".." in name.split("/"):
        return "whose name leads out of its folder"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "which is a link"
    return ""


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"
