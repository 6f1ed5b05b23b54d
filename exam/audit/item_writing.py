"""The rules of item writing that one text, or one item's own texts, can break.

After Haladyna, Downing & Rodriguez (2002), "A review of multiple-choice item-writing guidelines", and measured where
they leave a bound open: a rule that would find fault with good banks is no help to an author.
"""

import re
from collections.abc import Iterator

from exam.assembly.pins import names_letters, speaks_of_all
from exam.assembly.pool import Pool
from exam.assembly.text_likeness import normal, telling_words, words
from exam.assembly.validity import says_the_same
from exam.audit.findings import BankFinding, LocatedItem

LONG_STATEMENT = 160
"""Characters beyond which four options no longer fit a small screen beside their stem."""
LONG_STEM = 400
LONGEST_BY = 1.25
"""How many times the longest distractor's length an authored key may have before it stands out."""

_ABSOLUTE = re.compile(r"\b(always|never|impossible|without exception|under all circumstances)\b", re.IGNORECASE)
_LETTERED = re.compile(
    r"\b(all|none|both|any|neither|either) (of )?(the )?(above|below)\b"
    r"|\b(both|either|neither) [a-i] (and|or|nor) [a-i]\b|\b(options?|answers?|choices?) \(?[a-i]\)?(?![\w'])",
    re.IGNORECASE,
)
_ALL_OF_THESE = re.compile(r"\b(all|none|any|both) of (these|them|the (options|answers|choices))\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[a-z)][.!?]\s+[A-Z]|;\s")
_BOTH = re.compile(r"\bnot only\b.*\bbut( also)?\b|\band at the same time\b|\band also\b", re.IGNORECASE)


