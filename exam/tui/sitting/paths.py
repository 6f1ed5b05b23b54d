"""The ways from the question to other screens and back, and the ways out of the exam, each a straight line."""

from typing import get_args

from exam.core.attempt import State
from exam.core.wording import clock, counted
from exam.sitting.walk import Counts, WalkKind, minutes_ahead
from exam.store import StoreError
from exam.tui.sitting.dialogs import Ask, GoTo, WriteLine
from exam.tui.sitting.help import Help
from exam.tui.sitting.interruptions import Paused
from exam.tui.sitting.keys import LEAPS
from exam.tui.sitting.navigator import Navigator
from exam.tui.sitting.question_view import PATHS, QuestionView
from exam.tui.sitting.sheet import Sheet


async def open_sheet(screen: QuestionView) -> None:
    """The review sheet, until a walk is begun, a question gone to, or what is open ended."""
    attempt, controller = screen.session.attempt, screen.controller
    pace = minutes_ahead(attempt, screen.session.now()) if attempt.state is State.INTERACTING else None
    no_walk = {kind: controller.no_walk(kind) for kind in get_args(WalkKind)}
    match await screen.app.push_screen_wait(Sheet(attempt, pace, screen.reading, no_walk, lambda: _is_sure(screen))):
        case None:
            pass
        case "end":
            end(screen)
        case int(n):
            screen.go(n)
        case kind:
            screen.change(lambda: controller.begin_walk(kind))


async def open_navigator(screen: QuestionView) -> None:
    n = await screen.app.push_screen_wait(Navigator(screen.session.attempt))
    if n is not None:
        screen.go(n)


async def ask_number(screen: QuestionView) -> None:
    n = await screen.app.push_screen_wait(GoTo(len(screen.session.attempt.form.slots)))
    if n is not None:
        screen.go(n)


async def write_note(screen: QuestionView) -> None:
    n = screen.n
    card = WriteLine(
        f"Note on question {n}",
        "For yourself; kept with the attempt. Empty takes it away.",
        screen.session.attempt.of(n).note,
    )
    text = await screen.app.push_screen_wait(card)
    if text is not None:
        screen.change(lambda: screen.session.note(n, text))


async def write_report(screen: QuestionView) -> None:
    n = screen.n
    before = screen.session.attempt.of(n).report
    card = WriteLine(f"Report question {n}", "What is wrong with it? Kept with the attempt; your score stays.", before)
    text = await screen.app.push_screen_wait(card)
    if text is None or text == before:
        return
    if screen.change(lambda: screen.session.report(n, text)) is not False:
        screen.say("Reported. The reason is kept with the attempt." if text else "The report is taken back.")


async def pause(screen: QuestionView) -> None:
    """A pause, in practice mode; in exam mode the session says why not."""
    if screen.change(screen.session.pause) is not False:
        left = screen.session.left
        await screen.app.push_screen_wait(Paused(f"{clock(left)} left" if left is not None else "Untimed"))
        screen.change(screen.session.go_on)


async def open_help(screen: QuestionView) -> None:
    action = await screen.app.push_screen_wait(Help(LEAPS if screen.session.attempt.is_linear else ()))
    if action is not None:
        await screen.run_action(action)


def end(screen: QuestionView) -> None:
    """Ends what is open, at once: the section, after which the next begins, or the exam."""
    section = screen.controller.ending().section
    if screen.change(screen.controller.end) is False:
        return
    if screen.session.attempt.state is State.CLOSED:
        screen.close()
    else:
        screen.show_section(f"{section} is closed.")


def leave(screen: QuestionView) -> None:
    """Closes what is open over the question, suspends the attempt and leaves the exam."""
    if screen.over:
        return
    screen.uncover()
    screen.tick()
    if screen.session.unsaved and not screen.over:
        screen.run_worker(_leave_unsaved(screen), group=PATHS, exclusive=True)
    elif not screen.over:
        _suspend(screen)


async def _leave_unsaved(screen: QuestionView) -> None:
    """Asks before leaving while something could not be saved, because that would be lost."""
    trouble = str(screen.session.trouble or "Your last answers are not on the disk.")
    if await screen.app.push_screen_wait(Ask("Not everything is saved", trouble, yes="Leave it unsaved", no="Stay")):
        _suspend(screen)


def _suspend(screen: QuestionView) -> None:
    try:
        screen.session.leave()
    except StoreError as trouble:
        screen.app.notify(str(trouble), markup=False, severity="warning")
    screen.close()


async def _is_sure(screen: QuestionView) -> bool:
    """Asks whether to end what is open, with its counts; before the whole exam ends, again if something is open."""
    ending = screen.controller.ending()
    counts = ending.counts
    open_ones = f"{counted(counts.unanswered, 'question')} without a full answer"
    if ending.section is not None:
        lost = f"\n{open_ones}." if counts.unanswered else ""
        text = f"{counts.complete} of {counts.items} answered.{lost}\nA closed section stays closed; its time is gone."
        ask = Ask(f"End {ending.section}?", text, yes="End the section", no="Go back")
        return await screen.app.push_screen_wait(ask)
    first = Ask("End the exam?", _counts_in_lines(counts), yes="End the exam", no="Go back")
    second = Ask(
        open_ones, "They earn nothing. After the end no answer can be changed.", yes="End all the same", no="Go back"
    )
    if not await screen.app.push_screen_wait(first):
        return False
    return not counts.unanswered or await screen.app.push_screen_wait(second)


def _counts_in_lines(counts: Counts) -> str:
    width = len(str(counts.items))
    return (
        f"{counts.complete:>{width}} of {counts.items} answered\n{counts.incomplete:>{width}} incomplete\n"
        f"{counts.unseen:>{width}} unseen\n{counts.flagged:>{width}} flagged"
    )
