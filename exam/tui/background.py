"""Owns reading beside the screens, in a thread. Refuses to keep the program from ending."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

Read = TypeVar("Read")


def aside(read: Callable[[], Read]) -> "asyncio.Future[Read]":
    """Begins at once; awaited, gives what `read` gave or raises what it raised."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Read] = loop.create_future()

    def settle(how: Callable[[Any], None], value: object) -> None:
        if not future.done():
            how(value)

    def run() -> None:
        how: Callable[[Any], None] = future.set_result
        try:
            value: object = read()
        except BaseException as error:
            how, value = future.set_exception, error
        # The loop is closed where the program ended in the meantime.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, how, value)

    # Not an executor of asyncio: the end of the program would wait for it, and a large bank takes its time.
    Thread(target=run, name="aside", daemon=True).start()
    return future
