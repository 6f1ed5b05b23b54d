"""Owns the ways from the question to other screens and back, each a straight line. Refuses to draw anything."""

from exam.core.attempt import Attempt, State
from exam.core.wording import clock
from exam.sitting.walk import pace, walk
from exam.store import StoreError
from exam.tui.sitting.base import PATHS, Room
from exam.tui.sitting.counts import Counts, count, questions
from exam.tui.sitting.dialogs import Ask, GoTo, Write
from exam.tui.sitting.grid import by_number, by_section
from exam.tui.sitting.help import Help
from exam.tui.sitting.keys import LEAPS
from exam.tui.sitting.navigator import Navigator
from exam.tui.sitting.paused import Paused
from exam.tui.sitting.sheet import Onward, Sheet, Summary
from exam.tui.sitting.time_up import TimeUp


async def sheet(room: Room) -> None:
    """The review sheet, until a walk is begun, a question gone to, or the exam ended."""
    in_last = room.session.attempt.is_last_section
    match await room.app.push_screen_wait(
        Sheet(_summary(room), lambda: _sure(room) if in_last else _sure_of_section(room))
    ):
        case None:
            return
        case Onward(end=True):
            (end if in_last else end_section)(room)
        case Onward(n=int() as n):
            room.go(n)
        case Onward(walk=kind) if kind is not None:
            begun = walk(room.session.attempt, kind)
            if begun.places:
                room.walk = begun
                room.go(begun.places[0])
            else:
                room.say("None of them can be gone to any more.")


async def navigator(room: Room) -> None:
    attempt = room.session.attempt
    n = await room.app.push_screen_wait(Navigator(by_number(attempt, room.n), room.n, barred=_barred(attempt)))
    if n is not None:
        room.go(n)


async def go_to(room: Room) -> None:
    n = await room.app.push_screen_wait(GoTo(len(room.session.attempt.form.slots)))
    if n is not None:
        room.go(n)


async def note(room: Room) -> None:
    n = room.n
    before = room.session.attempt.of(n).note
    text = await room.app.push_screen_wait(
        Write(f"Note on question {n}", "For yourself; kept with the attempt. Empty takes it away.", before)
    )
    if text is not None:
        room.change(lambda: room.session.note(n, text))


async def report(room: Room) -> None:
    n = room.n
    before = room.session.attempt.of(n).report
    text = await room.app.push_screen_wait(
        Write(f"Report question {n}", "What is wrong with it? Kept with the attempt; your score stays.", before)
    )
    if text is not None and text != before and room.change(lambda: room.session.report(n, text)):
        room.say("Reported. The reason is kept with the attempt." if text else "The report is taken back.")


async def pause(room: Room) -> None:
    """A pause, in practice mode; in exam mode the session says why not."""
    if not room.change(room.session.pause):
        return
    left = room.session.left
    await room.app.push_screen_wait(Paused(f"{clock(left)} left" if left is not None else "Untimed"))
    room.change(room.session.go_on)


async def show_help(room: Room) -> None:
    action = await room.app.push_screen_wait(Help(LEAPS if room.session.attempt.is_linear else ()))
    if action is not None:
        await room.run_action(action)


def end_section(room: Room) -> None:
    """Closes the open section, at once; the next begins."""
    attempt = room.session.attempt
    if attempt.section is not None and room.change(room.session.close_section):
        room.enter_section(f"{attempt.form.title_of[attempt.section]} is closed.")


def end(room: Room) -> None:
    """Ends the attempt, at once."""
    if room.change(room.session.end):
        _close(room)


def leave(room: Room) -> None:
    """Closes what is open over the question, suspends the attempt and leaves the room."""
    if room.over:
        return
    uncover(room)
    room.tick()
    if room.session.unsaved and not room.over:
        room.go_path(leave_unsaved)
    elif not room.over:
        _suspend(room)


async def leave_unsaved(room: Room) -> None:
    """Leaving while something could not be saved: asks, because what is not on the disk would be gone."""
    trouble = str(room.session.trouble or "Your last answers are not on the disk.")
    if await room.app.push_screen_wait(Ask("Not everything is saved", trouble, yes="Leave it unsaved", no="Stay")):
        _suspend(room)


def time_up(room: Room) -> None:
    """Closes what is open over the question, and shows the page that comes by itself."""
    if not room.over:
        uncover(room)
        _close(room)


def _suspend(room: Room) -> None:
    try:
        room.session.leave()
    except StoreError as trouble:
        room.app.notify(str(trouble), markup=False, severity="warning")
    _close(room)


def _close(room: Room) -> None:
    """Leaves the room; where time ended the attempt, by the page that says so."""
    room.over = True
    if room.session.attempt.state is State.CLOSED:
        room.app.clear_notifications()  # how much time was left is of no use any more
    if room.session.attempt.ended_reason == "time_up":
        room.app.push_screen(TimeUp(count(room.session.attempt)), lambda _: _dismiss(room))
    else:
        _dismiss(room)


def _dismiss(room: Room) -> None:
    """Gives nothing back: what `dismiss` gives must not be awaited by the screen itself, as a callback's result is."""
    room.dismiss(None)


def uncover(room: Room) -> None:
    """Closes what is open over the question."""
    if room.app.screen is room:
        return
    room.workers.cancel_group(room, PATHS)
    while room.app.screen is not room:
        room.app.pop_screen()


async def _sure_of_section(room: Room) -> bool:
    """Asks once, with the counts of the section and of what is lost with it."""
    attempt = room.session.attempt
    counts = count(attempt, attempt.section)
    open_ones = f"\n{questions(counts.unanswered)} without a full answer." if counts.unanswered else ""
    title = attempt.form.title_of[attempt.section or ""]
    said = f"{counts.complete} of {counts.items} answered.{open_ones}\nA closed section stays closed; its time is gone."
    return await room.app.push_screen_wait(Ask(f"End {title}?", said, yes="End the section", no="Go back"))


async def _sure(room: Room) -> bool:
    """Asks once with the counts, and once more if anything is unanswered."""
    counts = count(room.session.attempt)
    first = Ask("End the exam?", _told(counts), yes="End the exam", no="Go back")
    second = Ask(
        f"{questions(counts.unanswered)} without a full answer",
        "They earn nothing. After the end no answer can be changed.",
        yes="End all the same",
        no="Go back",
    )
    if not await room.app.push_screen_wait(first):
        return False
    return not counts.unanswered or await room.app.push_screen_wait(second)


def _barred(attempt: Attempt) -> dict[int, str]:
    """Why some questions cannot be gone to, by their place."""
    return {slot.n: reason for slot in attempt.form.slots if (reason := attempt.barred(slot.n))}


def _told(counts: Counts) -> str:
    wide = len(str(counts.items))
    return (
        f"{counts.complete:>{wide}} of {counts.items} answered\n{counts.incomplete:>{wide}} incomplete\n"
        f"{counts.unseen:>{wide}} unseen\n{counts.flagged:>{wide}} flagged"
    )


def _summary(room: Room) -> Summary:
    attempt = room.session.attempt
    return Summary(
        form=attempt.form,
        counts=count(attempt),
        groups=by_section(attempt, room.n),
        current=room.n,
        pace=pace(attempt, room.session.now()) if attempt.state is State.INTERACTING else None,
        reading=room.reading,
        barred=_barred(attempt),
        walks=not attempt.is_linear,
        end="end exam" if attempt.is_last_section else "end section",
    )
