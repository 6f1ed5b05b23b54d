"""A paper as PDF: the questions, a sheet for the answers, and a key, in as many versions as are asked for.

Typst sets the pages by the template beside this file. All texts reach it as data in a JSON file, never as markup, and
it sees no files but those of a directory made for it. The key is a file of its own, so that nobody hands it out.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exam.core.form import Form, Slot
from exam.core.text import one_line
from exam.formats.exports.outgoing import CannotWrite, NotHeld, Outgoing, Written
from exam.formats.exports.pdf_pages import key_pages, paper_pages

_TEMPLATE = Path(__file__).with_suffix(".typ")
_IN_NO_FONT = "\U000f0000"
"""A letter for private use."""
_LETTERS = """#set page(width: 40pt, height: 40pt, margin: 5pt)
#set text(font: "Libertinus Serif")
#for (at, letter) in json("letters.json").enumerate() { if at > 0 { pagebreak() }; letter }
"""
_BY_OTHERS = ("M", "Z", "Cc", "Cf")
"""Categories of Unicode whose members stand on others, or for nothing that can be seen."""
_MOST_LETTERS = 3_000
_MISSING = (
    "PDF needs the extra 'print': .venv/bin/pip install '.[print]' where exam is installed from its folder. Without "
    "it, --to html gives a page that any browser prints."
)


def write_pdf(outgoing: Outgoing, *, versions: Sequence[Form] = (), page: str = "a4") -> Written:
    """The paper in all its `versions` with a sheet for the answers, and the keys as a file beside it.

    A bank has no sheet unless there are several versions. `page` is "a4" or "letter". Raises CannotWrite where the
    engine is not installed, or cannot set the pages.
    """
    try:
        import typst
    except ImportError:
        raise CannotWrite(_MISSING) from None
    forms = versions or (outgoing.form,)
    with TemporaryDirectory(prefix="exam-") as folder:
        root = Path(folder)
        pictures = _placed(outgoing, root)
        (root / "main.typ").write_bytes(_TEMPLATE.read_bytes())

        def pages(written: dict[str, Any]) -> bytes:
            (root / "data.json").write_text(json.dumps(written | {"page": page}), encoding="utf-8")
            try:
                made = typst.compile(root / "main.typ", root=root, format="pdf", timestamp=0)
            except RuntimeError as error:
                raise CannotWrite(f"The pages could not be set: {one_line(str(error))[:200]}. Try --to html.") from None
            assert isinstance(made, bytes)
            return made

        files = {f"{outgoing.name}.pdf": pages(paper_pages(outgoing, forms, pictures))}
        if outgoing.with_answers:
            files[f"{outgoing.name}-key.pdf"] = pages(key_pages(outgoing, forms))
        not_held = [*_damaged(outgoing, pictures), *_without_font(outgoing, root)]
    return Written(files, tuple(not_held))


def _placed(outgoing: Outgoing, root: Path) -> dict[str, str]:
    """Puts the pictures where the engine finds them; gives the file names of those that it can read, by exhibit."""
    import typst

    readable = {}
    for at, (exhibit, (name, data)) in enumerate(outgoing.pictures.items()):
        file = f"picture-{at}.{name.rpartition('.')[2]}"
        (root / file).write_bytes(data)
        (root / "one.typ").write_text(f'#image("{file}")', encoding="utf-8")
        try:
            typst.compile(root / "one.typ", root=root, format="pdf")
        except RuntimeError:  # else the fault of one picture would spoil all pages
            continue
        readable[exhibit] = file
    return readable


def _damaged(outgoing: Outgoing, pictures: dict[str, str]) -> list[NotHeld]:
    return [
        NotHeld(slot.n, slot.item, f"its picture {outgoing.pictures[name][0]}, which is damaged")
        for slot in outgoing.form.slots
        for name in slot.exhibits
        if name in outgoing.pictures and name not in pictures
    ]


def _without_font(outgoing: Outgoing, root: Path) -> list[NotHeld]:
    """The questions with letters for which the engine finds no font, neither of its own nor of the system's."""
    texts = {slot.n: "".join(_texts(outgoing.form, slot)) for slot in outgoing.form.slots}
    letters = sorted(_letters("".join(texts.values())))[:_MOST_LETTERS]
    if not letters:
        return []
    import typst

    # Each on a page of its own, after one that no font has: whose page looks the same has none either.
    (root / "letters.json").write_text(json.dumps([_IN_NO_FONT, *letters]), encoding="utf-8")
    (root / "letters.typ").write_text(_LETTERS, encoding="utf-8")
    pages = typst.compile(root / "letters.typ", root=root, format="svg")
    assert isinstance(pages, list)
    missing = {letter for letter, page in zip(letters, pages[1:], strict=True) if page == pages[0]}
    return [
        NotHeld(slot.n, slot.item, "letters for which no font is installed here")
        for slot in outgoing.form.slots
        if missing.intersection(texts[slot.n])
    ]


def _letters(text: str) -> set[str]:
    """Those that a font may lack: all but ASCII, and but for what is no letter by itself."""
    return {letter for letter in text if ord(letter) > 127 and not unicodedata.category(letter).startswith(_BY_OTHERS)}


def _texts(form: Form, slot: Slot) -> Iterator[str]:
    yield from (slot.stem, slot.rationale or "", slot.answer or "", *(gap.label for gap in slot.gaps))
    for option in slot.options:
        yield option.text
        yield option.feedback or ""
    for exhibit in (form.exhibits[name] for name in slot.exhibits):
        yield exhibit.passage or exhibit.code or exhibit.title or ""
        yield from (cell for row in exhibit.table for cell in row)
