"""Runs the app in a process of its own, on one data directory: ``python -m tests.support.app_process DIR [form]``.

With `form`, a practice paper is opened directly, and `!` on its begin page makes the program fail on purpose.
"""

import sys
from pathlib import Path

from exam.assembly import assemble, tailor
from exam.tui.app import ExamApp
from exam.tui.rooms import Opening
from tests.support.clock import FakeClock
from tests.support.rooms import TestRooms


class FailingApp(ExamApp):
    """An app with a mistake in it."""

    def action_fail(self) -> None:
        raise ZeroDivisionError("on purpose")


def main(data_dir: Path, what: str = "") -> int:
    desk = TestRooms(data_dir, FakeClock())
    opening = Opening.take(assemble(desk.bank, tailor(desk.bank, "standard"), 7)) if what else None
    app = FailingApp(desk.rooms, opening)
    app.bind("ctrl+x", "fail")
    parting = app.run()
    if parting:
        print(parting)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
