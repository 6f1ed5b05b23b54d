"""A question file in another format, checked: places are those in the file itself."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

AIKEN = """What makes the tides?
A. The pull of the moon upon the water of the seas, and that of the sun
B. The wind
C. The salt
ANSWER: A

What makes the waves?
A. The wind
B. The moon
C. The wind
ANSWER: A

What makes the waves of the sea?
A. The wind
B. The moon
ANSWER: A
"""


@pytest.fixture
def pool(tmp_path: Path) -> str:
    path = tmp_path / "pool.txt"
    path.write_text(AIKEN, "utf-8")
    return str(path)


def test_findings_name_the_line_in_the_file_itself(run: Run, pool: str) -> None:
    result = run("check", pool)
    assert result.exit_code == 0
    assert "1 warning [left-out]\n" in result.stdout
    assert f"{pool}:7: What makes the waves?: has two options that look the same." in result.stdout
    assert f"{pool}:1: What makes the tides? (option a): the key has 68 characters" in result.stdout
    assert result.stderr.startswith(f"{pool}: good, 2 questions in 1 section, ")
    assert run("check", pool, "--strict").exit_code == 1


def test_the_same_for_programs(run: Run, pool: str) -> None:
    (shape,) = json.loads(run("check", pool, "--json").stdout)
    assert (shape["id"], shape["items"], shape["own_options"]) == ("pool", 2, None)
    assert [(one["rule"], one["line"]) for one in shape["findings"] if one["rule"] == "left-out"] == [("left-out", 7)]


def test_a_file_of_which_nothing_can_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.aiken"
    path.write_text("What makes the tides?\nA. The moon\nANSWER: A\n", "utf-8")
    result = run("check", str(path))
    assert result.exit_code == 1
    assert "none can be taken" in result.stdout


def test_its_papers_are_measured_as_those_of_any_bank(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pool.aiken"
    texts = [f"What is {n} + {n}?\nA. {n + n}\nB. {n * 3}\nC. {n + 1}\nANSWER: A\n" for n in range(10, 30)]
    path.write_text("\n".join(texts), "utf-8")
    result = run("check", str(path), "--papers", "3")
    assert result.exit_code == 0
    assert "3 papers of 20 questions" in result.stdout
    assert "best single cue" in result.stdout
    assert "statements" not in result.stdout
    assert "lures" not in result.stdout


def test_the_page_for_the_author_holds_every_finding_and_loads_nothing(run: Run, pool: str, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    hostile = Path(pool)
    hostile.write_text(AIKEN.replace("What makes the tides?", "What makes <script>tides</script>?"), "utf-8")
    assert run("check", pool, "--html", str(page)).exit_code == 0
    written = page.read_text("utf-8")
    assert "has two options that look the same" in written
    assert "What makes &lt;script&gt;tides" in written
    assert "<script" not in written
    assert "http" not in written.replace("http-equiv", "")
    refused = run("check", pool, "--html", str(page))
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert run("check", pool, "--html", str(page), "--force").exit_code == 0
