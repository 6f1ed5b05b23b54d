"""A paper as PDF, read back by a foreign program: no text is lost, versions differ, and each key solves its version."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from exam.assembly import tailor
from exam.core.form import LETTERS, Form, Slot
from exam.core.markdown import brief
from exam.core.scoring import credit
from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.pdf import write_pdf
from exam.formats.exports.pdf_pages import key_pages
from exam.formats.exports.pdf_tree import in_parts
from exam.library.exporting import outgoing_bank, outgoing_paper, to_be_read, versions
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.support import every_kind, sample_form
from tests.support.exhibits import hostile, write_bank


@pytest.fixture
def bank(tmp_path: Path) -> Outgoing:
    """The bank with every kind of question."""
    file, kept = every_kind.write_bank(tmp_path / "bank"), tmp_path / "data" / "pictures"
    return to_be_read(outgoing_bank(open_bank(file, tmp_path / "cache", kept=kept), kept))


@pytest.fixture
def paper(tmp_path: Path) -> Outgoing:
    """A paper of that bank."""
    file, kept = every_kind.write_bank(tmp_path / "bank"), tmp_path / "data" / "pictures"
    opened = open_bank(file, tmp_path / "cache", kept=kept)
    return outgoing_paper(assemble_form(opened, tailor(opened, None), 7), kept, bank=opened)


def pages(data: bytes) -> list[str]:
    """The text of each page, without its white space and the places where a long word may be broken."""
    return [bare(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def shown(form: Form, slot: Slot) -> list[str]:
    """All texts of a question that a sitter must be able to read."""
    texts = [slot.stem, *(option.text for option in slot.options)]
    texts += [gap.label for gap in slot.gaps if slot.kind == "pairs"]
    return [brief(text) if form.text == "markdown" else text for text in texts]


@pytest.mark.slow
def test_no_text_of_a_bank_is_lost_on_its_pages(bank: Outgoing) -> None:
    whole = "".join(pages(write_pdf(bank).files["every-kind.pdf"]))
    for slot in bank.form.slots:
        for text in shown(bank.form, slot):
            assert bare(text) in whole
    for text in ("maxUnavailable: 0", "drained", "A laboratory runs one Slurm cluster with two partitions."):
        assert bare(text) in whole


@pytest.mark.slow
def test_a_question_stands_on_one_page_with_all_its_options(paper: Outgoing) -> None:
    found = pages(write_pdf(paper).files[f"{paper.name}.pdf"])
    for slot in paper.form.slots:
        on = [at for at, page in enumerate(found) if bare(f"{slot.n} {slot.stem}") in page]
        assert on
        assert all(bare(text) in found[on[0]] for text in shown(paper.form, slot))


@pytest.mark.slow
def test_every_version_says_which_it_is_on_each_page_and_has_a_sheet(paper: Outgoing) -> None:
    forms = versions(paper, 3)
    found = pages(write_pdf(paper, versions=forms).files[f"{paper.name}.pdf"])
    for letter in "ABC":
        own = [page for page in found if f"version{letter}" in page]
        assert len(own) >= 3
        assert own[0].startswith(bare(f"{paper.title} Version {letter}"))
        assert all(f"Page{at}of{len(own)}" in page for at, page in enumerate(own, start=1))
        assert sum("Answersheet" in page for page in own) == 1
        assert all(paper.form.code in page for page in own)
    assert len(found) == sum(any(f"version{letter}" in page for letter in "ABC") for page in found)


def answer(slot: Slot, said: str) -> tuple[str, ...]:
    """What somebody answers who has nothing but the key sheet."""
    if slot.kind == "recall":
        return ("right",)
    if not slot.gaps:
        letters = re.findall(r"\b[A-Z]\b", said)
        return tuple(slot.options[LETTERS.index(letter)].id for letter in letters)
    if slot.kind == "ordering":
        return tuple(slot.options[LETTERS.index(letter)].id for letter in said.split())
    parts = [part.partition(" = ")[2] for part in said.split("; ")] if len(slot.gaps) > 1 else [said]
    return tuple(
        gap.choices[LETTERS.index(part[0])] if gap.choices else re.sub(r" ±.*", "", part)
        for gap, part in zip(slot.gaps, parts, strict=True)
    )


def keys(outgoing: Outgoing, forms: Sequence[Form]) -> list[list[str]]:
    return [["".join(row["said"]) for row in one["key"]] for one in key_pages(outgoing, forms)["versions"]]


def test_each_key_solves_its_own_version(paper: Outgoing) -> None:
    forms = versions(paper, 5)
    for form, said in zip(forms, keys(paper, forms), strict=True):
        for slot, row in zip(form.slots, said, strict=True):
            assert credit(slot, answer(slot, row)) == 1, (slot.item, row)


def test_the_key_of_one_version_does_not_solve_another() -> None:
    outgoing = Outgoing(form=sample_form(items=60), title="Sample")
    forms = versions(outgoing, 2)
    first, second = (
        [credit(slot, answer(slot, row)) for slot, row in zip(forms[1].slots, said, strict=True)]
        for said in keys(outgoing, forms)
    )
    assert sum(second) == 60
    assert sum(first) < 30


@pytest.mark.slow
def test_the_key_sheet_has_a_line_with_points_for_each_question_and_where_it_stands_in_the_first(
    paper: Outgoing,
) -> None:
    forms = versions(paper, 2)
    found = pages(write_pdf(paper, versions=forms).files[f"{paper.name}-key.pdf"])
    first = {slot.item: slot.n for slot in forms[0].slots}
    for form, page, said in zip(forms, found, keys(paper, forms), strict=False):
        for slot, row in zip(form.slots, said, strict=True):
            points = "–" if slot.kind == "recall" else f"{slot.points} pt"
            where = f" · A {first[slot.item]}" if form is forms[1] else ""
            assert bare(f"{slot.n} {row} {points}{where}") in page
    assert "34pointsinall;60%are20.4." in found[0]


@pytest.mark.slow
def test_a_paper_without_answers_has_no_key(paper: Outgoing) -> None:
    assert list(write_pdf(replace(paper, with_answers=False)).files) == [f"{paper.name}.pdf"]


@pytest.mark.slow
def test_signs_that_mean_something_to_the_engine_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    signs = (
        '#read("/etc/passwd") #eval("1") $x^2$ *b* _i_ `r` <label> @ref \\\\ // c /* d */ ~ -- ... [b] {c} = h + 1. - x'
    )
    text = f"""schema = 2
