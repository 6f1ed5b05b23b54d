"""The terminal's driver, for a program that may be stopped and continued by anybody.

Textual leaves the terminal before ctrl+z stops the program, and takes it again once it is continued. A program that was
stopped without being asked (SIGSTOP) never left: to take the terminal once more would leave two threads to read the
keys, one of which no end reaches, and would take the terminal's raw mode for how it was before.
"""

from __future__ import annotations

import asyncio
import signal
from types import FrameType
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class SteadyDriver(LinuxDriver):
    """Takes the terminal once, and anew where somebody else had it while the program stood still."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._taken = False
        """Whether the terminal is the program's, or just becomes so, or is on its way to be left."""
        self._come_back = signal.getsignal(signal.SIGCONT)
        signal.signal(signal.SIGCONT, self._hear_continue)

    def start_application_mode(self) -> None:
        self._taken = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        self._taken = False

    def _hear_continue(self, number: int, frame: FrameType | None) -> None:
        if self._taken:
            # Here the program may be anywhere, even in the middle of a line that it writes or of taking the terminal.
            asyncio.get_running_loop().call_soon_threadsafe(self._take_anew)
        elif callable(self._come_back):
            self._come_back(number, frame)

    def _take_anew(self) -> None:
        if not self._taken:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            super().stop_application_mode()  # so that whoever continues it meanwhile is heard after this
            self.close()
        self.start_application_mode()
        self._app.refresh(layout=True)
