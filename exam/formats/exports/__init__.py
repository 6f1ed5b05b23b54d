"""Writers of questions in other formats, a file each: a writer gets an `Outgoing` and gives a `Written`."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from exam.formats.exports.outgoing import Written


class Writer(NamedTuple):
    """A format that questions can go out in."""

    title: str
    """What people call it."""
    suffix: str
    """How its files end."""
    function: str
    """Where its writer is, as ``module:name``; it is loaded when it is needed."""
    is_text: bool = True
    """Whether it can be shown on a terminal."""

    def load(self) -> Callable[..., Written]:
        """The function that writes."""
        module, _, name = self.function.partition(":")
        function: Callable[..., Written] = getattr(import_module(f"exam.formats.exports.{module}"), name)
        return function


def _packed(title: str, suffix: str, function: str) -> Writer:
    return Writer(title, suffix, function, is_text=False)


WRITERS: dict[str, Writer] = {
    "gift": Writer("GIFT", ".gift", "gift:write_gift"),
    "aiken": Writer("Aiken", ".aiken.txt", "aiken:write_aiken"),
    "moodle-xml": Writer("Moodle XML", ".moodle.xml", "moodle_xml:write_moodle_xml"),
    "qti2": _packed("QTI 2.1 package", ".qti2.zip", "qti2:write_qti2"),
    "qti3": _packed("QTI 3.0 package", ".qti3.zip", "qti3:write_qti3"),
    "anki": _packed("Anki deck", ".apkg", "anki:write_anki"),
    "csv": Writer("CSV table", ".csv", "tables:write_csv"),
    "markdown": Writer("Markdown", ".md", "markdown:write_markdown"),
    "html": Writer("web page", ".html", "html:write_html"),
    "pdf": _packed("PDF for printing", ".pdf", "pdf:write_pdf"),
}
"""By the name that `exam export --to` takes."""
