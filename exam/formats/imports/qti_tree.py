"""Questions of QTI 2 and 3 in one vocabulary: version 3 writes ``qti-simple-choice`` where 2 has ``simpleChoice``."""

import re
from functools import lru_cache

from exam.formats.imports.xml_tree import Element, read_xml

_HYPHEN = re.compile("-([a-z0-9])")
_KEPT = ("data-", "aria-", "xml")


def read_qti_xml(name: str, data: bytes) -> Element:
    """The root of a file of QTI 2 or 3, with the names of version 2. Raises BankRefused."""
    root = read_xml(name, data)
    waiting: list[Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            continue
        waiting += element.content
        if element.name.startswith("qti-"):
            element.name = _joined(element.name[4:])
            if element.attributes:
                element.attributes = {_attribute(key): value for key, value in element.attributes.items()}
    return root


@lru_cache(1_000)
def _joined(name: str) -> str:
    return _HYPHEN.sub(lambda found: found[1].upper(), name)


@lru_cache(1_000)
def _attribute(name: str) -> str:
    return name if name.startswith(_KEPT) else _joined(name)


def values_of(element: Element, *path: str) -> tuple[str, ...]:
    """The texts of all ``value`` elements in the one at the end of a path."""
    found = element.first(*path)
    return () if found is None else tuple(one.text for one in found.all("value"))
