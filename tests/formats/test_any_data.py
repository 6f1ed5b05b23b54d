"""Whatever stands in a file's fields, it is a bank or it is refused with faults that stand in the file."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exam.core.bank import Bank
from exam.formats import BankRefused, read_bank

names = st.sampled_from(["a", "pod", "node", "basics", "A b", "", "../x"])
values: st.SearchStrategy[Any] = st.recursive(
    names | st.booleans() | st.integers(-3, 60) | st.floats() | st.dates() | st.just("\x1b[2J\u202e"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def table(*fields: str, **inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly a table of these fields with anything in them, sometimes anything else."""
    known = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, names | values) | inner)
    return st.one_of(known, known, known, values)


def several(tables: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.lists(tables, max_size=4), st.lists(tables, max_size=4), values)


references = several(table("title", "url"))
lists = {name: st.lists(names, max_size=3) | values for name in ("never_with", "lures", "enemies", "statements", "key")}
items = several(
    table("id", "stem", "options", "aspect", "concept", "number", "distinct", references=references, **lists)
)
numbers = {
    name: st.integers(-1, 5) | values
    for name in ("items", "at_least", "draw_sections", "choose_two", "reversed", "matching", "minutes")
}
blueprints = several(table("id", "title", "cut", sections=st.lists(names) | values, only=values, **numbers))
banks = st.fixed_dictionaries(
    {},
    optional={
        "schema": st.just(1) | values,
        "id": names | values,
        "title": names | values,
        "lures_only": st.booleans() | values,
        "section": several(table("id", "title", "family", item=items)),
        "blueprint": blueprints,
        "unheard": values,
    },
)


@pytest.mark.slow
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(banks)
def test_any_data_are_a_bank_or_are_refused_in_words(tmp_path: Path, data: dict[str, Any]) -> None:
    path = tmp_path / "bank.toml"
    text = tomli_w.dumps(data)
    path.write_text(text, "utf-8")
    try:
        loaded = read_bank(path)
    except BankRefused as refused:
        told = refused.faults
        assert told
    else:
        told = loaded.warnings
        assert isinstance(loaded.bank, Bank)
    lines = text.split("\n")
    for fault in told:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert "\x1b" not in str(fault)
        assert "\u202e" not in str(fault)
