"""Owns a sitting line by line: hears a command, does it, says what came of it. Refuses to know files and clocks."""

from datetime import datetime, timedelta
from typing import assert_never, cast

from exam.core.attempt import Refused, SlotProgress, State, Status
from exam.core.form import Slot
from exam.core.text import one_line
from exam.core.wording import counted
from exam.plain import words
from exam.plain.commands import Begin, Choose, Command, Go, Say, Strike, Unknown, Word, Write, read_command
from exam.plain.lines import Silence, Source
from exam.plain.looking_back import look_back
from exam.plain.low_time import LowTime
from exam.plain.result import result
from exam.plain.voice import Voice
from exam.plain.walking import Walking
from exam.sitting.session import Session
from exam.sitting.walk import Kind

_WAIT = 0.25
"""Seconds between two looks at the clock while nobody says anything."""

_BEAT = timedelta(seconds=5)
"""How often the database is told that the sitting is alive."""


def sit(session: Session, lines: Source, voice: Voice, *, attended: bool) -> bool:
    """Sits the attempt until its end, or until the lines or the sitter's patience end: then it is left and kept.

    `attended`: somebody is there to be asked after the end whether to go through the answers; else nothing is waited
    for. Gives whether the attempt has ended. Whatever breaks it off, the attempt is suspended and released first.
    """
    try:
        return _Sitting(session, lines, voice, attended).run()
    finally:
        session.leave()


