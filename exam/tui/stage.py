"""What the ways between screens may ask of the app. The app itself imports these ways, so they cannot import it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from exam.core.text import visible
from exam.tui import tidying
from exam.tui.dead_letters import dead_letter_hint

if TYPE_CHECKING:
    from exam.sitting.session import Session

_LONG_TOAST = 15.0
_CLEAR = "\x1b[2J"


@runtime_checkable
class Typed(Protocol):
    """A screen on which an answer is typed."""

    def keep_typed(self) -> None:
        """Writes down what stands in the field."""


@runtime_checkable
class TypedAhead(Protocol):
    """A screen with a field for what is typed, which may open later than the first letter for it comes."""

    def take_typed(self, event: events.Key) -> bool:
        """Takes a key that was pressed before the field was there to take it; whether it belonged there."""


class Stage(App[str]):
    """Where pages are shown and an attempt is sat. Its result is a line about the last attempt, to be printed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "keys", id="app.keys"),
        Binding("ctrl+t", "themes", "themes: pick the colours", show=False, id="app.theme"),
        Binding("ctrl+k,ctrl+p", "palette", "find an action by its name", show=False, id="app.palette"),
        Binding("ctrl+l", "redraw", "draw the screen anew", show=False, id="app.redraw"),
        # What follows has no id: nobody shall lock themselves in.
        Binding("ctrl+q", "quit", "leave the program, or the exam", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "to the shell, and back with fg", show=False),
    ]
    rebound: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The user's own keys by action id. Textual keeps its map of them to itself."""
    session: Session | None = None
    """The attempt that is being sat: what a signal has to keep."""
    in_hand: str = ""
    """The title of the bank in hand, as every page shows it; empty until it is known."""
    leads_home: bool = False
    """Whether going back from page to page comes to home; not so before an exam that was opened directly is over."""
    discarded: tuple[str, ...] = ()
    """The ids of attempts that were discarded since the app began and not taken back, the last one last."""
    at_once: bool = False
    """Whether in practice the key is shown as soon as a question has a full answer."""
    hinted: bool = False
    """Whether it was said already that a letter does nothing, and why that may be."""
    tidied: int = 0
    """How often garbage was looked for."""
    parting: str | None = None
    """The line to print at the end, as it was when the last sitting was over."""
    sat_last: str = ""
    """The id of the attempt that it is about, where all of that is stored: what is stored at the end counts then."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        self._going: set[asyncio.Future[Any]] = set()
        """Waits for what has been closed, to be kept until they are over."""
        super().__init__(ansi_color=ansi_color)

    def rebind(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Makes these the keys of the actions with these ids, in place of their own."""
        self.rebound = keys
        self.set_keymap({name: ",".join(names) for name, names in keys.items()})

    def say(self, text: str, severity: Literal["information", "warning"] = "information") -> None:
        """A passing note; the text is shown literally."""
        self.notify(visible(text), severity=severity, timeout=_LONG_TOAST if severity == "warning" else 5, markup=False)

    async def written_in(self, attempt: str) -> str:
        """How many notes and reports were written in an attempt, in words; empty where nothing is known of any."""
        return ""

    def tidy(self) -> None:
        """Looks for garbage, which holds up the next key: to be called while nobody is likely to press one."""
        tidying.tidy(self.tidied)
        self.tidied += 1

    def action_redraw(self) -> None:
        """Clears the terminal and draws every cell anew, for one that shows something else than was drawn."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(_CLEAR)
        self.refresh(layout=True)

    def keep_at_once(self, on: bool) -> None:
        """Shows keys in practice at once, or when asked, from now on."""
        self.at_once = on

    def keep_attempt(self) -> None:
        """Suspends the attempt being sat, so that its time stands still; what was answered is saved already."""
        self.keep_written()
        session, self.session = self.session, None
        if session is not None:
            from exam.store import StoreError

            try:
                session.leave()
            except StoreError as error:
                self.say(str(error), "warning")
            if session.unsaved:
                from exam.sitting.saving import left_words

                self.parting = left_words(session)

    def keep_written(self) -> None:
        """Keeps what is being written on any screen."""
        for screen in self.screen_stack:
            if isinstance(screen, Typed):
                screen.keep_typed()

    def call_next(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """Calls something after the message at hand. What waits for widgets to be gone is waited for beside the app.

        In the app's own turn all keys would wait as well: for as long as a dialog that was closed takes to go, and for
        ever should one of its widgets never come to its end.
        """
        if isinstance(callback, AwaitComplete | AwaitRemove):
            super().call_next(self._wait_beside, callback)
        else:
            super().call_next(callback, *args, **kwargs)

    def _wait_beside(self, waiting: AwaitComplete | AwaitRemove) -> None:
        going = asyncio.ensure_future(waiting())
        self._going.add(going)
        going.add_done_callback(self._gone)

    def _gone(self, going: asyncio.Future[Any]) -> None:
        self._going.discard(going)
        if not going.cancelled() and (error := going.exception()) is not None:
            super().call_next(_raise, error)

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Does what a key is bound to. A screen that it opens is on top before the next key is looked at: that one may
        have been typed ahead, and belongs to the new screen."""
        done = await super().run_action(*args, **kwargs)
        await asyncio.sleep(0)  # a worker, which most screens are opened by, takes its first step
        return done

    def on_key(self, event: events.Key) -> None:
        """A key on its way to the bindings. Between the key that opens a field and the field, letters come here."""
        if event.is_forwarded and isinstance(self.screen, TypedAhead) and self.screen.take_typed(event):
            event.stop()
            event.prevent_default()
        elif event.is_forwarded and event.character and not self.hinted:
            keys = {key for key, one in self.screen.active_bindings.items() if one.enabled}
            if hint := dead_letter_hint(event.character, keys):
                self.hinted = True
                self.say(hint)


def _raise(error: BaseException) -> None:
    raise error


def what_it_is(profile: str) -> str:
    """What the program is, or whose exams it holds where several people have theirs here."""
    return f"mock exams of {profile}" if profile else "mock exams in the terminal"


def masthead(profile: str = "") -> Static:
    """The first line of all, which is on screen before anything else was imported: the program, and what it is."""
    line = Content.assemble(("exam", "bold $primary"), (f"   {what_it_is(profile)}", "$text-muted"))
    return Static(line, id="masthead")
