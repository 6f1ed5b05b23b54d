"""Questions as a table: what a row holds comes back, what it does not is named, and a spreadsheet computes nothing."""

import csv
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.bank import Bank
from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.tables import write_csv
from exam.formats.imports.tables import read_csv
from tests.support.every_kind import at, with_texts
from tests.support.outgoing_bank import every_kind, taken


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bank, Outgoing]:
    return every_kind(tmp_path_factory.mktemp("bank"))


def rows(outgoing: Outgoing, **how: bool) -> list[dict[str, str]]:
    """The table as another program reads it."""
    (name, data), *_ = write_csv(outgoing, **how).files.items()
    assert name.endswith(".csv")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_question_is_a_row_with_its_key_and_its_section(both: tuple[Bank, Outgoing]) -> None:
    _, outgoing = both
    table = {row["id"]: row for row in rows(outgoing)}
    assert [*table] == [slot.item for slot in outgoing.form.slots]
    assert (table["control-plane"]["correct letters"], table["control-plane"]["section"]) == ("A, B", "Kubernetes")
    assert table["get-everything"]["key"] == "all"
    assert table["node-upgrade"]["a"] == "cordon it"
    assert table["daemons"]["d"] == "→ slurmrestd"
    assert table["ports"]["question"].startswith("The API server listens on {{c1::6443}}, the {{c2::kubelet}}")
    sinfo = at(outgoing.form, "tool-sinfo")
    wrong = next(option for option in sinfo.options if option.text == "squeue --me")
    told = table["tool-sinfo"][f"feedback {sinfo.letter(wrong.id).lower()}"]
    assert told == "This answers: What lists the jobs that wait or run, and no others?"


def test_what_a_row_holds_comes_back_and_the_rest_is_named(both: tuple[Bank, Outgoing]) -> None:
    bank, outgoing = both
    written = write_csv(outgoing)
    (_, data), *pictures = written.files.items()
    found = read_csv("back.csv", data)
    assert found.wanted_media == {"picture-2.png": "every-kind-pictures/fabric.png"}
    items = taken(found, {"picture-2.png": dict(pictures)["every-kind-pictures/fabric.png"]})
    assert [*items] == [item.id for item in bank.items]
    named = {one.item for one in written.not_held} | {"cluster-wide"}  # it says what is true of its stem anyway
    named |= {item.id for item in bank.items if item.statements}
    named |= {item.id for item in bank.items if item.exhibits}
    same = {item.id for item in bank.items if items[item.id] == item}
    assert {item.id for item in bank.items} - named <= same
    assert len(same) >= 10
    for item in bank.items:
        back = items[item.id]
        assert (back.points, back.rationale) == (item.points, item.rationale)
        assert back.stem == item.stem or item.type == "cloze"
        assert len(back.exhibits) == len([one for one in item.exhibits if one != "usage"])


def test_what_is_not_held_is_named_by_question(both: tuple[Bank, Outgoing]) -> None:
    _, outgoing = both
    lost = {(one.item, one.what) for one in write_csv(outgoing).not_held}
    assert ("more-gpus", "a table that stands beside it") in lost
    assert ("drain", "how exactly an answer is to be typed") in lost
    assert ("controller-name", "answers that are right in part") in lost
    assert ("commands", "that nothing less than all of it earns points") in lost
    assert not any(item == "daemons" for item, _ in lost)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-2", "@SUM(A1)", "\tx"])
def test_a_formula_is_kept_from_being_computed_unless_somebody_wants_it_raw(
    both: tuple[Bank, Outgoing], formula: str
) -> None:
    _, outgoing = both
    bent = replace(outgoing, form=with_texts(outgoing.form, formula, how="plain"))
    guarded, raw = rows(bent), rows(bent, guarded=False)
    assert not any((cell or "").startswith(("=", "+", "-", "@", "\t")) for row in guarded for cell in row.values())
    assert {row["question"] for row in raw if row["type"] == "recall"} == {formula}
    assert {row["question"] for row in guarded if row["type"] == "recall"} == {f"'{formula}"}


@cache
def _outgoing() -> Outgoing:
    with TemporaryDirectory() as folder:
        return every_kind(Path(folder))[1]


_TEXTS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ,;|\"'\n=-A)"), min_size=1, max_size=30
)


@pytest.mark.slow
@given(stem=_TEXTS, options=st.lists(_TEXTS, min_size=2, max_size=6), place=st.integers(0, 5))
def test_any_texts_come_back_as_they_were(stem: str, options: list[str], place: int) -> None:
    outgoing = _outgoing()
    slot = at(outgoing.form, "stateful")
    shown = tuple(
        replaced.model_copy(update={"id": str(place), "text": text, "feedback": None, "home": None})
        for place, (text, replaced) in enumerate(zip(options, [slot.options[0]] * len(options), strict=True))
    )
    key = str(place % len(options))
    asked = slot.model_copy(update={"stem": stem, "options": shown, "key": (key,), "n": 1, "rationale": None})
    form = outgoing.form.model_copy(update={"slots": (asked,)})
    (file, *_) = write_csv(replace(outgoing, form=form)).files.values()
    found = read_csv("back.csv", file)
    clean = stem.strip() and all(text.strip() for text in options)
    if not clean or found.items[0].fields.get("type") == "true-false":
        return
    fields = found.items[0].fields
    assert fields["stem"].strip() == stem.strip()
    assert [text.strip("\n") for text in fields["options"].values()] == [text.strip("\n") for text in options]
    assert fields["key"] == "abcdef"[int(key)]
