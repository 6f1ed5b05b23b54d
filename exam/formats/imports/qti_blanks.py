"""The single things that are answered in a question of QTI 2 or 3: gaps, rows, pairs; and what answers each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exam.formats.imports.qti_question import LETTERS, Question
from exam.formats.imports.qti_worth import AnsweredPlace, CannotBeHeld
from exam.formats.imports.xml_tree import Element

MOST_GAPS = 50
_NUMERIC = ("integer", "float")
_NOT_LIKELY = "\ufffc"
"""What nobody answers."""


@dataclass(frozen=True, eq=False)
class Blank:
    """One thing that is answered."""

    element: Element
    """Where it stands."""
    response: str
    choices: Mapping[str, str]
    """The texts that may be chosen, by the value that each gives to the response; none where it is typed."""
    label: Element | None = None
    """What is to be matched here, where it stands in a line of its own."""


def blanks_of(asked: Question, one: Element) -> list[Blank]:
    """What is answered in an interaction. Raises CannotBeHeld."""
    response = one.get("responseIdentifier")
    declaration = asked.declaration(response)
    single = declaration.cardinality in ("single", "record") or one.get("maxChoices", "1") == "1"
    match one.name:
        case "textEntryInteraction" | "sliderInteraction":
            return [Blank(one, response, {})]
        case "inlineChoiceInteraction":
            return [Blank(one, response, _texts(asked, one.all("inlineChoice")))]
        case "choiceInteraction" if single:
            return [Blank(one, response, _texts(asked, list(one.within("simpleChoice"))))]
        case "hottextInteraction" if single:
            return [Blank(one, response, _texts(asked, list(one.within("hottext"))))]
        case "gapMatchInteraction":
            return _gaps_to_fill(asked, one, response)
        case "matchInteraction":
            return matching_rows(asked, one, response)
        case "choiceInteraction" | "hottextInteraction":
            raise CannotBeHeld("asks for several options of one list beside other things")
        case "orderInteraction":
            raise CannotBeHeld("asks for an order beside other things")
    raise CannotBeHeld("asks for pairs beside other things")


def _texts(asked: Question, choices: Sequence[Element]) -> dict[str, str]:
    if len(choices) > len(LETTERS):
        raise CannotBeHeld(f"has more than {len(LETTERS)} options for one gap")
    return {choice.get("identifier"): asked.choice_text(choice) for choice in choices}


def _gaps_to_fill(asked: Question, one: Element, response: str) -> list[Blank]:
    texts = _texts(asked, [choice for choice in one if choice.name in ("gapText", "gapImg")])
    gaps = list(one.within("gap"))
    if len(gaps) > MOST_GAPS:
        raise CannotBeHeld(f"has more than {MOST_GAPS} places to answer")
    flip = _is_turned(asked, response, {gap.get("identifier") for gap in gaps})
    return [
        Blank(gap, response, {_pair(name, gap.get("identifier"), flip=flip): text for name, text in texts.items()})
        for gap in gaps
    ]


def matching_rows(asked: Question, one: Element, response: str) -> list[Blank]:
    """The rows of a matching question: the entries of the set of which each belongs to one of the other."""
    sets = one.all("simpleMatchSet")
    if len(sets) != 2:
        raise CannotBeHeld("does not have two lists to match")
    left, right = (
        {choice.get("identifier"): choice for choice in one_set.all("simpleAssociableChoice")} for one_set in sets
    )
    pairs = [tuple(text.split()) for text in asked.correct(response) or asked.declaration(response).mapping]
    pairs = [pair for pair in pairs if len(pair) == 2]
    flip = any(pair[0] in right and pair[0] not in left for pair in pairs)
    firsts = [pair[1 if flip else 0] for pair in pairs]
    others = [pair[0 if flip else 1] for pair in pairs]
    rows, columns, turned = left, right, flip
    if len(set(firsts)) < len(firsts):
        if len(set(others)) < len(others):
            raise CannotBeHeld("pairs one entry with several")
        rows, columns, turned, firsts = right, left, not flip, others
    known_firsts = set(firsts)
    asked_rows = [name for name in rows if name in known_firsts]
    if len(asked_rows) > len(LETTERS):
        raise CannotBeHeld(f"has more than {len(LETTERS)} pairs")
    if len(asked_rows) < len(rows):
        asked.changed.append("has entries that belong to nothing; they are not asked for here")
    texts = _texts(asked, list(columns.values()))
    return [
        Blank(
            *(one, response, {_pair(name, other, flip=turned): text for other, text in texts.items()}),
            rows[name],
        )
        for name in asked_rows
    ]


def associated(asked: Question, one: Element, response: str) -> tuple[list[Blank], list[str]]:
    """The pairs of one list, and the texts that are in none of them."""
    entries = {choice.get("identifier"): choice for choice in one.all("simpleAssociableChoice")}
    texts = _texts(asked, list(entries.values()))
    pairs = [tuple(text.split()) for text in asked.correct(response) or asked.declaration(response).mapping]
    firsts = set[str]()
    blanks = []
    for pair in pairs:
        if len(pair) != 2 or not set(pair) <= set(texts):
            raise CannotBeHeld("pairs what is not in its list")
        first, other = pair if pair[0] not in firsts else pair[::-1]
        if first in firsts:
            raise CannotBeHeld("pairs one entry with several")
        firsts.add(first)
        blanks.append((first, other))
    if firsts & {other for _, other in blanks}:
        raise CannotBeHeld("pairs one entry with several")
    asked.changed.append("lets any two be paired; here one of each pair is given")
    paired = firsts | {other for _, other in blanks}
    others = {name: text for name, text in texts.items() if name not in firsts}
    extra = [text for name, text in texts.items() if name not in paired]
    return [
        Blank(one, response, {f"{first} {name}": text for name, text in others.items()}, entries[first])
        for first, _ in blanks
    ], extra


def _is_turned(asked: Question, response: str, gaps: set[str]) -> bool:
    """Whether pairs name the gap first, as some programs write them."""
    declaration = asked.declaration(response)
    pairs = [text.split() for text in (*declaration.correct, *declaration.mapping)]
    return bool(pairs) and all(len(pair) == 2 and pair[0] in gaps and pair[1] not in gaps for pair in pairs)


def _pair(one: str, other: str, *, flip: bool) -> str:
    return f"{other} {one}" if flip else f"{one} {other}"


def parts_for(asked: Question, blanks: Sequence[Blank]) -> list[AnsweredPlace]:
    """What answers each blank. Raises CannotBeHeld."""
    found: list[AnsweredPlace] = []
    for blank in blanks:
        found.append(part_for(asked, blank, {part.right for part in found}))
    return found


def part_for(asked: Question, blank: Blank, taken: Collection[str] = ()) -> AnsweredPlace:
    """What answers a blank, not with what another one has `taken` already, and something that does not answer it.

    Raises CannotBeHeld.
    """
    declaration = asked.declaration(blank.response)
    values = list(blank.choices) or list(asked.scoring.literals(blank.response))
    declared = {known(value, declaration.base) for value in asked.correct(blank.response)}
    wrong = "" if not blank.choices and declaration.base in _NUMERIC else _NOT_LIKELY
    for value in values:
        if known(value, declaration.base) in declared:
            others = (other for other in blank.choices if known(other, declaration.base) not in declared)
            return AnsweredPlace(blank.response, value, next(others, wrong))
    best = max(declaration.mapping.values(), default=Fraction())
    for value in sorted(values, key=lambda one: one in taken):
        if (best > 0 and declaration.mapping.get(value) == best) or asked.scoring.score({blank.response: (value,)}) > 0:
            return AnsweredPlace(blank.response, value, next((v for v in blank.choices if v != value), wrong))
    raise CannotBeHeld("has a place to answer for which nothing is declared right")


def known(value: str, base: str) -> tuple[str, ...]:
    """A value as it is compared: a pair has no direction."""
    return tuple(sorted(value.split())) if base == "pair" else tuple(value.split())
