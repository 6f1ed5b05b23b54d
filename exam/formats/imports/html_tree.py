"""HTML as a tree: of any stranger's fragment, however broken, in bounded depth.

Read by hand, in time that grows like the fragment: the standard library's parser takes minutes for 100 kB of tags that
do not end (before Python 3.13.6). markdownify and its kin bring it along, and escape by other rules than
`exam.core.markdown` reads by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

DEEPEST = 50
"""Elements within each other; what begins deeper is taken for text of the last one."""
MOST_LETTERS = 100_000
"""Of one fragment, pictures in it not counted. A question may have 20,000."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table ul".split()
)
_CLOSES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""What an element ends when it begins, and beyond what it ends nothing."""
_DATA = re.compile(r"data:[\w/+.-]{0,60};base64,[\w+/=\s%-]*")
_MARKUP = re.compile(
    r"""<!\[CDATA\[|<!--|<[!?]|<(?P<end>/?)(?P<tag>[A-Za-z][\w:.-]{0,60})
    (?P<attributes>(?:[^"'<>]|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000})>""",
    re.VERBOSE,
)
"""A `<` that begins none of these is a sign of the text."""
_BARE_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][\w:.-]{0,60})(?P<attributes>)>")
"""Most tags have no attributes, and are told in a fraction of the time."""
_ATTRIBUTE = re.compile(r"""(?P<name>[\w:.-]{1,60})(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_RAW = frozenset({"script", "style"})
"""What holds no markup, whatever stands in it."""


@dataclass(slots=True)
class Node:
    """One element."""

    name: str
    """In small letters; that of an element of MathML without a prefix."""
    attributes: Mapping[str, str]
    content: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it; a line break of HTML is one of it."""
        parts = (one if isinstance(one, str) else "\n" if one.name == "br" else one.text for one in self.content)
        return "".join(parts)


def html_tree(html: str) -> Node:
    """The root of a fragment's tree. Raises ValueError where it has more than `MOST_LETTERS`.

    A picture that stands in the fragment itself has its place among all of them as its source: ``data:1``.
    """
    embedded: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        embedded.append(found[0])
        return f"data:{len(embedded)}"

    short = _DATA.sub(numbered, html)
    if len(short) > MOST_LETTERS:
        raise ValueError("a fragment of HTML that is longer than any question")
    return _Reader(embedded).read(short)


def is_too_long(html: str) -> bool:
    """Whether a fragment has more than `MOST_LETTERS`, the pictures in it not counted."""
    return len(html) > MOST_LETTERS and len(_DATA.sub("", html)) > MOST_LETTERS


class _Reader:
    def __init__(self, embedded: list[str]) -> None:
        self.embedded = embedded
        self.root = Node("", {})
        self.open = [self.root]

    def read(self, html: str) -> Node:
        at = 0
        sign = html.find("<")
        while sign >= 0:
            found = _BARE_TAG.match(html, sign) or _MARKUP.search(html, sign)
            if found is None:
                break
            self._say(html[at : found.start()])
            at = found.end()
            if found["tag"]:
                name = found["tag"].lower()
                if ":" in name:
                    name = name.removeprefix("m:").removeprefix("mml:")
                if found["end"]:
                    self._end(name)
                else:
                    self._begin(name, found["attributes"])
                if name in _RAW and not found["end"]:
                    end = re.compile(f"</{name}", re.I).search(html, at)
                    at = end.start() if end else len(html)
            elif found[0] == "<![CDATA[":
                inner, _, _ = html[at:].partition("]]>")
                self.open[-1].content.append(inner)
                at += len(inner) + 3
            else:
                closing = "-->" if found[0] == "<!--" else ">"
                closes = html.find(closing, at)
                at = closes + len(closing) if closes >= 0 else len(html)
            sign = html.find("<", at)
        self._say(html[at:])
        return self.root

    def _say(self, text: str) -> None:
        if text:
            self.open[-1].content.append(unescape(text) if "&" in text else text)

    def _begin(self, name: str, attributes: str) -> None:
        self._end_before(name)
        if len(self.open) > DEEPEST:
            return
        if not attributes:
            node = Node(name, {})
            self.open[-1].content.append(node)
            if name not in _VOID:
                self.open.append(node)
            return
        found = ((one["name"].lower(), one["value"] or "") for one in _ATTRIBUTE.finditer(attributes))
        node = Node(name, {key: self._whole(unescape(value.strip("\"'"))) for key, value in found})
        self.open[-1].content.append(node)
        if name not in _VOID and not attributes.endswith("/"):
            self.open.append(node)

    def _end(self, name: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name == name:
                del self.open[at:]
                return

    def _whole(self, value: str) -> str:
        """The value of an attribute with the picture that was taken out of it."""
        place = value.removeprefix("data:")
        if value != place and place.isdecimal() and 0 < int(place[:6]) <= len(self.embedded):
            return self.embedded[int(place[:6]) - 1]
        return value

    def _end_before(self, name: str) -> None:
        """Ends what HTML ends of itself where an element of this name begins."""
        if name in _BLOCKS and self.open[-1].name == "p":
            self.open.pop()
        if name not in _CLOSES:
            return
        ended, fence = _CLOSES[name]
        last = len(self.open)
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name in fence:
                break
            if self.open[at].name in ended:
                last = at
        del self.open[last:]
