"""`exam check`: faults and findings with their places, measured papers, for people and for programs."""

import json
import re
from pathlib import Path

import pytest

from exam.audit import processes as sharing
from exam.cli.output.findings_text import BEGIN, END
from exam.files.places import shipped
from exam.formats import read_bank
from tests.cli.conftest import Run
from tests.support import bank_toml, sample_bank

FIRST = "orchestration-mlops-scheduling"
SOUND = Path(__file__).parents[1] / "assembly" / "golden" / "first.toml"
"""The first bank as it was in schema 1, of which the doctor has nothing to say."""
FLAWED = """schema = 1
id = "flawed"
title = "Flawed"

[[section]]
id = "one"
title = "One"

[[section.item]]
id = "pump"
stem = "What does the pump do?"
aspect = "rol"
statements = ["Always lifts water"]

[[section.item]]
id = "valve"
stem = "What does the valve do?"
statements = [
  "Stops the flow",
  "None of the above",
]

[[section.item]]
id = "gauge"
stem = "What does the gauge do?"
statements = ["Shows how high the pressure is"]

[[section.item]]
id = "filter"
stem = "What does the filter do?"
statements = ["Holds back sand and rust"]
"""


@pytest.fixture
def flawed(tmp_path: Path) -> str:
    path = tmp_path / "flawed.toml"
    path.write_text(FLAWED, encoding="utf-8")
    return str(path)


def test_findings_of_a_kind_are_told_together_the_worst_first_with_file_line_and_column(run: Run, flawed: str) -> None:
    result = run("check", flawed)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    headings = [line for line in lines if not line.startswith(" ")]
    assert headings[0] == "1 fault [all-of-the-above]"
    words = ["fault" if "fault" in line else "warning" if "warning" in line else "advice" for line in headings]
    assert words == sorted(words, key=["fault", "warning", "advice"].index)
    assert {*words} == {"fault", "warning", "advice"}
    assert lines[1].startswith(f"  {flawed}:20:3: section[0].item[1] (valve).statements[1]: 'None of the above'")
    assert any(line.startswith(f"  {flawed}:13:15: ") for line in lines[lines.index("1 piece of advice [absolutes]") :])
    assert any(line.startswith(f"  {flawed}:12:1: ") and "'rol'" in line for line in lines)
    assert "flawed.toml: 1 fault, 4 questions in 1 section, " in result.stderr
    assert "--papers" in result.stderr


def test_what_is_found_often_takes_few_lines_unless_all_is_asked_for(run: Run, tmp_path: Path) -> None:
    items = "".join(
        f'[[section.item]]\nid = "q{at}"\nstem = "What is {at} times seven?"\ntype = "recall"\nanswer = "{at * 7}"\n'
        for at in range(300)
    )
    path = tmp_path / "cards.toml"
    path.write_text(f'schema = 2\nid = "c"\ntitle = "C"\n[[section]]\nid = "s"\ntitle = "S"\n{items}', encoding="utf-8")
    lines = run("check", str(path)).stdout.splitlines()
    at = lines.index("300 pieces of advice [no-rationale]")
    assert lines[at + 1] == "  Say in a rationale what a right answer must have in it."
    assert lines[at + 2 : at + 5] == [
        f"  {path}:{7 + 5 * n}:1: section[0].item[{n}] (q{n}): it has no rationale, so that its sitter has only the "
        "answer to judge by."
        for n in range(3)
    ]
    assert lines[at + 5 :] == ["  and 297 more: --all shows them."]
    assert sum("no rationale" in line for line in run("check", str(path), "--all").stdout.splitlines()) == 300
    (shape,) = json.loads(run("check", str(path), "--json").stdout)
    assert len(shape["findings"]) == 300
    assert shape["asked"] == {"recall": 300}


def test_nothing_hostile_in_a_bank_reaches_the_terminal(run: Run, tmp_path: Path) -> None:
    """Neither by a slip that is quoted, nor by a finding that quotes an answer."""
    esc = "\\u001b[31m"
    head = 'schema = 2\nid = "c"\ntitle = "C"\n[[section]]\nid = "s"\ntitle = "S"\n[[section.item]]\nid = "q"\n'
    sound = (
        f'stem = "What is {esc}sinfo? {{x}}"\ntype = "cloze"\n'
        f'gaps = {{ x = {{ answers = ["{esc}sinfo", "{esc}SINFO"], tolerance = 1 }} }}\n'
    )
    slips = f'stem = "Which?"\noptions = ["{esc}one", "two"]\nkey = "{esc}one"\nanswer = "{esc}two"\n'
    for written in (sound, slips, f"# {esc}\n- a\n- b\n"):
        path = tmp_path / "hostile.toml"
        path.write_text(head + written, encoding="utf-8")
        for words in ((), ("--all",), ("--json",)):
            result = run("check", str(path), *words)
            assert result.stdout
            assert "\x1b" not in result.output


