"""What stands beside a question, on a page for a browser: escaped text in tags of ours, and pictures inside of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING

from exam.core.exhibit_lines import exhibit_title
from exam.files.pictures import kept_picture

if TYPE_CHECKING:
    from pathlib import Path

    from markupsafe import Markup

    from exam.core.exhibit import Exhibit
    from exam.core.form import Form


def exhibit_html(form: Form, exhibit: Exhibit, text: Callable[[str], Markup], pictures: Path | None) -> Markup:
    """An exhibit under its title. `text` makes HTML of a text of the bank; `pictures` is where copies are kept.

    A picture of which there is no copy is told by its words.
    """
    from markupsafe import Markup

    title = Markup("<figcaption>{}</figcaption>").format(exhibit_title(form, exhibit))
    return Markup('<figure id="exhibit-{}">{}{}</figure>').format(
        exhibit.id, title, _shown(form, exhibit, text, pictures)
    )


def _shown(form: Form, exhibit: Exhibit, text: Callable[[str], Markup], pictures: Path | None) -> Markup:
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
        digest = form.pictures.get(exhibit.id)
        picture = kept_picture(pictures, digest) if pictures is not None and digest is not None else None
        if picture is None:
            return Markup("<p>[Picture: {}]</p>").format(exhibit.alt)
        data = b64encode(picture.data).decode()
        return Markup('<img alt="{}" src="data:{};base64,{}">').format(exhibit.alt, picture.media_type, data)
    return Markup("<div>{}</div>").format(text(exhibit.passage or ""))
