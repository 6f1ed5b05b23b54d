"""Long work shared out among processes; its results are the same as in one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exam.audit.paper_report import Each

MANY = 40
"""Papers from which on a second process is worth its start."""
PROCESSES = 2


@contextmanager
def shared_out(papers: int) -> Iterator[Each]:
    """`map`, or one over two processes where there is much to do and more than one processor to do it."""
    if papers < MANY or (os.cpu_count() or 1) < PROCESSES:
        yield map
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Started afresh everywhere: a forked copy would share this process's locks and open files.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_leave_interrupts)
    try:
        yield executor.map
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches all processes of a terminal; only the first one is to say something."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
