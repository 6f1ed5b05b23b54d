"""Laws of scoring, whatever is asked and answered: its bounds, its blindness to order, and what counts as the same."""

from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly.authored import written_slot
from exam.core.form import Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap, decimal, plain_typed, read_number, same_text
from exam.core.item import Item
from exam.core.scoring import credit, part_credits

WORDS = "pod node kubelet slurmd sinfo etcd drain cordon taint queue lease probe".split()
DISTINCT = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True)
CREDITS = st.one_of(st.none(), st.integers(-100, 100))


def slot_of(written: dict[str, Any], seed: int = 0) -> Slot:
    item = Item.model_validate({"id": "q", "stem": "Which?"} | written)
    return written_slot(item, 1, "s", seed, seed % 2, partial(opaque, seed))


def opaque(seed: int, text: str) -> str:
    return f"{seed}-{text}"


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(DISTINCT)
    names = [f"o{at}" for at in range(len(texts))]
    credits_of = draw(st.lists(CREDITS, min_size=len(texts), max_size=len(texts)))
    options = {
        name: {"text": text} | ({} if percent is None else {"credit": percent})
        for name, text, percent in zip(names, texts, credits_of, strict=True)
    }
    key = draw(st.lists(st.sampled_from(names), min_size=1, max_size=len(names) - 1, unique=True))
    return {"options": options, "key": key} | draw(st.sampled_from([{}, {"credit": "each"}, {"credit": "all"}]))


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(DISTINCT)
    own = draw(st.sampled_from([{}, {"credit": "each"}, {"credit": "all"}]))
    match draw(st.sampled_from(["ordering", "matching", "cloze"])):
        case "ordering":
            return {"type": "ordering", "order": texts} | own
        case "matching":
            pairs = [[f"premise {at}", text] for at, text in enumerate(texts)]
            return {"type": "matching", "pairs": pairs, "extra": draw(st.lists(st.just("more"), max_size=1))} | own
        case _:
            stem = " and ".join(f"{{g{at}}}" for at in range(len(texts)))
            gaps = {f"g{at}": {"answers": [{"text": text, "credit": 50 + at}]} for at, text in enumerate(texts)}
            return {"type": "cloze", "stem": stem, "gaps": gaps} | own


ITEMS = st.one_of(choices(), parts())


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(ITEMS, st.data())
def test_credit_is_between_nothing_and_all(written: dict[str, Any], data: st.DataObject) -> None:
    slot = slot_of(written)
    answers = st.sampled_from([option.id for option in slot.options] or WORDS)
    if slot.gaps:
        answers = st.one_of(answers, st.just(""), st.sampled_from(WORDS), st.text(max_size=8))
    response = tuple(data.draw(st.lists(answers, max_size=len(slot.gaps) or len(slot.options), unique=not slot.gaps)))
    assert 0 <= credit(slot, response) <= 1
    assert all(0 <= part <= 1 for part in part_credits(slot, response))


@settings(max_examples=100, deadline=None)
@given(ITEMS)
def test_nothing_earns_nothing(written: dict[str, Any]) -> None:
    assert credit(slot_of(written), ()) == 0


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.one_of(parts(), choices().filter(lambda written: written.get("credit") != "each")))
def test_the_whole_key_earns_all_where_nobody_gave_less(written: dict[str, Any]) -> None:
    plain = dict(written)
    if "options" in plain:
        plain["options"] = {name: option["text"] for name, option in plain["options"].items()}
    if "gaps" in plain:
        plain["gaps"] = {name: [gap["answers"][0]["text"]] for name, gap in plain["gaps"].items()}
    slot = slot_of(plain)
    solution = tuple(gap.key[0] if gap.choices else gap.solution for gap in slot.gaps) or slot.key
    assert credit(slot, solution) == 1


def said(slot: Slot, response: tuple[str, ...]) -> dict[str, str]:
    """A response in words: by what is asked for in each gap, or the texts chosen."""
    if slot.gaps:
        texts = [
            slot.option(one).text if gap.choices and one else one for gap, one in zip(slot.gaps, response, strict=True)
        ]
        return {gap.label: text for gap, text in zip(slot.gaps, texts, strict=True)}
    return {slot.option(one).text: "" for one in response}


