"""What is typed in a real terminal: kept when the program is killed or told to end, and never more than text."""

import signal
from pathlib import Path

import pytest

from exam.core.attempt import Attempt, State
from exam.store import Store
from tests.support.kinds import BANK, at, every_kind
from tests.support.process import EXAM, environment
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow


def taking(tmp_path: Path) -> Terminal:
    """The program, at the question that is answered by typing a command."""
    bank = tmp_path / "kinds.toml"
    bank.write_text(BANK, "utf-8")
    app = Terminal.start(
        [*EXAM, "take", "--code", every_kind().code, bank], cols=80, rows=24, env=environment(tmp_path / "data")
    )
    app.wait_for("the clock starts now")
    app.press("enter")
    app.wait_for("1 of 10")
    app.press("/")
    app.wait_for("A number from 1 to 10")
    app.press(*str(at(stored(tmp_path).form, "short")), "enter")
    app.wait_for("esc other keys")
    return app


def stored(tmp_path: Path) -> Attempt:
    with Store.open(tmp_path / "data") as store:
        (row,) = store.unfinished()
        return store.load(row.id).attempt


def typed(tmp_path: Path) -> tuple[str, ...]:
    attempt = stored(tmp_path)
    return attempt.of(at(attempt.form, "short")).response


def test_what_is_typed_is_there_after_a_kill_and_is_gone_on_with(tmp_path: Path) -> None:
    with taking(tmp_path) as app:
        app.press(*"sinf")
        app.wait_for("1 answered")
        app.kill(signal.SIGKILL)
        app.wait_for_end()
    assert typed(tmp_path) == ("sinf",)
    with Terminal.start([*EXAM, "resume"], cols=80, rows=24, env=environment(tmp_path / "data")) as app:
        app.wait_for(lambda screen: "sinf" in screen and "tab write" in screen)
        app.press("tab")
        app.wait_for("esc other keys")
        app.press("o", "enter", "ctrl+q")  # typed ahead of what leaves
        app.wait_for_end()
    assert typed(tmp_path) == ("sinfo",)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_word_keeps_the_letters_on_screen(tmp_path: Path, number: signal.Signals) -> None:
    with taking(tmp_path) as app:
        app.press(*"sinfo")
        app.wait_for("sinfo")
        app.kill(number)
        assert app.wait_for_end() == 128 + number
    assert stored(tmp_path).state is State.SUSPENDED
    assert typed(tmp_path) == ("sinfo",)


def test_what_is_pasted_never_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    with taking(tmp_path) as app:
        app.press("\x1b[200~si\x9b2Jnfo\u202e\x1b[201~")
        app.wait_for("si‹U+009B›2Jnfo‹U+202E›")
        app.press("enter", "left")
        app.wait_for("tab write")
        app.press("ctrl+q")
        app.wait_for_end()
        assert "\x9b".encode() not in app.raw
        assert "\u202e".encode() not in app.raw
    assert typed(tmp_path) == ("si‹U+009B›2Jnfo‹U+202E›",)


def test_a_number_typed_ahead_of_the_card_it_is_for_answers_no_question(tmp_path: Path) -> None:
    with taking(tmp_path) as app:
        app.press("escape")
        app.wait_for("? keys")
        for n in (1, 10, 3, 8, 2, 9, 4, 7, 5, 6):
            app.press(f"/{n}\r")  # as one who knows the way types it: no card is looked at between
            app.wait_for(f" {n} of 10")
            app.wait_for(lambda screen: "? keys" in screen or "esc other keys" in screen)
            if "other keys" in app.screen():
                app.press("escape")
                app.wait_for("? keys")
    attempt = stored(tmp_path)
    assert [attempt.of(n).response for n in range(1, 11)] == [()] * 10


def test_words_typed_ahead_of_their_pad_stand_in_it_in_their_order(tmp_path: Path) -> None:
    with taking(tmp_path) as app:
        app.press("escape")
        app.wait_for("? keys")
        app.press("!a bad")
        app.wait_for("a bad")
        app.press(" face", "escape")
        app.wait_for("Reported")
    attempt = stored(tmp_path)
    assert attempt.of(at(attempt.form, "short")).report == "a bad face"


def test_an_action_is_found_by_letters_typed_ahead_of_the_card_that_finds_it(tmp_path: Path) -> None:
    with taking(tmp_path) as app:
        app.press("escape")
        app.wait_for("? keys")
        app.press("\x0bflag")
        app.wait_for(lambda screen: "flag" in screen.split("\n")[3] and "What do you want" not in screen)
    attempt = stored(tmp_path)
    assert all(not attempt.of(n).marked and not attempt.of(n).response for n in range(1, 11))
