"""The exam code: bank edition, blueprint and seed in one line that can be read out and typed.

A code is base-32 digits: the version of the rules of assembly (1 digit), the bank's edition (4), the preset and
what was chosen in its place (2 or more), the seed (6) and a check digit. The check digit is a weighted sum over
GF(32), so that any one wrong letter and any two neighbours exchanged are noticed (Hamming code; MacWilliams & Sloane
1977, ch. 1).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from exam.assembly.shortlists import needs_shortlists
from exam.assembly.tailor import Impossible, tailor
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.base32 import ALPHABET, digits, encode
from exam.core.blueprint import Blueprint, Difficulty

RULES = 4
"""The version of the rules by which a form is made. Any change that makes other papers raises it."""

_FIRST_RULES, _SECOND_RULES, _THIRD_RULES = 1, 2, 3

SEEDS = 1 << 30
"""Seeds are 0 to SEEDS - 1."""

LONGEST = (MOST_DIRECT // 4 + 60) * 6 // 5
"""Signs of a code at most, with its hyphens: that of a drill has one bit for each item of the bank, four in a digit."""

_FIELDS = ("sections", "items", "minutes", "difficulty", "options", "only", "choose_two", "reversed", "matching")
"""What may be chosen in place of a preset's own; the place of each is its bit among the flags of a code."""
_TO_MEASURE = 1 << len(_FIELDS)
_DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)


class CodeRefused(Exception):
    """A text that is no exam code, or a code that does not fit this bank. The text says which, and what to do."""


@dataclass(frozen=True, slots=True)
class ExamCode:
    """A code that was read and whose check digit is right."""

    text: str
    edition: str
    """The edition of the bank that it was made from."""
    rules: int
    _choices: tuple[int, ...]
    seed: int

    def resolve(self, bank: Bank) -> tuple[Blueprint, int]:
        """Blueprint and seed of the paper. Raises CodeRefused where the bank or the rules are other ones."""
        if self.rules not in (_FIRST_RULES, _SECOND_RULES, _THIRD_RULES, RULES):
            raise self._of_other_rules(RULES)
        if self.edition != bank.edition:
            raise CodeRefused(
                f"The code {self.text} is for edition {self.edition} of a bank; the bank {bank.id} here is edition "
                f"{bank.edition}, which would build another paper. Use the bank as it was, or take a new exam."
            )
        try:
            blueprint = tailor(bank, **_read_choices(iter(self._choices), bank))
        except (StopIteration, IndexError, Impossible) as error:
            raise CodeRefused(f"The code {self.text} asks for what the bank {bank.id} does not have.") from error
        if self.rules != (rules := rules_of(bank, blueprint)):
            raise self._of_other_rules(rules)
        return blueprint, self.seed

    def _of_other_rules(self, rules: int) -> CodeRefused:
        return CodeRefused(
            f"The code {self.text} was made by version {self.rules} of the rules of assembly; this program has "
            f"version {rules}, which would build another paper. Use a program of that version."
        )


def rules_of(bank: Bank, blueprint: Blueprint) -> int:
    """The version of the rules that a paper's code names: the first one that makes this very paper.

    The second version shows the options that an author wrote as they stand and lends them to no other question, and it
    makes shortlists for large papers. The third is that of banks of schema 2, which have siblings, subjects and kinds.
    The fourth is that of banks without marks, which look at how answers are written and at what they share with stems.
    All other papers are what they were, and so are their codes.
    """
    if bank.is_unmarked and any(item.statements for item in bank.items):
        return RULES
    if bank.format_version > 1:
        return _THIRD_RULES
    return _SECOND_RULES if bank.has_authored_items or needs_shortlists(bank, blueprint) else _FIRST_RULES


def write_code(bank: Bank, blueprint: Blueprint, seed: int, *, to_measure: bool = False) -> str:
    """The code of a paper, in groups of five.

    `to_measure` marks a paper that one learner's history had a part in: its code names it but cannot rebuild it. So is
    a paper marked whose blueprint `tailor` would not give for this bank.
    """
    place, choices = _chosen(bank, blueprint)
    flags = sum(1 << at for at, chosen in enumerate(choices) if chosen is not None)
    if to_measure or not _rebuilds(bank, place, choices, blueprint):
        flags |= _TO_MEASURE
    numbers = (place, flags, *(chosen for chosen in choices if chosen is not None))
    written = ALPHABET[rules_of(bank, blueprint)] + bank.edition
    written += "".join(ALPHABET[digit] for number in numbers for digit in _spread(number))
    written += encode(seed, 6)
    return _in_groups(written + ALPHABET[_check(digits(written))])


@lru_cache(maxsize=4096)
def has_own_settings(text: str) -> bool:
    """Whether something was chosen in place of the preset's own for the paper of a code; of no code at all, no."""
    try:
        values = iter(read_code(text)._choices)
        _gather(values)
        return _gather(values) & (_TO_MEASURE - 1) != 0
    except (CodeRefused, StopIteration):
        return False


