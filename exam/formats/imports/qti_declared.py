"""What a question of QTI 2 or 3 declares of its variables: their type, what is right, and what each value is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from exam.formats.imports.qti_operators import Container, Scalar, Value, as_fraction, scalar, values_in
from exam.formats.imports.qti_tree import values_of
from exam.formats.imports.xml_tree import Element


@dataclass(frozen=True)
class Declaration:
    """A variable of a question, with what is said to be right."""

    cardinality: str
    base: str
    correct: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    mapping: Mapping[str, Fraction] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    """Keys of the mapping, in small letters, that capitals make no difference to."""
    unmapped: Fraction = Fraction()
    lower: Fraction | None = None
    upper: Fraction | None = None

    def value(self, texts: Sequence[str]) -> Value:
        """What texts mean as a value of this variable; None where there are none, or where they are not of its type."""
        values = tuple(one for text in texts if (one := scalar(text, self.base)) is not None)
        if not values:
            return None
        return values[0] if self.cardinality == "single" else Container(self.cardinality == "ordered", values)

    def mapped(self, value: Value) -> Fraction:
        """What a response earns by the mapping: each of its values counts once."""
        total = Fraction()
        for one in dict.fromkeys(values_in(value)):
            worth = self.by_value.get(one)
            if worth is None and isinstance(one, str):
                worth = self.by_value.get((one.lower(),))
            total += self.unmapped if worth is None else worth
        total = total if self.lower is None else max(self.lower, total)
        return total if self.upper is None else min(self.upper, total)

    @cached_property
    def by_value(self) -> Mapping[Scalar, Fraction]:
        """The mapping by values; keys of which capitals make no difference are in small letters, each in a tuple."""
        found: dict[Scalar, Fraction] = {}
        for key, worth in self.mapping.items():
            value = scalar(key, self.base)
            if value is not None:
                found.setdefault(value, worth)
                if isinstance(value, str) and key.lower() in self.folded:
                    found.setdefault((value.lower(),), worth)
        return found


def declared(node: Element) -> Declaration:
    """What a declaration says of a variable."""
    mapping = node.first("mapping")
    entries = mapping.all("mapEntry") if mapping is not None else ()
    bounds = {
        name: as_fraction(mapping.get(name)) if mapping is not None else None for name in ("lowerBound", "upperBound")
    }
    return Declaration(
        node.get("cardinality", "single"),
        node.get("baseType", "identifier"),
        values_of(node, "correctResponse"),
        values_of(node, "defaultValue"),
        {one.get("mapKey"): as_fraction(one.get("mappedValue")) or Fraction() for one in entries},
        frozenset(one.get("mapKey").lower() for one in entries if one.get("caseSensitive", "false") == "false"),
        (as_fraction(mapping.get("defaultValue")) if mapping is not None else None) or Fraction(),
        bounds["lowerBound"],
        bounds["upperBound"],
    )
