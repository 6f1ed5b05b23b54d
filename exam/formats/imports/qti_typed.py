"""What counts as right where an answer is typed, found by trying texts and numbers."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from exam.formats.imports.qti_operators import as_fraction
from exam.formats.imports.qti_patterns import Wild
from exam.formats.imports.qti_worth import CannotBeHeld, percent_of

Share = Callable[[str], Fraction]
"""What a typed answer earns, of all that can be earned there: 0 to 1."""

_UNLIKELY = "\ufffc nobody types this \ufffc"
_MOST_ANSWERS = 100
_MOST_NUMBERS = 300
_MOST_TRIED = 400


def typed_texts(
    share: Share, candidates: Iterable[str], feedback: Callable[[str], str], patterns: Sequence[str] = ()
) -> dict[str, Any]:
    """The fields of a gap that takes texts. In `patterns` a ``*`` stands for anything. Raises CannotBeHeld."""
    if share(_UNLIKELY) > 0:
        raise CannotBeHeld("takes any text for right")
    wild = [text for text in patterns if "*" in text and share(text) > 0]
    texts = dict.fromkeys(text for text in (*patterns, *candidates) if text.strip())
    if len(texts) > _MOST_TRIED:
        raise CannotBeHeld("is scored by very many texts")
    if wild and any("*" in text and text not in wild for text in texts):
        raise CannotBeHeld("takes texts with an asterisk beside patterns")
    earned = [(text, worth) for text in texts if (worth := share(text)) > 0]
    for one in wild:  # what a pattern takes need not be listed too
        worth = share(one)
        taken = [text for text, same in earned if text != one and same == worth and Wild(one, folded=True).takes(text)]
        earned = [(text, same) for text, same in earned if text not in taken]
    if not earned:
        raise CannotBeHeld("has no right answer")
    if len(earned) > _MOST_ANSWERS:
        raise CannotBeHeld(f"takes more than {_MOST_ANSWERS} texts for right")
    lettered = [(text, worth) for text, worth in earned if text.swapcase() != text]
    case = any(share(text.swapcase()) != worth for text, worth in lettered)
    answers: dict[str, Any] = {}
    for text, worth in sorted(earned, key=lambda one: -one[1]):  # what earns most stands first, else as in the file
        shown = " ".join(text.split())
        answers.setdefault(shown if case else shown.casefold(), _answer(shown, worth, feedback(text)))
    fields: dict[str, Any] = {"answers": list(answers.values())}
    return {**fields, **({"case": True} if case else {}), **({"wildcard": True} if wild else {})}


def typed_numbers(
    share: Share, candidates: Iterable[str], widths: Sequence[tuple[str, Fraction]], feedback: Callable[[str], str]
) -> dict[str, Any]:
    """The fields of a gap that takes numbers. `widths` are tolerances that rules name, each with its mode.

    Every number that a rule names is tried, and one between each two of them: what earns the same is one answer, the
    middle with a tolerance. Raises CannotBeHeld.
    """
    named = [value for text in candidates if (value := as_fraction(text)) is not None]
    edges = set(named)
    for mode, width in widths:
        for value in named:
            by = abs(value) * width / 100 if mode == "relative" else width
            edges |= {value - by, value + by}
    if not edges or len(edges) > _MOST_NUMBERS:
        raise CannotBeHeld("has no right answer" if not edges else "takes very many numbers for right")
    ranges = list(_ranges(share, sorted(edges)))
    if not ranges:
        raise CannotBeHeld("has no right answer")
    answers = []
    tolerances = {decimal_text((high - low) / 2) for low, high, _ in ranges}
    for low, high, worth in sorted(ranges, key=lambda one: -one[2]):
        middle = decimal_text((low + high) / 2)
        answer = _answer(middle, worth, feedback(middle))
        if len(tolerances) > 1:
            whole = answer if isinstance(answer, dict) else {"text": answer}
            answer = {**whole, "tolerance": decimal_text((high - low) / 2)}
        answers.append(answer)
    tolerance = next(iter(tolerances)) if len(tolerances) == 1 else "0"
    return {"answers": answers, "numeric": True, **({"tolerance": tolerance} if tolerance != "0" else {})}


def _ranges(share: Share, edges: Sequence[Fraction]) -> Iterable[tuple[Fraction, Fraction, Fraction]]:
    """The ranges of numbers that earn something: the lowest and the highest number, and what they earn."""
    tried = [edges[0]]
    for one, other in pairwise(edges):
        tried += [(one + other) / 2, other]
    below, above = edges[0] - abs(edges[0]) - 1, edges[-1] + abs(edges[-1]) + 1
    if share(decimal_text(below)) > 0 or share(decimal_text(above)) > 0:
        raise CannotBeHeld("takes any number for right that is large or small enough")
    earned = [share(decimal_text(value)) for value in tried]
    for worth, run in groupby(range(len(tried)), key=earned.__getitem__):
        places = list(run)
        if worth > 0:
            first, last = places[0] - places[0] % 2, places[-1] + places[-1] % 2  # edges have even places
            yield tried[first], tried[last], worth


def decimal_text(value: Fraction) -> str:
    """A number as a decimal, to 12 places where it has no end."""
    if value.denominator == 1:
        return str(value.numerator)
    bare = value.denominator
    for prime in (2, 5):
        while bare % prime == 0:
            bare //= prime
    places = 12
    if bare == 1:
        places = next(count for count in range(1, 2000) if (value * 10**count).denominator == 1)
    scaled = round(value * 10**places)
    digits = f"{abs(scaled):0{places + 1}d}"
    shown = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{shown}" if scaled < 0 else shown


def _answer(text: str, worth: Fraction, feedback: str) -> Any:
    shown: dict[str, Any] = {"text": text}
    if worth < 1:
        shown["credit"] = percent_of(worth, Fraction(1))
    if feedback:
        shown["feedback"] = feedback
    return text if len(shown) == 1 else shown
