"""The way through one exam: set-up, its rules, the sitting, its result, and the paper that is sat after it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Literal, assert_never

from exam.assembly import Impossible, tailor
from exam.core.attempt import Attempt, Refused, State
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.own_words import NotesByItem
from exam.files.config import read_config
from exam.formats import BankRefused
from exam.learning.drills import DRILL_MODE, retake
from exam.learning.measuring import weights_to_measure
from exam.learning.next_act import NextAct, paper_of_act
from exam.learning.old_papers import retake_without_bank
from exam.library.find import NoSuchBank, find_bank
from exam.library.paper import assemble_form
from exam.sitting.clock import Clock
from exam.sitting.reopening import reopen, seconds_to_reopen
from exam.sitting.saving import left_words, unsaved_words
from exam.sitting.session import Session
from exam.store import AttemptRow, Store, StoreError
from exam.tui.background import in_background
from exam.tui.begin.screen import BeginScreen
from exam.tui.context import AppContext, Opening
from exam.tui.flows.exporting import export_by_dialog
from exam.tui.flows.farewell import ended_words
from exam.tui.flows.notes import write_notes
from exam.tui.home.wishes import Arrange
from exam.tui.result.pages import ScorePage, StudyPage
from exam.tui.review.faulty import Regrading
from exam.tui.review.screen import ReviewScreen
from exam.tui.sitting.question import sit_on_screen
from exam.tui.stage import Stage
from exam.tui.widgets.page import Notice
from exam.tui.working import MAKING_A_PAPER, Report, wait_for

End = Literal["over", "left", "unsaved", "refused"]
"""How a sitting ended: with a result; before its end, or before its beginning; before its end, and not all of it is
saved; or it could not be begun at all."""
NextPaper = Literal["retake missed", "same paper", "new paper"]


@dataclass(frozen=True)
class ExamPath:
    """Pushes screen after screen and waits for each. To be walked in a worker."""

    app: Stage
    context: AppContext

    async def open(self, opening: Opening) -> End:
        """What was asked for on the command line, or set up."""
        if opening.form is not None:
            return await self.sit_form(opening.form, opening.mode, opening.extra_time)
        assert opening.identifier is not None
        return await self.take_up(opening.identifier)

    async def sit_preset(self, bank: Bank, blueprint: Blueprint) -> None:
        seed = self.context.new_seed()
        await self.sit_made(lambda report: assemble_form(bank, tailor(bank, blueprint.id), seed, progress=report))

    async def set_up(self, wish: Arrange) -> None:
        """Set-up, with some choices made, and the paper that was set up."""
        from exam.tui.setup.screen import SetUpScreen

        bank = wish.bank

        async def export(form: Form) -> None:
            from exam.tui.export.ways import ways_of_paper

            await export_by_dialog(self.app, self.context, form.bank_title, ways_of_paper(self.context, form))

        screen = SetUpScreen(
            bank,
            self.context.new_seed,
            lambda: weights_to_measure(self.context.results(bank.id)),
            wish.preset,
            wish.sections,
            export=export,
            pass_mark=self.context.pass_mark(),
            keep_pass_mark=self.context.keep_pass_mark,
        )
        if (opening := await self.app.push_screen_wait(screen)) is not None:
            await self.open(opening)

    async def sit_made(
        self, make: Callable[[Report], Form], mode: Mode = "exam", extra_time: float | None = 1.0
    ) -> bool:
        """Makes a paper and sits it. False where it was not waited for, or cannot be made, which is said."""
        try:
            made = await wait_for(self.app, MAKING_A_PAPER, make)
        except (Impossible, StoreError, OSError) as error:
            await self.tell("This paper cannot be made.", str(error))
            return False
        if made is None:
            return False
        await self.sit_form(made[0], mode, extra_time)
        return True

    async def follow_act(self, act: NextAct) -> bool:
        """What is to be done next: a drill, or a paper as an exam. False where it was not begun."""
        seed = self.context.new_seed()
        is_drill = act.kind in ("missed", "section") or (act.kind == "portion" and not act.now.mock)
        return await self.sit_made(
            lambda report: paper_of_act(act, seed, progress=report), DRILL_MODE if is_drill else "exam"
        )

    async def sit_form(self, form: Form, mode: Mode, extra_time: float | None) -> End:
        """The begin page and all after it. `extra_time` multiplies the minutes; None: untimed."""
        if form.own_cut is None:
            form = form.with_own_cut(self.context.pass_mark())
        foretelling = in_background(lambda: self.context.foretell(form))
        before = await in_background(lambda: self.context.last_time_words(form, mode))
        if not await self.app.push_screen_wait(BeginScreen(form, mode, extra_time, before)):
            return "left"
        forecast = await foretelling
        name, clock = self.context.new_identifier(), self.context.new_clock()
        return await self._sit(
            lambda store: Session.start(name, form, store, clock, mode=mode, extra_time=extra_time, forecast=forecast),
            "No exam was begun, because it could not be saved.",
            clock,
        )

    async def take_up(self, identifier: str) -> End:
        """An unfinished attempt gone on with, or the result of one that is over."""
        remark = await in_background(lambda: self.context.words_to_go_on(identifier))
        clock = self.context.new_clock()
        return await self._sit(
            lambda store: Session.resume(identifier, store, clock), "This exam cannot be resumed now.", clock, remark
        )

    async def open_attempt(self, row: AttemptRow) -> None:
        """One that is unfinished gone on with, or the result of one that has ended, and what is sat after it."""
        if row.state != State.CLOSED:
            await self.take_up(row.id)
            return
        try:
            attempt = await in_background(lambda: self.context.load(row.id))
        except StoreError as error:
            await self.tell("This attempt cannot be shown.", str(error))
        else:
            await self._show_result(row.id, attempt)

    def notes_besides(self, attempt: Attempt, identifier: str) -> Awaitable[NotesByItem]:
        """The notes that other attempts have on the questions of a bank."""
        return in_background(lambda: self.context.notes(attempt.form.bank, besides=identifier))

    async def tell(self, title: str, text: str) -> None:
        """Says what went wrong, until a key is pressed."""
        await self.app.push_screen_wait(Notice(title, text))

    async def _sit(self, enter: Callable[[Store], Session], refused: str, clock: Clock, remark: str = "") -> End:
        """A sitting and what follows it. Whatever ends it, the attempt is kept and other programs may have it.

        `remark` is said when its first question is there.
        """
        with ExitStack() as stack:
            try:
                store = stack.enter_context(self.context.open_store())
                session = enter(store)
            except (StoreError, Refused) as error:
                await self.tell(refused, str(error))
                return "refused"
            if store.remark:
                self.app.say(store.remark, "warning")
            self.app.session = session
            self.app.at_once = read_config(self.context.data_dir).answers_at_once
            stack.callback(self.app.keep_attempt)
            # An exam is sat without what was written before; in practice it stands with what explains a question.
            notes = self.notes_besides(session.attempt, session.id) if session.attempt.mode == "practice" else None
            await sit_on_screen(self.app, session, self.context.pictures, remark, notes)
            if session.attempt.state is not State.CLOSED:
                session.walk_away()
        if session.unsaved:
            title = "Not everything is saved." if session.lost else "Not everything is in the database."
            await self.tell(title, unsaved_words(session))
        identifier, attempt = session.id, session.attempt
        self.app.sat_last = "" if session.unsaved or session.in_bin else identifier
        if attempt.state is not State.CLOSED:
            self.app.parting = left_words(session)
            return "unsaved" if session.lost else "left"
        self.app.parting = "\n".join(filter(None, (ended_words(identifier, attempt), unsaved_words(session))))
        # What is not in the database cannot be taken back from it either.
        seconds = None if session.unsaved else partial(seconds_to_reopen, session)
        if not await self._show_result(identifier, attempt, seconds):
            return "over"
        return await self._sit(
            lambda store: reopen(identifier, store, clock), "The end could not be taken back.", clock
        )

    async def _show_result(self, identifier: str, attempt: Attempt, seconds: Callable[[], float] | None = None) -> bool:
        """The score page, the study page and what can be done from there, until the sitter goes home.

        `seconds`: for how long the end can be taken back, while the first page is shown. Gives whether it is.
        """
        self.app.leads_home = True
        annotate = partial(self.context.annotate, identifier)
        regrading = Regrading(self.context, identifier)
        page: type[ScorePage] | type[StudyPage] = ScorePage
        reading = in_background(lambda: self._next_act(attempt.form.bank))
        before = in_background(lambda: self.context.last_time(attempt.form, attempt.mode, identifier))
        since = in_background(lambda: self.context.bank_since(attempt))
        while True:
            choice = await self.app.push_screen_wait(page(attempt, reading, before, seconds, since))
            seconds = None
            match choice:
                case "take back":
                    return True
                case "next":
                    act = await reading
                    if act is not None and await self.follow_act(act):
                        return False
                case "score":
                    page = ScorePage
                case "study":
                    page = StudyPage
                case "review all" | "review missed":
                    review = ReviewScreen(
                        attempt,
                        only=choice.removeprefix("review "),
                        annotate=annotate,
                        pictures=self.context.pictures,
                        regrading=regrading,
                        since=since,
                        notes=self.notes_besides(attempt, identifier),
                    )
                    attempt = await self.app.push_screen_wait(review)
                case "retake missed" | "same paper" | "new paper":
                    if await self._sit_next(attempt, choice):
                        return False
                case "export":
                    from exam.tui.export.ways import ways_of_attempt

                    ways = ways_of_attempt(self.context, identifier, attempt)
                    await export_by_dialog(self.app, self.context, f"attempt {identifier}", ways)
                case "notes":
                    others = self.notes_besides(attempt, identifier)
                    attempt = await write_notes(self.app, attempt, annotate, self.context.pictures, others)
                case "home":
                    return False
                case _:
                    assert_never(choice)

    def _next_act(self, bank_id: str) -> NextAct | None:
        """What to do next at the bank of an attempt; None where it is not here. To be called in a thread."""
        try:
            bank = find_bank(self.context.bank_files(), self.context.open_bank, bank_id).usable()
            return self.context.next_act(bank)
        except (BankRefused, NoSuchBank, StoreError, OSError):
            return None  # whoever asks for a paper is told why there is none

    async def _sit_next(self, attempt: Attempt, choice: NextPaper) -> bool:
        """A paper after an attempt, sat as that was. Only the same one needs no bank. False where none was sat."""
        form, context = attempt.form, self.context
        if choice == "same paper":
            await self.sit_form(attempt.as_sat.form, attempt.mode, _factor(attempt))
            return True
        try:
            bank = (await in_background(lambda: find_bank(context.bank_files(), context.open_bank, form.bank))).usable()
        except BankRefused as refused:
            await self.tell("The bank of this paper cannot be used.", str(refused.faults[0]))
            return False
        except NoSuchBank:
            if choice == "retake missed":
                seed = context.new_seed()
                return await self.sit_made(lambda _: retake_without_bank(attempt, seed), DRILL_MODE, _factor(attempt))
            place = context.data_dir / "banks"
            text = f"The same paper can be sat again, and what it missed. For others put the bank's file into {place}."
            await self.tell("The bank of this paper is not here.", text)
            return False
        seed = context.new_seed()

        def make(report: Report) -> Form:
            if choice == "retake missed":
                return retake(bank, attempt, context.results(bank.id), seed, progress=report).form
            preset = form.blueprint.id if any(one.id == form.blueprint.id for one in bank.blueprints) else None
            blueprint = form.blueprint if bank.edition == form.edition else tailor(bank, preset)
            return assemble_form(bank, blueprint, seed, progress=report)

        mode = DRILL_MODE if choice == "retake missed" else attempt.mode
        return await self.sit_made(make, mode, _factor(attempt))


def _factor(attempt: Attempt) -> float | None:
    """The extra time that an attempt was sat with, to be used again; None: untimed."""
    try:
        return None if attempt.seconds is None else float(attempt.extra_time)
    except ValueError:
        return 1.0
