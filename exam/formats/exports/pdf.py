"""A paper as PDF: the questions, a sheet for the answers, and a key, in as many versions as are asked for.

Typst sets the pages by the template beside this file. All texts reach it as data in a JSON file, never as markup, and
it sees no files but those of a directory made for it. The key is a file of its own, so that nobody hands it out.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exam.core.form import Form
from exam.formats.exports.outgoing import CannotWrite, NotHeld, Outgoing, Written
from exam.formats.exports.pdf_pages import key_pages, paper_pages

_TEMPLATE = Path(__file__).with_suffix(".typ")
_MISSING = (
    "PDF needs the extra 'print': .venv/bin/pip install '.[print]' where exam is installed from its folder. Without "
    "it, --to html gives a page that any browser prints."
)


def write_pdf(outgoing: Outgoing, *, versions: Sequence[Form] = (), page: str = "a4") -> Written:
    """The paper in all its `versions` with a sheet for the answers, and the keys as a file beside it.

    A bank has no sheet unless there are several versions. `page` is "a4" or "letter". Raises CannotWrite where the
    engine is not installed.
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
            made = typst.compile(root / "main.typ", root=root, format="pdf", timestamp=0)
            assert isinstance(made, bytes)
            return made

        files = {f"{outgoing.name}.pdf": pages(paper_pages(outgoing, forms, pictures))}
        if outgoing.with_answers:
            files[f"{outgoing.name}-key.pdf"] = pages(key_pages(outgoing, forms))
    return Written(files, tuple(_damaged(outgoing, pictures)))


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
