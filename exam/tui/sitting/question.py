"""The question screen: every key of an exam ends here, and every way to another screen begins and ends here."""

from collections.abc import Awaitable
from pathlib import Path
from typing import Any, get_args

from textual import work
from textual.app import App

from exam.core.attempt import ONE_BY_ONE, State
from exam.core.own_words import NotesByItem
from exam.core.wording import clock, counted
from exam.sitting.saving import unsaved_words
from exam.sitting.session import Session
from exam.sitting.walk import WalkKind, count, minutes_ahead
from exam.store import StoreError
from exam.tui.sitting.dialogs import Ask, Paused, TimeUp
from exam.tui.sitting.frame import PANEL_FROM
from exam.tui.sitting.grid import Grid, Navigator
from exam.tui.sitting.keys import LEAPS, Help
from exam.tui.sitting.padding import Padded
from exam.tui.sitting.page import WAYS
from exam.tui.sitting.sheet import Sheet
from exam.tui.sitting.whereabouts import pace_note
from exam.tui.widgets.keybar import KeyBar

_TINY_TOO = {"leave", "clock"}
"""Actions that work behind the card of a terminal too small."""


async def sit_on_screen(
    app: App[Any],
    session: Session,
    pictures: Path | None = None,
    remark: str = "",
    notes: Awaitable[NotesByItem] | None = None,
) -> None:
    """Sits an attempt to its end, or until it is left. To be awaited in a worker.

    `pictures` is where copies of pictures are kept; `remark` is said when the first question is there. `notes` are
    those of other attempts, for practice.

    Afterwards `session.attempt` is closed, by the sitter or by time, or suspended and released for a later resume.
    """
    if session.attempt.state is State.CLOSED:
        if session.attempt.ended_reason == "time_up":
            await app.push_screen_wait(TimeUp(count(session.attempt)))
        return
    palette, app.use_command_palette = app.use_command_palette, False
    app.clear_notifications()  # what other pages had to say must not lie over a question whose time runs
    try:
        screen = QuestionScreen(session)
        screen.kept, screen.remark, screen.reading_notes = pictures, remark, notes
        await app.push_screen_wait(screen)
    finally:
        app.use_command_palette = palette


def leave_sitting(app: App[Any]) -> bool:
    """Leaves the exam that is being sat, whatever lies over its question. False where there is none."""
    screen = next((screen for screen in app.screen_stack if isinstance(screen, QuestionScreen)), None)
    if screen is not None:
        screen.action_leave()
    return screen is not None


