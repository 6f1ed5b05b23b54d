"""Owns results by column, as figures over tens of thousands of them want them. Refuses to count anything.

A result each is a tuple of eighteen; a column is one list. Most figures look at three or four columns, so the others
are not even read. Whoever walks over the whole meets plain results.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property, partial
from itertools import accumulate, chain, compress, groupby, islice, pairwise, repeat
from operator import attrgetter, ge
from typing import Any, Literal, NamedTuple, TypeVar, overload

from exam.core.results import Change, Outcome, Result

Own = Literal[
    "n",
    "item",
    "section",
    "kind",
    "outcome",
    "chosen",
    "offered",
    "seconds",
    "change",
    "marked",
    "doubted",
    "first",
]
"""The columns in which the results of one attempt differ."""

Value = TypeVar("Value")

_COMMON = ("attempt", "bank", "at", "pace", "drill", "passed")
_facts = attrgetter(*_COMMON)
_when = attrgetter("at", "attempt")
_result = partial(tuple.__new__, Result)


class Run(NamedTuple):
    """What the results of one attempt have in common, and how many there are."""

    attempt: str
    bank: str
    at: datetime
    pace: float
    drill: bool
    passed: bool
    length: int


class Results(Sequence[Result]):
    """Results attempt by attempt, by column. Equal to any sequence of the same results."""

    def __init__(self, runs: Sequence[Run], read: Callable[[Own], Sequence[Any]]) -> None:
        """`read` gives a column; it is asked when the column is wanted first, and may raise what it likes."""
        self.runs = runs
        self._read = read
        self._known: dict[Own, Sequence[Any]] = {}
        self._length = sum(run.length for run in runs)

    @classmethod
    def of(cls, results: Iterable[Result]) -> "Results":
        """Any results by column, in their order."""
        if isinstance(results, cls):
            return results
        rows = list(results)
        columns = dict(zip(Result._fields, zip(*rows, strict=True), strict=False))
        runs = [Run._make((*_facts(run[0]), len(run))) for run in ([*group] for _, group in groupby(rows, key=_facts))]
        return cls(runs, lambda name: columns.get(name, ()))

    @property
    def n(self) -> Sequence[int]:
        return self._column("n")

    @property
    def item(self) -> Sequence[str]:
        return self._column("item")

    @property
    def section(self) -> Sequence[str]:
        return self._column("section")

    @property
    def kind(self) -> Sequence[str]:
        return self._column("kind")

    @property
    def outcome(self) -> Sequence[Outcome]:
        return self._column("outcome")

    @property
    def chosen(self) -> Sequence[tuple[str, ...]]:
        return self._column("chosen")

    @property
    def offered(self) -> Sequence[tuple[str, ...]]:
        return self._column("offered")

    @property
    def seconds(self) -> Sequence[float]:
        return self._column("seconds")

    @property
    def change(self) -> Sequence[Change | None]:
        return self._column("change")

    @property
    def doubted(self) -> Sequence[bool]:
        return self._column("doubted")

    @property
    def first(self) -> Sequence[bool]:
        return self._column("first")

    @cached_property
    def met(self) -> Sequence[bool]:
        """Whether each was seen."""
        return [outcome != "not_reached" for outcome in self.outcome]

    def spread(self, values: Iterable[Value]) -> Iterator[Value]:
        """A value for each run, as often as the run has results."""
        return chain.from_iterable(map(repeat, values, [run.length for run in self.runs]))

    def among(self, attempts: Collection[str]) -> "Results":
        """The results of these attempts."""
        there = [run.attempt in attempts for run in self.runs]
        return self._kept([*compress(self.runs, there)], [*self.spread(there)])

    def within(self, sections: Collection[str]) -> "Results":
        """The results of these sections."""
        return self.where([section in sections for section in self.section])

    def where(self, mask: Sequence[bool]) -> "Results":
        """The results for which there is a mark."""
        marks = iter(mask)
        return self._kept([run._replace(length=sum(islice(marks, run.length))) for run in self.runs], mask)

    @property
    def ordered(self) -> "Results":
        """Oldest first: by instant, attempt and place."""
        runs_rise = all(_when(one) < _when(two) for one, two in pairwise(self.runs))
        if runs_rise and self._falls_of_place() == 0:
            return self
        return Results.of(sorted(self, key=lambda one: (one.at, one.attempt, one.n)))

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> list[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | list[Result]:
        return list(self)[place]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Result]:
        common = {name: self.spread(map(attrgetter(name), self.runs)) for name in _COMMON}
        return map(_result, zip(*(common.get(name) or self._column(name) for name in Result._fields), strict=True))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _column(self, name: Own) -> Sequence[Any]:
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _falls_of_place(self) -> int:
        """How often a place inside a run is not after the one before it."""
        ends = [end for end in accumulate(run.length for run in self.runs) if 0 < end < len(self)]
        between = sum(self.n[end - 1] >= self.n[end] for end in dict.fromkeys(ends))
        falls: int = sum(map(ge, self.n, islice(self.n, 1, None)))
        return falls - between

    def _kept(self, runs: Sequence[Run], mask: Sequence[bool]) -> "Results":
        return Results(runs, lambda name: [*compress(self._column(name), mask)])
