"""Ids for what has none: the same name or text always makes the same id, whatever stands around it."""

import hashlib
import re
import unicodedata
from collections.abc import Callable

MOST = 64
"""Characters of an id."""
_CUT = 48
"""Characters after which a name is cut; what it goes on with is told by letters of a digest."""
_LOOKED_AT, _MOST_LOOKED_AT = 1_000, 20_000
"""Letters of a text that are looked at where they are enough, and at most."""
_IS_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_MARKS = re.compile(r"[^a-z0-9]+")


def slug(text: str, otherwise: str = "q") -> str:
    """An id for a text: its Latin letters and digits in small, words joined by hyphens. A text that is an id stays.

    Of a long text, and of one with little Latin in it, a digest of the whole is a part, so that two of them differ.
    """
    if _IS_ID.fullmatch(text):
        return text
    whole = " ".join(text.split())
    bare = _bare(whole[:_LOOKED_AT])
    found = _MARKS.sub("-", bare).strip("-")
    if len(found) <= 2 * _CUT and len(whole) > _LOOKED_AT:
        bare = _bare(whole[:_MOST_LOOKED_AT])
        found = _MARKS.sub("-", bare).strip("-")
    if len(found) <= _CUT:
        letters = sum(map(str.isalnum, bare))
        if 2 * sum(map(str.isalnum, found)) >= letters > 0:
            return found
    start = found if len(found) <= _CUT else found[: _CUT + 1].rpartition("-")[0] or found[:_CUT]
    return f"{start or otherwise}-{digest(whole)}"


def _bare(text: str) -> str:
    """A text in small letters without marks on them."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def digest(text: str) -> str:
    """Six letters and digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


class Ids:
    """Gives each thing an id that no other has. Of two that want the same, the second gets letters of its content."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str, content: Callable[[], str]) -> str:
        """An id like `wanted`. `content` is what tells the thing from others of that name."""
        found = wanted
        if found in self._taken:
            found = f"{wanted[: MOST - 7]}-{digest(content())}"
        n = 2
        while found in self._taken:
            found, n = f"{wanted[: MOST - 9]}-{n}", n + 1
        self._taken.add(found)
        return found
