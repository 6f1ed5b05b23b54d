"""Why a question from another format can be no item, in the words of somebody who did not write it as one."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from exam.core.item import Item
from exam.core.text import one_line
from exam.formats.phrasing import phrased

_SAID: tuple[tuple[str, str], ...] = (
    ("options has no key", "has no right answer among its options"),
    ("options has no wrong one", "has no wrong option: all of them are right"),
    ("options has two that look the same", "has two options that look the same"),
    ("options has two options with the same id", "has two options with the same id"),
    ("key names the same", "names the same right answer twice"),
    ("key names", "names a right answer that is none of its options"),
    ("key stands without options", "names a right answer and has no options"),
    ("statements stands beside options", "has both options and an answer of another kind"),
    ("statements is missing", "has no answer"),
    ("statements says the same twice", "gives the same answer twice"),
    ("order has only one", "has only one step to put in order"),
    ("order says the same twice", "has the same step twice, so that no order is the only right one"),
    ("pairs has only one", "has only one pair"),
    ("pairs says the same twice", "has the same text twice among what is to be paired"),
    ("pairs have one answer", "has one answer for all that is to be paired"),
    ("extra makes more than", "has more than 26 answers to pair"),
    ("answers has", "has a number among its answers that cannot be read, or a tolerance that is none"),
    ("gaps names", "has a blank that does not stand in its text"),
)
"""How complaints about a whole item begin, and how they are said here."""
_PARTS = {
    "stem": "its text",
    "options": "an option",
    "statements": "an answer",
    "answers": "an answer",
    "answer": "its answer",
    "order": "a step",
    "pairs": "a pair",
    "extra": "an answer",
    "gaps": "a blank",
    "rationale": "its explanation",
    "references": "a reference",
    "points": "the number of its points",
    "tags": "a tag",
    "credit": "its credit",
}
_LISTS = ("options", "answers", "order", "pairs", "extra", "gaps")


def why_not(error: ValidationError, raw: Mapping[str, Any]) -> str:
    """What is wrong with a question, read after its name: "has no right answer among its options"."""
    for detail in error.errors(include_url=False):
        path, message, _ = phrased(Item, detail, raw, {})
        if detail["type"] == "value_error":
            said = next((said for start, said in _SAID if message.startswith(start)), "")
            return said or f"cannot be held: {_clear(message)}"
        part = str(path[0]) if path else ""
        if detail["type"] == "too_long" and part in _LISTS and len(path) == 1:
            return (
                f"has {detail['ctx']['actual_length']} {_PLURALS[part]}, and {detail['ctx']['max_length']} are the most"
            )
        if detail["type"] == "missing" and part == "stem":
            return "has no text"
        if detail["type"] in ("string_too_short", "too_short"):
            return "has no text" if part == "stem" else f"cannot be held: {_PARTS.get(part, part)} is empty"
        return f"cannot be held: {_clear(f'{_PARTS.get(part, part)} {message}')}"
    return "cannot be held"


_PLURALS = {
    "options": "options",
    "answers": "answers",
    "order": "steps",
    "pairs": "pairs",
    "extra": "answers",
    "gaps": "blanks",
}


def _clear(text: str) -> str:
    return one_line(text).rstrip(".")[:300]
