"""The statement pool: every statement of a bank with its measures, so that any two can be compared.

Options that an author wrote for one item are not in it: they are shown there as they stand, and nowhere else.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property, partial

from exam.assembly.asked_for import Asked
from exam.assembly.measured import Statement, Stem
from exam.assembly.negative import asks_for_what_is_not
from exam.assembly.paraphrases import Paraphrases
from exam.assembly.text_likeness import normal, telling_words, words
from exam.core.bank import Bank
from exam.core.item import Item

NAME_KINDS = frozenset("part command object policy setting state tool technology measure activity problem".split())
"""Kinds of answer that are names of things."""
_SHORT = 4
"""Words up to which an answer of another kind is as short as a name."""
_NEGATIVE = re.compile(  # as the first rules have it
    r"\b(NOT|EXCEPT|LEAST)\b|\b(which|what)\b.*\b(is|are|does|do) not\b|\b(except|false|incorrect)\b"
)


class Pool:
    """A bank made comparable, or a part of a larger one.

    Of a larger one, `common` are the words that too many of *its* statements use, and `shortlists` says by place which
    other places are considered as homes for an item's distractors.
    """

    def __init__(
        self,
        bank: Bank,
        common: Collection[str] | None = None,
        shortlists: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.bank = bank
        self.shortlists = shortlists
        self.items: tuple[Item, ...] = bank.items
        self.place_of = {item.id: place for place, item in enumerate(self.items)}
        self.section = [bank.section_of[item.id].id for item in self.items]
        self.subject = [bank.subject_of[item.id] for item in self.items]
        """By item, what it is about; in schema 1 the family of its section, or else the section."""
        self.kind = [bank.kind_of[item.id] for item in self.items]
        self.knows_kinds = bank.format_version > 1
        """Whether distractors go by subject and kind of answer first, as they do from schema 2 on."""
        self.is_unmarked = common is None and bank.is_unmarked
        """Whether nobody has said which statements tempt where."""
        self.has_first_rules = not (self.knows_kinds or self.is_unmarked)
        """Whether its papers are what versions 1 and 2 of the rules made of it (see `rules_of`), byte for byte."""
        self._vocabulary: dict[str, int] = {}
        self._gram_bits: dict[str, int] = {}
        self.statements: list[Statement] = []
        self.of_item: list[tuple[Statement, ...]] = []
        for place, item in enumerate(self.items):
            first = len(self.statements)
            for text in item.statements:
                self.statements.append(self._measured(len(self.statements), place, text))
            self.of_item.append(tuple(self.statements[first:]))
        self.rare_words = self._rare_words(common)
        self.stems = [
            Stem(item.stem, self._vocabulary, self._gram_bits, partial(is_negative, item, bank)) for item in self.items
        ]
        self._lures = [self._ranked(item.lures) for item in self.items]
        self.nearest = [tuple(self._ranked(item.nearest)) for item in self.items]
        """By item, the places of those whose statement is the mistake that its rationale speaks of."""
        self._lured_by: dict[int, list[int]] = {}
        for place, lures in enumerate(self._lures):
            for home in lures:
                self._lured_by.setdefault(home, []).append(place)
        self._stem_options: dict[int, Statement] = {}
        self.whole: Pool | None = None
        """The pool of all homes, where this one looks at shortlists of them only."""
        self.askable: dict[int, bool] = {}
        """By item, once somebody asked: whether it can be asked at all (see `assemble`)."""
        self.fair: dict[int, bool] = {}
        """By item, once somebody asked: whether enough other answers are fair beside its own (see `fairness`)."""
        self.asked: Asked | None = None
        """Once somebody asked: what its items ask for (see `fairness`)."""
        self.legal_homes: dict[int, tuple[list[int], list[int]]] = {}
        """By item, once somebody asked: which homes are legal (see `candidates`)."""

    @cached_property
    def paraphrases(self) -> Paraphrases:
        """Which items ask the same in other words."""
        return Paraphrases(self.stems)

    def lures_of(self, item: int) -> dict[int, int]:
        """The places of an item's lures, each with its rank from 0, the best."""
        return self._lures[item]

    def _ranked(self, names: Sequence[str]) -> dict[int, int]:
        """The places of those named that are in the pool, each with its rank among all that are named."""
        return {self.place_of[name]: rank for rank, name in enumerate(names) if name in self.place_of}

    def lured_by(self, home: int) -> Sequence[int]:
        """The places of the items that name an item as a lure."""
        return self._lured_by.get(home, ())

    def narrowed(self, shortlists: Mapping[int, Sequence[int]]) -> "Pool":
        """The same pool, in which only the homes on an item's shortlist are considered for it."""
        narrowed = copy(self)
        narrowed.whole, narrowed.shortlists, narrowed.legal_homes = self, shortlists, {}
        narrowed.askable = {}
        return narrowed

    def stem_as_option(self, place: int) -> Statement:
        """An item's stem measured as an option, for questions that show a statement and ask what it answers."""
        if place not in self._stem_options:
            at = len(self.statements) + place
            self._stem_options[place] = self._measured(at, place, " ".join(self.items[place].stem.split()))
        return self._stem_options[place]

    def _measured(self, place: int, home: int, text: str) -> Statement:
        count = len(words(text))
        is_name = self.knows_kinds and self.kind[home] in NAME_KINDS
        return Statement(
            text,
            self._vocabulary,
            self._gram_bits,
            place=place,
            home=home,
            normal=normal(text),
            word_count=count,
            is_name=is_name,
            may_repeat=self.knows_kinds and (is_name or count <= _SHORT),
            _first_rules=self.has_first_rules,
        )

    def are_siblings(self, one: int, other: int) -> bool:
        """Whether two items are points of one listed question."""
        number = self.items[one].number
        return self.knows_kinds and number is not None and number == self.items[other].number

    def is_close(self, item: int, home: int) -> bool:
        """Whether one item is of the other's subject and kind of answer. None for a kind is like any."""
        mine, theirs = self.kind[item], self.kind[home]
        return self.subject[item] == self.subject[home] and (mine is None or theirs is None or mine == theirs)

    def homes_for(self, item: int) -> Sequence[int]:
        """The places whose statements are considered for an item: all, or its shortlist."""
        return range(len(self.items)) if self.shortlists is None else self.shortlists.get(item, ())

    def _rare_words(self, common: Collection[str] | None) -> int:
        """The mask of words that few statements use. What an eighth of a bank says, tells no two of them apart."""
        if common is None:
            common = common_words(telling_words(statement.text) for statement in self.statements)
        for statement in self.statements:
            for word in telling_words(statement.text):
                self._vocabulary.setdefault(word, len(self._vocabulary))
        return sum(1 << bit for word, bit in self._vocabulary.items() if word not in common)


def is_negative(item: Item, bank: Bank) -> bool:
    """Whether an item asks for what is *not* so: every outsider would be a right answer to it."""
    if item.negative is not None:
        return item.negative
    if bank.format_version == 1 and not bank.is_unmarked:
        return bool(_NEGATIVE.search(item.stem))
    return asks_for_what_is_not(item.stem, bank.language)


def is_short(statement: Statement) -> bool:
    """Whether a text is a name or as short as one."""
    return statement.is_name or statement.word_count <= _SHORT


def common_words(statements: Iterable[Collection[str]]) -> frozenset[str]:
    """The words that more than an eighth of some statements use, each given by its telling words."""
    used: Counter[str] = Counter()
    count = 0
    for count, own in enumerate(statements, start=1):  # noqa: B007 - the last count is used
        used.update(own)
    often = max(2, count // 8)
    return frozenset(word for word, uses in used.items() if uses > often)


def pool_of(bank: Bank) -> Pool:
    """The bank's pool; the last one made is kept, because papers are made from one bank many times over."""
    global _last  # noqa: PLW0603 - a cache of one, which no result depends on
    if _last is None or _last.bank is not bank:
        _last = Pool(bank)
    return _last


_last: Pool | None = None
