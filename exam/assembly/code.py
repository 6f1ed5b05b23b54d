"""Owns the exam code: bank edition, blueprint and seed in a line that can be read out. Refuses to guess.

A code is base-32 digits: the version of the rules of assembly (1 digit), the bank's edition (4), the preset and
what was chosen in its place (2 or more), the seed (6) and a check digit. The check digit is a weighted sum over
GF(32), so that any one wrong letter and any two neighbours exchanged are noticed (Hamming code; MacWilliams & Sloane
1977, ch. 1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from exam.assembly.shortlists import needs_shortlists
from exam.assembly.tailor import Impossible, tailor
from exam.core.bank import Bank
from exam.core.base32 import ALPHABET, digits, encode
from exam.core.blueprint import Blueprint, Difficulty

RULES = 2
"""The version of the rules by which a form is made. Any change that makes other papers raises it."""

_FIRST_RULES = 1

SEEDS = 1 << 30
"""Seeds are 0 to SEEDS - 1."""

_TO_MEASURE = 512
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
        if self.rules not in (_FIRST_RULES, RULES):
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
    makes shortlists for large papers. All other papers are what they were, and so are their codes.
    """
    return RULES if bank.has_authored_options or needs_shortlists(bank, blueprint) else _FIRST_RULES


def write_code(bank: Bank, blueprint: Blueprint, seed: int, *, to_measure: bool = False) -> str:
    """The code of a paper, in groups of five. The blueprint must be one that `tailor` gave for this bank.

    `to_measure` marks a paper that one learner's history had a part in: its code names it but cannot rebuild it.
    """
    names = [preset.id for preset in bank.blueprints]
    place = names.index(blueprint.id)
    written = ALPHABET[rules_of(bank, blueprint)] + bank.edition
    written += "".join(ALPHABET[digit] for digit in _write_choices(bank, place, blueprint, to_measure))
    written += encode(seed, 6)
    written += ALPHABET[_check(digits(written))]
    return "-".join(written[start : start + 5] for start in range(0, len(written), 5))


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
    shown = "-".join(tidy[start : start + 5] for start in range(0, len(tidy), 5))
    return ExamCode(shown, tidy[1:5], values[0], tuple(values[5:-7]), seed)


def _write_choices(bank: Bank, place: int, blueprint: Blueprint, to_measure: bool) -> list[int]:
    """Preset, flags, and each choice that is not the preset's own."""
    base = bank.blueprints[place]
    plain = tailor(bank, base.id, sections=blueprint.sections, only=blueprint.only, items=blueprint.items)
    sections = [section.id for section in bank.sections]
    flags, fields = 0, []
    if blueprint.sections != base.sections:
        flags |= 1
        fields.append(sum(1 << sections.index(name) for name in blueprint.sections))
    if blueprint.items != base.items and blueprint.items is not None:
        flags |= 2
        fields.append(blueprint.items)
    if blueprint.minutes != plain.minutes and blueprint.minutes is not None:
        flags |= 4
        fields.append(blueprint.minutes)
    if blueprint.difficulty != base.difficulty:
        flags |= 8
        fields.append(_DIFFICULTIES.index(blueprint.difficulty))
    if blueprint.options != base.options:
        flags |= 16
        fields.append(blueprint.options)
    if blueprint.only != base.only:
        flags |= 32
        items = [item.id for item in bank.items]
        fields.append(sum(1 << items.index(name) for name in blueprint.only))
    for flag, own, preset in (
        (64, blueprint.choose_two, base.choose_two),
        (128, blueprint.reversed, base.reversed),
        (256, blueprint.matching, base.matching),
    ):
        if own != preset:
            flags |= flag
            fields.append(own)
    if to_measure:
        flags |= _TO_MEASURE
    return [digit for number in (place, flags, *fields) for digit in _spread(number)]


def _read_choices(values: Iterator[int], bank: Bank) -> dict[str, Any]:
    choices: dict[str, Any] = {"preset": bank.blueprints[_gather(values)].id}
    flags = _gather(values)
    if flags & 1:
        chosen = _gather(values)
        choices["sections"] = [section.id for at, section in enumerate(bank.sections) if chosen >> at & 1]
    if flags & 2:
        choices["items"] = _gather(values)
    if flags & 4:
        choices["minutes"] = _gather(values)
    if flags & 8:
        choices["difficulty"] = _DIFFICULTIES[_gather(values)]
    if flags & 16:
        choices["options"] = _gather(values)
    if flags & 32:
        chosen = _gather(values)
        choices["only"] = [item.id for at, item in enumerate(bank.items) if chosen >> at & 1]
    for flag, name in ((64, "choose_two"), (128, "reversed_"), (256, "matching")):
        if flags & flag:
            choices[name] = _gather(values)
    if flags & _TO_MEASURE:
        raise CodeRefused(
            "This code names a paper made to measure for one learner, which no code can rebuild. Where it was sat, "
            "'exam take --again ATTEMPT' takes it again."
        )
    return choices


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
