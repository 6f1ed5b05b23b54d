"""What goes out of a bank or a paper: all of it, in order, as it was written, and the same each time."""

from pathlib import Path

import pytest

from exam.assembly import tailor
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.form import Form
from exam.formats.exports.outgoing import CannotWrite
from exam.library.exporting import outgoing_bank, outgoing_paper
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.benchmarks.grammar import bank_lines
from tests.support import every_kind


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pictures"


@pytest.fixture
def bank(tmp_path: Path, kept: Path) -> Bank:
    """The bank with every kind of question, and its picture beside it."""
    return open_bank(every_kind.write_bank(tmp_path / "bank"), tmp_path / "cache", kept=kept)


def texts(form: Form, item: str) -> list[str]:
    slot = next(slot for slot in form.slots if slot.item == item)
    return [option.text for option in slot.options]


def test_a_bank_goes_out_whole_and_in_the_order_written(bank: Bank, kept: Path) -> None:
    outgoing = outgoing_bank(bank, kept)
    assert [slot.item for slot in outgoing.form.slots] == [item.id for item in bank.items]
    assert [slot.n for slot in outgoing.form.slots] == list(range(1, len(bank.items) + 1))
    assert [section.id for section in outgoing.form.sections] == ["kubernetes", "slurm", "tools"]
    assert (outgoing.title, outgoing.is_bank, outgoing.name) == ("Clusters, every kind of question", True, "every-kind")
    assert outgoing_bank(bank, kept).form == outgoing.form


def test_what_an_author_wrote_stands_as_he_wrote_it(bank: Bank, kept: Path) -> None:
    outgoing = outgoing_bank(bank, kept)
    by_id = {slot.item: slot for slot in outgoing.form.slots}
    for item in bank.items:
        if item.options:
            assert texts(outgoing.form, item.id) == [option.text for option in item.options]
    assert texts(outgoing.form, "node-upgrade") == ["cordon it", "drain it", "upgrade the kubelet", "uncordon it"]
    assert by_id["daemons"].gaps[0].label == "allots resources"
    stays = {item: [by_id[item].option(name).text for name in ids] for item, ids in outgoing.fixed.items()}
    assert stays["service-types"] == ["All of the above"]
    assert stays["secrets"] == ["I do not know"]
    assert sorted(stays["more-gpus"]) == ["Nowhere", "n1", "n2", "n3"]
    assert "stateful" not in stays


def test_statements_get_wrong_options_from_the_other_questions(bank: Bank, kept: Path) -> None:
    form = outgoing_bank(bank, kept).form
    for slot in form.slots[-5:]:
        (key,) = slot.key
        assert slot.option(key).text in bank.item_by_id[slot.item].statements
        wrong = [option for option in slot.options if option.id != key]
        assert len(wrong) == 3
        for option in wrong:
            assert option.home in form.homes
            assert option.text in bank.item_by_id[option.home or ""].statements


def test_pictures_go_along_under_a_name_and_one_that_is_missing_is_told(bank: Bank, kept: Path, tmp_path: Path) -> None:
    name, data = outgoing_bank(bank, kept).pictures["fabric"]
    assert name == "fabric.png"
    assert data.startswith(b"\x89PNG")
    (tmp_path / "bank" / "pictures" / "fabric.png").unlink()
    again = outgoing_bank(open_bank(tmp_path / "bank" / "every_kind.toml", tmp_path / "cache", kept=kept), kept)
    assert not again.pictures
    assert "hops" in [slot.item for slot in again.form.slots]
    assert again.form.remarks == (
        "Written without a picture that cannot be shown: hops (pictures/fabric.png is not there).",
    )


def test_one_section_or_some_questions_can_go_out(bank: Bank, kept: Path) -> None:
    some = outgoing_bank(bank, kept, sections=["tools"])
    assert [slot.section for slot in some.form.slots] == ["tools"] * 5
    assert some.title == "Clusters, every kind of question: Commands"
    two = outgoing_bank(bank, kept, only={"pod", "tool-sacct"})
    assert [(slot.n, slot.item) for slot in two.form.slots] == [(1, "pod"), (2, "tool-sacct")]
    assert len(texts(two.form, "tool-sacct")) == 4
    with pytest.raises(CannotWrite, match="no section 'nets'"):
        outgoing_bank(bank, kept, sections=["nets"])
    with pytest.raises(CannotWrite, match="no question"):
        outgoing_bank(bank, kept, only={"gone"})


def test_a_paper_goes_out_as_it_is_sat(bank: Bank, kept: Path) -> None:
    form = assemble_form(bank, tailor(bank, None), 5)
    outgoing = outgoing_paper(form, kept, bank=bank)
    assert outgoing.form == form
    assert not outgoing.is_bank
    third = form.slots[2]
    one = outgoing_paper(form, kept, only={third.item}).form
    assert one.slots == (third.model_copy(update={"n": 1}),)
    assert [section.id for section in one.sections] == [third.section]


def test_a_name_that_a_stranger_gave_to_a_paper_becomes_a_plain_one(bank: Bank, kept: Path) -> None:
    form = assemble_form(bank, tailor(bank, None), 5).model_copy(update={"bank": "../../etc/x", "code": "\x1b/.."})
    assert outgoing_paper(form, kept).name == "etc-x"


def test_siblings_and_enemies_all_go_out(tmp_path: Path, kept: Path) -> None:
    items = "\n".join(
        f'[[section.item]]\nid = "q{n}"\nnumber = {n // 2 + 1}\nenemies = ["q0"]\nstem = "What is thing {n} for?"\n'
        f'statements = ["It holds the {word} part in its place"]\n'
        for n, word in enumerate("upper lower inner outer first last green narrow".split())
    ).replace('enemies = ["q0"]\nstem = "What is thing 0', 'stem = "What is thing 0')
    file = tmp_path / "kin.toml"
    file.write_text(f'schema = 2\nid = "kin"\ntitle = "Kin"\n[[section]]\nid = "s"\ntitle = "S"\n{items}')
    form = outgoing_bank(open_bank(file, tmp_path / "cache"), kept).form
    assert [slot.item for slot in form.slots] == [f"q{n}" for n in range(8)]


@pytest.mark.slow
def test_a_bank_in_an_index_goes_out_whole(tmp_path: Path, kept: Path) -> None:
    file = tmp_path / "plants.toml"
    file.write_text("\n".join(bank_lines(MOST_DIRECT + 100)), "utf-8")
    bank = open_bank(file, tmp_path / "cache")
    some = {f"q{n}" for n in range(0, MOST_DIRECT, 6)}
    form = outgoing_bank(bank, kept, only=some).form
    assert [slot.item for slot in form.slots] == [item.id for item in bank.items if item.id in some]
    assert [slot.n for slot in form.slots] == list(range(1, len(some) + 1))
    assert all(option.home in form.homes for slot in form.slots for option in slot.options)
    assert {len(slot.options) for slot in form.slots} <= {0, 4}
