"""Packages of QTI 2.1 and 3.0: by the rules in them a response earns the points that it earns here."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.form import Form, Slot
from exam.core.scoring import credit
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti2 import write_qti2
from exam.formats.exports.qti3 import write_qti3
from tests.core.test_scoring_laws import ITEMS, slot_of
from tests.support.every_kind import every_kind_form, response
from tests.support.qti_answers import earned, outgoing, packed, responses
from tests.support.qti_scoring import outcomes

NEAR = Fraction(1, 10**9)
"""Thirds have no end as decimals; twelve places of them are written."""

Write = Callable[[Outgoing], Written]

BOTH = pytest.mark.parametrize("write", [write_qti2, write_qti3], ids=["2.1", "3.0"])


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return every_kind_form(tmp_path_factory.mktemp("bank"))


@pytest.mark.slow
@BOTH
def test_every_response_earns_what_it_earns_here(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))

    @settings(max_examples=400, deadline=None)
    @given(st.sampled_from(form.slots).flatmap(lambda slot: st.tuples(st.just(slot), responses(slot))))
    def check(asked: tuple[Slot, tuple[str, ...]]) -> None:
        slot, given = asked
        points = earned(package.items[slot.n - 1], slot, given)
        assert abs(points - credit(slot, given) * slot.points) < NEAR

    check()


@BOTH
@pytest.mark.parametrize("how", ["right", "partly", "wrong"])
def test_whole_papers_earn_what_they_earn_here(form: Form, write: Write, how: Any) -> None:
    package = packed(write(outgoing(form)))
    for slot, item in zip(form.slots, package.items, strict=True):
        given = () if slot.kind == "recall" else response(slot, how)
        points = credit(slot, given) * slot.points
        # All is exactly all and nothing exactly nothing, however many thirds it is made of.
        exact = points in (0, slot.points)
        assert abs(earned(item, slot, given) - points) <= (0 if exact else NEAR), slot.item


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(written=ITEMS, points=st.integers(1, 7), write=st.sampled_from([write_qti2, write_qti3]), data=st.data())
def test_any_question_of_any_credits_earns_what_it_earns_here(
    written: dict[str, Any], points: int, write: Write, data: st.DataObject, form: Form
) -> None:
    slot = slot_of(written | {"points": points})
    alone = form.model_copy(update={"slots": (slot,)})
    [item] = packed(write(outgoing(alone))).items
    given = data.draw(responses(slot))
    points_here = credit(slot, given) * points
    assert abs(earned(item, slot, given) - points_here) < NEAR
    assert item.defaults["MAXSCORE"] == points


@BOTH
def test_nothing_answered_earns_nothing(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))
    assert {outcomes(item, {})["SCORE"] for item in package.items} == {0}
