"""Questions as a deck of Anki: what stands on both sides of a card, and what comes back of it."""

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest

from exam.core.bank import Bank
from exam.core.markdown_lines import plain_lines
from exam.formats.exports.anki import write_anki
from exam.formats.exports.anki_kinds import CHOICE, GAPS, RECALL, TYPED
from exam.formats.exports.outgoing import Outgoing
from exam.formats.imports.anki import read_anki
from tests.support.every_kind import small_png, with_texts
from tests.support.outgoing_bank import every_kind, taken


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bank, Outgoing]:
    return every_kind(tmp_path_factory.mktemp("bank"))


def deck(outgoing: Outgoing) -> bytes:
    [data] = write_anki(outgoing).files.values()
    return data


def notes(data: bytes) -> dict[str, dict[str, str]]:
    """The fields of each note by its item, as another program reads the package."""
    found: dict[str, dict[str, str]] = {}
    names = {kind.id: kind.fields for kind in (CHOICE, TYPED, GAPS, RECALL)}
    with zipfile.ZipFile(BytesIO(data)) as package, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(package.read("collection.anki2"))
        for guid, kind, fields in database.execute("SELECT guid, mid, flds FROM notes ORDER BY id"):
            named = dict(zip(names[kind], fields.split("\x1f"), strict=True))
            found[named["ID"]] = {**named, "guid": guid}
    return found


def test_a_question_with_options_has_all_that_is_known_of_them_on_its_back(both: tuple[Bank, Outgoing]) -> None:
    found = notes(deck(both[1]))
    assert [*found] == [slot.item for slot in both[1].form.slots]
    note = found["control-plane"]
    assert note["Options"].startswith('<ol type="A"><li>kube-scheduler</li><li>kube-controller-manager</li>')
    assert note["Key"] == "A, B"
    assert note["Instructions"].startswith("Choose 2.")
    assert note["Feedback"] == '<ol type="A"><li value="3">The kubelet runs on every node.</li></ol>'
    assert "This answers: What lists the jobs that wait or run, and no others?" in found["tool-sinfo"]["Feedback"]


def test_other_kinds_are_typed_filled_in_or_recalled(both: tuple[Bank, Outgoing]) -> None:
    found = notes(deck(both[1]))
    assert found["grace"]["Answer"] == "30"
    gaps = re.findall(r"\{\{c\d::.*?\}\}", found["ports"]["Text"])
    assert gaps[:2] == ["{{c1::6443}}", "{{c2::kubelet}}"]
    assert set(gaps[2].removeprefix("{{c3::etcd::").removesuffix("}}").split(" / ")) == {"etcd", "MariaDB", "Redis"}
    assert found["node-upgrade"]["Answer"].startswith("<ol><li>cordon it</li><li>drain it</li>")
    assert "<ul><li>cordon it</li><li>drain it</li><li>uncordon it</li>" in found["node-upgrade"]["Question"]


def test_the_same_questions_make_the_same_bytes_and_keep_who_they_are(both: tuple[Bank, Outgoing]) -> None:
    _, outgoing = both
    assert deck(outgoing) == deck(outgoing)
    later = replace(outgoing, at=1_800_000_000, form=with_texts(outgoing.form, "another text", how="plain"))
    before, after = notes(deck(outgoing)), notes(deck(later))
    assert {item: note["guid"] for item, note in before.items()} == {item: note["guid"] for item, note in after.items()}
    with zipfile.ZipFile(BytesIO(deck(later))) as package, closing(sqlite3.connect(":memory:")) as database:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        database.deserialize(package.read("collection.anki2"))
        assert database.execute("SELECT DISTINCT mod FROM notes").fetchall() == [(1_800_000_000,)]


def test_pictures_travel_in_the_deck(both: tuple[Bank, Outgoing]) -> None:
    data = deck(both[1])
    with zipfile.ZipFile(BytesIO(data)) as package:
        [(number, name)] = json.loads(package.read("media")).items()
        assert package.read(number) == small_png()
    assert f'<img src="{name}" alt="Two leaf switches' in notes(data)["hops"]["Question"]


def test_what_a_deck_holds_comes_back(both: tuple[Bank, Outgoing]) -> None:
    bank, outgoing = both
    found = read_anki("back.apkg", deck(outgoing))
    items = taken(found)
    assert [*items] == [item.id for item in bank.items]
    assert found.title == bank.title
    for item in bank.items:
        back = items[item.id]
        if not item.exhibits and item.type not in ("ordering", "matching", "cloze"):
            assert shown(back.stem) == plain(item.stem)
        if item.options:
            assert (back.key, [shown(one.text) for one in back.options]) == (
                item.key,
                [plain(one.text) for one in item.options],
            ) or item.type == "true-false"
            assert [shown(one.feedback) for one in back.options] == [plain(one.feedback) for one in item.options]
        if item.type in ("short", "numeric"):
            full = [one.text for one in item.answers if one.credit == 100]
            assert [one.text for one in back.answers] == full
        if item.type == "recall":
            assert (back.type, shown(back.answer)) == ("recall", plain(item.answer))
    assert items["etcd-sql"].key == ("false",)
    assert items["hops"].exhibits == ("picture-1",)


def shown(text: str | None) -> str:
    """The words that are read of Markdown: a fence of code shows nothing of itself."""
    return " ".join(" ".join(plain_lines(text or "", 200)).split())


def plain(text: str | None) -> str:
    """The words of a plain text."""
    return " ".join((text or "").split())


def test_what_anki_cannot_judge_is_named(both: tuple[Bank, Outgoing]) -> None:
    lost = {(one.item, one.what) for one in write_anki(both[1]).not_held}
    assert ("node-upgrade", "that its steps are put in order: it is asked from memory") in lost
    assert ("daemons", "that its parts are matched: it is asked from memory") in lost
    assert ("ports", "that a gap is chosen from a list, which became a hint") in lost
    assert ("long-limit", "how far a number may be off: Anki compares what is typed letter by letter") in lost
    assert not any(item == "not-pending" for item, _ in lost)


@pytest.mark.parametrize("how", ["plain", "flowing", "markdown"])
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{c1::x}} }} :: [sound:a.mp3] [latex]", "{{Front}} & <b"]
)
def test_no_text_is_a_command_to_anki_or_its_browser(both: tuple[Bank, Outgoing], text: str, how: str) -> None:
    _, outgoing = both
    bent = replace(outgoing, form=with_texts(outgoing.form, text, how=how))  # type: ignore[arg-type]
    for item, note in notes(deck(bent)).items():
        for name, value in note.items():
            assert not re.search(r"<script|\[sound:|\[latex", value), name
            assert item == "ports" or "{{" not in value, name
    gaps = notes(deck(bent))["ports"]["Text"]
    assert len(re.findall(r"\{\{c\d::", gaps)) == gaps.count("}}") == 3
