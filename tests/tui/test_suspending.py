"""To the shell with ctrl+z and back with fg, under a real shell in a real terminal: nothing is lost, and time runs on.

It takes some seconds, because the time that runs on while the program stands still is real. However busy the machine
is, the clock must have run on for as long as the program was away, and for no longer than the whole test has taken.
"""

import re
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from exam.store import Store
from tests.support.process import EXAM, environment
from tests.support.terminal import Terminal

AWAY = timedelta(seconds=3)
"""The least time in the shell."""

SECOND = timedelta(seconds=1)
"""How far off a clock that shows whole seconds may be."""

BASH = shutil.which("bash")


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"


def left(screen: str) -> timedelta:
    found = re.search(r"◷ (\d+):(\d\d)", screen)
    return timedelta(minutes=int(found[1]), seconds=int(found[2])) if found else timedelta.max


def whole(screen: str) -> bool:
    """Whether the question with its answer, its flag, its clock and the keys is on screen."""
    return all(text in screen for text in ("● B", "⚑ flagged", "1 answered", "◷ ", "? keys"))


@pytest.mark.slow
@pytest.mark.skipif(BASH is None or not Path("/proc/self/stat").exists(), reason="needs job control, and /proc to look")
def test_ctrl_z_stops_the_exam_and_fg_brings_it_back_with_its_answers_and_its_clock(tmp_path: Path) -> None:
    env = environment(tmp_path / "data", PS1="shell> ", TERM="xterm-256color")
    start = f"""sh -c 'echo $$ > {tmp_path}/pid; exec {" ".join(EXAM)} take --preset quick'"""
    with Terminal.start([str(BASH), "--norc", "--noprofile", "-i"], cols=80, rows=24, env=env) as shell:
        shell.wait_for("shell>")
        shell.enter(start)
        shell.wait_for("the clock starts now")
        shell.press("enter")
        shell.wait_for("◷ ")
        shell.press("b", "f")
        began = time.monotonic()
        before = left(shell.wait_for(whole))
        pid = int((tmp_path / "pid").read_text())
        shell.press("ctrl+z")
        shell.wait_for(lambda _: is_stopped(pid))
        shell.wait_for("shell>")
        assert shell.raw.rindex(b"\x1b[?1049l") > shell.raw.rindex(b"\x1b[?1049h"), "the shell has its own screen"
        stopped = time.monotonic()
        shell.wait_for(lambda _: time.monotonic() - stopped > AWAY.total_seconds())
        assert is_stopped(pid)
        shell.enter("fg")
        back = left(shell.wait_for(lambda screen: whole(screen) and left(screen) <= before - AWAY + SECOND))
        assert before - back <= timedelta(seconds=time.monotonic() - began) + SECOND, "no more time is gone than was"
        shell.press("c", "n")
        shell.wait_for("2 of ")
        shell.press("ctrl+q")
        shell.wait_for("exam resume")
    with Store.open(tmp_path / "data") as store:
        (row,) = store.unfinished()
        attempt = store.load(row.id).attempt
    assert attempt.of(1).response == (attempt.form.slot(1).options[2].id,)
    assert attempt.of(1).marked
