"""Questions of QTI 1.2, as Canvas, Blackboard and the tools of their time write them."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut, Place
from exam.formats.imports.qti1_question import question1_fields
from exam.formats.imports.qti_files import Files
from exam.formats.imports.qti_operators import Effort, NotUnderstood
from exam.formats.imports.xml_tree import Element, read_xml

_NO_NAME = re.compile(r"[A-Za-z_]{0,6}[0-9a-fA-F-]{14,}")
"""Identifiers that programs draw, and nobody reads."""
_NO_TITLE = re.compile(r"(?:question|item|quiz question)?\s*\d*", re.I)
_DEEPEST = 30


def read_qti1(name: str, data: bytes) -> ForeignBank:
    """The questions of a file whose root is ``questestinterop``. `name` is for messages. Raises BankRefused."""
    root = read_xml(name, data)
    found = list(items_of(root))
    if root.name != "questestinterop" or not found:
        remedy = "Name a file of QTI 1.2 with items in it."
        raise BankRefused((Fault(name, root.line, 1, "", f"has no question in it, but {root.name}", remedy),))
    files = Files(Effort.for_file(len(data)))
    taken = [taken1(item, section, "", files) for item, section in found]
    return ForeignBank(
        tuple(one for one in taken if isinstance(one, ForeignItem)),
        tuple(one for one in taken if isinstance(one, LeftOut)),
        title=assessment_title(root),
        exhibits=tuple(files.exhibits),
        media=files.media,
        wanted_media=files.wanted,
    )


def assessment_title(root: Element) -> str:
    """The title of the first assessment or collection of questions."""
    titles = (" ".join(one.get("title").split()) for one in root if one.name in ("assessment", "objectbank", "section"))
    return next(filter(None, titles), "")


def items_of(one: Element, titles: tuple[str, ...] = ()) -> Iterator[tuple[Element, str]]:
    """The questions in an element, each with the title of its section."""
    for part in one:
        if part.name == "item":
            yield part, " / ".join(titles)
        elif part.name in ("assessment", "objectbank"):
            yield from items_of(part, titles)
        elif part.name == "section" and len(titles) < _DEEPEST:
            title = " ".join(part.get("title").split())
            yield from items_of(part, (*titles, title) if title else titles)


def taken1(
    item: Element, section: str, member: str, files: Files, weight: Fraction = Fraction(1)
) -> ForeignItem | LeftOut:
    """A question as a bank holds it, or why it holds none."""
    place = Place(item.line, member)
    name = question_name(item.get("ident"), item.get("title"))
    changed: list[str] = []
    try:
        fields: dict[str, Any] = question1_fields(item, files, member, weight, changed)
    except NotUnderstood as reason:
        return LeftOut(place, name or item.get("title"), str(reason))
    return ForeignItem(place, fields, name, section, tuple(dict.fromkeys(changed)))


def question_name(identifier: str, title: str) -> str:
    """What a question is called: its identifier if somebody chose it, else its title if that says something."""
    if identifier and not _NO_NAME.fullmatch(identifier):
        return identifier
    title = " ".join(title.split())
    return "" if _NO_TITLE.fullmatch(title) else title
