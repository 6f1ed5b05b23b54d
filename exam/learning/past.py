"""Owns the past of one bank: what was answered, what the bank says of it, and how ready that makes one.

Refuses to say where it is read from, and what of it is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Self

from exam.assembly.expected_mix import makeup
from exam.core.bank import Bank
from exam.core.ended import Sitting
from exam.core.results import Result
from exam.core.text import one_line
from exam.core.wording import counted
from exam.learning.confusions import Pair, section_map
from exam.learning.readiness import Readiness, gather, readiness
from exam.store import RECENT, Row, Store


@dataclass(frozen=True)
class Past:
    """Results and sittings of one bank, oldest first."""

    bank_id: str
    title: str
    bank: Bank | None
    """None where its file is not known any more; the figures stand without it."""
    results: Sequence[Result]
    sittings: Sequence[Sitting]
    now: datetime
    """In the time zone of this machine."""
    exam_date: date | None

    @property
    def extent(self) -> str:
        """How many attempts this is read from, as in "23 attempts" or, of a long past, "the latest 1,000 attempts"."""
        count = counted(len(self.sittings), "attempt")
        return f"the latest {count}" if len(self.sittings) == RECENT else count

    @property
    def papers(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every blueprint that was sat or could be; of one that is not there any more, the id twice."""
        there = {one.id: one.title for one in self.bank.blueprints} if self.bank else {}
        return tuple(({sitting.blueprint: sitting.blueprint for sitting in self.sittings} | there).items())

    def only(self, mode: str | None, blueprint: str | None) -> Self:
        """What is left of a mode and a blueprint; None: of any."""
        if mode is None and blueprint is None:
            return self
        kept = [
            sitting
            for sitting in self.sittings
            if mode in (None, sitting.mode) and blueprint in (None, sitting.blueprint)
        ]
        attempts = {one.attempt for one in kept}
        return replace(self, sittings=kept, results=[one for one in self.results if one.attempt in attempts])

    @cached_property
    def section_titles(self) -> dict[str, str]:
        """Titles by section id, of sections that were sat and of those there are."""
        titles = {part.section: part.title for sitting in self.sittings for part in sitting.sections}
        return titles | ({section.id: section.title for section in self.bank.sections} if self.bank else {})

    def stem(self, item: str) -> str:
        """An item's stem in one line, or its id where the bank is not known."""
        found = self.bank.item_by_id.get(item) if self.bank else None
        return one_line(found.stem) if found else item

    def by_section(self, pairs: Sequence[Pair]) -> dict[tuple[str, str], int]:
        """Times confused, by the section asked about and the one answered from, where both are known."""
        return section_map(pairs, dict(self._sections(pair.home for pair in pairs)))

    def _sections(self, items: Iterable[str]) -> Iterable[tuple[str, str]]:
        for item in items:
            found = self.bank.section_of.get(item) if self.bank else None
            section = found.id if found else self._met.get(item)
            if section is not None:
                yield item, section

    @cached_property
    def _met(self) -> dict[str, str]:
        return {one.item: one.section for one in self.results}


def ready_for(past: Past, blueprint: str | None = None) -> tuple[Readiness, str]:
    """Readiness for the paper of a blueprint, from all answers there are, and that blueprint's id.

    `blueprint` None: that of the latest attempt that was no drill.
    """
    whole = [sitting for sitting in past.sittings if not sitting.drill] or past.sittings
    name = blueprint or whole[-1].blueprint
    latest = next((sitting for sitting in reversed(whole) if sitting.blueprint == name), whole[-1])
    evidence = gather(past.results, past.now)
    known = {one.id: one for one in past.bank.blueprints} if past.bank else {}
    if past.bank is not None and name in known:
        return readiness(evidence, makeup(past.bank, known[name]), known[name].cut), name
    # Without the bank's own rule, a paper like the latest one.
    return readiness(evidence, {part.section: float(part.items) for part in latest.sections}, latest.cut), name


def ended_last(store: Store) -> Row | None:
    """The newest attempt that has ended; None where none has. Raises StoreError."""
    known = 0
    while rows := store.history(known + 50)[known:]:
        for row in rows:
            if row.ended_at is not None:
                return row
        known += len(rows)
    return None


def sat_last(store: Store) -> str | None:
    """The bank of the newest attempt that has ended; None where none has. Raises StoreError."""
    row = ended_last(store)
    return row.bank if row else None
