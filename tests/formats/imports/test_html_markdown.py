"""HTML of strangers as Markdown: what both can say is kept, and no word is lost."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exam.core.markdown import brief
from exam.formats.imports.html_markdown import ShownPicture, from_html, text_of_html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("one  two\n three", "one two three"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<p>two<div>three</div>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("<span>one</span> two", "one two"),
        ("one<br>two<br/><br />three", "one\\\ntwo\n\nthree"),
        ("the <b>bold </b>and the <em>stressed</em> <u>word</u>", "the **bold** and the *stressed* *word*"),
        ("<strong>T</strong>rue", "**T**rue"),
        ("<b>a <i>b</i></b>", "**a *b***"),
        ("run <code>a | b `c`</code>", "run `` a | b `c` ``"),
        ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
        ('<pre><code class="language-py">a<br>b</code></pre>', "```py\na\nb\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ('<ol start="3"><li>a<li><p>b</p></ol>', "3. a\n4. b"),
        ("<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", "1. a\n\n   b\n\n2. c"),
        ("H<sub>2</sub>O, 10<sup>-6</sup>, x<sup>a b</sup>", "H~2~O, 10^-6^, x^a\\ b^"),
        ("<ruby>北<rp>(</rp><rt>きた</rt><rp>)</rp></ruby>", "北(きた)"),
        ("<h2>Title</h2>text<hr>", "## Title\n\ntext\n\n---"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td><b>x</b></table>", "| a | b |\n|---|---|\n| 1\\|2 | **x** |"),
        ('<table><tr><td colspan="2">a<tr><td>1<td>2</table>', "| a |  |\n|---|---|\n| 1 | 2 |"),
        ("<table><caption>c</caption><tr><td>1<td>2</table>", "c\n\n| 1 | 2 |\n|---|---|"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ('<a href="https://a.b/c d">docs</a>', "[docs](https://a.b/c%20d)"),
        ('<a href="https://a.b/">https://a.b/</a>', "<https://a.b/>"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        (r"Let \(\frac{a}{b}\) and $$ x^2 $$ be", r"Let $\frac{a}{b}$ and $x^2$ be"),
        ("It costs $5 or $$", "It costs \\$5 or \\$\\$"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "$x^{2}$"),
        ('<math alttext="x^2"><mi>?</mi></math>', "$x^2$"),
        ("a &lt; b &amp;&amp; c &gt; d&nbsp;&eacute;", "a < b && c > d é"),
        ("&lt;b&gt; *x* &amp;amp; [a](b) 1. c", r"<b> \*x\* \&amp; [a\](b) 1. c"),
        ("1. no list", r"1\. no list"),
        ("&nbsp;&nbsp;x = 1;<br>y", "&#32; x = 1;\\\ny"),
        ("a < b and <3 and <", "a < b and <3 and <"),
        ("<script>x</script><style>y</style><!-- z -->a<?php b ?>", "a"),
        ("<![CDATA[a & b]]>", "a & b"),
        ("<o:p>a</o:p><unknown>b</unknown>", "ab"),
        ("What is {g1}?", "What is {g1}?"),
        ("", ""),
        ("<p>&nbsp;</p>", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert from_html(html).text == markdown


def test_emphasis_that_markdown_cannot_say_there_is_dropped_and_its_words_are_kept() -> None:
    assert from_html("a<b>.b</b>c").text == "a.bc"


def test_pictures_are_told_to_the_caller() -> None:
    html = 'See <img src="@@PLUGINFILE@@/a%20b.png" alt="A  rack"> and <img src="data:image/png;base64,iVBO/w==">.'
    read = from_html(html)
    assert read.text == "See ![A rack](picture) and ![picture](picture)."
    assert read.pictures == (
        ShownPicture("@@PLUGINFILE@@/a%20b.png", "A rack"),
        ShownPicture("data:image/png;base64,iVBO/w==", ""),
    )
    assert from_html(html, pictures_in_text=False).text == "See and ."


def test_what_is_lost_is_named_once() -> None:
    assert from_html("<video src=a></video><video src=b></video>x<iframe></iframe>").lost == (
        "a video",
        "a page within the page",
    )


def test_the_bare_words_are_one_line() -> None:
    assert text_of_html("<p>H<sub>2</sub>O <b>or</b></p><p>x*y</p>") == "H₂O or x*y"


PARTS = st.sampled_from(
    [
        *"<p> </p> <b> </b> <i> </i> <code> </code> <ul> <li> </ul> <pre> </pre> <sub> </sub> <br> <table>".split(),
        *"<tr> <td> </table> <blockquote> </blockquote> <h1> </h1> </div> < > &amp; &lt; * ** _ ` $ $$ ~ ^".split(),
        *"\\( \\) # - 1.".split(),
        *"| [ ]( ) \\ a b1 é . ! </a>".split(),
        *(" ", "\n", "&nbsp;", "<a href='http://x.y'>"),
    ]
)


@given(st.lists(PARTS, max_size=25).map("".join))
@example("<b>*</b>*")
@example("<sub>a`b</sub>`")
@example("a<b>b</b><i>c</i>")
def test_every_word_is_shown_whatever_the_markup(html: str) -> None:
    """Signs of lists and headings apart, the Markdown shows the letters of the HTML, and no others."""
    written = unescape(re.sub("</?[a-z][^<>]*>", " ", html))
    assert sorted(re.findall(r"[ab1é]", brief(from_html(html).text))) == sorted(re.findall(r"[ab1é]", written))


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "<a ",
        "<a b='",
        "</a",
        "<",
        "<!--",
        "<![CDATA[",
        "<script>",
        "<b>",
        "<b>a*</b>_",
        "<ul><li>",
        "<td>",
        "$$",
        "&",
        "`",
    ],
)
def test_no_fragment_takes_long(part: str) -> None:
    assert len(from_html(part * (20_000 // len(part))).text) <= 20_000


def test_an_address_that_is_told_behind_its_link_is_not_said_twice() -> None:
    link = '<a href="https://a.example/b?c=d&amp;e">docs</a>'
    told = '<a href="https://a.example/b?c=d&amp;e"> (https://a.example/b?c=d&amp;e)</a>'
    assert from_html(f"<p>See {link}{told}.</p>").text == from_html(f"<p>See {link}.</p>").text
