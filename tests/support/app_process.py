"""Runs the app in a process of its own: ``python -m tests.support.app_process DIR [form | long | wide | slow]``.

With `form`, a paper is opened directly, with `long` one whose questions fit into no small terminal; ctrl+x makes the
program fail on purpose.
With `wide`, every other question has letters whose width terminals disagree about. With `slow`, a paper that home asks
for takes a minute to make.
"""

import sys
from pathlib import Path

import exam.library.paper
from exam.assembly import assemble, tailor
from exam.core.form import Form
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from tests.support.clock import FakeClock
from tests.support.desk import AppDesk
from tests.support.slow import slow_assemble

WIDE = "👩🏽‍🚀👨‍👩‍👧‍👦 ❤️ क्षत्रियों की स्थिति 👩🏽‍🚀👨‍👩‍👧 முதல் தமிழ் 👨‍👩‍👧‍👦"
_MORE = "It goes on and on, as long questions of real exams do. "


class FailingApp(ExamApp):
    """An app with a mistake in it."""

    def action_fail(self) -> None:
        raise ZeroDivisionError("on purpose")


def longer(form: Form) -> Form:
    """The same paper, with stems and options that run over many lines."""
    slots = []
    for slot in form.slots:
        options = tuple(option.model_copy(update={"text": f"{option.text} {_MORE * 3}"}) for option in slot.options)
        slots.append(slot.model_copy(update={"stem": f"{slot.stem} {_MORE * 4}", "options": options}))
    return form.model_copy(update={"slots": tuple(slots)})


def wider(form: Form) -> Form:
    """The same paper, with every other question in letters that some terminals draw in one cell and others in more."""
    slots = [
        slot
        if slot.n % 2 == 0
        else slot.model_copy(
            update={
                "stem": f"{WIDE} {slot.stem}",
                "options": tuple(
                    option.model_copy(update={"text": f"{option.text} {WIDE} end-of-{option.id}"})
                    for option in slot.options
                ),
            }
        )
        for slot in form.slots
    ]
    return form.model_copy(update={"slots": tuple(slots)})


def main(data_dir: Path, what: str = "") -> int:
    desk = AppDesk(data_dir, FakeClock())
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    if what == "slow":
        exam.library.paper.assemble_form = slow_assemble
        what = ""
    made = {"long": longer, "wide": wider}.get(what, lambda form: form)(form)
    opening = Opening(made) if what else None
    app = FailingApp(desk.context, opening)
    app.bind("ctrl+x", "fail")
    parting = app.run()
    if parting:
        print(parting)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
