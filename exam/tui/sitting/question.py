"""The question screen: every key of an exam ends here."""

from collections.abc import Awaitable, Callable

from textual import work

from exam.core.attempt import ONE_BY_ONE
from exam.tui.keymap import shown
from exam.tui.sitting import captions, paths
from exam.tui.sitting.frame import PANEL_FROM
from exam.tui.sitting.grid import Grid
from exam.tui.sitting.keys import QUESTION_BINDINGS
from exam.tui.sitting.page import QuestionBody, QuestionPage
from exam.tui.sitting.question_view import PATHS, QuestionView
from exam.tui.widgets.keybar import KeyBar

_TINY_TOO = {"leave", "clock"}
"""Actions that work behind the card of a terminal too small."""


class QuestionScreen(QuestionView):
    """One question of a running attempt. Dismissed when the attempt is closed or was left."""

    BINDINGS = QUESTION_BINDINGS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        options = range(len(self.controller.slot.options))
        if action in ("choose", "strike") and parameters and parameters[0] not in options:
            return False
        return not self.over and (not self.cramped or action in _TINY_TOO)

    def on_question_body_pressed(self, message: QuestionBody.Pressed) -> None:
        if message.strike:
            self.action_strike(message.option)
        else:
            self.action_choose(message.option)

    def on_time_left_pressed(self) -> None:
        self.action_clock()

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        self.set_focus(None)
        self.go(message.n)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.run_action(message.action)
        else:
            self.striking = False

    def action_choose(self, option: int) -> None:
        if self.striking:
            self.action_strike(option)
        elif option < len(self.controller.slot.options):
            chosen = self.controller.slot.options[option].id
            self.change(lambda: self.session.choose(self.n, chosen))

    def action_strike(self, option: int) -> None:
        self.striking = False
        if option < len(self.controller.slot.options):
            struck = self.controller.slot.options[option].id
            self.change(lambda: self.controller.strike(struck))

    def action_strike_next(self) -> None:
        self.striking = not self.striking

    def action_cancel(self) -> None:
        self.striking = False
        self.set_focus(None)

    def action_clear(self) -> None:
        self.change(lambda: self.session.respond(self.n, ()))

    def action_flag(self) -> None:
        self.change(self.controller.flag)

    def action_doubt(self) -> None:
        self.change(self.controller.doubt)

    def action_reveal(self) -> None:
        if self.change(self.controller.reveal) == "answer first":
            self.say(f"Answer first; then {shown(self._keys['room.reveal'][0])} shows what is correct.")

    def action_next(self) -> None:
        page = self.query_one(QuestionPage)
        if page.ended:
            if self.move(self.controller.next, self.controller.remark) == "at the last":
                self.run_path(paths.open_sheet)
        else:
            page.scroll_on()

    def action_back(self) -> None:
        self.move(self.controller.back)

    def action_first(self) -> None:
        self.go(self.controller.walk.numbers[0])

    def action_last(self) -> None:
        self.go(self.controller.walk.numbers[-1])

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPage).scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        self.query_one(QuestionPage).scroll_pages(pages)

    def action_pace(self) -> None:
        self.say(captions.pace_note(self.session.attempt, self.session.now()))

    def action_clock(self) -> None:
        self._clock_hidden = not self._clock_hidden
        self._show_clock()

    def action_leave(self) -> None:
        paths.leave(self)

    def action_navigator(self) -> None:
        if self.app.size.width >= PANEL_FROM:
            self.panel = not self.panel
            self.set_focus(None)
        else:
            self.run_path(paths.open_navigator)

    def action_go_to(self) -> None:
        if self.session.attempt.is_linear:
            self.say(ONE_BY_ONE)
        else:
            self.run_path(paths.ask_number)

    def action_sheet(self) -> None:
        self.run_path(paths.open_sheet)

    def action_note(self) -> None:
        self.run_path(paths.write_note)

    def action_report(self) -> None:
        self.run_path(paths.write_report)

    def action_pause(self) -> None:
        self.run_path(paths.pause)

    def action_help(self) -> None:
        self.run_path(paths.open_help)

    @work(group=PATHS, exclusive=True)
    async def run_path(self, path: Callable[["QuestionScreen"], Awaitable[None]]) -> None:
        """Goes the way to another screen and back."""
        self.striking = False
        await path(self)
