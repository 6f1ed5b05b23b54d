"""The exhibit: code, a table, a picture or a passage that stands beside a question, or is shared by several."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from exam.core.authored import Line, Prose
from exam.core.model import Authored, Id
from exam.core.text import find_unsafe, visible

TextFormat = Literal["flowing", "plain", "markdown"]
"""How the texts of a bank are read. Flowing: line breaks are spaces, and empty lines begin paragraphs, as in schema 1.
Plain: as they stand, line by line. Markdown: by the small Markdown of `exam.core.markdown`."""

FilePath = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\\:\x00-\x1f]+$")]
"""Where a picture lies, from the bank's own folder on, with slashes. `exam.files` reads none from outside of it."""


class Exhibit(Authored):
    """One thing to look at. It has one of `passage`, `code`, `table` and `picture`."""

    id: Id
    title: Line | None = None
    passage: Prose | None = None
    """Text, read as the bank's other texts are."""
    code: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+#._-]{1,30}$")] | None = None
    """Of the code, for its colours."""
    table: Annotated[tuple[tuple[str, ...], ...], Field(max_length=200)] = ()
    """Rows of cells, the first of them the headings."""
    picture: FilePath | None = None
    alt: Line | None = None
    """What a picture shows, in words, for whoever cannot see it. A picture needs one."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        there = [name for name in ("passage", "code", "table", "picture") if getattr(self, name)]
        if len(there) != 1:
            found = " and ".join(there) if there else "none of these"
            raise ValueError(f"must have one of passage, code, table and picture, and has {found}")
        if self.picture and find_unsafe(self.picture) is not None:
            raise ValueError(
                "has a picture whose name holds a character that cannot be seen. Give the file another name"
            )
        if self.picture and not self.alt:
            raise ValueError("has a picture and no alt. Write in alt what it shows, for whoever cannot see it")
        if self.table and len({len(row) for row in self.table}) > 1:
            raise ValueError("has a table whose rows differ in length. Give each row the same number of cells")
        if self.code is not None:
            object.__setattr__(self, "code", visible(self.code).strip("\n"))
        object.__setattr__(self, "table", tuple(tuple(visible(cell) for cell in row) for row in self.table))
        return self
