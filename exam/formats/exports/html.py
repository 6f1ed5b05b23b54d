"""A paper, or a bank, as one page for a browser or a printer, which runs no script and loads nothing.

The page is the template beside this file. The template engine escapes every value in it, and the page's own policy
forbids whatever might still get through. The answers, where they go out, stand behind all questions, on a page of their
own in print; in a browser a link leads from each question to its answer.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from exam.core import answer_words, wording
from exam.core.exhibit_lines import exhibit_title, exhibits_of
from exam.core.form import Slot
from exam.files.exhibit_page import exhibit_html, text_html
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.remarks import points_that_count, remarks_on

if TYPE_CHECKING:
    from markupsafe import Markup

    from exam.core.exhibit import Exhibit

_LINKS = ("http://", "https://")


def write_html(outgoing: Outgoing) -> Written:
    """The page. It holds all that a form has, so that nothing is left out."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    form = outgoing.form
    shown: set[str] = set()

    def picture(exhibit: "Exhibit") -> tuple[str, bytes] | None:
        if exhibit.id not in outgoing.pictures:
            return None
        name, data = outgoing.pictures[exhibit.id]
        return f"image/{name.rpartition('.')[2]}", data

    def text(written: str, prose: bool = False) -> "Markup":
        return text_html(written, form.text, prose=prose)

    def beside(slot: Slot) -> list["Markup"]:
        """What stands beside a question: in full at the first of its questions, then a link to it."""
        found: list[Markup] = []
        for exhibit in exhibits_of(form, slot):
            if exhibit.id in shown:
                link = Markup('<p class="note">See <a href="#exhibit-{}">{}</a>.</p>')
                found.append(link.format(exhibit.id, exhibit_title(form, exhibit)))
            else:
                shown.add(exhibit.id)
                found.append(exhibit_html(form, exhibit, picture))
        return found

    engine = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined)
    template = engine.from_string(Path(__file__).with_suffix(".html").read_text("utf-8"))
    page = template.render(
        outgoing=outgoing,
        form=form,
        points=points_that_count(form),
        told=remarks_on,
        text=text,
        beside=beside,
        wording=wording,
        words=answer_words,
        links=_LINKS,
    )
    return Written({f"{outgoing.name}.html": page.encode()})
