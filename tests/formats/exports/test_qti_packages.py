"""Packages of QTI 2.1 and 3.0: another reader of the standard finds all of a question."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from posixpath import normpath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.form import Form
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti2 import write_qti2
from exam.formats.exports.qti3 import write_qti3
from tests.support.every_kind import at, every_kind_form, small_png, with_texts
from tests.support.qti_answers import answered, outgoing, packed
from tests.support.qti_scoring import outcomes, read_package, told

Write = Callable[[Outgoing], Written]

BOTH = pytest.mark.parametrize("write", [write_qti2, write_qti3], ids=["2.1", "3.0"])

HTML = frozenset("p br strong em code sub sup a ul ol li blockquote hr pre table thead tbody tr th td img div".split())
INTERACTIONS = frozenset(
    "prompt choiceInteraction simpleChoice orderInteraction matchInteraction simpleMatchSet simpleAssociableChoice "
    "textEntryInteraction inlineChoiceInteraction inlineChoice extendedTextInteraction".split()
)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return every_kind_form(tmp_path_factory.mktemp("bank"))


@BOTH
def test_a_package_has_what_its_manifest_names_and_nothing_else(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))
    resources = {one.attrib["identifier"]: one.attrib["href"] for one in package.manifest.iter("resource")}
    needed = [one.attrib["identifierref"] for one in package.manifest.iter("dependency")]
    assert {*resources.values(), "imsmanifest.xml"} == set(package.files)
    assert len(resources) == len(set(resources.values()))
    assert set(needed) <= set(resources)
    assert len([name for name in resources if name.startswith("item-")]) == len(form.slots)
    shown = [one.attrib["src"] for document in package.documents.values() for one in document.iter("img")]
    beside = [one.attrib["href"] for item in package.items for one in item.all("assessmentStimulusRef")]
    assert shown
    assert {normpath(f"items/{href}") for href in (*shown, *beside)} <= set(package.files)


@BOTH
def test_the_same_paper_makes_the_same_bytes(form: Form, write: Write) -> None:
    assert write(outgoing(form)) == write(outgoing(form))
    [data] = write(outgoing(form)).files.values()
    assert {member.date_time for member in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@BOTH
def test_stems_and_options_stand_in_the_order_of_the_paper(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))
    assert [item.identifier for item in package.items] == [slot.item for slot in form.slots]
    slot, item = at(form, "tool-sinfo"), package.item("tool-sinfo")
    assert item.texts("simpleChoice") == [option.text for option in slot.options]
    assert item.texts("prompt") == [slot.stem]
    assert {one.attrib["shuffle"] for item in package.items for one in item.root.iter() if "shuffle" in one.attrib} == {
        "false"
    }


@BOTH
def test_a_bank_is_shuffled_but_for_what_is_fixed(form: Form, write: Write) -> None:
    secrets, usage = at(form, "secrets"), at(form, "more-gpus")
    last = next(option.id for option in secrets.options if option.text == "I do not know")
    fixed = {"secrets": frozenset({last}), "more-gpus": frozenset(option.id for option in usage.options)}
    package = packed(write(outgoing(form, is_bank=True, fixed=fixed)))
    shown = {item.identifier: item for item in package.items}
    [asked] = shown["secrets"].all("choiceInteraction")
    stays = {"".join(one.itertext()) for one in asked.iter("simpleChoice") if one.attrib.get("fixed") == "true"}
    assert (asked.attrib["shuffle"], stays) == ("true", {"I do not know"})
    assert shown["more-gpus"].all("choiceInteraction")[0].attrib["shuffle"] == "false"
    assert shown["daemons"].all("matchInteraction")[0].attrib["shuffle"] == "true"
    assert not list(package.test.iter("timeLimits"))


@BOTH
def test_steps_in_their_right_order_are_always_shuffled(form: Form, write: Write) -> None:
    slot = at(form, "node-upgrade")
    by_id = {step.id: step for step in slot.options}
    solved = slot.model_copy(update={"options": tuple(by_id[gap.key[0]] for gap in slot.gaps)})
    [item] = packed(write(outgoing(form.model_copy(update={"slots": (solved,)})))).items
    assert item.all("orderInteraction")[0].attrib["shuffle"] == "true"


@BOTH
def test_gaps_stand_where_they_stand_in_the_text(form: Form, write: Write) -> None:
    item = packed(write(outgoing(form))).item("ports")
    kinds = [one.tag for one in item.root.iter() if one.tag.endswith("Interaction")]
    assert kinds == ["textEntryInteraction", "textEntryInteraction", "inlineChoiceInteraction"]
    body = "".join(item.all("itemBody")[0].itertext())
    assert body.startswith("The API server listens on , the  on 10250.")
    assert "[1]" not in body


@BOTH
def test_who_answers_wrong_is_told_why_and_what_it_really_is(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))

    def said(name: str, *given: str) -> list[str]:
        item, slot = package.item(name), at(form, name)
        ids = {option.text: option.id for option in slot.options}
        return told(item, outcomes(item, answered(item, slot, tuple(ids.get(one, one) for one in given))))

    lists, weighs = "The answer to: What lists partitions with the states of their nodes? (Commands)", "sprio -l"
    assert said("tool-sprio", "sinfo -s") == [lists]
    assert said("tool-sprio", weighs) == []
    assert said("control-plane", "kubelet", "kube-scheduler") == ["The kubelet runs on every node."]
    assert said("grace", "60") == ["That is what many set; the default is shorter."]
    assert said("grace", "30.2") == []
    why = "The word all is a category: a name that stands for several kinds of objects."
    assert said("get-everything", "PODS,services,deployments") == ["It works; one word is enough.", why]
    assert said("get-everything", "ALL") == [why]
    slurm = "Slurm's accounting uses that one."
    assert said("ports", "6443", "", "MariaDB") == [slurm, "The default ports and the store of a control plane."]
    answer, rationale = at(form, "pod").answer, at(form, "pod").rationale
    assert said("pod") == [f"{answer}{rationale}"]


def test_what_stands_beside_questions_is_a_part_of_each_item_in_2_1(form: Form) -> None:
    package = packed(write_qti2(outgoing(form)))
    for name in ("debug-limit", "long-limit"):
        assert "fair-share weights" in "".join(package.item(name).all("itemBody")[0].itertext())
    [picture] = package.item("hops").all("img")
    assert package.files[picture.attrib["src"].removeprefix("../")] == small_png()
    assert picture.attrib["alt"].startswith("Two leaf switches")


def test_what_stands_beside_questions_is_a_stimulus_that_they_share_in_3_0(form: Form) -> None:
    package = packed(write_qti3(outgoing(form)))
    shared = {
        package.item(name).all("assessmentStimulusRef")[0].attrib["href"] for name in ("debug-limit", "long-limit")
    }
    [href] = shared
    assert "fair-share weights" in "".join(package.documents[href.removeprefix("../")].itertext())
    stimuli = [name for name in package.documents if name.startswith("stimuli/")]
    assert len(stimuli) == len(form.exhibits)


@BOTH
def test_a_picture_that_could_not_be_read_is_told_by_its_words(form: Form, write: Write) -> None:
    written = write(Outgoing(form, form.bank_title))
    package = packed(written)
    assert not [name for name in package.files if name.startswith("pictures/")]
    assert any("Two leaf switches" in "".join(document.itertext()) for document in package.documents.values())
    assert [one.item for one in written.not_held if "picture" in one.what] == ["hops"]


@BOTH
def test_what_is_not_held_is_named(form: Form, write: Write) -> None:
    lost = {(one.item, one.what) for one in write(outgoing(form)).not_held}
    assert ("controller-name", "that it forgives typing mistakes") in lost
    assert ("pod", "that whoever answers says whether it was right") in lost
    assert ("surge", "that a number may be typed with a comma, or as 1/3") in lost
    assert {item for item, _ in lost} == {
        *("controller-name", "pod", "backfill", "drain", "account-flag"),
        *("surge", "grace", "hops", "long-limit", "ports"),
    }


@BOTH
def test_a_list_that_begins_later_is_named(form: Form, write: Write) -> None:
    four = with_texts(form, "> 4. four\n> 5. five", how="markdown")
    lost = {one.item for one in write(outgoing(four)).not_held if "first number" in one.what}
    assert lost == {slot.item for slot in form.slots}


MARKDOWN = """# A heading

