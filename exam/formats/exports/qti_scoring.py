"""How QTI gives a response the points that `exam.core.scoring` gives it.

A standard template does, where one says all that is to be said: `match_correct` for all or nothing and one point,
`map_response` for parts that add up. Elsewhere stand rules of the standard's own kind, which say the same at length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from exam.core.form import Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap
from exam.core.scoring import worth
from exam.formats.exports.qti_typed import fits, spellings
from exam.formats.exports.qti_xml import Dialect, figure

RESPONSE = "RESPONSE"


@dataclass
class Scoring:
    """The declarations and rules of one item."""

    dialect: Dialect
    responses: list[Element] = field(default_factory=list)
    outcomes: list[Element] = field(default_factory=list)
    """Beside the score: what rules count in."""
    template: str = ""
    """The standard template that says what `rules` say."""
    rules: list[Element] = field(default_factory=list)

    def declare(self, kind: str, cardinality: str, right: Sequence[str], *more: Element, name: str = RESPONSE) -> None:
        """What is answered: of a base type, one or several, and what is right."""
        make = self.dialect.make
        correct = [make("correctResponse", *(make("value", value) for value in right))] if right else []
        self.responses.append(
            make("responseDeclaration", *correct, *more, identifier=name, cardinality=cardinality, baseType=kind)
        )

    def outcome(self, name: str, kind: str, default: Fraction | None = None, cardinality: str = "single") -> None:
        self.outcomes.append(outcome_declaration(self.dialect, name, kind, default, cardinality=cardinality))

    def scores(self, expression: Element, name: str = "SCORE") -> Element:
        return self.dialect.make("setOutcomeValue", expression, identifier=name)

    def number(self, value: Fraction | int) -> Element:
        return self.dialect.make("baseValue", figure(Fraction(value)), baseType="float")

    def variable(self, name: str = RESPONSE) -> Element:
        return self.dialect.make("variable", identifier=name)

    def mapped(self, name: str = RESPONSE) -> Element:
        return self.dialect.make("mapResponse", identifier=name)

    def when(self, *branches: tuple[Element, Sequence[Element]], otherwise: Sequence[Element] = ()) -> Element:
        """Rules of the first condition that holds."""
        make = self.dialect.make
        ifs = [
            make("responseElseIf" if at else "responseIf", condition, *rules)
            for at, (condition, rules) in enumerate(branches)
        ]
        return make("responseCondition", *ifs, *([make("responseElse", *otherwise)] if otherwise else []))

    def mapping(self, entries: Sequence[Element], bound: Fraction | None = None) -> Element:
        bounds = {} if bound is None else {"lowerBound": "0", "upperBound": figure(bound)}
        return self.dialect.make("mapping", *entries, **bounds, defaultValue="0")

    def entry(self, key: str, value: Fraction, **more: bool) -> Element:
        return self.dialect.make("mapEntry", mapKey=key, mappedValue=figure(value), **more)

    def all_or_nothing(self, points: int) -> None:
        """The points for exactly what is declared as right."""
        make = self.dialect.make
        self.template = "match_correct" if points == 1 else ""
        matches = make("match", self.variable(), make("correct", identifier=RESPONSE))
        self.rules = [self.when((matches, [self.scores(self.number(points))]), otherwise=[self.scores(self.number(0))])]

    def added_up(self) -> None:
        """What the mapping of the response comes to."""
        self.template = "map_response"
        nothing = self.dialect.make("isNull", self.variable())
        self.rules = [self.when((nothing, [self.scores(self.number(0))]), otherwise=[self.scores(self.mapped())])]

    def share(self, count: Element, points: int, parts: int) -> Element:
        """`points` for all of `parts`, each as much; `count` says how many there are, in whole or in part."""
        make = self.dialect.make
        in_points = count if points == 1 else make("product", count, self.number(points))
        return self.scores(make("divide", in_points, self.number(parts)))


def outcome_declaration(
    dialect: Dialect, name: str, kind: str, default: Fraction | None, *, cardinality: str = "single", most: int = 0
) -> Element:
    """The declaration of an outcome; `most` is the most that it can come to."""
    values = []
    if default is not None:
        values = [dialect.make("defaultValue", dialect.make("value", figure(default)))]
    bounds = {"normalMaximum": most, "normalMinimum": 0} if most else {}
    return dialect.make(
        "outcomeDeclaration", *values, identifier=name, cardinality=cardinality, baseType=kind, **bounds
    )


def choice_scoring(scoring: Scoring, slot: Slot, names: dict[str, str]) -> None:
    """A question that is answered by choosing among its options; `names` has what they are called, by id."""
    cardinality = "single" if slot.choose == 1 else "multiple"
    right = [names[option] for option in slot.key]
    if not slot.by_part:
        scoring.declare("identifier", cardinality, right)
        scoring.all_or_nothing(slot.points)
        return
    entries = [
        scoring.entry(names[one.id], worth(one.credit, one.id in slot.key, len(slot.key)) * slot.points)
        for one in slot.options
    ]
    scoring.declare("identifier", cardinality, right, scoring.mapping(entries, Fraction(slot.points)))
    scoring.added_up()


def order_scoring(scoring: Scoring, slot: Slot, names: dict[str, str]) -> None:
    """Steps to be put in order, each of which has a place."""
    make = scoring.dialect.make
    scoring.declare("identifier", "ordered", [names[gap.key[0]] for gap in slot.gaps])
    if not slot.by_part:
        scoring.all_or_nothing(slot.points)
        return
    scoring.outcome("PLACED", "float", Fraction())
    for n, gap in enumerate(slot.gaps, start=1):
        placed = make("index", scoring.variable(), n=n)
        right = make("match", placed, make("baseValue", names[gap.key[0]], baseType="identifier"))
        one_more = scoring.scores(make("sum", scoring.variable("PLACED"), scoring.number(1)), "PLACED")
        scoring.rules.append(scoring.when((right, [one_more])))
    scoring.rules.append(scoring.share(scoring.variable("PLACED"), slot.points, len(slot.gaps)))


def pairs_scoring(scoring: Scoring, slot: Slot, names: dict[str, str]) -> None:
    """Premises, called P1, P2 …, of which each belongs to an answer."""
    right = [(f"P{n} {names[key]}", at) for n, gap in enumerate(slot.gaps, start=1) for at, key in enumerate(gap.key)]
    first = [pair for pair, at in right if not at]
    if not slot.by_part and len(first) == len(right):
        scoring.declare("directedPair", "multiple", first)
        scoring.all_or_nothing(slot.points)
        return
    parts = len(slot.gaps)
    each = Fraction(slot.points if slot.by_part else 1, parts if slot.by_part else 1)
    entries = [scoring.entry(pair, each) for pair, _ in right]
    scoring.declare("directedPair", "multiple", first, scoring.mapping(entries, each * parts))
    if slot.by_part:
        scoring.added_up()
    else:
        scoring.rules = [_only_whole(scoring, [scoring.mapped()], slot.points, parts)]


def gaps_scoring(scoring: Scoring, slot: Slot, names: dict[str, str]) -> None:
    """Gaps that are typed, or chosen from a list: RESPONSE for one, RESPONSE_1, RESPONSE_2 … for several."""
    if len(slot.gaps) == 1 and not _is_ruled(slot.gaps[0]):
        _mapped_gap(scoring, slot, slot.gaps[0], RESPONSE, names, Fraction(slot.points))
        scoring.added_up()
        return
    if len(slot.gaps) == 1:
        scoring.rules.append(_ruled_gap(scoring, slot, slot.gaps[0], RESPONSE, "SCORE", slot.points))
        return
    shares = [_gap_share(scoring, slot, n, gap, names) for n, gap in enumerate(slot.gaps, start=1)]
    if slot.by_part:
        scoring.rules.append(scoring.share(scoring.dialect.make("sum", *shares), slot.points, len(shares)))
    else:
        scoring.rules.append(_only_whole(scoring, shares, slot.points, 1))


def response_name(slot: Slot, n: int) -> str:
    """What the answer in the gap of a place, from 1, is called."""
    return RESPONSE if len(slot.gaps) == 1 else f"{RESPONSE}_{n}"


def _is_ruled(gap: Gap) -> bool:
    """Whether a gap's answers are told apart by rules: a mapping knows only texts."""
    return bool(gap.numbers) or (gap.wildcard and any("*" in one.text for one in gap.texts))


