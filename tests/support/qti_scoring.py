"""QTI as another program reads it: a package's items, and what a response earns by their own rules.

It knows nothing of `exam`: only the XML of the standard library, the two standard templates, and the rules and
expressions of QTI 2.1 that our packages use, as the standard says them. 3.0 has other spellings for the same.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

NULL = None
Value = Any
"""NULL, a text, a number (Fraction), a truth, or a tuple of texts for what has several."""


@dataclass
class Item:
    """One item of a package, with names as 2.1 spells them."""

    path: str
    root: ET.Element
    cardinality: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    correct: dict[str, Value] = field(default_factory=dict)
    mappings: dict[str, ET.Element] = field(default_factory=dict)
    defaults: dict[str, Value] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        return self.root.attrib["identifier"]

    def all(self, name: str) -> list[ET.Element]:
        return list(self.root.iter(name))

    def texts(self, name: str) -> list[str]:
        return ["".join(one.itertext()) for one in self.root.iter(name)]


@dataclass
class Package:
    """What is in a package: its items in the order of its test, and all files."""

    items: list[Item]
    test: ET.Element
    manifest: ET.Element
    files: dict[str, bytes]
    documents: dict[str, ET.Element]

    def item(self, identifier: str) -> Item:
        return next(item for item in self.items if item.identifier == identifier)


def read_package(data: bytes) -> Package:
    archive = zipfile.ZipFile(io.BytesIO(data))
    files = {name: archive.read(name) for name in archive.namelist()}
    documents = {name: plain(ET.fromstring(text)) for name, text in files.items() if name.endswith(".xml")}
    test = documents["test.xml"]
    items = [read_item(one.attrib["href"], documents[one.attrib["href"]]) for one in test.iter("assessmentItemRef")]
    return Package(items, test, documents["imsmanifest.xml"], files, documents)


def plain(element: ET.Element) -> ET.Element:
    """The tree without namespaces, in the spellings of 2.1."""
    made = ET.Element(_camel(element.tag), {_camel(name): value for name, value in element.attrib.items()})
    made.text, made.tail = element.text, element.tail
    made.extend(map(plain, element))
    return made


def _camel(name: str) -> str:
    bare = name.rpartition("}")[2].removeprefix("qti-")
    return re.sub("-([a-z])", lambda hyphen: hyphen[1].upper(), bare)


def read_item(path: str, root: ET.Element) -> Item:
    item = Item(path, root)
    for declared in root.findall("responseDeclaration"):
        name, kind = declared.attrib["identifier"], declared.attrib["baseType"]
        item.cardinality[name], item.kinds[name] = declared.attrib["cardinality"], kind
        values = tuple(_value(kind, one.text or "") for one in declared.iterfind("correctResponse/value"))
        item.correct[name] = _held(item.cardinality[name], values)
        if (mapping := declared.find("mapping")) is not None:
            item.mappings[name] = mapping
    for declared in root.findall("outcomeDeclaration"):
        name, kind = declared.attrib["identifier"], declared.attrib["baseType"]
        item.cardinality[name], item.kinds[name] = declared.attrib["cardinality"], kind
        values = tuple(_value(kind, one.text or "") for one in declared.iterfind("defaultValue/value"))
        # Numbers begin at nothing, and all else at NULL, where no default is declared.
        item.defaults[name] = (
            _held(item.cardinality[name], values) if values else Fraction() if kind == "float" else NULL
        )
    return item


def outcomes(item: Item, responses: dict[str, Value]) -> dict[str, Value]:
    """All outcomes after the responses were processed: SCORE, FEEDBACK and so on."""
    state = _State(item, {name: responses.get(name, NULL) for name in item.correct} | dict(item.defaults))
    processing = item.root.find("responseProcessing")
    if processing is not None:
        template = processing.attrib.get("template", "")
        match template.rpartition("/")[2].removesuffix(".xml"):
            case "":
                state.run(list(processing))
            case "match_correct":
                right = state.values["RESPONSE"] is not NULL and _same(item, "RESPONSE", state.values["RESPONSE"])
                state.values["SCORE"] = Fraction(right)
            case "map_response":
                given = state.values["RESPONSE"]
                state.values["SCORE"] = Fraction() if given is NULL else mapped(item, "RESPONSE", given)
            case other:
                raise NotImplementedError(other)
    return {name: state.values[name] for name in item.defaults}


def told(item: Item, after: dict[str, Value]) -> list[str]:
    """The texts that are shown after the responses were processed."""
    shown = []
    for text in item.root.findall("modalFeedback"):
        value = after[text.attrib["outcomeIdentifier"]]
        values = value if isinstance(value, tuple) else (value,)
        if (text.attrib["identifier"] in values) == (text.attrib["showHide"] == "show"):
            shown.append("".join(text.itertext()))
    return shown


def mapped(item: Item, name: str, given: Value) -> Fraction:
    """What a response comes to by its mapping: every different value once, within the bounds."""
    mapping = item.mappings[name]
    values = dict.fromkeys(given if isinstance(given, tuple) else (given,))
    total = sum((_entry(item, mapping, name, value) for value in values), Fraction())
    lower, upper = mapping.attrib.get("lowerBound"), mapping.attrib.get("upperBound")
    total = total if lower is None else max(total, Fraction(lower))
    return total if upper is None else min(total, Fraction(upper))


def _entry(item: Item, mapping: ET.Element, name: str, value: Value) -> Fraction:
    for entry in mapping:
        key, case = entry.attrib["mapKey"], entry.attrib.get("caseSensitive", "true") == "true"
        if key == value or (item.kinds[name] == "string" and not case and key.lower() == value.lower()):
            return Fraction(entry.attrib["mappedValue"])
    return Fraction(mapping.attrib["defaultValue"])


def _same(item: Item, name: str, given: Value) -> bool:
    return _equal(item.cardinality[name], given, item.correct[name])


def _equal(cardinality: str, one: Value, other: Value) -> bool:
    return sorted(one) == sorted(other) if cardinality == "multiple" else one == other


def _held(cardinality: str, values: tuple[Value, ...]) -> Value:
    if not values:
        return NULL
    return values if cardinality != "single" else values[0]


def _value(kind: str, text: str) -> Value:
    if kind in ("float", "integer"):
        return Fraction(text)
    return text == "true" if kind == "boolean" else text


class _State:
    """Responses and outcomes while the rules run."""

    def __init__(self, item: Item, values: dict[str, Value]) -> None:
        self.item, self.values = item, values

    def run(self, rules: list[ET.Element]) -> None:
        for rule in rules:
            match rule.tag:
                case "setOutcomeValue":
                    self.values[rule.attrib["identifier"]] = self.of(rule[0])
                case "responseCondition":
                    self._first(rule)
                case other:
                    raise NotImplementedError(other)

    def _first(self, condition: ET.Element) -> None:
        for branch in condition:
            if branch.tag == "responseElse":
                self.run(list(branch))
                return
            # NULL is not true.
            if self.of(branch[0]) is True:
                self.run(list(branch)[1:])
                return

    def of(self, expression: ET.Element) -> Value:
        """The value of an expression."""
        about = expression.attrib
        match expression.tag:
            case "variable":
                return self.values[about["identifier"]]
            case "correct":
                return self.item.correct[about["identifier"]]
            case "baseValue":
                return _value(about["baseType"], expression.text or "")
            case "mapResponse":
                given = self.values[about["identifier"]]
                return Fraction() if given is NULL else mapped(self.item, about["identifier"], given)
            case "isNull":
                return self.of(expression[0]) in (NULL, ())
            case "multiple":
                found: list[str] = []
                for one in map(self.of, expression):
                    found += [] if one is NULL else one if isinstance(one, tuple) else [one]
                return tuple(found) or NULL
        values = [self.of(child) for child in expression]
        if expression.tag == "or":
            return True if True in values else NULL if NULL in values else False
        if expression.tag == "and":
            return False if False in values else NULL if NULL in values else True
        if NULL in values:
            return NULL
        return self._computed(expression, values)

    def _computed(self, expression: ET.Element, values: list[Value]) -> Value:
        about = expression.attrib
        match expression.tag:
            case "match":
                named = expression[0].attrib.get("identifier", "")
                return _equal(self.item.cardinality.get(named, "single"), *values)
            case "equal":
                return _within(values[0], values[1], about["toleranceMode"], about.get("tolerance", ""))
            case "stringMatch":
                case = about["caseSensitive"] == "true"
                return values[0] == values[1] if case else values[0].lower() == values[1].lower()
            case "patternMatch":
                return re.fullmatch(about["pattern"], values[0]) is not None
            case "sum":
                return sum(values, Fraction())
            case "product":
                return values[0] * values[1]
            case "divide":
                return values[0] / values[1]
            case "gte":
                return values[0] >= values[1]
            case "index":
                at = int(about["n"])
                return values[0][at - 1] if at <= len(values[0]) else NULL
            case other:
                raise NotImplementedError(other)


def _within(first: Fraction, second: Fraction, mode: str, tolerance: str) -> bool:
    """Whether the second number is within the tolerance of the first, its edges among them."""
    if mode == "exact":
        return first == second
    below, above = map(Fraction, tolerance.split())
    if mode == "relative":
        return first * (1 - below / 100) <= second <= first * (1 + above / 100)
    return first - below <= second <= first + above
