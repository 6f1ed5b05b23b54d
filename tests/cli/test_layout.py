"""Text laid out for a terminal: wrapped, cut, in columns, as bars; and which terminal there is."""

import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exam.cli.output.layout import Bar, Column, Part, bar_line, cut_line, line, plain, table, width_of, wrapped_words
from exam.cli.output.terminal import Terminal, terminal_of

TEXTS = st.text(st.sampled_from("ab漢字é\u0301 [/]　…"), max_size=60)


@given(text=TEXTS, width=st.integers(8, 40), indent=st.integers(0, 5))
def test_wrapped_text_is_whole_and_no_wider_than_asked(text: str, width: int, indent: int) -> None:
    lines = wrapped_words(text, width, indent=indent)
    assert all(width_of(row) <= width for row in lines)
    assert "".join("".join(map(plain, lines)).split()) == "".join(text.split())


@given(text=TEXTS, width=st.integers(1, 30))
def test_a_cut_text_says_that_it_was_cut(text: str, width: int) -> None:
    row = line(Part(text, "bold"))
    shown = cut_line(row, width)
    assert width_of(shown) <= width
    assert (shown == row) == (width_of(row) <= width)
    assert shown == row or plain(shown).endswith("…")


def test_a_bar_is_as_long_as_its_share_in_halves_of_a_cell() -> None:
    assert plain(bar_line(Bar(0.55), 10)) == "━━━━━╸────"
    assert plain(bar_line(Bar(0.5, mark=0.7), 10)) == "━━━━━──│──"
    assert plain(bar_line(Bar(2.0), 4)) == "━━━━"


ROWS: list[list[Any]] = [
    ["Overview of orchestration", "3 of 5", Bar(0.6, longest=20), "12 s"],
    ["漢字の概要", "12 of 12", Bar(1.0, longest=20), "1 min 5 s"],
]
COLUMNS = (Column("section", least=10), Column("points", right=True), Column(weight=1), Column("time", weight=2))


def shown(width: int) -> list[str]:
    return [plain(row) for row in table(COLUMNS, ROWS, width)]


def test_columns_stand_under_their_heads_whatever_the_letters_are_wide() -> None:
    assert shown(70) == [
        "  section                      points                        time",
        "  Overview of orchestration    3 of 5  ━━━━━━━━━━━━────────  12 s",
        "  漢字の概要                 12 of 12  ━━━━━━━━━━━━━━━━━━━━  1 min 5 s",
    ]


def test_the_heaviest_column_gives_way_first_and_a_row_stays_a_row() -> None:
    assert "time" in shown(60)[0]
    assert "time" not in shown(40)[0]
    assert "━" in shown(40)[1]
    assert "━" not in shown(30)[1]
    assert shown(24)[1] == "  Overview of…    3 of 5"
    for width in range(20, 80):
        assert len(shown(width)) == 3
        assert all(width_of(row) <= width for row in table(COLUMNS, ROWS, width))


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    assert [plain(row) for row in table((Column("a"), Column("b")), [["1", ""], ["2", ""]], 40)] == [
        "  a",
        "  1",
        "  2",
    ]


class Screen(io.StringIO):
    """A stream that is a terminal, whose width nobody knows."""

    def isatty(self) -> bool:
        return True


def test_the_width_is_the_one_given_or_of_columns_or_eighty() -> None:
    assert terminal_of(Screen(), environ={"COLUMNS": "90"}, width=70) == Terminal(70, 16)
    assert terminal_of(Screen(), environ={"COLUMNS": "90"}) == Terminal(90, 16)
    assert terminal_of(Screen(), environ={"COLUMNS": "wide"}) == Terminal(80, 16)
    assert terminal_of(Screen(), environ={"COLUMNS": "3"}) == Terminal(30, 16)


def test_which_colours_there_are() -> None:
    def colours(wish: Any, **environ: str) -> int | None:
        found = terminal_of(Screen(), wish, environ)
        return found.colours if found else None

    assert colours("auto", TERM="xterm-256color") == 256
    assert colours("auto", TERM="xterm", COLORTERM="truecolor") == 256
    assert colours("auto", TERM="linux") == 16
    assert colours("auto", TERM="dumb") == 0
    assert colours("auto", TERM="xterm-256color", NO_COLOR="1") == 0
    assert colours("auto", TERM="xterm", NO_COLOR="") == 16
    assert colours("never", TERM="xterm-256color") == 0
    assert colours("always", TERM="xterm-256color", NO_COLOR="1") == 256
    assert terminal_of(io.StringIO(), "auto", {}) is None
    assert terminal_of(io.StringIO(), "never", {}) is None


def test_text_of_a_bank_is_shown_literally() -> None:
    hostile = line(Part("\x1b[31m[bold]x[/]", "bold"))
    assert Terminal(80).text([hostile]) == "␛[31m[bold]x[/]"
    assert Terminal(80, 16).text([hostile]) == "\x1b[1m␛[31m[bold]x[/]\x1b[0m"


def test_every_colour_is_read_on_black_and_on_white() -> None:
    """Of the 256 colours, those from 16 are a cube of six steps, those from 232 greys: the same on every machine."""

    def light(number: int) -> float:
        if number >= 232:
            levels = [8 + 10 * (number - 232)] * 3
        else:
            levels = [(0, 95, 135, 175, 215, 255)[(number - 16) // step % 6] for step in (36, 6, 1)]
        linear = [level / 3294.6 if level <= 10 else ((level / 255 + 0.055) / 1.055) ** 2.4 for level in levels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for role in ("good", "bad", "warn", "accent", "muted"):
        sent = Terminal(80, 256).text([line(Part("x", role))])
        found = light(int(sent.removeprefix("\x1b[38;5;").partition("m")[0]))
        assert (found + 0.05) / 0.05 >= 3.8, f"{role} on black"
        assert 1.05 / (found + 0.05) >= 3.8, f"{role} on white"
