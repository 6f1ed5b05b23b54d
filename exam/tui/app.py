"""The app: what holds on every page, and whatever can end the program. The ways between pages are in `flows`.

What is imported here delays the first paint; banks, pydantic and the database come later, in a thread.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.driver import Driver
from textual.geometry import Size

from exam.files.config import read_config, read_theme_name, write_at_once, write_theme
from exam.files.own_toml import FileRefused
from exam.tui import theming, tidying
from exam.tui.background import in_background
from exam.tui.context import AppContext, Opening
from exam.tui.crash import Crash
from exam.tui.stage import Stage, Typed, masthead

_SIXTEEN = {"standard", "windows", None}
_SAY_NOTHING = {"linux", "dumb"}
"""Terminals that are not asked for their background: they do not answer, and old ones show the question."""
_MOST_FAULTS = 3
"""Of a configuration, said one by one; the rest is counted."""
_TERMINAL_SECONDS = 0.8
"""Seconds between two looks at whether there still is a terminal."""


class ExamApp(Stage):
    """The exam simulator in a terminal. `run` gives a line about the last attempt, to be printed, or None."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "exam"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]  # noqa: RUF012 (as the framework declares it)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, context: AppContext, opening: Opening | None = None) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.context = context
        self.opening = opening
        self.theme_names = [self._first_theme()]
        """Those to go through; the others are read once home is there."""
        self.theme = self.theme_names[0]

    @property
    def asks_for_background(self) -> bool:
        """Whether the terminal is to be asked: where the colours are its own, and nothing says what they lie on."""
        silent = os.environ.get("TERM") in _SAY_NOTHING or theming.said_by_environment() is not None
        return self.theme == theming.TERMINAL and not silent

    def hear_background(self, light: bool) -> None:
        """Is told by the terminal whether its background is light; dark was supposed."""
        if light:
            for name in (theming.TERMINAL, theming.MONO):
                self.register_theme(theming.terminal_theme(name, light=True))
            if self.theme == theming.TERMINAL:
                self.theme = theming.MONO  # so that the framework sees a change
                self.theme = theming.TERMINAL

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theming.meanings_for(self.current_theme)

    def compose(self) -> ComposeResult:
        """The first paint: what home begins with too, so that nothing jumps when it comes."""
        yield masthead(self.context.profile)

    def on_mount(self) -> None:
        self._hear_signals()
        self._rebind()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        tidying.look_seldom()
        self.run_worker(self._walk(), name="path")
        names = [path.stem for path in self.context.theme_files() if self._add_theme(path, aloud=True)]
        self.theme_names = [*dict.fromkeys(names), theming.TERMINAL]

    async def _walk(self) -> None:
        from exam.tui.flows.home import walk

        code = await walk(self, self.context, self.opening)
        self.exit(self._farewell(), return_code=code)

    async def action_help(self) -> None:
        from exam.tui.palette import HelpScreen, help_lines

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_lines(self.screen)))

    async def action_quit(self) -> None:
        """Ctrl+Q leaves an exam that is being sat, and from everywhere else the program."""
        if isinstance(self.screen, Typed) and self.focused is not None:
            # This key is heard before those that were typed ahead of it, which still wait for the field.
            self.focused.call_later(self._leave)
        else:
            self._leave()

    async def written_in(self, attempt: str) -> str:
        return await in_background(lambda: self.context.words_in(attempt))

    def _leave(self) -> None:
        if self.session is not None:
            from exam.tui.sitting.question import leave_sitting

            if leave_sitting(self):
                return
        self.keep_written()
        self.exit(self._farewell())

    def _farewell(self) -> str | None:
        if not self.sat_last:
            return self.parting
        if self.sat_last in self.discarded:
            return None
        from exam.tui.flows.farewell import farewell

        return farewell(self.context, self.sat_last, self.parting)

    async def action_palette(self) -> None:
        from exam.tui.palette import Entry, Palette, entries, routes

        async def take(entry: Entry | None) -> None:
            if entry is not None:
                await self.run_action(entry.action, default_namespace=entry.node)

        found = entries(self.screen, sitting=self.session is not None)
        away = routes(self.screen, found) if self.leads_home and self.session is None else []
        self.push_screen(Palette([*found, *away]), take)

    def action_travel(self, steps: tuple[str, ...]) -> None:
        """Goes to another page by way of home."""
        from exam.tui.flows.travelling import travel

        self.run_worker(travel(self, steps), group="travel", exclusive=True)

    def action_mend(self, how: Literal["edit", "report"], bank: str, item: str) -> None:
        """Opens a question in its bank's file, or reports it as faulty."""
        from exam.tui.flows.mending import edit_item, report_item

        do = edit_item if how == "edit" else report_item
        self.run_worker(do(self, self.context, bank, item), group="mend", exclusive=True)

    def action_themes(self) -> None:
        from exam.tui.theme_picker import ThemePicker

        def keep(kept: bool | None) -> None:
            if kept:
                self._keep_theme()

        if not isinstance(self.screen, ThemePicker):
            self.push_screen(ThemePicker(self.theme_names), keep)

    def _keep_theme(self) -> None:
        try:
            write_theme(self.context.data_dir, self.theme)
        except OSError as error:
            self.say(f"The theme holds for now, but could not be remembered: {error.strerror}.")

    def keep_at_once(self, on: bool) -> None:
        super().keep_at_once(on)
        try:
            write_at_once(self.context.data_dir, on)
        except (OSError, FileRefused) as error:
            self.say(f"It holds for now, but could not be remembered: {error}", "warning")

    def on_resize(self, event: events.Resize) -> None:
        """Passes on the size that the terminal has now, not the one that it had when the signal came.

        While a window is dragged, one signal interrupts the handler of another, and the sizes arrive in the wrong
        order. Whichever comes last, the terminal is asked anew, so the last size to be drawn is the right one.
        """
        now = Size(*shutil.get_terminal_size())
        if event.size != now and not (self.is_headless or self.is_web):
            event.prevent_default()
            self.post_message(events.Resize(now, now))

    def _handle_exception(self, error: Exception) -> None:
        # A private name of Textual, as the driver is: there is no public word of an error in a widget or an action.
        # `run` raises none of them; it prints a traceback of a hundred lines with everybody's variables, and returns.
        if self.return_code is not None:
            return  # A page that is still being built when the app has to go misses half its widgets.
        super()._handle_exception(Crash(self.context.data_dir / "crash.txt", error, self.session))

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        if sys.platform != "win32" and found.__name__ == "LinuxDriver":
            from exam.tui.terminal import SteadyDriver

            return SteadyDriver
        return found

    def _hear_signals(self) -> None:
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)
        if os.isatty(0):
            self.set_interval(_TERMINAL_SECONDS, self._look_for_terminal)

    def _look_for_terminal(self) -> None:
        """A terminal may go without a hang-up reaching anybody; reading from it would then never wait again."""
        try:
            os.tcgetpgrp(0)
        except OSError:
            # Nothing is left to be restored, and what writes to a terminal that is gone may never come to its end.
            end = threading.Timer(_TERMINAL_SECONDS, os._exit, [128 + signal.SIGHUP])
            end.daemon = True
            end.start()
            self._stop(signal.SIGHUP)

    def _stop(self, number: signal.Signals) -> None:
        try:
            self.keep_attempt()
        finally:
            self.exit(self.parting, return_code=128 + number)

    def _rebind(self) -> None:
        """Binds the user's own keys, where there are any, and says what is wrong with them."""
        config = self.context.data_dir / "config.toml"
        try:
            # What follows loads pydantic and every page, so that nobody waits for it who has rebound nothing.
            if b"keys" not in config.read_bytes():
                return
        except FileNotFoundError:
            return
        except OSError:
            pass  # what is wrong is said with the rest
        from exam.tui.keymap import actions, read_keymap

        keymap = read_keymap(read_config(self.context.data_dir), actions())
        self.rebind(keymap.bound)
        for fault in keymap.faults[:_MOST_FAULTS]:
            self.say(str(fault), "warning")
        if len(keymap.faults) > _MOST_FAULTS:
            self.say(f"And {len(keymap.faults) - _MOST_FAULTS} more in {config}.", "warning")

    def _first_theme(self) -> str:
        """Registers the one theme that the first paint needs, and gives its name."""
        for name in (theming.TERMINAL, theming.MONO):
            self.register_theme(theming.terminal_theme(name, light=bool(theming.said_by_environment())))
        if self.no_color:
            return theming.MONO
        wanted = read_theme_name(self.context.data_dir) or theming.DEFAULT
        if wanted in (theming.TERMINAL, theming.MONO) or self.console.color_system in _SIXTEEN:
            return wanted if wanted == theming.MONO else theming.TERMINAL
        files = self.context.theme_files()[::-1]  # a later file of the same name wins
        for name in (wanted, theming.DEFAULT):
            if any(self._add_theme(path) for path in files if path.stem == name):
                return name
        return theming.TERMINAL

    def _add_theme(self, path: Path, *, aloud: bool = False) -> bool:
        """Reads a theme and makes it known to Textual. Whether it can be used; `aloud` also says why it cannot."""
        try:
            self.register_theme(theming.read_theme(path))
        except FileRefused as refusal:
            if aloud:
                more = f" And {len(refusal.faults) - 1} more." if len(refusal.faults) > 1 else ""
                self.say(f"A theme was left out. {refusal.faults[0]}{more}", "warning")
            return False
        return True
