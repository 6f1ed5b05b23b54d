"""Texts as GIFT has them: its signs escaped, line ends as ``\\n``, and the format named once for each question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.markdown import brief
from exam.core.text import one_line, reflowed
from exam.formats.imports.markdown_text import escaped

_ESCAPED = str.maketrans({**{sign: f"\\{sign}" for sign in "\\~=#{}:"}, "\n": "\\n"})


class GiftTexts:
    """How the texts of one form are written. Flowing text is written as the lines that it makes."""

    def __init__(self, text: TextFormat) -> None:
        self.is_markdown = text == "markdown"
        self._flows = text == "flowing"

    @property
    def form(self) -> str:
        """What a question says of the format of its texts."""
        return "[markdown]" if self.is_markdown else "[plain]"

    def shown(self, text: str) -> str:
        """A text as it is to be read."""
        return reflowed(text) if self._flows else text

    def literal(self, text: str) -> str:
        """A text without marks of its own, as it is to be read among others."""
        return escaped(text) if self.is_markdown else text

    def words(self, text: str) -> str:
        """A text where no marks are read: its bare words, or all of it where it has none."""
        return brief(text) or text if self.is_markdown else self.shown(text)

    def loses_marks(self, text: str) -> bool:
        """Whether `words` says less than the text."""
        return self.is_markdown and escaped(self.words(text)) != text

    def under(self, exhibits: Iterable[Exhibit], stem: str) -> str:
        """A stem below what stands beside it."""
        return "\n\n".join((*(self._exhibit(exhibit) for exhibit in exhibits), self.shown(stem)))

    def link(self, title: str, url: str) -> str:
        """Where to read on, as a line."""
        return f"[{title}](<{url}>)" if self.is_markdown else f"{title}: {url}"

    def _exhibit(self, exhibit: Exhibit) -> str:
        if exhibit.code is not None:
            fence = "```" if "```" not in exhibit.code else "~~~~"
            code = f"{fence}{exhibit.language or ''}\n{exhibit.code}\n{fence}" if self.is_markdown else exhibit.code
            return self._titled(exhibit, code)
        if exhibit.table:
            return self._titled(exhibit, "\n".join(self._rows(exhibit.table)))
        if exhibit.picture:
            return self._titled(exhibit, f"[Picture: {exhibit.alt}]")
        return self._titled(exhibit, self.shown(exhibit.passage or ""))

    def _titled(self, exhibit: Exhibit, shown: str) -> str:
        if not exhibit.title:
            return shown
        between = "\n\n" if self.is_markdown else "\n"
        return f"{self.literal(exhibit.title)}{between}{shown}"

    def _rows(self, table: Sequence[Sequence[str]]) -> Iterable[str]:
        for at, row in enumerate(table):
            cells = [one_line(cell).replace("|", "\\|") if self.is_markdown else one_line(cell) for cell in row]
            yield f"| {' | '.join(cells)} |" if self.is_markdown else " | ".join(cells)
            if self.is_markdown and not at:
                yield f"|{'---|' * len(row)}"


def signs_escaped(text: str) -> str:
    """A text with the format's own signs escaped, in one line."""
    return text.translate(_ESCAPED)
