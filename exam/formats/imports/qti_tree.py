"""Questions of QTI 2 and 3 in one vocabulary: version 3 writes ``qti-simple-choice`` where 2 has ``simpleChoice``."""

import re
from collections.abc import Iterator

from exam.formats.imports.xml_tree import Element, read_xml

_HYPHEN = re.compile("-([a-z0-9])")
_KEPT = ("data-", "aria-", "xml")


def read_qti_xml(name: str, data: bytes) -> Element:
    """The root of a file of QTI 2 or 3, with the names of version 2. Raises BankRefused."""
    root = read_xml(name, data)
    for element in (root, *_below(root)):
        if element.name.startswith("qti-"):
            element.name = _joined(element.name.removeprefix("qti-"))
            element.attributes = {
                key if key.startswith(_KEPT) else _joined(key): value for key, value in element.attributes.items()
            }
    return root


def _joined(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


def _below(root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        for element in waiting.pop():
            yield element
            waiting.append(element)


def values_of(element: Element, *path: str) -> tuple[str, ...]:
    """The texts of all ``value`` elements in the one at the end of a path."""
    found = element.first(*path)
    return () if found is None else tuple(one.text for one in found.all("value"))
