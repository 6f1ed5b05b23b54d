"""Whoever waits for a paper sees how far it is, and can call it off."""

import pytest

from exam.assembly import assemble, tailor
from tests.support import sample_bank


class CalledOff(Exception):
    """What a face raises in its callback when the person who waits presses Esc."""


def test_steps_grow_to_their_total() -> None:
    bank, heard = sample_bank(items=30, sections=5), list[tuple[int, int]]()
    form = assemble(bank, tailor(bank, items=20), 3, progress=lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1]
    assert len({total for _, total in heard}) == 1
    assert form == assemble(bank, tailor(bank, items=20), 3), "to be watched changes nothing"


@pytest.mark.parametrize("after", [0, 10, 35])
def test_a_callback_that_raises_calls_the_making_off(after: int) -> None:
    bank = sample_bank(items=30, sections=5)

    def watch(done: int, total: int) -> None:
        if done >= after:
            raise CalledOff

    with pytest.raises(CalledOff):
        assemble(bank, tailor(bank, items=20), 3, progress=watch)
