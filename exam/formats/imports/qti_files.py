"""The files around a question of QTI: pictures and passages, from its package or beside it, as exhibits of a bank."""

import binascii
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import basename
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from exam.formats.imports.archive import beside
from exam.formats.imports.qti_operators import Effort
from exam.formats.imports.qti_worth import CannotBeHeld

_SIGNATURES = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp"}
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_LARGEST_PICTURE = 10_000_000
_MOST_PICTURES = 5_000
_LONGEST_PASSAGE = 20_000
_BASES = re.compile(r"^\$(?:IMS-CC-FILEBASE|IMS_CC_FILEBASE|CANVAS_COURSE_REFERENCE)\$/?(?:\.\./)?", re.I)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


@dataclass
class Files:
    """What lies around the questions of one file, and the exhibits that were made of it."""

    effort: Effort
    """What may be spent on following the rules of its questions."""
    read: Callable[[str], bytes] | None = None
    """Gives a member of the package; None where the questions are in a file of their own."""
    names: frozenset[str] = frozenset()
    exhibits: list[Mapping[str, Any]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)
    passages: dict[str, tuple[str, ...] | str] = field(default_factory=dict)
    """The exhibits that show what lies in a file of its own; a text says why there are none."""
    by_name: dict[str, str] = field(init=False)
    """Members by their names without folders, where there is one of that name only."""
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _stored: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counted = Counter(map(basename, self.names))
        self.by_name = {basename(name): name for name in self.names if counted[basename(name)] == 1}

    def picture(self, member: str, source: str, alt: str) -> str:
        """The id of the exhibit that shows a picture. Raises CannotBeHeld where it cannot be had or shown."""
        path = source if source.startswith("data:") else self.found(member, source)
        name = self._file(path, source)
        words = alt or basename(name).rsplit(".", 1)[0]
        return self._exhibit(path, words, name, {"picture": name, "alt": words})

    def passage(self, key: str, title: str, text: str) -> str:
        """The id of the exhibit that shows a text, known by its key. Raises CannotBeHeld."""
        if not text.strip():
            raise CannotBeHeld("belongs to a text that is empty")
        if len(text) > _LONGEST_PASSAGE:
            raise CannotBeHeld(f"belongs to a text of more than {_LONGEST_PASSAGE:,} characters")
        named = {"title": " ".join(title.split())[:200]} if title.strip() else {}
        return self._exhibit(key, text, title or basename(key), {**named, "passage": text})

    def found(self, member: str, source: str) -> str:
        """Where a link leads: a member of the package, or a path beside a single file. Raises CannotBeHeld."""
        shown = source if len(source) <= 60 else f"{source[:59]}…"
        if _ADDRESS.match(source):
            raise CannotBeHeld(f"needs {shown}, which is not in the file")
        path = unquote(source)
        if base := _BASES.match(path):
            tries = [f"web_resources/{path[base.end() :]}", path[base.end() :]]
        else:
            tries = [beside(member, source), source.lstrip("/")]
        if self.read is None:
            if not tries[0] or base:
                raise CannotBeHeld(f"needs {shown}, which is not beside the file")
            return tries[0]
        for one in (*tries, self.by_name.get(basename(path), "")):
            if one and one in self.names:
                return one
        raise CannotBeHeld(f"needs {shown}, which is not in the package")

    def content(self, path: str) -> bytes:
        """A member of the package. Raises CannotBeHeld, and BankRefused where it is hostile."""
        if self.read is None:
            raise CannotBeHeld(f"needs {path}, a file of its own; import the package that has both")
        return self.read(path)

    def _file(self, path: str, source: str) -> str:
        """The name among the media under which a picture is kept."""
        if path in self._stored:
            return self._stored[path]
        if len(self._stored) >= _MOST_PICTURES:
            raise CannotBeHeld(f"has a picture after {_MOST_PICTURES:,} others")
        shown = basename(path) if not path.startswith("data:") else "a picture that stands in its text"
        if self.read is None and not path.startswith("data:"):
            if not path.lower().endswith(_ENDINGS):
                raise CannotBeHeld(f"needs {shown}, which is no PNG, JPEG, GIF or WebP")
            name = self._free(basename(path))
            self.wanted[name] = path
        else:
            data = _from_address(path) if path.startswith("data:") else self.content(path)
            ending = next((one for mark, one in _SIGNATURES.items() if data.startswith(mark)), "")
            if not ending:
                raise CannotBeHeld(f"needs {shown}, which is no PNG, JPEG, GIF or WebP")
            if len(data) > _LARGEST_PICTURE:
                raise CannotBeHeld(f"needs {shown}, which has more than {_LARGEST_PICTURE // 1_000_000} MB")
            stem = "picture" if path.startswith("data:") else basename(path).rsplit(".", 1)[0]
            name = self._free(f"{stem}{ending}")
            self.media[name] = data
        self._stored[path] = name
        return name

    def _exhibit(self, key: str, text: str, name: str, fields: Mapping[str, Any]) -> str:
        if (key, text) not in self._ids:
            self._ids[key, text] = exhibit = self._free(_slug(name.rsplit(".", 1)[0]))
            self.exhibits.append({"id": exhibit, **fields})
        return self._ids[key, text]

    def _free(self, name: str) -> str:
        """A name that is not taken yet."""
        stem, point, ending = _plain(name).rpartition(".")
        if not point:
            stem, ending = ending, ""
        free, count = f"{stem}{point}{ending}", 2
        while free.lower() in self._taken:
            free, count = f"{stem}-{count}{point}{ending}", count + 1
        self._taken.add(free.lower())
        return free


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)[-80:].lstrip("-._") or "picture"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:50].strip("-") or "exhibit"


def _from_address(address: str) -> bytes:
    """What a ``data:`` address holds. Raises CannotBeHeld."""
    head, _, body = address.partition(",")
    if len(body) > 2 * _LARGEST_PICTURE:
        raise CannotBeHeld(f"has a picture of more than {_LARGEST_PICTURE // 1_000_000} MB")
    try:
        return b64decode(unquote_to_bytes(body)) if head.endswith(";base64") else unquote_to_bytes(body)
    except binascii.Error as error:
        raise CannotBeHeld("has a picture in it that is damaged") from error
