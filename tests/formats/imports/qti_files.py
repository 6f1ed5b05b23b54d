"""Questions of QTI 2 written shortly, and packages of them."""

import re
from typing import Any

from exam.core.authored import KEPT
from exam.core.item import Item
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.qti import read_qti
from tests.formats.imports.test_archive import packed

RULES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
MATCH = f'<responseProcessing template="{RULES}/match_correct"/>'
MAP = f'<responseProcessing template="{RULES}/map_response"/>'


def question(body: str, declared: str = "", processing: str = MATCH, *, more: str = "", name: str = "q") -> str:
    """An item. `declared` is its response declarations."""
    return (
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{name}" title="A title" '
        f'adaptive="false" timeDependent="false" xml:lang="en-GB">\n{declared}\n'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>\n'
        f"<itemBody>{body}</itemBody>\n{processing}{more}</assessmentItem>"
    )


def response(
    *correct: str, kind: str = "identifier", cardinality: str = "single", more: str = "", name: str = "RESPONSE"
) -> str:
    """A response declaration."""
    values = "".join(f"<value>{value}</value>" for value in correct)
    right = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        f"{right}{more}</responseDeclaration>"
    )


def mapping(default: str = "0", bounds: str = "", **worth: str) -> str:
    """A mapping from keys to points."""
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in worth.items())
    return f'<mapping defaultValue="{default}" {bounds}>{entries}</mapping>'


def choices(*texts: str, most: int = 1, shuffle: str = "true", name: str = "RESPONSE") -> str:
    """A list of options A, B, C …"""
    options = "".join(
        f'<simpleChoice identifier="{chr(65 + at)}">{text}</simpleChoice>' for at, text in enumerate(texts)
    )
    return (
        f'<choiceInteraction responseIdentifier="{name}" shuffle="{shuffle}" maxChoices="{most}">'
        f"<prompt>Which one?</prompt>{options}</choiceInteraction>"
    )


def in_version_3(text: str) -> str:
    """The same item with the names of version 3."""

    def hyphened(name: str) -> str:
        return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name)

    kept = {"p", "b", "img", "blockquote", "br", "div", "table", "tr", "td", "svg", "audio"}
    text = re.sub(r"(</?)(\w+)", lambda one: one[0] if one[2] in kept else f"{one[1]}qti-{hyphened(one[2])}", text)
    text = re.sub(r" ([a-z]+[A-Z]\w*)=", lambda one: f" {hyphened(one[1])}=", text)
    return re.sub(r"(rptemplates/\w+)\"", r'\1.xml"', text).replace("imsqti_v2p1", "imsqtiasi_v3p0")


def package(files: dict[str, str | bytes], *, tests: str = "") -> bytes:
    """A package of these files, with a manifest that names those of XML."""
    resources = "".join(
        f'<resource identifier="r{at}" type="imsqti_item_xmlv2p1" href="{name}"><file href="{name}"/></resource>'
        for at, name in enumerate(files)
        if name.endswith(".xml")
    )
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m"><metadata/><organizations/>'
        f"<resources>{tests}{resources}</resources></manifest>"
    )
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    return packed({"imsmanifest.xml": manifest.encode(), **contents})


def read(text: str) -> ForeignBank:
    """What a file with this text has."""
    return read_qti("quiz.xml", text.encode())


def taken(text: str) -> ForeignItem:
    """The only question of a text, which a bank can hold."""
    [item] = read(text).items
    Item.model_validate({"id": "x", **item.fields}, context={KEPT: True})
    return item


def fields(text: str) -> dict[str, Any]:
    """Its fields."""
    return dict(taken(text).fields)


def reason(text: str) -> str:
    """Why the only question of a text is left out."""
    [left_out] = read(text).left_out
    return left_out.why
