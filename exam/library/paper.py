"""Making a form of a bank of any size. A small bank goes to `exam.assembly` as it is; a large one stays in its index.

Of a large bank the questions are drawn by their places, and for each a shortlist of other items is looked up. A small
bank of all these is what the rules and choices of `exam.assembly` then work on, told which words are common in the
whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from exam.assembly import Impossible, assemble
from exam.assembly.assemble import lay_out
from exam.assembly.drawing import Siblings, asked_sections, draw_places
from exam.assembly.explain import Explained, explain
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool, pool_of
from exam.assembly.rotation import Weights
from exam.assembly.steps import Steps
from exam.assembly.tailor import count_of
from exam.assembly.whole import everything, written_form
from exam.assembly.without_options import can_be_asked
from exam.core.bank import MOST_QUESTIONS, Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.form import Form
from exam.core.item import Item
from exam.formats import BankRefused
from exam.library.index import items_at, places_by_id
from exam.library.indexed_bank import IndexedBank
from exam.library.shortlist import indexed_words, shortlist

_MOST_ITEMS = 4_000
"""Items read for a form, as long as that leaves `_FEWEST` to each question."""
_MOST, _FEWEST = 36, 12
"""Places on the shortlist of one question."""
_PORTION = 250
"""Questions that are laid out together where all of a bank goes out."""
_ROUNDS = 40
"""How often items that cannot be asked are put back before the bank is said to have too few that can."""


def assemble_form(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    weights: Weights | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Form:
    """What `exam.assembly.assemble` gives, of a bank of any size that `open_bank` opened. Raises Impossible.

    `progress` is called as there: with the steps done and their total, and whatever it raises cancels the making.
    """
    if not isinstance(bank, IndexedBank):
        return assemble(bank, blueprint, seed, weights, progress=progress)
    with _lost_index_said(bank):
        return bank.index.ask(lambda database: _assembled(bank, database, blueprint, seed, weights or {}, progress))


def explain_form(bank: Bank, form: Form) -> Iterable[Explained]:
    """What `exam.assembly.explain` gives, of a form that `assemble_form` made from this bank. Raises Impossible."""
    if not isinstance(bank, IndexedBank):
        return explain(bank, form)
    with _lost_index_said(bank):
        return bank.index.ask(lambda database: list(explain(bank, form, _pool_of(bank, database, form))))


def form_as_written(bank: Bank, places: Sequence[int]) -> Form:
    """The items at some places of a bank of any size as a form that nobody sits (see `written_form`), in this order.

    Of a large bank a portion at a time is laid out. Raises Impossible where its index is lost.
    """
    if not isinstance(bank, IndexedBank):
        return written_form(pool_of(bank), places, bank, everything(bank))
    with _lost_index_said(bank):
        return bank.index.ask(lambda database: _as_written(bank, database, places))


@contextmanager
def _lost_index_said(bank: IndexedBank) -> Iterator[None]:
    """Whatever is wrong with an index that could not be made again, said as a paper that cannot be made."""
    try:
        yield
    except (BankRefused, OSError) as error:
        raise Impossible(f"The index of the bank {bank.id} was lost and cannot be made again: {error}") from error


def _assembled(
    bank: IndexedBank,
    database: Connection,
    blueprint: Blueprint,
    seed: int,
    weights: Weights,
    progress: Callable[[int, int], None] | None,
) -> Form:
    _refuse(bank, blueprint)
    askable = {place for (place,) in database.execute("SELECT place FROM item WHERE askable")}
    by_section = [
        [place for place in bank.places_in(section) if place in askable]
        for section in asked_sections(bank, blueprint, seed)
    ]
    siblings = Siblings(_siblings(database))
    wanted = blueprint.items if blueprint.items is not None else count_of(bank, blueprint)
    if wanted > MOST_QUESTIONS:
        raise Impossible(
            f"{wanted:,} questions are more than anybody sits: a paper has at most {MOST_QUESTIONS:,}. Ask for fewer, "
            f"as in --items 60."
        )
    apart: dict[int, set[int]] = {}
    for one, other in database.execute("SELECT one, other FROM enemy"):
        apart.setdefault(one, set()).add(other)
    unfit: set[int] = set()
    steps = Steps(2 * wanted, progress)

    def fits(item: int, pool: Pool) -> bool:
        steps.advance()
        return pool.items[item].id not in unshown and can_be_asked(pool, item)

    unshown = bank.unshown
    for _ in range(_ROUNDS):
        drawn = draw_places(
            bank, blueprint, seed, by_section, apart, shuffle=Generator.dealt, unfit=unfit, siblings=siblings
        )
        lists = _shortlists(database, drawn, blueprint, weights)
        pool, place_in_pool = _pool(bank, database, lists)
        useless = [place for place in drawn if not fits(place_in_pool[place], pool)]
        if not useless:
            return lay_out(pool, [place_in_pool[place] for place in drawn], [], bank, blueprint, seed, weights, steps)
        unfit.update(useless)
    raise Impossible(
        f"{len(unfit)} questions of the bank {bank.id} were drawn that cannot be asked, because they have nothing to "
        f"stand beside their right answer. Add statements or items (exam check says where), or ask for fewer."
    )


def _as_written(bank: IndexedBank, database: Connection, places: Sequence[int]) -> Form:
    blueprint = everything(bank)
    forms = []
    for start in range(0, len(places), _PORTION):
        portion = places[start : start + _PORTION]
        derived = [place for place, item in items_at(database, portion).items() if not item.is_authored]
        lists = {place: list[int]() for place in portion} | _shortlists(database, derived, blueprint, {})
        pool, place_in_pool = _pool(bank, database, lists)
        forms.append(written_form(pool, [place_in_pool[place] for place in portion], bank, blueprint))
    slots = tuple(
        slot.model_copy(update={"n": n}) for n, slot in enumerate((slot for form in forms for slot in form.slots), 1)
    )
    whole = {
        name: {key: value for form in forms for key, value in getattr(form, name).items()}
        for name in ("homes", "exhibits", "pictures")
    }
    sections = tuple(dict.fromkeys(section for form in forms for section in form.sections))
    return forms[0].model_copy(
        update={"slots": slots, "sections": sections, "minutes": minutes_for(len(slots)), **whole}
    )


def _pool_of(bank: IndexedBank, database: Connection, form: Form) -> Pool:
    """The pool that a form was made from, found again."""
    homes = {option.home for slot in form.slots for option in slot.options if option.home is not None}
    known = places_by_id(database, {*homes, *(slot.item for slot in form.slots)})
    lists = _shortlists(database, [known[slot.item] for slot in form.slots], form.blueprint, {})
    for slot in form.slots:
        own = lists[known[slot.item]]
        own += sorted({known[option.home] for option in slot.options if option.home not in (None, slot.item)} - {*own})
    return _pool(bank, database, lists)[0]


def _siblings(database: Connection) -> dict[int, list[int]]:
    """The siblings of each place that has any, as `exam.assembly.drawing.siblings_in` gives them for a small bank."""
    sharing: dict[int, list[int]] = {}
    for number, place in database.execute("SELECT number, place FROM item WHERE number IS NOT NULL ORDER BY place"):
        sharing.setdefault(number, []).append(place)
    return {place: group for group in sharing.values() if len(group) > 1 for place in group}


def _refuse(bank: IndexedBank, blueprint: Blueprint) -> None:
    if blueprint.only:
        raise Impossible(f"The bank {bank.id} has too many questions for an exam of chosen ones only.")
    if blueprint.matching:
        raise Impossible(
            f"The bank {bank.id} has {len(bank.items):,} questions: too many to look for matching blocks in. Ask for "
            f"none, or take the sections that should be matched into a bank of their own."
        )


def _shortlists(
    database: Connection, drawn: Sequence[int], blueprint: Blueprint, weights: Weights
) -> dict[int, list[int]]:
    """By drawn place, the places that its distractors may come from."""
    size = max(_FEWEST, min(_MOST, _MOST_ITEMS // max(1, len(drawn)) - 1))
    items = items_at(database, drawn)
    words = indexed_words(database, items.values())
    named = {item.id: list(item.lures) for item in items.values()}
    for item, home in sorted(weights):  # what the learner has mistaken for the item before
        if item in named and weights[item, home] > 0:
            named[item].append(home)
    known = places_by_id(database, (name for names in named.values() for name in names))

    def listed(place: int, item: Item) -> list[int]:
        lures = [known[name] for name in named[item.id] if name in known]
        return shortlist(database, place, item, words, lures, blueprint.difficulty, size)

    return {place: listed(place, item) for place, item in items.items()}


def _pool(bank: IndexedBank, database: Connection, lists: dict[int, list[int]]) -> tuple[Pool, dict[int, int]]:
    """The pool of all that was drawn or shortlisted, and where in it each place of the bank is."""
    items = items_at(database, {*lists, *(place for places in lists.values() for place in places)})
    at = {place: n for n, place in enumerate(items)}
    # Both ways: a reversed question asks whose statements may stand under *another* item's stem.
    both: dict[int, set[int]] = {}
    for place, places in lists.items():
        for other in places:
            both.setdefault(at[place], set()).add(at[other])
            both.setdefault(at[other], set()).add(at[place])
    sections = []
    for section in bank.sections:
        if own := tuple(items[place] for place in bank.places_in(section) if place in items):
            sections.append(section.model_copy(update={"items": own}))
    fields = {name: getattr(bank, name) for name in Bank.model_fields}
    part = Bank.model_construct(**{**fields, "sections": tuple(sections)})
    return Pool(part, bank.common, {place: sorted(others) for place, others in both.items()}), at