id = "signs"
title = '{signs}'
text = "plain"
[[section]]
id = "s"
title = '{signs}'
[[section.item]]
id = "q"
stem = '{signs}'
options = {{ a = 'A {signs}', b = 'B {signs}' }}
key = "a"
rationale = '{signs}'
"""
    kept = tmp_path / "data" / "pictures"
    opened = open_bank(write_bank(tmp_path / "bank", text), tmp_path / "cache", kept=kept)
    outgoing = outgoing_bank(opened, kept)
    written = write_pdf(outgoing, versions=versions(outgoing, 2))
    for data in written.files.values():
        assert bare(signs) in "".join(pages(data))
        assert "root:" not in "".join(pages(data))


@pytest.mark.slow
def test_a_hostile_bank_becomes_pages_of_its_literal_text(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "pictures"
    opened = open_bank(write_bank(tmp_path / "bank", hostile()), tmp_path / "cache", kept=kept)
    written = write_pdf(outgoing_bank(opened, kept))
    whole = "".join(pages(written.files["hostile.pdf"]))
    assert bare("[@click=app.quit]x[/][/b][bold red]x[/]:smile:<script>alert(1)</script>") in whole
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", whole)
    reader = PdfReader(io.BytesIO(written.files["hostile.pdf"]))
    links = [one.get_object()["/A"]["/URI"] for page in reader.pages for one in page.get("/Annots", [])]
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in links)
    assert not written.not_held


@pytest.mark.slow
def test_a_damaged_picture_is_told_and_its_words_stand_in_its_place(bank: Outgoing) -> None:
    data = bank.pictures["fabric"][1]
    broken = replace(bank, pictures={"fabric": ("fabric.png", data[:60])})
    written = write_pdf(broken)
    assert [(one.item, one.what, one.whole) for one in written.not_held] == [
        ("hops", "its picture fabric.png, which is damaged", False)
    ]
    assert bare("[Picture: Two leaf switches with four nodes each") in "".join(pages(written.files["every-kind.pdf"]))


@pytest.mark.slow
def test_letters_that_no_font_here_has_are_told(bank: Outgoing) -> None:
    slot = bank.form.slots[0]
    odd = slot.model_copy(update={"stem": f"{slot.stem} \U000323af"})  # the last ideograph that there is
    form = bank.form.model_copy(update={"slots": (odd, *bank.form.slots[1:])})
    assert [(one.item, one.what) for one in write_pdf(replace(bank, form=form)).not_held] == [
        ("etcd-sql", "letters for which no font is installed here")
    ]


@given(st.text(st.sampled_from("ab \n\t-."), max_size=400))
def test_a_long_word_can_be_broken_and_loses_nothing(text: str) -> None:
    parts = in_parts(text)
    assert "".join(parts) == text
    assert all(len(word) <= 30 for part in parts for word in part.split())


ODD = f"""schema = 2
id = "odd"
title = "Odd"
text = "markdown"
[[exhibit]]
id = "none"
table = [[]]
[[exhibit]]
id = "wide"
table = [[{", ".join(f'"{n}"' for n in range(60))}], [{", ".join(['"cell"'] * 60)}]]
[[exhibit]]
id = "long"
passage = '''{"A sentence that goes on. " * 800}'''
[[section]]
id = "s"
title = "S"
[[section.item]]
id = "q"
stem = '''
999999999. one

{" ".join("> " * deep + "x" for deep in range(1, 15))}

{"- " * 30}deep
'''
options = {{ {", ".join(f'{letter} = "{letter * 1900}"' for letter in "abcdefghijklmnopqrstuvwxyz")} }}
key = {[*"abcdefghijklmnopqrstuvwxy"]}
exhibits = ["none", "wide", "long"]
"""
"""What is larger, wider, deeper or emptier than anybody needs, and allowed."""


@pytest.mark.slow
def test_odd_exhibits_and_numbers_make_pages(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "pictures"
    opened = open_bank(write_bank(tmp_path / "bank", ODD), tmp_path / "cache", kept=kept)
    outgoing = outgoing_bank(opened, kept)
    whole = "".join(pages(write_pdf(outgoing, versions=versions(outgoing, 2)).files["odd.pdf"]))
    assert whole.count("Asentencethatgoeson.") >= 1500
    assert whole.count("z") >= 2 * 1900


@pytest.mark.slow
def test_the_same_paper_makes_the_same_bytes(paper: Outgoing) -> None:
    assert write_pdf(paper).files == write_pdf(paper).files


@pytest.mark.slow
@pytest.mark.parametrize(("page", "width"), [("a4", 595), ("letter", 612)])
def test_pages_have_the_size_that_was_asked_for(paper: Outgoing, page: str, width: int) -> None:
    reader = PdfReader(io.BytesIO(write_pdf(paper, page=page).files[f"{paper.name}.pdf"]))
    assert {round(float(one.mediabox.width)) for one in reader.pages} == {width}
