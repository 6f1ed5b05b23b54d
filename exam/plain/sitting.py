"""A sitting line by line: each line is a command, which is done and answered in words.

What a sitter may do and is told of is decided by `exam.sitting.controller`, as on the screen; the words are here and
in `exam.plain.words`.
"""

from collections.abc import Callable
from functools import cache
from typing import assert_never

from exam.core.attempt import Attempt, Refused, State
from exam.core.own_words import NotesByItem
from exam.core.wording import counted, in_few_words
from exam.files.faults import quoted
from exam.plain import answering, question, words
from exam.plain.commands import (
    Begin,
    Choose,
    Fill,
    Go,
    Judge,
    LineCommand,
    Say,
    Strike,
    Unknown,
    Word,
    Write,
    read_command,
)
from exam.plain.exhibits import ToldBefore, again
from exam.plain.lines import Silence, Source, Voice, next_line
from exam.plain.looking_back import look_back, note_or_report
from exam.plain.result import result_lines
from exam.plain.texts import MOST_QUOTED
from exam.sitting.controller import Controller, Move
from exam.sitting.saving import left_words, saving_words, unsaved_words
from exam.sitting.session import Session

_Notes = Callable[[], NotesByItem]
_WAIT = 0.25
"""Seconds between two looks at the clock while nobody says anything."""


def sit_line_by_line(
    session: Session,
    lines: Source,
    voice: Voice,
    *,
    attended: bool,
    kept: bool = True,
    notes: _Notes = dict,
) -> bool:
    """Sits the attempt until it ends, or until the sitter or the lines stop: then it is suspended and kept.

    `attended`: somebody is there to be asked, after the end, whether to go through the answers; otherwise nothing is
    waited for. A way back to the attempt is told unless nothing is `kept`. Gives whether the attempt has ended.
    Whatever breaks it off, the attempt is suspended and released. `notes` reads those of other attempts, which are told
    with what is right; never in an exam.
    """
    try:
        return _Sitting(session, lines, voice, attended, kept, notes).run()
    finally:
        session.leave()


