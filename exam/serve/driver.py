"""The app's end of the pipe to the server. When nobody listens any more, the app is told to end.

Textual finds it by the environment variable that `exam.serve.process` sets; nothing else imports it.
"""

import os
import signal
import sys
from contextlib import suppress

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, which by itself would leave an app running for ever without a server."""

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        if sys.platform == "win32":
            self._app.post_message(ExitApp())
        else:
            os.kill(os.getpid(), signal.SIGTERM)  # the app keeps the attempt, as when a terminal is closed

    def write(self, data: str) -> None:
        with suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        with suppress(BrokenPipeError):
            super().write_meta(data)
