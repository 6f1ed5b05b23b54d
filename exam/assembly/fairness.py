"""Which statements are of one kind of answer in a bank whose author has not said: judged by stems and by the writing.

Where nobody has read a pair, a date among three sentences or a river among three mammals is no wrong option but a
giveaway. So in a bank without marks a distractor must be written like the key, and its item must ask for the same thing
as the stem does, or for one of a wider kind. An item with too few such others is asked without options (see
`exam.assembly.without_options`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from exam.assembly.asked_for import NEEDS_ITS_OWN_LIST, PHRASED, Asked, question_word, thing_asked_for, wider
from exam.assembly.candidates import legal_homes, legal_statements
from exam.assembly.measured import Statement, shared_words, word_overlap
from exam.assembly.pool import Pool

FEWEST_FAIR = 3
"""Fair distractors that an item needs, of as many homes."""
FEWEST_OF_THE_KIND = 2
"""How many answers to just what the stem asks for make up for a third."""
ENOUGH_TO_CHOOSE = 60
"""Items from which on a bank asks without options what has too few fair distractors; a smaller one is a bank begun."""
FEWEST_ECHOING = 2
"""Fair distractors that must share words with the stem where the key does, up to `_MOST_ECHOED` of them."""
_MOST_ECHOED = 2
_TRUTH = frozenset("true false yes no".split())
_NAME_WORDS = 3
_SAME_STEM = 400
"""Share of telling words in common from which on two stems ask the same of two things, in any language."""
_FEWEST_READABLE = 4
"""The part of a bank's stems, one in so many, that must ask for a thing that others ask for too."""
_FEW_STEMS = 20
"""The part of a bank's stems, one in so many, up to which a word that they use is rare."""
_MOST_RARE_SHARED = 1
"""Rare words that two stems may share; with more, the one's answer is too often right for the other as well."""
_LOOKED_AT = 12
"""Statements after which it is looked whether they are enough already."""
_FIGURE = re.compile(
    r"^(?:(?:about|around|approximately|between|at least|at most|over|under|nearly|less than|more than|plus or minus)"
    r" )?[^\w\s]*\d",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:1\d\d\d|20\d\d)$")
_TITLE_WORDS = 7
"""Words up to which what is written in capitals is a name."""
_FIGURE_WORDS = 6
"""Words up to which what begins with a number is a figure."""
_CLAUSE_WORDS = 5
"""Words within which a clause has its verb."""
_EVERYTHING = frozenset("any anyone anything all everyone everything both every either none nobody never".split())
"""First words of answers that hold others in them or shut them all out."""
_SAYS = frozenset("is are was were can cannot must may will has have had does do should would".split())
_FORMS = {"name": "short", "term": "short", "title": "short", "noun": "phrase", "other": "phrase", "clause": "phrase"}
_LOOSELY = _FORMS | dict.fromkeys(("doing", "manner", "purpose"), "phrase")
"""Ways of writing that may stand side by side, and those that may where the same thing is asked for.

Which of them do is for the choice of the set to balance.
"""
_OPENINGS = {
    word: opening
    for opening, words in {
        "noun": "a an the this that these those each any all one two three no some its their",
        "clause": "it you your he she they we there i",
        "time": "when if as after before while once until",
        "manner": "by with without through using from",
        "place": "in on at under over between into",
        "purpose": "to for because so",
    }.items()
    for word in words.split()
}


def fairness(pool: Pool, item: int, key: Statement, candidate: Statement) -> int:
    """2: a statement looks like an answer of the same kind as the key; 1: like one of a wider kind; 0: like neither."""
    written, other = written_as(key), written_as(candidate)
    if written == "truth" or _LOOSELY.get(written, written) != _LOOSELY.get(other, other):
        return 0
    shorter, longer = sorted((len(key.text), len(candidate.text)))
    if longer > 2 * shorter + 8:
        return 0
    asked, home = asked_in(pool), candidate.home
    form, alike = _FORMS.get(written, written), _FORMS.get(written, written) == _FORMS.get(other, other)
    same_word = question_word(pool.items[item].stem) == question_word(pool.items[home].stem)
    if not asked.is_readable:
        return 2 * (alike and same_word)
    both = asked.things[item] & asked.things[home]
    if written == "figure":
        return (1 + bool(both or _unit(key))) * _measure_the_same(key, candidate)
    mine, theirs = pool.stems[item], pool.stems[home]
    if form != "short" and (mine.words & theirs.words & asked.rare_words).bit_count() > _MOST_RARE_SHARED:
        return 0
    if both:
        return 2
    if same_word and (_share_an_end(key, candidate) or word_overlap(mine, theirs) >= _SAME_STEM):
        return 2
    return int(alike and any((kind in PHRASED) == (form != "short") for kind in asked.kinds[item] & asked.kinds[home]))


