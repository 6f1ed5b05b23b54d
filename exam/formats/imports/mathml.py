"""MathML as the words of TeX, which `exam.core.formula` shows in a line of Unicode."""

from __future__ import annotations

from exam.formats.imports.html_tree import Node

_ROWS = frozenset("math mrow mstyle mpadded semantics mphantom menclose merror".split())
_SIGNS = {"−": "-", "⁡": "", "⁢": "", "⁣": "", "⁤": ""}
"""Signs that are written otherwise in TeX; the invisible ones say what stands beside each other anyway."""


def tex_of(math: Node) -> str:
    """The formula of a ``math`` element; "" where it is empty or holds something that is not known here."""
    for one in _within(math):
        if one.name == "annotation" and "tex" in one.attributes.get("encoding", "").lower() and one.text.strip():
            return _one_line(one.text)
    if written := math.attributes.get("alttext", "").strip():
        return _one_line(written)
    try:
        return _one_line(_row(math))
    except _Unknown:
        return ""


class _Unknown(Exception):
    """An element that has no word here."""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _within(node: Node) -> list[Node]:
    found = [one for one in node.content if isinstance(one, Node)]
    return found + [deeper for one in found for deeper in _within(one)]


def _row(node: Node) -> str:
    return " ".join(filter(None, (_tex(one) for one in node.content if isinstance(one, Node))))


def _tex(node: Node) -> str:
    if node.name in _ROWS:
        return _row(node)
    parts = [_tex(one) for one in node.content if isinstance(one, Node) and not one.name.startswith("annotation")]
    text = " ".join(node.text.split())
    match node.name, parts:
        case (("mi" | "mn" | "mo"), []):
            return _SIGNS.get(text, "".join(f"\\{sign}" if sign in "{}%$#&_" else sign for sign in text))
        case (("mtext" | "ms"), []):
            return f"\\text{{{text}}}" if text and not set(text) & set("\\{}$") else _refused()
        case "mspace", []:
            return ""
        case "mfrac", [above, below]:
            return f"\\frac{{{above}}}{{{below}}}"
        case "msup", [base, raised]:
            return f"{_group(base)}^{{{raised}}}"
        case (("msub" | "munder"), [base, lowered]):
            return f"{_group(base)}_{{{lowered}}}"
        case (("msubsup" | "munderover"), [base, lowered, raised]):
            return f"{_group(base)}_{{{lowered}}}^{{{raised}}}"
        case "msqrt", [*inner]:
            return f"\\sqrt{{{' '.join(inner)}}}"
        case "mfenced", [*inner]:
            opening, closing = node.attributes.get("open", "("), node.attributes.get("close", ")")
            return f"{opening}{', '.join(inner)}{closing}"
        case _:
            return _refused()


def _group(base: str) -> str:
    return base if len(base) == 1 else f"{{{base}}}"


def _refused() -> str:
    raise _Unknown
