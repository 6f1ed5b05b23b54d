"""What the papers of attempts say of items, for banks whose files have moved or are gone."""

import json
import sqlite3
import zlib

from exam.core.results import option_name
from exam.core.text import one_line
from exam.core.wording import in_line


def read_stems(database: sqlite3.Connection, where: str, values: tuple[object, ...], newest: int) -> dict[str, str]:
    """The stem of each item that the papers of the newest attempts ask or offer the answer of, in one line; and by its
    name the text of each option that an author wrote for one question.

    A question that was turned round shows an answer in place of its item's stem, so it says nothing of it. Raises
    ValueError, LookupError or TypeError where a paper is not what was written.
    """
    rows = database.execute(
        f"SELECT body FROM form JOIN attempt ON attempt = id WHERE {where} ORDER BY started_at DESC LIMIT ?",
        (*values, newest),
    )
    stems: dict[str, str] = {}
    for (body,) in rows:
        try:
            form = json.loads(zlib.decompress(body))
        except zlib.error as error:
            raise ValueError("a paper is damaged") from error
        texts = form.get("text", "flowing")
        asked = {slot["item"]: slot["stem"] for slot in form["slots"] if slot["kind"] != "reversed"}
        homes = {item: home["stem"] for item, home in form["homes"].items()}
        written = {
            option_name(None, option["text"]): option["text"]
            for slot in form["slots"]
            for option in slot.get("options", ())
            if not option.get("home")
        }
        for item, stem in {**homes, **asked, **written}.items():
            if item not in stems:
                stems[item] = one_line(in_line(stem, texts))
    return stems
