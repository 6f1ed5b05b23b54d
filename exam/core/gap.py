"""The gap: one place of a question in which one thing is answered, by typing, as a number, or from a list.

A question to be typed has one gap and a cloze text several; matching has one for each premise, and putting in order one
for each place. So there is one rule for all of them: a response has a text for each gap, "" where it is blank, and each
gap earns a share of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from exam.core.model import Recorded

LONGEST_TYPED = 500
"""Characters of a typed answer; more are refused."""
_LONGEST_NUMBER = 64
_LARGEST_EXPONENT = 400
"""Numbers are compared as exact fractions, so their size is bounded."""
_LETTERS_A_TYPO = 4
"""Letters that an accepted text needs for each that may be wrong, since short words are easily taken for others."""

_PLAIN = str.maketrans("‘’‚‛′`´“”„‟″‐‑‒–—−", "'''''''\"\"\"\"\"------")
_NUMBER = re.compile(r"[+-]?(?:\d[\d.,' ]*|[.,]\d+)(?:\s*(?:[eE]|[x×*·]\s*10\s*\^?)\s*\(?([+-]?\d{1,4})\)?)?")
_RATIO = re.compile(r"([+-]?\d+)\s*/\s*(\d+)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,' ]\d{3})+")


class AcceptedText(Recorded):
    """A text that a typed gap takes for right, or for partly right. `credit` is in percent, 0 to 100."""

    text: str
    credit: int = 100
    feedback: str | None = None

    def shown(self, unit: str) -> str:
        """The text; it has no unit."""
        return self.text


class AcceptedNumber(Recorded):
    """A number that a gap takes for right, give or take `tolerance`, both as decimals. `credit` is in percent.

    A tolerance may be a share of the value, as in "5 %".
    """

    value: str
    tolerance: str = "0"
    credit: int = 100
    feedback: str | None = None

    def takes(self, number: Fraction) -> bool:
        """Whether a number is within the tolerance, its edges among them."""
        value = Fraction(self.value)
        if self.tolerance.endswith("%"):
            return abs(number - value) <= abs(value) * Fraction(self.tolerance.rstrip(" %")) / 100
        return abs(number - value) <= Fraction(self.tolerance)

    def shown(self, unit: str) -> str:
        """As in "30 ± 0.5 s" or "30 s ± 5 %"."""
        within = f" ± {self.tolerance}" if Fraction(self.tolerance.rstrip(" %")) else ""
        behind = f" {unit}" if unit else ""
        return f"{self.value}{behind}{within}" if within.endswith("%") else f"{self.value}{within}{behind}"


class Gap(Recorded):
    """What one place of a question accepts. It has choices, or numbers, or texts."""

    label: str = ""
    """What stands beside it: the premise of a matching question, the number of a gap in a text."""
    choices: tuple[str, ...] = ()
    """Ids of the slot's options that may be chosen here, in the order shown."""
    key: tuple[str, ...] = ()
    """Of the choices, those that are right."""
    texts: tuple[AcceptedText, ...] = ()
    numbers: tuple[AcceptedNumber, ...] = ()
    unit: str = ""
    """What may stand behind a number, or be left out."""
    case: bool = False
    """Whether capitals matter."""
    typos: int = 0
    """How many letters of a long enough text may be wrong, missing, too many, or exchanged with a neighbour."""
    wildcard: bool = False
    """Whether ``*`` in an accepted text stands for anything."""

    def credit(self, answer: str) -> Fraction:
        """The share that an answer earns here, 0 to 1: the best of all that it fits."""
        if self.choices:
            return Fraction(answer in self.key)
        return max((Fraction(fit.credit, 100) for fit in self._fits(answer)), default=Fraction())

    def fit(self, answer: str) -> AcceptedText | AcceptedNumber | None:
        """The accepted text or number that an answer earns most by; None where it fits none."""
        return max(self._fits(answer), key=lambda fit: fit.credit, default=None)

    @property
    def accepted(self) -> tuple[AcceptedText | AcceptedNumber, ...]:
        """The texts and numbers, those that earn most first."""
        both: tuple[AcceptedText | AcceptedNumber, ...] = (*self.texts, *self.numbers)
        return tuple(sorted(both, key=lambda one: -one.credit))

    @property
    def solution(self) -> str:
        """The best accepted text or number as it is shown; "" where the gap is chosen from a list."""
        return self.accepted[0].shown(self.unit) if self.accepted else ""

    def _fits(self, answer: str) -> Iterator[AcceptedText | AcceptedNumber]:
        if self.numbers:
            typed = read_number(answer, self.unit)
            yield from (one for one in self.numbers if any(map(one.takes, typed)))
        for one in self.texts:
            if same_text(answer, one.text, case=self.case, typos=self.typos, wildcard=self.wildcard):
                yield one


