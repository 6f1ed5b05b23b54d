"""Literal text as Markdown of ours: signs that would mean something get a backslash, and no others.

A bank is a file for people to go on with, so `C:\\dir`, `snake_case`, `[1]`, "2 * 3" and "$5" stay as they are.
"""

import re

from exam.core.markdown import is_as_written
from exam.core.text import visible

_LINE_START = re.compile(r"\#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|[-:|][-:|\s]*$|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
"""What begins a heading, a quotation, a list, a line across or the rule of a table."""
_SIGN = re.compile(
    r"""
    \\(?=[^\w\s]|_|\s|$)  # before a sign, a space or the end; not in C:\dir
    | `
    | _+ | \*+
    | \](?=\()             # the middle of a link
    | <(?=(?P<address>[^<>\s]*)>)
    | &(?=\#?\w{1,32};)    # the beginning of an entity
    | \$
    """,
    re.VERBOSE,
)
_MAY_MEAN = re.compile(r"[\\`*_\]<&$~^\n]|^[\s#>+=|:\d-]")
"""What a text must have for any of it to get a backslash. Most short texts have nothing of it."""
_WORD = re.compile(r"\S+")


_PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;:?!'\"()/%-]*")
"""A line in which no sign could mean anything, as most are. To tell these at once makes 7 s of the 12 s that it took to
import 10,000 questions of GIFT in HTML."""


def escaped(text: str) -> str:
    """The Markdown that shows exactly this text, for `exam.core.markdown`.

    Line breaks and indents are kept; empty lines part paragraphs, however many there are, and spaces at the ends of
    lines are dropped. A text of so many signs that none means anything is given back as it is.
    """
    if _PLAIN_WORDS.fullmatch(text):
        return text.rstrip()
    text = visible(text)
    if not _MAY_MEAN.search(text):
        return text.rstrip()
    markdown = _escaped(text, indents=True)
    if is_as_written(markdown):
        markdown = _escaped(text, indents=False)
    return text if is_as_written(markdown) else markdown


def escaped_in_line(text: str) -> str:
    """The Markdown of a piece of a paragraph, whatever stands before and behind it: it has more backslashes."""
    return re.sub(r"[\\`*_\[\]<&$~^]", r"\\\g<0>", visible(text))


def at_line_start(line: str) -> str:
    """A line that begins no heading, list, quotation or table, whatever its first signs are."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    at = found.end("number") if found["number"] else 0
    return f"{line[:at]}\\{line[at:]}"


def _escaped(text: str, *, indents: bool) -> str:
    paragraphs: list[list[str]] = [[]]
    opens = min((sign.start() for sign in re.finditer(r"\$(?! )", text)), default=len(text))
    closes = max((sign.end() - 1 for sign in re.finditer(r"(?<! )\$", text)), default=0)
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(_line(line.rstrip(), dollars=opens < closes, indents=indents))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\\\n".join(paragraph) for paragraph in paragraphs if paragraph)


def _line(line: str, *, dollars: bool, indents: bool) -> str:
    """One line. `dollars` says whether two of the text could enclose a formula."""
    body = line.lstrip()
    indent = line[: len(line) - len(body)] if indents else ""
    if indent:  # the first of its spaces keeps the others
        indent = f"&#{ord(indent[0])};{indent[1:]}"

    def meant(found: re.Match[str]) -> str:
        sign = found[0]
        before, after = body[max(0, found.start() - 1) : found.start()], body[found.end() : found.end() + 1]
        match sign[0]:
            case "_":
                literal = before.isalnum() and after.isalnum()
            case "*":
                literal = before == after == " "
            case "<":
                literal = not set(found["address"]) & {":", "@"}
            case "$":
                literal = not dollars
            case _:
                literal = False
        return sign if literal else "".join(f"\\{one}" for one in sign)

    shown = _SIGN.sub(meant, body)
    if "~" in shown or "^" in shown:
        shown = _WORD.sub(_not_moved, shown)
    return indent + shown if indent else at_line_start(shown)


def _not_moved(word: re.Match[str]) -> str:
    """A word in which no two signs raise or lower what is between them."""
    shown = word[0]
    for sign in "~^":
        if shown.count(sign) > 1:
            shown = shown.replace(sign, f"\\{sign}")
    return shown
