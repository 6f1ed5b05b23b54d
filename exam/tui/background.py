"""Work beside the screens, in a thread of its own.

Not one of Textual's thread workers: they run in asyncio's executor, for whose threads Python waits at the end of the
program. An index of a large bank takes minutes to build, and ctrl+q would take effect when it is done.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

_Outcome = TypeVar("_Outcome")


def in_background(work: Callable[[], _Outcome]) -> "asyncio.Future[_Outcome]":
    """Begins the work at once; the future gives what `work` returns, or raises what it raises."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Outcome] = loop.create_future()

    def run() -> None:
        try:
            settle = partial(future.set_result, work())
        except BaseException as error:
            settle = partial(future.set_exception, error)
        # The loop is closed where the program ended in the meantime.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: future.done() or settle())

    Thread(target=run, name="background", daemon=True).start()
    return future
