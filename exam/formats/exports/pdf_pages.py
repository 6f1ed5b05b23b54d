"""What stands on the pages of a printed paper, as plain data for their template."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from exam.core import wording
from exam.core.answer_words import instructions, printed_solution
from exam.core.exhibit import Exhibit
from exam.core.exhibit_lines import exhibit_title, exhibits_of
from exam.core.form import LETTERS, Form, Slot
from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.pdf_tree import Node, code, in_parts, literal_table, tree
from exam.formats.exports.remarks import points_that_count, remarks_on

_SHORT, _FEW = 1_200, 15
"""Letters of a question, and its options and gaps, up to which it is much shorter than a page, however it is set."""


def paper_pages(outgoing: Outgoing, forms: Sequence[Form], pictures: Mapping[str, str]) -> Node:
    """The questions of each version, and the sheet for its answers. `pictures` are files by the ids of exhibits."""
    several = len(forms) > 1
    versions = [
        {
            "letter": LETTERS[at] if several else "",
            "parts": list(_parts(form, pictures)),
            "sheet": [_row(slot) for slot in form.slots] if several or not outgoing.is_bank else [],
        }
        for at, form in enumerate(forms)
    ]
    return _head(outgoing, forms) | {"part": "paper", "versions": versions}


def key_pages(outgoing: Outgoing, forms: Sequence[Form]) -> Node:
    """The key of each version with its points, then what there is to say of each question, in the first one's order."""
    several, first = len(forms) > 1, {slot.item: slot.n for slot in forms[0].slots}
    versions = [
        {
            "letter": LETTERS[at] if several else "",
            "key": [
                {
                    "n": slot.n,
                    "said": in_parts(printed_solution(slot) or "in own words"),
                    "points": str(slot.points) if _counts(form, slot) else "–",
                    "first": str(first[slot.item]) if at else "",
                }
                for slot in form.slots
            ],
        }
        for at, form in enumerate(forms)
    ]
    explained = [_explained(forms[0], slot) for slot in forms[0].slots]
    points, cut = points_that_count(forms[0]), forms[0].cut
    total = f"{wording.counted(points, 'point')} in all; {cut} % are {wording.points(Fraction(points * cut, 100))}."
    return _head(outgoing, forms) | {"part": "key", "versions": versions, "explained": explained, "total": total}


def _head(outgoing: Outgoing, forms: Sequence[Form]) -> Node:
    form = forms[0]
    said = [wording.counted(len(form.slots), "question"), wording.counted(points_that_count(form), "point")]
    if not outgoing.is_bank:
        said += [f"{form.minutes} minutes", f"pass mark {form.cut} %"]
    language = outgoing.language.lower()
    return {
        "title": in_parts(outgoing.title),
        "plain": outgoing.title,
        "about": " · ".join(said),
        "code": form.code,
        "lang": language if language.isascii() and language.isalpha() and len(language) < 4 else "en",
        "letters": list(LETTERS[: len(forms)]) if len(forms) > 1 else [],
    }


def _parts(form: Form, pictures: Mapping[str, str]) -> Iterator[Node]:
    """Each question with what stands before it."""
    section, shown = None, set[str]()
    has_headings = form.sections_follow and len(form.sections) > 1
    for slot in form.slots:
        begins = has_headings and slot.section != section
        section = slot.section
        beside = exhibits_of(form, slot)
        letters = sum(map(_room, (slot.stem, *(option.text for option in slot.options))))
        yield {
            # Whoever measures all blocks needs twice the memory; most questions are surely shorter than a page.
            "long": bool(beside) or letters > _SHORT or len(slot.options) + len(slot.gaps) > _FEW,
            "heading": in_parts(form.title_of.get(section, section)) if begins else [],
            "note": wording.sharing(form, slot) if slot.block and form.blocks[slot.block][0] == slot.n else "",
            "exhibits": [_exhibit(form, one, pictures, again=one.id in shown) for one in beside],
            "question": _question(form, slot),
        }
        shown.update(slot.exhibits)


