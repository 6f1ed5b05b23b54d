"""What the outermost frame does, seen from outside: streams, signals, and what nobody foresaw.

Each story starts an interpreter or two, which is most of its time.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exam.sitting.clock import RunningClock
from exam.sitting.session import Session
from exam.store import Store
from tests.support import bank_toml, sample_bank, sample_form
from tests.support.process import EXAM, environment, run_exam, running_exam


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "sample.toml"
    path.write_text(bank_toml(sample_bank(12, 3)), encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_smallest_bank_is_sat_to_its_end(tmp_path: Path, bank: Path) -> None:
    run = run_exam(tmp_path, "take", bank, "--plain", "--items", "2", lines="a\n\nb\nend\nyes\n")
    assert run.returncode == 0, run.stderr
    assert "Score: " in run.stdout
    identifier = run.stdout.split()[-1].rstrip(".")
    report = json.loads(run_exam(tmp_path, "report", identifier, "--json").stdout)
    assert report["attempt"] == identifier
    assert [response["status"] for response in report["responses"]] == ["complete", "complete"]


@pytest.mark.slow
def test_a_pipe_that_stays_open_is_not_waited_for_after_the_end(tmp_path: Path, bank: Path) -> None:
    with running_exam(tmp_path, "take", bank, "--plain", "--items", "2") as sitting:
        for line in ("end", "yes", "yes"):
            sitting.enter(line)
        assert sitting.process.wait(timeout=20) == 0
        assert "To go through the answers: exam resume" in sitting.errors.read()
    reviewed = run_exam(tmp_path, "resume", "last", "--plain", lines="review\nquit\n")
    assert reviewed.returncode == 0
    assert "The key is" in reviewed.stdout


@pytest.mark.slow
def test_the_end_of_input_leaves_and_resume_goes_on(tmp_path: Path, bank: Path) -> None:
    left = run_exam(tmp_path, "take", bank, "--plain", "--items", "3", lines="a\nflag\n")
    assert left.returncode == 3
    assert "The attempt is kept." in left.stderr
    resumed = run_exam(tmp_path, "resume", "--plain", lines="end\nyes\nyes\n")
    assert "Flagged." in resumed.stdout
    assert "Your answer: A." in resumed.stdout
    assert resumed.returncode == 0
    again = run_exam(tmp_path, "resume", "--plain")
    assert again.returncode == 1
    assert "no unfinished attempt" in again.stderr


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_suspends_the_attempt_and_lets_it_go(tmp_path: Path, bank: Path, number: signal.Signals) -> None:
    with running_exam(tmp_path, "take", bank, "--plain") as sitting:
        sitting.enter("b")
        sitting.hear("Your answer: B.")
        sitting.process.send_signal(number)
        assert sitting.process.wait(timeout=10) == 128 + number
        assert "Traceback" not in sitting.errors.read()
    (row,) = json.loads(run_exam(tmp_path, "history", "--json").stdout)
    assert row["state"] == "suspended"
    assert "Your answer: B." in run_exam(tmp_path, "resume", "--plain").stdout


@pytest.mark.slow
def test_time_up_comes_by_itself_while_a_real_pipe_is_silent(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        session = Session.start("abc", sample_form(minutes=1), store, RunningClock(), mode="exam", extra_time=1 / 60)
        session.choose(1, "1a")
        session.leave()
    with running_exam(tmp_path, "resume", "--plain") as sitting:
        assert sitting.process.wait(timeout=20) == 0
        told = sitting.output.read()
    assert "The exam has ended: time is up." in told
    assert "Score: 1 of 5" in told


@pytest.mark.slow
@pytest.mark.parametrize("words", [(), ("take",), ("resume",)])
@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_without_a_terminal_the_app_says_so(tmp_path: Path, words: tuple[str, ...], term: str) -> None:
    run = run_exam(tmp_path, *words, env={"TERM": term})
    assert run.returncode == 2
    assert "--plain" in run.stderr
    assert run.stdout == ""
    assert "\x1b" not in run.stderr


@pytest.mark.slow
def test_a_reader_who_goes_away_hears_no_complaint(tmp_path: Path, bank: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [*EXAM, "form", str(bank), "--json"],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.slow
def test_a_reader_who_goes_away_in_mid_exam_costs_no_answer(tmp_path: Path, bank: Path) -> None:
    with running_exam(tmp_path, "take", bank, "--plain") as sitting:
        sitting.output.readline()
        sitting.output.close()
        sitting.enter("b")
        assert sitting.process.wait(timeout=20) == 141
        assert "Traceback" not in sitting.errors.read()
    (row,) = json.loads(run_exam(tmp_path, "history", "--json").stdout)
    assert row["state"] == "suspended"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(tmp_path: Path, bank: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*EXAM, "form", str(bank), "--json"],
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("Error: The output could not be written")
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_any_locale_gives_the_same_bytes(tmp_path: Path) -> None:
    bank = tmp_path / "sprüche.toml"
    text = bank_toml(sample_bank(12, 3)).replace("What does", "Was heißt „für“:")
    bank.write_text(text, encoding="utf-8")
    words = ("form", bank, "--seed", "1", "--json")
    usual = run_exam(tmp_path, *words)
    narrow = run_exam(tmp_path, *words, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"})
    assert "Was heißt „für“" in usual.stdout
    assert narrow.stdout == usual.stdout


CRASH = """
import sys
from exam.cli import papers
papers.make_paper = lambda *_: 1 / 0
from exam.cli import main
main()
"""


@pytest.mark.slow
def test_what_nobody_foresaw_says_where_the_answers_are(tmp_path: Path) -> None:
    words = (EXAM[0], "-c", CRASH, "take", "--plain")
    run = subprocess.run(words, env=environment(tmp_path), capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 70
    assert "ZeroDivisionError" in run.stderr
    assert str(tmp_path) in run.stderr
    assert "exam resume" in run.stderr
    assert "Traceback" not in run.stderr
    told = subprocess.run(
        words, env=environment(tmp_path, EXAM_DEBUG="1"), capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" in told.stderr


@pytest.mark.slow
def test_a_shell_may_complete_words(tmp_path: Path) -> None:
    run = run_exam(tmp_path, env={"_EXAM_COMPLETE": "bash_complete", "COMP_WORDS": "exam hi", "COMP_CWORD": "1"})
    assert "history" in run.stdout


@pytest.mark.slow
def test_the_data_directory_may_be_named_before_or_after_the_command(tmp_path: Path, bank: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    run_exam(tmp_path, "--data-dir", before, "take", bank, "--plain")
    run_exam(tmp_path, "take", bank, "--plain", "--data-dir", after)
    assert (before / "exam.db").exists()
    assert (after / "exam.db").exists()
    assert not (tmp_path / "exam.db").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_place_that_may_not_be_written_is_said(tmp_path: Path, bank: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    run = run_exam(closed, "take", bank, "--plain")
    assert run.returncode == 1
    assert "--data-dir" in run.stderr


@pytest.mark.slow
def test_a_data_directory_that_is_a_file_is_said(tmp_path: Path, bank: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    run = run_exam(file, "take", bank, "--plain")
    assert run.returncode == 1
    assert str(file) in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.slow
def test_what_was_only_looked_at_is_taken_out_of_the_bin_by_resuming_it(tmp_path: Path, bank: Path) -> None:
    left = run_exam(tmp_path, "take", "--plain", str(bank), lines="next\nquit\n")
    assert "Nothing was answered, so nothing is kept." in left.stderr
    identifier = left.stderr.split()[-1]
    assert run_exam(tmp_path, "resume", "--plain").returncode == 1
    assert "Question 2 of" in run_exam(tmp_path, "resume", identifier, "--plain").stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_where_nothing_can_be_kept_an_exam_is_begun_only_if_that_is_asked_for(tmp_path: Path, bank: Path) -> None:
    data = tmp_path / "closed"
    data.mkdir()
    data.chmod(0o500)
    assert run_exam(data, "take", "--plain", str(bank), lines="a\n").returncode == 1
    assert run_exam(data, "take", "--plain", "--ephemeral", str(bank), lines="end\nyes\nyes\n").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("lines", ["a\nend\nyes\nyes\n", "a\nquit\n"])
def test_an_ephemeral_exam_leaves_nothing_and_names_no_way_back(tmp_path: Path, bank: Path, lines: str) -> None:
    data = tmp_path / "data"
    run = run_exam(data, "take", "--plain", "--ephemeral", "--items", "2", str(bank), lines=lines)
    assert "Your answer: A." in run.stdout or "Score: " in run.stdout
    assert run.stderr.endswith("Nothing of this is kept, as you asked with --ephemeral.\n")
    assert "exam resume" not in run.stderr
    assert not (data / "exam.db").exists()


_READING_ON = """
import threading, time
from pydantic import TypeAdapter, BeforeValidator
from typing import Annotated
from exam.cli import entry

inside = threading.Event()

def slowly(value):
    inside.set()
    time.sleep(0.001)
    return value

reader = TypeAdapter(list[Annotated[int, BeforeValidator(slowly)]])

def closed():
    threading.Thread(target=lambda: reader.validate_python([1] * 100_000), daemon=True).start()
    inside.wait()
    print("the last line")
    return 3

entry._run = closed
entry.main()
"""


@pytest.mark.slow
def test_what_is_still_being_read_when_the_program_ends_does_not_abort_it() -> None:
    run = subprocess.run([sys.executable, "-c", _READING_ON], check=False, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout, run.stderr) == (3, "the last line\n", "")