class _Sitting:
    def __init__(
        self, session: Session, lines: Source, voice: Voice, attended: bool, kept: bool, notes: _Notes
    ) -> None:
        self._notes = cache(notes)
        self.session, self.lines, self.voice, self.attended, self.kept = session, lines, voice, attended, kept
        self.controller = Controller(session)
        self.say, self.remark = voice.say, voice.remark
        self._told = ToldBefore()
        self._asked = 0
        """How often in a row the end was asked for or confirmed."""
        self._standing = ""
        """What the sitter was told of what is not in the database."""

    @property
    def _attempt(self) -> Attempt:
        return self.session.attempt

    @property
    def _ended(self) -> bool:
        return self._attempt.state is State.CLOSED

    def run(self) -> bool:
        if not self._ended:
            self.say(*words.opening(self.session.id, self._attempt))
            self.remark("Say help for the commands.")
            self._say_question()
        while not self._ended:
            try:
                line = self.lines.next(_WAIT)
            except Silence:
                self._look()
                continue
            self._look()
            if self._ended:
                break
            command = Say("quit") if line is None else self._read(line)
            if command == Say("quit"):
                self.session.leave() if line is None else self.session.walk_away()
                if self.kept:
                    self.remark(left_words(self.session, plain=True))
                return False
            try:
                if self._attempt.state is State.SUSPENDED:
                    # Whatever was said ends a pause, which has hidden the question.
                    self.session.go_on()
                    self.say(words.time_left(self._attempt, self.session.now()))
                    self._say_question()
                else:
                    self._do(command)
            except Refused as refused:
                if not self._ended:
                    self.remark(str(refused))
            self._look()
        self.say("", *result_lines(self.session.id, self._attempt))
        if self.kept and (not_in_database := unsaved_words(self.session)):
            self.remark(not_in_database)
        self._offer_review()
        return True

    def _read(self, line: str) -> LineCommand:
        slot = self.controller.slot
        hidden = slot.kind == "recall" and not self._attempt.of(slot.n).revealed
        return read_command(line, slot, hidden=hidden)

    def _offer_review(self) -> None:
        """Asks for the review where somebody is there to answer, and otherwise says how to come to it."""
        if not (self.attended or self.kept):
            return
        if not self.attended:
            self.remark(f"To go through the answers: exam resume {self.session.id} --plain")
            return
        self.remark("Say review to go through the answers; an empty line ends.")
        line = next_line(self.lines)
        if line is not None and read_command(line) == Say("review"):
            look_back(self.session, self.lines, self.voice, self._notes())

    def _look(self) -> None:
        """Says what time has brought since the last look."""
        look = self.controller.look()
        if look.ended:
            if self._attempt.ended_reason == "time_up":
                # Time may have brought the end when nobody was there any more.
                self.attended = False
                self.remark("Time is up.")
            return
        if look.closed_section is not None:
            self._begin_section("Time is up for this section.")
        if look.warning is not None and self.session.left is not None:
            self.remark(f"{words.spoken(self.session.left)} left.")
        standing = "lost" if self.session.lost else "beside" if self.session.unsaved else ""
        if standing != self._standing:
            self._standing = standing
            self.remark(saving_words(self.session) or "Everything is saved now.")

    def _begin_section(self, why: str) -> None:
        self._asked = 0
        self.remark(f"{why} {self._attempt.form.title_of[self._attempt.section or '']} begins.")
        self._say_question()

    def _say_question(self) -> None:
        n, walk = self.controller.n, self.controller.walk
        before = "" if walk.kind == "all" else f"{walk.kind.capitalize()} {walk.position(n)} of {len(walk.numbers)}. "
        exhibits = self._told.before(self._attempt.form, self.controller.slot)
        self.say(*exhibits, *question.question(self._attempt, n, before))

    def _say_answer(self) -> None:
        self.say(question.answer(self._attempt, self.controller.n) or "Nothing is said of it any more.")

    def _say_move(self, move: Move) -> None:
        """The question that was gone to, or why it was not."""
        match move:
            case "moved":
                self._say_question()
            case "at the first":
                self.remark("This is the first question.")
            case "at the last":
                kind = self.controller.walk.kind
                end = "end" if self._attempt.is_last_section else "end to end this section"
                last = "This is the last question" if kind == "all" else f"That was the last {kind} one"
                self.remark(f"{last}. Say sheet for what is open, or {end}.")
            case "would be lost":
                self.remark("No full answer yet, and no way back. Say next again to go on.")
            case _:
                assert_never(move)

    def _do(self, command: LineCommand) -> None:
        """Does a command and says what came of it. Raises Refused where it cannot be done."""
        if command not in (Say("end"), Say("yes")):
            self._asked = 0
        match command:
            case Say(word):
                self._do_word(word)
            case Go(n):
                self._say_move(self.controller.go(n))
            case Begin(kind):
                self.controller.begin_walk(kind)
                self._say_question()
            case Choose() | Fill() | Judge():
                answering.give(self.controller, command)
                self._say_answer()
            case Strike(letter):
                option = answering.option(self.controller, letter)
                self.controller.strike(option)
                struck = option in self._attempt.of(self.controller.n).struck
                self.say(f"{letter} is struck out." if struck else f"{letter} is no longer struck out.")
            case Write(kind, text):
                note_or_report(self.session, self.voice, self.controller.n, kind, text)
            case Unknown(line):
                nor = answering.nor_answer(self.controller.slot)
                self.remark(f"{quoted(line, MOST_QUOTED)} is no command{nor}. Say help for the commands.")
            case _:
                assert_never(command)

    def _do_word(self, word: Word) -> None:
        controller, n = self.controller, self.controller.n
        match word:
            case "next":
                remark, move = controller.remark, controller.next()
                if remark and move != "would be lost":
                    self.remark(remark)
                self._say_move(move)
            case "prev":
                self._say_move(controller.back())
            case "again":
                self._say_question()
            case "exhibit":
                self.say(*(again(self._attempt.form, controller.slot) or ["Nothing stands beside this question."]))
            case "clear":
                self.session.respond(n, ())
                self._say_answer()
            case "flag":
                controller.flag()
                self.say("Flagged." if self._attempt.of(n).marked else "No longer flagged.")
            case "unsure":
                controller.doubt()
                self.say("Unsure." if self._attempt.of(n).doubted else "Sure.")
            case "time":
                self.say(words.time_left(self._attempt, self.session.now()))
            case "pace":
                self.say(words.pace_in_words(self._attempt, self.session.now()))
            case "pause":
                self.session.pause()
                self.say("Paused: the clock stands still. Say anything to go on.")
            case "sheet":
                self.say(*words.review_sheet(self._attempt))
            case "help":
                self.say(*words.exam_help(self._attempt))
            case "reveal":
                if controller.reveal() == "answer first":
                    self.remark("Answer first; then reveal shows what is right.")
                    return
                notes = question.other_notes(self._notes(), controller.slot) if self._attempt.mode == "practice" else []
                if controller.slot.kind == "recall":
                    self.say(*question.recalled(self._attempt, n), *notes, question.judge_it(controller.slot))
                else:
                    self.say(*question.feedback(self._attempt, n), *notes)
            case "review":
                self.remark("Answers are gone through after the end. Say sheet for what is open.")
            case "end":
                self._ask_whether_to_end()
            case "yes":
                self._confirm()
            case "quit":
                raise AssertionError(word)
            case _:
                assert_never(word)

    def _ask_whether_to_end(self) -> None:
        self._asked = 1
        ending = self.controller.ending()
        what = "this section" if ending.section else "the exam"
        lost = " A closed section stays closed, and its time is gone." if ending.section else ""
        self.say(
            f"End {what}? {ending.counts.complete} of {ending.counts.items} are answered.{lost} Say yes to end it."
        )

    def _confirm(self) -> None:
        ending = self.controller.ending()
        if not self._asked:
            self.remark("There is nothing to confirm. Say end to end the exam.")
        elif ending.section is None and ending.unanswered and self._asked == 1:
            self._asked = 2
            self.say(
                f"{counted(len(ending.unanswered), 'question')} without a full answer: "
                f"{in_few_words(ending.unanswered)}. Unanswered counts as wrong. Say yes again to end it all the same."
            )
        else:
            self.controller.end()
            if not self._ended:
                self._begin_section("The section is closed.")
