"""What can be wrong with questions that are typed, ordered, paired, filled in or recalled, and with what stands beside.

The reader of the file refuses what cannot be answered; here is what can, and badly, or what has no effect.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from exam.audit.findings import BankFinding, LocatedItem
from exam.core.authored import Accepted, TypedAnswers
from exam.core.bank import Bank
from exam.core.gap import decimal, plain_typed
from exam.core.item import Item
from exam.core.scoring import worth
from exam.core.wording import counted

FEWEST_PARTS = 3
"""Steps or pairs below which a guess is right every second time."""
MOST_TO_TYPE = 40
"""Characters that somebody types in an exam without a slip."""
ENOUGH_TRUE_OR_FALSE = 8
"""True-or-false questions from which on it can be said that their keys lean to one side."""
_FEWEST_LETTERS = 3
_ADJACENT = re.compile(r"\{([a-z0-9][a-z0-9._-]*)\}[\s,;/|+-]*\{([a-z0-9][a-z0-9._-]*)\}")
_BRACES = re.compile(r"\{([A-Za-z0-9][\w.-]{0,63})\}")
_TYPING = ("tolerance", "unit", "case", "typos", "wildcard")
_HAVE_EFFECT = {"short": ("case", "typos", "wildcard"), "numeric": ("tolerance", "unit")}
_LIST_IN_STEM = re.compile(r"\b(?:which|what) of (?:the following|these)\b", re.IGNORECASE)


def of_kinds(bank: Bank, spots: Sequence[LocatedItem]) -> Iterator[BankFinding]:
    """All that is found of such questions, and of exhibits that no question shows."""
    for spot in spots:
        if spot.item.is_authored:
            for rule in (_answers, _tolerances, _no_effect, _parts, _cloze, _recall, _credits):
                yield from rule(spot)
    yield from _one_sided(spots)
    named = {name for spot in spots for name in spot.item.exhibits}
    for place, exhibit in enumerate(bank.exhibits):
        if exhibit.id not in named:
            yield BankFinding(
                "unused-exhibit", "advice", None, ("exhibit", place), f"no item names the exhibit {exhibit.id}",
                f'Write exhibits = ["{exhibit.id}"] in the items that it belongs to, or take it out.',
            )  # fmt: skip


def _typed(item: Item) -> Iterator[tuple[TypedAnswers, bool, tuple[str | int, ...]]]:
    """Everything of an item that is typed, whether it is a number, and the way to its answers."""
    if item.type in ("short", "numeric"):
        yield item, item.type == "numeric", ("answers",)
    for gap in item.gaps:
        if gap.answers:
            yield gap, gap.numeric, ("gaps", gap.id)


def _answers(spot: LocatedItem) -> Iterator[BankFinding]:
    stem = plain_typed(_BRACES.sub(" ", spot.item.stem))
    for typing, is_number, at in _typed(spot.item):
        seen: dict[object, Accepted] = {}
        for one in typing.answers:
            same: object = Fraction(decimal(one.text) or 0) if is_number else plain_typed(one.text, case=typing.case)
            if same in seen:
                yield spot.finding(
                    "same-answer", "warning", f"{one.text!r} and {seen[same].text!r} are the same answer once typed",
                    "Keep one of the two: capitals, spaces, quotes and dashes make no difference here.", *at,
                )  # fmt: skip
            seen.setdefault(same, one)
            if is_number:
                continue
            plain = plain_typed(one.text)
            if len(plain) >= _FEWEST_LETTERS and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", stem):
                yield spot.finding(
                    "answer-in-stem", "warning", f"the stem has the answer {one.text!r} in it",
                    "Say it in other words in the stem.", *at,
                )  # fmt: skip
            if typing.wildcard and one.credit > 0 and not plain.replace("*", "").strip():
                yield spot.finding(
                    "takes-anything", "warning", f"{one.text!r} takes whatever is typed for right",
                    "Write what must stand beside the *.", *at,
                )  # fmt: skip
        if not is_number and typing.answers and min(len(one.text) for one in typing.answers) > MOST_TO_TYPE:
            yield spot.finding(
                "long-to-type", "advice", f"its shortest answer has {min(len(one.text) for one in typing.answers)} "
                "characters, which nobody types without a slip",
                'Accept a shorter one, or ask it as type = "recall".', *at,
            )  # fmt: skip
        if typing.answers and max(one.credit for one in typing.answers) < 100:
            yield spot.finding(
                "credit", "warning", "no answer earns all of its points", "Give the best answer credit = 100.", *at
            )
    if spot.item.type in ("short", "numeric") and _LIST_IN_STEM.search(spot.item.stem):
        yield spot.finding(
            "no-list", "advice", "the stem speaks of a list, and a question to be typed shows none",
            "Ask without it, or write options with a key.", "stem",
        )  # fmt: skip


def _tolerances(spot: LocatedItem) -> Iterator[BankFinding]:
    for typing, is_number, at in _typed(spot.item):
        for one in typing.answers if is_number else ():
            written = one.tolerance or typing.tolerance
            value = abs(Fraction(decimal(one.text) or 0))
            bound = Fraction(decimal(written.removesuffix("%")) or 0)
            if written.endswith("%"):
                bound = value * bound / 100
            if value and bound >= value:
                yield spot.finding(
                    "wide-tolerance", "warning",
                    f"its tolerance of {written} is as large as {one.text} itself, so that zero is right too",
                    "Write how far a right answer may be off.", *at,
                )  # fmt: skip


def _no_effect(spot: LocatedItem) -> Iterator[BankFinding]:
    item = spot.item
    if item.type == "cloze":
        for gap in item.gaps:
            useful = () if gap.options else _HAVE_EFFECT["numeric" if gap.numeric else "short"]
            yield from _useless(spot, gap, useful, ("gaps", gap.id))
        return
    yield from _useless(spot, item, _HAVE_EFFECT.get(item.type or "", ()), ())
    if item.numeric and item.type != "numeric":
        yield spot.finding(
            "no-effect", "advice", "numeric has no effect here", 'Write type = "numeric", or take it out.', "numeric"
        )


def _useless(
    spot: LocatedItem, typing: TypedAnswers, useful: Sequence[str], at: tuple[str | int, ...]
) -> Iterator[BankFinding]:
    for name in _TYPING:
        if name in typing.model_fields_set and name not in useful:
            yield spot.finding(
                "no-effect",
                "advice",
                f"{name} has no effect here",
                "Take it out, or look at its type.",
                *(at or (name,)),
            )
    letters = max((sum(map(str.isalpha, one.text)) for one in typing.answers), default=0)
    if typing.typos and "typos" in useful and letters < 4:
        yield spot.finding(
            "no-effect", "advice", "typos has no effect here, as each wrong letter needs four that are right",
            "Take it out.", *(at or ("typos",)),
        )  # fmt: skip
    stars = any("*" in one.text for one in typing.answers)
    if "wildcard" in useful and stars != typing.wildcard:
        what = "wildcard has no effect without a * in an answer" if typing.wildcard else "the * in an answer is a star"
        remedy = "Write one, or take it out." if typing.wildcard else "Write wildcard = true if it stands for anything."
        yield spot.finding("no-effect", "advice", what, remedy, *(at or ("answers",)))


def _parts(spot: LocatedItem) -> Iterator[BankFinding]:
    item = spot.item
    for name, parts, called in (("order", item.order, "step"), ("pairs", item.pairs, "pair")):
        if parts and len(parts) < FEWEST_PARTS:
            more = ", or answers that fit none in extra" if name == "pairs" else ""
            yield spot.finding(
                "few-parts", "advice", f"it has {counted(len(parts), called)}, and a guess is right every second time",
                f"Write {FEWEST_PARTS} or more{more}.", name,
            )  # fmt: skip


def _cloze(spot: LocatedItem) -> Iterator[BankFinding]:
    item = spot.item
    if item.type != "cloze":
        return
    names = {gap.id for gap in item.gaps}
    for found in _ADJACENT.finditer(item.stem):
        if {found[1], found[2]} <= names:
            yield spot.finding(
                "adjacent-gaps", "warning", f"the gaps {found[1]} and {found[2]} stand next to each other, so that "
                "nobody knows what belongs in which", "Put words between them, or make one gap of the two.", "stem",
            )  # fmt: skip
    for name in dict.fromkeys(_BRACES.findall(item.stem)):
        if name not in names:
            yield spot.finding(
                "unknown-gap", "warning", f"{{{name}}} is none of its gaps, and is shown as it stands",
                f"Write the gap {name} in gaps, or take the braces out.", "stem",
            )  # fmt: skip
    for gap in item.gaps:
        if item.stem.count(f"{{{gap.id}}}") > 1:
            yield spot.finding(
                "unknown-gap", "warning", f"the gap {gap.id} stands in the stem more than once, and only the first "
                "is one", "Give each place a gap of its own.", "stem",
            )  # fmt: skip


def _recall(spot: LocatedItem) -> Iterator[BankFinding]:
    if spot.item.type == "recall" and spot.item.rationale is None:
        yield spot.finding(
            "no-rationale", "advice", "it has no rationale, so that its sitter has only the answer to judge by",
            "Say in a rationale what a right answer must have in it.",
        )  # fmt: skip


def _credits(spot: LocatedItem) -> Iterator[BankFinding]:
    """Options that nobody can earn all points by, or a wrong one that earns as much as the right one."""
    item = spot.item
    if not any(option.credit is not None for option in item.options):
        return
    earns = {option.id: worth(option.credit, option.id in item.key, len(item.key) or 1) for option in item.options}
    best = sum(sorted((one for one in earns.values() if one > 0), reverse=True)[: max(1, len(item.key))], Fraction())
    if best < 1:
        yield spot.finding(
            "credit", "warning", f"choosing well earns {float(100 * best):g} % of its points at most",
            "Let the credit of the right ones add up to 100.", "options",
        )  # fmt: skip
    for name, one in earns.items():
        if name not in item.key and one >= 1:
            yield spot.finding(
                "credit", "warning", f"{name} is not in the key and earns all the points",
                "Put it into the key, or give it less.", "options", name,
            )  # fmt: skip


def _one_sided(spots: Sequence[LocatedItem]) -> Iterator[BankFinding]:
    asked = [spot for spot in spots if spot.item.type == "true-false" and spot.item.key]
    keys = Counter(spot.item.key[0] for spot in asked)
    if len(asked) >= ENOUGH_TRUE_OR_FALSE and 5 * max(keys.values()) >= 4 * len(asked):
        (usual, times), *_ = keys.most_common(1)
        yield asked[0].finding(
            "one-sided", "advice", f"{times} of {len(asked)} true-or-false questions have the key {usual}, this one "
            "first, so that guessing it pays", "Turn some of them round.", "key",
        )  # fmt: skip