def test_a_picture_that_is_not_there_is_a_fault(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "seen.toml"
    path.write_text(
        'schema = 2\nid = "c"\ntitle = "C"\n[[exhibit]]\nid = "e"\npicture = "gone.png"\nalt = "Gone"\n'
        '[[section]]\nid = "s"\ntitle = "S"\n[[section.item]]\nid = "q"\nstem = "What?"\ntype = "short"\n'
        'answers = ["this"]\nexhibits = ["e"]\n',
        encoding="utf-8",
    )
    result = run("check", str(path))
    assert result.exit_code == 1
    assert result.stdout.startswith(f"1 fault [picture]\n  {path}:6:1: exhibit[0] (e).picture: gone.png ")
    assert "papers leave out the 1 question beside it" in result.stdout


def test_the_same_for_programs(run: Run, flawed: str) -> None:
    result = run("check", flawed, "--json")
    assert result.exit_code == 1
    (shape,) = json.loads(result.stdout)
    assert list(shape) == ["id", "path", "edition", "items", "findings", "papers", "asked", "own_options"]
    assert (shape["id"], shape["items"], shape["papers"]) == ("flawed", 4, None)
    fault = shape["findings"][0]
    assert list(fault) == ["rule", "severity", "item", "file", "line", "column", "where", "message", "remedy"]
    assert (fault["rule"], fault["severity"], fault["item"]) == ("all-of-the-above", "fault", "valve")
    assert (fault["line"], fault["column"]) == (20, 3)


def test_a_file_that_is_refused_is_a_shape_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("schema = 1\nid = ", encoding="utf-8")
    result = run("check", str(path), "--json", "--papers", "3")
    assert result.exit_code == 1
    (shape,) = json.loads(result.stdout)
    assert shape["id"] is None
    assert [(each["rule"], each["severity"]) for each in shape["findings"]] == [("format", "fault")]


@pytest.mark.slow
def test_strict_fails_for_warnings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "warned.toml"
    path.write_text(FLAWED.replace('  "None of the above",\n', ""), encoding="utf-8")
    assert run("check", str(path)).exit_code == 0
    assert run("check", str(path), "--strict").exit_code == 1
    assert run("check", str(SOUND), "--strict").exit_code == 0


@pytest.mark.slow
def test_measured_papers(run: Run) -> None:
    told = run("check", FIRST, "--papers", "4", "--preset", "quick")
    assert told.exit_code == 0
    assert "4 papers of 15 questions (Quick)" in told.stdout
    assert re.search(r"phrases twice in a paper, names more than twice +0 in 4 papers +0 +0 +met", told.stdout)
    assert "bars met." in told.stderr
    (shape,) = json.loads(run("check", FIRST, "--papers", "4", "--preset", "quick", "--json").stdout)
    (papers,) = shape["papers"]
    assert (papers["preset"], papers["papers"], papers["items"], papers["seed"]) == ("quick", 4, 15, 0)
    assert len(papers["bots"]) >= 28
    assert all(bot["interval"][0] <= bot["percent"] <= bot["interval"][1] for bot in papers["bots"])
    assert all(bot["chance"] == 25 and bot["slots"] == 60 for bot in papers["bots"])
    assert papers["broken"] == []
    assert {figure["verdict"] for figure in papers["figures"]} <= {"met", "missed", "open", "none"}


@pytest.mark.slow
def test_another_seed_makes_other_papers_and_the_same_seed_the_same(run: Run) -> None:
    line = ("check", str(SOUND), "--papers", "2", "--preset", "section", "--json")
    assert run(*line).stdout == run(*line, "--seed", "0").stdout
    assert run(*line).stdout != run(*line, "--seed", "1").stdout
    assert run(*line, "--seed", str(2**30)).exit_code == 2


@pytest.mark.slow
def test_two_processes_measure_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one test that pays for starting two more interpreters."""
    line = ("check", str(SOUND), "--papers", "11", "--preset", "section", "--json")
    alone = run(*line).stdout
    monkeypatch.setattr(sharing, "MANY", 2)
    assert run(*line).stdout == alone


@pytest.mark.slow
def test_papers_as_a_preset_tells_and_without_one(run: Run, bank: str) -> None:
    """The sample bank has 60 questions and no `standard`: papers of 50 of them are made."""
    (shape,) = json.loads(run("check", bank, "--papers", "1", "--json").stdout)
    assert [(papers["preset"], papers["items"]) for papers in shape["papers"]] == [("full", 50)]
    (shape,) = json.loads(run("check", str(SOUND), "--papers", "1", "--json").stdout)
    assert [(papers["preset"], papers["items"]) for papers in shape["papers"]] == [("standard", 50), ("full", 70)]
    result = run("check", bank, "--papers", "1", "--preset", "nothing")
    assert result.exit_code == 1
    assert "has no preset 'nothing'" in result.stderr


@pytest.mark.slow
def test_strict_fails_for_missed_bars(run: Run, tmp_path: Path) -> None:
    """Eight questions and four options: every paper is much like every other."""
    path = tmp_path / "tiny.toml"
    path.write_text(bank_toml(sample_bank(8, 2, statements=1)), encoding="utf-8")
    line = ("check", str(path), "--papers", "30", "--preset", "section")
    (shape,) = json.loads(run(*line, "--json").stdout)
    verdicts = {figure["name"]: figure["verdict"] for figure in shape["papers"][0]["figures"]}
    assert verdicts["papers until two share the options of 20 % of their questions"] == "missed"
    assert run(*line).exit_code == 0
    assert run(*line, "--strict").exit_code == 1


@pytest.mark.slow
def test_nothing_but_the_report_is_written_where_nobody_watches(run: Run) -> None:
    result = run("check", str(SOUND), "--papers", "2", "--preset", "section")
    assert "\x1b" not in result.output
    assert "\r" not in result.output
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_section_for_the_page_of_the_bank(run: Run) -> None:
    told = run("check", FIRST, "--papers", "2", "--preset", "quick", "--markdown").stdout
    assert told.startswith(BEGIN)
    assert told.rstrip().endswith(END)
    assert "| phrases twice in a paper, names more than twice | 0 in 2 papers | – | 0 | 0 | met |" in told
    assert "--papers 2 --preset quick --markdown" in told
    assert run("check", FIRST, "--markdown").exit_code == 2


@pytest.mark.slow
def test_the_page_of_the_first_bank_shows_its_papers_as_they_are_now() -> None:
    bank = read_bank(shipped("banks") / f"{FIRST}.toml").bank
    page = (shipped("banks") / "README.md").read_text(encoding="utf-8")
    section = page[page.index(BEGIN) : page.index(END)]
    assert f"edition {bank.edition}" in section, "run the command that the section names, and put in what it prints"
    assert "200 papers of 50 questions" in section
    assert "50 papers of 70 questions" in section
    assert "MISSED" not in section


def test_upgrade_writes_schema_2_to_standard_output_or_into_a_new_file(run: Run, flawed: str, tmp_path: Path) -> None:
    shown = run("check", "--upgrade", flawed)
    assert shown.exit_code == 0
    assert shown.stdout.startswith('schema = 2\nid = "flawed"')
    assert 'kind = "rol"' in shown.stdout
    out = tmp_path / "new.toml"
    assert run("check", "--upgrade", flawed, "-o", str(out)).exit_code == 0
    assert out.read_text("utf-8") == shown.stdout
    again = run("check", "--upgrade", flawed, "-o", str(out))
    assert again.exit_code == 1
    assert "there is such a file already" in again.stderr
    assert "is of schema 2 already" in run("check", "--upgrade", str(out)).stderr


def test_upgrade_takes_one_bank_and_nothing_else(run: Run, flawed: str) -> None:
    assert run("check", "--upgrade").exit_code == 2
    assert run("check", "--upgrade", flawed, flawed).exit_code == 2
    assert run("check", "--upgrade", flawed, "--papers", "3").exit_code == 2
    assert run("check", flawed, "-o", "anywhere.toml").exit_code == 2
    assert run("check", "--upgrade", "nowhere").exit_code == 1
