"""A sound bank is loaded, and what in it is worth a second look is remarked on without refusing it."""

from pathlib import Path

import pytest

from exam.core.blueprint import DEFAULT_BLUEPRINTS
from exam.formats import LoadedBank, read_bank
from tests.formats.conftest import SMALLEST

MORE = "".join(
    f'\n[[section.item]]\nid = "item-{n}"\nstem = "Which is number {n}?"\nstatements = ["Statement {n}"]\n'
    for n in range(1, 6)
)


def load(tmp_path: Path, text: str) -> LoadedBank:
    path = tmp_path / "bank.toml"
    path.write_text(text, "utf-8")
    return read_bank(path)


def remarks(tmp_path: Path, text: str) -> list[str]:
    return [str(warning).removeprefix(f"{tmp_path}/") for warning in load(tmp_path, text).warnings]


def test_the_smallest_bank_is_loaded_with_a_word_on_what_it_lacks(tmp_path: Path) -> None:
    loaded = load(tmp_path, SMALLEST)
    assert [item.id for item in loaded.bank.items] == ["pod"]
    assert loaded.bank.blueprints == DEFAULT_BLUEPRINTS
    (warning,) = loaded.warnings
    assert str(warning).endswith(
        "bank.toml:9:1: section[0].item[0] (pod): is the only item, so it is asked by typing or recall until "
        "others lend it wrong options. Add items."
    )


def test_a_bank_that_has_enough_of_everything_needs_no_remark(tmp_path: Path) -> None:
    assert remarks(tmp_path, SMALLEST + MORE) == []


def test_too_few_others_to_borrow_from(tmp_path: Path) -> None:
    text = (SMALLEST + MORE).replace(
        'id = "item-1"', 'id = "item-1"\nnever_with = ["pod", "item-2", "item-3", "item-4", "item-5"]'
    )
    text = text.replace('id = "item-2"', 'id = "item-2"\nconcept = "c"\nnever_with = ["item-1", "pod"]')
    text = text.replace('id = "item-3"', 'id = "item-3"\nconcept = "c"')
    assert remarks(tmp_path, text) == [
        "bank.toml:14:1: section[0].item[1] (item-1): has no other item to lend it a wrong option, so it is asked "
        "by typing or recall. Add items, or write options of its own.",
        "bank.toml:20:1: section[0].item[2] (item-2): has only 2 other items to lend it wrong options, so it is asked "
        "with fewer than four. Add items, or shorten its never_with.",
    ]


def test_by_the_first_rules_what_nobody_lends_to_is_never_asked(tmp_path: Path) -> None:
    text = (SMALLEST + MORE).replace(
        'id = "item-1"', 'id = "item-1"\nnever_with = ["pod", "item-2", "item-3", "item-4", "item-5"]'
    )
    told = remarks(tmp_path, text.replace('id = "item-2"', 'id = "item-2"\nlures = ["item-3"]'))
    assert told == [
        "bank.toml:14:1: section[0].item[1] (item-1): has no other item to lend it a wrong option, so it is never "
        "asked. Add items, or shorten its never_with.",
    ]


def test_where_lures_alone_are_allowed_only_lures_count(tmp_path: Path) -> None:
    text = "lures_only = true\n" + (SMALLEST + MORE).replace(
        'id = "pod"', 'id = "pod"\nlures = ["item-1", "item-2", "item-3"]'
    )
    told = remarks(tmp_path, text)
    assert len(told) == 5
    assert not any("(pod)" in remark for remark in told)


def test_an_aspect_that_nobody_knows(tmp_path: Path) -> None:
    text = SMALLEST + 'aspect = "Definitions"\n' + MORE + 'aspect = "colour"\n'
    first, second = remarks(tmp_path, text)
    assert first == (
        "bank.toml:13:1: section[0].item[0] (pod).aspect: is 'Definitions', which is not a known one. "
        "Did you mean 'definition'?"
    )
    assert "The known ones are: benefit, components" in second


