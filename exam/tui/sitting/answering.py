"""How a question is answered on the screen, whatever its kind: by letters, in a field, line by line, step by step.

What an answer is, and what may be answered, is for the controller to say; here is only which part of it keys go to.
"""

from collections.abc import Callable

from exam.core.attempt import Status
from exam.core.form import RECALLED, Slot
from exam.sitting.saving import mark_of
from exam.tui.keymap import keys_of, shown_key
from exam.tui.sitting.answer_field import AnswerField
from exam.tui.sitting.asked import question_text, steps_in_order
from exam.tui.sitting.explained import explained_text, own_reasons, reasons_of
from exam.tui.sitting.page import QuestionPage
from exam.tui.sitting.question_body import QuestionBody
from exam.tui.sitting.question_rows import verdict_rows
from exam.tui.sitting.question_text import QuestionText
from exam.tui.sitting.typing_answers import Typing, starting_gap
from exam.tui.stage import Stage
from exam.tui.widgets.keybar import Hint


class Answering(Typing):
    """A question that is answered, by keys and clicks."""

    def text_of(self, n: int) -> QuestionText:
        attempt, slot = self.attempt, self.form.slot(n)
        notes = own_reasons(attempt.of(n), self.notes_on(n))
        if attempt.of(n).revealed and slot.kind != "recall":
            return explained_text(attempt, n, notes=notes)
        here = n == self._arrived_at
        return question_text(
            attempt,
            n,
            current=self.current if here else starting_gap(attempt, n),
            writing=here and self.writing,
            tip=self._tip(slot, revealed=attempt.of(n).revealed),
            reasons=(*reasons_of(attempt.form, slot), *notes) if attempt.mode == "practice" else (),
            mark=mark_of(self.session, n),
        )

    def key_now(self, name: str) -> str:
        # A letter would go into the field.
        return self.hint(name, last=self.writing).key

    def key_hints(self) -> tuple[Hint, ...]:
        if self.writing:
            return self._hints_while_writing()
        slot, attempt, progress = self.slot, self.attempt, self.attempt.of(self.n)
        # Where one question follows the other, there is nowhere to go back to, and nowhere to go from a navigator.
        free = not attempt.is_linear
        recall = slot.kind == "recall" and self.is_open
        hidden = recall and not progress.revealed
        onward = "review" if self.controller.walk.after(self.n) is None else "next"
        hints: tuple[Hint | None, ...] = (
            self.hint("recall.show", "show the answer") if hidden else None,
            *((self.hint(f"recall.{name}", name) for name in RECALLED) if recall and progress.revealed else ()),
            self.hint("room.next", onward, last=hidden),
            self.hint("room.back", "back", last=True) if free else None,
            self.hint("room.after", "write") if self.can_write(self.current) else None,
            *((self.hint(f"room.{way}", way) for way in ("earlier", "later")) if self._placed else ()),
            self.hint("room.flag", "unflag" if progress.marked else "flag"),
            self.hint("room.reveal", "show")
            if attempt.mode == "practice" and not progress.revealed and not recall
            else None,
            self.hint("room.exhibit", "exhibit") if slot.exhibits else None,
            self.hint("room.strike", "strike") if slot.is_choice else None,
            self.hint("room.sheet", "sheet"),
            self.hint("room.navigator", "navigator") if free else None,
            # Set once and seldom again, so it is the first to go where there is no room for all; the help page has it.
            self.hint("room.at-once", "show when asked" if self._at_once else "show at once")
            if attempt.mode == "practice"
            else None,
            self.hint("room.help", "keys"),
        )
        return tuple(filter(None, hints))

    def action_choose(self, place: int) -> None:
        """Takes what a letter or a number stands for; with `striking`, strikes it out."""
        if self.striking:
            self.action_strike(place)
        elif place < len(choices := self.controller.choices(self.current_gap)):
            self.pick(choices[place])

    def action_strike(self, place: int) -> None:
        """A capital letter: strikes an option out; where nothing is struck out, chooses like a small one."""
        self.striking = False
        choices = self.controller.choices(self.current_gap)
        if place >= len(choices):
            return
        if self.slot.is_choice:
            self.change(lambda: self.controller.strike(choices[place]))
        else:
            self.pick(choices[place])

    def action_strike_next(self) -> None:
        if self.slot.is_choice:
            self.striking = not self.striking
        else:
            self.say("There is nothing to strike out here.")

    def action_judge(self, place: int) -> None:
        self.pick(tuple(RECALLED)[place])

    def action_show_answer(self) -> None:
        self.change(self.controller.reveal)

    def action_clear(self) -> None:
        """Clears the answer; of one in parts the current part, or where that is blank the one before it."""
        slot, controller = self.slot, self.controller
        if slot.kind == "ordering":
            if placed := controller.placed():
                self._change_part(lambda: controller.pick(placed[-1]), len(placed) - 2)
        elif slot.gaps:
            places = [(self.current - step) % len(slot.gaps) for step in range(len(slot.gaps))]
            if (gap := next((gap for gap in places if controller.answer_in(gap)), None)) is not None:
                self._change_part(lambda: self.session.fill(self.n, gap, ""), gap)
        else:
            self.change(lambda: self.session.respond(self.n, ()))

    def action_shift(self, by: int) -> None:
        """Moves the current step of an ordering question."""
        if placed := self._placed:
            at = min(self.current, len(placed) - 1)
            to = max(0, min(len(placed) - 1, at + by))
            self._change_part(lambda: self.controller.shift(placed[at], by), to)

    def action_scroll(self, rows: int) -> None:
        """Up and down: from line to line where a question has several to answer, else through its text."""
        if not self._step(rows):
            super().action_scroll(rows)

    def action_after(self, by: int) -> None:
        """To the place to fill that comes after this one, or before it, and into its field; else as Tab does."""
        if by > 0 and self.can_write(self.current) and not self.writing:
            self.go_to_part(self.current)
        elif not self._step(by, around=True):
            (self.focus_next if by > 0 else self.focus_previous)()

    def action_take(self) -> None:
        self.leave_field("take")

    def on_question_body_pressed(self, message: QuestionBody.Pressed) -> None:
        part, strikes = message.part, message.strike
        if self.over or self.cramped:
            return
        if part.of == "exhibit":
            self.action_exhibit(part.place)
            return
        if part.of == "gap":
            if not self.is_open:
                return
            if strikes and not self.writing:
                self._change_part(lambda: self.session.fill(self.n, part.place, ""), part.place)
            else:
                self.go_to_part(part.place)
        elif self.slot.is_choice:
            (self.action_strike if strikes else self.action_choose)(part.place)
        else:
            steps = steps_in_order(self.slot, self.attempt.of(self.n)) if self.slot.kind == "ordering" else ()
            self.pick((steps or self.controller.choices(self.current_gap))[part.place], by_mouse=True)

    def pick(self, choice: str, *, by_mouse: bool = False) -> None:
        """Answers with one of the choices, and goes to what is to be answered next."""
        slot, controller = self.slot, self.controller
        gap = self.current_gap
        if self.change(lambda: controller.pick(choice, gap)) is False:
            return
        if slot.is_choice and self._at_once:
            self._show_what_is_right()
        elif slot.kind == "recall":
            self.go_on()
        elif slot.kind == "ordering":
            placed = controller.placed()
            at = placed.index(choice) if choice in placed else min(self.current, len(placed) - 1)
            self.go_to_part(max(0, at), bring=not by_mouse)
        elif slot.gaps and controller.answer_in(gap):
            blanks = controller.blanks()
            after = next((blank for blank in blanks if blank > gap), blanks[0] if blanks else gap)
            self.go_to_part(after, bring=not by_mouse)

    def action_next(self) -> None:
        """On from an answer that is shown, wherever its page is scrolled to; with answers at once, first shows it."""
        self.keep_typed()
        if self._at_once and self.slot.kind != "recall" and self._show_what_is_right():
            return
        if self.attempt.mode == "practice" and self.attempt.of(self.n).revealed:
            self.go_on()
        else:
            super().action_next()

    def action_at_once(self) -> None:
        if self.attempt.mode != "practice":
            self.say("Answers are shown after the end; in practice mode they can be shown at once.")
        elif isinstance(self.app, Stage):
            self.app.keep_at_once(not self.app.at_once)
            self.say("Each answer is shown at once." if self.app.at_once else "An answer is shown when you ask for it.")
            self.paint()

    @property
    def _at_once(self) -> bool:
        return self.attempt.mode == "practice" and isinstance(self.app, Stage) and self.app.at_once

    def _show_what_is_right(self) -> bool:
        """Shows the key of a question that has a full answer, with its verdict in view; whether there was any."""
        if self.attempt.status(self.n) is not Status.COMPLETE or self.attempt.of(self.n).revealed or not self.is_open:
            return False
        if self.change(self.controller.reveal) is False:
            return False
        self.call_after_refresh(self.bring_verdict)
        return True

    def bring_verdict(self) -> None:
        """Scrolls to where the verdict, the right answer and the reasons are seen, or as much of them as there is room
        for."""
        page, body = self.query_one(QuestionPage), self.query_one(QuestionBody)
        question, width, height = body.question, body.content_size.width, page.size.height
        if question is None or not width:
            return
        start, end = verdict_rows(question, width, height)
        page.scroll_to(y=0 if end <= height else min(start, end - height), animate=False)

    @property
    def current_gap(self) -> int:
        """The gap that a letter goes to; the steps of an ordering question are the same in each."""
        return 0 if self.slot.kind == "ordering" else min(self.current, max(0, len(self.slot.gaps) - 1))

    @property
    def _placed(self) -> tuple[str, ...]:
        return self.controller.placed() if self.slot.kind == "ordering" and self.is_open else ()

    def _step(self, by: int, *, around: bool = False) -> bool:
        """One part on or back; whether there is any to go to. `around`: from the last one to the first."""
        slot = self.slot
        count = len(self._placed) if slot.kind == "ordering" else len(slot.gaps) if self.is_open else 0
        if count < 2:
            return False
        to = (self.current + by) % count if around else max(0, min(count - 1, self.current + by))
        self.go_to_part(to)
        return True

    def _change_part(self, make: Callable[[], None], part: int) -> None:
        if self.change(make) is not False:
            self.current = max(0, part)
            self.paint()
            self.bring_current()

    def _hints_while_writing(self) -> tuple[Hint, ...]:
        bound = keys_of(self.app, AnswerField.BINDINGS)
        more = self.current + 1 < len(self.slot.gaps)
        onward = "review" if self.controller.walk.after(self.n) is None else "next"
        return (
            Hint(shown_key(bound["answer.take"][0]), "take it" if more else onward, "take"),
            *((Hint(shown_key(bound["answer.after"][0]), "next gap", "after(1)"),) if more else ()),
            *((self.hint("room.exhibit", "exhibit", last=True),) if self.slot.exhibits else ()),
            Hint(shown_key(bound["answer.out"][0]), "other keys", "cancel"),
        )

    def _tip(self, slot: Slot, *, revealed: bool) -> str:
        """How a question is answered that is not only chosen from, with the keys for it."""
        match slot.kind:
            case "ordering":
                keys = " ".join(self.hint(f"room.{way}").key for way in ("earlier", "later"))
                return f"A letter or a click places a step next, or takes it out; {keys} move it."
            case "pairs":
                return f"A letter or a click answers the line at ▸; {self.hint('room.down').key} goes to the next."
            case "cloze":
                return f"{self.hint('room.after').key} goes from gap to gap."
            case "recall" if not revealed:
                return f"Think of it first; {self.hint('recall.show').key} shows it."
            case _:
                return ""
