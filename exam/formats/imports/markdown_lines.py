"""The lines of a Markdown file, each with what it is, for readers of questions.

Read line by line and not by a Markdown parser: practice exams on the web break the rules of Markdown in nearly every
question (options that a code block interrupts, lists whose indents do not fit), and a parser then gives another tree.
Code and comments are known for what they are, and nothing takes longer than the file is long.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["blank", "code", "heading", "check", "letter", "number", "bullet", "summary", "rule", "text"]
"""What a line is. A summary is what a folded part of a page is called; its other tags are taken off."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one part of a line that holds a summary."""

    no: int
    """From 1."""
    kind: Kind
    text: str
    """What it says, without the signs that make it what it is; of code and of plain text the line as it stands."""
    indent: int = 0
    """Columns before it."""
    level: int = 0
    """Of a heading, 1 to 6; of a numbered line its number; of an option with a letter its place, from 1."""
    mark: str = ""
    """Of a check box: "x" or " ". Of an option with a letter or a bullet: "x" where it is bold as a whole."""
    folded: int = 0
    """In how many folded parts it stands."""
    raw: str = ""
    """The line as it stands, without tags that fold and divide."""


_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_SIGNED_FENCE = re.compile(
    r"(\s*(?:[-*+•](?:[ \t]+(?:\\?\[[ xX×✓✔✗]?\\?\]|\(?[A-Za-z][.)]))?|\(?[A-Za-z][.):]|\d{1,3}[.)]))[ \t]+"
    r"(`{3,}(?=[^`]*$)|~{3,})(.*)$"
)
"""The sign of an option, and behind it the beginning of code: "- [ ] ```python"."""
_FIRST_OPTION = re.compile(r"(?<=\S)[ \t]{2,20}(?=[-*+•][ \t]+\(?A[.)][ \t])")
_SECOND_OPTION = re.compile(r"[ \t]*[-*+•][ \t]+\(?B[.)][ \t]")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*$", re.I)
_CHECK = re.compile(r"(?:[-*+•]|\d{1,3}[.)]|[A-Za-z][.)])?[ \t]*\\?\[([ xX×✓✔✗]?)\\?\](?![(\[:])[ \t]*(.*)$")
_BULLET = re.compile(r"[-*+•][ \t]+(.*)$|[-*+•]$")
_LETTER = re.compile(r"(?:[-*+•][ \t]*)?(\*\*|__)?\(?([A-Za-z])([.):]|\\\))\)?(\*\*|__)?((?:[ \t]+|(?=[`$])).*)?$")
_NUMBER = re.compile(r"(\*\*|__)?(?:Q(?:uestion)?[ .:#]*)?(\d{1,4})(?:[.):]|\\\.)(\*\*|__)?[ \t]*(.*)$", re.I)
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_LONGEST_RULE = 1_000
"""The pattern remembers each of its signs."""
_SUMMARY = re.compile(r"<summary\b[^>]{0,200}>", re.I)
_TAGS = re.compile(r"</?(?:details|summary|p|div|center|font|section|article|hr)\b[^<>]{0,300}>", re.I)
_OPENED = re.compile(r"<details\b", re.I)
_CLOSED = re.compile(r"</details\b", re.I)
_HIDDEN = re.compile("[\u200b\u2060\u2800\ufeff]")


def lines_of(text: str) -> list[Line]:
    """All lines of a text, in order."""
    found: list[Line] = []
    raws = [_HIDDEN.sub(" ", raw.rstrip("\r")) for raw in _without_comments(text).split("\n")]
    closable = _closable(raws)
    fence = ""
    folded = 0
    for no, raw in enumerate(raws, start=1):
        if fence:
            found.append(Line(no, "code", raw, _indent(raw), folded=folded, raw=raw))
            if _closes(raw, fence):
                fence = ""
            continue
        if (opening := _FENCE.match(raw)) and closable[no - 1]:
            fence = opening[1]
            found.append(Line(no, "code", raw, _indent(raw), folded=folded, raw=raw))
            continue
        if closable[no - 1] and (signed := _SIGNED_FENCE.match(raw)):
            fence = signed[2]
            indent = next((_indent(raws[at]) for at in range(no, len(raws)) if _closes(raws[at], fence)), 0)
            code = " " * indent + fence + signed[3]
            found += (_line(no, signed[1], folded), Line(no, "code", code, indent, folded=folded, raw=code))
            continue
        if not raw or raw.isspace():
            found.append(Line(no, "blank", "", folded=folded))
            continue
        option = _option_at_its_end(raws, no)
        own = raw.removesuffix(option.lstrip()) if option else raw
        if "<" in own:
            found += _parts(no, own, folded)
        else:
            found.append(_line(no, own, folded))
        if option:
            found.append(_line(no, option, folded))
        folded = max(0, folded + len(_OPENED.findall(raw)) - len(_CLOSED.findall(raw)))
    return found


