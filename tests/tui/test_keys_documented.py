"""The page that names every action for those who rebind keys. ``EXAM_ACCEPT=1`` writes it anew."""

import os
from pathlib import Path

from exam.tui.keymap import actions, bindings, shown_key

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
PLACES = {
    "room": "The question",
    "recall": "A question whose answer is recalled",
    "answer": "The field of an answer that is typed",
    "pad": "A note, a report, and the scratchpad",
    "sheet": "The review sheet",
    "numbers": "The numbers, in the navigator and on the sheet",
    "navigator": "The navigator over the question",
    "dialog": "Cards that ask",
    "writing": "A line to write",
    "help": "Help",
    "paused": "The pause",
    "time-up": "When time is up",
    "review": "The answer review",
    "home": "Home",
    "pick-bank": "The bank in hand",
    "pick-theme": "The themes",
    "set-up": "Set-up",
    "drill": "A drill to build",
    "begin": "Before the clock starts",
    "making": "While a paper is made",
    "result": "The result",
    "history": "History",
    "bin": "The bin",
    "search": "Lists that are searched",
    "words": "Notes and reports",
    "browse": "The questions of a bank",
    "look": "A question of a bank, looked at",
    "progress": "Progress",
    "export": "Export",
    "banks": "Banks",
    "file": "A file to import",
    "found": "What an import, a check or an export found",
    "names": "What a bank is called",
    "remove": "Before a bank is removed",
    "notes": "Notes",
    "pair": "Two questions that were confused",
    "item": "One question's past",
    "schedule": "The exam day",
    "notice": "What went wrong",
    "line": "Lines that can be taken, in lists and on pages",
    "field": "Fields, of set-up, drills and the like",
    "page": "What is read",
    "palette": "The palette",
    "app": "Everywhere",
}
BEGINNING = """# Keys of your own

Every key can be bound anew in `config.toml` in the data directory (`exam --help` says where that is):

```toml
[keys]
"room.next" = ["j", "enter"]   # one key or several, in place of the action's own
"room.flag" = "ctrl+f"
"sheet.end" = "F10"
```

A key is one letter or sign (`"j"`, `"J"`, `"?"`), or a name: `space`, `enter`, `escape`, `tab`, `backspace`, `delete`,
`insert`, `home`, `end`, `pageup`, `pagedown`, `up`, `down`, `left`, `right`, `f1` to `f24`; each also with `ctrl+`,
`alt+` or `shift+` before it. `ctrl+q`, `ctrl+c` and `ctrl+z` keep their meaning, so that the way out is always there.

An action that is not known, a key that is none, a key given twice in one place, and a key taken from an action that has
no other: each is reported at the start with file, line and field, and left out; the rest holds. The help page (`?`),
the line of keys and the palette (`ctrl+k`) show the keys as they are bound.
"""


def page() -> str:
    parts = [BEGINNING]
    for place, title in PLACES.items():
        rows = [
            f"| `{one.id}` | {one.does} | {' '.join(f'`{shown_key(key)}`' for key in one.keys)} |"
            for one in actions()
            if one.place == place
        ]
        if rows:
            parts.append("\n".join((f"## {title}\n", "| action | does | keys |", "|---|---|---|", *rows)) + "\n")
    return "\n".join(parts)


def test_every_key_has_a_name_by_which_it_can_be_bound_anew_but_the_ways_out() -> None:
    assert [binding.key for binding in bindings() if not binding.id] == ["ctrl+q", "ctrl+z"]
    assert all(binding.description for binding in bindings()), "the palette and the help page say what each does"
    assert {one.place for one in actions()} == set(PLACES)


def test_one_name_means_the_same_keys_wherever_it_stands() -> None:
    found: dict[str, set[str]] = {}
    for binding in bindings():
        if binding.id:
            found.setdefault(binding.id, set()).add(binding.key)
    assert [name for name, keys in found.items() if len(keys) > 1] == []


def test_the_page_of_keys_names_every_action_as_it_is() -> None:
    if os.environ.get("EXAM_ACCEPT"):
        PAGE.write_text(page(), "utf-8")
    assert page() == PAGE.read_text("utf-8")
    assert {one.place for one in actions()} <= set(PLACES)
