"""A bank's doctor: what an author should know of a bank before anybody sits it.

`item_writing` has the rules that one item can break by itself; here are those that show only beside other items.
Unsafe characters and unknown aspects are told by `formats`, which sees the file as its author wrote it.
"""

from collections import Counter
from collections.abc import Iterator
from math import ceil

from exam.assembly.candidates import legal_homes, legal_statements
from exam.assembly.drawing import draw
from exam.assembly.fairness import is_left_alone
from exam.assembly.measured import Statement, shared_words, word_overlap
from exam.assembly.pins import is_truth
from exam.assembly.pool import Pool, pool_of
from exam.assembly.tailor import Impossible, tailor
from exam.assembly.text_likeness import telling_words
from exam.assembly.without_options import kind_without_options
from exam.audit.contrast_groups import of_contrast_groups
from exam.audit.findings import BankFinding, LocatedItem, Severity
from exam.audit.item_writing import begins, of_one_item, pattern_of, quoted_words
from exam.audit.kinds import of_kinds
from exam.audit.repeated import alike_elsewhere
from exam.core.bank import Bank
from exam.core.interval import Rate

FEWEST_LURES = 8
"""With fewer the same wrong answer comes back in every fourth paper or oftener."""
_BESIDE = 120
"""Statements that an item's words and forms are compared with, spread evenly over all that may stand beside it."""
_ENOUGH = 6
"""Statements beside an item from which on its own can be said to stand out."""
_MOST_COMPARED = 2000
"""Items up to which each is compared with all others where the bank names no lures; cost grows with the square."""
_SEEDS = 3

_HOW = {"typed": "asked by typing", "recall": "asked by recall"}
_ORDER: tuple[Severity, ...] = ("fault", "warning", "advice")

__all__ = ["FEWEST_LURES", "BankFinding", "Severity", "examine_bank"]


def examine_bank(bank: Bank) -> list[BankFinding]:
    """Everything that the doctor finds, in the order of the file, faults of one place first."""
    pool = pool_of(bank)
    found: list[BankFinding] = []
    spots = list(_spots(bank))
    for spot in spots:
        found += of_one_item(pool, spot)
        if spot.item.statements and (bank.lures_only or len(spots) <= _MOST_COMPARED):
            found += _among_its_lures(pool, spot)
    found += _systematic_length(spots)
    found += alike_elsewhere(pool, spots)
    found += of_contrast_groups(pool, spots)
    found += of_kinds(bank, spots)
    found += _undrawable(bank)
    place_of = {spot.item.id: spot.place for spot in spots}
    found.sort(key=lambda one: (place_of.get(one.item or "", -1), _ORDER.index(one.severity)))
    return found


def _spots(bank: Bank) -> Iterator[LocatedItem]:
    place = 0
    for outer, section in enumerate(bank.sections):
        for inner, item in enumerate(section.items):
            yield LocatedItem(place, item, ("section", outer, "item", inner))
            place += 1


def _among_its_lures(pool: Pool, spot: LocatedItem) -> Iterator[BankFinding]:
    """How an item's statements stand out among those that they will stand beside."""
    if pool.stems[spot.place].negative:
        return
    read, unread = legal_homes(pool, spot.place)
    yield from _too_few(pool, spot, read, unread)
    if is_left_alone(pool, spot.place):
        how = _HOW[kind_without_options(pool, spot.place) or "recall"]
        yield spot.finding(
            "few-fair", "advice",
            f"it is {how}, because too few other items ask for the same kind of thing and have answers written like "
            "its own, which repeat words of its stem where its own does",
            "Name lures for it, reword it, or write options of its own.",
        )  # fmt: skip
    homes = read or unread
    beside = [statement for home in homes for statement in pool.of_item[home]]
    if len(beside) >= _ENOUGH:
        names = all(statement.is_name for statement in pool.of_item[spot.place])
        if not names:  # a name is written as it is written
            yield from _length(pool, spot, beside)
        beside = beside[:: max(1, ceil(len(beside) / _BESIDE))]
        yield from _telling_words(pool, spot, beside)
        if not names:
            yield from _form(pool, spot, beside)
    yield from _second_keys(pool, spot, read)


def _too_few(pool: Pool, spot: LocatedItem, read: list[int], unread: list[int]) -> Iterator[BankFinding]:
    most = max(blueprint.options for blueprint in pool.bank.blueprints)
    uses_lures = any(item.lures for item in pool.items)
    fewest: int | None = None
    for at, key in enumerate(pool.of_item[spot.place]):
        homes = 0
        for home in (*read, *unread):
            homes += any(True for _ in legal_statements(pool, spot.place, key, [home], home in read))
            if homes >= FEWEST_LURES:
                break
        if homes < most - 1 and (fewest is None or homes < fewest):
            fewest = homes
            # a bank of one item is a bank begun, and the format's smallest example
            severity: Severity = "warning" if homes or len(pool.items) == 1 or not pool.has_first_rules else "fault"
            how = _HOW.get(kind_without_options(pool, spot.place) or "", "")
            yield spot.finding(
                "few-distractors", severity,
                f"only {homes} other {'item has' if homes == 1 else 'items have'} an answer that may stand beside it; "
                f"{most - 1} are needed{f', so it is {how}' if how else ''}",
                "Name more lures, take names out of never_with, or write options of its own.", "statements", at,
            )  # fmt: skip
    if not uses_lures or fewest is not None or len(read) >= FEWEST_LURES:
        return
    if read:
        yield spot.finding(
            "few-lures", "warning", f"it has {len(read)} lures that may be used, so the same ones keep turning up",
            f"Name at least {FEWEST_LURES}, as far as other items' answers are wrong here.", "lures",
        )  # fmt: skip
    else:
        yield spot.finding(
            "few-lures", "advice", "it names no lures, so answers that nobody has compared stand beside its own",
            f"Name at least {FEWEST_LURES} items whose answers are wrong here.",
        )  # fmt: skip


