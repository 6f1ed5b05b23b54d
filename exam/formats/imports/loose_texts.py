"""The texts of loosely written questions as those of a bank, and what stands beside them as exhibits."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from exam.formats.imports.html_markdown import FromHtml
from exam.formats.imports.keys import UnclearQuestion
from exam.formats.imports.loose_question import LooseQuestion
from exam.formats.imports.markup import Markup

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


_LONGEST = 40_000
"""Characters of a text with its markup: twice what a bank may have without."""


class LooseTexts:
    """Reads texts one by one, and keeps the exhibits that they bring."""

    def __init__(self, markup: Markup, picture: Callable[[str], bytes | None] | None, folder: str) -> None:
        """`picture` gives the content of a picture in the file by its name; None: they lie in a folder beside it."""
        self._markup = markup
        self._picture = picture
        self._folder = folder
        self.exhibits: dict[tuple[str, str], dict[str, Any]] = {}
        """By what they are and by their content, as they stand in a bank's file."""
        self.media: dict[str, bytes] = {}
        self.wanted_media: dict[str, str] = {}

    def says(self, text: str) -> str:
        """What answers a question, as a text of the bank. Raises UnclearQuestion for a picture, which stands beside."""
        found = self._read(text)
        if found.pictures:
            raise UnclearQuestion("has a picture for an answer, and a bank shows pictures beside the question alone")
        return found.text.strip("\n")

    def _read(self, text: str) -> FromHtml:
        if len(text) > _LONGEST:
            raise UnclearQuestion(f"has a text of {len(text):,} characters, which is more than a question may have")
        return self._markup.reads(text)

    def told(self, text: str, changed: list[str]) -> str:
        """What is told after an answer."""
        found = self._read(text)
        if found.pictures:
            changed.append("a picture of its explanation is not held")
        return found.text.strip("\n")

    def shown(self, text: str, changed: list[str], exhibits: list[str]) -> str:
        """What asks; pictures in it become exhibits, whose ids are added. Raises UnclearQuestion."""
        found = self._read(text)
        changed += [f"{lost} in it is not held" for lost in found.lost]
        exhibits += [self._picture_of(picture.source, picture.alt) for picture in found.pictures]
        if not found.text.strip() and found.lost:
            raise UnclearQuestion(f"is nothing but {found.lost[0]}")
        if not found.text.strip() and exhibits:
            raise UnclearQuestion("is nothing but a picture, and says nothing of what it asks")
        return found.text.strip("\n")

    def beside(self, question: LooseQuestion) -> list[str]:
        """The ids of its exhibits, each kept once. Raises UnclearQuestion for a picture that cannot be had."""
        found = []
        if question.passage.strip():
            found.append(self._exhibit("passage", self.told(question.passage, [])))
        if question.code.strip():
            found.append(self._exhibit("code", question.code))
        if path := question.picture.strip():
            found.append(self._picture_of(path, question.alt))
        return found

    def _picture_of(self, source: str, alt: str) -> str:
        """The id of the exhibit that shows a picture. Raises UnclearQuestion where it cannot be had."""
        source = unquote(source) if self._picture else source
        if re.match(r"[a-z][a-z0-9+.-]+:|//", source, re.I):
            where = "on the net" if source.startswith(("http", "//")) else "in a form that is not read"
            raise UnclearQuestion(f"needs the picture {source[:80]}, which is not in the file but {where}")
        suffix = PurePosixPath(source).suffix.lower()
        content = self._picture(source) if self._picture else None
        if suffix not in _PICTURES or (self._picture and content is None):
            raise UnclearQuestion(f"needs the picture {source[:80]!r}, which the file does not have")
        known = ("picture", source) in self.exhibits
        exhibit = self._exhibit("picture", source, alt)
        if not known and content is not None:
            self.media[str(self.exhibits["picture", source]["picture"])] = content
        return exhibit

    def _exhibit(self, what: str, content: str, alt: str = "") -> str:
        if known := self.exhibits.get((what, content)):
            return str(known["id"])
        made: dict[str, Any] = {"id": f"{what}-{len(self.exhibits) + 1}", what: content}
        if what == "picture":
            path = content.replace("\\", "/")
            name = PurePosixPath(path)
            made |= {"picture": f"{made['id']}{name.suffix.lower()}", "alt": alt.strip() or name.name}
            if not self._picture:
                self.wanted_media[made["picture"]] = f"{self._folder}{path}"
        self.exhibits[what, content] = made
        return str(made["id"])
