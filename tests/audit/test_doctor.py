"""A bank's doctor: nothing to say of good items, and each flaw found where it stands."""

from typing import Any

import pytest

from exam.audit.doctor import examine_bank
from exam.audit.findings import BankFinding
from exam.core.bank import Bank
from exam.files.places import shipped
from exam.formats import read_bank

VERBS = ("Collects", "Forwards", "Rebuilds", "Protects", "Measures", "Releases")
THINGS = "anchors baskets bridges compasses engines gardens harvests kettles lanterns ledgers mirrors needles".split()
PLACES = "north south east west upper lower inner outer front back near far".split()
TIMES = "spring summer autumn winter morning noon evening midnight January April July October".split()


BEASTS = "horses sheep goats cattle donkeys camels geese ducks bees hens llamas yaks".split()
PEOPLE = "farmers miners sailors bakers weavers masons smiths tailors potters brewers coopers tanners".split()


def item(n: int, **fields: Any) -> dict[str, Any]:
    """A sound item: two statements of equal length that share no word with its stem or with another item's."""
    one, other = n % 12, (n * 5 + 3) % 12
    statements = [
        f"{VERBS[n % 6]} {THINGS[one]} on the {PLACES[other]} side at {TIMES[one]}",
        f"{VERBS[(n + 2) % 5]} {BEASTS[one]} until {PEOPLE[other]} leave by {TIMES[other]}",
    ]
    return {
        "id": f"item-{n}",
        "stem": f"What is machine {'abcdefghijkl'[n] * 3} for?",
        "statements": statements,
    } | fields


def authored(n: int, *wrong: str, key: str, **fields: Any) -> dict[str, Any]:
    options = {"a": key} | dict(zip("bcd", wrong, strict=False))
    return {"id": f"item-{n}", "stem": f"Which tool cuts sheet {n}?", "options": options, "key": "a"} | fields


def bank_with(*changed: dict[str, Any], items: int = 12, **fields: Any) -> Bank:
    """Twelve sound items, of which these take the place of their namesakes."""
    others = {each["id"]: each for each in changed}
    written = [others.pop(own["id"], own) for own in map(item, range(items))] + list(others.values())
    section = {"id": "one", "title": "One", "item": written}
    return Bank.model_validate({"schema": 1, "id": "small", "title": "Small", "section": [section]} | fields)


LURED = [[f"item-{m}" for m in range(12) if m not in (3, n)] for n in range(12)]
"""By number, lures of all other items but the fourth."""


def only(found: list[BankFinding], rule: str) -> BankFinding:
    """The one finding, which is of this rule."""
    assert [one.rule for one in found] == [rule], found
    return found[0]


@pytest.mark.slow
def test_it_has_nothing_to_say_of_sound_items_nor_of_the_first_bank() -> None:
    assert examine_bank(bank_with()) == []
    found = examine_bank(read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank)
    assert {one.rule for one in found if one.severity != "advice"} <= {"few-lures"}
    assert all(one.severity != "fault" for one in found)


@pytest.mark.parametrize(
    ("rule", "severity", "text"),
    [
        ("all-of-the-above", "fault", "All of the above on the outer side in noon"),
        ("all-of-the-above", "fault", "Both A and C on the outer side in noon hours"),
        ("all-of-the-above", "warning", "Collects all of these on the outer side in noon"),
        ("absolutes", "advice", "Always collects anchors on the outer side in noon"),
        ("two-ideas", "advice", "Collects anchors on the outer side; rings at noon"),
        ("two-ideas", "advice", "Collects not only anchors but also rings at noon"),
        ("too-long", "advice", "Collects anchors " + "and then some more of them " * 6),
        ("too-short", "advice", "Collects"),
        ("unlike-form", "warning", "Collecting anchors on the outer side in noon"),
        ("telling-words", "warning", "Collects anchors of a machine in the noon sun"),
    ],
)
def test_what_one_statement_can_do_wrong(rule: str, severity: str, text: str) -> None:
    sound = item(3)
    found = examine_bank(bank_with(item(3, statements=[*sound["statements"], text])))
    one = next(one for one in found if one.rule == rule)
    assert (one.severity, one.item, one.where) == (severity, "item-3", ("section", 0, "item", 3, "statements", 2))
    assert one.message
    assert one.remedy.endswith(".")


def test_a_word_that_all_options_share_with_the_stem_tells_nothing() -> None:
    words = [item(n, statements=[f"{text} by machine" for text in item(n)["statements"]]) for n in range(12)]
    assert not [one for one in examine_bank(bank_with(*words)) if one.rule == "telling-words"]


def test_an_item_whose_statements_no_lure_can_match_in_length() -> None:
    long = [f"{text}, then waits for whatever the next shift may bring" for text in item(5)["statements"]]
    assert only(examine_bank(bank_with(item(5, statements=long))), "key-longest").where[-1] == "statements"
    short = item(5, statements=["Rings at ten", "Sings for us"])
    assert only(examine_bank(bank_with(short)), "key-shortest").item == "item-5"


def test_a_negative_stem_needs_options_of_its_own() -> None:
    stem = "Which of these is NOT a task of machine ddd?"
    one = only(examine_bank(bank_with(item(3, stem=stem))), "negative-stem")
    assert (one.severity, one.where[-1]) == ("warning", "stem")
    assert "it is asked by recall" in one.message
    marked = bank_with(item(3, stem=stem), *(item(n, lures=LURED[n]) for n in range(12) if n != 3))
    assert only(examine_bank(marked), "negative-stem").severity == "fault", "by the first rules it is not asked at all"
    written = authored(20, "Saws", "Files", "Drill", key="Shear", stem="Which tool does NOT cut paper?")
    assert only(examine_bank(bank_with(written)), "negative-stem").severity == "advice"