def _share_of(slot: Slot, one: AcceptedText | AcceptedNumber) -> Fraction:
    return Fraction(one.credit, 100) if slot.by_part else Fraction(one.credit == 100)


def _gap_share(scoring: Scoring, slot: Slot, n: int, gap: Gap, names: dict[str, str]) -> Element:
    """What a gap earns of its part, 0 to 1."""
    name = response_name(slot, n)
    if not _is_ruled(gap):
        _mapped_gap(scoring, slot, gap, name, names, Fraction(1))
        return scoring.mapped(name)
    earned = f"EARNED_{n}"
    scoring.outcome(earned, "float", Fraction())
    scoring.rules.append(_ruled_gap(scoring, slot, gap, name, earned, 1))
    return scoring.variable(earned)


def _ruled_gap(scoring: Scoring, slot: Slot, gap: Gap, name: str, earned: str, points: int) -> Element:
    """The rule of a gap whose answers are numbers or patterns; what it earns goes into the outcome `earned`."""
    right = [one.value if isinstance(one, AcceptedNumber) else one.text.replace("*", "") for one in gap.accepted[:1]]
    scoring.declare("float" if gap.numbers else "string", "single", right, name=name)
    return scoring.when(
        *(
            (
                fits(scoring.dialect, gap, one, name),
                [scoring.scores(scoring.number(_share_of(slot, one) * points), earned)],
            )
            for one in gap.accepted
        )
    )


def _mapped_gap(scoring: Scoring, slot: Slot, gap: Gap, name: str, names: dict[str, str], points: Fraction) -> None:
    """Declares a gap whose answers are listed with what each earns, of so many points."""
    if gap.choices:
        entries = [scoring.entry(names[key], points) for key in gap.key]
        scoring.declare("identifier", "single", [names[gap.key[0]]], scoring.mapping(entries), name=name)
        return
    best: dict[str, tuple[str, Fraction]] = {}
    for one in gap.texts:
        for text in spellings(one.text):
            seen = text if gap.case else text.casefold()
            share = _share_of(slot, one)
            if seen not in best or best[seen][1] < share:
                best[seen] = (text, share)
    entries = [scoring.entry(text, share * points, caseSensitive=gap.case) for text, share in best.values()]
    right = [gap.accepted[0].text] if isinstance(gap.accepted[0], AcceptedText) else []
    scoring.declare("string", "single", right, scoring.mapping(entries), name=name)


def _only_whole(scoring: Scoring, shares: Sequence[Element], points: int, whole: int) -> Element:
    """The points where each share is whole, and else nothing."""
    make = scoring.dialect.make
    full = [make("gte", share, scoring.number(whole)) for share in shares]
    condition = full[0] if len(full) == 1 else make("and", *full)
    return scoring.when(
        (condition, [scoring.scores(scoring.number(points))]), otherwise=[scoring.scores(scoring.number(0))]
    )
