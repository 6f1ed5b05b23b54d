"""A log that is replayed at once makes the attempt that its events make one by one, or is refused as they are."""

import random
from functools import reduce
from pathlib import Path

import pytest

from exam.core.attempt import Attempt, Refused
from exam.core.events import Event, Responded, Visited
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.core.replaying import replay
from exam.store import Store
from tests.support import every_kind, lived


def outcome(form: Form, events: list[Event], *, at_once: bool) -> Attempt | str:
    try:
        return replay(form, events) if at_once else reduce(apply, events, begin(form))
    except (Refused, AssertionError) as refused:
        return str(refused)


def bent(dice: random.Random, events: list[Event]) -> list[Event]:
    """The same events, of which some are lost, doubled, swapped, at another place or with another answer."""
    made = list(events)
    for _ in range(dice.randrange(1, 4)):
        at, other = dice.randrange(len(made)), dice.randrange(len(made))
        one = made[at]
        match dice.randrange(5):
            case 0 if len(made) > 2:
                del made[at]
            case 1:
                made.insert(other, one)
            case 2:
                made[at], made[other] = made[other], made[at]
            case 3 if isinstance(one, Visited | Responded):
                made[at] = one.model_copy(update={"n": dice.randrange(-1, 20)})
            case _ if isinstance(one, Responded):
                made[at] = one.model_copy(update={"response": dice.choice([(), ("zz",), one.response * 2])})
    return made


@pytest.mark.slow
def test_at_once_is_as_one_by_one_for_whatever_happened(tmp_path: Path) -> None:
    dice, refused = random.Random(4), 0
    with Store.open(tmp_path / "data") as store:
        lived.live(store, 11)
        logs = [store.read_log(name)[:2] for name in store.ended_ids()]
    form = every_kind.every_kind_form(tmp_path / "bank")
    logs.append((form, list(every_kind.sat(form, "partly"))))
    assert len(logs) > 20
    for paper, events in logs:
        assert outcome(paper, events, at_once=True) == outcome(paper, events, at_once=False)
        for _ in range(10):
            changed = bent(dice, events)
            expected = outcome(paper, changed, at_once=False)
            assert outcome(paper, changed, at_once=True) == expected
            refused += isinstance(expected, str)
    assert refused > 50
