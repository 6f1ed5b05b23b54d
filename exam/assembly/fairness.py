"""Which statements are of one kind of answer in a bank whose author has not said: judged by how they are written.

Where nobody has read a pair, a date among three sentences or a name among three figures is no wrong option but a
giveaway. So in a bank without marks a distractor must be written like the key and answer the same kind of question, and
where the key repeats words of its stem, others must be there that do so too. An item with too few such others is asked
without options (see `exam.assembly.without_options`).
"""

import re
from functools import lru_cache

from exam.assembly.candidates import legal_homes, legal_statements
from exam.assembly.measured import Statement, shared_words
from exam.assembly.pool import Pool

FEWEST_FAIR = 3
"""Fair distractors that an item needs, of as many homes."""
ENOUGH_TO_CHOOSE = 60
"""Items from which on a bank asks without options what has too few fair distractors; a smaller one is a bank begun."""
FEWEST_ECHOING = 2
"""Fair distractors that must share words with the stem where the key does, up to `_MOST_ECHOED` of them."""
_MOST_ECHOED = 2
_TRUTH = frozenset("true false yes no".split())
_NAME_WORDS = 3
_ASKS = re.compile(
    r"\b(who(?:se|m)?|when|where|why|how (?:many|much|long|often|far|old|big|tall)|how)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:what|which) (?:year|date|day|month|century)\b", re.IGNORECASE)
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


def is_fair(pool: Pool, item: int, key: Statement, candidate: Statement) -> bool:
    """Whether a statement looks like an answer of the same kind as the key."""
    if written_as(key) != written_as(candidate) or (
        asks_for(pool.items[item].stem) != asks_for(pool.items[candidate.home].stem)
    ):
        return False
    shorter, longer = sorted((len(key.text), len(candidate.text)))
    return longer <= 2 * shorter + 8


def has_enough_fair(pool: Pool, item: int) -> bool:
    """Whether enough may stand beside each of an item's statements that are fair, and that repeat words of the stem."""
    if item not in pool.fair:
        pool.fair[item] = _has_enough_fair(pool, item)
    return pool.fair[item]


def is_left_alone(pool: Pool, item: int) -> bool:
    """Whether too few other answers are fair beside an item's own, in a bank large enough to choose from."""
    return pool.is_unmarked and len(pool.items) >= ENOUGH_TO_CHOOSE and not has_enough_fair(pool, item)


def _has_enough_fair(pool: Pool, item: int) -> bool:
    _, unread = legal_homes(pool, item)
    stem = pool.stems[item]
    for key in pool.of_item[item]:
        echoed = min(_MOST_ECHOED, shared_words(key, stem))
        texts: set[str] = set()
        echoing = FEWEST_ECHOING if echoed else 0
        for home in unread:
            if any(is_fair(pool, item, key, own) for own in pool.of_item[home]):
                legal = [
                    statement
                    for statement in legal_statements(pool, item, key, [home], read=False)
                    if is_fair(pool, item, key, statement)
                ]
                texts.update(statement.normal for statement in legal)
                echoing -= any(shared_words(statement, stem) >= echoed for statement in legal)
                if len(texts) >= FEWEST_FAIR and echoing <= 0:
                    break
        if len(texts) < FEWEST_FAIR or echoing > 0:
            return False
    return True


@lru_cache(maxsize=16_384)
def written_as(statement: Statement) -> str:
    """A figure, a yes or no, code, a name, a term, or a phrase by how it opens."""
    if statement.normal in _TRUTH:
        return "truth"
    if statement.word_count <= _NAME_WORDS + 1 and statement.figures:
        return "figure"
    if statement.signs:
        return "code"
    said = statement.text.split()
    if statement.word_count <= _NAME_WORDS:
        return "term" if any(word[0].islower() for word in said[1:]) else "name"
    first = said[0].casefold().strip(",.;:")
    return _OPENINGS.get(first) or ("doing" if first.endswith("ing") else "other")


@lru_cache(maxsize=16_384)
def asks_for(stem: str) -> str:
    """Whom, when, where, why, how or how many a stem asks for; "what" for all else."""
    if _YEAR.search(stem):
        return "when"
    asked = _ASKS.match(stem)
    return asked.group().casefold() if asked else "what"
