"""Owns going from question to question line by line: by walk, and by number. Refuses to hear commands."""

from exam.core.attempt import ONE_BY_ONE, Refused
from exam.plain import words
from exam.plain.voice import Voice
from exam.sitting.session import Session
from exam.sitting.walk import Kind, walk


class Walking:
    """The walk that a sitter is on. Each way to a question says that question."""

    def __init__(self, session: Session, voice: Voice) -> None:
        self._session = session
        self._voice = voice
        self._walk = walk(session.attempt, "all")
        self._warned = 0
        """The question that was left without a full answer once, where there is no way back to it."""

    def start_over(self) -> None:
        """The walk through everything, as things are now."""
        self._walk = walk(self._session.attempt, "all")

    def next(self) -> None:
        """On to the question after this one, or what to say at the last."""
        attempt, n = self._session.attempt, self._session.attempt.current
        following = self._walk.after(n)
        if following is None:
            what = "end to end this section" if not attempt.is_last_section else "end"
            walked = (
                "This is the last question" if self._walk.kind == "all" else f"That was the last {self._walk.kind} one"
            )
            self._voice.remark(f"{walked}. Say sheet for what is open, or {what}.")
        elif not self._would_lose():
            chosen, choose = len(attempt.of(n).response), attempt.form.slot(n).choose
            if choose > 1 and chosen not in (0, choose):
                self._voice.remark(f"Question {n} takes {choose} answers; {chosen} chosen.")
            self.go(following)

    def back(self) -> None:
        """Back to the question before this one. Raises Refused where that is barred."""
        n = self._session.attempt.current
        before = self._walk.before(n)
        if before is not None:
            self.go(before)
        else:
            barred = self._session.attempt.barred(n - 1) if n > 1 else None
            self._voice.remark(barred or "This is the first question.")

    def begin(self, kind: Kind) -> None:
        """Begins a walk, frozen as things are now. Raises Refused where questions come one by one."""
        if self._session.attempt.is_linear:
            raise Refused(ONE_BY_ONE)
        begun = walk(self._session.attempt, kind)
        if not begun.places:
            self._voice.remark("No question is flagged." if kind == "flagged" else "Every question has a full answer.")
            return
        self._walk = begun
        self.go(begun.places[0])

    def go(self, n: int) -> None:
        """To the question at place `n`; one outside a filtered walk ends the filter. Raises Refused."""
        if self._session.attempt.current < n <= len(self._session.attempt.form.slots):
            if reason := self._session.attempt.barred(n):
                raise Refused(reason)
            if self._would_lose():
                return
        self._session.visit(n)
        if self._walk.turn(n) is None:
            self.start_over()
        self._voice.say(*words.question(self._session.attempt, n, self.turn(n)))

    def turn(self, n: int) -> str:
        """Where one is in a filtered walk."""
        if self._walk.kind == "all":
            return ""
        return f"{self._walk.kind.capitalize()} {self._walk.turn(n)} of {len(self._walk.places)}. "

    def _would_lose(self) -> bool:
        """Whether leaving this question would lose it without a full answer; warns, and not a second time."""
        attempt = self._session.attempt
        if not attempt.loses(attempt.current) or self._warned == attempt.current:
            return False
        self._warned = attempt.current
        self._voice.remark("No full answer yet, and no way back. Say next again to go on.")
        return True
