"""From a TOML text to data, or to the one fault at which the parser stopped, in plain words."""

import re
from typing import Any

import tomli

from exam.files.faults import BankRefused, Fault, FieldPath, quoted
from exam.formats.imports import UNREADABLE, looks_like
from exam.formats.limits import Excess, find_excess
from exam.formats.positions import line_and_column, positions_in


def parse_toml(file: str, text: str, max_bytes: int) -> dict[str, Any]:
    """The data of a TOML text that was read from `file`, a file of at most `max_bytes`.

    Raises BankRefused with the one fault at which the parser, or the look before it, stopped.
    """
    excess = find_excess(text, max_bytes)
    if excess is not None and not excess.unclosed:
        raise BankRefused((_foreign_fault(file, text) or _excess_fault(file, text, excess),))
    sound = text[: excess.at] if excess else text
    try:
        data = tomli.loads(sound)
    except tomli.TOMLDecodeError as error:
        if excess is None or error.pos < len(sound.rstrip()):
            raise BankRefused((_foreign_fault(file, text) or _syntax_fault(file, text, error),)) from error
    except (ValueError, RecursionError) as error:  # a bound of the interpreter, should it be below ours
        raise BankRefused((Fault(file, 1, 1, "", f"cannot be read: {error}", "Shorten it."),)) from error
    if excess is not None:
        raise BankRefused((_foreign_fault(file, text) or _excess_fault(file, text, excess),))
    return data


def _foreign_fault(file: str, text: str) -> Fault | None:
    """That the text is in another format, where that is plain: its first line is then the place to look at."""
    name = looks_like(text)
    if name is None:
        return None
    remedy = _NO_BANK if name == UNREADABLE else "'exam import' makes a bank of it."
    return Fault(file, 1, 1, "", f"this looks like {name}, and not like a bank", remedy)


def _excess_fault(file: str, text: str, excess: Excess) -> Fault:
    remedy = excess.remedy
    if excess.unclosed and (curly := _CURLY.search(text[excess.at :].partition("\n")[0])):
        remedy = f"It ends in the printer's quotation mark {curly[0]}: use straight quotes, \" or ', at both ends."
    return Fault(file, *line_and_column(text, excess.at), "", excess.message, remedy)


def _syntax_fault(file: str, text: str, error: tomli.TOMLDecodeError) -> Fault:
    if error.msg.startswith(_TWICE):
        return _twice(file, text, error.pos)
    letter = text[error.pos : error.pos + 1]
    message, remedy = next(
        ((message, remedy) for start, message, remedy in _WORDS if error.msg.startswith(start)), (error.msg, "")
    )
    if letter and letter in "“”„‘’«»":
        message, remedy = f"{quoted(letter)} is a printer's quotation mark", "Use straight quotes: \" or '."
    elif error.msg == "Invalid value" and (word := re.match(r"[A-Za-z][^\n\],}#]*", text[error.pos :])):
        message = f"{quoted(word[0].strip())} is not a value of TOML"
        if word[0].strip().lower() in ("true", "false"):
            remedy = "Write true and false in small letters."
    elif error.msg == "Invalid value" and letter in ("", "\n", "#"):
        message = "a value is missing after the equals sign"
    elif error.pos >= len(text.rstrip()):
        message = f"the file ends too early: {message}"
    at = text.rfind("\\", 0, error.pos) if error.msg.startswith(_ESCAPES) else error.pos
    if error.msg.startswith(_ESCAPES) and _FOLDER.search(text, text.rfind("\n", 0, at) + 1, at + 1):
        message = "a backslash begins an escape in double quotes"
        remedy = "Put a path of Windows in single quotes, where a backslash is one: 'C:\\users'."
    line, column = line_and_column(text, min(at, len(text.rstrip("\n"))))
    return Fault(file, line, column, "", message, remedy)


