"""What each line of the plain protocol means."""

import pytest

from exam.plain.commands import Choose, Go, LineCommand, Say, Strike, Unknown, Write, read_command


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
        ("012", Go(12)),
        ("9" * 5000, Go(999_999_999)),
        ("-1", Unknown("-1")),
        ("1.5", Unknown("1.5")),
        ("strike c", Strike("C")),
        ("Strike  C", Strike("C")),
        ("strike ac", Unknown("strike ac")),
        ("flag", Say("flag")),
        ("note", Write("note", "")),
        ("note Ask about it", Write("note", "Ask about it")),
        ("report wrong key", Write("report", "wrong key")),
        ("reporter", Unknown("reporter")),
        ("yes please", Unknown("yes please")),
        ("?", Say("help")),
        ("abe", Unknown("abe")),
    ],
)
def test_a_line_means_one_thing(line: str, meant: LineCommand) -> None:
    assert read_command(line, options=4) == meant


def test_words_win_over_letters() -> None:
    assert read_command("end", options=26) == Say("end")
    assert read_command("bed", options=5) == Choose("BED")
