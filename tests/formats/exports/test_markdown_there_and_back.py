"""Questions written as Markdown and read again are the same."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exam.core.as_seen import as_seen
from exam.core.authored import KEPT
from exam.core.bank import Bank
from exam.core.form import Slot
from exam.formats import read_bank
from exam.formats.exports.markdown import write_markdown
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.imports.markdown_exam import read_markdown_exam
from exam.formats.imports.reading import import_files
from exam.formats.imports.taking import SourceFile, bank_of_files
from exam.library.exporting import outgoing_bank
from tests.support.essence import essence
from tests.support.every_kind import write_bank


def there(bank: Bank) -> tuple[Outgoing, Written]:
    outgoing = outgoing_bank(bank, Path("nowhere"))
    return outgoing, write_markdown(outgoing)


def and_back(written: Written) -> Outgoing:
    """What is read of a file that was written: nothing of it is left out."""
    [(name, data)] = written.files.items()
    foreign = read_markdown_exam(name, data)
    assert not foreign.left_out
    imported = bank_of_files([SourceFile(name, "Markdown", foreign, {}, {})])
    assert not imported.left_out
    return outgoing_bank(imported.bank, Path("nowhere"))


def beside(outgoing: Outgoing, slot: Slot) -> list[Any]:
    """What stands beside a question, whatever it is called."""
    exhibits = [outgoing.form.exhibits[name].model_dump(exclude={"id", "picture"}) for name in slot.exhibits]
    return [*exhibits, slot.points, slot.references, outgoing.fixed.get(slot.item, frozenset()) != frozenset()]


def test_every_kind_of_question_comes_back_with_what_stands_beside_it(tmp_path: Path) -> None:
    outgoing, written = there(read_bank(write_bank(tmp_path)).bank)
    assert written.not_held == ()
    (file,) = written.files
    (tmp_path / file).write_bytes(written.files[file])

    imported = import_files([tmp_path / file])
    assert imported.left_out == ()
    assert [one for one in imported.accounts if one.changed] == []
    back = outgoing_bank(imported.bank, tmp_path)

    assert [section.title for section in back.form.sections] == ["Kubernetes", "Slurm", "Commands"]
    assert [slot.item for slot in back.form.slots] == [slot.item for slot in outgoing.form.slots]
    for then, now in zip(outgoing.form.slots, back.form.slots, strict=True):
        assert essence(back.form, now) == essence(outgoing.form, then)
        assert beside(back, now) == beside(outgoing, then)


def test_a_wrong_option_says_what_it_really_is(tmp_path: Path) -> None:
    _, written = there(read_bank(write_bank(tmp_path)).bank)

    told = "- [ ] sprio -l\n  > The answer to: What breaks a waiting job's priority down into its factors? (Commands)\n"
    assert told in written.files["every-kind.md"].decode()


def test_a_paper_to_hand_out_tells_no_answer(tmp_path: Path) -> None:
    outgoing = outgoing_bank(read_bank(write_bank(tmp_path)).bank, tmp_path)

    (data,) = write_markdown(replace(outgoing, with_answers=False)).files.values()
    text = data.decode()

    assert "[x]" not in text
    assert text.count("\n## ") == 32
    assert "\n## 16. (3 points)\n\n**deployment.yaml**\n\n```yaml\n" in text
    assert "\n*A case: see question 22.*\n" in text
    for told in (
        "PartitionTimeLimit",
        "30 ±",
        "kubelet runs on every node",
        "smallest thing",
        "kubelet\n- ___ uncordon",
    ):
        assert told not in text
    assert "- [ ] kube-scheduler\n" in text
    assert "Answer: ______ s\n" in text
    assert "- allots resources :: ___\n" in text


def test_steps_whose_right_order_is_the_alphabets_are_handed_out_in_another() -> None:
    items = [{"id": "abc", "stem": "In which order?", "type": "ordering", "order": ["a", "b", "c"]}]
    raw = {"schema": 2, "id": "b", "title": "B", "section": [{"id": "s", "title": "S", "item": items}]}
    outgoing = outgoing_bank(Bank.model_validate(raw, by_alias=True), Path("nowhere"))

    (data,) = write_markdown(replace(outgoing, with_answers=False)).files.values()

    assert "- ___ b\n- ___ c\n- ___ a\n" in data.decode()


_SIGNS = (
    *(
        "a",
        "b",
        "1",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\\",
        "#",
        "## ",
        "- ",
        "- [x] ",
        "1. ",
        "```",
        "~~~",
        "\n```\n",
        "> ",
        ">",
    ),
    *(
        "{",
        "}",
        "{a=1}",
        "{a}:",
        " {pin}",
        " {#a points=2}",
        "::",
        " :: ",
        ":",
        "Answer:",
        "Recall: ",
        "See: ",
        "|",
        "±",
    ),
    *("Exhibit:", "[1]", "[", "]", "(", ")", "true", "4 s", "%", "*", "_", "$", "<b>", "é", "---"),
)
_TEXTS = st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=7).map("".join).filter(lambda text: text.strip())
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


def _uncredited(options: dict[str, Any]) -> dict[str, Any]:
    return {name: {key: one for key, one in option.items() if key != "credit"} for name, option in options.items()}


def _accepted(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.fixed_dictionaries({"text": text, "credit": st.integers(0, 100), "feedback": _TOLD})
    return st.lists(one, min_size=1, max_size=3)


_NUMBERS = st.decimals(-1000, 1000, places=3).map(str)
_ANSWERS = st.one_of(
    _choices(),
    st.fixed_dictionaries({"type": st.just("true-false"), "key": st.booleans()}),
    st.fixed_dictionaries(
        {
            "type": st.just("short"),
            "answers": _accepted(_LINES),
            "wildcard": st.booleans(),
            "case": st.booleans(),
            "typos": st.integers(0, 3),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("cloze"),
            "gaps": st.fixed_dictionaries(
                {
                    "one": st.fixed_dictionaries({"answers": _accepted(_LINES), "case": st.booleans()}),
                    "two": _choices().map(
                        lambda choice: {"options": _uncredited(choice["options"]), "key": choice["key"]}
                    ),
                }
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("numeric"),
            "answers": _accepted(_NUMBERS),
            "tolerance": st.sampled_from(["0", "0.5", "5 %"]),
            "unit": st.sampled_from(["", "s", "km/h", "m s", 'a"b{}', "%"]),
        }
    ),
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
_SOURCES = st.lists(st.fixed_dictionaries({"title": _LINES, "url": _LINES}), max_size=2)


def _item(
    stem: str, rationale: str | None, sources: list[dict[str, str]], points: int, answer: dict[str, Any]
) -> dict[str, Any]:
    gaps = f"{{one}} {stem} {{two}}" if answer.get("type") == "cloze" else stem
    return {"stem": gaps, "rationale": rationale, "references": sources, "points": points, **answer}


_ITEMS = st.builds(_item, _TEXTS, _TOLD, _SOURCES, st.integers(1, 3), _ANSWERS)
"""Items without an id."""


def _asked(item: dict[str, Any]) -> str:
    """Two that ask the same in other spaces are one to whoever imports them."""
    return as_seen(item["stem"])


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    st.lists(_ITEMS, min_size=1, max_size=2, unique_by=_asked),
    st.sampled_from(["plain", "markdown", "flowing"]),
    _LINES,
)
def test_whatever_is_written_is_read_as_it_was_meant(items: list[dict[str, Any]], text: str, title: str) -> None:
    section = {"id": "s", "title": title, "item": [{"id": f"q{at}", **one} for at, one in enumerate(items)]}
    raw = {"schema": 2, "id": "b", "title": title, "text": text, "section": [section]}
    try:
        bank = Bank.model_validate(raw, by_alias=True, context={KEPT: text != "flowing"})
    except ValidationError:
        assume(False)
    outgoing, written = there(bank)
    back = and_back(written)

    assert [slot.item for slot in back.form.slots] == [slot.item for slot in outgoing.form.slots]
    assert back.title == outgoing.title
    assert back.form.sections[0].title == title
    for then, now in zip(outgoing.form.slots, back.form.slots, strict=True):
        assert essence(back.form, now) == essence(outgoing.form, then)
        assert beside(back, now) == beside(outgoing, then)
