"""Many numbered cases, shared out over two processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

_Outcome = TypeVar("_Outcome")


def in_batches(run: Callable[[range], list[_Outcome]], cases: int, first: int, size: int) -> Iterator[_Outcome]:
    """What became of each case from number `first` on, in their order. `run` is given `size` numbers at a time."""
    batches = [range(start, min(start + size, first + cases)) for start in range(first, first + cases, size)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        for outcomes in pool.map(run, batches):
            yield from outcomes
