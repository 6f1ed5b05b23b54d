"""What is the same for all items of a package of QTI, and how ids of ours become its identifiers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.qti_texts import Texts
from exam.formats.exports.qti_xml import Dialect

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")


@dataclass(frozen=True)
class Writing:
    """A package as it is written."""

    outgoing: Outgoing
    dialect: Dialect
    texts: Texts
    pictures: Mapping[str, str]
    """Where each picture lies, as an item calls it, by the id of its exhibit."""
    stimuli: Mapping[str, str]
    """Where the file of an exhibit lies, as an item calls it, by its id; one without a file is a part of the item."""


def identifier(name: str, n: int) -> str:
    """An id of ours as QTI allows one; `n` tells apart what has no id that could be one."""
    if _IDENTIFIER.fullmatch(name):
        return name
    return f"_{name}" if _IDENTIFIER.fullmatch(f"_{name}") else f"_{n}"
