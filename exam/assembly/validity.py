"""Which statement may stand under which stem: hard rules, each with its name.

A statement that breaks a rule is never shown under that stem. Where too few statements are left, another item is asked
or the question has fewer options, and the form says so.
"""

from enum import StrEnum

from exam.assembly.measured import Statement, likeness, shared_words, word_overlap
from exam.assembly.pool import Pool


class Rule(StrEnum):
    """Why a statement is not an option of an item."""

    OWN = "it answers this very item"
    NEVER = "the item's never_with names its home"
    PARAPHRASE = "its home asks nearly the same"
    SAME_CONCEPT = "its home is about the same concept and of the same kind"
    SAME_TEXT = "it says the same as the key or another option"
    TOO_CLOSE = "it is too close to the key in a bank where nobody has read the pair"
    IN_STEM = "the stem quotes it"
    POINTS_ELSEWHERE = "it names other options or letters"
    UNREAD = "the bank allows lures only, and its home is none of the item's"


_TWIN = 720
"""Letter likeness of two statements from which on they are taken to say the same."""
_SAME_WORDS = 600
"""Share of telling words in common from which on two statements are taken to say the same."""
_UNREAD_CLOSE = 125
"""The share of telling words, in thousandths, that an unread statement may have in common with the key. Of unread
statements that were right answers after all, four in five had more; of good distractors one in fourteen had more."""
_SHORT_CODE = 6
"""Words of a text with signs in it up to which it is a command or an expression, and no prose about one."""


def home_rule(pool: Pool, item: int, home: int) -> Rule | None:
    """The rule by which none of an item's statements may stand under another's stem; None where they may."""
    asked, other = pool.items[item], pool.items[home]
    if home == item:
        return Rule.OWN
    if other.id in asked.never_with:
        return Rule.NEVER
    if pool.bank.lures_only and other.id not in asked.lures:
        return Rule.UNREAD
    if (
        asked.concept is not None
        and asked.concept == other.concept
        and pool.kind[item] == pool.kind[home]
        and not pool.are_siblings(item, home)
    ):
        return Rule.SAME_CONCEPT
    if other.id not in asked.lures and home in pool.paraphrases.of(item):
        return Rule.PARAPHRASE
    return None


def key_rule(pool: Pool, item: int, key: Statement, candidate: Statement, read: bool) -> Rule | None:
    """The rule by which a statement may not stand beside this key; `read`: a person has compared the two items."""
    if candidate.points_elsewhere:
        return Rule.POINTS_ELSEWHERE
    # Where a person has named the home as a lure, its statement is another answer, however alike the two are.
    same = looks_the_same if read and candidate.seen is not None else says_the_same
    if same(key, candidate):
        return Rule.SAME_TEXT
    if candidate.signs:
        if candidate.text in pool.items[item].stem:
            return Rule.IN_STEM
    elif candidate.normal and f" {candidate.normal} " in pool.stems[item].spaced:
        return Rule.IN_STEM
    if (
        not read
        and min(key.word_count, candidate.word_count) > 2
        and word_overlap(key, candidate, pool.rare_words) >= _UNREAD_CLOSE
    ):
        return Rule.TOO_CLOSE
    if any(candidate.normal == own.normal and candidate.signs == own.signs for own in pool.of_item[item]):
        return Rule.SAME_TEXT
    return None


def looks_the_same(one: Statement, other: Statement) -> bool:
    """Whether nobody can tell two statements apart by eye, or in prose only by their capitals."""
    if one.seen is None:
        return False
    return one.seen_low == other.seen_low and (one.seen == other.seen or not (one.signs or other.signs))


def says_the_same(one: Statement, other: Statement, alike: int | None = None) -> bool:
    """Whether two statements are one answer in two spellings, or one contains the other; names, if they are the same.

    `alike` is their `likeness`, where the caller has it.
    """
    mine, theirs = one.normal, other.normal
    if one.signs != other.signs:
        return False
    if looks_the_same(one, other):
        return True
    if one.is_name and other.is_name:  # what is named alike is told apart by its name: a volume and its claim
        return mine == theirs or _is_abbreviation(one, other)
    if mine in theirs or theirs in mine:
        shorter, longer = sorted((mine, theirs), key=len)
        if mine == theirs or f" {shorter} " in f" {longer} ":
            return True
    if one.figures != other.figures:
        return False
    if one.signs and max(one.word_count, other.word_count) <= _SHORT_CODE:  # commands are told apart by one word
        return False
    if (likeness(one, other) if alike is None else alike) >= _TWIN:
        return True
    if shared_words(one, other) > 1 and word_overlap(one, other) >= _SAME_WORDS:
        return True
    return _is_abbreviation(one, other)


def _is_abbreviation(one: Statement, other: Statement) -> bool:
    if one.word_count == 1 != other.word_count:
        return one.letters in other.initials
    return other.word_count == 1 != one.word_count and other.letters in one.initials


def homes_barred(pool: Pool, item: int) -> set[int]:
    """The places of all that `home_rule` keeps from under an item's stem, in a bank that is not of lures alone."""
    asked = pool.items[item]
    barred = {item, *(pool.place_of[name] for name in asked.never_with if name in pool.place_of)}
    barred |= {home for home in pool.paraphrases.of(item) if pool.items[home].id not in asked.lures}
    if asked.concept is not None:
        barred |= {home for home in pool.homes_for(item) if home_rule(pool, item, home) is Rule.SAME_CONCEPT}
    return barred
