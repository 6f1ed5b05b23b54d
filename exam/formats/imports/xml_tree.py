"""XML of a stranger as a tree whose elements know their lines.

Read by the standard library's expat: it says lines and columns, and has hooks at which a document type, and with it
every entity that could grow or fetch something, is refused before it is obeyed. defusedxml hooks into the same parser
in the same way, and its trees know no lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import NoReturn
from xml.parsers import expat

from exam.files.faults import BankRefused, Fault

MAX_BYTES = 100_000_000
"""Of one file. Question files carry their pictures as text."""
MOST_ELEMENTS = 500_000
DEEPEST = 100
_MOST_ATTRIBUTES = 100
_LONGEST_NAME = 1_000
"""Letters of the name of an element or an attribute. One of millions is copied again and again on its way."""
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|macintosh",
    re.I,
)
"""Those that expat or a table of 256 letters can read."""
_LONG = 200_000
"""Bytes from which on a file is looked at before it is read."""
_LONG_NAME = re.compile(rb"<[^\s<>/=\"'&;]{1001}")
_LONG_TAG = re.compile(rb"<[A-Za-z_:][^<>]{5000,}")
_NAMED = re.compile(rb"""[\s"'][\w:.-]{1,100}\s*=\s*["']""")
"""What looks like an attribute. A value may hold some too, if not a thousand."""
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Element:
    """One element, with all that is in it."""

    name: str
    """Without the prefix of a namespace."""
    line: int
    """Where it begins, from 1."""
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    """By their names as written; what declares namespaces is among them."""
    content: list[Element | str] = field(default_factory=list)
    """Texts and elements in their order. A text is never empty, and none follows another."""

    def __iter__(self) -> Iterator[Element]:
        """The elements right in it."""
        return (one for one in self.content if isinstance(one, Element))

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute, without white space around it."""
        return self.attributes.get(attribute, default).strip()

    def first(self, *names: str) -> Element | None:
        """The element at the end of a path: the first of that name in the first of the one before."""
        found: Element | None = self
        for name in names:
            if found is None:
                return None
            for one in found.content:
                if not isinstance(one, str) and one.name == name:
                    found = one
                    break
            else:
                return None
        return found

    def all(self, name: str) -> list[Element]:
        """Those right in it that have this name."""
        return [one for one in self.content if not isinstance(one, str) and one.name == name]

    def within(self, *names: str) -> Iterator[Element]:
        """Those that have one of these names at any depth below it, in the order of the file."""
        waiting = self.content[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                continue
            if one.name in names:
                yield one
            if one.content:
                waiting += one.content[::-1]

    @property
    def text(self) -> str:
        """All text in it, at any depth, as it stands there."""
        if len(self.content) == 1 and isinstance(self.content[0], str):
            return self.content[0]
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    def text_of(self, *names: str, default: str = "") -> str:
        """The text at the end of a path, without white space around it."""
        found = self.first(*names)
        return default if found is None else found.text.strip()

    @property
    def markup(self) -> str:
        """What is in it as markup, for a reader of HTML."""
        return "".join(map(_markup, self.content))


def read_xml(name: str, data: bytes) -> Element:
    """The root of an XML file. `name` is for messages.

    Raises BankRefused where it is no XML, has a document type, or is larger, deeper or of more elements than any
    question file.
    """
    if len(data) > MAX_BYTES:
        _refuse(name, 0, 0, f"has more than {MAX_BYTES // 1_000_000} MB", "Split it into several files.")
    _refuse_costly(name, data)
    return _Reader(name, data).read()


def _refuse_costly(name: str, data: bytes) -> None:
    """Refuses what has far too many elements or attributes before they are read one by one, which takes seconds."""
    if len(data) < _LONG:
        return
    opened, *others = data.split(b"<![CDATA[", MOST_ELEMENTS + 1)
    count = _ends(opened)
    for one in others:
        count += _ends(one.partition(b"]]>")[2])
    if count > MOST_ELEMENTS or len(others) > MOST_ELEMENTS:
        _refuse(name, 0, 0, f"the XML has more than {MOST_ELEMENTS:,} elements", "Split it into several files.")
    if tag := _LONG_NAME.search(data):
        message = f"the name of an element has more than {_LONGEST_NAME:,} letters"
        _refuse(name, data.count(b"\n", 0, tag.start()) + 1, 0, message, "No question file does that.")
    for tag in _LONG_TAG.finditer(data):
        if next(islice(_NAMED.finditer(data, *tag.span()), 10 * _MOST_ATTRIBUTES, None), None):
            line = data.count(b"\n", 0, tag.start()) + 1
            message = f"an element has more than {_MOST_ATTRIBUTES} attributes"
            _refuse(name, line, 0, message, "No question file does that.")


def _ends(markup: bytes) -> int:
    """How many elements end in some markup: at least so many have begun."""
    if b"<!--" in markup:
        before, *others = markup.split(b"<!--")
        markup = b"".join((before, *(one.partition(b"-->")[2] for one in others)))
    return markup.count(b"</") + markup.count(b"/>")


def _markup(one: Element | str) -> str:
    if isinstance(one, str):
        return _escaped(one)
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in one.attributes.items())
    return f"<{one.name}{attributes}>{one.markup}</{one.name}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _refuse(name: str, line: int, column: int, message: str, remedy: str = "") -> NoReturn:
    raise BankRefused((Fault(name, line, column, "", message, remedy),))


class _Reader:
    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data.lstrip(b" \t\r\n")
        self.lines_before = data[: len(data) - len(self.data)].count(b"\n")
        self.root: Element | None = None
        self.open: list[Element] = []
        self.elements = 0
        self.pieces: list[str] = []
        self.blanks: dict[str, str] = {}
        parser = self.parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.XmlDeclHandler = self.declared
        parser.StartDoctypeDeclHandler = self.typed
        parser.EntityDeclHandler = self.typed
        parser.StartElementHandler = self.begun
        parser.EndElementHandler = self.ended
        parser.CharacterDataHandler = self.pieces.append

    def read(self) -> Element:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "unknown error")
            message = f"the XML cannot be read: {reason}"
            remedy = "Export the file anew, or mend it where it says."
            _refuse(self.name, error.lineno + self.lines_before, error.offset + 1, message, remedy)
        except (LookupError, ValueError):
            self.refuse("the XML names an encoding that cannot be read", "Save it as UTF-8.")
        assert self.root is not None, "expat takes no file without an element"
        return self.root

    def refuse(self, message: str, remedy: str) -> NoReturn:
        line = self.parser.CurrentLineNumber + self.lines_before
        _refuse(self.name, line, self.parser.CurrentColumnNumber + 1, message, remedy)

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and not _ENCODINGS.fullmatch(encoding):
            self.refuse(f"the XML is in the encoding {encoding[:40]!r}", "Save it as UTF-8.")

    def typed(self, *_: object) -> None:
        self.refuse(
            "the XML has a document type (<!DOCTYPE …>), which can make a reader fetch or repeat things without end",
            "Take it out, if you know where the file comes from; questions need none.",
        )

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            self.refuse(f"the XML has more than {MOST_ELEMENTS:,} elements", "Split it into several files.")
        if len(self.open) >= DEEPEST:
            self.refuse(f"elements lie in each other more than {DEEPEST} deep", "No question file does that.")
        if len(attributes) > _MOST_ATTRIBUTES:
            self.refuse(f"an element has more than {_MOST_ATTRIBUTES} attributes", "No question file does that.")
        if self.pieces:
            self.end_text()
        name = tag.rpartition(":")[2] if ":" in tag else tag
        line = self.parser.CurrentLineNumber + self.lines_before
        element = Element(name, line, attributes or _NO_ATTRIBUTES, [])
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def ended(self, _tag: str) -> None:
        if self.pieces:
            self.end_text()
        self.open.pop()

    def end_text(self) -> None:
        """Puts the pieces of a text together, which may be many where it is long."""
        text = "".join(self.pieces)
        self.pieces.clear()
        if len(text) < 40 and text.isspace():  # most texts are the same few indents
            text = self.blanks.setdefault(text, text)
        self.open[-1].content.append(text)
