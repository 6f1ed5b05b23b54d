"""Whatever the parser finds in a text, the scanner finds too, and it points at where it stands."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exam.files.faults import FieldPath
from exam.formats.positions import line_and_column, positions_in

NASTY = (Path(__file__).parent / "nasty.toml").read_text("utf-8")

NASTIER = {
    "empty": "",
    "one comment": "# nothing",
    "no line end": "a=1",
    "white space": "  \t\n\n  ",
    "two quotes": "a = ''\nb = \"\"\nc = ''''''\nd = \"\"\"\"\"\"",
    "quotes at the ends": "a = \"\"\"\"x\"\"\"\"\nb = ''''y'''''",
    "a table in many lines": "a = {\n  b = 1, # one\n  c = { d = 2 },\n}\ne = 3",
    "tables out of order": "[a.b.c]\n[a]\n[a.b]\nx = 1",
    "a list of lists of tables": "[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\nx = [[{y = 1}]]",
    "headers next to each other": "[[a]]\n[[a]]\n[b]\n[[a.c]]",
    "escaped ends": 'a = "\\\\"\nb = "\\""\nc = """\\\\"""\nd = 1',
    "letters beyond ASCII": 'a = "ü😀"\n"ü" = "\u200f"\nb = ["é", "日本"]',
    "dates in a row": "a = [1979-05-27 07:32:00,1979-05-27 07:32:00]\nb = 07:32:00",
}


def paths_in(value: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Every path in parsed data."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, within in inside:
        yield (*path, step)
        yield from paths_in(within, (*path, step))


def assert_all_found(text: str) -> None:
    assert {path for path, _ in positions_in(text)} == set(paths_in(tomli.loads(text)))


def test_nasty_text_is_followed() -> None:
    assert_all_found(NASTY)


@pytest.mark.parametrize("text", NASTIER.values(), ids=NASTIER)
def test_so_is_each_nastier_one(text: str) -> None:
    assert_all_found(text)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = (
    st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    | st.text("'\"\\\n#[]{}=,.", max_size=12)
    | st.dates(min_value=date(1000, 1, 1))
    | st.datetimes(min_value=datetime(1000, 1, 1))
    | st.times().map(lambda at: time(at.hour, at.minute, at.second))
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=20
)
documents = st.dictionaries(names, values, max_size=6)


@pytest.mark.slow
@settings(deadline=None)
@given(documents, st.booleans())
def test_in_any_document_no_path_is_missing_and_none_is_too_many(document: dict[str, Any], multiline: bool) -> None:
    assert_all_found(tomli_w.dumps(document, multiline_strings=multiline))


@pytest.mark.slow
@settings(deadline=None)
@given(documents)
def test_every_place_points_at_the_key_and_at_its_value(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    for path, place in positions_in(text):
        step = path[-1]
        if isinstance(step, str) and text[place.at] != "[" and text[place.at : place.value].rstrip().endswith("="):
            (name,) = tomli.loads(f"{text[place.at : place.value]} 0")
            assert name == step
        if place.value > place.at:
            value = document
            for within in path:
                value = value[within]  # type: ignore[index]
            if isinstance(value, str):
                end = next((at for at in range(place.value + 2, len(text) + 1) if sound(text[place.value : at])), 0)
                assert tomli.loads(f"v = {text[place.value : end]}")["v"] == value


def sound(written: str) -> bool:
    """Whether this is a whole value of TOML."""
    try:
        tomli.loads(f"v = {written}")
    except tomli.TOMLDecodeError:
        return False
    return True


@example('"\\0"')
@example('"\x08"')
@given(st.text(max_size=60) | st.text("[]{}=\"'.,#\n a1\\", max_size=40))
def test_what_is_no_toml_is_followed_as_far_as_it_goes(text: str) -> None:
    for _, (at, value) in positions_in(text):
        assert 0 <= at <= value <= len(text)


def test_lines_and_columns_count_from_one_and_in_characters() -> None:
    text = "a = 1\n\n  é = 2\n"
    found = {path: line_and_column(text, place.at) for path, place in positions_in('a = 1\n\n  "é" = 2\n')}
    assert found == {("a",): (1, 1), ("é",): (3, 3)}
    assert line_and_column(text, len(text)) == (4, 1)
