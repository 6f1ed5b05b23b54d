"""Attempts as a file that is taken to another machine: one line of JSON each, with a version and a checksum.

A line is ``{"exam_attempt": 1, "id", "learner", "form", "events", "sha256"}``. The checksum is over the line without
it, as JSON with sorted keys and no spaces. It finds what broke on the way; it proves nothing of who wrote the line,
so everything in it is checked as a stranger's: sizes, texts, the paper's inner sense, and every event by replay.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints, TypeAdapter, ValidationError

from exam.core.attempt import Refused, State
from exam.core.events import Event
from exam.core.fold import replay
from exam.core.form import Form
from exam.core.model import Id
from exam.core.text import find_unsafe, one_line
from exam.files.faults import MOST_FAULTS, Fault, FaultyFile
from exam.files.sound_form import nonsense

VERSION = 1
LONGEST_LINE = 5_000_000
"""Bytes. A thousand questions with all their events take less."""
LARGEST_FILE = 1_000_000_000
"""Bytes: some twenty thousand attempts."""
_FIELDS = {"exam_attempt", "id", "learner", "form", "events", "sha256"}


class AttemptsRefused(FaultyFile):
    """A file of which nothing is taken in."""


class _Faulty(ValueError):
    """What is wrong with a line, and what to do. Pydantic reports it from a validator under the field's name."""


def _one_line(learner: str) -> str:
    if learner != one_line(learner):
        raise ValueError("is more than one line")
    return learner


def _sensible(form: Form) -> Form:
    if (what := nonsense(form)) is not None:
        raise _Faulty(f"its form makes no sense: {what}")
    return form


def _in_utc(events: tuple[Event, ...]) -> tuple[Event, ...]:
    if any(event.at.utcoffset() != timedelta() for event in events):
        raise _Faulty("an event's instant is not in UTC")
    return events


@dataclass(frozen=True, slots=True)
class ExportedAttempt:
    """An attempt that has ended, as a line holds it. Made by this program it is as it is; read, it is validated."""

    id: Id
    learner: Annotated[str, StringConstraints(max_length=64), AfterValidator(_one_line)]
    """Whose it is; empty: whoever wrote the file."""
    form: Annotated[Form, AfterValidator(_sensible)]
    events: Annotated[tuple[Event, ...], AfterValidator(_in_utc)]


_ATTEMPT = TypeAdapter(ExportedAttempt)


def write_line(attempt: ExportedAttempt) -> str:
    """One attempt as a line, its end included."""
    body = {"exam_attempt": VERSION} | _ATTEMPT.dump_python(attempt, mode="json")
    return json.dumps(body | {"sha256": _checksum(body)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_attempts(path: Path) -> Iterator[ExportedAttempt]:
    """The sound attempts of a file, one at a time, for files that are larger than the memory.

    Raises OSError, and AttemptsRefused at the end where any line was faulty: who wants all or nothing reads it twice.
    """
    faults: list[Fault] = []
    line_of: dict[str, int] = {}
    if path.stat().st_size > LARGEST_FILE:
        raise AttemptsRefused((_fault(path, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB. Export less at once"),))
    for number, line in _lines(path):
        try:
            attempt = _read(line)
            if attempt.id in line_of:
                raise _Faulty(f"the attempt {attempt.id} is in line {line_of[attempt.id]} already")
        except _Faulty as faulty:
            faults.append(_fault(path, number, str(faulty)))
            if len(faults) == MOST_FAULTS:
                break
        else:
            line_of[attempt.id] = number
            yield attempt
    if faults:
        raise AttemptsRefused(tuple(faults))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(partial(file.readline, LONGEST_LINE + 1), b""), start=1):
            if line.strip():
                yield number, line
            if len(line) > LONGEST_LINE:
                return


def _read(line: bytes) -> ExportedAttempt:
    """Raises _Faulty."""
    if len(line) > LONGEST_LINE:
        raise _Faulty(f"the line is longer than {LONGEST_LINE // 1_000_000} MB; what follows was not read")
    try:
        body = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise _Faulty("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise _Faulty("it is not one line of JSON") from None
    if not isinstance(body, dict):
        raise _Faulty("it is no JSON object")
    version = body.get("exam_attempt")
    if version != VERSION or isinstance(version, bool):
        if isinstance(version, int) and version > VERSION:
            raise _Faulty(f"it was written by a newer exam (version {version}, not {VERSION}). Install the newest exam")
        raise _Faulty("it is no attempt that exam exported: exam_attempt = 1 is missing")
    if missing := _FIELDS - body.keys():
        raise _Faulty(f"{', '.join(sorted(missing))} is missing")
    if body.pop("sha256") != _checksum(body):
        raise _Faulty("its checksum does not fit: the line was changed or cut. Export it again")
    if (where := _unsafe(body)) is not None:
        raise _Faulty(f"a text in {where} has a character that could steer a terminal")
    try:
        attempt = _ATTEMPT.validate_python(body, extra="ignore")
        ended = replay(attempt.form, attempt.events).state is State.CLOSED
    except ValidationError as error:
        raise _Faulty(_first(error)) from None
    except Refused as refused:
        raise _Faulty(f"its events could not have happened: {str(refused).rstrip('.')}") from None
    except (OverflowError, ValueError, LookupError, RecursionError):
        raise _Faulty("its events could not have happened") from None
    if not ended:
        raise _Faulty("the attempt has not ended")
    return attempt


def _refuse_constant(_name: str) -> None:
    raise ValueError


def _checksum(body: dict[str, Any]) -> str:
    try:
        canonical = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    except (RecursionError, ValueError):
        raise _Faulty("it is nested too deeply") from None
    return hashlib.sha256(canonical.encode()).hexdigest()


def _unsafe(value: Any) -> str | None:
    """The field that holds a text which no screen should be sent; None where all are clean."""
    waiting: list[tuple[str, Any]] = [("the line", value)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str) and find_unsafe(value) is not None:
            return where
        if isinstance(value, dict):
            waiting += [(f"the name of a field in {where}", name) for name in value]
            waiting += [(one_line(name)[:40] or where, inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(where, inner) for inner in value]
    return None


def _first(error: ValidationError) -> str:
    """The first thing wrong with an attempt, in words that name its field."""
    first = error.errors(include_url=False, include_input=False)[0]
    field, *path = map(str, first["loc"])
    if isinstance(faulty := first.get("ctx", {}).get("error"), _Faulty):
        return str(faulty)
    told = {"id": "its id is none: lower-case letters and digits are", "learner": "its learner is no name"}
    reason = one_line(f"{'.'.join(path)}: {first['msg']}")[:200]
    return told.get(field, f"its {field} cannot be read ({reason})")


def _fault(path: Path, line: int, message: str) -> Fault:
    what, _, remedy = message.partition(". ")
    return Fault(
        str(path), line, 1 if line else 0, "", what, f"{remedy}." if remedy else "Nothing of the file was taken in."
    )
