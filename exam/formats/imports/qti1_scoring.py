"""What a question of QTI 1.2 earns by a response: the conditions of its ``resprocessing``, followed one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exam.formats.imports.qti_operators import Effort, NotUnderstood, as_fraction
from exam.formats.imports.xml_tree import Element

Responses = Mapping[str, Sequence[str]]

_MOST_BITS = 4000
_MOST_LITERALS = 400
_MOST_RULES = 2_000
"""Conditions of one question, and settings in them."""
_LONGEST_LITERAL = 20_000
_VALUED = ("varequal", "varsubset", "varsubstring", "varlt", "varlte", "vargt", "vargte")
_TIMES = ("durequal", "durlt", "durlte", "durgt", "durgte")


@dataclass(frozen=True, slots=True)
class Outcome1:
    """What a response came to."""

    score: Fraction
    shown: tuple[str, ...]
    """Identifiers of the feedbacks that are shown."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A condition, with what is looked at each time that it is followed."""

    asks: tuple[Element, ...]
    settings: tuple[Element, ...]
    """Of the score."""
    is_called_correct: bool
    shown: tuple[str, ...]
    """Identifiers of the feedbacks that it shows."""
    is_last: bool
    """Whether no other is followed where this one holds."""


class Scoring1:
    """The response processing of one question."""

    def __init__(self, item: Element, effort: Effort, numeric: Iterable[str] = ()) -> None:
        """`effort` is what may be spent on it; `numeric` are the identifiers of responses that are numbers.

        Raises NotUnderstood.
        """
        self.effort = effort
        found = item.all("resprocessing")
        self._conditions = [one for processing in found for one in processing.all("respcondition")]
        self.numeric = frozenset(numeric)
        declared = [one for processing in found for one in processing.within("decvar")]
        setting = [one for condition in self._conditions for one in condition.all("setvar")]
        if len(self._conditions) + len(setting) + len(declared) > _MOST_RULES:
            raise NotUnderstood("is scored by more rules than can be followed")
        names = list(dict.fromkeys(_name(one) for one in (*declared, *setting)))
        self._counted = next((name for name in names if name.lower() == "score"), names[0] if names else "SCORE")
        mine = [one for one in declared if _name(one) == self._counted]
        self.lowest = next((low for one in mine if (low := as_fraction(one.get("minvalue"))) is not None), None)
        self.highest = next((high for one in mine if (high := as_fraction(one.get("maxvalue"))) is not None), None)
        self._first = next(
            (value for one in mine if (value := as_fraction(one.get("defaultval"))) is not None), Fraction()
        )
        gained = [(one.text.strip().lower(), as_fraction(one.text)) for one in setting if _name(one) == self._counted]
        self._by_feedback = not any(text.endswith(".max") or (value or 0) > 0 for text, value in gained)
        self._rules = [rule for one in self._conditions if (rule := self._rule(one)) is not None]
        self._known: dict[tuple[tuple[str, tuple[str, ...]], ...], Outcome1] = {}

    @property
    def compares(self) -> bool:
        """Whether any response is compared with anything."""
        return any(True for condition in self._conditions for _ in condition.within(*_VALUED))

    def literals(self, response: str) -> tuple[str, ...]:
        """All values that conditions compare a response with. Raises NotUnderstood."""
        nodes = [node for condition in self._conditions for node in condition.within(*_VALUED)]
        found = tuple(dict.fromkeys(node.text.strip() for node in nodes if node.get("respident") == response))
        if len(found) > _MOST_LITERALS:
            raise NotUnderstood("is scored by very many values")
        return found

    def called_right(self, response: str) -> tuple[str, ...]:
        """The values of a response that conditions ask for which give points."""
        found: dict[str, None] = {}
        for condition in self._conditions:
            gains = self._is_called_correct(condition) or any(map(self._gains, condition.all("setvar")))
            inside = condition.first("conditionvar")
            if inside is not None and gains:
                found |= {one.text.strip(): None for one in _asked_for(inside) if one.get("respident") == response}
        return tuple(found)

    def score(self, responses: Responses) -> Fraction:
        """The points of a response. Raises NotUnderstood."""
        return self.outcome(responses).score

    def outcome(self, responses: Responses) -> Outcome1:
        """What comes of a response. Raises NotUnderstood."""
        asked = tuple(sorted((name, tuple(values)) for name, values in responses.items()))
        if asked not in self._known:
            self._known[asked] = self._outcome(responses)
        return self._known[asked]

    def _outcome(self, responses: Responses) -> Outcome1:
        score = self._first
        self.effort.spend(len(self._conditions) + 10)
        shown: list[str] = []
        for rule in self._rules:
            if not all(self._holds(one, responses) for one in rule.asks):
                continue
            for one in rule.settings:
                score = self._changed(score, one)
                if score.numerator.bit_length() + score.denominator.bit_length() > _MOST_BITS:
                    raise NotUnderstood("is scored with numbers that are too large")
            if rule.is_called_correct:
                score = Fraction(1) if self.highest is None else self.highest
            shown += rule.shown
            if rule.is_last:
                break
        score = score if self.lowest is None else max(self.lowest, score)
        score = score if self.highest is None else min(self.highest, score)
        return Outcome1(score, tuple(dict.fromkeys(shown)))

    def _rule(self, condition: Element) -> "_Rule | None":
        """A condition as it is followed; None for one that asks nothing."""
        inside = condition.first("conditionvar")
        if inside is None:
            return None
        return _Rule(
            tuple(inside),
            tuple(one for one in condition.all("setvar") if _name(one) == self._counted),
            self._is_called_correct(condition),
            tuple(one.get("linkrefid") for one in condition.all("displayfeedback")),
            condition.get("continue", _usual(condition)).lower() != "yes",
        )

    def _gains(self, setting: Element) -> bool:
        return _name(setting) == self._counted and self._changed(Fraction(), setting) > 0

    def _is_called_correct(self, condition: Element) -> bool:
        """Whether a condition gives all points without saying so: Blackboard only shows the feedback "correct"."""
        shown = (one.get("linkrefid").lower() for one in condition.all("displayfeedback"))
        return self._by_feedback and "correct" in shown and not condition.all("setvar")

    def _changed(self, score: Fraction, setting: Element) -> Fraction:
        text = setting.text.strip()
        value = as_fraction(text)
        if text.lower().endswith(".max"):
            value = self.highest if self.highest is not None else Fraction(1)
        elif text.lower().endswith(".min"):
            value = self.lowest or Fraction()
        if value is None:
            raise NotUnderstood("is scored with what is no number")
        match setting.get("action", "Set").lower():
            case "set":
                return value
            case "add":
                return score + value
            case "subtract":
                return score - value
            case "multiply":
                return score * value
            case "divide" if value:
                return score / value
        raise NotUnderstood(f"is scored by the action {setting.get('action')!r}, which is not followed")

    def _holds(self, one: Element, responses: Responses) -> bool:
        self.effort.spend(1)
        name = one.get("respident")
        given = responses.get(name, ())
        if one.name in _VALUED and len(one.text) > _LONGEST_LITERAL:
            raise NotUnderstood(f"is scored by a text of more than {_LONGEST_LITERAL:,} characters")
        match one.name:
            case "and":
                return all(self._holds(inner, responses) for inner in one)
            case "or":
                return any(self._holds(inner, responses) for inner in one)
            case "not":
                return not all(self._holds(inner, responses) for inner in one)
            case "other":
                return True
            case "unanswered":
                return not given
            case "varequal":
                return self._is_among(one, name, given)
            case "varsubset":
                wanted = {value.strip() for value in one.text.split(",")}
                partly = one.get("setmatch").lower() == "partial"
                return wanted <= set(given) if partly else wanted == set(given)
            case "varsubstring":
                return any(_folded(one, one.text.strip()) in _folded(one, value) for value in given)
            case "varlt" | "varlte" | "vargt" | "vargte":
                return any(_compares(one, value) for value in given)
            case "conditionvar" | "var_extension" if not [*one]:
                return True
        if one.name in _TIMES:
            raise NotUnderstood("is scored by the time that was taken")
        raise NotUnderstood(f"is scored by the condition {one.name}, which is not followed")

    def _is_among(self, one: Element, name: str, given: Sequence[str]) -> bool:
        wanted = one.text.strip()
        if place := one.get("index"):
            at = int(place) if place.isdecimal() and len(place) < 6 else 0
            given = given[at - 1 : at] if at else ()
        if name in self.numeric and (value := as_fraction(wanted)) is not None:
            return any(as_fraction(text) == value for text in given)
        return any(_folded(one, text.strip()) == _folded(one, wanted) for text in given)


def _usual(condition: Element) -> str:
    """Whether the next conditions are looked at where it is not said. The standard says no; yet Canvas writes none
    where the parts of a question add up, and whoever adds means to go on."""
    actions = {one.get("action", "Set").lower() for one in condition.all("setvar")}
    return "Yes" if actions and actions <= {"add", "subtract"} else "No"


def _asked_for(one: Element) -> Iterator[Element]:
    """The comparisons in a condition that are not turned round."""
    for part in one:
        if part.name == "varequal":
            yield part
        elif part.name != "not":
            yield from _asked_for(part)


def _name(one: Element) -> str:
    return one.get("varname") or "SCORE"


def _folded(one: Element, text: str) -> str:
    return text if one.get("case", "No").lower() == "yes" else text.lower()


def _compares(one: Element, text: str) -> bool:
    given, wanted = as_fraction(text), as_fraction(one.text)
    if given is None or wanted is None:
        return False
    match one.name:
        case "varlt":
            return given < wanted
        case "varlte":
            return given <= wanted
        case "vargt":
            return given > wanted
    return given >= wanted
