"""What each line of the plain protocol means."""

import pytest

from exam.core.form import Slot
from exam.plain.commands import (
    Begin,
    Choose,
    Fill,
    Go,
    Judge,
    LineCommand,
    Say,
    Strike,
    Unknown,
    Write,
    read_command,
)
from tests.support import sample_form
from tests.support.kinds import at, every_kind

CHOICE = sample_form().slot(1)


def asking(item: str) -> Slot:
    return every_kind().slot(at(every_kind(), item))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", Say("next")),
        ("   ", Say("next")),
        ("NEXT", Say("next")),
        ("prev", Say("prev")),
        ("b", Choose("B")),
        ("AC", Choose("AC")),
        ("c, a", Choose("CA")),
        ("aa", Choose("A")),
        ("z", Choose("Z")),
        ("12", Go(12)),
        ("go 12", Go(12)),
        ("012", Go(12)),
        ("9" * 5000, Go(999_999_999)),
        ("-1", Unknown("-1")),
        ("1.5", Unknown("1.5")),
        ("strike c", Strike("C")),
        ("Strike  C", Strike("C")),
        ("strike ac", Unknown("strike ac")),
        ("flag", Say("flag")),
        ("show", Say("reveal")),
        ("note", Write("note", "")),
        ("note Ask about it", Write("note", "Ask about it")),
        ("report wrong key", Write("report", "wrong key")),
        ("reporter", Unknown("reporter")),
        ("yes please", Unknown("yes please")),
        ("?", Say("help")),
        ("abe", Unknown("abe")),
        ("= ac", Choose("AC")),
        ("=", Unknown("=")),
    ],
)
def test_a_line_means_one_thing(line: str, meant: LineCommand) -> None:
    assert read_command(line, CHOICE) == meant


def test_words_win_over_letters_and_a_sign_makes_an_answer_in_any_case() -> None:
    many = asking("many")
    assert read_command("flag", many) == Say("flag")
    assert read_command("bed", many) == Choose("BED")
    assert read_command("L", many) == Choose("L")
    assert read_command("=all", many) == Choose("AL")
    assert read_command("12th", many) == Choose("L"), "an option may be named by its text"
    assert read_command("FALSE", asking("true-false")) == Choose("B")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("sinfo", Fill(((1, "sinfo"),))),
        ("  Scontrol   show -N ", Fill(((1, "Scontrol show -N"),))),
        ("30", Fill(((1, "30"),))),
        ("b", Fill(((1, "b"),))),
        ("strikes", Fill(((1, "strikes"),))),
        ("all", Begin("all")),
        ("=all", Fill(((1, "all"),))),
        ("= =a", Fill(((1, "=a"),))),
        ("=", Fill(((1, ""),))),
        ("end", Say("end")),
        ("go 30", Go(30)),
        ("", Say("next")),
        ("note of it", Write("note", "of it")),
        ("=note of it", Fill(((1, "note of it"),))),
    ],
)
def test_where_an_answer_is_typed_a_line_that_is_no_command_is_the_answer(line: str, meant: LineCommand) -> None:
    assert read_command(line, asking("short")) == meant
    assert read_command(line, asking("numeric")) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("c a d b", Choose("CADB")),
        ("C,A,D", Choose("CAD")),
        ("cadb", Choose("CADB")),
        ("2=c", Fill(((2, "c"),))),
        ("1b 2a", Fill(((1, "b"), (2, "a")))),
        ("2=", Fill(((2, ""),))),
        ("cade", Unknown("cade")),
        ("3", Go(3)),
    ],
)
def test_steps_are_named_in_their_order_or_put_one_by_one(line: str, meant: LineCommand) -> None:
    assert read_command(line, asking("ordering")) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1b 2a", Fill(((1, "b"), (2, "a")))),
        ("1=B, 2:a;3 c", Fill(((1, "B"), (2, "a"), (3, "c")))),
        ("1b", Fill(((1, "b"),))),
        ("2 slurmd", Fill(((2, "slurmd"),))),
        ("2=", Fill(((2, ""),))),
        ("9a", Fill(((9, "a"),))),
        ("b", Unknown("b")),
        ("2", Go(2)),
    ],
)
def test_pairs_are_named_by_number_and_letter(line: str, meant: LineCommand) -> None:
    assert read_command(line, asking("matching")) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1 kubelet", Fill(((1, "kubelet"),))),
        ("2=10250", Fill(((2, "10250"),))),
        ("3=b", Fill(((3, "b"),))),
        ("3b", Fill(((3, "b"),))),
        ("1 a", Fill(((1, "a"),))),
        ("1 kubectl get = x", Fill(((1, "kubectl get = x"),))),
        ("kubelet", Unknown("kubelet")),
        ("12", Go(12)),
    ],
)
def test_gaps_are_filled_by_their_number(line: str, meant: LineCommand) -> None:
    assert read_command(line, asking("cloze")) == meant


def test_an_empty_line_shows_what_is_to_be_recalled_and_a_letter_says_how_it_was() -> None:
    slot = asking("recall")
    assert read_command("", slot, hidden=True) == Say("reveal")
    assert read_command("next", slot, hidden=True) == Say("next")
    assert read_command("", slot) == Say("next")
    assert [read_command(line, slot) for line in ("r", "Half", "wrong")] == [
        Judge("right"), Judge("half"), Judge("wrong"),
    ]  # fmt: skip
    assert read_command("b", slot) == Unknown("b")


def test_after_the_end_nothing_is_an_answer() -> None:
    assert read_command("sinfo") == Unknown("sinfo")
    assert read_command("=a") == Unknown("=a")
    assert read_command("b") == Choose("B")
