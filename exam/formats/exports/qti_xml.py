"""The two versions of QTI that are written, 2.1 and 3.0: how each spells its names, and its XML.

What is alike is written once, in the names of 2.1; in 3.0 the same names are parted by hyphens and begin with ``qti-``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from xml.etree.ElementTree import Element, indent, tostring

from exam.core.text import visible

Inside = Element | str
"""What an element holds: others, and text between them."""

_CAPITAL = re.compile("[A-Z]")
_PLACES = 12
_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Dialect:
    """A version of QTI."""

    version: str
    namespace: str
    schema: str
    """Where the schema of items, tests and stimuli is published."""
    templates: str
    """What the address of a standard template of response processing begins with."""
    package_namespace: str
    package_schema: str
    package_name: str
    """What a manifest says that it is the manifest of, and of which version."""
    package_version: str
    item_type: str
    """The type of an item, a test and a stimulus in a manifest."""
    test_type: str
    stimulus_type: str = ""
    """Empty where what stands beside a question has no file of its own."""
    hyphens: bool = False

    def spelt(self, name: str) -> str:
        """An attribute's name."""
        return _CAPITAL.sub(lambda capital: f"-{capital[0].lower()}", name) if self.hyphens else name

    def make(self, name: str, *inside: Inside, **attributes: str | int | bool) -> Element:
        """An element of QTI, by the name that it has in 2.1."""
        tag = f"qti-{self.spelt(name)}" if self.hyphens else name
        return element(tag, *inside, **{self.spelt(key): value for key, value in attributes.items()})

    def document(self, name: str, *inside: Inside, language: str = "", **attributes: str | int | bool) -> Element:
        """The outermost element of a file."""
        root = _rooted(self.make(name, *inside, **attributes), self.namespace, self.schema)
        if language:
            root.set("xml:lang", language)
        return root

    def manifest(self, *inside: Inside, identifier: str) -> Element:
        """The outermost element of a package's list of contents, which is spelt alike in both versions."""
        root = element("manifest", *inside, identifier=identifier)
        return _rooted(root, self.package_namespace, self.package_schema)


def element(tag: str, *inside: Inside, **attributes: str | int | bool) -> Element:
    """An element that is spelt alike in both versions, as those of HTML are."""
    made = Element(tag, {name: _written(value) for name, value in attributes.items()})
    put_into(made, inside)
    return made


def put_into(parent: Element, inside: Iterable[Inside]) -> None:
    """Puts elements and texts behind what an element holds already."""
    for one in inside:
        if isinstance(one, Element):
            parent.append(one)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + visible(one)
        else:
            parent.text = (parent.text or "") + visible(one)


def figure(number: Fraction) -> str:
    """A number as a decimal, exact or to twelve places.

    A number without an end is rounded away from zero. Three thirds of a question then add up to one, or to a trace
    more, which the upper bound cuts off, and never to less.
    """
    whole = -(-abs(number) * 10**_PLACES // 1)
    digits = f"{int(whole):0{_PLACES + 1}}"
    shown = f"{digits[:-_PLACES]}.{digits[-_PLACES:]}".rstrip("0").rstrip(".")
    return f"-{shown}" if number < 0 else shown


def as_file(root: Element) -> bytes:
    """A document as the bytes of a file, a line for each of its parts; the texts of questions stay as they are."""
    indent(root, space=" ", level=0) if not _has_texts(root) else _on_lines(root)
    written: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _on_lines(root: Element) -> None:
    root.text = "\n "
    for child in root:
        if not _has_texts(child):
            indent(child, space=" ", level=1)
        child.tail = "\n "
    root[-1].tail = "\n"


_TEXTS = re.compile("(?i)-?(item-?body|stimulus-?body|modal-?feedback)$")


def _has_texts(part: Element) -> bool:
    return any(_TEXTS.search(one.tag) for one in part.iter())


def _rooted(root: Element, namespace: str, schema: str) -> Element:
    root.set("xmlns", namespace)
    root.set("xmlns:xsi", _SCHEMA_INSTANCE)
    root.set("xsi:schemaLocation", f"{namespace} {schema}")
    return root


def _written(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else visible(str(value))
