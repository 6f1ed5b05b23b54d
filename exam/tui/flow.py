"""Owns the path from page to page: home, set-up, begin, the sitting, result, review, and home again.

Refuses to draw. Each page is pushed and waited for; what it dismisses with decides where the path goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal, assert_never

from exam.tui.aside import aside
from exam.tui.home.screen import HomeScreen
from exam.tui.home.wishes import (
    Arrange,
    BuildDrill,
    DrillItems,
    Resume,
    ShowHistory,
    ShowProgress,
    ShowResult,
    Sit,
)
from exam.tui.learning import Sit as SitForm
from exam.tui.learning import build_drill, drill, progress
from exam.tui.rooms import Opening, Rooms

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.bank import Bank
    from exam.core.blueprint import Blueprint
    from exam.core.events import Mode
    from exam.core.form import Form
    from exam.session import Session
    from exam.store import Row, Store
    from exam.tui.app import ExamApp
    from exam.tui.drill.picks import Pending
    from exam.tui.home.overview import Overview


End = Literal["over", "left", "refused"]
"""How a sitting ended: with a result; before its end, or before its beginning; or it could not be begun at all."""


async def walk(app: ExamApp, rooms: Rooms, opening: Opening | None) -> int:
    """From the opening to the end of the program; gives its exit code.

    An exam that was opened directly and then left ends the program too. Raises nothing for what can go wrong with
    files and the database: the sitter is told, and the exit code is 1 where nothing could be done.
    """
    if opening is not None and (end := await _open(app, rooms, opening)) != "over":
        return int(end == "refused")
    known: Overview | None = None
    while True:
        # Reading begins before home is there, because it takes longer than all the rest.
        home = HomeScreen(
            aside(lambda: _read_overview(rooms)), known, lambda bank: aside(lambda: _read_due(rooms, bank))
        )
        wish = await app.push_screen_wait(home)
        known = home.overview
        match wish:
            case Sit(bank, blueprint):
                await _sit_preset(app, rooms, bank, blueprint)
            case Arrange(bank, preset, sections):
                await _arrange(app, rooms, bank, preset, sections)
            case Resume(identifier):
                await _resume(app, rooms, identifier)
            case ShowResult(identifier):
                await _show_stored(app, rooms, identifier)
            case ShowHistory():
                await _history(app, rooms, known.banks if known else ())
            case ShowProgress():
                await _progress(app, rooms, known.banks if known else ())
            case BuildDrill(bank):
                await build_drill(app, rooms, bank, _sitting(app, rooms))
            case DrillItems(bank, items):
                await drill(app, rooms, bank, items, "practice", _sitting(app, rooms))
            case None:
                return 0
            case _:
                assert_never(wish)


async def _open(app: ExamApp, rooms: Rooms, opening: Opening) -> End:
    """What was asked for on the command line."""
    if opening.form is not None:
        return await _sit_form(app, rooms, opening.form, opening.mode, opening.extra_time)
    if opening.identifier is not None:
        return await _resume(app, rooms, opening.identifier)
    return "over"


async def _arrange(app: ExamApp, rooms: Rooms, bank: Bank, preset: str | None, sections: tuple[str, ...]) -> None:
    from exam.tui.setup.screen import SetUpScreen

    arranged = await app.push_screen_wait(SetUpScreen(bank, rooms.new_seed, preset, sections))
    if arranged is not None:
        await _sit_form(app, rooms, arranged.form, arranged.mode, arranged.extra_time)


async def _sit_preset(app: ExamApp, rooms: Rooms, bank: Bank, blueprint: Blueprint) -> None:
    from exam.assembly import tailor

    if (form := await _assemble(app, rooms, bank, lambda: tailor(bank, blueprint.id))) is not None:
        await _sit_form(app, rooms, form, "exam", 1.0)


async def _sit_form(app: ExamApp, rooms: Rooms, form: Form, mode: Mode, extra_time: float | None) -> End:
    """The begin page and all after it."""
    from exam.session import Session
    from exam.tui.begin.screen import BeginScreen

    def begin(store: Store) -> Session:
        return Session.start(rooms.new_identifier(), form, store, rooms.new_clock(), mode=mode, extra_time=extra_time)

    if not await app.push_screen_wait(BeginScreen(form, mode, extra_time)):
        return "left"
    return await _sit(app, rooms, begin, "No exam was begun, because it could not be saved.")


async def _resume(app: ExamApp, rooms: Rooms, identifier: str) -> End:
    """An unfinished attempt taken up again, or the result of one that is over."""
    from exam.session import Session

    def resume(store: Store) -> Session:
        return Session.resume(identifier, store, rooms.new_clock())

    return await _sit(app, rooms, resume, "This exam cannot be resumed now.")


async def _sit(app: ExamApp, rooms: Rooms, enter: Callable[[Store], Session], refused: str) -> End:
    """A sitting and what follows it. Whatever ends it, the attempt is kept and other programs may have it."""
    from exam.store import StoreError
    from exam.tui.notice import Notice
    from exam.tui.room.sitting import sit

    with ExitStack() as stack:
        try:
            session = enter(stack.enter_context(rooms.open_store()))
        except StoreError as error:
            await app.push_screen_wait(Notice(refused, str(error)))
            return "refused"
        app.session = session
        stack.callback(app.keep_attempt)
        await sit(app, session)
    if session.unsaved:
        await app.push_screen_wait(Notice("The last answers could not be saved.", str(session.trouble or "")))
    return await _after(app, rooms, session.id, session.attempt)


async def _after(app: ExamApp, rooms: Rooms, identifier: str, attempt: Attempt) -> End:
    from exam.core.attempt import State
    from exam.core.scoring import score
    from exam.core.wording import percent

    if attempt.state is not State.CLOSED:
        app.parting = f"{identifier}: kept. Go on with: exam resume {identifier}"
        return "left"
    report = score(attempt)
    word = "passed" if report.passed else "not passed"
    app.parting = f"{identifier}: {percent(report.score)}, {word}. More: exam report {identifier}"
    await _result(app, rooms, identifier, attempt)
    return "over"


async def _show_stored(app: ExamApp, rooms: Rooms, identifier: str) -> None:
    from exam.store import StoreError
    from exam.tui.notice import Notice

    try:
        with rooms.open_store() as store:
            attempt = store.load(identifier).attempt
    except StoreError as error:
        await app.push_screen_wait(Notice("This attempt cannot be shown.", str(error)))
        return
    await _result(app, rooms, identifier, attempt)


async def _result(app: ExamApp, rooms: Rooms, identifier: str, attempt: Attempt) -> None:
    """The score page, the study page and what can be done from there, until the sitter goes home."""
    from exam.tui.annotating import annotating
    from exam.tui.result.score_page import ScorePage
    from exam.tui.result.study_page import StudyPage
    from exam.tui.review import review

    annotate = annotating(rooms, identifier)
    page: type[ScorePage] | type[StudyPage] = ScorePage
    while True:
        choice = await app.push_screen_wait(page(attempt))
        match choice:
            case "score":
                page = ScorePage
            case "study":
                page = StudyPage
            case "review all":
                attempt = await review(app, attempt, annotate=annotate)
            case "review missed":
                attempt = await review(app, attempt, only="missed", annotate=annotate)
            case "retake missed" | "same paper" | "new paper":
                form = await _next_form(app, rooms, attempt, choice)
                if form is not None:
                    await _sit_form(app, rooms, form, attempt.mode, _factor(attempt))
                    return
            case "export":
                await _export(app, rooms, identifier, attempt)
            case "notes":
                attempt = await _notes(app, rooms, identifier, attempt)
            case "home":
                return
            case _:
                assert_never(choice)


async def _next_form(app: ExamApp, rooms: Rooms, attempt: Attempt, choice: str) -> Form | None:
    """The paper to go on with after an attempt. Its own needs no bank; the others are made from the bank as it is."""
    from exam.assembly import tailor
    from exam.core.scoring import score
    from exam.tui.home.overview import read_banks
    from exam.tui.notice import Notice

    form = attempt.form
    if choice == "same paper":
        return form
    banks, _ = await aside(lambda: read_banks(rooms))
    bank = next((bank for bank in banks if bank.id == form.bank), None)
    if bank is None:
        await app.push_screen_wait(
            Notice(
                "The bank of this paper is not there any more.", f"Only the same paper can be sat again: {form.code}"
            )
        )
        return None
    preset = form.blueprint.id if any(one.id == form.blueprint.id for one in bank.blueprints) else None
    if choice == "retake missed":
        missed = {mark.item for mark in score(attempt).marks if mark.outcome != "correct"} & bank.item_by_id.keys()
        return await _assemble(app, rooms, bank, lambda: tailor(bank, preset, only=sorted(missed)))
    if bank.edition == form.edition:
        return await _assemble(app, rooms, bank, lambda: form.blueprint)
    return await _assemble(app, rooms, bank, lambda: tailor(bank, preset))


async def _assemble(app: ExamApp, rooms: Rooms, bank: Bank, blueprint: Callable[[], Blueprint]) -> Form | None:
    """A new form, or None after saying why there can be none."""
    from exam.assembly import Impossible
    from exam.index import assemble
    from exam.tui.notice import Notice

    try:
        return assemble(bank, blueprint(), rooms.new_seed())
    except Impossible as error:
        await app.push_screen_wait(Notice("This paper cannot be made.", str(error)))
        return None


async def _history(app: ExamApp, rooms: Rooms, banks: Sequence[Bank]) -> None:
    """Every attempt, and what can be done with one, until the sitter goes back."""
    from exam.tui.history.listing import Listing
    from exam.tui.history.screen import HistoryScreen

    listing, held = Listing(), ""
    while True:
        screen = HistoryScreen(aside(lambda: _read_history(rooms)), listing, held)
        wish = await app.push_screen_wait(screen)
        listing, held = screen.listing, screen.held
        match wish:
            case None:
                return
            case "progress":
                await _progress(app, rooms, banks)
            case row if row.state == "closed":
                await _show_stored(app, rooms, row.id)
            case row:
                await _resume(app, rooms, row.id)


async def _progress(app: ExamApp, rooms: Rooms, banks: Sequence[Bank]) -> None:
    await progress(app, rooms, banks, _sitting(app, rooms))


def _sitting(app: ExamApp, rooms: Rooms) -> SitForm:
    """What sits a form made from the past."""
    return lambda form, mode: _sit_form(app, rooms, form, mode, 1.0)


async def _export(app: ExamApp, rooms: Rooms, identifier: str, attempt: Attempt) -> None:
    from exam.tui.result.export import ExportScreen

    if (file := await app.push_screen_wait(ExportScreen(rooms, identifier, attempt))) is not None:
        app.say(f"Written to {file}.")


async def _notes(app: ExamApp, rooms: Rooms, identifier: str, attempt: Attempt) -> Attempt:
    """The notes of an attempt, read and written; gives the attempt with what was written."""
    from exam.session import Session
    from exam.store import StoreError
    from exam.tui.result.notes import Look, Note, NotesScreen
    from exam.tui.review import review

    n = 0
    while True:
        match await app.push_screen_wait(NotesScreen(attempt, n)):
            case None:
                return attempt
            case Look(n):
                await review(app, attempt, start=n)
            case Note(n, text):
                try:
                    with rooms.open_store() as store:
                        session = Session.resume(identifier, store, rooms.new_clock())
                        session.note(n, text)
                        session.leave()
                        if session.unsaved:
                            raise session.trouble or StoreError("The note could not be saved.")
                        attempt = session.attempt
                except StoreError as error:
                    app.say(str(error), "warning")


def _factor(attempt: Attempt) -> float | None:
    """The extra time that an attempt was sat with, to be used again; None: untimed."""
    try:
        return None if attempt.seconds is None else float(attempt.extra_time)
    except ValueError:
        return 1.0


def _read_overview(rooms: Rooms) -> Overview:
    from exam.tui.home.overview import read_overview

    return read_overview(rooms)


def _read_history(rooms: Rooms) -> list[Row]:
    with rooms.open_store() as store:
        return store.history()


def _read_due(rooms: Rooms, bank: Bank) -> Pending | None:
    from exam.tui.drill.picks import read_pending

    return read_pending(rooms, bank)
