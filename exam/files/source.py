"""Reading a file as text, where it is a regular file of UTF-8.

A bank may come from a stranger and its name from a typing mistake: a named pipe would wait for ever, a device never
end, a text in another encoding show other letters than its author wrote.
"""

import errno
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from exam.files.faults import BankRefused, Fault

MAX_BYTES = 20_000_000
"""The size of a file beyond which a typing mistake is likelier than a bank."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MOST_LINES = 20
"""Lines with control characters that each get a fault."""
_KINDS = {
    stat.S_IFDIR: ("is a directory", "Name a .toml file in it."),
    stat.S_IFIFO: ("is a pipe, not a file", "Write what comes out of it into a file first."),
    stat.S_IFSOCK: ("is a socket, not a file", "Name a file."),
    stat.S_IFCHR: ("is a device, not a file", "Name a file."),
    stat.S_IFBLK: ("is a device, not a file", "Name a file."),
}


_MISSING = "there is no such file", "Look at its spelling, or give its full path."
_FORBIDDEN = "may not be read", "Give yourself the right to read it."
_REASONS = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ELOOP: ("is a link that leads back to itself", "Name the file itself."),
    errno.ENAMETOOLONG: ("has a name that is too long for a file", "Look at its spelling."),
}
"""What a system says when it does not open a file, and what to do."""


def read_text(path: Path, max_bytes: int) -> str:
    """The text of a regular UTF-8 file of at most `max_bytes`, its line ends made ``\\n``, without byte order mark.

    Raises BankRefused.
    """
    raw = read_bytes(path, max_bytes)
    text = _decoded(str(path), raw).removeprefix("\ufeff").replace("\r\n", "\n")
    if faults := _control_faults(str(path), text):
        raise BankRefused(faults)
    return text


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The content of a regular file of at most `max_bytes`. Raises BankRefused."""
    name = str(path)
    try:
        with open_regular(path) as file:
            _refuse_large(name, os.fstat(file.fileno()), max_bytes)
            raw = file.read(max_bytes + 1) or b""
    except (OSError, ValueError) as error:
        raise BankRefused((_unreadable(name, error),)) from error
    if len(raw) > max_bytes:
        raise BankRefused((_too_large(name, len(raw), max_bytes),))
    return raw


def open_regular(path: Path) -> BinaryIO:
    """Opens a file to be read, which is waited for in no case. Raises BankRefused where it is no regular one, OSError,
    and ValueError where no file can have the name."""
    _refuse_irregular(str(path), os.stat(path))  # noqa: PTH116 a bad path must raise, not be "no file"
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    file = open(os.open(path, flags), "rb")  # noqa: PTH123, SIM115 whoever asked for it closes it
    try:
        _refuse_irregular(str(path), os.fstat(file.fileno()))  # it may have been replaced since
    except BaseException:
        file.close()
        raise
    return file


def _refuse_irregular(name: str, status: os.stat_result) -> None:
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        message, remedy = _KINDS.get(kind, ("is not a regular file", "Name a file."))
        raise BankRefused((Fault(name, 0, 0, "", message, remedy),))


def _refuse_large(name: str, status: os.stat_result, max_bytes: int) -> None:
    if status.st_size > max_bytes:
        raise BankRefused((_too_large(name, status.st_size, max_bytes),))


def _too_large(name: str, size: int, max_bytes: int) -> Fault:
    message = f"has {_megabytes(size)}, and a bank may have {_megabytes(max_bytes)}"
    return Fault(name, 0, 0, "", message, "Split it into several banks, or raise --max-bank-size.")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _unreadable(name: str, error: OSError | ValueError) -> Fault:
    if not isinstance(error, OSError):
        return Fault(name, 0, 0, "", "is not the name of a file", "Take the unusual characters out of it.")
    other = f"could not be read: {error.strerror or error}", "Try again, or copy it elsewhere."
    return Fault(name, 0, 0, "", *_REASONS.get(error.errno or 0, other))


def _decoded(name: str, raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"SQLite format 3", b"%PDF")):
        kind = {b"P": "an archive, as Excel, Word and Anki write them", b"S": "a database", b"%": "a PDF"}[raw[:1]]
        raise BankRefused((Fault(name, 0, 0, "", f"is {kind}, and a bank is a text in TOML", "Name another file."),))
    remedy = "Save the file as UTF-8: in an editor under 'Save as', in the field 'Encoding'."
    for mark, encoding in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32")):
        if raw.startswith(mark):
            raise BankRefused((Fault(name, 1, 1, "", f"the file is {encoding}, and a bank is UTF-8", remedy),))
    if len(raw) > 3 and any(raw[:4]) and not (any(raw[:4:2]) and any(raw[1:4:2])):
        raise BankRefused((Fault(name, 1, 1, "", "the file looks like UTF-16, and a bank is UTF-8", remedy),))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        before = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode().removeprefix("\ufeff")
        meant = raw[error.start : error.start + 1].decode("cp1252", "ignore")
        guess = f" (in Windows-1252 it is {meant})" if meant else ""
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8{guess}"
        raise BankRefused((Fault(name, line, len(before) + 1, "", message, remedy),)) from error


def _control_faults(name: str, text: str) -> tuple[Fault, ...]:
    """The first control character of each line: TOML allows none, and no editor shows them."""
    faults: list[Fault] = []
    line, at = 1, 0
    while (found := _CONTROL.search(text, at)) and len(faults) < _MOST_LINES:
        line += text.count("\n", at, found.start())
        column = found.start() - text.rfind("\n", 0, found.start())
        if found[0] == "\r":
            message, remedy = "a line ends in a lone carriage return", "Save the file with Unix or Windows line ends."
        elif found[0] == "\0":
            message, remedy = (
                "a zero byte stands in the text",
                "Take it out. If there are many, save the file as UTF-8.",
            )
        else:
            message = f"the control character U+{ord(found[0]):04X} stands in the text"
            remedy = f"Take it out, or write it as \\u{ord(found[0]):04X} between double quotes."
        faults.append(Fault(name, line, column, "", message, remedy))
        end = text.find("\n", found.end())
        at = end if end >= 0 else len(text)
    return tuple(faults)
