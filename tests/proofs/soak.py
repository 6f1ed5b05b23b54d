"""A restless sitter at the real program: ``python -m tests.proofs.soak [KEYS] [SEED]``.

The app runs in a pseudo-terminal and is driven by dice: answers, flags, strikes, moves, the sheet, the navigator, other
sizes, ctrl+z, a stop from outside, a clock that is set, a disk that is full for a while. Runs end by key, by SIGTERM,
by a closed window or by kill -9; between two runs the log of the database is taken away or its files are put back to an
older state. An oracle (`soak_oracle`) holds all that was acknowledged to what is there afterwards. The dice decide what
is done; when it is done follows from what is shown, never from the time that passed.
"""

import random
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.proofs import soak_faults
from tests.proofs.soak_oracle import Oracle, Sheet, is_saved
from tests.support import bank_toml, sample_bank
from tests.support.process import environment
from tests.support.terminal import Terminal

KEYS, SEED = 4000, 14
ITEMS, MINUTES = 12, 600
_A_LIFE = 300
"""Keys after which an attempt is ended and another one begins, in a folder of its own."""
_KEYS = (*"aabbccdd", *"ABCD", *"fu", *"nnnp", "home", "end", "up", "down", "backspace")
"""No Enter, which may end the exam from the sheet."""
_WIDE = (80, 24)
_TOO_SMALL = ((40, 12), (20, 5), (1, 1))
_SIZES = (_WIDE, (100, 30), (60, 20), (140, 45), (200, 60), *_TOO_SMALL)
_WAYS = ("leave", "terminate", "hang up", "kill", "kill")
_CLOCKS = (-86_400, -3600, -1800, 0, 1800, 3600, 86_400)


class Soak:
    """One attempt from its beginning to its end, over many runs of the program."""

    def __init__(self, dice: random.Random, place: Path, small_disk: bool) -> None:
        self.dice, self.place, self.data, self.small_disk = dice, place, place / "data", small_disk
        self.oracle = Oracle(self.data, ITEMS, 60 * MINUTES)
        self.files = soak_faults.SwappedFiles(self.data, place / "older")
        self.counts: Counter[str] = Counter()
        self.size = _WIDE
        self.clock, self.bank = place / "clock", place / "sample.toml"
        self._set_clock(0)
        self.bank.write_text(bank_toml(sample_bank(ITEMS, 3)), "utf-8")

    def sit(self, keys: int) -> None:
        """Presses at least so many keys, over as many runs as it takes, ends the attempt and holds the report to it."""
        while self.counts["keys"] < keys:
            with self._opened() as app:
                for _ in range(self.dice.randrange(5, 50)):
                    self._act(app)
                self._go(app)
            if done := self.files.swap(self.dice):
                self.counts[done] += 1
        with self._opened() as app:
            self._end(app)
        self.oracle.compare_report()
        self.counts["answers acknowledged"] = self.oracle.acknowledged

    def _opened(self) -> Terminal:
        words: list[str | Path] = ["resume"]
        if not self.oracle.known:
            words = ["take", self.bank, "--seed", "7", "--minutes", str(MINUTES)]
        program = [sys.executable, "-m", "tests.support.wrong_clock", self.clock, *words]
        app = Terminal.start(program, cols=_WIDE[0], rows=_WIDE[1], env=environment(self.data))
        self.size = _WIDE
        self.counts["runs"] += 1
        if not self.oracle.known:
            app.wait_for("Begin")
            app.press("enter")
        app.wait_for(f" of {ITEMS}")
        self.oracle.begin_run()
        self._compare(app)
        return app

    def _act(self, app: Terminal) -> None:
        chance = self.dice.random()
        if chance < 0.06:
            self._resize(app, self.dice.choice(_SIZES))
            self.counts["resizes"] += 1
        elif chance < 0.08:
            self._compare(app)
            self.dice.choice((app.stop_and_continue, app.suspend_and_continue))()
            app.wait_for(f" of {ITEMS}")
            self.counts["stops"] += 1
        elif chance < 0.1:
            self._set_clock(self.dice.choice(_CLOCKS))
            self.counts["clocks set"] += 1
        elif chance < 0.11 and self.small_disk:
            self._fill_the_disk(app)
        elif chance < 0.18:
            self._compare(app)
            self._visit(app)
        else:
            app.press(self.dice.choice(_KEYS))
            self.counts["keys"] += 1
        if self.dice.random() < 0.15:
            self.oracle.look()
            self.counts["looks"] += 1

    def _set_clock(self, wrong: int) -> None:
        beside = self.clock.with_suffix(".new")
        beside.write_text(str(wrong), "ascii")
        beside.replace(self.clock)

    def _visit(self, app: Terminal) -> None:
        """Opens something over a question and goes back: from one shown screen to the next."""
        key = self.dice.choice("xg")
        app.press(key)
        if key == "x":
            app.wait_for("Strike which")
            app.press(self.dice.choice("abcd"))
            app.wait_for(lambda shown: "Strike which" not in shown)
        else:
            app.wait_for("Questions")
            app.press("g")
            app.wait_for(lambda shown: "Questions" not in shown)
        self.counts["keys"] += 2

    def _compare(self, app: Terminal) -> Sheet:
        """Has the review sheet shown, when every key before was taken, holds it to the database, and goes back."""
        if self.size != _WIDE:
            self._resize(app, _WIDE)
        app.press("?")
        app.wait_for(_tells_keys)
        app.press("escape")
        shown = app.wait_for(lambda shown: not _tells_keys(shown))
        if not _tells_sheet(shown):
            app.press("s")
            shown = app.wait_for(_tells_sheet)
        sheet = Sheet.read(shown)
        self.oracle.compare(sheet)
        self.counts["sheets"] += 1
        app.press("s")
        app.wait_for(f" of {ITEMS}")
        return sheet

    def _resize(self, app: Terminal, size: tuple[int, int]) -> None:
        app.resize(*size)
        self.size = size
        # Where there is too little room for a question, keys are not taken.
        app.wait_for(
            _tells_size if size in _TOO_SMALL else lambda shown: f" of {ITEMS}" in shown or _tells_sheet(shown)
        )

    def _fill_the_disk(self, app: Terminal) -> None:
        """Goes on while nothing can be saved; once there is room again, or after a kill, what was said holds."""
        soak_faults.fill(self.data)
        self.counts["full disks"] += 1
        for _ in range(self.dice.randrange(2, 12)):
            app.press(self.dice.choice(_KEYS))
            self.counts["keys"] += 1
        sheet = self._compare(app)
        self.counts["sheets not saved"] += not sheet.saved
        soak_faults.free(self.data)
        app.press("f")
        app.wait_for(is_saved)
        self._compare(app)

    def _go(self, app: Terminal) -> None:
        way = self.dice.choice(_WAYS)
        self.counts[way] += 1
        match way:
            case "leave":
                self._compare(app)
                app.press("ctrl+q")
            case "terminate":
                app.kill(signal.SIGTERM)
            case "hang up":
                app.hang_up()
            case _:
                app.kill()
        app.wait_for_end()

    def _end(self, app: Terminal) -> None:
        app.press("s")
        app.wait_for(_tells_sheet)
        app.press("e")
        app.wait_for("End the exam?")
        app.press("y")
        app.wait_for(lambda shown: "End all the same" in shown or "study page" in shown)
        if "study page" not in app.screen():
            app.press("y")
            app.wait_for("study page")
        app.press("ctrl+q")
        app.wait_for_end()


