"""Owns a real pseudo-terminal with a program in it: keys go in, and what a person would see is read off a screen.

A terminal also answers questions. The program asks some before it draws, and waits a while for answers that never
come; so this one answers them, as any real one does.
"""

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from unicodedata import category, combining

import pyte

KEYS = {
    "enter": "\r", "space": " ", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+p": "\x10", "ctrl+q": "\x11", "ctrl+z": "\x1a",
}  # fmt: skip

PATIENCE = 60.0
"""Seconds to wait for what must come. Long, because it only ever passes where a test fails."""

_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
_FRAME, _WHOLE = b"\x1b[?2026h", b"\x1b[?2026l"
"""Between these is one frame (synchronized output). Half a frame over half of the one before is nothing to judge by."""
_NO_WIDTH = {"Mn", "Me", "Mc", "Cf"}
_TAKEN = b"\x1b[?1049h"
"""A program takes the whole screen."""
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[?=<>][0-9;]*\$?[a-gi-kmn-zA-Z]|\x1bP.*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(\[[0-9;?<=>$]*|P[^\x1b]*)?\Z")


class Terminal:
    """A program in a terminal of its own, from `start` until it is closed."""

    def __init__(self, pid: int, master: int, cols: int, rows: int) -> None:
        self.pid = pid
        self.raw = b""
        """Every byte that the program wrote."""
        self.status: int | None = None
        """The exit code once it has ended; negative: the signal that killed it."""
        self._master = master
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._held = b""

    @classmethod
    def start(
        cls, argv: Sequence[str | Path], *, cols: int = 100, rows: int = 30, env: Mapping[str, str] | None = None
    ) -> Self:
        """Starts a program. `env` is added to a small environment of a capable terminal."""
        whole = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
        whole |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none"}
        whole |= env or {}
        program = [str(word) for word in argv]
        pid, master = pty.fork()
        if pid == 0:
            try:
                os.execvpe(program[0], program, whole)
            finally:
                os._exit(127)
        terminal = cls(pid, master, cols, rows)
        terminal._resize(cols, rows)
        return terminal

    def press(self, *keys: str) -> None:
        """Presses keys one after the other: names of KEYS, or single letters."""
        for key in keys:
            self._send(KEYS.get(key, key).encode())

    def enter(self, *lines: str) -> None:
        """Types lines, with Enter after each."""
        for line in lines:
            self._send(f"{line}\r".encode())

    def wait_for(self, wanted: str | Callable[[str], bool], patience: float = PATIENCE) -> str:
        """The screen as soon as it shows a text or meets a condition. Fails with the screen it showed instead."""
        meets = wanted if callable(wanted) else lambda shown: wanted in shown
        ends = time.monotonic() + patience
        while not meets(self.screen()):
            if time.monotonic() > ends or not self._pump(ends):
                raise AssertionError(
                    f"{wanted!r} never came; the screen was:\n{self.screen()}\nraw: {self.raw[-500:]!r}"
                )
        return self.screen()

    def wait_for_end(self, patience: float = PATIENCE) -> int:
        """The exit code, once the program has ended by itself."""
        ends = time.monotonic() + patience
        while self._pump(ends):
            if time.monotonic() > ends:
                raise AssertionError(f"it never ended; the screen was:\n{self.screen()}")
        while not self._reaped():
            if time.monotonic() > ends:
                raise AssertionError(f"it closed its terminal and never ended:\n{self.screen()}")
            time.sleep(0.01)
        assert self.status is not None
        return self.status

    def screen(self) -> str:
        """What is on the screen now: its lines, without spaces at their ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def _show(self, data: bytes) -> None:
        """Letter by letter, as old terminals do: what has no width of its own joins nothing.

        Where pyte meets such a sign that is no accent, it leaves out the rest of the text.
        """
        text = self._decode(data)
        if not text.isascii():
            text = "".join(one for one in text if category(one) not in _NO_WIDTH or combining(one))
        self._stream.feed(text)

    def scribble(self, text: str) -> None:
        """Shows a text in the middle of the screen, as another program that writes to the same terminal would."""
        self._show(b"\x1b[8;10H" + text.encode())

    def modes(self) -> list[object]:
        """How the terminal treats what is typed and written; a program that ends leaves it as it was."""
        return list(termios.tcgetattr(self._master))

    def resize(self, cols: int, rows: int) -> None:
        self._resize(cols, rows)
        self._screen.resize(rows, cols)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Sends the program a signal; after SIGKILL, waits until it is gone."""
        os.kill(self.pid, number)
        if number is signal.SIGKILL:
            self.wait_for_end()

    def stop_and_continue(self) -> None:
        """Halts the program as somebody else would, and lets it run on until it has taken the terminal anew."""
        taken = self.raw.count(_TAKEN)
        self.kill(signal.SIGSTOP)
        self.kill(signal.SIGCONT)
        self.wait_for(lambda _: self.raw.count(_TAKEN) > taken)

    def suspend_and_continue(self) -> None:
        """Has the program stop by ctrl+z, as to the shell, and lets it run on until it has taken the terminal anew."""
        taken = self.raw.count(_TAKEN)
        self.press("ctrl+z")
        self.wait_for(lambda _: os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[0] == self.pid)
        self.kill(signal.SIGCONT)
        self.wait_for(lambda _: self.raw.count(_TAKEN) > taken)

    def hang_up(self) -> None:
        """Closes the terminal under the program, as when its window is closed."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def close(self) -> None:
        """Ends the program, if it has not ended by itself, and gives everything back."""
        if not self._reaped():
            os.kill(self.pid, signal.SIGKILL)
            while not self._reaped():
                time.sleep(0.005)
        self.hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _pump(self, ends: float) -> bool:
        """Takes in what the program wrote, waiting a little; False once there is nothing more to come."""
        if self._master < 0:
            return False
        ready, _, _ = select.select([self._master], [], [], min(0.05, max(0.0, ends - time.monotonic())))
        if not ready:
            return True
        try:
            piece = os.read(self._master, 65536)
        except OSError as error:
            # Linux says EIO where the other side is closed.
            if error.errno != errno.EIO:
                raise
            piece = b""
        if not piece:
            return False
        self.raw += piece
        self._feed(self._held + piece)
        return True

    def _feed(self, data: bytes) -> None:
        end = len(data)
        if (begun := data.rfind(_FRAME)) >= 0 and data.find(_WHOLE, begun) < 0:
            end = begun
        elif cut := _UNFINISHED.search(data):
            end = cut.start()
        self._held, data = data[end:], data[:end]
        for question, answer in _ANSWERS:
            for _ in question.findall(data):
                self._send(answer)
        self._show(_UNKNOWN_TO_PYTE.sub(b"", data))

    def _send(self, data: bytes) -> None:
        os.write(self._master, data)

    def _resize(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def _reaped(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None
