"""Owns form and events as bytes, and the checksum that runs through them. Refuses SQL.

The checksum of event n is over the one before and the event's bytes, so a byte that changed anywhere in an attempt,
or an event that is missing in between, is found at the place where it is.
"""

import hashlib
import zlib
from collections.abc import Iterable

from pydantic import ValidationError

from exam.core.attempt import Attempt, Refused
from exam.core.events import EVENT, Event
from exam.core.fold import apply, begin
from exam.core.form import Form


class Damaged(Exception):
    """The bytes are not what was written. The text says where."""


def write_form(form: Form) -> tuple[bytes, bytes]:
    """A form's compressed bytes, and the checksum that its first event follows."""
    body = form.model_dump_json().encode()
    return zlib.compress(body, 6), hashlib.sha256(body).digest()


def write_event(event: Event, checksum: bytes) -> tuple[str, bytes]:
    """An event's text, and its checksum after the `checksum` before it."""
    body = EVENT.dump_json(event)
    return body.decode(), follow(checksum, body)


def follow(checksum: bytes, body: bytes) -> bytes:
    """The checksum of an event whose predecessor has `checksum`."""
    return hashlib.sha256(checksum + body).digest()


def read_attempt(form: bytes, events: Iterable[tuple[int, bytes, bytes]], count: int) -> Attempt:
    """The attempt of a compressed form and (sequence, body, checksum) of its events, `count` of them.

    Fields that this version does not know are passed over. Raises Damaged.
    """
    try:
        body = zlib.decompress(form)
        # A form holds values that are strict with authors; what this program wrote itself is read leniently.
        attempt = begin(Form.model_validate_json(body, extra="ignore"))
    except (zlib.error, ValidationError) as error:
        raise Damaged("its paper cannot be read") from error
    checksum = hashlib.sha256(body).digest()
    for sequence, text, written in events:
        checksum = follow(checksum, text)
        if sequence != attempt.events or checksum != written:
            raise Damaged(f"event {attempt.events} is not what was written")
        try:
            attempt = apply(attempt, EVENT.validate_json(text))
        except (ValidationError, Refused) as error:
            raise Damaged(f"event {sequence} cannot be understood; a newer exam may have written it") from error
        if attempt.events != sequence + 1:
            raise Damaged(f"event {sequence} changes nothing")
    if attempt.events != count:
        raise Damaged(f"{count} events were written and {attempt.events} are there")
    return attempt