def _tells_size(shown: str) -> bool:
    """Of what is said where there is too little room, one cell has but the first sign."""
    return "is needed" in shown or shown == "◷"


def _tells_sheet(shown: str) -> bool:
    """By its line and not by its keys alone, in whose place a note may stand for a while."""
    return "    End the exam" in shown or "  › End the exam" in shown or "e end exam" in shown


def _tells_keys(shown: str) -> bool:
    """Of the keys of a question only the upper ones are shown; those of the sheet are a page of their own."""
    return "choose an option, or" in shown or "Keys of this page" in shown


def main(keys: int, seed: int) -> int:
    """Gives the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that no disk is left behind
    counts: Counter[str] = Counter()
    wrong = 0
    while counts["keys"] < keys:
        dice = random.Random(seed)
        with (
            tempfile.TemporaryDirectory(prefix="exam-soak-") as place,
            soak_faults.small_disk(Path(place) / "data") as small,
        ):
            soak = Soak(dice, Path(place), small)
            try:
                soak.sit(min(_A_LIFE, keys - counts["keys"]))
            except AssertionError as error:
                crash = soak.data / "crash.txt"
                told = crash.read_text("utf-8") if crash.exists() else ""
                soak.oracle.differences.append(f"{error}\n{told}")
        for one in soak.oracle.differences:
            print(f"Seed {seed}: {one}", flush=True)
        wrong += len(soak.oracle.differences)
        counts += soak.counts
        counts["attempts"] += 1
        seed += 1
    if not small:
        print("No small disk can be made here, so none was ever full.")
    print(f"{', '.join(f'{count:,} {what}' for what, count in counts.most_common())}; {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0] if arguments else KEYS, arguments[1] if len(arguments) > 1 else SEED))
