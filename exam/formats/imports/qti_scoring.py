"""What a question of QTI 2 or 3 earns by a response: its response processing, followed rule by rule.

A reader finds out what an option earns, or whether a spelling counts, by trying it as a response. So a question is
understood by what its rules do, and not by how they are written. Rules that draw numbers by chance, call
other programs or search by patterns are not followed: `NotUnderstood`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exam.formats.imports.qti_declared import Declaration, declared
from exam.formats.imports.qti_operators import (
    OPERATORS,
    WITH_ATTRIBUTES,
    Effort,
    NotUnderstood,
    Value,
    as_fraction,
    same,
    scalar,
    values_in,
)
from exam.formats.imports.qti_patterns import Wild, read_pattern
from exam.formats.imports.xml_tree import Element

Responses = Mapping[str, Sequence[str]]
"""The values of each response by its identifier, as they are written in a declaration."""

_MOST_STEPS = 100_000
"""Elements of rules that are followed for one response."""
_STEPS_A_TRY = 10
_NUMERIC = ("integer", "float")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a response came to."""

    score: Fraction
    values: Mapping[str, Value]

    def shows(self, element: Element) -> bool:
        """Whether a feedback is shown."""
        name = element.get("identifier")
        there = any(str(one) == name for one in values_in(self.values.get(element.get("outcomeIdentifier"))))
        return there == (element.get("showHide", "show") != "hide")


class ResponseProcessing:
    """The response processing of one question."""

    def __init__(self, item: Element, effort: Effort | None = None) -> None:
        """`effort` is what may be spent on it; without, as on a small file."""
        self.effort = effort or Effort.for_file(0)
        self.responses = {one.get("identifier"): declared(one) for one in item.all("responseDeclaration")}
        self.outcomes = {one.get("identifier"): declared(one) for one in item.all("outcomeDeclaration")}
        processing = item.first("responseProcessing")
        self._template = template_name(processing)
        self._rules = [*processing] if processing is not None else []
        setting = ("setOutcomeValue", "lookupOutcomeValue")
        nodes = [node for rule in self._rules for node in (rule, *rule.within(*setting)) if node.name in setting]
        written = {node.get("identifier") for node in nodes}
        counted = [name for name, one in self.outcomes.items() if one.base in _NUMERIC and name in written]
        self._counted = "SCORE" if "SCORE" in written or len(counted) != 1 else counted[0]
        lacks_mapping = "map_response" in self._template and not any(one.mapping for one in self.responses.values())
        self.is_given = (bool(self._template) and not lacks_mapping) or "SCORE" in written or bool(counted)
        """Whether the question says how it is scored; else what is declared as right is right."""
        self._before: dict[str, Value] = {"numAttempts": Fraction(1), "completionStatus": "unknown"}
        for name, one in self.outcomes.items():
            self._before[name] = one.value(one.default) if one.default else Fraction() if one.base in _NUMERIC else None
        self.right = {name: one.value(one.correct) for name, one in self.responses.items()}
        self._read_patterns: dict[str, tuple[Wild, ...]] = {}
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Outcome] = {}

    def literals(self, response: str) -> tuple[str, ...]:
        """All texts that could be right for a response: declared, mapped, or named in a rule."""
        one = self.responses.get(response, Declaration("single", "identifier"))
        named = [node.text for rule in self._rules for node in rule.within("baseValue")]
        return tuple(dict.fromkeys((*one.correct, *one.mapping, *named)))

    def patterns(self) -> tuple[str, ...]:
        """Texts with ``*`` for anything that rules take for right. Raises NotUnderstood."""
        nodes = [node for rule in self._rules for node in rule.within("patternMatch")]
        return tuple(dict.fromkeys(wild.text for node in nodes for wild in self._wild(node)))

    def _wild(self, node: Element) -> tuple[Wild, ...]:
        pattern = node.get("pattern")
        if pattern not in self._read_patterns:
            self._read_patterns[pattern] = read_pattern(pattern)
        return self._read_patterns[pattern]

    def matches(self, node: Element, value: Value) -> bool | None:
        """Whether a text is as a pattern says. Raises NotUnderstood."""
        return any(wild.takes(value) for wild in self._wild(node)) if isinstance(value, str) else None

    def tolerances(self) -> tuple[tuple[str, Fraction], ...]:
        """How far numbers may be off, as the rules name it: the mode and the width."""
        found = []
        for rule in self._rules:
            for node in rule.within("equal"):
                for text in node.get("tolerance").split():
                    if (width := as_fraction(text)) is not None:
                        found.append((node.get("toleranceMode", "exact"), width))
        return tuple(found)

    def outcome(self, responses: Responses) -> Outcome:
        """What comes of a response. Raises NotUnderstood."""
        asked = tuple(sorted((name, tuple(values)) for name, values in responses.items()))
        if asked not in self._known:
            try:
                self._known[asked] = self._outcome(responses)
            except ArithmeticError as error:
                raise NotUnderstood("is scored with numbers that are too large") from error
        return self._known[asked]

    def score(self, responses: Responses) -> Fraction:
        """The points of a response. Raises NotUnderstood."""
        return self.outcome(responses).score

    def before(self) -> Outcome:
        """How it stands before anything is answered."""
        return Outcome(Fraction(), self._before)

    def _outcome(self, responses: Responses) -> Outcome:
        self.effort.spend(_STEPS_A_TRY)
        values = dict(self._before)
        for name, one in self.responses.items():
            values[name] = one.value(responses.get(name, ()))
        if self._rules:
            run = _Run(self, values)
            try:
                run.rules(self._rules)
            finally:
                self.effort.spend(run.steps)
        if not self.is_given or self._template:
            self._by_template(values)
        return Outcome(self._score(values), values)

    def _by_template(self, values: dict[str, Value]) -> None:
        """The standard templates, and what goes without saying."""
        sole = [name for name, one in self.responses.items() if one.correct or one.mapping or len(self.responses) == 1]
        asked = ["RESPONSE"] if "RESPONSE" in self.responses and self._template else sole
        if "point" in self._template:
            raise NotUnderstood("is answered by pointing at a picture")
        total = Fraction()
        for name in asked:
            one = self.responses[name]
            if one.mapping and ("map_response" in self._template or not one.correct):
                total += one.mapped(values[name])
            else:
                total += same(values[name], self.right[name]) is True
        if "CC2" in self._template:
            most = values.get("MAXSCORE")
            right = all(same(values[name], self.right[name]) for name in asked)
            values["FEEDBACKBASIC"] = "correct" if right else "incorrect"
            if "map" not in self._template and isinstance(most, Fraction) and most > 0:
                total *= most
        values["SCORE"] = total

    def _score(self, values: Mapping[str, Value]) -> Fraction:
        found = values.get(self._counted if self.is_given else "SCORE")
        return found if isinstance(found, Fraction) else Fraction()