def test_two_items_of_one_number(tmp_path: Path) -> None:
    text = SMALLEST + "number = 7\n" + MORE + "number = 7\n"
    assert remarks(tmp_path, text) == [
        "bank.toml:39:1: section[0].item[5] (item-5).number: is 7, as another item's is in line 13. Give each its own, "
        "or none."
    ]


def test_names_that_do_nothing(tmp_path: Path) -> None:
    text = SMALLEST + MORE + 'lures = ["pod", "pod", "authored"]\n'
    text += '\n[[section.item]]\nid = "authored"\nstem = "Which?"\noptions = { a = "This", b = "That" }\nkey = "a"\n'
    first, second = remarks(tmp_path, text)
    assert first.startswith("bank.toml:38:1: section[0].item[5] (item-5).lures: names 'pod' twice")
    assert second.startswith("bank.toml:38:24: section[0].item[5] (item-5).lures[2]: names 'authored', which has no")


def test_an_empty_section_and_a_blueprint_that_chooses_twice(tmp_path: Path) -> None:
    text = SMALLEST + MORE + '\n[[section]]\nid = "later"\ntitle = "Later"\n'
    text += '\n[[blueprint]]\nid = "one"\ntitle = "One"\nsections = ["basics"]\ndraw_sections = 1\n'
    first, second = remarks(tmp_path, text)
    assert first == (
        "bank.toml:39:1: section[1] (later): has no items and is passed over. Write some, headed [[section.item]]."
    )
    assert second.startswith("bank.toml:47:1: blueprint[0] (one).draw_sections: has no effect beside sections")


def test_no_schema_is_read_as_the_first(tmp_path: Path) -> None:
    (told,) = remarks(tmp_path, (SMALLEST + MORE).removeprefix("schema = 1\n"))
    assert told == "bank.toml:1:1: schema: is missing, and read as 1. Write schema = 1 in the first line."


@pytest.mark.parametrize(
    ("written", "column", "told", "shown"),
    [
        (r"pod\u001b[2J", 19, "U+001B, which is shown as ␛", "pod␛[2J"),
        (r"p\b\b\b", 17, "U+0008, which is shown as ␈", "p␈␈␈"),
        (r"\x9b2J", 16, "U+009B, which is shown as ‹U+009B›", "‹U+009B›2J"),
        ("a\u202egnorts", 17, "U+202E (right-to-left override), which is shown as ‹U+202E›", "a‹U+202E›gnorts"),
        ("zero\u200bwidth", 20, "U+200B (zero width space), which is shown as ‹U+200B›", "zero‹U+200B›width"),
        (
            "e" + "\u0301" * 50,
            17,
            "piles up U+0301 (combining acute accent), of which a few are shown",
            "e" + "\u0301" * 6,
        ),
    ],
)
def test_letters_that_steer_or_hide_are_shown_and_remarked_on(
    tmp_path: Path, written: str, column: int, told: str, shown: str
) -> None:
    text = (SMALLEST + MORE).replace('["Statement 3"]', f'["{written}"]')
    loaded = load(tmp_path, text)
    assert loaded.bank.item_by_id["item-3"].statements == (shown,)
    (warning,) = loaded.warnings
    assert (warning.line, warning.column, warning.where) == (27, column, "section[0].item[3] (item-3).statements[0]")
    assert told in warning.message
    assert "\x1b" not in str(warning)


def test_a_bank_of_authored_options_alone_is_fine(tmp_path: Path) -> None:
    text = SMALLEST.replace("statements = [", 'options = { a = "Nothing", b = "Containers" }\nkey = "b"\n# [')
    assert remarks(tmp_path, text) == []


def test_markup_is_left_as_it_is(tmp_path: Path) -> None:
    marked = "[@click=app.quit]a[/] [bold]b[/bold] [link=https://x.y]c[/link] **d** `e` [f](g) \\\\["
    loaded = load(tmp_path, SMALLEST.replace("What does a pod encapsulate?", marked) + MORE)
    assert loaded.bank.items[0].stem == marked.replace("\\\\", "\\")
    assert loaded.warnings == ()