def answered(slot: Slot, words: dict[str, str]) -> tuple[str, ...]:
    """The same response, to a paper that shows everything in another order."""
    ids = {option.text: option.id for option in slot.options}
    if slot.gaps:
        return tuple(
            ids.get(words[gap.label], words[gap.label]) if gap.choices else words[gap.label] for gap in slot.gaps
        )
    return tuple(ids[text] for text in words)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(ITEMS, st.data(), st.integers(1, 2**30 - 1))
def test_the_order_in_which_things_are_shown_earns_nothing(
    written: dict[str, Any], data: st.DataObject, seed: int
) -> None:
    one, other = slot_of(written), slot_of(written, seed)
    if one.gaps:
        response = tuple(
            data.draw(st.sampled_from(["", *(gap.choices or ("pod", "NODE", "drain "))])) for gap in one.gaps
        )
    else:
        ids = [option.id for option in one.options]
        response = tuple(data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=len(ids))))
    assert credit(one, response) == credit(other, answered(other, said(one, response)))


CASUAL = st.text(st.sampled_from("aAbBzZ'’`\"“-–− \t09ſßéＡ"), max_size=20)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(CASUAL, CASUAL, st.booleans(), st.integers(0, 3))
def test_what_is_the_same_once_typed_earns_the_same(typed: str, accepted: str, case: bool, typos: int) -> None:
    gap = Gap(texts=(AcceptedText(text=accepted, credit=60),), case=case, typos=typos)
    assert gap.credit(typed) == gap.credit(plain_typed(typed, case=case))
    assert gap.credit(accepted) == gap.credit(f"  {accepted} ") == Fraction(60, 100)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.booleans())
def test_the_form_in_which_typed_texts_are_compared_is_its_own(text: str, case: bool) -> None:
    plain = plain_typed(text, case=case)
    assert same_text(text, plain, case=case)
    assert plain_typed(plain, case=case) == plain


DECIMALS = st.decimals(-10_000, 10_000, places=3, allow_nan=False)
WIDTHS = st.decimals(0, 100, places=3, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(DECIMALS, WIDTHS)
def test_a_tolerance_takes_its_edges_and_nothing_beyond(value: Any, width: Any) -> None:
    accepted = AcceptedNumber(value=f"{value:f}", tolerance=f"{width:f}")
    middle, reach, little = Fraction(value), Fraction(width), Fraction(1, 10**12)
    assert accepted.takes(middle)
    assert accepted.takes(middle + reach)
    assert accepted.takes(middle - reach)
    assert not accepted.takes(middle + reach + little)
    assert not accepted.takes(middle - reach - little)


@settings(max_examples=200, deadline=None)
@given(DECIMALS, WIDTHS)
def test_a_tolerance_in_percent_is_of_the_value_whatever_its_sign(value: Any, width: Any) -> None:
    accepted = AcceptedNumber(value=f"{value:f}", tolerance=f"{width:f} %")
    edge = abs(Fraction(value)) * Fraction(width) / 100
    assert accepted.takes(Fraction(value) + edge)
    assert accepted.takes(Fraction(value) - edge)
    assert not accepted.takes(Fraction(value) + edge + Fraction(1, 10**12))


NUMBERISH = st.text(st.sampled_from("0123456789.,' eE+-−×x*·^()/% kW\u00a0\u202f٣²½"), max_size=80)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(st.one_of(NUMBERISH, st.text(max_size=200)), st.sampled_from(["", "s", "kW", "%", "e3", " m "]))
def test_reading_a_number_never_fails_and_stays_small(text: str, unit: str) -> None:
    numbers = read_number(text, unit)
    assert len(numbers) <= 2
    assert all(abs(number) < 10**480 for number in numbers)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.one_of(NUMBERISH, st.text(max_size=80)))
def test_an_authors_number_is_one_that_a_fraction_reads_or_none(text: str) -> None:
    plain = decimal(text)
    assert plain is None or abs(Fraction(plain)) < 10**480


@settings(max_examples=300, deadline=None)
@given(DECIMALS)
def test_a_number_is_read_as_what_it_is_with_a_point_or_a_comma(value: Any) -> None:
    written = f"{value:f}"
    assert Fraction(value) in read_number(written)
    assert Fraction(value) in read_number(written.replace(".", ","))
    assert Fraction(value) in read_number(f" {written} kW", "kW")
    assert Fraction(value) in read_number(written.replace("-", "−"))
