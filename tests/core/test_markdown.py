"""The small Markdown: what it reads, that it stays literal, and that no text makes it slow or deep."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.formula import formula_in_unicode
from exam.core.markdown import CodeBlock, HorizontalRule, Items, Paragraph, Quote, Table, Words, as_text, brief, parse
from exam.core.markdown_html import html
from exam.core.markdown_lines import code_lines, plain_lines, table_lines
from exam.core.text import cells, find_unsafe

LONGEST = 20_000
ROOT = Path(__file__).resolve().parents[2]


def words(text: str) -> list[Words]:
    [paragraph] = parse(text)
    assert isinstance(paragraph, Paragraph)
    return list(paragraph.words)


def test_a_paragraph_knows_what_is_meant_by_each_stretch() -> None:
    assert words("The *kubelet* runs `sleep  30` on **each `node`**.") == [
        Words("The "),
        Words("kubelet", ("emphasis",)),
        Words(" runs "),
        Words("sleep  30", ("code",)),
        Words(" on "),
        Words("each ", ("strong",)),
        Words("node", ("strong", "code")),
        Words("."),
    ]


def test_blocks_of_every_sort_are_read() -> None:
    text = (
        "# Title\n\npara\n\n- a\n- b\n\n3. c\n\n> said\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n```py\nx = 1\n```\n\n---"
    )
    title, para, bullets, numbers, quote, table, code, rule = parse(text)
    assert title == Paragraph((Words("Title"),), heading=True)
    assert para == Paragraph((Words("para"),))
    assert bullets == Items(((Paragraph((Words("a"),)),), (Paragraph((Words("b"),)),)))
    assert numbers == Items(((Paragraph((Words("c"),)),),), first=3)
    assert quote == Quote((Paragraph((Words("said"),)),))
    assert table == Table((((Words("a"),), (Words("b"),)), ((Words("1"),), (Words("2"),))), ("centre", "right"))
    assert code == CodeBlock("x = 1", "py")
    assert rule == HorizontalRule()


def test_line_ends_are_spaces_unless_two_spaces_mean_a_break() -> None:
    assert as_text(words("one\ntwo  \nthree")) == "one two\nthree"


def test_sub_and_superscript_are_unicode_where_it_has_the_letters() -> None:
    assert as_text(words("H~2~O 10^-6^ x^Q?^")) == "H₂O 10⁻⁶ x^(Q?)"
    assert html("H~2~O") == "<p>H<sub>2</sub>O</p>"


@pytest.mark.parametrize("text", ["$5 and $6", "a $ b $ c", "US$100", "~/.kube", "a~b", "x ^ y", "2^10", "[1] and [2]"])
def test_signs_that_mean_nothing_stay(text: str) -> None:
    assert as_text(words(text)) == text


def test_a_link_says_where_it_leads() -> None:
    docs = "https://kubernetes.io/docs"
    assert words(f"[docs]({docs})") == [Words("docs", ("link",), docs), Words(f" ({docs})", ("address",), docs)]
    assert words(f"<{docs}>") == [Words(docs, ("link",), docs)]
    assert html(f"[docs]({docs})").count(f'href="{docs}"') == 2


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "x.html"],
)
def test_what_leads_anywhere_else_is_no_link(address: str) -> None:
    for text in (f"[here]({address})", f"<{address}>", f"![here]({address})"):
        assert "href" not in html(text)
        assert "src" not in html(text)
        assert all(not one.href for one in words(text))


def test_html_is_literal_text() -> None:
    text = "<script>alert(1)</script> <b>bold</b> <!-- c -->"
    assert as_text(words(text)) == text
    assert html(text) == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;bold&lt;/b&gt; &lt;!-- c --&gt;</p>"
    assert "<script" not in html(
        "<script>\nalert(1)\n</script>\n\n[<script>](http://x.y/<script>) ![<script>](a) `<script>`"
    )
    assert "onload" not in html('[a](http://x.y/"onload=alert)').replace("%22onload", "")


@pytest.mark.parametrize(
    "text", ["&#x202e;", "&#27;[2J", "&#x1b;]0;t&#7;", "&#x200b;x", "a\x1b[2Jb", "```\x1b[2J\n\x9b2J\n```"]
)
def test_no_way_of_writing_makes_a_control_sequence(text: str) -> None:
    assert find_unsafe("\n".join(plain_lines(text, 60))) is None
    assert find_unsafe(html(text)) is None
    assert find_unsafe(brief(text)) is None


def test_a_flood_of_marks_that_is_split_by_signs_is_shown_with_its_signs() -> None:
    flood = "a" + "*" + "*".join("\u0301" * 6 for _ in range(8)) + "*"
    assert find_unsafe("\n".join(plain_lines(flood, 60))) is None


def test_brief_is_the_words_in_one_line() -> None:
    assert brief("What does **this** do?\n\n```sh\nkubectl drain n1\n```\n\n- [a](http://x.y)") == (
        "What does this do? kubectl drain n1 a"
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"E = mc^2", "E = mc²"),
        (r"\alpha_{ij} \le \beta^{n+1}", "αᵢⱼ ≤ βⁿ⁺¹"),
        (r"\frac{a+1}{2b}", "(a+1)/(2b)"),
        (r"2\frac{1}{2}", "2(1/2)"),
        (r"\frac{a}{b}c", "(a/b)c"),
        (r"\sqrt{x^2+1}", "√(x²+1)"),
        (r"\sqrt{x}y", "√(x)y"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\left(\frac{1}{2}\right)", "(1/2)"),
        (r"\lim_{x\to\infty} f(x)", "lim_(x→∞) f(x)"),
        (r"a^{x^Q}", "a^(x^Q)"),
        (r"\text{mean speed} = \frac{d}{t}", "mean speed = d/t"),
        (r"50\%", "50%"),
        (r"-1", "−1"),
    ],
)
def test_a_formula_is_a_line_that_says_the_same(written: str, shown: str) -> None:
    assert formula_in_unicode(written) == shown
    assert as_text(words(f"${written}$")) == shown


@pytest.mark.parametrize(
    "written",
    [r"\begin{matrix}a&b\end{matrix}", r"\overline{x}", r"\sqrt[3]{x}", r"\unknown", "{", "}", "^", r"\frac{1}"],
)
def test_a_formula_that_a_line_cannot_say_stays_as_it_is_written(written: str) -> None:
    assert formula_in_unicode(written) is None


def test_a_formula_that_is_not_known_stays_with_its_signs() -> None:
    assert as_text(words(r"so $\overline{x} = 1$ holds")) == r"so $\overline{x} = 1$ holds"


HOSTILE = {
    **{sign * 3: sign for sign in "[]*_`>|<&\\~^$#-+(!:%=@{}é日"},
    **{
        sign: sign
        for sign in ("![", "[a](", "[a](<", "**a ", "*a_ ", "a*b_", "> a\n", "- - ", "1. a\n", "a  \n", "-\n", "> - ")
    },
    **{
        sign: sign
        for sign in (
            "[[a](b)](c)",
            "![a](b)",
            '[a](b "c" ',
            "<http:",
            "&amp;",
            "*a **a ",
            "a\n-\n",
            "```\n",
            "$a$",
            "^a^",
            "~a ",
        )
    },
    "backticks": "",
    "deep list": "",
    "wide table": "",
    "deep formula": "",
}


def hostile(name: str) -> str:
    match name:
        case "backticks":
            text = " ".join("`" * length for length in range(1, 199))
        case "deep list":
            text = "\n".join("  " * depth + "- a" for depth in range(140))
        case "wide table":
            text = f"{'|a' * 2000}|\n{'|-' * 2000}|\n" + "b\n" * 5000
        case "deep formula":
            text = f"$x{'^{a' * 1000}{'}' * 1000}$ " * 5
        case _:
            text = HOSTILE[name] * (LONGEST // len(HOSTILE[name]))
    return text[:LONGEST]


def lines_run(text: str) -> int:
    """How many lines of Python it takes to read and lay out a text: the same on every machine."""
    ran = 0

    def trace(_frame: object, event: str, _argument: object) -> object:
        nonlocal ran
        ran += event == "line"
        return trace

    parse.cache_clear()
    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        plain_lines(text, 60)
    finally:
        sys.settrace(before)
    return ran


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_slow_to_read_or_deeper_than_the_stack(name: str) -> None:
    """A machine of 2026 runs some ten million such lines a second."""
    for length in (LONGEST, 4_000, 1_500):
        assert lines_run(hostile(name)[:length]) < 800_000


SIGNS = st.text(st.sampled_from("ab \n\t*_`~^$|[]()!<>#-+1.&;\\{}:é日\u0301"), max_size=200)


@given(SIGNS, st.integers(1, 70))
def test_any_text_fits_its_width_and_is_safe(text: str, width: int) -> None:
    for line in plain_lines(text, width):
        # A letter that is wider than the line has to stand somewhere; a sign of a list needs two cells.
        assert cells(line) <= max(width, 16)
        assert "\n" not in line
    assert find_unsafe(html(text)) is None


def test_long_lines_of_code_go_on_behind_a_sign() -> None:
    lines = ["".join(span.text for span in line) for line in code_lines("ab" * 12 + "\n\tx", "", 20)]
    assert lines == ["abababababababababab", "↪ abab", "    x"]


def test_a_table_is_set_in_columns_and_its_cells_are_wrapped() -> None:
    rows = [["node", "GPUs"], ["n1", "eight of the newest kind"]]
    assert ["".join(span.text for span in line) for line in table_lines(rows, 20)] == [
        "node │ GPUs         ",
        "─────┼──────────────",
        "n1   │ eight of the ",
        "     │ newest kind  ",
    ]


@given(st.lists(st.lists(SIGNS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(1, 70))
def test_any_table_fits_its_width(rows: list[list[str]], width: int) -> None:
    for line in table_lines(rows, width):
        assert cells("".join(span.text for span in line)) <= max(width, 2)


def test_a_table_without_room_for_columns_is_read_row_by_row() -> None:
    rows = [["node", "GPUs", "memory", "rack"], ["n1", "8", "2 TB", "r1"]]
    assert plain_lines("|node|GPUs|memory|rack|\n|-|-|-|-|\n|n1|8|2 TB|r1|", 14) == [
        "node: n1",
        "GPUs: 8",
        "memory: 2 TB",
        "rack: r1",
    ]
    assert len(table_lines(rows, 14)) == 4


def test_reading_loads_no_screen_and_importing_no_parser() -> None:
    probe = (
        "import sys; sys.path.insert(0, sys.argv[1]); import exam.core.markdown_lines, exam.core.markdown_html as page;"
        "print('markdown_it' in sys.modules); page.html('*a*');"
        "print(*{'textual', 'rich', 'pygments', 'pydantic'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", probe, str(ROOT)], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n\n"
