"""Questions in another format: made a bank of, and sat directly."""

import json
import shutil
from pathlib import Path

import pytest

from exam.cli.wiring import Root
from exam.formats import read_bank
from exam.library.importing import Imported, imported, write_bank
from exam.store import Store
from tests.cli.conftest import Run
from tests.formats.imports.foreign import PICTURE, choice, source

AIKEN = """What makes the tides?
A. The moon
B. The wind
C. The salt
ANSWER: A

What is foam?
A. Air and water
B. Air and water
ANSWER: A

What makes the waves?
A. The wind
B. The moon
ANSWER: A

What makes the tides?
A. The moon
B. The wind
C. The salt
ANSWER: A
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    path = tmp_path / "high-seas.txt"
    path.write_text(AIKEN, "utf-8")
    return path


def with_picture() -> Imported:
    from exam.formats.imports.taking import bank_of_files

    shown = {"id": "map", "picture": "map.png", "alt": "A bay"}
    item = choice("What is this?", "A bay", "A lake", exhibits=["map"])
    return bank_of_files([source(item, exhibits=(shown,), pictures={"map.png": PICTURE})])


def test_a_file_is_made_one_of_ones_own_banks_and_can_be_sat_under_its_id(run: Run, quiz: Path, data_dir: Path) -> None:
    result = run("import", str(quiz))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == [f"{quiz}: Aiken, a format of Moodle", "2 questions taken; 2 left out."]
    assert f"    {quiz}:7: What is foam?" in lines
    assert f"    {quiz}:17: What makes the tides? ({quiz}:1)" in lines
    assert lines[-1] == "Sit it with: exam take high-seas"
    bank = read_bank(data_dir / "banks" / "high-seas.toml").bank
    assert [item.id for item in bank.items] == ["what-makes-the-tides", "what-makes-the-waves"]
    assert "What makes the waves?" in run("form", "high-seas").stdout


def test_a_second_bank_of_that_name_gets_a_number_and_force_takes_its_place(
    run: Run, quiz: Path, data_dir: Path
) -> None:
    run("import", str(quiz))
    again = run("import", str(quiz))
    assert "There is a bank high-seas already, so this one is high-seas-2" in again.stdout
    assert read_bank(data_dir / "banks" / "high-seas-2.toml").bank.id == "high-seas-2"
    quiz.write_text(AIKEN.replace("The salt", "The sun"), "utf-8")
    assert run("import", str(quiz), "--force").exit_code == 0
    assert "The sun" in (data_dir / "banks" / "high-seas.toml").read_text("utf-8")


def test_a_dry_run_writes_nothing_and_the_figures_add_up(run: Run, quiz: Path, data_dir: Path) -> None:
    told = json.loads(run("import", str(quiz), "--dry-run", "--json").stdout)
    assert not (data_dir / "banks").exists()
    assert len(told["taken"]) + len(told["left_out"]) == AIKEN.count("ANSWER")
    assert [(one["line"], one["why"]) for one in told["left_out"]] == [
        (7, "has two options that look the same"),
        (17, "is the same question as another"),
    ]


def test_several_files_make_one_bank(run: Run, quiz: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "shore.txt", tmp_path / "sea.toml"
    other.write_text("What is a shore?\nA. Where land begins\nB. Where it ends\nANSWER: A\n", "utf-8")
    result = run("import", str(quiz), str(other), "-o", str(out))
    assert result.stdout.splitlines()[-1] == f"Sit it with: exam take {out}"
    bank = read_bank(out).bank
    assert [section.title for section in bank.sections] == ["High seas", "Shore"]
    assert run("import", str(quiz), "-o", str(out)).exit_code == 1
    assert read_bank(out).bank == bank
    assert run("import", str(quiz), "-o", str(out), "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone.gift"], "there is no such file"),
        (["."], "is a directory"),
        (["quiz.txt", "--format", "word"], "is none of anki"),
        (["quiz.txt", "--columns", "stem=Question"], "has no columns"),
        (["letter.doc"], "is in none of the formats that can be read"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_a_word(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quiz.txt").write_text(AIKEN, "utf-8")
    (tmp_path / "letter.doc").write_bytes(b"\xd0\xcf\x11\xe0\0\0\0\0")
    result = run("import", *words)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.doc", "quiz.txt"]


def test_a_question_file_is_sat_directly_and_again_with_what_was_missed(run: Run, quiz: Path, data_dir: Path) -> None:
    sat = run("take", str(quiz), "--plain", "--items", "2", input="end\nyes\nyes\n")
    assert sat.exit_code == 0
    assert f"{quiz}: 2 questions taken; 2 left out. 'exam check {quiz}' says why." in sat.stderr
    run("take", str(quiz), "--plain", "--items", "2", input="end\nyes\nyes\n")
    with Store.open(data_dir) as store:
        assert {row.bank for row in store.history()} == {"high-seas"}
        assert len(store.history()) == 2
    assert run("take", str(quiz), "--plain", "--missed", input="end\nyes\nyes\n").exit_code == 0
    assert run("progress", str(quiz)).stdout.startswith("High seas: 3 attempts")


def test_the_code_of_a_paper_makes_it_again_from_the_same_file_and_from_the_bank_made_of_it(
    run: Run, quiz: Path, tmp_path: Path
) -> None:
    first = run("form", str(quiz), "--seed", "7").stdout
    code = next(line.split()[-1] for line in first.splitlines() if line.startswith("Exam code"))
    run("import", str(quiz), "-o", str(tmp_path / "made.toml"))
    assert run("form", str(quiz), "--code", code).stdout == first
    assert run("form", str(tmp_path / "made.toml"), "--code", code).stdout == first


def test_a_name_that_ends_as_question_files_do_is_taken_for_a_file(run: Run) -> None:
    result = run("form", "gone.gift")
    assert result.exit_code == 1
    assert "gone.gift: there is no such file" in result.stderr


@pytest.mark.slow
def test_a_large_file_goes_by_its_index(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_text("\n".join(f"What is {n}?\nA. {n}\nB. {-n}\nANSWER: A\n" for n in range(1, 2101)), "utf-8")
    root = Root(override=tmp_path / "data")
    bank = root.open_bank(path)
    assert len([*(tmp_path / "data" / "cache").glob("*.index")]) == 1
    again = root.open_bank(path)
    assert (again.edition, len(again.items), again.items[5].stem) == (bank.edition, 2100, "What is 6?")
    other = tmp_path / "other.txt"
    shutil.copy(path, other)
    assert root.open_bank(other).id == "other"


def test_pictures_are_written_below_the_bank_and_shown_from_there(tmp_path: Path) -> None:
    made = with_picture()
    bank, picture = write_bank(made, tmp_path / "bay.toml")
    assert picture.read_bytes() == PICTURE
    assert picture.parent == tmp_path / "pictures"
    opened = Root(override=tmp_path / "data").open_bank(bank)
    assert opened.pictures["map"] == made.pictures[f"pictures/{picture.name}"].read().digest
    assert opened.edition == made.bank.edition


def test_what_stands_there_is_not_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    made = with_picture()
    (tmp_path / "pictures").mkdir()
    (name,) = made.pictures
    (tmp_path / name).write_bytes(b"another")
    with pytest.raises(FileExistsError):
        write_bank(made, tmp_path / "bay.toml")
    assert (tmp_path / name).read_bytes() == b"another"
    assert not (tmp_path / "bay.toml").exists()
    write_bank(made, tmp_path / "bay.toml", overwrite=True)
    assert (tmp_path / name).read_bytes() == PICTURE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bay.toml", "pictures"]


def test_the_same_file_gives_the_same_bank(quiz: Path) -> None:
    assert imported(quiz).bank == imported(quiz).bank
    assert imported(quiz).bank.edition == imported([quiz]).bank.edition


def test_a_bank_to_begin_with_has_every_kind_and_nothing_to_find_fault_with(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new").exit_code == 0
    checked = run("check", "my-bank.toml")
    assert (checked.exit_code, checked.stdout) == (0, "")
    bank = read_bank(tmp_path / "my-bank.toml").bank
    assert (bank.id, bank.title) == ("my-bank", "My bank")
    kinds = {item.type or ("statements" if item.statements else "choice") for item in bank.items}
    assert kinds == {
        "statements",
        "choice",
        "true-false",
        "short",
        "numeric",
        "ordering",
        "matching",
        "cloze",
        "recall",
    }
    assert len(run("form", "my-bank.toml", "--with-key").stdout.splitlines()) > 50
    assert run("new").exit_code == 1
    assert run("new", "--force").exit_code == 0


@pytest.mark.parametrize("name", ['Say "sea" \\ or not.toml', "Meer & Küste", "海", "x" * 90])
def test_a_bank_to_begin_with_may_have_any_name(run: Run, tmp_path: Path, name: str) -> None:
    assert run("new", str(tmp_path / name)).exit_code == 0
    (path,) = tmp_path.glob("*.toml")
    assert run("check", str(path)).stdout == ""