def _length(pool: Pool, spot: LocatedItem, beside: list[Statement]) -> Iterator[BankFinding]:
    """Only where no set can hide it, and by so much that an eye sees it."""
    own = [len(statement.text) for statement in pool.of_item[spot.place]]
    others = sorted(len(statement.text) for statement in beside)
    few = max(blueprint.options for blueprint in pool.bank.blueprints) - 1
    low, high = others[:few][-1], others[-few:][0]
    if 10 * min(own) > 11 * high:
        yield spot.finding(
            "key-longest", "warning",
            f"its statements have {min(own)} characters and more, and next to none that stands beside them has over "
            f"{high}", "Shorten one or two of them, or name lures with longer answers.", "statements",
        )  # fmt: skip
    elif 11 * max(own) < 10 * low:
        yield spot.finding(
            "key-shortest", "warning",
            f"its statements have {max(own)} characters and less, and next to none that stands beside them has under "
            f"{low}", "Say one or two of them more exactly, or name lures with shorter answers.", "statements",
        )  # fmt: skip


def _telling_words(pool: Pool, spot: LocatedItem, beside: list[Statement]) -> Iterator[BankFinding]:
    """A word of the stem gives a key away only if the others have none such."""
    stem = pool.stems[spot.place]
    asked = telling_words(spot.item.stem)
    as_many = [shared_words(other, stem) for other in beside]
    for at, statement in enumerate(pool.of_item[spot.place]):
        shared = shared_words(statement, stem)
        if shared and 4 * sum(count >= shared for count in as_many) < len(beside):
            told = quoted_words(statement.text, telling_words(statement.text) & asked)
            yield spot.finding(
                "telling-words", "warning", f"it repeats {told} of its stem, which few of the options beside it do",
                "Say it in another word, here or in the stem.", "statements", at,
            )  # fmt: skip


def _form(pool: Pool, spot: LocatedItem, beside: list[Statement]) -> Iterator[BankFinding]:
    patterns = Counter(pattern_of(statement.text) for statement in beside)
    (usual, times), *_ = patterns.most_common(1)
    for at, statement in enumerate(pool.of_item[spot.place]):
        mine = pattern_of(statement.text)
        if mine != usual and 10 * patterns[mine] < len(beside) and 10 * times >= 7 * len(beside):
            example = next(other.text for other in beside if pattern_of(other.text) == usual)
            yield spot.finding(
                "unlike-form", "warning",
                f"it begins with {begins(statement.text)}, most options beside it with {begins(example)}",
                f"Begin it as the others do, as in '{example}'.", "statements", at,
            )  # fmt: skip


def _second_keys(pool: Pool, spot: LocatedItem, read: list[int]) -> Iterator[BankFinding]:
    """Lures that say much of what a key says: a person has read them, so it is only worth a second look."""
    for home in read:
        pairs = (
            (word_overlap(mine, theirs, pool.rare_words), at, theirs)
            for at, mine in enumerate(pool.of_item[spot.place])
            for theirs in pool.of_item[home]
            if shared_words(mine, theirs) > 2
        )
        overlap, at, theirs = max(pairs, key=lambda pair: pair[0], default=(0, 0, None))
        if theirs is not None and overlap >= 450:
            yield spot.finding(
                "second-key", "advice",
                f"it is close to '{theirs.text}' of its lure {pool.items[home].id}, which may be right here too",
                "If it is, move that item from lures to never_with.", "statements", at,
            )  # fmt: skip


def _systematic_length(spots: list[LocatedItem]) -> Iterator[BankFinding]:
    """Over all authored items: how often the one right option is longer than each wrong one, against chance."""
    longest: list[LocatedItem] = []
    count, chance = 0, 0.0
    for spot in spots:
        item = spot.item
        if len(item.key) != 1 or is_truth([option.text for option in item.options]):
            continue
        count += 1
        chance += 100 / len(item.options)
        lengths = {option.id: len(option.text) for option in item.options}
        own = lengths.pop(item.key[0])
        if all(own > other for other in lengths.values()):
            longest.append(spot)
    interval = Rate(len(longest), count).interval
    if count >= 8 and interval is not None and interval[0] > chance / count + 5:
        yield BankFinding(
            "key-longest", "warning", None, (),
            f"the key is the longest option in {len(longest)} of {count} items with options of their own, where chance "
            f"would make it {round(chance / 100)}",
            f"Even it out, beginning with {', '.join(spot.item.id for spot in longest[:5])}.",
        )  # fmt: skip


def _undrawable(bank: Bank) -> Iterator[BankFinding]:
    """Blueprints of which no form can be drawn; every section by itself too, because anybody may ask for one."""
    if not bank.items:
        return
    written = len(bank.written_blueprints)
    for place, blueprint in enumerate(bank.blueprints):
        where = ("blueprint", place) if written else ()
        try:
            tailored = tailor(bank, blueprint.id)
            for seed in range(_SEEDS):
                draw(bank, tailored, seed, lambda item: True)
        except Impossible as error:
            enemies = any(item.enemies for item in bank.items)
            yield BankFinding(
                "enemies" if enemies and "enemies" in str(error) else "blueprint", "fault", None, where,
                f"no paper of the preset {blueprint.id} can be drawn: {str(error).split('. ')[0].rstrip('.')}",
                "Ask for fewer questions in it, or take names out of enemies." if enemies else "Ask for fewer of them.",
            )  # fmt: skip
