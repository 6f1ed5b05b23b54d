"""No text that enters the model can steer a terminal, hide, or pass for another."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exam.core.text import find_unsafe, look, one_line, visible

ANYTHING = st.text(st.characters()) | st.text(
    "\x00\x07\x08\x1b\x7f\x85\x9b\r\n\t [\u200b\u200c\u200d\u202e\u2066\ufe0f\u0301\u0e47\u034fe"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1b[2J\x1b[?1049l", "␛[2J␛[?1049l"),
        ("over\b\b\b\bwritten\x7f", "over␈␈␈␈written␡"),
        ("\x9b2J\x9d0;title\x9c", "‹U+009B›2J‹U+009D›0;title‹U+009C›"),
        ("next\x85line", "next‹U+0085›line"),
        ("a\u202ecba\u202c", "a‹U+202E›cba‹U+202C›"),
        ("\u2066isolated\u2069", "‹U+2066›isolated‹U+2069›"),
        ("po\u200bd", "po‹U+200B›d"),
        ("so\u00adft", "so‹U+00AD›ft"),
        ("\ufeffmark", "‹U+FEFF›mark"),
        ("blank\u2800\u3164", "blank‹U+2800›‹U+3164›"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        ("half\ud800", "half‹U+D800›"),
        ("a lone\rreturn", "a lone␍return"),
        ("two\r\r\nends", "two␍\nends"),
    ],
)
def test_what_could_steer_hide_or_reorder_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert find_unsafe(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "two\nlines\tand a tab",
        "Grüße, «café» – 10 µs ≤ ½",
        "日本語と한국어",
        "सर्वोत्तम",
        "می‌خواهم",
        "שָׁלוֹם",
        "ที่นี่",
        "Việt Nam",
        unicodedata.normalize("NFD", "Việt Nam"),
        "👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈",
        "[bold]not markup[/bold] [@click=app.quit]x[/] **d** \\[",
    ],
)
def test_languages_emoji_and_markup_stay_as_they_are(text: str) -> None:
    assert visible(text) == text
    assert find_unsafe(text) is None


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u0e47", "\u20dd", "\u0f39", "\ufe0f", "\u200d"])
def test_a_flood_of_marks_is_cut_to_what_languages_need(mark: str) -> None:
    flooded = "e" + mark * 40 + "f" + mark * 6 + "g" + mark * 7
    assert visible(flooded) == "e" + mark * 6 + "f" + mark * 6 + "g" + mark * 6
    assert find_unsafe(flooded) == 7


def test_marks_of_different_kinds_are_one_flood() -> None:
    assert visible("e" + "\u0301\u0e47\u200d" * 5) == "e" + "\u0301\u0e47\u200d" * 2


@given(ANYTHING)
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert find_unsafe(shown) is None


@given(ANYTHING)
def test_nothing_that_is_found_unsafe_stays_and_nothing_else_changes(text: str) -> None:
    index = find_unsafe(text)
    if index is None:
        assert visible(text) == text.replace("\r\n", "\n")
    else:
        assert find_unsafe(text[:index]) is None
        assert visible(text).startswith(text[:index].replace("\r\n", "\n"))


@given(ANYTHING)
def test_no_control_reaches_a_terminal(text: str) -> None:
    assert not [
        letter for letter in visible(text) if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"
    ]


@given(ANYTHING)
@example("\x1c\x1d\u2028 a \u3000\u00a0 b\r\n")
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert line.splitlines() in ([], [line])
    assert line == line.strip()
    assert "  " not in line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kubelet", "kube\u200clet"),
        ("heart ❤", "heart ❤\ufe0f"),
        ("café", "cafe\u0301"),
        ("two words", "two\u00a0 words "),
    ],
)
def test_two_texts_that_no_eye_can_tell_apart_have_one_look(one: str, other: str) -> None:
    assert one != other
    assert look(one) == look(other)


@pytest.mark.parametrize(("one", "other"), [("-v", "-V"), ("x²", "x2"), ("a b", "ab"), ("résumé", "resume")])
def test_two_texts_that_differ_to_the_eye_do_not(one: str, other: str) -> None:
    assert look(one) != look(other)
