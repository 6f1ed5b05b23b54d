"""Questions of QTI 2.0 to 3.0, single or in a package, and of QTI 1.2 where a package has them.

There is no kept library that reads QTI; the packages that exist write it, or convert it into other markup.
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.archive import Archive, is_archive
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut, Place
from exam.formats.imports.qti1 import question_name, taken1
from exam.formats.imports.qti_feedback import UNTOLD
from exam.formats.imports.qti_files import Files
from exam.formats.imports.qti_gaps import gaps_fields, pairs_fields
from exam.formats.imports.qti_operators import Effort, NotUnderstood
from exam.formats.imports.qti_package import Package, PackagedQuestion
from exam.formats.imports.qti_question import Fields, Question, begun, choices_of, order_fields, recall_fields
from exam.formats.imports.qti_tree import read_qti_xml
from exam.formats.imports.xml_tree import Element


def read_qti(name: str, data: bytes) -> ForeignBank:
    """The questions of a package (a zip archive with a manifest) or of an XML file. `name` is for messages.

    Raises BankRefused.
    """
    if is_archive(data):
        package = Package(name, Archive(name, data))
        package.open()
        files = Files(Effort.for_file(package.size), package.read, frozenset(package.names))
        return _read(package.parts(), files, package)
    root = read_qti_xml(name, data)
    found = [root] if root.name == "assessmentItem" else list(root.within("assessmentItem"))
    if not found:
        remedy = "Name a file with questions (assessmentItem), or the package, a zip archive with imsmanifest.xml."
        raise BankRefused((Fault(name, root.line, 1, "", f"has no question in it, but {root.name}", remedy),))
    return _read((PackagedQuestion("", item) for item in found), Files(Effort.for_file(len(data))))


def _read(parts: Iterable[PackagedQuestion], files: Files, package: Package | None = None) -> ForeignBank:
    items: list[ForeignItem] = []
    left_out: list[LeftOut] = []
    languages = Counter[str]()
    for part in parts:
        if isinstance(part.item, str):
            left_out.append(LeftOut(Place(0, part.member), "", part.item))
            continue
        languages[part.item.get("xml:lang").split("-")[0].lower()] += 1
        one = taken(part, part.item, files)
        if isinstance(one, ForeignItem):
            items.append(one)
        else:
            left_out.append(one)
    del languages[""]
    return ForeignBank(
        tuple(items),
        tuple(left_out),
        title=package.title if package else "",
        language=languages.most_common(1)[0][0] if languages else "",
        exhibits=tuple(files.exhibits),
        media=files.media,
        wanted_media=files.wanted,
        notes=tuple(package.notes) if package else (),
    )


def taken(part: PackagedQuestion, item: Element, files: Files) -> ForeignItem | LeftOut:
    """A question as a bank holds it, or why it holds none."""
    if item.name == "item":
        return taken1(item, part.section, part.member, files, part.weight)
    place = Place(item.line, part.member)
    name = question_name(item.get("identifier"), item.get("title"))
    try:
        fields, changed = fields_of(item, files, part)
    except NotUnderstood as reason:
        return LeftOut(place, name or item.get("identifier"), str(reason))
    return ForeignItem(place, fields, name, part.section, tuple(dict.fromkeys(changed)))


def fields_of(item: Element, files: Files, part: PackagedQuestion) -> tuple[dict[str, Any], list[str]]:
    """The fields of a question, and what of it is held in another way. Raises NotUnderstood."""
    asked = begun(item, files, part.member)
    fields, points = _answered(asked)
    if not asked.scoring.is_given and fields.get("type") != "recall":
        asked.changed.append("does not say what it is worth; what it declares right earns its points")
        points = Fraction(1)
    if "stem" not in fields:
        fields = {"stem": asked.stem({}), **fields}
    fields |= asked.count(points, part.weight)
    if asked.feedbacks.is_untold and UNTOLD not in asked.changed:
        asked.changed.append(UNTOLD)
    if asked.body.exhibits:
        fields["exhibits"] = list(asked.body.exhibits)
    return fields, [*asked.changed, *asked.body.changed]


def _answered(asked: Question) -> Fields:
    """What answers a question, by the interactions that it has."""
    found = asked.interactions()
    if all(one.name == "extendedTextInteraction" for one in found):
        return recall_fields(asked, found)
    if len(found) == 1:
        [one] = found
        match one.name:
            case "choiceInteraction" | "hottextInteraction":
                return choices_of(asked, one)
            case "orderInteraction":
                return order_fields(asked, one)
            case "matchInteraction" | "associateInteraction":
                return pairs_fields(asked, one)
    return gaps_fields(asked, found)