def plain_typed(text: str, *, case: bool = False) -> str:
    """A typed text as it is compared: full-width letters, curly quotes and dashes made plain, white space folded."""
    plain = " ".join(unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN).split())
    return plain if case else plain.casefold()


def same_text(typed: str, accepted: str, *, case: bool = False, typos: int = 0, wildcard: bool = False) -> bool:
    """Whether a typed text is the accepted one, as `plain_typed` gives both.

    A typing mistake is of letters: digits and signs must be there as they are, since -a is not -A and 443 is not 445.
    """
    answer, wanted = plain_typed(typed, case=case), plain_typed(accepted, case=case)
    if wildcard and "*" in wanted:
        return _matches(answer, wanted.split("*"))
    if answer == wanted:
        return True
    if case and answer.casefold() == wanted.casefold():
        return False
    allowed = min(typos, sum(map(str.isalpha, wanted)) // _LETTERS_A_TYPO)
    return allowed > 0 and _signs(answer) == _signs(wanted) and _distance(answer, wanted, allowed) <= allowed


def read_number(text: str, unit: str = "") -> tuple[Fraction, ...]:
    """What a typed number can mean, exactly; nothing where it is none.

    ``1,000`` is a thousand to some and one to others, so it is both. Exponents (``1.5e3``, ``1.5 × 10^3``), ratios
    (``1/3``), a sign and the unit, where there is one, are understood.
    """
    plain = text.translate(_PLAIN).replace("\u00a0", " ").replace("\u202f", " ").strip()
    if unit and plain.endswith(unit.strip()):
        plain = plain.removesuffix(unit.strip()).rstrip()
    if len(plain) > _LONGEST_NUMBER or (not plain.isascii() and "×" not in plain and "·" not in plain):
        return ()
    if ratio := _RATIO.fullmatch(plain):
        return (Fraction(int(ratio[1]), int(ratio[2])),) if int(ratio[2]) else ()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return ()
    exponent = int(found[1] or 0)
    if abs(exponent) > _LARGEST_EXPONENT:
        return ()
    digits = re.split(r"\s*(?:[eE]|[x×*·]\s*10)", plain)[0].strip()
    return tuple(dict.fromkeys(number * Fraction(10) ** exponent for number in _readings(digits)))


def decimal(text: str) -> str | None:
    """A number as an author writes it, as a plain decimal that `Fraction` reads; None where it is none or too large."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or len(text) > _LONGEST_NUMBER or (number and abs(number.adjusted()) > _LARGEST_EXPONENT):
        return None
    return format(number, "f") if abs(number.adjusted()) < _LONGEST_NUMBER else str(number)


def _readings(digits: str) -> Iterator[Fraction]:
    """What a run of digits, points and commas can mean."""
    marks = [mark for mark in digits if mark in ".,"]
    bare = digits.replace(" ", "").replace("'", "")
    if not marks:
        yield Fraction(bare)
        return
    if _THOUSANDS.fullmatch(digits) and len(set(marks)) == 1:
        yield Fraction(bare.replace(marks[0], ""))
    if len(marks) == 1 or (len(set(marks)) == 2 and marks.count(marks[-1]) == 1):
        whole, _, part = bare.rpartition(marks[-1])
        sign = whole[:1] if whole[:1] in ("+", "-") else ""
        yield Fraction(f"{sign}{whole.removeprefix(sign).replace('.', '').replace(',', '') or '0'}.{part or '0'}")


def _matches(text: str, parts: list[str]) -> bool:
    """Whether a text has these parts in order, the first at its beginning and the last at its end."""
    first, *middle, last = parts
    if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _signs(text: str) -> str:
    return "".join(letter for letter in text if not letter.isalpha() and not letter.isspace())


def _distance(one: str, other: str, most: int) -> int:
    """How many letters are to be changed, added, left out or exchanged with a neighbour (Damerau 1964, Levenshtein
    1966; each pair of neighbours exchanged once). More than `most` is told as `most` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        # What lies further off the diagonal is more than `most` in any case, so that a long text takes no long time.
        earlier, before, row = before, row, [most + 1] * (len(other) + 1)
        row[0] = at
        first, last = max(1, at - most), min(len(other), at + most)
        for place in range(first, last + 1):
            theirs = other[place - 1]
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != theirs))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == theirs:
                cost = min(cost, earlier[place - 2] + 1)
            row[place] = cost
        if min(row[first - 1 : last + 1]) > most:
            return most + 1
    return min(row[-1], most + 1)
