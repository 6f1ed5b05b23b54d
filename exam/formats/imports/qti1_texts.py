"""The texts of a question of QTI 1.2 as markup, and the places in them where something is answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from exam.formats.imports.qti_worth import CannotBeHeld
from exam.formats.imports.xml_tree import Element

RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_extension")
_CANNOT = {
    "mataudio": "needs sound, which a bank cannot hold",
    "matvideo": "needs a film, which a bank cannot hold",
    "matapplet": "needs a program that is no part of the file",
    "matapplication": "needs a program that is no part of the file",
}
_DROPPED = ("render_choice", "render_fib", "render_hotspot", "render_slider", "qticomment", "hint", "hintmaterial")


@dataclass
class Presentation:
    """What a question shows, and what is answered in it."""

    markup: str = ""
    """The texts, with the name of each response in braces where it stands, if names were given."""
    responses: list[Element] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    """The markup of the texts that belong to one response alone, by its identifier."""


def presented(item: Element, names: list[str]) -> Presentation:
    """The presentation of a question. `names` are those of the responses, in their order. Raises CannotBeHeld."""
    found = Presentation()
    found.markup = "".join(markup for one in item.all("presentation") for markup in _walked(one, found, names))
    return found


def responses_of(item: Element) -> list[Element]:
    """What is answered in a question, in order."""
    return [found for one in item.all("presentation") for found in one.within(*RESPONSES)]


def material_markup(one: Element) -> str:
    """All material in an element, as markup. Raises CannotBeHeld."""
    return "".join(_walked(one, Presentation(), []))


def _walked(one: Element, found: Presentation, names: list[str]) -> Iterator[str]:
    in_line = any(part.name in ("response_str", "response_num") for part in one)
    for part in one:
        name = part.name
        if name in RESPONSES:
            ident = part.get("ident")
            found.own[ident] = material_markup(part)
            found.responses.append(part)
            if names:
                yield f"{found.own[ident]} {{{names[len(found.responses) - 1]}}} "
        elif name in _CANNOT:
            raise CannotBeHeld(_CANNOT[name])
        elif name in ("mattext", "mat_emtext", "mat_formattedtext"):
            yield _text(part)
        elif name == "matimage":
            yield _image(part)
        elif name == "matbreak":
            yield "<br/>"
        elif name in ("flow", "flow_mat", "material", "flow_label"):
            inside = "".join(_walked(part, found, names))
            yield inside if in_line or name == "flow_label" else f"<div>{inside}</div>"
        elif name not in _DROPPED and name != "response_label":
            yield from _walked(part, found, names)


def _text(part: Element) -> str:
    kind = part.get("texttype", "text/plain").lower()
    if part.name == "mat_formattedtext":
        kind = "text/plain" if part.get("type").lower() in ("plain_text", "text") else "text/html"
    if "html" in kind or "xml" in kind:
        return part.markup if any(True for _ in part) else part.text
    shown = escape(part.text.strip("\n"))
    if part.get("xml:space") == "preserve":
        shown = shown.replace("\n", "<br/>")
    return f"<em>{shown}</em>" if part.name == "mat_emtext" else shown


def _image(part: Element) -> str:
    kind, source = part.get("imagtype", "image/jpeg"), part.get("uri")
    alt = part.get("label") or part.get("alt")
    if not source and part.text.strip():
        source = f"data:{kind};base64,{''.join(part.text.split())}"
    return f'<img src="{escape(source)}" alt="{escape(alt)}"/>'
