"""Files and words from strangers, made worse: ``python -m tests.proofs.fuzz [CASES] [FIRST]``.

Banks, themes, settings, exam codes, files of attempts, lines of plain mode and the database itself, each in turn: bytes
turned and cut, words put in the place of others, values of attempts altered and signed again, rows and pages of the
database written over. Whatever is done, the file is taken for what it then says or refused with a word that names it;
nothing else is raised, no control character is said, nothing takes two seconds, and of the attempts nothing is lost
that a witness still knows. Some cases go through the real command. The number of a case makes it again.
`tests.proofs.imports` does this for the formats of others.
"""

import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.proofs import fuzzed_files, fuzzed_store
from tests.proofs.fuzzed import Violation
from tests.support.batches import in_batches
from tests.support.process import run_exam

CASES = 100_000
MOST_SECONDS = 2.0
"""Of processor time: a busy machine is no fault of the program."""
_HANGS = 10
_BATCH = 140
_A_COMMAND = 1000
"""Of so many cases one goes through the real command too."""

KINDS: dict[str, Callable[[Random, Path], str]] = {
    "bank": fuzzed_files.bank,
    "theme": fuzzed_files.theme,
    "settings": fuzzed_files.settings,
    "code": fuzzed_files.code,
    "attempts": fuzzed_store.attempts,
    "lines": fuzzed_store.lines,
    "database": fuzzed_store.database,
}
"""By kind: makes a case in an empty folder, tries it, and says "taken" or "refused"; anything raised is a violation."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    n: int
    kind: str
    how: str
    """taken, refused or failed."""
    wrong: str
    seconds: float


class Hangs(Exception):
    """A case took so long that somebody would end the program."""


def tried(n: int, folder: Path) -> Outcome:
    """Makes the case of a number in an empty folder, and says what became of it."""
    kind = [*KINDS][n % len(KINDS)]
    began, wrong = time.process_time(), ""
    signal.setitimer(signal.ITIMER_PROF, _HANGS)
    try:
        how = KINDS[kind](Random(n), folder)
    except Violation as violation:
        wrong = str(violation)
    except Exception as error:
        wrong = f"{type(error).__name__}: {error}\n{traceback.format_exc(limit=-8)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - began
    if not wrong and seconds > MOST_SECONDS:
        wrong = f"took {seconds:.1f} seconds"
    if not wrong and n // len(KINDS) % _A_COMMAND == 0:
        wrong = commanded(kind, folder)
    return Outcome(n, kind, "failed" if wrong else how, wrong, seconds)


def commanded(kind: str, folder: Path) -> str:
    """What is wrong with what the real command does with a case; empty: nothing."""
    data = folder / "data"
    code = folder / "code.txt"
    words: list[str | Path] = {
        "bank": ["check", folder / "bank.toml"],
        "code": ["form", code.read_text("utf-8") if code.exists() else ""],
        "attempts": ["attempts", "import", folder / "attempts.jsonl"],
        "database": ["doctor"],
    }.get(kind, ["history"])
    if any("\0" in str(word) for word in words):
        return ""
    done = run_exam(data, *words)
    said = done.stdout + done.stderr
    if done.returncode not in (0, 1, 2) or "Traceback" in said or "\x1b" in said:
        return f"exam {' '.join(map(str, words))} ended with {done.returncode}: {said[-2000:]}"
    return "" if done.returncode == 0 or done.stderr or done.stdout else f"exam {words} said nothing"


def _batch(numbers: range) -> list[Outcome]:
    signal.signal(signal.SIGPROF, _ring)
    found = []
    for n in numbers:
        with tempfile.TemporaryDirectory(prefix="exam-fuzz-") as folder:
            outcome = tried(n, Path(folder))
        found.append(outcome)
    return found


def _ring(*_: object) -> None:
    raise Hangs


def main(cases: int, first: int) -> int:
    """Gives the exit code."""
    began = time.monotonic()
    told, slowest, wrong = Counter[tuple[str, str]](), Outcome(0, "", "", "", 0.0), 0
    for one in in_batches(_batch, cases, first, _BATCH):
        told[one.kind, one.how] += 1
        slowest = max(slowest, one, key=lambda outcome: outcome.seconds)
        if one.wrong:
            wrong += 1
            print(f"Case {one.n}, {one.kind}: {one.wrong}", flush=True)
    by_kind = "; ".join(f"{kind} {told[kind, 'taken']:,} taken, {told[kind, 'refused']:,} refused" for kind in KINDS)
    print(
        f"{cases:,} cases: {by_kind}; the slowest took {slowest.seconds:.2f} s (case {slowest.n}, {slowest.kind}); "
        f"{time.monotonic() - began:.0f} s in all; {wrong} violations."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0] if arguments else CASES, arguments[1] if len(arguments) > 1 else 0))
