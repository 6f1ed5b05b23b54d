"""A bank's texts as the HTML of Anki's fields: escaped, also against what Anki itself would take for a command."""

import re
from collections.abc import Iterable
from html import escape

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.form import Form
from exam.core.text import reflowed

_COMMANDS = re.compile(r"\[(?=sound:|latex\]|/latex\]|\$|/\$|anki:)|\{(?=\{)|\}(?=\})", re.I)
_COLUMNS = re.compile(r"^ |\S {2,}\S", re.M)


def field_html(text: str, how: TextFormat) -> str:
    """A text of a bank, read as the bank's texts are."""
    if how == "markdown":
        from exam.core.markdown_html import html

        return _harmless(_unwrapped(html(text)))
    return plain_html(reflowed(text) if how == "flowing" else text)


def plain_html(text: str) -> str:
    """A literal text with its line breaks; a paragraph whose columns matter stands as code does."""
    found = [
        f"<pre>{escape(one)}</pre>" if _COLUMNS.search(one) else escape(one).replace("\n", "<br>")
        for one in re.split(r"\n{2,}", text.expandtabs(4))
    ]
    return _harmless(
        found[0] if len(found) == 1 else "".join(one if "<pre>" in one else f"<p>{one}</p>" for one in found)
    )


def in_gap(text: str) -> str:
    """A literal text within a gap, whose end and hint Anki tells by braces and colons."""
    return _harmless(escape(text)).replace("}", "&#125;").replace(":", "&#58;").replace("\n", "<br>")


def numbered(texts: Iterable[str], *, letters: bool = False) -> str:
    """HTML texts as a list with numbers or letters."""
    entries = "".join(f"<li>{text}</li>" for text in texts)
    return f'<ol type="A">{entries}</ol>' if letters else f"<ol>{entries}</ol>"


def exhibit_in_deck(form: Form, exhibit: Exhibit, picture: str) -> str:
    """An exhibit under its title; `picture` is the name of its picture in the deck, "" where it is not there."""
    title = f"<p><b>{plain_html(exhibit.title)}</b></p>" if exhibit.title else ""
    if exhibit.code is not None:
        return f"{title}<pre><code>{_harmless(escape(exhibit.code))}</code></pre>"
    if exhibit.table:
        rows = [[plain_html(cell) for cell in row] for row in exhibit.table]
        head = "".join(f"<th>{cell}</th>" for cell in rows[0])
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
        return f"{title}<table><tr>{head}</tr>{body}</table>"
    if exhibit.picture:
        alt = plain_html(exhibit.alt or "")
        return f'<p><img src="{escape(picture)}" alt="{alt}"></p>' if picture else f"<p>[{alt}]</p>"
    return f"{title}<div>{field_html(exhibit.passage or '', form.text)}</div>"


def _unwrapped(html: str) -> str:
    """A single paragraph needs no room around it."""
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return inner if html.startswith("<p>") and html.endswith("</p>") and "<p>" not in inner else html


def _harmless(html: str) -> str:
    return _COMMANDS.sub(lambda sign: f"&#{ord(sign[0])};", html)