def answer_texts(spot: LocatedItem) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every answer of an item with the way to it: statements, or authored options right and wrong."""
    for place, text in enumerate(spot.item.statements):
        yield text, ("statements", place)
    for option in spot.item.options:
        yield option.text, ("options", option.id)


def of_one_item(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    """What an item shows by itself."""
    for rule in (_stem, _wording, _lengths, _authored, _own_twins):
        yield from rule(pool, spot)


def _stem(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    item = spot.item
    if pool.stems[spot.place].negative:
        if item.is_authored:
            yield spot.finding(
                "negative-stem", "advice", "the stem asks for what is not so, which readers overlook",
                "Ask for what is so; or keep the NOT in capitals.", "stem",
            )  # fmt: skip
        elif not pool.has_first_rules:
            yield spot.finding(
                "negative-stem", "warning",
                "the stem asks for what is not so, so every other item's answer would be right and it is asked by "
                "recall", "Ask for what is so, or write options with a key; or negative = false, if it does not.",
                "stem",
            )  # fmt: skip
        else:
            yield spot.finding(
                "negative-stem", "fault",
                "the stem asks for what is not so, so every other item's answer would be right and it cannot be asked",
                "Ask for what is so, or write options with a key.", "stem",
            )  # fmt: skip
    if len(item.stem) > LONG_STEM:
        yield spot.finding(
            "too-long", "advice", f"the stem has {len(item.stem)} characters",
            f"Leave out what the answer does not hang on; {LONG_STEM} are enough for a scene.", "stem",
        )  # fmt: skip


def _wording(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    for text, at in answer_texts(spot):
        if spot.item.is_authored:
            if speaks_of_all(text) or names_letters(text):
                yield spot.finding(
                    "all-of-the-above", "advice",
                    f"'{text}' speaks of other options, so that it keeps its place when they are shuffled",
                    "Leave it out: who finds one right or one wrong option has half solved it.", *at,
                )  # fmt: skip
        elif found := _LETTERED.search(text):
            yield spot.finding(
                "all-of-the-above", "fault", f"{found[0]!r} points to a place or a letter, and options are shuffled",
                "Say what is meant, or leave it out.", *at,
            )  # fmt: skip
        elif found := _ALL_OF_THESE.search(text):
            yield spot.finding(
                "all-of-the-above", "warning", f"{found[0]!r} speaks of the other options",
                "Leave it out: who finds one right or one wrong option has half solved it.", *at,
            )  # fmt: skip
        if found := _ABSOLUTE.search(text):
            yield spot.finding(
                "absolutes", "advice", f"{found[0]!r} sounds too sure to be right, and guessers know that",
                "Say when it holds, or leave the word out.", *at,
            )  # fmt: skip
        if _SENTENCES.search(text) or _BOTH.search(text):
            yield spot.finding(
                "two-ideas", "advice", "it says two things, so that half of it may be right",
                "Make two statements of it, or keep the one that answers the stem.", *at,
            )  # fmt: skip
        if len(text) > LONG_STATEMENT:
            yield spot.finding(
                "too-long", "advice", f"it has {len(text)} characters, and four such options do not fit a small screen",
                f"Say it in {LONG_STATEMENT} or fewer; the reasons belong into the rationale.", *at,
            )  # fmt: skip


def _lengths(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    """Options that differ too much among themselves; how a key stands among lures is told by comparing items."""
    texts = spot.item.statements
    if len(texts) < 2:
        return
    lengths = sorted(map(len, texts))
    middle = lengths[len(lengths) // 2]
    for place, text in enumerate(texts):
        if middle >= 30 and not middle / 2.5 <= len(text) <= middle * 2.5:
            yield spot.finding(
                "too-short" if len(text) < middle else "too-long", "advice",
                f"it has {len(text)} characters where the item's others have about {middle}",
                "Bring it to the length of its neighbours.", "statements", place,
            )  # fmt: skip


def _authored(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    item = spot.item
    if len(item.key) != 1:
        return
    key = next(option for option in item.options if option.id == item.key[0])
    wrong = [option for option in item.options if option.id != key.id]
    longest = max(len(option.text) for option in wrong)
    if len(key.text) > LONGEST_BY * longest and len(key.text) > longest + 10:
        yield spot.finding(
            "key-longest", "warning", f"the key has {len(key.text)} characters, the longest wrong option {longest}",
            "Shorten the key, or make a wrong option as exact as it is.", "options", key.id,
        )  # fmt: skip
    asked = telling_words(item.stem)
    shared = telling_words(key.text) & asked
    if shared and all(not telling_words(option.text) & asked for option in wrong):
        yield spot.finding(
            "telling-words", "warning", f"only the key repeats {quoted_words(key.text, shared)} of the stem",
            "Say it in another word, or let a wrong option have it too.", "options", key.id,
        )  # fmt: skip
    forms = {pattern_of(option.text) for option in wrong}
    if len(wrong) > 2 and len(forms) == 1 and pattern_of(key.text) not in forms:
        yield spot.finding(
            "unlike-form", "advice",
            f"the key begins with {begins(key.text)}, all wrong options with {begins(wrong[0].text)}",
            "Begin all options alike.", "options", key.id,
        )  # fmt: skip
    sayings = [" ".join(sorted(telling_words(option.text))) for option in item.options]
    for place, option in enumerate(item.options):
        if sayings[place] and sayings[place] in sayings[:place] and normal(option.text):
            other = item.options[sayings.index(sayings[place])]
            if option.id in item.key or other.id in item.key:
                yield spot.finding(
                    "second-key", "advice", f"options {other.id!r} and {option.id!r} say nearly the same, one is right",
                    "See whether both are right.", "options", option.id,
                )  # fmt: skip


def _own_twins(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    if not spot.item.statements:
        return
    own = pool.of_item[spot.place]
    for place, statement in enumerate(own):
        twin = next((other for other in own[:place] if says_the_same(other, statement)), None)
        if twin is not None:
            yield spot.finding(
                "near-duplicate", "advice", f"it says nearly the same as '{twin.text}'",
                "Word it otherwise, or take it out: a statement helps by being new.", "statements", place,
            )  # fmt: skip


FORMS = {
    "verb": "a verb in -s",
    "ing": "a word in -ing",
    "to": "'to'",
    "article": "an article",
    "preposition": "a preposition",
    "figure": "a figure",
    "low": "a small letter",
    "other": "another kind of word",
}


def pattern_of(text: str) -> str:
    """The kind of word a text begins with, one of `FORMS`."""
    said = words(text)
    if not said:
        return "other"
    first = said[0]
    if first[0].isdigit():
        return "figure"
    if first == "to":
        return "to"
    if first in ("a", "an", "the"):
        return "article"
    if first in ("by", "in", "on", "for", "with", "from", "at", "as", "of", "through", "when", "because", "if"):
        return "preposition"
    if len(said) > 2 and first.endswith("ing") and len(first) > 5:
        return "ing"
    if len(said) > 2 and first.endswith("s") and not first.endswith(("ss", "us", "is")):
        return "verb"
    return "low" if text[0].islower() else "other"


def begins(text: str) -> str:
    """The same in words."""
    return FORMS[pattern_of(text)]


def quoted_words(text: str, beginnings: frozenset[str]) -> str:
    """The words of a text that have these beginnings, quoted_words."""
    found = [word for word in words(text) if telling_words(word) & beginnings]
    return ", ".join(repr(word) for word in dict.fromkeys(found))