class _Sitting:
    def __init__(self, session: Session, lines: Source, voice: Voice, attended: bool) -> None:
        self._session = session
        self._lines = lines
        self._voice = voice
        self._low_time = LowTime(session.attempt, session.left)
        self._beaten: datetime = session.now()
        self._asked = 0
        """How often in a row the end was asked for or confirmed."""
        self._unsaved = False
        self._walking = Walking(session, voice)
        self._section = session.attempt.section
        self._asks = attended
        """Whether to ask for the review after the end."""

    def run(self) -> bool:
        if not self._ended:
            self._voice.say(*words.opening(self._session.id, self._session.attempt))
            self._voice.remark("Say help for the commands.")
            self._voice.say(*words.question(self._session.attempt, self._n))
        while not self._ended:
            try:
                line = self._lines.next(_WAIT)
            except Silence:
                self._watch()
                continue
            self._watch()
            if self._ended:
                break
            command = read_command(line, len(self._slot.options)) if line is not None else Say("quit")
            if command == Say("quit"):
                self._leave()
                return False
            try:
                if self._session.attempt.state is State.SUSPENDED:
                    self._go_on()
                else:
                    self._do(command)
            except Refused as refused:
                if not self._ended:
                    self._voice.remark(str(refused))
            self._watch()
        self._voice.say("", *result(self._session.id, self._session.attempt))
        if self._session.unsaved:
            self._voice.remark(f"The end could not be saved: {self._session.trouble}")
        self._offer_review()
        self._session.leave()
        return True

    def _offer_review(self) -> None:
        """Asks for the review where somebody is there to answer, and elsewhere says how to come to it."""
        if not self._asks:
            self._voice.remark(f"To go through the answers: exam resume {self._session.id} --plain")
            return
        self._voice.remark("Say review to go through the answers; an empty line ends.")
        while True:
            try:
                line = self._lines.next(_WAIT)
            except Silence:
                continue
            if line is not None and read_command(line, 0) == Say("review"):
                look_back(self._session, self._lines, self._voice)
            return

    @property
    def _ended(self) -> bool:
        return self._session.attempt.state is State.CLOSED

    @property
    def _n(self) -> int:
        return self._session.attempt.current

    @property
    def _slot(self) -> Slot:
        return self._session.attempt.form.slot(self._n)

    def _watch(self) -> None:
        """What the clock asks for: time-up, warnings, a sign of life, another try to save."""
        self._session.tick()
        if self._ended:
            if self._session.attempt.ended_reason == "time_up":
                # Time may have brought the end when nobody was there any more.
                self._asks = False
                self._voice.remark("Time is up.")
            return
        if self._session.attempt.section != self._section:
            self._enter_section("Time is up for this section.")
        if (warning := self._low_time.due(self._session.left)) is not None:
            self._voice.remark(warning)
        if self._session.now() - self._beaten >= _BEAT:
            self._beaten = self._session.now()
            self._session.beat()
        if bool(self._session.unsaved) != self._unsaved:
            self._unsaved = bool(self._session.unsaved)
            if self._unsaved:
                self._voice.remark(
                    f"Not saved yet: {self._session.trouble} The exam goes on, and saving is tried again."
                )
            else:
                self._voice.remark("Everything is saved now.")

    def _enter_section(self, why: str) -> None:
        """Says the first question of the section that has just begun."""
        attempt = self._session.attempt
        self._section, self._asked = attempt.section, 0
        self._walking.start_over()
        self._low_time = LowTime(attempt, self._session.left)
        self._voice.remark(f"{why} {attempt.form.title_of[attempt.section or '']} begins.")
        self._voice.say(*words.question(attempt, self._n))

    def _leave(self) -> None:
        self._session.leave()
        if self._session.unsaved:
            self._voice.remark(f"The last change could not be saved: {self._session.trouble}")
        self._voice.remark(f"The attempt is kept. Go on with: exam resume {self._session.id} --plain")

    def _do(self, command: Command) -> None:
        if command not in (Say("end"), Say("yes")):
            self._asked = 0
        match command:
            case Say(word):
                self._obey(word)
            case Go(n):
                self._walking.go(n)
            case Begin(kind):
                self._walking.begin(cast(Kind, kind))
            case Choose(letters):
                self._choose(letters)
            case Strike(letter):
                option = self._option(letter)
                self._session.strike(self._n, option, option not in self._progress.struck)
                out = option in self._progress.struck
                self._voice.say(f"{letter} is struck out." if out else f"{letter} is no longer struck out.")
            case Write("note", text):
                self._session.note(self._n, text)
                self._voice.say("Noted." if text else "The note is gone.")
            case Write("report", ""):
                self._voice.remark("Say what is wrong with the question, as in: report B is right as well")
            case Write("report", text):
                self._session.report(self._n, text)
                self._voice.say("Reported. Thank you.")
            case Write():
                raise AssertionError(command)
            case Unknown(line):
                self._voice.remark(f"{_quoted(line)} is no command. Say help for the commands.")
            case _:
                assert_never(command)

    def _obey(self, word: Word) -> None:
        attempt, n = self._session.attempt, self._n
        match word:
            case "next":
                self._walking.next()
            case "prev":
                self._walking.back()
            case "again":
                self._voice.say(*words.question(attempt, n, self._walking.turn(n)))
            case "clear":
                self._session.respond(n, ())
                self._voice.say(words.answer(self._session.attempt, n))
            case "flag":
                self._session.mark(n, not attempt.of(n).marked)
                self._voice.say("Flagged." if self._progress.marked else "No longer flagged.")
            case "unsure":
                self._session.doubt(n, not attempt.of(n).doubted)
                self._voice.say("Unsure." if self._progress.doubted else "Sure.")
            case "time":
                self._voice.say(words.time_left(attempt, self._session.now()))
            case "pace":
                self._voice.say(words.pace(attempt, self._session.now()))
            case "pause":
                self._session.pause()
                self._voice.say("Paused: the clock stands still. Say anything to go on.")
            case "sheet":
                self._voice.say(*words.sheet(attempt))
            case "help":
                self._voice.say(*words.HELP, *(words.PRACTICE_HELP if attempt.mode == "practice" else ()))
            case "reveal" if attempt.mode == "practice" and attempt.status(n) is not Status.COMPLETE:
                self._voice.remark("Answer first; then reveal shows what is right.")
            case "reveal":
                self._session.reveal(n)
                self._voice.say(*words.feedback(self._session.attempt, n))
            case "review":
                self._voice.remark("Answers are gone through after the end. Say sheet for what is open.")
            case "end":
                self._ask()
            case "yes":
                self._confirm()
            case "quit":
                raise AssertionError(word)
            case _:
                assert_never(word)

    def _go_on(self) -> None:
        """Ends a pause, whatever was said, and says the question again, which was hidden by it."""
        self._session.go_on()
        self._voice.say(words.time_left(self._session.attempt, self._session.now()))
        self._voice.say(*words.question(self._session.attempt, self._n, self._walking.turn(self._n)))

    def _choose(self, letters: str) -> None:
        self._session.respond(self._n, tuple(self._option(letter) for letter in letters))
        self._voice.say(words.answer(self._session.attempt, self._n))

    def _ask(self) -> None:
        self._asked = 1
        attempt = self._session.attempt
        if not attempt.is_last_section:
            places = attempt.form.places_in(attempt.section or "")
            answered = sum(attempt.status(n) is Status.COMPLETE for n in places)
            self._voice.say(
                f"End this section? {answered} of {len(places)} are answered. A closed section stays closed, and its "
                "time is gone. Say yes to end it."
            )
            return
        total, open_ones = len(attempt.form.slots), len(words.unanswered(attempt))
        self._voice.say(f"End the exam? {total - open_ones} of {total} are answered. Say yes to end it.")

    def _confirm(self) -> None:
        open_ones = words.unanswered(self._session.attempt)
        if not self._asked:
            self._voice.remark("There is nothing to confirm. Say end to end the exam.")
        elif not self._session.attempt.is_last_section:
            self._session.close_section()
            self._enter_section("The section is closed.")
        elif open_ones and self._asked == 1:
            self._asked = 2
            asked = counted(len(open_ones), "question")
            self._voice.say(
                f"{asked} without a full answer: {words.spans(open_ones)}. Unanswered counts as wrong. "
                "Say yes again to end it all the same."
            )
        else:
            self._session.end()

    @property
    def _progress(self) -> SlotProgress:
        return self._session.attempt.of(self._n)

    def _option(self, letter: str) -> str:
        """The id of the option with a letter. Raises Refused where the question has none such."""
        slot = self._slot
        for option in slot.options:
            if slot.letter(option.id) == letter:
                return option.id
        last = slot.letter(slot.options[-1].id)
        raise Refused(f"This question has no option {letter}; it has A to {last}. Nothing was changed.")


def _quoted(line: str) -> str:
    shown = one_line(line)
    return f"'{shown[:60]}…'" if len(shown) > 60 else f"'{shown}'"
