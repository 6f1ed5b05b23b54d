"""The way on after an attempt: score, study, review, notes, export, and the paper to sit next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from exam.assembly import tailor
from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.events import Mode
from exam.core.form import Form
from exam.formats import BankRefused
from exam.learning.drills import retake
from exam.library import assemble_form
from exam.library.find import NoSuchBank, find_bank
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.begin.making import Report, make_or_say
from exam.tui.context import Annotate, AppContext
from exam.tui.result.notes import NewNote, NotesScreen
from exam.tui.result.score_page import ScorePage
from exam.tui.result.study_page import StudyPage
from exam.tui.review import review
from exam.tui.stage import Stage
from exam.tui.widgets.page import Notice


@dataclass(frozen=True)
class NextPaper:
    """What to sit now, as the attempt before it was sat."""

    form: Form
    mode: Mode
    extra_time: float | None
    """Multiplies the time; None: untimed."""


async def show_result(app: Stage, context: AppContext, identifier: str, attempt: Attempt) -> NextPaper | None:
    """The score page, the study page and what can be done from there, until the sitter goes home or on to an exam."""
    annotate = partial(context.annotate, identifier)
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
                form = await _next_form(app, context, attempt, choice)
                if form is not None:
                    return NextPaper(form, attempt.mode, _factor(attempt))
            case "export":
                await _export(app, context, identifier, attempt)
            case "notes":
                attempt = await _notes(app, attempt, annotate)
            case "home":
                return None
            case _:
                assert_never(choice)


async def _next_form(app: Stage, context: AppContext, attempt: Attempt, choice: str) -> Form | None:
    """The paper to go on with after an attempt. Its own needs no bank; the others are made from the bank as it is."""
    form = attempt.form
    if choice == "same paper":
        return form
    try:
        file = await in_background(lambda: find_bank(context.bank_files(), context.open_bank, form.bank))
        bank = file.usable()
    except BankRefused as refused:
        await app.push_screen_wait(Notice("The bank of this paper cannot be used.", str(refused.faults[0])))
        return None
    except NoSuchBank:
        await app.push_screen_wait(
            Notice(
                "The bank of this paper is not here.",
                "Only the same paper can be sat again. For others put the bank's file into "
                f"{context.data_dir / 'banks'}.",
            )
        )
        return None
    preset = form.blueprint.id if any(one.id == form.blueprint.id for one in bank.blueprints) else None
    if choice == "retake missed":
        return await make_or_say(app, lambda report: _retaken(context, bank, attempt, report))
    if bank.edition == form.edition:
        return await assemble_or_say(app, context, bank, lambda: form.blueprint)
    return await assemble_or_say(app, context, bank, lambda: tailor(bank, preset))


def _retaken(context: AppContext, bank: Bank, attempt: Attempt, report: Report) -> Form:
    """What an attempt missed, made to measure. Raises Impossible and StoreError."""
    with context.open_store() as store:
        past = store.results(bank=bank.id)
    return retake(bank, attempt, past, context.new_seed(), progress=report).form


async def assemble_or_say(
    app: Stage, context: AppContext, bank: Bank, blueprint: Callable[[], Blueprint]
) -> Form | None:
    """A new form of a bank; None where it was not waited for, or after saying why there can be none."""
    seed = context.new_seed()
    return await make_or_say(app, lambda report: assemble_form(bank, blueprint(), seed, progress=report))


async def _export(app: Stage, context: AppContext, identifier: str, attempt: Attempt) -> None:
    from exam.tui.result.export import ExportScreen

    if (file := await app.push_screen_wait(ExportScreen(context, identifier, attempt))) is not None:
        app.say(f"Written to {file}.")


async def _notes(app: Stage, attempt: Attempt, annotate: Annotate) -> Attempt:
    """The notes of an attempt, read and written; gives the attempt with what was written."""
    n = 0
    while True:
        match await app.push_screen_wait(NotesScreen(attempt, n)):
            case None:
                return attempt
            case int(n):
                await review(app, attempt, start=n)
            case NewNote(n, text):
                try:
                    attempt = annotate("note", n, text)
                except StoreError as error:
                    app.say(str(error), "warning")
            case choice:
                assert_never(choice)


def _factor(attempt: Attempt) -> float | None:
    """The extra time that an attempt was sat with, to be used again; None: untimed."""
    try:
        return None if attempt.seconds is None else float(attempt.extra_time)
    except ValueError:
        return 1.0