def test_too_few_legal_distractors_and_too_few_lures() -> None:
    others = [f"item-{n}" for n in range(12) if n != 3]
    one = only(examine_bank(bank_with(item(3, never_with=others[:9]))), "few-distractors")
    assert one.severity == "warning"
    assert "only 2 other items" in one.message
    alone = only(examine_bank(bank_with(item(3, never_with=others))), "few-distractors")
    assert (alone.severity, alone.message.rpartition(", ")[2]) == ("warning", "so it is asked by recall")
    lured = [item(n, lures=[f"item-{m}" for m in range(12) if m != n][: 4 if n == 3 else 9]) for n in range(12)]
    one = only(examine_bank(bank_with(*lured)), "few-lures")
    assert (one.item, one.where[-1]) == ("item-3", "lures")


def test_authored_options() -> None:
    plain = ("Saws of steel", "Files of steel", "Drills of iron")
    assert examine_bank(bank_with(authored(20, *plain, key="Shears of iron"))) == []
    long = authored(20, *plain, key="Shears of hardened iron with a long handle")
    assert only(examine_bank(bank_with(long)), "key-longest").where == ("section", 0, "item", 12, "options", "a")
    assert (
        only(examine_bank(bank_with(authored(20, *plain, key="Shears for sheets"))), "telling-words").item == "item-20"
    )
    assert only(examine_bank(bank_with(authored(20, *plain, key="4 shears of iron"))), "unlike-form").item == "item-20"
    twins = authored(20, "Saws of steel", "Iron shears", "Drills of iron", key="Shears of iron")
    assert only(examine_bank(bank_with(twins)), "second-key").where[-1] == "c"


def test_keys_that_are_longest_in_most_authored_items() -> None:
    many = [authored(20 + n, "Saws", "Files", "Drills", key="Shearers") for n in range(10)]
    found = examine_bank(bank_with(*many))
    assert any(one.rule == "key-longest" and one.item is None and "10 of 10" in one.message for one in found)


def test_a_lure_that_says_what_the_key_says() -> None:
    text = "Stores finished reports, weekly ledgers and signed contracts"
    near = "Sends out finished reports, weekly ledgers and signed contracts for review"
    lured = [item(n, lures=[f"item-{m}" for m in range(12) if m != n]) for n in range(12)]
    lured[3]["statements"][0], lured[7]["statements"][0] = text, near
    one = next(one for one in examine_bank(bank_with(*lured)) if one.rule == "second-key")
    assert one.severity == "advice"
    assert near in one.message


def test_texts_that_stand_twice() -> None:
    same = item(3)["statements"][0]
    repeated = item(7, statements=[same, item(7)["statements"][1]])
    one = only(examine_bank(bank_with(repeated)), "repeated-statement")
    assert (one.item, one.where[-1]) == ("item-7", 0)
    own = item(3, statements=[same, f"{same} too"])
    assert only(examine_bank(bank_with(own)), "near-duplicate").where[-1] == 1
    stem = "Which device keeps the harbour lights burning in a storm?"
    twins = (item(3, stem=stem), item(7, stem=f"And {stem[0].lower()}{stem[1:]}"))
    assert only(examine_bank(bank_with(*twins)), "near-duplicate").where[-1] == "stem"


def test_a_text_may_speak_of_what_another_item_names() -> None:
    name, speaks = item(3, statements=["Job"]), item(7, statements=["Starts the pods of a Job again", "Job queue"])
    twins = {"near-duplicate", "repeated-statement"}
    assert not [one for one in examine_bank(bank_with(name, speaks)) if one.rule in twins]
    longer = item(7, statements=["Starts the pods of a Job again until all of them succeed", *item(7)["statements"]])
    spoken = item(3, statements=["Starts the pods of a Job again"])
    assert [one.rule for one in examine_bank(bank_with(spoken, longer)) if one.rule in twins] == ["near-duplicate"]


def test_items_of_one_subject_and_kind_may_have_the_same_name_where_they_bar_each_other() -> None:
    def found(*barred: int) -> list[str]:
        items = (item(n, statements=["Job"], never_with=[f"item-{10 - n}"] * (n in barred)) for n in (3, 7))
        return [one.item or "" for one in examine_bank(bank_with(*items)) if one.rule == "repeated-statement"]

    assert (found(), found(3), found(3, 7)) == (["item-7"], ["item-7"], [])


def test_enemies_that_cannot_be_kept_apart() -> None:
    whole = len(bank_with().items)
    blueprints = [{"id": "full", "title": "Full", "items": whole}, {"id": "short", "title": "Short", "items": 4}]
    one = only(examine_bank(bank_with(item(3, enemies=["item-4"]), blueprint=blueprints)), "enemies")
    assert (one.severity, one.item, one.where) == ("fault", None, ("blueprint", 0))
    assert "full" in one.message


def test_findings_stand_in_the_order_of_the_file() -> None:
    bad = [
        item(n, statements=[*item(n)["statements"], f"Always {VERBS[n % 6].lower()} {THINGS[n]}"]) for n in (9, 2, 5)
    ]
    assert [one.item for one in examine_bank(bank_with(*bad)) if one.rule == "absolutes"] == [
        "item-2",
        "item-5",
        "item-9",
    ]
