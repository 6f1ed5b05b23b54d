"""What Moodle accepts where an answer is typed: texts with stars, numbers with tolerances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from exam.core.gap import decimal
from exam.formats.imports.moodle_texts import MoodleTexts

_STAR = re.compile(r"(?<!\\)\*")
_EXPONENT = re.compile(r"\s*[x×*·]\s*10\s*\^?\s*\(?([+-]?\d{1,4})\)?")


class NotTaken(Exception):
    """A question that a bank cannot hold. The message is read after its name, as `LeftOut.why` is."""


Answer = tuple[str, float, str]
"""A text that is accepted, what it earns in percent, and what is said to it, as Markdown."""


def typed_answers(answers: Sequence[Answer], texts: MoodleTexts, *, case: bool) -> dict[str, Any]:
    """The fields of a question, or of a blank, that takes texts."""
    taken = list(_that_matter(answers, texts))
    wildcard = any(_STAR.search(text) for text, _, _ in taken)
    if wildcard and any("\\*" in text for text, _, _ in taken):
        texts.lose("a star that was meant as a sign stands for anything")
    if wildcard and sorted(taken, key=lambda one: -one[1]) != taken:
        texts.lose("of several answers that fit, the best one counts and not the first")
    fields: dict[str, Any] = {
        "answers": [accepted_entry(text.replace("\\*", "*"), credit, said) for text, credit, said in taken]
    }
    return {**fields, **({"wildcard": True} if wildcard else {}), **({"case": True} if case else {})}


def accepted_numbers(answers: Iterable[tuple[Answer, str]], texts: MoodleTexts) -> list[Any]:
    """The numbers that are accepted, each with its tolerance as it is written. Raises NotTaken."""
    found = []
    for answer, tolerance in answers:
        for value, earned, said in _that_matter([answer], texts):
            number, within = as_decimal(value), as_decimal(tolerance) or "0"
            for one in (number, within):
                if decimal(one) is None:
                    raise NotTaken(f"takes the number {one[:40]!r}, which cannot be read")
            found.append(accepted_entry(number, earned, said, tolerance=within.removeprefix("-")))
    return found


def accepted_entry(text: str, credit: float, feedback: str, tolerance: str = "0") -> Any:
    """One text or number as a bank's file has it, in the shortest form."""
    table: dict[str, Any] = {"text": text}
    percent = max(0, min(100, round(credit)))
    table |= {"credit": percent} if percent != 100 else {}
    table |= {"tolerance": tolerance} if decimal(tolerance) not in (None, "0") and float(tolerance) else {}
    table |= {"feedback": feedback} if feedback else {}
    return table if len(table) > 1 else text


def as_decimal(written: str) -> str:
    """A number with a point before its decimals, as far as it is one."""
    plain = _EXPONENT.sub(r"e\1", "".join(written.split())).replace("−", "-")
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain


def _that_matter(answers: Iterable[Answer], texts: MoodleTexts) -> Iterable[Answer]:
    """The answers but those that earn nothing and say nothing, as Moodle's authors list what was often typed."""
    for text, credit, feedback in answers:
        if credit > 0:
            yield text, credit, feedback
        elif feedback and text.strip() == "*":
            texts.lose("what it says to any other answer is left out")
        elif feedback:
            yield text, 0, feedback
