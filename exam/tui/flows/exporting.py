"""The way by which something is written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exam.tui.context import AppContext
from exam.tui.stage import Stage

if TYPE_CHECKING:
    from exam.tui.export.ways import Way


async def export_by_dialog(app: Stage, context: AppContext, about: str, ways: Sequence[Way]) -> None:
    """The dialog by which something is written to a file, and what its format could not hold."""
    from exam.tui.export.screen import ExportScreen

    def now() -> int:
        return int(context.new_clock().now().timestamp())

    exported = await app.push_screen_wait(ExportScreen(about, tuple(ways), now))
    if exported is None:
        return
    if exported.not_held:
        from exam.tui.banks.found import FoundScreen
        from exam.tui.banks.told import told_of_export

        found = told_of_export(exported.format, exported.said, exported.not_held)
        await app.push_screen_wait(FoundScreen(found))
    else:
        app.say(exported.said)