class QuestionScreen(Padded):
    """One question of a running attempt. Dismissed when the attempt is closed or was left."""

    remark: str = ""
    """What is said first of all."""
    reading_notes: Awaitable[NotesByItem] | None = None

    def on_mount(self) -> None:
        super().on_mount()
        if self.remark:
            self.say(self.remark)
        if self.reading_notes is not None:
            self.show_notes(self.reading_notes)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("choose", "strike") and parameters:
            if parameters[0] not in range(len(self.controller.choices(self.current_gap))):
                return False
        elif action in ("judge", "show_answer"):
            # Their keys do other things at questions of other kinds.
            shown = self.attempt.of(self.n).revealed
            if self.slot.kind != "recall" or shown != (action == "judge"):
                return False
        return not self.over and (not self.cramped or action in _TINY_TOO)

    def on_screen_suspend(self) -> None:
        self.striking = False
        self.keep_typed()

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self.set_focus(None)
        self.go(message.n)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        # Beside the handler of `Framed`, which Textual calls as well: what was clicked away asks what to strike.
        if not message.action:
            self.striking = False

    def action_cancel(self) -> None:
        self.striking = False
        if self.writing:
            self.leave_field("out")
        self.set_focus(None)

    def action_flag(self) -> None:
        self.change(self.controller.flag)

    def action_doubt(self) -> None:
        self.change(self.controller.doubt)

    def action_reveal(self) -> None:
        shown = self.change(self.controller.reveal)
        if shown == "shown":
            self.call_after_refresh(self.bring_verdict)
        elif shown == "answer first":
            self.say(f"Answer first; then {self.hint('room.reveal').key} shows what is correct.")

    def go_on(self) -> None:
        if self.move(self.controller.next, self.controller.remark) == "at the last":
            self.action_sheet(onward=True)

    def action_back(self) -> None:
        self.move(self.controller.back)

    def action_first(self) -> None:
        self.go(self.controller.walk.numbers[0])

    def action_last(self) -> None:
        self.go(self.controller.walk.numbers[-1])

    def action_go_to(self) -> None:  # type: ignore[override]
        if self.session.attempt.is_linear:
            self.say(ONE_BY_ONE)
        else:
            super().action_go_to()

    def action_pace(self) -> None:
        self.say(pace_note(self.session.attempt, self.session.now()))

    def action_clock(self) -> None:
        hidden = self.session.attempt.clock_hidden
        self.change(lambda: self.session.hide_clock(not hidden))
        self._show_clock()

    def action_navigator(self) -> None:
        if self.app.size.width >= PANEL_FROM:
            self.panel, self.panel_chosen = not self.panel, True
            self.set_focus(None)
        else:
            self._open_navigator()

    @work(group=WAYS, exclusive=True)
    async def _open_navigator(self) -> None:
        n = await self.app.push_screen_wait(Navigator(self.session.attempt))
        if n is not None:
            self.go(n)

    @work(group=WAYS, exclusive=True)
    async def action_help(self) -> None:
        action = await self.app.push_screen_wait(Help(LEAPS if self.session.attempt.is_linear else ()))
        if action is not None:
            await self.run_action(action)

    @work(group=WAYS, exclusive=True)
    async def action_pause(self) -> None:
        """A pause, in practice mode; in exam mode the session says why not."""
        if self.change(self.session.pause) is not False:
            left = self.session.left
            await self.app.push_screen_wait(Paused(f"{clock(left)} left" if left is not None else "Untimed"))
            self.change(self.session.go_on)

    @work(group=WAYS, exclusive=True)
    async def action_sheet(self, onward: bool = False) -> None:
        """The review sheet, until a walk is begun, a question gone to, or what is open ended.

        `onward`: from the last question on, so that Enter does what is left to do: an open question, or the end.
        """
        attempt, controller = self.session.attempt, self.controller
        pace = minutes_ahead(attempt, self.session.now()) if attempt.state is State.INTERACTING else None
        no_walk = {kind: controller.no_walk(kind) for kind in get_args(WalkKind)}
        at = controller.first_open() if onward else self.n
        sheet = Sheet(attempt, at, pace, self.reading, no_walk, self._is_sure, self.unsaved)
        match await self.app.push_screen_wait(sheet):
            case None:
                pass
            case "end":
                self._end()
            case int(n):
                self.go(n)
            case kind:
                self.change(lambda: controller.begin_walk(kind))

    def action_leave(self) -> None:
        """Closes what is open over the question, suspends the attempt and leaves the exam."""
        if self.over:
            return
        self.keep_typed()
        self.uncover()
        self.tick()
        if self.session.lost and not self.over:
            self._leave_unsaved()
        elif not self.over:
            self._suspend()

    @work(group=WAYS, exclusive=True)
    async def _leave_unsaved(self) -> None:
        """Asks before leaving while something is saved nowhere, because that would be lost."""
        ask = Ask("Not everything is saved", unsaved_words(self.session), yes="Leave it unsaved", no="Stay")
        if await self.app.push_screen_wait(ask):
            self._suspend()

    def _suspend(self) -> None:
        try:
            self.session.leave()
        except StoreError as trouble:
            self.app.notify(str(trouble), markup=False, severity="warning")
        self.close()

    def _end(self) -> None:
        """Ends what is open, at once: the section, after which the next begins, or the exam."""
        section = self.controller.ending().section
        if self.change(self.controller.end) is False:
            return
        if self.session.attempt.state is State.CLOSED:
            self.close()
        else:
            self.show_section(f"{section} is closed.")

    async def _is_sure(self) -> bool:
        """Asks whether to end what is open, with its counts; before all of it ends, again if something is open."""
        ending = self.controller.ending()
        counts = ending.counts
        open_ones = f"{counted(counts.unanswered, 'question')} without a full answer"
        if ending.section is not None:
            lost = f"\n{open_ones}." if counts.unanswered else ""
            text = (
                f"{counts.complete} of {counts.items} answered.{lost}\nA closed section stays closed; its time is gone."
            )
            ask = Ask(f"End {ending.section}?", text, yes="End the section", no="Go back")
            return await self.app.push_screen_wait(ask)
        width = len(str(counts.items))
        text = (
            f"{counts.complete:>{width}} of {counts.items} answered\n{counts.incomplete:>{width}} incomplete\n"
            f"{counts.unseen:>{width}} unseen\n{counts.flagged:>{width}} flagged"
        )
        if not await self.app.push_screen_wait(Ask("End the exam?", text, yes="End the exam", no="Go back")):
            return False
        text = "What is blank earns nothing. The end can be taken back for ten seconds, then no answer changes."
        again = Ask(open_ones, text, yes="End all the same", no="Go back")
        return not counts.unanswered or await self.app.push_screen_wait(again)
