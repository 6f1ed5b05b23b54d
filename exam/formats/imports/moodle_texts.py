"""The texts of a question of Moodle, in the four formats that it knows, and the pictures that they show."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Any
from urllib.parse import unquote

from exam.core.text import one_line, visible
from exam.formats.imports.html_markdown import ShownPicture, from_html, text_of_html
from exam.formats.imports.markdown_text import escaped
from exam.formats.imports.xml_tree import Element

_IN_FILE = "@@PLUGINFILE@@"
_PLACE = re.compile(r"!\[[^\[\]]*\]\(picture\)")
"""Where `from_html` puts a picture; literal text has a backslash in it."""
_MARKDOWN_PICTURE = re.compile(rf"!\[([^\[\]]{{0,500}})\]\(({_IN_FILE}/[^)\s]{{1,300}})\)")
_EMBEDDED = re.compile(r"data:image/([\w+.-]{1,20});base64,")
_MOST_PICTURES = 10
"""Beside one question."""


@dataclass
class EmbeddedPictures:
    """The pictures of a file so far, as exhibits and by name."""

    exhibits: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, name: str, alt: str, data: bytes, *, titled: bool) -> str:
        """The id of the exhibit that shows a picture; the same for the same picture with the same words."""
        key = (sha256(data).hexdigest(), alt)
        if key not in self._known:
            id_ = self._known[key] = f"picture-{len(self._known) + 1}"
            exhibit = {"id": id_, "picture": self._named(name, data), "alt": alt or f"Picture {name}"}
            self.exhibits.append({**exhibit, **({"title": alt or name} if titled else {})})
        return self._known[key]

    def _named(self, name: str, data: bytes) -> str:
        """A plain file name for a picture that no other one has."""
        plain = re.sub(r"[^\w.-]+", "-", name).strip(".-")[-80:] or "picture"
        found, number = plain, 1
        while self.media.get(found, data) != data:
            number += 1
            found = f"{number}-{plain}"
        self.media[found] = data
        return found


@dataclass
class MoodleTexts:
    """Reads the texts of one question, and remembers what they show and what they lose."""

    pictures: EmbeddedPictures
    exhibits: list[str] = field(default_factory=list)
    """Ids of what is to stand beside the question."""
    changed: list[str] = field(default_factory=list)

    def stem(self, element: Element | None) -> str:
        """The question itself. A picture in a line of its own stands beside it alone."""
        written = self._read(element, titled=False)
        kept = list(filter(None, map(_without_shown, written.split("\n\n"))))
        return ("\n\n".join(kept) or written).replace(_SHOWN, "")

    def markdown(self, element: Element | None) -> str:
        """Any other text, "" where there is none."""
        return self._read(element, titled=True).replace(_SHOWN, "")

    def plain(self, element: Element | None) -> str:
        """The words of a text alone, in one line."""
        if element is None:
            return ""
        written = _written(element)
        return one_line(written if _format(element) in ("plain_text", "markdown") else text_of_html(written))

    def of_html(self, html: str) -> str:
        """A piece of a text in HTML that stands in no element of its own. Pictures in it are told by their words."""
        return from_html(html).text

    def lose(self, what: str) -> None:
        """Notes that something is not taken, or is taken in another way."""
        if what not in self.changed:
            self.changed.append(what)

    def _read(self, element: Element | None, *, titled: bool) -> str:
        if element is None:
            return ""
        written = _written(element)
        match _format(element):
            case "plain_text":
                return escaped(written)
            case "markdown":

                def shown(found: re.Match[str]) -> str:
                    return self._place(ShownPicture(found[2], one_line(found[1])), element, titled=titled)

                return _MARKDOWN_PICTURE.sub(shown, dedent(visible(written)))
            case "moodle_auto_format":
                written = written.replace("\n", "<br>")
        return self._from_html(written, element, titled=titled)

    def _from_html(self, html: str, element: Element, *, titled: bool) -> str:
        found = from_html(html)
        for what in found.lost:
            self.lose(f"{what} in it is left out")
        pictures = iter(found.pictures)

        def shown(place: re.Match[str]) -> str:
            picture = next(pictures, None)
            return place[0] if picture is None else self._place(picture, element, titled=titled)

        return _PLACE.sub(shown, found.text)

    def _place(self, picture: ShownPicture, element: Element, *, titled: bool) -> str:
        """What stands in the text for a picture, which is shown beside the question if it can be."""
        name, data = _content(picture.source, element)
        label = re.sub(r"[\[\]\\`<>$]", "", picture.alt or name or "without words")
        if data is None:
            where = one_line(picture.source)[:100]
            self.lose(f"a picture is not in the file: {where}" if where else "a picture is not in the file")
            return f"![{label}](missing)"
        id_ = self.pictures.add(name, one_line(picture.alt)[:2_000], data, titled=titled)
        if id_ not in self.exhibits:
            if len(self.exhibits) == _MOST_PICTURES:
                self.lose(f"no more than {_MOST_PICTURES} of its pictures stand beside it")
                return f"![{label}](missing)"
            self.exhibits.append(id_)
        return f"![{label}](picture){_SHOWN}"


_SHOWN = "\x00"
"""Behind a picture that stands beside the question, while its text is put together: no text has that sign."""
_BREAK = "\\\n"
_MARKED = re.compile(rf"(?:!\[[^\[\]]*\]\(picture\){_SHOWN}\s*)+")


def _without_shown(paragraph: str) -> str:
    """A paragraph without those of its lines that are nothing but a picture which stands beside the question."""
    return _BREAK.join(line for line in paragraph.split(_BREAK) if not _MARKED.fullmatch(line))


def _format(element: Element) -> str:
    return element.get("format", "html").lower()


def _written(element: Element) -> str:
    """The text as it stands in its element; older programs leave the element ``text`` out."""
    inner = element.first("text")
    if inner is None:
        return "".join(one for one in element.content if isinstance(one, str)).strip()
    return inner.text.strip("\n")


def _content(source: str, element: Element) -> tuple[str, bytes | None]:
    """The file name and the content of a picture; None where the file does not have it."""
    if embedded := _EMBEDDED.match(source):
        return f"picture.{embedded[1].partition('+')[0]}", _decoded(unquote(source[embedded.end() :]))
    path = unquote(source.partition("?")[0])
    name = PurePosixPath(path).name
    if not path.startswith(_IN_FILE):
        return name, None
    for file in _files(element):
        if PurePosixPath(file.get("name")).name == name:
            return name, _decoded(file.text)
    return name, None


def _files(element: Element) -> Iterator[Element]:
    return element.within("file")


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text)
    except (binascii.Error, ValueError):
        return None
