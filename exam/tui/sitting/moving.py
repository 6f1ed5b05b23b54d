"""Owns going from question to question, and through one that is longer than the screen. Refuses to answer any."""

from collections.abc import Mapping

from exam.core.attempt import ONE_BY_ONE
from exam.sitting.walk import walk
from exam.tui.keymap import shown
from exam.tui.sitting import captions, paths
from exam.tui.sitting.base import Room
from exam.tui.sitting.page import Page


class Moving(Room):
    """What of the question screen leads elsewhere: to the next question, back, by number, up and down the page."""

    _keys: Mapping[str, tuple[str, ...]]
    """Keys by the id of their action."""
    _warned = 0
    """The question that was left without a full answer once, where there is no way back to it."""

    def action_next(self) -> None:
        page = self.query_one(Page)
        if not page.ended:
            page.turn()
            return
        following = self.walk.after(self.n)
        if following is not None and self._would_lose():
            return
        remark = captions.remark_on_count(self.session.attempt, self.n)
        if following is None:
            self.go_path(paths.sheet)
        else:
            self.go(following)
        if remark:
            self.say(remark)

    def action_back(self) -> None:
        before = self.walk.before(self.n)
        if reason := self.session.attempt.barred(before or self.n):
            self.say(reason)
        elif before is None:
            self.say("This is the first question here.")
        else:
            self.go(before)

    def action_first(self) -> None:
        self.go(self.walk.places[0])

    def action_last(self) -> None:
        self.go(self.walk.places[-1])

    def action_scroll(self, rows: int) -> None:
        self.query_one(Page).scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        page = self.query_one(Page)
        if pages > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)

    def action_go_to(self) -> None:
        if self.session.attempt.is_linear:
            self.say(ONE_BY_ONE)
        else:
            self.go_path(paths.go_to)

    def go(self, n: int) -> None:
        """Shows the question at place `n`; one outside a filtered walk ends the filter."""
        self.striking = False
        if reason := self.session.attempt.barred(n):
            self.say(reason)
            return
        if n != self.n and self._would_lose():
            return
        if self.walk.turn(n) is None:
            self.walk = walk(self.session.attempt, "all")
        self.change(lambda: self.session.visit(n))

    def _would_lose(self) -> bool:
        """Whether leaving this question would lose it without a full answer; warns, and not a second time."""
        if not self.session.attempt.loses(self.n) or self._warned == self.n:
            return False
        self._warned = self.n
        self.say(f"No full answer yet, and no way back. {shown(self._keys['room.next'][0])} again goes on.")
        return True
