"""The signs of a bank that is written in Markdown, for its reader and its writer: so that each undoes the other.

What a line of a text must not begin with, since it would mean something, gets a backslash before it, and the reader
takes one away. Where there was a backslash already there are two then: nothing is lost.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence

from exam.core.gap import decimal

FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})(.*)$")
SECTION = re.compile(r"#(?: (.*))?$")
QUESTION = re.compile(r"##(?: (.*))?$")
OPTION = re.compile(r"[-*+] \[([ xX])\](?: (.*))?$")
LISTED = re.compile(r"[-*+](?: (.*))?$")
STEP = re.compile(r"(\d{1,3})[.)](?: (.*))?$")
ANSWER = re.compile(r"Answer:(.*)$")
RECALL = re.compile(r"Recall:(.*)$")
SEE = re.compile(r"See:(.*)$")
GAP = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9._-]{0,63})((?: [^{}\n]{0,1000})?)\}:(.*)$")
QUOTE = re.compile(r"\s*>")
PARTED = re.compile(r"(?:^| )::(?: |$)", re.M)
"""What parts the two sides of a pair."""
INLINE_GAP = re.compile(r"\{([A-Za-z0-9][A-Za-z0-9._-]{0,63})=([^{}\n]{1,500})\}")
EXHIBIT = re.compile(r"Exhibit:(?: (.*))?$")

_NUMERIC = re.compile(
    r"(?P<value>[+-]?(?:\d[\d.]*|\.\d+)(?:,\d+)?(?:[eE][+-]?\d{1,3})?)(?: (?P<unit>[^\s\d±{}\"\\+=,;:|]{1,12}))?"
    r"(?: ?(?:±|\+/-|\+-) ?(?P<tolerance>\d[\d.,]*(?:[eE][+-]?\d{1,3})?)(?P<share> ?%)?"
    r"(?: (?P<behind>[^\s\d±{}\"\\%|]{1,12}))?)?"
)
_STRONG = re.compile(r"#{1,2}(?: |$)|[-*+] \[[ xX]\](?: |$)|Answer:|Recall:|See:|\{[A-Za-z0-9][^{}\n]{0,1100}\}:")
"""What a line begins with that means something in any question."""
_WEAK = re.compile(r"[-*+](?: |$)|\d{1,3}[.)](?: |$)")
"""What means something where nothing else answers the question."""
_ATTRIBUTES = re.compile(r"(?:^|(?<= ))(\\*)\{([^{}\n]{1,1200})\}$")
_ATTRIBUTE = re.compile(
    r"[ ,]*(?:#([A-Za-z0-9][A-Za-z0-9._-]{0,63})"
    r"|([a-z_]{2,20})(?:=(\"(?:[^\"\\]|\\.){0,1000}\"|[^\s\"]{1,1000}))?)(?= |$)"
)
_BARE = re.compile(r"[^\s\"{}]+")
ATTRIBUTES_OF_ITEM = frozenset(
    "id points number credit case wildcard shuffle negative distinct typos type subject kind concept tags lures "
    "nearest enemies never_with exhibits tolerance unit".split()
)
ATTRIBUTES_OF_OPTION = frozenset(("pin", "credit"))
ATTRIBUTES_OF_ANSWER = frozenset(("credit", "tolerance"))
ATTRIBUTES_OF_GAP = frozenset("case wildcard typos type unit tolerance".split())
ATTRIBUTES_OF_EXHIBIT = frozenset(("id", "type"))


def with_attributes(text: str, attributes: Mapping[str, str], known: Collection[str]) -> str:
    """A line with attributes behind it. `text` is its last part, and what in it looks like attributes is kept apart."""
    text = _ATTRIBUTES.sub(
        lambda found: f"{found[1]}\\{{{found[2]}}}" if _read(found[2], known) is not None else found[0], text
    )
    if not attributes:
        return text
    written = " ".join(f"#{value}" if name == "id" else _attribute(name, value) for name, value in attributes.items())
    return f"{text} {{{written}}}" if text else f"{{{written}}}"


def attributes_of(text: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """A line without its attributes, and these. One without a value has "true"."""
    found = _ATTRIBUTES.search(text)
    attributes: dict[str, str] = {}
    if found and not found[1] and (read := _read(found[2], known)) is not None:
        attributes = read
        text = text[: found.start()].removesuffix(" ")
        found = _ATTRIBUTES.search(text)
    if found and found[1] and _read(found[2], known) is not None:
        text = f"{text[: found.start()]}{found[1][1:]}{{{found[2]}}}"
    return text, attributes


def attributes_in(written: str, known: Collection[str]) -> dict[str, str] | None:
    """The attributes that stand between braces; None where they are none."""
    return _read(written, known) if written.strip() else {}


def _attribute(name: str, value: str) -> str:
    if value == "true":
        return name
    if _BARE.fullmatch(value):
        return f"{name}={value}"
    # Braces would end the attributes, so they are written by their number.
    quoted = json.dumps(value, ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")
    return f"{name}={quoted}"


def _read(written: str, known: Collection[str]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    at, end = 0, len(written.rstrip())
    while at < end:
        one = _ATTRIBUTE.match(written, at)
        if one is None:
            return None
        name, value = ("id", one[1]) if one[1] else (one[2], one[3] or "true")
        if name not in known or name in found:
            return None
        if value.startswith('"'):
            try:
                value = str(json.loads(value))
            except ValueError:
                return None
        found[name] = value
        at = one.end()
    return found or None


def number_of(text: str) -> tuple[str, str, str] | None:
    """Value, tolerance and unit of a number, the latter two "" where there are none."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    value = _decimal(found["value"])
    tolerance = _decimal(found["tolerance"]) if found["tolerance"] else ""
    if value is None or tolerance is None:
        return None
    return value, f"{tolerance} %" if found["share"] else tolerance, found["unit"] or found["behind"] or ""


