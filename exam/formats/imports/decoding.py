"""The text of a file whose encoding nobody named: UTF-8, UTF-16 with its mark, or an old encoding of Windows."""

from exam.files.faults import BankRefused, Fault

MOST_BYTES = 20_000_000
"""As much as a bank may have."""
_MOST_LINES = 2_000_000
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


def decoded(name: str, data: bytes, most_lines: int = _MOST_LINES) -> tuple[str, tuple[str, ...]]:
    """The text with line ends ``\\n`` and without a byte order mark, and what is to be said of its encoding.

    What is no UTF-8 is taken for Windows-1252, in which nearly every text of one byte a letter can be read, though not
    always as it was meant. Raises BankRefused for a file that is too large, has more than `most_lines`, or is no text.
    """
    if len(data) > MOST_BYTES:
        size = f"has {len(data) / 1e6:.1f} MB, and {MOST_BYTES // 1_000_000} MB can be read"
        raise BankRefused((Fault(name, 0, 0, "", size, "Split it into several files."),))
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines > most_lines:  # before millions of them are parted
        message = f"has {lines:,} lines, and {most_lines:,} can be read"
        raise BankRefused((Fault(name, 0, 0, "", message, "Split it into several files."),))
    for mark, encoding, called in _MARKS:
        if data.startswith(mark):
            try:
                return _with_plain_line_ends(data.decode(encoding)), ()
            except UnicodeDecodeError:
                message = f"begins as {called} does, and is not in that encoding"
                raise BankRefused((Fault(name, 0, 0, "", message, "Save it as UTF-8."),)) from None
    if b"\0" in data:
        raise BankRefused((Fault(name, 0, 0, "", "is no text", "Name a text file."),))
    try:
        return _with_plain_line_ends(data.decode()), ()
    except UnicodeDecodeError:
        return _line_by_line(data)


def _line_by_line(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file that is not all in UTF-8. Each line is read by itself: some were put together of several."""
    lines: list[str] = []
    old: list[int] = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            old.append(number)
            lines.append(_from_windows(line))
    which = f"Its line {old[0]} is" if len(old) == 1 else f"{len(old):,} of its lines, the first {old[0]}, are"
    note = f"{which} not in UTF-8 and read as Windows-1252. Where letters look wrong, save the file as UTF-8."
    return _with_plain_line_ends("\n".join(lines)), (note,)


def _from_windows(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
