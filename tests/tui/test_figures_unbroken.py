"""A figure and its sign never part, wherever a line ends."""

import pytest
from textual.content import Content

from exam.tui.widgets.wrapping import with_whole_figures, wrapped

TEXT = "Right of 10 questions: 95 % of them, between 51 and 100 %, and 7 % more."


@pytest.mark.parametrize("width", range(10, 60))
def test_no_line_begins_with_a_sign(width: int) -> None:
    styled = with_whole_figures(Content.assemble((TEXT[:30], "bold"), TEXT[30:]), width)
    for lines in (wrapped(TEXT, width), [line.plain.rstrip() for line in styled]):
        assert not any(line.startswith("%") for line in lines)
        assert max(map(len, lines)) <= width
        assert " ".join(lines) == TEXT
    assert "95 %" in styled[0].plain or len(styled) > 1