def _twice(file: str, text: str, at: int) -> Fault:
    """A key or table is written twice. The parser points behind the second; a person wants to see both."""
    last, place, first = _last_and_first(text[:at])
    line, column = line_and_column(text, place)
    name = _dotted(last)
    if first is None:
        return Fault(file, line, column, "", f"{name} cannot be added here", "Write it where its table is.")
    way, since = first
    begun = f"in line {line_and_column(text, since)[0]}"
    if way != last and not (last[:-1] == way and isinstance(last[-1], int)):
        return Fault(file, line, column, "", f"{name} cannot be: {_dotted(way)} stands {begun}", "Keep one of the two.")
    if (
        last[:1] == ("section",)
        and text.startswith("[[section]]", place)
        and _ITEM_FIRST.match(text, _line_of(text, since))
    ):
        remedy = (
            "Write [[section]] with its id and title above its first item: an item belongs to the section above it."
        )
        return Fault(file, line, column, "", f"an item stands {begun} without a [[section]] above it", remedy)
    if text.startswith("[", place):
        remedy = "Merge the two tables. In a list of tables each begins with double brackets, as in [[section.item]]."
        return Fault(file, line, column, "", f"the table {name} stands already {begun}", remedy)
    return Fault(file, line, column, "", f"{name} has a value already {begun}", "Keep one of the two.")


def _line_of(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _last_and_first(text: str) -> tuple[FieldPath, int, tuple[FieldPath, int] | None]:
    """The path that a text ends with, its index, and the path and index of what stands there or above it already."""
    table: dict[FieldPath, int] = {}
    last: FieldPath = ()
    place = before = 0
    for last, (place, _) in positions_in(text):
        if text[place] == "[":
            table.clear()  # what is written twice stands mostly in one table; all paths would be too many to keep
        before = table.setdefault(last, place)
    if before != place:
        return last, place, (last, before)
    ways = {last[:end] for end in range(1, len(last) + 1)}
    earlier: dict[FieldPath, int] = {}
    for path, (start, _) in positions_in(text):
        if path in ways and start < place:
            earlier.setdefault(path, start)
            if path == last:
                break
    return last, place, max(earlier.items(), key=lambda known: len(known[0]), default=None)


def _dotted(path: FieldPath) -> str:
    return quoted(".".join(step for step in path if isinstance(step, str)))


_NO_BANK = "A bank is a text in TOML: banks/README.md has one to begin with."
_ITEM_FIRST = re.compile(r"\s*\[{1,2}section\.")
_CURLY = re.compile("[“”„‟‘’‚‛«»](?=\\s*[,\\]}]*\\s*$)")
_FOLDER = re.compile(r"\b[A-Za-z]:\\|\\\\\w")
"""A path as Windows writes it."""
_TWICE = ("Cannot declare", "Cannot overwrite", "Cannot mutate", "Cannot redefine", "Duplicate inline")
_ESCAPES = ("Unescaped", "Invalid hex", "Escaped character")
"""Complaints about an escape, which the parser makes behind it."""
_WORDS = (
    ("Invalid value", "this is not a value of TOML", 'Put text in quotes, as in title = "My bank".'),
    ("Invalid date", "there is no such date", "Put it in quotes where it is meant as text."),
    ("Invalid statement", "no line begins like this", 'Write name = "value", or a table in brackets.'),
    ("Expected newline", "the line goes on after its value", "Begin a new line, or look for a quote too many."),
    ("Expected ']]'", "the brackets of this header do not close", "End it with ]]."),
    ("Expected ']'", "the brackets of this header do not close", "End it with ]."),
    ("Expected '='", "a name stands here without a value", 'Write name = "value".'),
    ("Invalid initial", "a name is missing here", "Names are of letters, digits, - and _; others go in quotes."),
    ("Unclosed array", "a list does not go on like this", "Put a comma between entries and ] at the end."),
    ("Unclosed inline", "a table in braces does not go on like this", "Put a comma between fields and } at the end."),
    ("Unescaped", "a backslash stands here for no character", "Write it twice, or put the text in single quotes."),
    ("Invalid hex", "an escape wants hexadecimal digits", "As in \\u00e9: four after \\u, eight after \\U."),
    ("Escaped character", "an escape names no character", "Look its number up again."),
)
