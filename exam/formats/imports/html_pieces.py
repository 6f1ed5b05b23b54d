"""What a paragraph of HTML is made of: stretches of one meaning."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Kind = Literal["text", "code", "sub", "sup", "formula", "picture", "break"]


class Piece(NamedTuple):
    """A stretch of one meaning. A formula is in the words of TeX; of a picture there are the words that tell of it."""

    text: str
    kind: Kind = "text"
    strong: bool = False
    emphasis: bool = False
    href: str = ""

    def so(self, **changes: Any) -> Piece:
        """The same but for what is named."""
        return self._replace(**changes)

    @property
    def is_bare(self) -> bool:
        """Whether it is text without a mark."""
        return self.kind == "text" and not (self.strong or self.emphasis or self.href)

    def saying(self, text: str, kind: Kind = "text") -> Piece:
        """The same with another text."""
        return Piece(text, kind, self.strong, self.emphasis, self.href)