def _option_at_its_end(raws: Sequence[str], no: int) -> str:
    """The first option, where it stands at the end of the question's own line and the second one below it; else ""."""
    below = raws[no] if no < len(raws) else ""
    if not _SECOND_OPTION.match(below) or not (first := _FIRST_OPTION.search(raws[no - 1])):
        return ""
    return below[: len(below) - len(below.lstrip())] + raws[no - 1][first.end() :]


def _parts(no: int, raw: str, folded: int) -> Iterator[Line]:
    """A line, or what stands before, in and behind the summary in it."""
    summary = _SUMMARY.search(raw)
    if summary is None:
        yield _line(no, raw, folded)
        return
    end = raw.lower().find("</summary>", summary.end())
    before, inside = raw[: summary.start()], raw[summary.end() : end if end >= 0 else len(raw)]
    if _TAGS.sub("", before).strip():
        yield _line(no, before, folded)
    yield Line(no, "summary", inside.strip(), folded=folded, raw=inside)
    if end >= 0 and _TAGS.sub("", rest := raw[end + len("</summary>") :]).strip():
        yield _line(no, rest, folded + 1)


def _line(no: int, raw: str, folded: int) -> Line:
    if html := _HTML_HEADING.match(raw):
        return Line(no, "heading", html[2].strip(), level=int(html[1]), folded=folded, raw=raw)
    if "<" in raw:
        raw = _TAGS.sub("", raw)
    text = raw.strip()
    indent = _indent(raw)
    if not text:
        return Line(no, "blank", "", folded=folded)
    if heading := _HEADING.match(raw):
        return Line(no, "heading", _heading(heading[2] or ""), indent, len(heading[1]), folded=folded, raw=raw)
    if len(text) <= _LONGEST_RULE and _RULE.match(text):
        return Line(no, "rule", text, indent, folded=folded, raw=raw)
    if check := _CHECK.match(text):
        mark = " " if check[1] in ("", " ", "✗") else "x"
        if text[0] != "[" and text[0] != "\\":
            return Line(no, "check", check[2].strip(), indent, mark=mark, folded=folded, raw=raw)
    if letter := _LETTER.match(text):
        place = ord(letter[2].lower()) - ord("a") + 1
        words, whole = _unbolded(letter[5] or "", letter[1] or "", letter[4] or "")
        return Line(no, "letter", words, indent, place, "x" if whole else "", folded, raw)
    if number := _NUMBER.match(text):
        words, whole = _unbolded(number[4], number[1] or "", number[3] or "")
        return Line(no, "number", words, indent, int(number[2]), "x" if whole else "", folded, raw)
    if bullet := _BULLET.match(text):
        words = (bullet[1] or "").strip()
        whole = len(words) > 4 and words[:2] in ("**", "__") and words.find(words[:2], 2) == len(words) - 2
        said = words[2:-2] if whole else words
        return Line(no, "bullet", said, indent, mark="x" if whole else "", folded=folded, raw=raw)
    return Line(no, "text", raw, indent, folded=folded, raw=raw)


def _heading(words: str) -> str:
    """A heading without the signs that may close it."""
    words = words.strip()
    unclosed = words.rstrip("#")
    return unclosed.rstrip() if not unclosed or unclosed[-1] in " \t" else words


def _unbolded(words: str, opened: str, closed: str) -> tuple[str, bool]:
    """The words behind a letter or a number, and whether all of the line was bold."""
    words = words.strip()
    if opened and not closed and words.endswith(opened):
        return words[: -len(opened)].strip(), True
    if not opened and len(words) > 4 and words[:2] in ("**", "__") and words.find(words[:2], 2) == len(words) - 2:
        return words[2:-2].strip(), True
    if opened and not closed:
        return f"{opened}{words}", False
    return words, False


def _without_comments(text: str) -> str:
    """A text in which every comment is as many line ends as it had."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join((*kept, text[at:]))


def _closable(raws: Sequence[str]) -> list[bool]:
    """For each line, whether a fence that opens there is closed further down: one that is not is text. It may stand
    behind the sign of an option."""
    longest = {"`": 0, "~": 0}
    found = [False] * len(raws)
    for at in range(len(raws) - 1, -1, -1):
        if "```" not in raws[at] and "~~~" not in raws[at]:
            continue
        if (fence := _FENCE.match(raws[at])) is None:
            signed = _SIGNED_FENCE.match(raws[at])
            found[at] = signed is not None and longest[signed[2][0]] >= len(signed[2])
            continue
        found[at] = longest[fence[1][0]] >= len(fence[1])
        if not fence[2].strip():
            longest[fence[1][0]] = max(longest[fence[1][0]], len(fence[1]))
    return found


def _closes(raw: str, fence: str) -> bool:
    text = raw.strip()
    return len(text) >= len(fence) and not text.strip(fence[0])


def _indent(raw: str) -> int:
    space = len(raw) - len(raw.lstrip())
    return len(raw[:space].expandtabs(4)) if "\t" in raw[:space] else space