def asked_in(pool: Pool) -> Asked:
    """What the items of a pool ask for."""
    if pool.asked is None:
        by_text: dict[str, set[str]] = {}
        own = [thing_asked_for(one.stem) for one in pool.items]
        for thing, statements in zip(own, pool.of_item, strict=True):
            for statement in statements:
                if thing is not None:
                    by_text.setdefault(statement.normal, set()).add(thing)
        things = tuple(
            frozenset({thing} if thing else ()).union(*(by_text.get(one.normal, ()) for one in statements))
            for thing, statements in zip(own, pool.of_item, strict=True)
        )
        uses = Counter(bit for stem in pool.stems for bit in _bits(stem.words))
        most = max(2, len(pool.items) // _FEW_STEMS)
        rare = sum(1 << bit for bit, count in uses.items() if count <= most)
        often = Counter(own)
        shared = sum(thing is not None and often[thing] > FEWEST_FAIR for thing in own)
        is_readable = shared * _FEWEST_READABLE >= len(things)
        pool.asked = Asked(things, tuple(frozenset(map(wider, some)) for some in things), is_readable, rare)
    return pool.asked


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _share_an_end(key: Statement, candidate: Statement) -> bool:
    """Whether two names begin or end with the same word, as two lakes do or the services of one maker."""
    if not 1 < key.word_count <= _NAME_WORDS + 1 or not 1 < candidate.word_count <= _NAME_WORDS + 1:
        return False
    mine, theirs = key.normal.split(), candidate.normal.split()
    return (mine[0] == theirs[0] and mine[0] not in _OPENINGS) or mine[-1] == theirs[-1]


def _measure_the_same(key: Statement, candidate: Statement) -> bool:
    """Whether two figures are of one unit, or without one and of much the same size."""
    if len(key.figures) != len(candidate.figures):
        return False  # 6 metres are part of 6 and 10 metres
    mine, theirs = _unit(key), _unit(candidate)
    if mine or theirs:
        return mine == theirs
    years = [bool(_YEAR.match(one.text.strip())) for one in (key, candidate)]
    digits = [sum(letter.isdigit() for letter in one.figures[0]) for one in (key, candidate)]
    return years[0] == years[1] and abs(digits[0] - digits[1]) <= 1


@lru_cache(maxsize=16_384)
def _unit(figure: Statement) -> str:
    """The words of a figure, a plural without its s; of signs what is left without digits."""
    said = [word.removesuffix("s") for word in re.findall(r"[^\W\d_]+|[%°$€£=:]", figure.text.casefold())]
    said = [word for word in said if word not in ("about", "approximately", "between", "and", "to", "or", "than")]
    return (
        said[-1].removeprefix("k").removeprefix("m").removeprefix("g")
        if said and said[-1].endswith("hz")
        else (" ".join(said))
    )


def has_enough_fair(pool: Pool, item: int) -> bool:
    """Whether enough may stand beside each of an item's statements that are fair, and that repeat words of the stem."""
    if item not in pool.fair:
        pool.fair[item] = _has_enough_fair(pool, item)
    return pool.fair[item]


def is_left_alone(pool: Pool, item: int) -> bool:
    """Whether too few other answers are fair beside an item's own, in a bank large enough to choose from."""
    return pool.is_unmarked and len(pool.items) >= ENOUGH_TO_CHOOSE and not has_enough_fair(pool, item)


def fair_beside(pool: Pool, item: int, key: Statement, legal: Iterable[Statement]) -> list[Statement]:
    """The fair ones among legal statements: those of the same kind, and of a wider kind only where these are too few.

    None where there are too few of both. Two of the same kind are enough, because three good options make a better
    question than four with a bad one (Rodriguez 2005).
    """
    judged = [(statement, fairness(pool, item, key, statement)) for statement in legal]
    same = [statement for statement, worth in judged if worth > 1]
    texts = {statement.normal for statement in same}
    if len(texts) >= FEWEST_FAIR:
        return same
    fair = [statement for statement, worth in judged if worth]
    if len(texts) >= FEWEST_OF_THE_KIND:
        return fair
    is_short = _FORMS.get(written_as(key)) == "short"
    return fair if texts and is_short and len({statement.normal for statement in fair}) >= FEWEST_FAIR else []


def _has_enough_fair(pool: Pool, item: int) -> bool:
    if NEEDS_ITS_OWN_LIST.search(pool.items[item].stem):
        return False
    _, unread = legal_homes(pool, item)
    return all(_has_enough_beside(pool, item, key, unread) for key in pool.of_item[item])


def _has_enough_beside(pool: Pool, item: int, key: Statement, homes: Sequence[int]) -> bool:
    """Whether the fair ones among the statements of some homes are enough; it looks at no more than settle it."""
    fair = (home for home in homes if any(fairness(pool, item, key, statement) for statement in pool.of_item[home]))
    found: list[Statement] = []
    for statement in legal_statements(pool, item, key, fair, read=False):
        found.append(statement)
        if len(found) % _LOOKED_AT == 0 and _are_enough(pool, item, key, fair_beside(pool, item, key, found)):
            return True
    return _are_enough(pool, item, key, fair_beside(pool, item, key, found))


def _are_enough(pool: Pool, item: int, key: Statement, fair: Sequence[Statement]) -> bool:
    stem = pool.stems[item]
    if not fair:
        return False
    echoed = min(_MOST_ECHOED, shared_words(key, stem))
    return not echoed or (
        len({statement.home for statement in fair if shared_words(statement, stem) >= echoed}) >= FEWEST_ECHOING
    )


@lru_cache(maxsize=16_384)
def written_as(statement: Statement) -> str:
    """A yes or no, a formula, a figure, code, a name, a term, or a phrase by how it opens."""
    if statement.normal in _TRUTH:
        return "truth"
    if " = " in statement.text:
        return "formula"
    said = statement.text.split()
    if statement.word_count <= _FIGURE_WORDS and statement.figures and _FIGURE.match(statement.text):
        return "figure"
    if statement.signs:
        return "code"
    if said[0].casefold() in _EVERYTHING:
        return "everything"
    if statement.word_count <= _NAME_WORDS and ("," in statement.text or "and" in said):
        return "several"
    if statement.word_count <= _NAME_WORDS:
        return "term" if any(word[0].islower() for word in said[1:]) else "name"
    if len(said) <= _TITLE_WORDS and all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in said):
        return "title"
    first = said[0].casefold().strip(",.;:")
    if opening := _OPENINGS.get(first):
        return opening
    if first.endswith("ing"):
        return "doing"
    return "clause" if any(word in _SAYS for word in said[1:_CLAUSE_WORDS]) else "other"