Some *emphasis*, **strong**, `x < y`, H~2~O, 10^-6^ and a [link](https://example.org/a?b=1&c=2).

- a list
  1. within
  2. a list

> said

| a | b |
|---|--:|
| 1 | <b>2</b> |

```yaml
kind: "Pod" # & <more>
```

---
"""


@pytest.mark.slow
@BOTH
def test_markdown_becomes_the_html_that_qti_allows(form: Form, write: Write) -> None:
    package = packed(write(outgoing(with_texts(form, MARKDOWN, how="markdown"))))
    tags = {one.tag for item in package.items for body in item.all("itemBody") for one in body.iter()}
    assert tags <= HTML | INTERACTIONS | {"itemBody"}
    assert {"strong", "em", "code", "sub", "sup", "a", "ul", "ol", "blockquote", "table", "pre"} <= tags
    assert 'kind: "Pod" # & <more>' in package.items[0].texts("pre")
    assert "<b>2</b>" in package.items[0].texts("td")


@pytest.mark.slow
@BOTH
@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=200), how=st.sampled_from(["plain", "flowing", "markdown"]))
def test_any_text_of_a_stranger_makes_sound_xml(form: Form, write: Write, text: str, how: Any) -> None:
    few = form.model_copy(update={"slots": form.slots[:12]})
    package = packed(write(outgoing(with_texts(few, text, how=how))))
    tags = {one.tag for item in package.items for body in item.all("itemBody") for one in body.iter()}
    assert tags <= HTML | INTERACTIONS | {"itemBody"}


@BOTH
def test_markup_in_a_plain_text_stays_text(form: Form, write: Write) -> None:
    hostile = "</p></itemBody>]]><script>alert(1)</script>&amp;&#x41;"
    package = packed(write(outgoing(with_texts(form, hostile, how="plain"))))
    assert package.item("tool-sinfo").texts("prompt") == [hostile]
    assert not package.item("tool-sinfo").all("script")


def test_hostile_ids_and_names_become_neither_paths_nor_identifiers(form: Form) -> None:
    slot = at(form, "hops").model_copy(update={"n": 1, "item": "../../etc/passwd", "section": "a b"})
    bent = form.model_copy(update={"slots": (slot,), "bank": "../x"})
    pictures = {"fabric": ("../../evil.sh", small_png())}
    [data] = write_qti2(Outgoing(bent, "t", pictures=pictures)).files.values()
    names = zipfile.ZipFile(BytesIO(data)).namelist()
    assert sorted(names) == ["imsmanifest.xml", "items/1.xml", "pictures/1.png", "test.xml"]
    [item] = read_package(data).items
    assert item.identifier == "_1"


@BOTH
def test_the_test_adds_up_the_points_and_knows_the_pass_mark(form: Form, write: Write) -> None:
    package = packed(write(outgoing(form)))
    [limit] = package.test.iter("timeLimits")
    assert limit.attrib["maxTime"] == str(form.minutes * 60)
    possible = sum(item.defaults["MAXSCORE"] for item in package.items)
    assert possible == sum(slot.points for slot in form.slots if slot.kind != "recall")
    assert [one.text for one in package.test.iter("baseValue")] == ["0.6"]
    titles = {one.attrib["title"] for one in package.test.iter("assessmentSection")}
    assert titles == {"Kubernetes", "Slurm", "Commands"}


def test_questions_of_one_section_after_the_other_stand_in_sections_that_show(form: Form) -> None:
    ordered = form.model_copy(update={"slots": tuple(sorted(form.slots, key=lambda slot: slot.section))})
    package = packed(write_qti3(outgoing(ordered)))
    shown = [(one.attrib["title"], one.attrib["visible"]) for one in package.test.iter("assessmentSection")]
    assert shown == [("Kubernetes", "true"), ("Slurm", "true"), ("Commands", "true")]
