"""Readers of question files in other formats, one file each. What a reader gives is a `ForeignBank`.

This is the table of them. A new one is a line here and a file beside it; nothing of it is loaded before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from exam.formats.imports import recognisers
from exam.formats.imports.recognisers import FileBeginning

if TYPE_CHECKING:
    from exam.formats.imports.foreign_bank import ForeignBank


@dataclass(frozen=True, slots=True)
class Reader:
    """One format that can be read."""

    title: str
    """What people call it."""
    looks_right: Callable[[FileBeginning], bool]
    """Whether a file may be in this format, as far as its beginning tells."""
    where: str
    """The module beside this one, and the function in it: ``gift:read_gift``."""
    suffixes: tuple[str, ...]
    """How the names of such files end, with the point."""
    takes_columns: bool = False
    """Whether somebody may say which column is what; the function then takes `columns`, a text, by name."""

    def read(self, name: str, data: bytes, columns: str = "") -> ForeignBank:
        """What a file of this format holds. Raises BankRefused."""
        module, _, function = self.where.partition(":")
        read = getattr(import_module(f"{__name__}.{module}"), function)
        found: ForeignBank = read(name, data, columns=columns) if self.takes_columns else read(name, data)
        return found


READERS: dict[str, Reader] = {
    "anki": Reader("an Anki deck", recognisers.is_anki, "anki:read_anki", (".apkg", ".colpkg")),
    "xlsx": Reader("a workbook (XLSX)", recognisers.is_xlsx, "tables:read_xlsx", (".xlsx",), takes_columns=True),
    "qti": Reader("QTI", recognisers.is_qti, "qti:read_qti", (".zip", ".xml")),
    "qti1": Reader("QTI 1.2", recognisers.is_qti1, "qti1:read_qti1", (".xml", ".qti")),
    "moodle-xml": Reader("Moodle XML", recognisers.is_moodle_xml, "moodle_xml:read_moodle_xml", (".xml",)),
    "json": Reader("JSON", recognisers.is_json, "data_files:read_json", (".json",)),
    "anki-text": Reader("notes of Anki as text", recognisers.is_anki_text, "anki:read_anki_text", (".txt",)),
    "opentrivia": Reader("OpenTriviaQA", recognisers.is_opentrivia, "opentrivia:read_opentrivia", (".txt",)),
    "gift": Reader("GIFT, a format of Moodle", recognisers.is_gift, "gift:read_gift", (".gift", ".txt")),
    "aiken": Reader("Aiken, a format of Moodle", recognisers.is_aiken, "aiken:read_aiken", (".aiken", ".txt")),
    "yaml": Reader("YAML", recognisers.is_yaml, "data_files:read_yaml", (".yaml", ".yml")),
    "markdown": Reader("Markdown", recognisers.is_markdown, "markdown_exam:read_markdown_exam", (".md", ".markdown")),
    "csv": Reader("a table (CSV)", recognisers.is_table, "tables:read_csv", (".csv", ".tsv"), takes_columns=True),
}
"""By the name that ``--format`` knows. Of two formats that a file may be in, the first is taken, unless its name ends
as only those of the second do."""


def recognised(name: str, data: bytes) -> str | None:
    """The format of a file, one of `READERS`, by its content; where that tells nothing, by the ending of its name.

    None for a bank in TOML, and for what is in no format that is known here.
    """
    return _recognised(name, recognisers.beginning_of(data))


def looks_like(text: str) -> str | None:
    """The format that a text seems to be in, as it is said to people; None for TOML, and where nothing is plain."""
    look = FileBeginning(recognisers.first_lines(text))
    if (known := _recognised("", look)) is not None:
        return READERS[known].title
    return UNREADABLE if recognisers.is_xml(look) and not recognisers.is_bank(look) else None


def has_its_suffix(name: str) -> bool:
    """Whether a name ends as those of files in other formats do."""
    return any(_ends(name, reader) for reader in READERS.values())


def _recognised(name: str, look: FileBeginning) -> str | None:
    named = [known for known, reader in READERS.items() if _ends(name, reader)]
    is_data = named in (["csv"], ["json"], ["yaml"]) and READERS[named[0]].looks_right(look)
    if recognisers.is_bank(look) and not is_data:  # in data it may be code of a question that assigns something
        return None
    fitting = [known for known, reader in READERS.items() if reader.looks_right(look)]
    both = [known for known in fitting if known in named]
    if both or fitting:
        return (both or fitting)[0]
    if recognisers.is_xml(look) or (look.data and not look.start.strip()):
        return None
    return named[0] if len(named) == 1 else None


def _ends(name: str, reader: Reader) -> bool:
    return name.lower().endswith(reader.suffixes)


UNREADABLE = "XML or HTML"
"""What a text is called that is none of `READERS`."""