def _room(text: str) -> int:
    """Letters that a text takes the room of: a line break takes a line's."""
    return len(text) + 60 * text.count("\n")


def _exhibit(form: Form, exhibit: Exhibit, pictures: Mapping[str, str], *, again: bool) -> Node:
    """An exhibit where it is first needed; after that, where it is."""
    title = exhibit_title(form, exhibit)
    if again:
        return {"title": in_parts(f"See “{title}”."), "again": True, "body": [], "picture": "", "alt": ""}
    picture = pictures.get(exhibit.id, "") if exhibit.picture else ""
    if exhibit.code is not None:
        body = [code(exhibit.code)]
    elif exhibit.table:
        body = [literal_table(exhibit.table)] if exhibit.table[0] else []
    elif exhibit.picture:
        body = [] if picture else tree(f"[Picture: {exhibit.alt}]", "plain")
    else:
        body = tree(exhibit.passage or "", form.text, prose=True)
    return {"title": in_parts(title), "again": False, "body": body, "picture": picture, "alt": exhibit.alt or ""}


def _question(form: Form, slot: Slot) -> Node:
    def options(ids: Sequence[str]) -> list[Node]:
        return [{"l": slot.letter(one), "b": tree(slot.option(one).text, form.text)} for one in ids]

    every = [] if slot.kind == "cloze" else options([option.id for option in slot.options])
    gaps = [
        {
            "label": tree(gap.label, form.text) if slot.kind == "pairs" else [],
            "sign": f"{at}." if slot.kind == "pairs" else f"[{gap.label}]",
            "options": options(gap.choices) if slot.kind == "cloze" else [],
            "unit": gap.unit,
        }
        for at, gap in enumerate(slot.gaps, start=1)
    ]
    return {
        "n": slot.n,
        "stem": tree(slot.stem, form.text),
        "asks": instructions(slot),
        "kind": "choice" if slot.is_choice else slot.kind,
        "options": every,
        "gaps": gaps,
    }


def _row(slot: Slot) -> Node:
    """A question's lines on the sheet for the answers: letters to mark, boxes for letters, or a line to write on."""

    def line(sign: str, letters: str = "", boxes: int = 0, unit: str = "") -> Node:
        return {"sign": sign, "letters": list(letters), "boxes": boxes, "unit": unit}

    match slot.kind:
        case "recall":
            lines = [line("")]
        case "ordering":
            lines = [line("", boxes=len(slot.gaps))]
        case _ if not slot.gaps:
            lines = [line("", LETTERS[: len(slot.options)])]
        case _:
            signs = [str(at) if len(slot.gaps) > 1 else "" for at in range(1, len(slot.gaps) + 1)]
            both = zip(signs, slot.gaps, strict=True)
            lines = [line(sign, LETTERS[: len(gap.choices)], unit=gap.unit) for sign, gap in both]
    return {"n": slot.n, "lines": lines, "choose": slot.choose if slot.is_choice and slot.choose > 1 else 0}


def _explained(form: Form, slot: Slot) -> Node:
    keys = [slot.option(name) for name in slot.key]
    return {
        "n": slot.n,
        "item": slot.item,
        "said": in_parts(printed_solution(slot)),
        "right": [tree(one.text, form.text) for one in keys]
        + ([tree(slot.answer, form.text, prose=True)] if slot.answer else []),
        "rationale": tree(slot.rationale or "", form.text, prose=True),
        "told": [
            {"sign": one.sign, "said": in_parts(one.said), "text": tree(one.text, form.text, prose=True)}
            for one in remarks_on(form, slot)
        ],
        "references": [[in_parts(one.title), in_parts(one.url)] for one in slot.references],
    }


def _counts(form: Form, slot: Slot) -> bool:
    return slot.kind != "recall" or form.blueprint.count_recall
