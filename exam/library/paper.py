"""Owns the making of a form from a bank in its index. Refuses to read more items than the form needs.

Items are drawn by their places. For each a shortlist of other items is looked up; a small bank of all these is what
the rules and choices of `exam.assembly` then work on, told which words are common in the whole.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from exam import assembly
from exam.assembly import Impossible
from exam.assembly.assemble import can_be_asked, lay_out
from exam.assembly.drawing import asked_sections, draw_places, enemies
from exam.assembly.explain import Explained
from exam.assembly.explain import explain as explained
from exam.assembly.generator import Generator
from exam.assembly.pool import Pool
from exam.assembly.rotation import Weights
from exam.assembly.steps import Steps
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.form import Form
from exam.formats import BankRefused
from exam.library.indexed_bank import ShelvedBank
from exam.library.reading import Reader, Row
from exam.library.shortlist import Surroundings, shortlist

MOST_QUESTIONS = 1_000
"""In one form."""
_MOST_ROWS = 4_000
"""Items read for a form, as long as that leaves `_FEWEST` to each question."""
_MOST, _FEWEST = 48, 12
"""Places on the shortlist of one question."""
_ROUNDS = 40
"""How often items that cannot be asked are put back before the bank is said to have too few that can."""


def assemble(
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
    if not isinstance(bank, ShelvedBank):
        return assembly.assemble(bank, blueprint, seed, weights, progress=progress)
    with _index_of(bank):
        return bank.shelf.read(lambda reader: _assembled(bank, reader, blueprint, seed, weights or {}, progress))


def explain(bank: Bank, form: Form) -> Iterable[Explained]:
    """What `exam.assembly.explain` gives, of a form that `assemble` made from this bank. Raises Impossible."""
    if not isinstance(bank, ShelvedBank):
        return explained(bank, form)
    with _index_of(bank):
        return bank.shelf.read(lambda reader: list(explained(bank, form, _pool_of(bank, reader, form))))


@contextmanager
def _index_of(bank: ShelvedBank) -> Iterator[None]:
    """Whatever is wrong with an index that could not be made again, said as a paper that cannot be made."""
    try:
        yield
    except (BankRefused, OSError) as error:
        raise Impossible(f"The index of the bank {bank.id} was lost and cannot be made again: {error}") from error


def _assembled(
    bank: ShelvedBank,
    reader: Reader,
    blueprint: Blueprint,
    seed: int,
    weights: Weights,
    progress: Callable[[int, int], None] | None,
) -> Form:
    _refuse(bank, blueprint)
    askable = reader.part("askable")
    by_section = [
        [place for place in _places(bank, section) if askable[place]]
        for section in asked_sections(bank, blueprint, seed)
    ]
    wanted = blueprint.items if blueprint.items is not None else sum(map(len, by_section))
    if wanted > MOST_QUESTIONS:
        raise Impossible(
            f"{wanted:,} questions are more than anybody sits: a paper has at most {MOST_QUESTIONS:,}. Ask for fewer, "
            f"as in --items 60."
        )
    apart = enemies(reader.json("enemies"))
    around = _surroundings(bank, reader)
    unfit: set[int] = set()
    steps = Steps(2 * wanted, progress)

    def fits(item: int, pool: Pool) -> bool:
        steps.advance()
        return can_be_asked(pool, item)

    for _ in range(_ROUNDS):
        drawn = draw_places(bank, blueprint, seed, by_section, apart, shuffle=Generator.dealt, unfit=unfit)
        lists = _shortlists(reader, drawn, around, blueprint, weights)
        pool, place_in_pool = _pool(bank, reader, lists)
        useless = [place for place in drawn if not fits(place_in_pool[place], pool)]
        if not useless:
            return lay_out(pool, [place_in_pool[place] for place in drawn], [], bank, blueprint, seed, weights, steps)
        unfit.update(useless)
    raise Impossible(
        f"{len(unfit)} questions of the bank {bank.id} were drawn that cannot be asked, because they have nothing to "
        f"stand beside their right answer. Add statements or items (exam check says where), or ask for fewer."
    )


def _pool_of(bank: ShelvedBank, reader: Reader, form: Form) -> Pool:
    """The pool that a form was made from, found again."""
    homes = {option.home for slot in form.slots for option in slot.options if option.home is not None}
    known = reader.places_of({*homes, *(slot.item for slot in form.slots)})
    lists = _shortlists(
        reader, [known[slot.item] for slot in form.slots], _surroundings(bank, reader), form.blueprint, {}
    )
    for slot in form.slots:
        own = lists[known[slot.item]]
        own += sorted({known[option.home] for option in slot.options if option.home not in (None, slot.item)} - {*own})
    return _pool(bank, reader, lists)[0]


def _surroundings(bank: ShelvedBank, reader: Reader) -> Surroundings:
    return Surroundings(
        [(section.family or section.id, len(section.items)) for section in bank.sections],
        reader.numbers("aspects"),
        reader.numbers("order"),
        reader.numbers("rank"),
    )


def _refuse(bank: ShelvedBank, blueprint: Blueprint) -> None:
    if blueprint.only:
        raise Impossible(f"The bank {bank.id} has too many questions for an exam of chosen ones only.")
    if blueprint.matching:
        raise Impossible(
            f"The bank {bank.id} has {len(bank.items):,} questions: too many to look for matching blocks in. Ask for "
            f"none, or take the sections that should be matched into a bank of their own."
        )


def _places(bank: ShelvedBank, wanted: Section) -> range:
    first = 0
    for section in bank.sections:
        if section.id == wanted.id:
            return range(first, first + len(section.items))
        first += len(section.items)
    raise KeyError(wanted.id)


def _shortlists(
    reader: Reader, drawn: list[int], around: Surroundings, blueprint: Blueprint, weights: Weights
) -> dict[int, list[int]]:
    """By drawn place, the places that its distractors may come from."""
    size = max(_FEWEST, min(_MOST, _MOST_ROWS // max(1, len(drawn)) - 1))
    rows = reader.rows(drawn)
    postings = reader.postings(word for row in rows for word in (*row.stem_words, *row.said_words))
    named = {row.item.id: list(row.item.lures) for row in rows}
    known = reader.places_of(name for names in named.values() for name in names)
    met: dict[str, list[str]] = {}
    for item, home in sorted(weights):
        if item in named and weights[item, home] > 0:
            met.setdefault(item, []).append(home)
    known |= reader.places(home for homes in met.values() for home in homes)
    return {
        row.place: shortlist(
            row,
            postings,
            around,
            [known[name] for name in (*named[row.item.id], *met.get(row.item.id, ())) if name in known],
            blueprint.difficulty,
            size,
        )
        for row in rows
    }


def _pool(bank: ShelvedBank, reader: Reader, lists: dict[int, list[int]]) -> tuple[Pool, dict[int, int]]:
    """The pool of all that was drawn or shortlisted, and where in it each place of the bank is."""
    rows = reader.rows({*lists, *(place for places in lists.values() for place in places)})
    at = {row.place: n for n, row in enumerate(rows)}
    # Both ways: a reversed question asks whose statements may stand under *another* item's stem.
    both: dict[int, set[int]] = {}
    for place, places in lists.items():
        for other in places:
            both.setdefault(at[place], set()).add(at[other])
            both.setdefault(at[other], set()).add(at[place])
    part = bank.model_copy(update={"sections": _sections(bank, rows)})
    whole = Bank.model_construct(**{name: getattr(part, name) for name in Bank.model_fields})
    return Pool(whole, bank.common, {place: sorted(others) for place, others in both.items()}), at


def _sections(bank: ShelvedBank, rows: Iterable[Row]) -> tuple[Section, ...]:
    """The bank's sections with these items only."""
    left = {row.place: row.item for row in rows}
    sections = []
    for section in bank.sections:
        items = tuple(left[place] for place in _places(bank, section) if place in left)
        if items:
            sections.append(section.model_copy(update={"items": items}))
    return tuple(sections)
