"""Told to go while a page is still being built, the app goes, and reports no mistake."""

from pathlib import Path

from exam.tui.app import ExamApp
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see


async def test_what_breaks_while_the_app_is_leaving_is_no_mistake(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test() as pilot:
        await see(pilot, "Welcome.")
        app.exit(return_code=143)
        app._handle_exception(LookupError("a widget that is not there yet"))
    assert app.return_code == 143
    assert not (tmp_path / "crash.txt").exists()