class _Run:
    """One response followed through the rules."""

    def __init__(self, scoring: ResponseProcessing, values: dict[str, Value]) -> None:
        self.scoring, self.values, self.steps = scoring, values, 0

    def rules(self, rules: Iterable[Element]) -> bool:
        """Follows rules. False where one of them ends the processing."""
        for rule in rules:
            self.steps += 1
            match rule.name:
                case "responseCondition":
                    for branch in rule:
                        parts = [*branch]
                        if branch.name == "responseElse":
                            if not self.rules(parts):
                                return False
                            break
                        if parts and self.value(parts[0]) is True:
                            if not self.rules(parts[1:]):
                                return False
                            break
                case "setOutcomeValue":
                    self.values[rule.get("identifier")] = self._set(rule)
                case "responseProcessingFragment":
                    if not self.rules([*rule]):
                        return False
                case "exitResponse":
                    return False
                case _:
                    raise NotUnderstood(f"is scored by the rule {rule.name}, which is not followed")
        return True

    def value(self, node: Element) -> Value:
        """What an expression gives."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise NotUnderstood("is scored by more rules than can be followed")
        match node.name:
            case "variable":
                return self.values.get(node.get("identifier"))
            case "correct":
                return self.scoring.right.get(node.get("identifier"))
            case "default":
                name = node.get("identifier")
                other = self.scoring.outcomes.get(name) or self.scoring.responses.get(name)
                return other.value(other.default) if other else None
            case "baseValue":
                return scalar(node.text, node.get("baseType"))
            case "null":
                return None
            case "mapResponse":
                one = self.scoring.responses.get(node.get("identifier"))
                return one.mapped(self.values.get(node.get("identifier"))) if one else None
        parts = [self.value(part) for part in node]
        if (operator := OPERATORS.get(node.name)) is not None:
            return operator(parts)
        if node.name == "patternMatch" and len(parts) == 1:
            return self.scoring.matches(node, parts[0])
        if (with_attributes := WITH_ATTRIBUTES.get(node.name)) is not None:
            return with_attributes(node, parts)
        raise NotUnderstood(f"is scored by the rule {node.name}, which is not followed")

    def _set(self, rule: Element) -> Value:
        value = next((self.value(part) for part in rule), None)
        one = self.scoring.outcomes.get(rule.get("identifier"))
        if one and one.base in _NUMERIC and isinstance(value, str):
            return as_fraction(value)
        return value


def template_name(processing: Element | None) -> str:
    """The last part of the address of a standard template; "" where rules are written out."""
    if processing is None or next(iter(processing), None) is not None:
        return ""
    return (processing.get("template") or processing.get("templateLocation")).rsplit("/", 1)[-1].removesuffix(".xml")
