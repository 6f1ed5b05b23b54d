"""SECURITY.md points to tests that exist, and has a row for every fault."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.*?) \| (.*?) \| (.*) \|$", PAGE, re.MULTILINE)
FAULTS = 43


def names_of_tests(file: Path) -> set[str]:
    """The tests of a file, by name."""
    found = ast.parse(file.read_text("utf-8")).body
    return {one.name for one in found if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("file", sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::\w+)?`", PAGE))))
def test_every_test_that_the_page_names_is_there(file: str) -> None:
    named = set(re.findall(rf"`{re.escape(file)}::(\w+)`", PAGE))
    assert named - names_of_tests(ROOT / file) == set()


def test_every_fault_has_its_row_with_a_test_of_its_own() -> None:
    assert [int(number) for number, *_ in ROWS] == [*range(1, FAULTS + 1)]
    for number, _, _, tests in ROWS:
        assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`(, `tests/[\w/]+\.py::test_\w+`)*", tests), number