def read_code(text: str) -> ExamCode:
    """A code as typed, in either case, with or without hyphens. Raises CodeRefused for a mistyped one."""
    try:
        values = digits(text)
    except ValueError as error:
        raise CodeRefused(f"{error}: it is made of digits and the letters A to Z without I, L, O and U.") from None
    if len(values) < 14:
        raise CodeRefused(f"An exam code has at least 14 letters and digits; this has {len(values)}.")
    if _check(values[:-1]) != values[-1]:
        raise CodeRefused("That is not quite the code: a letter is wrong or two are exchanged. Compare it again.")
    seed = 0
    for value in values[-7:-1]:
        seed = seed << 5 | value
    tidy = "".join(ALPHABET[value] for value in values)
    return ExamCode(_in_groups(tidy), tidy[1:5], values[0], tuple(values[5:-7]), seed)


def _chosen(bank: Bank, blueprint: Blueprint) -> tuple[int, list[int | None]]:
    """The place of the preset among the bank's, and by `_FIELDS` what differs from it as a number, or else None."""
    names = [preset.id for preset in bank.coded_blueprints]
    place = names.index(blueprint.id) if blueprint.id in names else 0
    base = bank.coded_blueprints[place]
    # What minutes it would have if nobody had chosen them.
    unchosen = base.model_copy(update={"minutes": None})
    with suppress(Impossible):
        unchosen = tailor(
            bank, base.id, sections=blueprint.sections, only=blueprint.only, items=blueprint.items,
            choose_two=blueprint.choose_two, reversed_=blueprint.reversed, matching=blueprint.matching,
        )  # fmt: skip
    choices: list[int | None] = []
    for field in _FIELDS:
        own, preset = getattr(blueprint, field), getattr(unchosen if field == "minutes" else base, field)
        if own == preset or own is None:
            choices.append(None)
        elif field in ("sections", "only"):
            chosen = frozenset(own)
            choices.append(sum(1 << at for at, name in enumerate(_ids(bank, field)) if name in chosen))
        else:
            choices.append(_DIFFICULTIES.index(own) if field == "difficulty" else own)
    return place, choices


def _rebuilds(bank: Bank, place: int, choices: Sequence[int | None], blueprint: Blueprint) -> bool:
    """Whether these choices give this blueprint again. The order in which chosen items are named is of no account."""
    try:
        rebuilt = tailor(bank, **_arguments(bank, place, choices))
    except Impossible:
        return False
    same_order = {"only": tuple(sorted({*blueprint.only}))}
    return rebuilt.model_copy(update={"only": tuple(sorted(rebuilt.only))}) == blueprint.model_copy(update=same_order)


def _read_choices(values: Iterator[int], bank: Bank) -> dict[str, Any]:
    """What `tailor` is to be asked for. Raises StopIteration, IndexError or CodeRefused."""
    place, flags = _gather(values), _gather(values)
    choices = [_gather(values) if flags >> at & 1 else None for at in range(len(_FIELDS))]
    if flags & _TO_MEASURE:
        raise CodeRefused(
            "This code names a paper made to measure for one learner, which no code can rebuild. Where it was sat, "
            "'exam take --again ATTEMPT' takes it again."
        )
    return _arguments(bank, place, choices)


def _arguments(bank: Bank, place: int, choices: Sequence[int | None]) -> dict[str, Any]:
    """The arguments of `tailor` for a preset and what was chosen in place of its own. May raise IndexError."""
    arguments: dict[str, Any] = {"preset": bank.coded_blueprints[place].id}
    for field, chosen in zip(_FIELDS, choices, strict=True):
        match field:
            case _ if chosen is None:
                continue
            case "sections" | "only":
                arguments[field] = [name for at, name in enumerate(_ids(bank, field)) if chosen >> at & 1]
            case "difficulty":
                arguments[field] = _DIFFICULTIES[chosen]
            case "reversed":
                arguments["reversed_"] = chosen
            case _:
                arguments[field] = chosen
    return arguments


def _ids(bank: Bank, field: str) -> list[str]:
    return [each.id for each in (bank.sections if field == "sections" else bank.items)]


def _in_groups(written: str) -> str:
    return "-".join(written[start : start + 5] for start in range(0, len(written), 5))


def _spread(number: int) -> list[int]:
    """A number ≥ 0 as digits of four bits, least significant first, the fifth bit saying that more follow."""
    spread = [number & 15]
    while number := number >> 4:
        spread[-1] |= 16
        spread.append(number & 15)
    return spread


def _gather(values: Iterator[int]) -> int:
    number = shift = 0
    while True:
        digit = next(values)
        number |= (digit & 15) << shift
        shift += 4
        if not digit & 16:
            return number


def _check(values: list[int]) -> int:
    """Σ αⁱ·dᵢ over GF(32) with α a root of x⁵ + x² + 1. Codes of over 31 digits repeat their weights."""
    total = 0
    for value in values:
        total = _double(total ^ value)
    return total


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
