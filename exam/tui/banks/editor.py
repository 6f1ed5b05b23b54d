"""A file opened at a line in the user's own text editor, while the app stands still."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from textual.app import SuspendNotSupported

from exam.core.text import one_line
from exam.tui.stage import Stage

_PLUS = {
    *("vi", "vim", "nvim", "view", "gvim", "neovide", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe"),
    *("sensible-editor", "jmacs", "jed", "mg", "ne", "mcedit", "ed", "vis", "amp", "gedit", "geany"),
}
"""Editors that take ``+12 file``."""
_COLON = {"subl", "sublime_text", "zed", "zeditor", "hx", "helix", "lapce", "pulsar", "atom"}
"""Editors that take ``file:12``."""
_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"}
"""Editors that take ``-g file:12``."""
_UNSET = "No text editor is known. Set EDITOR, as in: export EDITOR=nano. The place is {}."


_USUAL = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vim", "vi")
"""Editors that are looked for, in this order, where nobody names one."""


def editor_command(
    environ: Mapping[str, str], path: Path, line: int, which: Callable[[str], str | None] = shutil.which
) -> list[str] | None:
    """The command that opens a file at a line in the editor of VISUAL, or else EDITOR, or else the first of the usual
    ones that `which` finds here; None where there is none.

    An editor of which it is not known how it is told a line gets the file alone, and so does line 0.
    """
    words = next(filter(None, (_words(environ.get(name, "")) for name in ("VISUAL", "EDITOR"))), [])
    words = words or [name for name in _USUAL if which(name)][:1]
    if not words:
        return None
    file = str(path.absolute())  # never mistaken for an option
    name = Path(words[0]).name.removesuffix(".exe")
    if line > 0 and name in _PLUS:
        return [*words, f"+{line}", file]
    if line > 0 and name in _COLON:
        return [*words, f"{file}:{line}"]
    if line > 0 and name in _GOTO:
        return [*words, "-g", f"{file}:{line}"]
    return [*words, file]


def edit(app: Stage, path: Path, line: int = 0) -> str | None:
    """Opens a file in the editor and waits for its end; gives what went wrong, in a sentence, or None."""
    place = one_line(f"{path}:{line}" if line else str(path))
    command = editor_command(os.environ, path, line)
    if command is None:
        return _UNSET.format(place)
    try:
        with app.suspend(), _left_to_the_editor():
            code = subprocess.run(command, check=False).returncode
    except SuspendNotSupported:
        return f"No editor can be opened here. The place is {place}."
    except OSError as error:
        return f"The editor {one_line(command[0])} cannot be started: {error.strerror or error}. The place is {place}."
    return f"The editor {one_line(command[0])} ended with code {code}. The place is {place}." if code else None


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """Ctrl+C is the editor's while it has the terminal; what is to end the program is heard once it is closed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, hear) for number in numbers}
    wakeup = signal.set_wakeup_fd(-1)  # by which the app's loop would hear of them
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        for one in heard:
            if one != signal.SIGINT:
                os.kill(os.getpid(), one)


def _words(command: str) -> list[str]:
    """The words of a command; none where it cannot be read, as with a quotation mark that is open."""
    try:
        return shlex.split(command)
    except ValueError:
        return []
