"""Attempts as a file that is taken to another machine: lines of JSON, each with a version and a checksum.

A line is a part, ``{"exam_part": 2, "number", "kind", "holds", "sha256"}``, which tells a text once, or an attempt,
``{"exam_attempt": 2, "id", "learner", "code", "seed", "paper", "slots", "key", "events", "sha256"}``, which names the
parts before it by their numbers (`exam.files.shared_texts`). A part whose number is 0 begins anew, so that files may be
put one behind the other. Version 1 had no parts: ``{"exam_attempt": 1, "id", "learner", "form", "events", "sha256"}``.

The checksum is over the line without it, as JSON with sorted keys and no spaces; in version 2 the checksum of the part
before it follows, so that a part that is lost or out of its place is noticed. It finds what broke on the way; it proves
nothing of who wrote the line, so everything in it is checked as a stranger's: sizes, texts, the paper's inner sense,
and every event by replay.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints, TypeAdapter, ValidationError

from exam.core.attempt import Attempt, Refused, State
from exam.core.events import Event
from exam.core.form import Form
from exam.core.model import Id
from exam.core.replaying import replay
from exam.core.text import one_line
from exam.files.attempt_lines import Faulty, checksum, known_version, parsed, refuse_broken, require
from exam.files.faults import MOST_FAULTS, BankRefused, Fault, FaultyFile
from exam.files.shared_texts import PartReader, PartWriter
from exam.files.sound_form import nonsense
from exam.files.source import open_regular

VERSION = 2
LONGEST_LINE = 5_000_000
"""Bytes. A thousand questions with all their events take less."""
LARGEST_FILE = 1_000_000_000
"""Bytes: some three hundred thousand attempts."""
_MOST_PARTS = 1_000_000
_OLD_FIELDS = {"exam_attempt", "id", "learner", "form", "events", "sha256"}
_FIELDS = {"exam_attempt", "id", "learner", "code", "seed", "paper", "slots", "key", "events", "sha256"}
_PART_FIELDS = {"exam_part", "number", "kind", "holds", "sha256"}


class AttemptsRefused(FaultyFile):
    """A file of which nothing is taken in."""


def _one_line(learner: str) -> str:
    if learner != one_line(learner):
        raise ValueError("is more than one line")
    return learner


def _sensible(form: Form) -> Form:
    if (what := nonsense(form)) is not None:
        raise Faulty(f"its form makes no sense: {what}")
    return form


def _in_utc(events: tuple[Event, ...]) -> tuple[Event, ...]:
    if any(event.at.utcoffset() != timedelta() for event in events):
        raise Faulty("an event's instant is not in UTC")
    return events


@dataclass(frozen=True, slots=True)
class _Named:
    """Which attempt it is, and whose."""

    id: Id
    learner: Annotated[str, StringConstraints(max_length=64), AfterValidator(_one_line)]


@dataclass(frozen=True, slots=True)
class ExportedAttempt:
    """An attempt that has ended, as a line holds it. Made by this program it is as it is; read, it is validated."""

    id: Id
    learner: Annotated[str, StringConstraints(max_length=64), AfterValidator(_one_line)]
    """Whose it is; empty: whoever wrote the file."""
    form: Annotated[Form, AfterValidator(_sensible)]
    events: Annotated[tuple[Event, ...], AfterValidator(_in_utc)]


_ATTEMPT = TypeAdapter(ExportedAttempt)
_NAMED = TypeAdapter(_Named)


def write_attempts(attempts: Iterable[ExportedAttempt]) -> Iterator[str]:
    """The lines of some attempts, their ends included; each text before the first attempt that has it."""
    parts, number, chain = PartWriter(), 0, ""
    for attempt in attempts:
        body = parts.body(attempt.form, attempt.events)
        for kind, holds in parts.fresh:
            part = {"exam_part": VERSION, "number": number, "kind": kind, "holds": holds}
            chain = checksum(part, chain if number else "")
            number += 1
            yield _line(part, chain)
        parts.fresh.clear()
        body = {"exam_attempt": VERSION, "id": attempt.id, "learner": attempt.learner} | body
        yield _line(body, checksum(body, chain))


def _line(body: dict[str, Any], sha256: str) -> str:
    return json.dumps(body | {"sha256": sha256}, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_attempts(path: Path) -> Iterator[ExportedAttempt]:
    """The sound attempts of a file, one at a time. Raises as `read_replayed`."""
    return (exported for exported, _ in read_replayed(path))


def read_replayed(path: Path) -> Iterator[tuple[ExportedAttempt, Attempt]]:
    """The sound attempts of a file with what their events came to, for files that are larger than the memory.

    Raises OSError, and AttemptsRefused at the end where any line was faulty: who wants all or nothing reads it twice.
    """
    faults: list[Fault] = []
    line_of: dict[str, int] = {}
    if path.stat().st_size > LARGEST_FILE:
        raise AttemptsRefused((_fault(path, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB. Export less at once"),))
    reader = _Reader()
    for number, line in _lines(path):
        try:
            if (read := reader.read(line)) is None:
                continue
            attempt, _ = read
            if attempt.id in line_of:
                raise Faulty(f"the attempt {attempt.id} is in line {line_of[attempt.id]} already")
        except Faulty as faulty:
            faults.append(_fault(path, number, str(faulty)))
            # After a part that cannot be used, nothing that follows can be understood.
            if len(faults) == MOST_FAULTS or reader.lost:
                break
        else:
            line_of[attempt.id] = number
            yield read
    if faults:
        raise AttemptsRefused(tuple(faults))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        opened = open_regular(path)
    except BankRefused as refused:
        raise AttemptsRefused(refused.faults) from None
    with opened as file:
        for number, line in enumerate(iter(partial(file.readline, LONGEST_LINE + 1), b""), start=1):
            if line.strip():
                yield number, line
            if len(line) > LONGEST_LINE:
                return


class _Reader:
    """Reads one line after the other, and keeps the parts."""

    def __init__(self) -> None:
        self._parts, self._chain = PartReader(), ""
        self.lost = False
        """Whether a part was faulty."""

    def read(self, line: bytes) -> tuple[ExportedAttempt, Attempt] | None:
        """The attempt of a line, and what its events came to; None for a part. Raises Faulty."""
        if len(line) > LONGEST_LINE:
            raise Faulty(f"the line is longer than {LONGEST_LINE // 1_000_000} MB; what follows was not read")
        body = parsed(line)
        if "exam_part" in body:
            self.lost = True
            self._take_part(body)
            self.lost = False
            return None
        version = known_version(body, "exam_attempt", VERSION)
        require(body, _OLD_FIELDS if version == 1 else _FIELDS)
        refuse_broken(body, "" if version == 1 else self._chain)
        try:
            attempt = _ATTEMPT.validate_python(body, extra="ignore") if version == 1 else self._attempt(body)
            replayed = replay(attempt.form, attempt.events)
        except Faulty:
            raise
        except ValidationError as error:
            raise Faulty(_first(error)) from None
        except Refused as refused:
            raise Faulty(f"its events could not have happened: {str(refused).rstrip('.')}") from None
        except (OverflowError, ValueError, LookupError, RecursionError):
            raise Faulty("its events could not have happened") from None
        if replayed.state is not State.CLOSED:
            raise Faulty("the attempt has not ended")
        if replayed.events != len(attempt.events):
            raise Faulty("one of its events changes nothing")
        return attempt, replayed

    def _take_part(self, body: dict[str, Any]) -> None:
        known_version(body, "exam_part", VERSION)
        require(body, _PART_FIELDS)
        if body["number"] == 0:
            self._parts, self._chain = PartReader(), ""
        if body["number"] != len(self._parts) or isinstance(body["number"], bool):
            raise Faulty(f"its part {len(self._parts)} is missing, so that what follows cannot be understood")
        if len(self._parts) == _MOST_PARTS:
            raise Faulty(f"it has more than {_MOST_PARTS:,} parts")
        self._chain, canonical = refuse_broken(body, self._chain)
        try:
            self._parts.take(body["kind"], body["holds"], len(canonical))
        except ValidationError as error:
            raise Faulty(_first(error, f"its {body['kind']}")) from None
        except (ValueError, TypeError, RecursionError) as error:
            raise Faulty(f"it is no part of an attempt: {one_line(str(error))[:200]}") from None

    def _attempt(self, body: dict[str, Any]) -> ExportedAttempt:
        named = _NAMED.validate_python(body, extra="ignore")
        try:
            form, events = self._parts.attempt(body)
        except ValidationError as error:
            raise Faulty(_first(error, "its events")) from None
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            raise Faulty(f"its paper or its events cannot be put together ({one_line(str(error))[:200]})") from None
        return ExportedAttempt(named.id, named.learner, _sensible(form), _in_utc(events))


def _first(error: ValidationError, what: str = "") -> str:
    """The first thing wrong with an attempt, in words that name its field, or `what` it is a field of."""
    first = error.errors(include_url=False, include_input=False)[0]
    field, *path = map(str, first["loc"] or ("",))
    if isinstance(faulty := first.get("ctx", {}).get("error"), Faulty):
        return str(faulty)
    told = {"id": "its id is none: lower-case letters and digits are", "learner": "its learner is no name"}
    reason = one_line(f"{'.'.join(filter(None, (field, *path)) if what else path)}: {first['msg']}")[:200]
    reason = reason.removeprefix(": ")
    return f"{what} cannot be read ({reason})" if what else told.get(field, f"its {field} cannot be read ({reason})")


def _fault(path: Path, line: int, message: str) -> Fault:
    what, _, remedy = message.partition(". ")
    return Fault(
        str(path), line, 1 if line else 0, "", what, f"{remedy}." if remedy else "Nothing of the file was taken in."
    )
