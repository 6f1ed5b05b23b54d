"""The way through one exam: its rules, the sitting, its result."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Literal

from exam.assembly import tailor
from exam.core.attempt import Attempt, State
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.scoring import score
from exam.core.wording import percent
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.tui.background import in_background
from exam.tui.begin.screen import BeginScreen
from exam.tui.context import AppContext
from exam.tui.flows.after_exam import assemble_or_say, show_result
from exam.tui.sitting.enter import sit_on_screen
from exam.tui.stage import Stage
from exam.tui.widgets.page import Notice

End = Literal["over", "left", "refused"]
"""How a sitting ended: with a result; before its end, or before its beginning; or it could not be begun at all."""


async def sit_preset(app: Stage, context: AppContext, bank: Bank, blueprint: Blueprint) -> None:
    """The begin page of a preset of a bank and all after it."""
    if (form := await assemble_or_say(app, context, bank, lambda: tailor(bank, blueprint.id))) is not None:
        await sit_form(app, context, form, "exam", 1.0)


async def sit_form(app: Stage, context: AppContext, form: Form, mode: Mode, extra_time: float | None) -> End:
    """The begin page and all after it. `extra_time` multiplies the minutes; None: untimed."""

    def begin(store: Store) -> Session:
        return Session.start(
            context.new_identifier(), form, store, context.new_clock(), mode=mode, extra_time=extra_time
        )

    if not await app.push_screen_wait(BeginScreen(form, mode, extra_time)):
        return "left"
    return await _sit(app, context, begin, "No exam was begun, because it could not be saved.")


async def take_up(app: Stage, context: AppContext, identifier: str) -> End:
    """An unfinished attempt gone on with, or the result of one that is over."""

    def resume(store: Store) -> Session:
        return Session.resume(identifier, store, context.new_clock())

    return await _sit(app, context, resume, "This exam cannot be resumed now.")


async def show_stored(app: Stage, context: AppContext, identifier: str) -> None:
    """The result of an attempt that has ended, and what is sat after it."""
    try:
        attempt = await in_background(lambda: context.load(identifier))
    except StoreError as error:
        await app.push_screen_wait(Notice("This attempt cannot be shown.", str(error)))
    else:
        await _go_on(app, context, identifier, attempt)


async def _sit(app: Stage, context: AppContext, enter: Callable[[Store], Session], refused: str) -> End:
    """A sitting and what follows it. Whatever ends it, the attempt is kept and other programs may have it."""
    with ExitStack() as stack:
        try:
            session = enter(stack.enter_context(context.open_store()))
        except StoreError as error:
            await app.push_screen_wait(Notice(refused, str(error)))
            return "refused"
        app.session = session
        stack.callback(app.keep_attempt)
        await sit_on_screen(app, session)
    if session.unsaved:
        await app.push_screen_wait(Notice("The last answers could not be saved.", str(session.trouble or "")))
    return await _after(app, context, session.id, session.attempt)


async def _after(app: Stage, context: AppContext, identifier: str, attempt: Attempt) -> End:
    if attempt.state is not State.CLOSED:
        app.parting = f"{identifier}: kept. Go on with: exam resume {identifier}"
        return "left"
    report = score(attempt)
    word = "passed" if report.passed else "not passed"
    app.parting = f"{identifier}: {percent(report.score)}, {word}. More: exam report {identifier}"
    await _go_on(app, context, identifier, attempt)
    return "over"


async def _go_on(app: Stage, context: AppContext, identifier: str, attempt: Attempt) -> None:
    """The result of an attempt, and what is sat after it."""
    if (following := await show_result(app, context, identifier, attempt)) is not None:
        await sit_form(app, context, following.form, following.mode, following.extra_time)
