"""The operators of response processing: from the values of their parts to a value. No value is NULL, written None."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from exam.core.gap import decimal
from exam.formats.imports.xml_tree import Element

Scalar = str | bool | Fraction | tuple[str, ...] | frozenset[str]


class Container(NamedTuple):
    """Several values. Without an order, two are the same if they hold the same values equally often."""

    ordered: bool
    values: tuple[Scalar, ...]


Value = None | Scalar | Container

_LEAST_STEPS = 200_000
_BYTES_OF_A_STEP = 10
"""Of a file. Ten thousand questions take a step for each 25 bytes; a package of all kinds, one for each 9."""
_MOST_VALUES = 300
"""Of one list."""


class NotUnderstood(Exception):
    """Why a question's scoring cannot be followed; read after its name."""


@dataclass
class Effort:
    """The steps that may still be taken to follow the rules of a file's questions; each takes some microseconds."""

    left: int

    @classmethod
    def for_file(cls, size: int) -> "Effort":
        """What a file of so many bytes is worth."""
        return cls(_LEAST_STEPS + size // _BYTES_OF_A_STEP)

    def spend(self, steps: int) -> None:
        """Raises NotUnderstood where too many have been taken."""
        self.left -= steps
        if self.left < 0:
            raise NotUnderstood("is scored by more rules than can be followed")


@lru_cache(4096)
def as_fraction(text: str) -> Fraction | None:
    """A number as QTI writes it; None where it is none."""
    plain = decimal(text)
    return None if plain is None else Fraction(plain)


def scalar(text: str, base: str) -> Scalar | None:
    """A written value of a base type; None where it is none of that type."""
    match base:
        case "integer" | "float":
            return as_fraction(text)
        case "boolean":
            return text.strip().lower() in ("true", "1")
        case "pair":
            return frozenset(text.split())
        case "directedPair":
            return tuple(text.split())
        case "string":
            return text
    return text.strip()


def values_in(value: Value) -> tuple[Scalar, ...]:
    """The values of a container, or the only one."""
    return () if value is None else value.values if isinstance(value, Container) else (value,)


def same(one: Value, other: Value) -> bool | None:
    """Whether two values are the same; None where one is missing."""
    if one is None or other is None:
        return None
    mine, theirs = values_in(one), values_in(other)
    if isinstance(one, Container) and isinstance(other, Container) and not (one.ordered and other.ordered):
        return Counter(mine) == Counter(theirs)
    return mine == theirs


def _equal(node: Element, parts: Sequence[Value]) -> bool | None:
    """Whether two numbers are equal, or near enough."""
    if len(parts) != 2 or not all(isinstance(part, Fraction) for part in parts):
        return None
    wanted, found = _numbers(parts)
    # The standard has the expected number first, and many write the response there: near is near both ways.
    if node.get("toleranceMode", "exact") == "exact":
        return wanted == found
    widths = [as_fraction(text) for text in node.get("tolerance").split()] or [Fraction()]
    low, high = widths[0], widths[-1]
    if low is None or high is None:
        raise NotUnderstood("is scored with a tolerance that is computed")
    if "variable" in [part.name for part in node][:1]:
        wanted, found = found, wanted
    if node.get("toleranceMode") == "relative":
        low, high = abs(wanted) * low / 100, abs(wanted) * high / 100
    return wanted - low <= found <= wanted + high


def _rounded_equal(node: Element, parts: Sequence[Value]) -> bool | None:
    figures = as_fraction(node.get("figures"))
    if len(parts) != 2 or not all(isinstance(part, Fraction) for part in parts) or figures is None:
        return None
    if not 0 <= figures <= 30:
        raise NotUnderstood("is scored by rounding to very many figures")
    one, other = (_to_figures(value, int(figures), node.get("roundingMode")) for value in _numbers(parts))
    return one == other


def _to_figures(value: Fraction, figures: int, mode: str) -> Fraction:
    if mode == "significantFigures" and value:
        figures -= math.floor(math.log10(abs(value))) + 1
    unit = Fraction(10) ** -figures
    return math.floor(value / unit + Fraction(1, 2)) * unit


def _string_match(node: Element, parts: Sequence[Value]) -> bool | None:
    if len(parts) != 2 or not all(isinstance(part, str) for part in parts):
        return None
    one, other = (str(part) for part in parts)
    if node.get("caseSensitive", "true") == "false":
        one, other = one.lower(), other.lower()
    return one in other or other in one if node.get("substring") == "true" else one == other


def _substring(node: Element, parts: Sequence[Value]) -> bool | None:
    if len(parts) != 2 or not all(isinstance(part, str) for part in parts):
        return None
    one, other = (str(part) for part in parts)
    return one.lower() in other.lower() if node.get("caseSensitive", "true") == "false" else one in other


def _numbers(parts: Sequence[Value]) -> list[Fraction]:
    """The numbers of all parts, those in containers among them; none where one is missing or is no number."""
    found = [value for part in parts for value in values_in(part)]
    if any(part is None for part in parts):
        return []
    numbers = [Fraction(value) if isinstance(value, bool | Fraction) else None for value in found]
    if any(one is not None and one.denominator.bit_length() + one.numerator.bit_length() > 4000 for one in numbers):
        raise NotUnderstood("is scored with numbers of too many digits")
    return [one for one in numbers if one is not None] if None not in numbers else []


def _arithmetic(compute: Callable[[list[Fraction]], Fraction]) -> Callable[[Sequence[Value]], Value]:
    def result(parts: Sequence[Value]) -> Value:
        numbers = _numbers(parts)
        try:
            return compute(numbers) if numbers else None
        except (ZeroDivisionError, IndexError):
            return None

    return result


def _comparison(holds: Callable[[Fraction, Fraction], bool]) -> Callable[[Sequence[Value]], Value]:
    def result(parts: Sequence[Value]) -> Value:
        numbers = _numbers(parts)
        return holds(*numbers) if len(numbers) == 2 else None

    return result


def _and(parts: Sequence[Value]) -> Value:
    return False if False in parts else None if None in parts else True


def _or(parts: Sequence[Value]) -> Value:
    return True if True in parts else None if None in parts else False


def _member(parts: Sequence[Value]) -> Value:
    if len(parts) != 2 or None in parts:
        return None
    return values_in(parts[0])[0] in values_in(parts[1])


def _contains(parts: Sequence[Value]) -> Value:
    if len(parts) != 2 or None in parts:
        return None
    return not Counter(values_in(parts[1])) - Counter(values_in(parts[0]))


def _collected(*, ordered: bool) -> Callable[[Sequence[Value]], Value]:
    def result(parts: Sequence[Value]) -> Value:
        if sum(len(values_in(part)) for part in parts) > _MOST_VALUES:
            raise NotUnderstood("is scored with lists that grow without end")
        found = tuple(value for part in parts for value in values_in(part))
        return Container(ordered, found) if found else None

    return result


def _delete(parts: Sequence[Value]) -> Value:
    if len(parts) != 2 or None in parts:
        return None
    container = parts[1]
    kept = tuple(value for value in values_in(container) if value != values_in(parts[0])[0])
    return Container(isinstance(container, Container) and container.ordered, kept) if kept else None


def _power(numbers: list[Fraction]) -> Fraction:
    base, exponent = numbers
    if exponent.denominator != 1 or abs(exponent) > 64:
        raise NotUnderstood("is scored with powers that are not followed")
    return base ** int(exponent)


OPERATORS: dict[str, Callable[[Sequence[Value]], Value]] = {
    "match": lambda parts: same(*parts) if len(parts) == 2 else None,
    "isNull": lambda parts: parts[0] in (None, "") if parts else None,
    "not": lambda parts: None if not parts or parts[0] is None else parts[0] is False,
    "and": _and,
    "or": _or,
    "member": _member,
    "contains": _contains,
    "multiple": _collected(ordered=False),
    "ordered": _collected(ordered=True),
    "delete": _delete,
    "containerSize": lambda parts: Fraction(len(values_in(parts[0]))) if parts else None,
    "sum": _arithmetic(lambda numbers: sum(numbers, Fraction())),
    "product": _arithmetic(lambda numbers: math.prod(numbers, start=Fraction(1))),
    "subtract": _arithmetic(lambda numbers: numbers[0] - numbers[1]),
    "divide": _arithmetic(lambda numbers: numbers[0] / numbers[1]),
    "integerDivide": _arithmetic(lambda numbers: Fraction(numbers[0] // numbers[1])),
    "integerModulus": _arithmetic(lambda numbers: numbers[0] % numbers[1]),
    "power": _arithmetic(_power),
    "min": _arithmetic(min),
    "max": _arithmetic(max),
    "round": _arithmetic(lambda numbers: Fraction(math.floor(numbers[0] + Fraction(1, 2)))),
    "truncate": _arithmetic(lambda numbers: Fraction(math.trunc(numbers[0]))),
    "integerToFloat": _arithmetic(lambda numbers: numbers[0]),
    "gt": _comparison(lambda one, other: one > other),
    "gte": _comparison(lambda one, other: one >= other),
    "lt": _comparison(lambda one, other: one < other),
    "lte": _comparison(lambda one, other: one <= other),
}
"""Those that need nothing but the values of their parts."""


def _index(node: Element, parts: Sequence[Value]) -> Value:
    place = as_fraction(node.get("n"))
    values = values_in(parts[0]) if parts else ()
    if place is None:
        raise NotUnderstood("is scored by a place that is computed")
    return values[int(place) - 1] if 1 <= place <= len(values) else None


WITH_ATTRIBUTES: dict[str, Callable[[Element, Sequence[Value]], Value]] = {
    "equal": _equal,
    "equalRounded": _rounded_equal,
    "stringMatch": _string_match,
    "substring": _substring,
    "index": _index,
}
"""Those that have attributes too."""
