"""Run by the Python that has Anki: imports the decks of a folder into new collections and says what became of them."""

import json
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any

from anki.collection import (  # type: ignore[import-not-found]
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


def main(folder: Path) -> None:
    mine, others = (Collection(str(folder / f"{name}.anki2")) for name in ("mine", "others"))
    found: dict[str, Any] = {name: imported(mine, folder / f"{name}.apkg") for name in ("first", "again")}
    found["notes"] = {note["ID"]: told(note) for note in map(mine.get_note, mine.find_notes(""))}
    found["cards"] = mine.card_count()
    found["decks"] = sorted(one.name for one in mine.decks.all_names_and_ids() if one.name != "Default")
    found["media"] = [file.name for file in Path(mine.media.dir()).iterdir()]
    for name, is_old in (("old", True), ("new", False)):
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=is_old)
        mine.export_anki_package(out_path=str(folder / f"{name}-out.apkg"), options=options, limit=None)
    found["newer"] = imported(mine, folder / "newer.apkg")
    found["hostile"] = imported(others, folder / "hostile.apkg")
    sides = [side for card in map(others.get_card, others.find_cards("")) for side in (card.question(), card.answer())]
    found["scripts"] = [side[:200] for side in sides if "<script" in side or "[anki:play" in side]
    print(json.dumps(found))


def imported(collection: Any, path: Path) -> dict[str, int]:
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions(merge_notetypes=True))
    log = collection.import_anki_package(request).log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate")}


def told(note: Any) -> dict[str, Any]:
    """A note's fields, both sides of its first card, and the words on the back."""
    card = note.cards()[0]
    words = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", card.answer(), flags=re.S)))
    return {
        "fields": dict(note.items()),
        "question": card.question(),
        "answer": card.answer(),
        "text": words.replace("\xa0", " "),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
