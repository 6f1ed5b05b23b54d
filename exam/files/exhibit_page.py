"""A bank's texts and exhibits on a page for a browser: escaped text in tags of ours, and pictures inside of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING

from exam.core.exhibit_lines import exhibit_title
from exam.core.text import reflowed
from exam.files.pictures import kept_picture

if TYPE_CHECKING:
    from pathlib import Path

    from markupsafe import Markup

    from exam.core.exhibit import Exhibit, TextFormat
    from exam.core.form import Form


ReadPicture = Callable[["Exhibit"], "tuple[str, bytes] | None"]
"""Gives the media type and the content of an exhibit's picture; None where there is none."""

_CODE = re.compile(r"\n[ \t]|[^\n]  |\t")
"""What a plain text has whose columns matter."""


def text_html(written: str, how: TextFormat, *, prose: bool = False) -> Markup:
    """A text of a bank as HTML, read as the bank's texts are. Where lines flow, those of `prose` do."""
    from markupsafe import Markup, escape

    if how == "markdown":
        from exam.core.markdown_html import html

        return Markup('<div class="text">{}</div>').format(Markup(html(written)))
    if how == "flowing":
        return escape(reflowed(written) if prose else written)
    return Markup('<span class="text{}">{}</span>').format(" code" if _CODE.search(written) else "", written)


def read_kept(form: Form, pictures: Path | None) -> ReadPicture:
    """Reads the copies that are kept in the directory `pictures`, if there is any."""

    def read(exhibit: Exhibit) -> tuple[str, bytes] | None:
        digest = form.pictures.get(exhibit.id)
        picture = kept_picture(pictures, digest) if pictures is not None and digest is not None else None
        return None if picture is None else (picture.media_type, picture.data)

    return read


def exhibit_html(form: Form, exhibit: Exhibit, picture: ReadPicture) -> Markup:
    """An exhibit under its title. A picture that cannot be read is told by its words."""
    from markupsafe import Markup

    title = Markup("<figcaption>{}</figcaption>").format(exhibit_title(form, exhibit))
    return Markup('<figure id="exhibit-{}">{}{}</figure>').format(exhibit.id, title, _shown(form, exhibit, picture))


def _shown(form: Form, exhibit: Exhibit, picture: ReadPicture) -> Markup:
    from markupsafe import Markup

    if exhibit.code is not None:
        return Markup("<pre><code>{}</code></pre>").format(exhibit.code)
    if exhibit.table:
        rows = Markup()
        for place, row in enumerate(exhibit.table):
            cell = Markup("<td>{}</td>") if place else Markup("<th>{}</th>")
            rows += Markup("<tr>{}</tr>").format(Markup().join(cell.format(one) for one in row))
        return Markup("<table>{}</table>").format(rows)
    if exhibit.picture:
        found = picture(exhibit)
        if found is None:
            return Markup("<p>[Picture: {}]</p>").format(exhibit.alt)
        media_type, data = found
        return Markup('<img alt="{}" src="data:{};base64,{}">').format(
            exhibit.alt, media_type, b64encode(data).decode()
        )
    return Markup("<div>{}</div>").format(text_html(exhibit.passage or "", form.text, prose=True))
