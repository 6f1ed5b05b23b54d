"""What is sure to show what it says is written as it would be if it were looked at."""

from hypothesis import example, given
from hypothesis import strategies as st

from exam.formats.imports.html_certain import bare_text, certain_markdown, marked_text, one_paragraph
from exam.formats.imports.html_inline import _lightly, inline_markdown, read_back
from exam.formats.imports.html_markdown import _Writer, from_html
from exam.formats.imports.html_pieces import Piece
from exam.formats.imports.html_tree import html_tree
from exam.formats.imports.markdown_text import at_line_start

SIGNS = r"""a Zoë x 1 12. _ - + = # > < <b & &amp; lt; $ $5 [ ] ( ) ]( ! | {g1} @ : // https://a.b „ “ … ' " ~ ^ * ` \
語 ² AT&T snake_case ---""".split()
WORDS = st.lists(
    st.sampled_from([*SIGNS, " ", " ", "1. ", "# ", "\xa0", "\u0301", "\u2013"]), min_size=1, max_size=6
).map("".join)
PIECES = st.builds(
    Piece,
    WORDS,
    st.sampled_from(["text", "text", "text", "code", "sub", "sup"]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from(["", "", "", "https://a.b/c_d?e=1&copy=2#f", "https://a.b/(c)", "mailto:a~b@c.d"]),
)
BREAKS = st.just(Piece("\n", "break"))


@given(st.lists(PIECES | BREAKS, min_size=1, max_size=7))
@example([Piece("a "), Piece("b", strong=True), Piece(" c & d < 5, $6, snake_case [x] "), Piece("x_1 = y[0]", "code")])
@example([Piece("[a]"), Piece("(https://a.b)")])
@example([Piece("&"), Piece("lt;")])
@example([Piece("see <https:"), Piece("b>", "code")])
@example([Piece("H"), Piece("2", "sub"), Piece("O and "), Piece("x~2", "code")])
def test_a_paragraph_that_is_certain_is_the_same_when_it_is_looked_at(pieces: list[Piece]) -> None:
    from exam.formats.imports.html_inline import _lines

    lines = [line for line in _lines(pieces, one_line=False) if line]
    if all(piece.is_bare for line in lines for piece in line):
        return
    certain = certain_markdown(lines, _lightly, at_line_start)
    assert certain is None or certain == read_back(lines)


TAGS = """<p> <p|dir="ltr"> <p|a="x>y"> <p|b='1'|c> </p> <div> </div> <pre> &amp; &nbsp; &lt;b&gt;
&#36; $5 * &bogus é""".split()
PARTS = st.sampled_from(
    [*(tag.replace("|", " ") for tag in TAGS), " ", "\n", "a b", "1. x", "\u2003", "\x0b", "\x1b", "\\("]
)


@given(st.lists(PARTS, max_size=8).map("".join))
@example('<div><p dir="ltr">1. a &amp; b</p></div>')
@example("<p>a</p><p>b</p>")
@example("<div>a</div><div>b</div>")
def test_a_fragment_of_one_plain_paragraph_is_the_same_when_its_tree_is_read(html: str) -> None:
    blocks = _Writer(pictures_in_text=True).blocks(html_tree(html).content)
    inside = one_paragraph(html)
    assert inside is None or bare_text(inside) is None or from_html(html).text == "\n\n".join(blocks)


MARKED = st.sampled_from(
    "<b> </b> <b>x</b> <em>a|b</em> <i> </i> <code>c|=|1</code> <strong>y</strong> ab 1. - # 2) .".split()
)
SPACED = st.sampled_from(["", " ", " ", "  ", "\n"])


@given(st.lists(st.tuples(MARKED, SPACED), max_size=7))
@example([("a", " "), ("<i>1</i>", "")])
@example([("<b>x</b>", ""), ("<em>a|b</em>", "")])
def test_a_paragraph_of_a_few_marks_is_the_same_when_its_tree_is_read(parts: list[tuple[str, str]]) -> None:
    html = "".join(part.replace("|", " ") + space for part, space in parts)
    blocks = _Writer(pictures_in_text=True).blocks(html_tree(html).content)
    marked = marked_text(html, at_line_start)
    assert marked is None or [marked] == blocks


def test_most_paragraphs_are_certain() -> None:
    pieces = [
        Piece("Costs $5 a month & "),
        Piece("more", strong=True),
        Piece(" at "),
        Piece("AWS", href="https://a.b/"),
    ]
    pieces += [Piece(", H"), Piece("2", "sub"), Piece("O, x < 5 in "), Piece("x_1[0]", "code"), Piece(" für jede")]
    certain = certain_markdown([pieces], _lightly, at_line_start)
    assert certain == "Costs $5 a month & **more** at [AWS](https://a.b/), H~2~O, x < 5 in `x_1[0]` für jede"
    assert inline_markdown(pieces) == [certain]
