"""One process of the app and the pipes to it. What is run is a list of words, fixed beforehand, that no shell reads.

The app writes packets: one letter for the kind, four bytes for the length, then what it is. ``D`` is to be drawn,
``M`` is a message in JSON. It reads the same, keys as ``D``.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Self

PRELUDE = b"__GANGLION__\n"
"""The line that Textual's driver writes before the first packet."""

SECONDS_TO_END = 5.0
"""Seconds that a process gets to end by itself."""

LARGEST_SIDE = 1000
"""Columns or rows, whatever a browser says."""


class AppProcess:
    """A process of the app, from `start` until `stop`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout

    @classmethod
    async def start(cls, argv: Sequence[str], environment: Mapping[str, str], columns: int, rows: int) -> Self:
        """Starts the app in a terminal of this size. What it says on stderr goes where the server's words go.

        It is out of reach of the keys that interrupt the server, which ends it in its own way.
        """
        return cls(
            await asyncio.create_subprocess_exec(
                *argv,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={
                    **os.environ,
                    **environment,
                    "TEXTUAL_DRIVER": "exam.serve.driver:BrowserDriver",
                    "TEXTUAL_COLOR_SYSTEM": "truecolor",
                    "COLUMNS": str(within(columns)),
                    "ROWS": str(within(rows)),
                },
                start_new_session=True,
            )
        )

    async def packets(self) -> AsyncIterator[bytes | dict[str, Any]]:
        """What the app writes until it ends: bytes are to be drawn, the rest are messages."""
        with suppress(asyncio.IncompleteReadError, ConnectionResetError):
            if await self._stdout.readline() != PRELUDE:
                return
            while True:
                kind = await self._stdout.readexactly(1)
                length = int.from_bytes(await self._stdout.readexactly(4), "big")
                payload = await self._stdout.readexactly(length)
                if kind == b"D":
                    yield payload
                elif kind == b"M":
                    yield json.loads(payload)

    async def press(self, keys: str) -> None:
        """Sends keys, and what a mouse does, as a terminal would."""
        await self._write(b"D", keys.encode("utf-8", "replace"))

    async def tell(self, kind: str, **more: int) -> None:
        """Sends a message: ``resize`` with `width` and `height`, ``focus`` or ``blur``."""
        await self._write(b"M", json.dumps({"type": kind} | more).encode())

    async def stop(self) -> None:
        """Ends the app, so that it keeps its attempt, and waits until it has ended. It may have done so already."""
        if sys.platform == "win32":
            self._stdin.close()
        else:
            with suppress(ProcessLookupError):
                self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), SECONDS_TO_END)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def _write(self, kind: bytes, payload: bytes) -> None:
        with suppress(ConnectionError, RuntimeError):
            self._stdin.write(kind + len(payload).to_bytes(4, "big") + payload)
            await self._stdin.drain()


def within(side: object) -> int:
    """A number of columns or rows that a terminal may have."""
    return min(max(side, 1), LARGEST_SIDE) if isinstance(side, int) else 1
