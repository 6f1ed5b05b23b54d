"""Drills of a bank that has moved or is gone: the papers that were sat hold their questions whole.

What is asked and why is as in `exam.learning.drills`; where its questions come from differs, and the paper says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exam.assembly.tailor import Impossible
from exam.assembly.versions import version
from exam.core.attempt import Attempt
from exam.core.blueprint import minutes_for
from exam.core.form import Form, Slot
from exam.learning.drills import DRILL_SIZE, drill_title, missed_items
from exam.learning.records import missed_last_time, records
from exam.store import Store

NOT_HERE = "The bank is not here: these questions are as the papers that you sat have them."
_MOST_PAPERS = 100
"""So many of the newest papers are looked through for what was missed."""


@dataclass(frozen=True)
class _Found:
    """A question, and the paper that has it."""

    slot: Slot
    form: Form


def missed_without_bank(
    store: Store, bank: str, seed: int, *, sections: Sequence[str] = (), items: int | None = None, times_missed: int = 1
) -> Form:
    """A drill of what was missed the last time in a bank that is not here. Raises Impossible and StoreError.

    `sections` and the least number of times that a question was missed narrow it, `items` says how many; None: what
    there is, as far as a drill goes.
    """
    wanted = [
        one.item
        for one in missed_last_time(records(store.results(bank=bank)))
        if one.missed >= times_missed and (not sections or one.section in sections)
    ]
    ended = [row.id for row in store.history(_MOST_PAPERS, bank=bank) if row.ended_at is not None]
    found: dict[str, _Found] = {}
    for identifier in ended:
        if not wanted or (wanted[0] in found and len(found) == len(wanted)):
            break
        found = _asked_in(store.load(identifier).attempt.form, wanted) | found
    kept = [found[item] for item in wanted if item in found]
    return _drill(kept[: items or DRILL_SIZE], seed)


def retake_without_bank(attempt: Attempt, seed: int, *, sections: Sequence[str] = (), items: int | None = None) -> Form:
    """What an attempt missed, asked again from its own paper. Raises Impossible."""
    found = _asked_in(attempt.form, missed_items(attempt))
    kept = [one for one in found.values() if not sections or one.slot.section in sections]
    return _drill(kept[:items], seed)


def _asked_in(form: Form, items: Iterable[str]) -> dict[str, _Found]:
    """Those of some items that a paper asks, and which count."""
    wanted = dict.fromkeys(items)
    return {slot.item: _Found(slot, form) for slot in form.slots if slot.item in wanted and not slot.dropped}


def _drill(found: Sequence[_Found], seed: int) -> Form:
    """A paper of these questions, in another order; what their authors wrote keeps its place among the options."""
    if not found:
        raise Impossible("The papers that you sat have none of these questions.")
    newest = found[0].form
    # Texts of one paper are read in one way.
    kept = [one for one in found if one.form.text == newest.text]
    slots = tuple(
        one.slot.model_copy(update={"n": n, "block": 0, "kind": "direct" if one.slot.block else one.slot.kind})
        for n, one in enumerate(kept, 1)
    )
    titles = {section.id: section for one in reversed(kept) for section in one.form.sections}
    homes = {name: home for one in reversed(kept) for name, home in one.form.homes.items()}
    shown = {name for slot in slots for name in slot.exhibits}
    offered = {option.home for slot in slots for option in slot.options}
    items = tuple(slot.item for slot in slots)
    plain = {"items": len(items), "only": items, "minutes": None, "choose_two": 0, "reversed": 0, "matching": 0}
    changed = {
        "slots": slots,
        "seed": seed,
        "code": "none",
        "minutes": minutes_for(len(items)),
        "blueprint": newest.blueprint.model_copy(
            update=plain | {"navigation": "nonlinear", "section_clocks": False, "at_least": 0, "draw_sections": 0}
        ),
        "sections": tuple(titles[name] for name in dict.fromkeys(slot.section for slot in slots)),
        "homes": {name: home for name, home in homes.items() if name in offered},
        "exhibits": {name: one.form.exhibits[name] for one in reversed(kept) for name in one.slot.exhibits},
        "pictures": {
            name: picture for one in reversed(kept) for name, picture in one.form.pictures.items() if name in shown
        },
        "remarks": (NOT_HERE,),
        "drill": drill_title(["missed"]),
    }
    written = {option.id for slot in slots for option in slot.options if option.home is None}
    return version(newest.model_copy(update=changed), seed, written)