def _decimal(text: str) -> str | None:
    """A number with a point; one with a comma before other than three digits has one, too."""
    if "," in text and "." not in text and len(re.split(r"[,eE]", text)[1]) != 3:
        text = text.replace(",", ".")
    return text if decimal(text) is not None else None


def in_code(lines: Sequence[str]) -> list[bool]:
    """For each line of a text, whether it belongs to code between fences, the fences among it."""
    longest = {"`": 0, "~": 0}
    closable = [False] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].lstrip().startswith(("```", "~~~")) and (fence := FENCE.match(lines[at])):
            closable[at] = longest[fence[1][0]] >= len(fence[1])
            if not fence[2].strip():
                longest[fence[1][0]] = max(longest[fence[1][0]], len(fence[1]))
    found: list[bool] = []
    opened = ""
    for at, line in enumerate(lines):
        fence = FENCE.match(line) if closable[at] else None
        if opened:
            found.append(True)
            bare = line.strip()
            if len(bare) >= len(opened) and not bare.strip(opened[0]):
                opened = ""
        elif fence:
            opened = fence[1]
            found.append(True)
        else:
            found.append(False)
    return found


def guarded(text: str, *, weak: bool = False, quotes: bool = False) -> str:
    """A text of several lines as it may stand in a file: none of its lines begins anything, and code is closed.

    `weak`: where lists mean something too; `quotes`: where quotations do.
    """
    lines = text.split("\n")
    return "\n".join(
        line if code else _guarded(line, weak=weak, quotes=quotes)
        for line, code in zip(lines, in_code(lines), strict=True)
    )


def unguarded(text: str, *, quotes: bool = False) -> str:
    """The text that `guarded` wrote so."""
    lines = text.split("\n")
    return "\n".join(
        line if code else _unguarded(line, quotes=quotes) for line, code in zip(lines, in_code(lines), strict=True)
    )


_SLASHES = re.compile(r"(\s*)(\\*)(.*)$", re.S)


def _guarded(line: str, *, weak: bool, quotes: bool) -> str:
    space, slashes, rest = _split(line)
    if _begins(rest, slashes=bool(slashes), weak=weak, quotes=quotes, spaced=bool(space)):
        return f"{space}\\{slashes}{rest}"
    return line


def _unguarded(line: str, *, quotes: bool) -> str:
    space, slashes, rest = _split(line)
    if slashes and _begins(rest, slashes=True, weak=True, quotes=quotes, spaced=bool(space)):
        return f"{space}{slashes[1:]}{rest}"
    return line


def _split(line: str) -> tuple[str, str, str]:
    found = _SLASHES.match(line)
    assert found is not None
    return found[1], found[2], found[3]


def _begins(rest: str, *, slashes: bool, weak: bool, quotes: bool, spaced: bool) -> bool:
    """Whether a line would begin something. What is indented begins only code and quotations."""
    if FENCE.match(rest) or (quotes and rest.startswith(">")):
        return True
    if spaced:
        return False
    return bool(_STRONG.match(rest) or ((weak or slashes) and _WEAK.match(rest)) or rest.startswith("Exhibit:"))
