"""Questions written as GIFT and read again are the same, as far as GIFT can hold them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exam.core.as_seen import as_seen
from exam.core.authored import KEPT
from exam.core.bank import Bank
from exam.formats import read_bank
from exam.formats.exports.gift import write_gift
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.imports.gift import read_gift
from exam.formats.imports.taking import SourceFile, bank_of_files
from exam.library.exporting import outgoing_bank
from tests.support.essence import essence
from tests.support.every_kind import write_bank


def there(bank: Bank) -> tuple[Outgoing, Written]:
    outgoing = outgoing_bank(bank, Path("nowhere"))
    return outgoing, write_gift(outgoing)


def and_back(written: Written) -> Outgoing:
    """What is read of a file that was written: nothing of it is left out."""
    [(name, data)] = written.files.items()
    foreign = read_gift(name, data)
    assert not foreign.left_out
    imported = bank_of_files([SourceFile(name, "GIFT", foreign, {}, {})])
    assert not imported.left_out
    return outgoing_bank(imported.bank, Path("nowhere"))


def test_every_kind_of_question_comes_back_but_for_what_is_named(tmp_path: Path) -> None:
    outgoing, written = there(read_bank(write_bank(tmp_path)).bank)
    back = and_back(written)

    named = {one.item for one in written.not_held}
    home = {slot.item: slot for slot in back.form.slots}
    whole = {one.item for one in written.not_held if one.whole}
    assert [slot.item for slot in outgoing.form.slots if slot.item not in whole] == list(home)
    assert [section.title for section in back.form.sections] == ["Kubernetes", "Slurm", "Commands"]
    for slot in outgoing.form.slots:
        if slot.item not in named:
            assert essence(back.form, home[slot.item]) == essence(outgoing.form, slot)


def test_what_gift_cannot_hold_is_named(tmp_path: Path) -> None:
    _, written = there(read_bank(write_bank(tmp_path)).bank)

    assert [(one.item, one.what) for one in written.not_held if one.whole] == [("ports", "its text with several gaps")]
    assert [(one.item, one.what) for one in written.not_held if not one.whole] == [
        ("stateful", "that only all of it counts: right options earn their shares, and a wrong one takes all"),
        ("service-types", "that options keep their places"),
        ("secrets", "that options keep their places"),
        ("upgrade-both", "that options keep their places"),
        ("cluster-wide", "its 2 points"),
        ("grace", "its unit s: only the number is typed"),
        ("node-upgrade", "that it is put in order: it became pairs of a place and a step"),
        ("node-upgrade", "that only all of it counts: each place earns its share"),
        ("request-path", "that it is put in order: it became pairs of a place and a step"),
        ("pod", "that it is recalled, not written: it became an essay"),
        ("pod", "where its answer ends and its rationale begins"),
        ("surge", "the code beside it, which stands above its text"),
        ("surge", "its 3 points"),
        ("account-flag", "that capitals count"),
        ("controller-name", "that typing mistakes are forgiven"),
        ("more-gpus", "the table beside it, which stands above its text"),
        ("more-gpus", "that options keep their places"),
        ("hops", "the picture beside it, of which the words stand above its text"),
        ("debug-limit", "the passage beside it, which stands above its text"),
        ("long-limit", "the passage beside it, which stands above its text"),
        ("long-limit", "its tolerance of 5 %, which became 8.4"),
        ("long-limit", "its unit h: only the number is typed"),
        ("priority-mix", "its 2 points"),
        ("commands", "that only all of it counts: each pair earns its share"),
        ("backfill", "that it is recalled, not written: it became an essay"),
    ]


def test_a_wrong_option_says_what_it_really_is(tmp_path: Path) -> None:
    _, written = there(read_bank(write_bank(tmp_path)).bank)

    told = r"~sprio -l#The answer to\: What breaks a waiting job's priority down into its factors? (Commands)"
    assert told in written.files["every-kind.gift"].decode()


def test_arrows_that_would_be_taken_for_pairs_are_moved_or_left_out() -> None:
    items = [
        {"id": "first", "stem": "How is it reached?", "options": {"a": "p->x", "b": "p.x"}, "key": "a"},
        {"id": "typed", "stem": "How is y reached?", "type": "short", "answers": ["p->y"]},
        {"id": "told", "stem": "And z?", "type": "short", "answers": [{"text": "z", "feedback": "Not p->z."}]},
        {"id": "pairs", "stem": "Match.", "type": "matching", "pairs": [["p->x", "x"], ["p", "p->y"]]},
    ]
    section = {"id": "s", "title": "S", "item": items}
    raw = {"schema": 2, "id": "b", "title": "B", "text": "plain", "section": [section]}
    _, written = there(Bank.model_validate(raw, by_alias=True, context={KEPT: True}))
    back = {slot.item: slot for slot in and_back(written).form.slots}

    assert [one.item for one in written.not_held if one.whole] == ["typed"]
    assert {one.item for one in written.not_held if not one.whole} == {"first", "told", "pairs"}
    assert [option.text for option in back["first"].options] == ["p.x", "p->x"]
    assert back["told"].gaps[0].texts[0].feedback == "Not p→z."
    assert [gap.label for gap in back["pairs"].gaps] == ["p→x", "p"]


_SIGNS = "ab1 \\~=#{}:%[]>*\n._$&<|`/T-n"
_TEXTS = st.text(st.sampled_from(_SIGNS), min_size=1, max_size=14).filter(lambda text: text.strip())
_LINES = _TEXTS.map(lambda text: " ".join(text.split()))
_TOLD = st.none() | _TEXTS


@st.composite
def _choices(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(2, 5))
    options = {}
    for name in "abcde"[:count]:
        options[name] = {"text": draw(_TEXTS)}
        if told := draw(_TOLD):
            options[name]["feedback"] = told
        if draw(st.booleans()):
            options[name]["credit"] = draw(st.integers(-100, 100))
    key = draw(st.lists(st.sampled_from(sorted(options)), min_size=1, max_size=count - 1, unique=True))
    credit = draw(st.sampled_from([None, "each", "all"]))
    return {"options": options, "key": sorted(key), "credit": credit}


def _accepted(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries({"text": text, "credit": st.integers(0, 100), "feedback": _TOLD})
    return st.lists(one, min_size=1, max_size=3)


_NUMBERS = st.decimals(-1000, 1000, places=3).map(str)
_ANSWERS = st.one_of(
    _choices(),
    st.fixed_dictionaries({"type": st.just("true-false"), "key": st.booleans()}),
    st.fixed_dictionaries({"type": st.just("short"), "answers": _accepted(_LINES), "wildcard": st.booleans()}),
    st.fixed_dictionaries({"type": st.just("numeric"), "answers": _accepted(_NUMBERS), "tolerance": st.just("0.5")}),
    st.fixed_dictionaries(
        {
            "type": st.just("matching"),
            "pairs": st.lists(st.tuples(_TEXTS, _TEXTS).map(list), min_size=2, max_size=4),
            "extra": st.lists(_TEXTS, max_size=2),
        }
    ),
    st.fixed_dictionaries({"type": st.just("ordering"), "order": st.lists(_TEXTS, min_size=2, max_size=4)}),
    st.fixed_dictionaries({"type": st.just("recall"), "answer": _TEXTS}),
)
_ITEMS = st.builds(
    lambda stem, rationale, answer: {"stem": stem, "rationale": rationale, **answer}, _TEXTS, _TOLD, _ANSWERS
)
"""Items without an id."""


def _asked(item: dict[str, Any]) -> str:
    """Two that ask the same in other spaces are one to whoever imports them."""
    return as_seen(item["stem"])


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    st.lists(_ITEMS, min_size=1, max_size=3, unique_by=_asked),
    st.sampled_from(["plain", "markdown", "flowing"]),
    _LINES,
)
def test_whatever_is_written_is_read_as_it_was_meant(items: list[dict[str, Any]], text: str, title: str) -> None:
    section = {"id": "s", "title": title, "item": [{"id": f"q{at}", **one} for at, one in enumerate(items)]}
    raw = {"schema": 2, "id": "b", "title": "B", "text": text, "section": [section]}
    try:
        bank = Bank.model_validate(raw, by_alias=True, context={KEPT: text != "flowing"})
    except ValidationError:
        assume(False)
    outgoing, written = there(bank)
    whole = {one.item for one in written.not_held if one.whole}
    assume(len(whole) < len(items))
    back = and_back(written)

    named = {one.item for one in written.not_held}
    home = {slot.item: slot for slot in back.form.slots}
    assert {slot.item for slot in outgoing.form.slots} == home.keys() | whole
    assert back.form.sections[0].title == title
    for slot in outgoing.form.slots:
        if slot.item not in named:
            assert essence(back.form, home[slot.item]) == essence(outgoing.form, slot)
