"""The terminal's driver, for a program that may be stopped and continued by anybody.

Textual leaves the terminal before ctrl+z stops the program, and takes it again once it is continued. A program that was
stopped without being asked (SIGSTOP) never left: to take the terminal once more would leave two threads to read the
keys, one of which no end reaches, and would take the terminal's raw mode for how it was before.

What a terminal answers comes in the same stream as the keys; the driver takes it out before anybody looks for keys.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
from codecs import getincrementaldecoder
from contextlib import suppress
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from exam.tui.replies import ASK_FOR_BACKGROUND, Replies

if TYPE_CHECKING:
    from textual.app import App

_TICK = 0.1
"""Seconds between two looks at whether an Escape was pressed or begins a longer key, and whether the end has come."""


@runtime_checkable
class HearsBackground(Protocol):
    """An app that wants to know what the terminal's background is."""

    asks_for_background: bool

    def hear_background(self, light: bool) -> None:
        """Is told whether it is light."""


class SteadyDriver(LinuxDriver):
    """Takes the terminal once, and anew where somebody else had it while the program stood still."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._taken = False
        """Whether the terminal is the program's, or just becomes so, or is on its way to be left."""
        self._running: asyncio.AbstractEventLoop | None = None
        self._come_back = signal.getsignal(signal.SIGCONT)
        signal.signal(signal.SIGCONT, self._hear_continue)

    def start_application_mode(self) -> None:
        self._taken, self._running = True, asyncio.get_running_loop()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.input_tty and isinstance(self._app, HearsBackground) and self._app.asks_for_background:
            self.write(ASK_FOR_BACKGROUND)
            self.flush()

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

    def run_input_thread(self) -> None:
        """As the framework does it, but for the replies."""

        def hear(light: bool) -> None:
            if self._running is not None and isinstance(self._app, HearsBackground):
                self._running.call_soon_threadsafe(self._app.hear_background, light)

        replies, parser = Replies(hear), XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        silent_since = monotonic()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            ended = False
            while not ended:
                ended = self.exit_event.is_set()  # then once more: a late reply is not left to the shell
                text, patience = "", replies.patience
                if selector.select(_TICK if patience is None else min(_TICK, patience)):
                    silent_since = monotonic()
                    text = replies.strained(decode(os.read(self.fileno, 4096)))
                elif patience is not None and monotonic() - silent_since >= patience:
                    text = replies.give_up()
                for message in [*(parser.feed(text) if text else ()), *parser.tick()]:
                    self.process_message(message)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
