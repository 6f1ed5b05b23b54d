"""What the soak knows from outside the program: what was acknowledged, how, and what has to follow from it.

Acknowledged is what a second connection read in the database, and what the review sheet showed without the word that it
is not saved yet. Neither may ever go away, and the two must tell the same.
"""

import json
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.process import run_exam

Log = list[tuple[str, str]]
"""Of each event of the attempt its checksum and its text."""

A_MINUTE = 60
"""More than any busy machine is behind with drawing, and far less than a clock is set."""
_SECTION = re.compile(r"^\s*Section \d .*$", re.MULTILINE)
_CELL = re.compile(r"([●◐·])\s+(\d+)( ⚑)?")
_LEFT = re.compile(r"◷ (\d+):(\d\d):(\d\d)")


def is_saved(shown: str) -> bool:
    """Whether a screen says of nothing that it is not in the database."""
    return "Not saved" not in shown and "Kept beside" not in shown


@dataclass(frozen=True)
class Sheet:
    """What the review sheet shows."""

    answered: frozenset[int]
    flagged: frozenset[int]
    left: int
    """Seconds."""
    saved: bool

    @classmethod
    def read(cls, shown: str) -> "Sheet":
        cells = [cell for line in _SECTION.findall(shown) for cell in _CELL.findall(line)]
        found = _LEFT.search(shown)
        assert found is not None, f"no clock is shown:\n{shown}"
        hours, minutes, seconds = map(int, found.groups())
        return cls(
            answered=frozenset(int(n) for sign, n, _ in cells if sign == "●"),
            flagged=frozenset(int(n) for _, n, flag in cells if flag),
            left=3600 * hours + 60 * minutes + seconds,
            saved=is_saved(shown),
        )


class Oracle:
    """Everything that was acknowledged of one attempt."""

    def __init__(self, data: Path, items: int, seconds: int) -> None:
        self.data, self.items = data, items
        self.known: Log = []
        self.differences: list[str] = []
        self._left, self._at = seconds, time.monotonic()
        """What the clock of the exam showed last, and when."""

    def begin_run(self) -> None:
        """Time away from the exam does not count."""
        self._at = time.monotonic()

    def look(self) -> None:
        """Takes down what the database has by now, which must go on from what it had."""
        now = self._read()
        if now[: len(self.known)] != self.known:
            self.differences.append(f"{len(self.known)} events were acknowledged, and of {len(now)} not all are these")
        self.known = now

    def compare(self, sheet: Sheet) -> None:
        """Holds the sheet to the database, and the clock of the exam to one that nobody sets."""
        self.look()
        answers, flags = self._folded()
        if sheet.saved and (sheet.answered, sheet.flagged) != (answers.keys(), flags):
            self.differences.append(
                f"shown as answered {sorted(sheet.answered)} and flagged {sorted(sheet.flagged)}, "
                f"kept {sorted(answers)} and {sorted(flags)}"
            )
        now = time.monotonic()
        if abs(self._left - sheet.left - (now - self._at)) > A_MINUTE:
            self.differences.append(
                f"{sheet.left} seconds are left, {now - self._at:.0f} after there were {self._left}"
            )
        self._left, self._at = sheet.left, now

    def compare_report(self) -> None:
        """Holds the report of the ended attempt to everything."""
        self.look()
        answers, _ = self._folded()
        told = json.loads(run_exam(self.data, "report", "last", "--json").stdout)
        reported = {one["n"]: one["status"] == "complete" for one in told["responses"]}
        here = {n: n in answers for n in range(1, self.items + 1)}
        if here != reported:
            self.differences.append(f"answered are {here}, and the report tells {reported}")
        doctor = run_exam(self.data, "doctor")
        if doctor.returncode:
            self.differences.append(f"the doctor is not content: {doctor.stdout}{doctor.stderr}")

    @property
    def acknowledged(self) -> int:
        """How many answers, also those that others took the place of."""
        return sum("response" in event for event in self._events())

    def _read(self) -> Log:
        with closing(sqlite3.connect(f"file:{self.data / 'exam.db'}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute("SELECT hex(checksum), body FROM event ORDER BY attempt, sequence").fetchall()

    def _events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.known]

    def _folded(self) -> tuple[dict[int, list[str]], set[int]]:
        answers: dict[int, list[str]] = {}
        flags: set[int] = set()
        for event in self._events():
            if event["kind"] == "responded":
                answers.pop(event["n"], None)
                if event["response"]:
                    answers[event["n"]] = event["response"]
            elif event["kind"] == "marked":
                (flags.add if event["on"] else flags.discard)(event["n"])
        return answers, flags
