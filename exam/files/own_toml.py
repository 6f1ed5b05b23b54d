"""TOML files that a user writes by hand for this program, ``config.toml`` and themes, with the lines of their keys.

Banks are read by `exam.formats`, which knows the column of every value too. These files are small and flat, so the
line of a key is found by looking for it.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli

from exam.files.faults import Fault, FaultyFile

LARGEST = 100_000
"""Bytes. Nobody writes a larger one by hand, and reading one would delay the first paint."""


class FileRefused(FaultyFile):
    """A file of the user's, or some of its keys, that cannot be used."""


@dataclass(frozen=True)
class OwnFile:
    """The text of a file and what it says."""

    path: Path
    text: str
    values: dict[str, Any]

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The line of each table and key, by its dotted name without quotes."""
        table, lines = "", dict[str, int]()
        for number, line in enumerate(self.text.split("\n"), 1):
            if header := re.match(r"\s*\[+\s*([^\]#]+?)\s*\]", line):
                table = name = _bare(header[1])
            elif field := re.match(r"\s*([^=#]+?)\s*=", line):
                name = f"{table}.{_bare(field[1])}".lstrip(".")
            else:
                continue
            lines.setdefault(name, number)
        return lines

    def fault(self, where: str, message: str, remedy: str = "") -> Fault:
        """A fault at the line of a key, as in ``base.primary``; at that of its table where the key is missing."""
        name = where
        while name and name not in self._lines:
            name = name.rpartition(".")[0]
        return Fault(str(self.path), self._lines.get(name, 1), 0, where, message, remedy)


def read_own(path: Path) -> OwnFile:
    """A file of UTF-8, with or without a byte order mark. Raises FileRefused where it cannot be read."""

    def refused(message: str, remedy: str, line: int = 1) -> FileRefused:
        return FileRefused([Fault(str(path), line, 0, "", message, remedy)])

    try:
        if not path.is_file():
            raise refused("is not a file", "Name one.")
        if path.stat().st_size > LARGEST:
            raise refused(f"is larger than {LARGEST // 1000} kB", "Nothing of it is used.")
        text = path.read_text("utf-8-sig").replace("\r\n", "\n")
        return OwnFile(path, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        raise refused(f"is not valid TOML: {error.msg}", "Mend it, or move it away.", error.lineno) from None
    except (UnicodeDecodeError, RecursionError):
        raise refused("is not UTF-8 text", "Save it as UTF-8.") from None
    except ValueError:
        raise refused("has a number of too many digits", "Write a smaller one.") from None
    except OSError as error:
        raise refused(f"cannot be read: {error.strerror}", "Give yourself the right to read it.") from None


def _bare(name: str) -> str:
    return re.sub(r"""["'\s]""", "", name)
