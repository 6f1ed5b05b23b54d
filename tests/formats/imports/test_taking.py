"""What becomes of the questions that readers find: ids, sections, exhibits, and each of them judged by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.files.faults import BankRefused
from exam.formats import read_bank
from exam.formats.bank_text import bank_text
from exam.formats.imports.foreign_bank import ForeignItem, LeftOut, Place
from exam.formats.imports.imported import Imported
from exam.formats.imports.naming import slug
from exam.formats.imports.taking import bank_of_files
from tests.formats.imports.foreign import PICTURE, choice, source

TIDES = choice("What makes the tides?", "The moon", "The wind", "The salt", line=3)
WAVES = choice("What makes the waves?", "The wind", "The moon", line=9)


def ids(made: Imported) -> list[str]:
    return [item.id for item in made.bank.items]


def test_a_file_becomes_a_bank_with_an_id_and_a_title_of_its_own() -> None:
    made = bank_of_files([source(TIDES, WAVES, file="some/where/High Seas_2.gift")])
    assert (made.bank.id, made.bank.title) == ("high-seas-2", "High Seas 2")
    assert made.bank.format_version == 2
    assert [section.title for section in made.bank.sections] == ["High Seas 2"]
    assert ids(made) == ["what-makes-the-tides", "what-makes-the-waves"]
    assert made.bank.blueprints[0].id == "full"
    assert made.summary == "2 questions taken; 0 left out."


def test_what_the_file_says_of_itself_is_kept() -> None:
    made = bank_of_files(
        [source(TIDES, title="The sea", language="de", fields={"id": "sea", "licence": "CC0"}, text="plain")]
    )
    assert (made.bank.id, made.bank.title, made.bank.language) == ("sea", "The sea", "de")
    assert (made.bank.licence, made.bank.text) == ("CC0", "plain")


def test_sections_come_in_the_order_in_which_they_first_appear() -> None:
    first, again = replace(TIDES, section="Sea / Tides"), replace(WAVES, section="Sea / Tides")
    shore = choice("What is a shore?", "Where land begins", "Where it ends", section="Shore")
    bank = bank_of_files([source(first, shore, again)]).bank
    assert [(one.id, one.title, len(one.items)) for one in bank.sections] == [
        ("sea-tides", "Sea / Tides", 2),
        ("shore", "Shore", 1),
    ]


def test_a_name_that_can_be_an_id_is_the_id_and_others_are_like_it() -> None:
    named = replace(TIDES, name="sea.tides-1"), replace(WAVES, name="Über Wellen: Größe & Höhe")
    assert ids(bank_of_files([source(*named)])) == ["sea.tides-1", "uber-wellen-grosse-hohe"]


def test_ids_depend_on_nothing_but_the_question() -> None:
    both, one = bank_of_files([source(TIDES, WAVES)]), bank_of_files([source(WAVES)])
    assert ids(one) == ids(both)[1:]


def test_two_questions_of_one_name_have_ids_that_stay_whatever_comes_between() -> None:
    first, second = replace(TIDES, name="Q"), replace(WAVES, name="Q")
    other = choice("What is foam?", "Air and water", "Salt", name="R")
    made, later = bank_of_files([source(first, second)]), bank_of_files([source(first, other, second)])
    assert ids(made)[0] == "q"
    assert ids(made)[1].startswith("q-")
    assert ids(later) == [ids(made)[0], "r", ids(made)[1]]


@given(st.text(max_size=300))
def test_any_text_has_an_id_that_is_sound_and_stays_what_it_is(text: str) -> None:
    found = slug(text)
    assert slug(found) == found
    assert len(bank_of_files([source(replace(TIDES, name=text))]).bank.items) == 1  # the model refuses what is no id


def test_long_names_and_those_in_other_scripts_do_not_run_together() -> None:
    begin = "Which of the following is true of the tides in a bay that opens to "
    assert slug(f"{begin}the east") != slug(f"{begin}the west")
    assert slug("Что вызывает приливы?") != slug("Что вызывает волны?")
    assert len(set(ids(bank_of_files([source(choice("C#", "a", "b"), choice("C++", "a", "b"))])))) == 2


FAULTY = {
    "has no right answer among its options": choice("Which?", "This", "That", key="", line=7),
    "has two options that look the same": choice("Which?", "This", "This", line=7),
    "names a right answer that is none of its options": choice("Which?", "This", "That", key="c", line=7),
    "has no wrong option: all of them are right": choice("Which?", "This", line=7),
    "has 27 options, and 26 are the most": ForeignItem(
        Place(7), {"stem": "Which?", "options": {f"o{n}": f"Option {n}" for n in range(27)}, "key": "o1"}
    ),
    "has no text": choice(" ", "This", "That", line=7),
    "has no answer": ForeignItem(Place(7), {"stem": "Which?"}),
    "cannot be held: an option has 2,001 characters, and 2,000 are the most": choice("Which?", "x" * 2001, "y", line=7),
    "needs something to stand beside it that is not in the file": choice("Which?", "a", "b", line=7, exhibits=["map"]),
    "is the same question as another": replace(TIDES, place=Place(7), name="Again"),
}


@pytest.mark.parametrize("why", FAULTY)
def test_a_faulty_question_is_left_out_with_its_line_and_the_others_are_taken(why: str) -> None:
    item = FAULTY[why]
    if not item.fields.get("key"):
        item = replace(item, fields={name: value for name, value in item.fields.items() if name != "key"})
    made = bank_of_files([source(TIDES, item, WAVES)])
    assert [account.why for account in made.left_out] == [why]
    assert made.left_out[0].where == "tides.gift:7"
    assert len(made.taken) == 2


def test_every_question_is_accounted_for_in_the_order_of_the_file() -> None:
    lost = LeftOut(Place(6), "Essay", "asks for an essay without an answer.")
    made = bank_of_files([source(TIDES, replace(TIDES, place=Place(8)), WAVES, left_out=(lost,))])
    assert [(account.place.line, account.item is not None) for account in made.accounts] == [
        (3, True),
        (6, False),
        (8, False),
        (9, True),
    ]
    assert made.left_out[0].why == "asks for an essay without an answer"


def test_what_a_twin_tells_is_kept_with_the_one_that_is_taken() -> None:
    told = {"a": {"text": "The moon", "feedback": "It pulls."}, "b": "The wind", "c": "The salt"}
    sources = [{"title": "Tides", "url": "https://example.org/tides"}]
    more = {**TIDES.fields, "options": told, "rationale": "It turns.", "references": sources}
    other = {**TIDES.fields, "options": dict(reversed(told.items())), "rationale": "A says so."}

    [item] = bank_of_files([source(TIDES, replace(TIDES, fields=other), replace(TIDES, fields=more))]).bank.items
    [first] = bank_of_files(
        [source(replace(TIDES, fields=more), replace(TIDES, fields={**more, "rationale": "!"}))]
    ).bank.items

    assert (item.rationale, item.options[0].feedback, len(item.references)) == ("It turns.", "It pulls.", 1)
    assert first.rationale == "It turns."


def test_what_is_told_of_an_answer_is_literal_beside_a_file_in_markdown() -> None:
    short = {"stem": "Which shell?", "type": "short", "answers": [{"text": "*sh", "feedback": "So *it* is."}]}
    plain = source(ForeignItem(Place(1), short), text="plain")

    item = bank_of_files([plain, source(TIDES, text="markdown")]).bank.items[0]

    assert (item.answers[0].text, item.answers[0].feedback) == ("*sh", r"So \*it\* is.")


def test_two_that_differ_in_what_is_right_are_two() -> None:
    turned = choice("What makes the tides?", "The moon", "The wind", "The salt", key="b")
    assert len(bank_of_files([source(TIDES, turned)]).bank.items) == 2


def test_a_file_of_which_nothing_can_be_taken_is_refused_and_says_why() -> None:
    with pytest.raises(BankRefused, match="none can be taken") as refused:
        bank_of_files([source(choice("Which?", "This", "This", line=7))])
    assert "tides.gift:7: Which?: has two options that look the same." in str(refused.value)
    with pytest.raises(BankRefused, match="has no questions"):
        bank_of_files([source()])


def test_questions_that_all_have_one_answer_make_no_bank() -> None:
    alike = [ForeignItem(Place(n), {"stem": f"What is {n}?", "statements": ["A number"]}) for n in (1, 2, 3)]
    with pytest.raises(BankRefused, match="has the same statement in every item"):
        bank_of_files([source(*alike)])


def test_several_files_make_one_bank_with_a_section_each() -> None:
    made = bank_of_files([source(TIDES), source(WAVES, file="waves.gift"), source(TIDES, file="again.gift")])
    assert [(section.title, len(section.items)) for section in made.bank.sections] == [("Tides", 1), ("Waves", 1)]
    assert made.bank.title == "Tides and 2 more"
    assert [(account.where, account.twin) for account in made.left_out] == [("again.gift:3", "tides.gift:3")]


def test_plain_texts_beside_markdown_are_escaped() -> None:
    plain = choice("Is 2*3*4 = [24]?", "Yes, *it* is", "No")
    made = bank_of_files([source(TIDES), source(plain, file="plain.aiken", text="plain")])
    assert made.bank.text == "markdown"
    stem = made.bank.items[1].stem
    assert stem != "Is 2*3*4 = [24]?"
    assert stem.replace("\\", "") == "Is 2*3*4 = [24]?"


def test_pictures_lie_in_a_folder_under_names_of_their_own(tmp_path: Path) -> None:
    shown = {"id": "Map of the Bay", "picture": "media/Map (1).PNG", "alt": "A bay"}
    unused = {"id": "other", "picture": "x.png", "alt": "Nothing"}
    item = choice("What is this?", "A bay", "A lake", exhibits=["Map of the Bay"])
    made = bank_of_files(
        [source(item, exhibits=(shown, unused), pictures={"media/Map (1).PNG": PICTURE, "x.png": PICTURE})]
    )
    (exhibit,) = made.bank.exhibits
    assert exhibit.id == "map-of-the-bay"
    assert exhibit.picture is not None
    assert exhibit.picture.startswith("pictures/map-1-")
    assert made.pictures[exhibit.picture].read().data == PICTURE


def test_a_question_whose_picture_cannot_be_shown_is_left_out() -> None:
    shown = {"id": "map", "picture": "map.png", "alt": "A bay"}
    lost = source(TIDES, choice("What is this?", "A bay", "A lake", exhibits=["map"]), exhibits=(shown,))
    assert [one.why for one in bank_of_files([lost]).left_out] == ["needs the picture map.png, which is not there"]
    damaged = replace(lost, refused={"map.png": "is no PNG, JPEG, GIF or WebP that can be read"})
    assert bank_of_files([damaged]).left_out[0].why.endswith("which is no PNG, JPEG, GIF or WebP that can be read")


def test_exams_that_the_file_offers_are_kept_where_they_can_be_made() -> None:
    short = {"id": "short", "title": "Short", "items": 1, "minutes": 2}
    made = bank_of_files([source(TIDES, WAVES, fields={"blueprint": [short, {**short, "id": "long", "items": 50}]})])
    assert [blueprint.id for blueprint in made.bank.blueprints] == ["short"]
    assert made.notes == (
        "An exam that the file describes cannot be made of its questions, so the usual ones are offered.",
    )


def test_the_bank_written_and_read_again_is_the_same_bank(tmp_path: Path) -> None:
    path = tmp_path / "every-kind.toml"
    for file in ("tests/support/every_kind.toml", "tests/banks/earth-and-life.toml"):
        bank = read_bank(Path(__file__).parents[3] / file).bank
        if bank.format_version == 2:
            path.write_text(bank_text(bank), "utf-8")
            assert read_bank(path).bank == bank


@pytest.mark.slow
@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=3, max_size=3, unique=True),
    st.sampled_from(["plain", "markdown"]),
)
def test_whatever_texts_a_bank_has_they_are_written_so_that_they_come_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], text: str
) -> None:
    stem, right, wrong = texts
    try:
        made = bank_of_files([source(TIDES, choice(stem, right, wrong, rationale=stem, name="other"), text=text)])
    except BankRefused:
        return
    path = tmp_path_factory.mktemp("banks") / "tides.toml"
    path.write_text(bank_text(made.bank), "utf-8")
    assert read_bank(path).bank == made.bank
