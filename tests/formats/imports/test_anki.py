"""Decks of Anki: old and new packages, notes of every kind, and databases that mean harm."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from io import BytesIO

import pytest
import zstandard

from exam.files.faults import BankRefused
from exam.formats.exports.anki_collection import NoteKind, OutgoingNote, collection
from exam.formats.imports.anki import read_anki, read_anki_text
from exam.formats.imports.data_files import read_json
from exam.formats.imports.foreign_bank import ForeignBank
from tests.formats.imports.foreign import PICTURE

BASIC = NoteKind(1, "Basic", ("Front", "Back", "Extra"), "{{Front}}", "{{Back}}", "")
TYPED = NoteKind(2, "Basic (type in the answer)", ("Front", "Back"), "{{Front}} {{type:Back}}", "", "")
GAPS = NoteKind(3, "Cloze", ("Text", "Extra"), "{{cloze:Text}}", "", "", is_cloze=True)
CHOICE = NoteKind(4, "AllInOne", ("Question", "Title", "Q_1", "Q_2", "Q_3", "Answers", "Sources"), "", "", "")
LETTERED = NoteKind(5, "MCQ", ("Question", "OptionA", "OptionB", "Correct Answer", "Explanation"), "", "", "")


def note(kind: NoteKind, *fields: str, deck: str = "Sea", tags: Iterable[str] = ()) -> OutgoingNote:
    padded = (*fields, *[""] * (len(kind.fields) - len(fields)))
    return OutgoingNote(fields[0], kind, padded, deck, tuple(tags))


def package(
    *notes: OutgoingNote, media: Mapping[str, bytes] | None = None, database: bytes | None = None, new: bool = False
) -> bytes:
    """A deck as Anki packs it; `new`: as it does since 2.1.50, with everything compressed once more."""
    data = collection(notes, bank="t", description="", at=1) if database is None else database
    media = media or {}
    out = BytesIO()
    press = zstandard.ZstdCompressor().compress
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if new:
            archive.writestr("collection.anki21b", press(data))
            archive.writestr("collection.anki2", b"SQLite format 3\0 only says that Anki is to be updated")
            entries = b"".join(_field(1, _field(1, name.encode()) + b"\x10\x05") for name in media)
            archive.writestr("media", press(entries))
        else:
            archive.writestr("collection.anki2", data)
            archive.writestr("media", json.dumps({str(number): name for number, name in enumerate(media)}))
        for number, content in enumerate(media.values()):
            archive.writestr(str(number), press(content) if new else content)
    return out.getvalue()


def _field(number: int, content: bytes) -> bytes:
    """A field of Protocol Buffers that holds bytes, fewer than 128."""
    return bytes([number << 3 | 2, len(content)]) + content


def deck(*notes: OutgoingNote, **how: object) -> ForeignBank:
    return read_anki("sea.apkg", package(*notes, **how))  # type: ignore[arg-type]


def refusal(data: bytes) -> str:
    with pytest.raises(BankRefused) as refused:
        read_anki("sea.apkg", data)
    return str(refused.value)


def test_a_front_with_a_back_is_a_question_with_its_answer() -> None:
    bank = deck(note(BASIC, "What makes the <b>tides</b>?", "The&nbsp;moon", "It pulls.", tags=["sea", "easy"]))
    (item,) = bank.items
    assert item.fields == {
        "stem": "What makes the **tides**?",
        "statements": ["The moon"],
        "rationale": "It pulls.",
        "tags": ["sea", "easy"],
    }
    assert (bank.title, item.section, bank.text) == ("Sea", "", "markdown")


def test_a_long_answer_is_recalled_and_an_empty_front_is_left_out() -> None:
    bank = deck(note(BASIC, "Explain.", "<p>One.</p><p>Two.</p>"), note(BASIC, "", "Back"), note(BASIC, "Front", ""))
    assert [dict(item.fields) for item in bank.items] == [
        {"stem": "Explain.", "type": "recall", "answer": "One.\n\nTwo."}
    ]
    assert [out.why for out in bank.left_out] == ["has no question", "has no answer"]


def test_what_is_typed_in_anki_is_typed_here() -> None:
    (item,) = deck(note(TYPED, "Name it.", "<i>ebb</i>")).items
    assert item.fields == {"stem": "Name it.", "type": "short", "answers": ["ebb"]}


def test_a_text_with_gaps_is_one_question_with_all_of_them() -> None:
    (item,) = deck(
        note(GAPS, "The {{c1::moon::what?}} makes {{c2::tides}}, the {{c1::sun}} helps {x}.", "So it is.")
    ).items
    assert item.fields == {
        "type": "cloze",
        "stem": "The {c1} (what?) makes {c2}, the {c1x2} helps {x}.",
        "gaps": {"c1": ["moon"], "c2": ["tides"], "c1x2": ["sun"]},
        "rationale": "So it is.",
    }


def test_gaps_that_cannot_be_typed_are_recalled_and_hidden_pictures_left_out() -> None:
    bank = deck(
        note(GAPS, f"Tides: {{{{c1::{'they come and go ' * 5}}}}}!"),
        note(GAPS, "{{c1::image-occlusion:rect:left=.1}}"),
        note(GAPS, "A {{c1::gap {{c2::within}} one}}"),
        note(GAPS, "No {{c1::end"),
    )
    recalled, nested = bank.items
    assert recalled.fields["stem"] == "Tides: […]!"
    assert str(recalled.fields["answer"]).startswith("Tides: they come and go")
    assert (nested.fields["gaps"], nested.changed) == (
        {"c1": ["gap within one"]},
        ("a gap within a gap is part of it",),
    )
    assert [out.why for out in bank.left_out] == [
        "hides parts of a picture, which a terminal cannot do",
        "has a gap without an end",
    ]


def test_notes_with_options_are_asked_with_these() -> None:
    bank = deck(
        note(CHOICE, "Which two?", "", "<b>Ebb</b>", "Salt", "Flood", "1 0 1", "A book"),
        note(LETTERED, "Which one?", "Moon", "Wind", "A", "It pulls."),
        note(LETTERED, "Which other?", "Moon", "Wind", "Wind"),
    )
    assert bank.items[0].fields == {
        "stem": "Which two?",
        "options": {"a": "**Ebb**", "b": "Salt", "c": "Flood"},
        "key": ["a", "c"],
        "rationale": "A book",
    }
    assert [item.fields["key"] for item in bank.items[1:]] == ["a", "b"]


def test_options_on_the_front_are_options_where_the_back_is_one_of_them() -> None:
    front = "What makes them?<div>- The moon</div><div><br></div><div>- The wind &amp; rain</div>"
    (item,) = deck(note(BASIC, front, "<div>The wind &amp; rain</div>")).items
    assert item.fields == {
        "stem": "What makes them?",
        "options": {"a": "The moon", "b": "The wind & rain"},
        "key": "b",
    }
    assert item.changed == ("options that stood in its question are options of their own",)


def test_decks_within_a_deck_are_sections() -> None:
    bank = deck(note(BASIC, "A?", "a", deck="Sea::Tides::High"), note(BASIC, "B?", "b", deck="Sea::Shore"))
    assert (bank.title, [item.section for item in bank.items]) == ("Sea", ["Tides / High", "Shore"])


@pytest.mark.parametrize("new", [False, True])
def test_pictures_of_a_question_stand_beside_it(new: bool) -> None:
    bank = deck(
        note(BASIC, 'What is <img src="the tide.png" alt="a curve">?', "A tide"),
        note(BASIC, 'And <img src="gone.png">?', "Nobody knows"),
        note(BASIC, "Which curve?", '<img src="the tide.png">'),
        note(BASIC, "[sound:waves.mp3]What is that?", "Waves"),
        media={"sound.mp3": b"x", "the tide.png": PICTURE},
        new=new,
    )
    assert bank.items[0].fields["exhibits"] == ["picture-1"]
    assert bank.exhibits == ({"id": "picture-1", "picture": "picture-1.png", "alt": "a curve"},)
    assert bank.media == {"picture-1.png": PICTURE}
    assert bank.items[1].changed == ("a sound in it is not held",)
    assert [out.why for out in bank.left_out] == [
        "needs the picture 'gone.png', which the file does not have",
        "has a picture for an answer, and a bank shows pictures beside the question alone",
    ]


def test_a_collection_of_the_new_schema_is_read() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(
            """
            CREATE TABLE col (id integer, models text, decks text);
            CREATE TABLE notes (id integer primary key, guid text, mid integer, tags text, flds text);
            CREATE TABLE cards (id integer primary key, nid integer, did integer, odid integer, ord integer);
            CREATE TABLE notetypes (id integer, name text, config blob);
            CREATE TABLE fields (ntid integer, ord integer, name text);
            CREATE TABLE templates (ntid integer, ord integer, name text, config blob);
            CREATE TABLE decks (id integer, name text);
            INSERT INTO notetypes VALUES (7, 'Basic', x'');
            INSERT INTO fields VALUES (7, 1, 'Back'), (7, 0, 'Front');
            INSERT INTO decks VALUES (3, 'Sea' || char(31) || 'Tides'), (4, 'Sea' || char(31) || 'Shore');
            INSERT INTO notes VALUES (1, 'g', 7, ' x ', 'A?' || char(31) || 'a');
            INSERT INTO notes VALUES (2, 'h', 7, '', 'B?' || char(31) || 'b');
            INSERT INTO cards VALUES (1, 1, 9, 3, 0), (2, 2, 4, 0, 0);
            """
        )
        database.execute("INSERT INTO templates VALUES (7, 0, '1', ?)", (_field(1, b"{{Front}}{{type:Back}}"),))
        database.commit()
        data = database.serialize()
    bank = read_anki("sea.colpkg", package(database=data, new=True))
    assert [(item.section, item.fields["answers"]) for item in bank.items] == [("Tides", ["a"]), ("Shore", ["b"])]


def hostile(*statements: str, harmless: bytes | None = None) -> bytes:
    """A deck whose database was changed by some SQL."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(harmless or collection([note(BASIC, "A?", "a")], bank="t", description="", at=1))
        for statement in statements:
            database.execute(statement)
        database.commit()
        return package(database=database.serialize())


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT 1; END"], "has a trigger in its database"),
        (["ALTER TABLE notes RENAME TO n", "CREATE VIEW notes AS SELECT * FROM n"], "has a view in its database"),
        (["DROP TABLE notes", "CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds)"], "computes (notes)"),
        (["ALTER TABLE notes ADD COLUMN more GENERATED ALWAYS AS (zeroblob(1000000000))"], "computes (notes)"),
        (
            [
                "DROP TABLE notes",
                "CREATE TABLE notes (id, guid, mid, tags, flds AS (replace(hex(zeroblob(9999)),'0','x')))",
            ],
            "computes (notes)",
        ),
        (["DROP TABLE notes"], "no collection of Anki"),
        (["UPDATE col SET models = '[1, 2]'"], "damaged, or costs too much"),
        (['UPDATE col SET models = \'{"1": {"flds": 5}}\''], "damaged, or costs too much"),
        (["UPDATE notes SET flds = randomblob(9000000)"], "damaged, or costs too much"),
    ],
)
def test_a_database_that_does_more_than_hold_notes_is_refused(statements: list[str], said: str) -> None:
    assert said in refusal(hostile(*statements))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (package(database=b"not SQLite"), "no database"),
        (package(database=b"SQLite format 3\0" + b"\xff" * 5_000), "damaged"),
        (package()[:200], "no zip archive"),
        (package(database=bytes(150_000_000), new=True), "unpacks to more than"),
    ],
)
def test_what_is_no_deck_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_notes_as_text_are_read_with_and_without_headings() -> None:
    headed = (
        "#separator:tab\n#html:true\n#columns:Front\tBack\tTags\n#deck:Sea\n"
        'What makes <b>them</b>?\t"The\nmoon"\tsea easy\nAnd waves?\tWind\t\n'
    )
    bank = read_anki_text("sea.txt", headed.encode())
    assert [(item.place.line, item.fields["stem"]) for item in bank.items] == [
        (5, "What makes **them**?"),
        (7, "And waves?"),
    ]
    assert bank.items[0].fields["tags"] == ["sea", "easy"]
    plain = (
        "#separator:semicolon\n#html:false\n#deck column:1\n#tags column:4\nSea;2 < 3?;yes & <b>;x\nSea::Deep;B?;no;\n"
    )
    bank = read_anki_text("sea.txt", plain.encode())
    assert bank.items[0].fields == {"stem": "2 < 3?", "statements": ["yes & <b>"], "tags": ["x"]}
    assert (bank.text, [item.section for item in bank.items]) == ("plain", ["Sea", "Deep"])


def test_a_deck_of_crowd_anki_is_read_and_its_pictures_lie_beside_it() -> None:
    model = {"crowdanki_uuid": "m", "name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": []}
    child = {
        "name": "Tides",
        "notes": [{"note_model_uuid": "m", "fields": ['A <img src="t.png">?', "a"], "tags": ["x"]}],
    }
    deck = {"__type__": "Deck", "name": "Sea", "note_models": [model], "children": [child], "notes": []}
    bank = read_json("deck.json", json.dumps(deck, indent=1).encode())
    (item,) = bank.items
    assert (item.fields["stem"], item.fields["tags"], bank.title) == ("A ?", ["x"], "Tides")
    assert bank.wanted_media == {"picture-1.png": "media/t.png"}


def test_more_notes_than_anybody_learns_are_refused_with_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exam.formats.imports.anki._MOST_NOTES", 3)
    notes = "#separator:tab\n" + "".join(f"front {n}\tback {n}\n" for n in range(4))
    with pytest.raises(BankRefused, match=r"notes.txt:5: the file has more than 3 notes"):
        read_anki_text("notes.txt", notes.encode())
