"""Questions written as Aiken and read again are the same, as far as Aiken can hold them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from exam.core.as_seen import as_seen
from exam.core.authored import KEPT
from exam.core.bank import Bank
from exam.formats import read_bank
from exam.formats.exports.aiken import write_aiken
from exam.formats.exports.outgoing import CannotWrite, Outgoing, Written
from exam.formats.imports.aiken import read_aiken
from exam.formats.imports.taking import SourceFile, bank_of_files
from exam.library.exporting import outgoing_bank
from tests.support.essence import essence
from tests.support.every_kind import write_bank


def there(bank: Bank) -> tuple[Outgoing, Written]:
    outgoing = outgoing_bank(bank, Path("nowhere"))
    return outgoing, write_aiken(outgoing)


def and_back(written: Written) -> Outgoing:
    [(name, data)] = written.files.items()
    foreign = read_aiken(name, data)
    assert not foreign.left_out
    imported = bank_of_files([SourceFile(name, "Aiken", foreign, {}, {})])
    assert not imported.left_out
    return outgoing_bank(imported.bank, Path("nowhere"))


def test_what_aiken_cannot_hold_is_named_and_the_rest_comes_back(tmp_path: Path) -> None:
    outgoing, written = there(read_bank(write_bank(tmp_path)).bank)
    back = and_back(written)

    whole = {one.item: one.what for one in written.not_held if one.whole}
    assert whole["control-plane"] == "several right options"
    assert whole["daemons"] == "an answer that is not chosen among options"
    assert whole["more-gpus"] == "the table beside it"
    told = {(one.item, one.what) for one in written.not_held if not one.whole}
    assert {what for item, what in told if item == "probe-yaml"} == {
        "the lines and marks of its texts",
        "what is told of its options",
        "its rationale and where to read on",
    }
    assert ("tool-sinfo", "what is told of its options") in told
    sent = [slot for slot in outgoing.form.slots if slot.item not in whole]
    assert len(sent) == len(back.form.slots)
    for slot, home in zip(sent, back.form.slots, strict=True):
        if slot.item not in {item for item, _ in told}:
            assert essence(back.form, home) == essence(outgoing.form, slot)


_TEXTS = st.text(st.sampled_from("abAB12 .):*_`<\\=-\n"), min_size=1, max_size=14).filter(str.strip)


@pytest.mark.slow
@given(
    st.lists(
        st.fixed_dictionaries({"stem": _TEXTS, "options": st.lists(_TEXTS, min_size=2, max_size=5)}),
        min_size=1,
        max_size=3,
        unique_by=lambda item: as_seen(item["stem"]),
    ),
    st.sampled_from(["plain", "markdown", "flowing"]),
)
def test_whatever_is_written_is_read_as_it_was_meant(items: list[dict[str, Any]], text: str) -> None:
    asked = [
        {"id": f"q{at}", "stem": item["stem"], "options": dict(zip("abcde", item["options"], strict=False)), "key": "b"}
        for at, item in enumerate(items)
    ]
    raw = {"schema": 2, "id": "b", "title": "B", "text": text, "section": [{"id": "s", "title": "S", "item": asked}]}
    try:
        outgoing, written = there(Bank.model_validate(raw, by_alias=True, context={KEPT: text != "flowing"}))
    except (ValidationError, CannotWrite):
        assume(False)
    assume("numbers before its questions" not in str(read_aiken("", *written.files.values()).notes))
    back = and_back(written)

    whole = {one.item for one in written.not_held if one.whole}
    named = {one.item for one in written.not_held}
    sent = [slot for slot in outgoing.form.slots if slot.item not in whole]
    for slot, home in zip(sent, back.form.slots, strict=True):
        if slot.item not in named:
            assert essence(back.form, home) == essence(outgoing.form, slot)


def test_a_bank_without_any_such_question_is_not_written() -> None:
    item = {"id": "q", "stem": "Is it?", "type": "recall", "answer": "It is."}
    raw = {"schema": 2, "id": "b", "title": "B", "section": [{"id": "s", "title": "S", "item": [item]}]}

    with pytest.raises(CannotWrite, match="Write them as GIFT"):
        there(Bank.model_validate(raw, by_alias=True))
