"""Literal text as Markdown: what is shown is what was written, with no more backslashes than that takes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exam.core.markdown import Paragraph, as_text, parse
from exam.core.text import visible
from exam.formats.imports.markdown_text import escaped, escaped_in_line

SIGNS = st.text(st.sampled_from(" \n\t\\`*_{}[]()#+-.!|<>&;:=~^$@/'\"%?,aA1é·\u00a0\u3000"), max_size=40)
TEXTS = SIGNS | st.text(max_size=40)


def shown(markdown: str) -> str:
    """What a text shows, where nothing in it means anything but itself."""
    blocks = parse(markdown)
    assert all(isinstance(block, Paragraph) and not block.heading for block in blocks), blocks
    paragraphs = [block.words for block in blocks if isinstance(block, Paragraph)]
    assert not any(one.marks for words in paragraphs for one in words), blocks
    return "\n\n".join(as_text(words) for words in paragraphs)


def meant(text: str) -> str:
    """The text without what nobody sees: spaces at the ends of lines, empty lines but one between paragraphs."""
    lines = "\n".join(line.rstrip() for line in visible(text).split("\n"))
    return re.sub("\n{2,}", "\n\n", lines).strip("\n")


@pytest.mark.slow
@given(TEXTS)
@example("    indented\n\tby a tab")
@example("a\\")
@example("$" * 2)
@example("1) a")
@example("a | b\n--- | ---")
@example("x" + "~" * 3)
def test_a_text_shows_itself(text: str) -> None:
    assert shown(escaped(text)) == meant(text)


@given(SIGNS, SIGNS, SIGNS)
def test_a_piece_of_a_paragraph_shows_itself_wherever_it_stands(before: str, piece: str, after: str) -> None:
    pieces = [" ".join(one.split()) for one in (before, piece, after)]
    text = f"x{escaped_in_line(pieces[0])}{escaped_in_line(pieces[1])}{escaped_in_line(pieces[2])}x"
    assert shown(text) == f"x{''.join(pieces)}x"


@pytest.mark.parametrize(
    "text",
    [r"C:\dir\file", "snake_case", "[1] and [2]", "2 * 3", "$5", "$5 and $6", "~/.kube", "a & b", "x < y > z", "2^10",
     "f(x)[0]", "a | b", "100 %", "1.5", "Vec<String>, a+b", "-A", "#tag", "https://a.b/c_d?e=f&g=h"],
)  # fmt: skip
def test_what_means_nothing_keeps_its_looks(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*x*", r"\*x\*"),
        ("__init__", r"\_\_init\_\_"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("> said", r"\> said"),
        ("$x$", r"\$x\$"),
        ("H~2~O", r"H\~2\~O"),
        ("[a](b)", r"[a\](b)"),
        ("&amp;", r"\&amp;"),
        ("<http://a.b>", r"\<http://a.b>"),
        ("one\ntwo", "one\\\ntwo"),
        ("one\n\n\ntwo", "one\n\ntwo"),
        ("  two", "&#32; two"),
    ],
)
def test_what_would_mean_something_gets_a_backslash(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@pytest.mark.parametrize(
    "text", ["*" * 5_000, "[" * 3_000, "\\*" * 2_000, ("x " * 8 + "\n") * 1_000 + "*a*", "    x\n" * 500]
)
def test_a_text_of_very_many_signs_is_shown_too(text: str) -> None:
    assert re.sub(r"\s+", "", shown(escaped(text))) == re.sub(r"\s+", "", text)
