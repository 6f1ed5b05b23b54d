"""Signals never cut a change in half."""

import signal

import pytest

from exam.plain.lines import Stopped, Stops


def test_a_signal_in_mid_change_waits_for_its_end() -> None:
    with Stops() as stops:
        signal.raise_signal(signal.SIGTERM)
        done = "the whole change"
        with pytest.raises(Stopped) as stopped, stops.allowed():
            raise AssertionError("nothing more is begun")
    assert done
    assert stopped.value.signal == signal.SIGTERM


def test_a_signal_while_waiting_breaks_the_wait_off() -> None:
    with Stops() as stops, pytest.raises(Stopped), stops.allowed():
        signal.raise_signal(signal.SIGINT)


def test_once_is_enough_and_what_held_before_holds_again() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Stops() as stops:
        with pytest.raises(Stopped), stops.allowed():
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
