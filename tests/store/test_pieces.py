"""An attempt is put together of what is left of it, and never of what does not go together."""

import zlib
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from exam.store.pieces import Pieces, put_together

LENGTH = 6


def log_of(form: bytes, *bodies: str) -> list[tuple[str, str]]:
    """Events with the checksums that they have behind a form."""
    log, checksum = [], sha256(form).digest()
    for body in bodies:
        checksum = sha256(checksum + body.encode()).digest()
        log.append((body, checksum.hex()))
    return log


FORM = zlib.compress(b"form")
LOG = log_of(b"form", *"abcdef")
WHOLE = (FORM, LOG)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, LENGTH - 1))), min_size=1, max_size=4))
def test_it_is_whole_where_each_piece_is_somewhere_and_else_none_is_made_up(
    places: list[tuple[bool, set[int]]],
) -> None:
    held = [Pieces([FORM] if form else [], [(n, LOG[n]) for n in sorted(events)]) for form, events in places]
    made = put_together(held[0], held[1:])
    longest = 0
    while any(longest in events for _, events in places):
        longest += 1
    here = places[0][1]
    if any(form for form, _ in places) and longest and longest > max(here, default=0):
        assert made == (FORM, LOG[:longest])
    else:
        assert made is None


def test_what_follows_from_what_is_before_it_is_never_replaced() -> None:
    other = log_of(b"form", *"abcxyz")
    here = Pieces([], [*enumerate(LOG)])
    assert put_together(here, [Pieces([FORM], [*enumerate(other)])]) == WHOLE
    torn = Pieces([FORM], [(n, one) for n, one in enumerate(LOG) if n != 4])
    assert put_together(torn, [Pieces([FORM], [*enumerate(other)])]) is None


def test_a_checksum_is_known_by_what_follows_from_it() -> None:
    damaged = [*LOG[:2], (LOG[2][0], "00" * 32), *LOG[3:]]
    assert put_together(Pieces([FORM], [*enumerate(damaged)])) == WHOLE


def test_of_pieces_under_other_names_alone_nothing_is_made() -> None:
    loose = [Pieces([FORM], [*enumerate(LOG)])]
    assert put_together(Pieces(), loose=loose) is None
    assert put_together(Pieces([FORM]), loose=loose) == WHOLE


def test_what_is_no_form_and_no_checksum_does_no_harm() -> None:
    events = [(0, ("a", "z" * 64)), (1, ("b", "z" * 64)), (-5, ("c", "")), (10**15, ("d", "x"))]
    assert put_together(Pieces([b"no form"], events), [Pieces([FORM], events)]) is None
