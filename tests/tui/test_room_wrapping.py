"""How text is broken into lines: prose at its spaces, and code without losing what its indents mean."""

from exam.tui.widgets.wrapping import wrapped


def test_prose_is_broken_at_its_spaces() -> None:
    assert wrapped("one two three\nfour", 7) == ["one two", "three", "four"]


def test_code_keeps_its_indents_also_where_a_line_is_broken() -> None:
    assert wrapped("spec:\n  limits:\n    gpu: one two", 12) == ["spec:", "  limits:", "    gpu: one", "    two"]


def test_an_indent_leaves_room_for_text() -> None:
    assert wrapped(" " * 30 + "deep", 8) == ["    deep"]


def test_an_empty_line_stays_one() -> None:
    assert wrapped("a\n\nb", 8) == ["a", "", "b"]
