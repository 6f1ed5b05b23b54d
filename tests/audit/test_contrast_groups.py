"""What `exam check` says of siblings, subjects, kinds of answer and nearest mistakes."""

from typing import Any

from exam.audit.doctor import examine_bank
from exam.core.bank import Bank

RULES = {"siblings", "siblings-apart", "nearest", "few-of-kind", "no-kind", "large-subject", "few-near-lures"}
SUBJECTS = ("slurm", "kubernetes", "networks", "mlops", "ideas", "platform")


def bank_with(*changed: dict[str, Any], schema: int = 2, **fields: Any) -> Bank:
    """Thirty-six sound items in two sections, six to a subject, of which these take the place of their namesakes."""
    others = {each["id"]: each for each in changed}
    items = []
    for n in range(36):
        kindred = [f"q{other}" for other in range(36) if other % 6 == n % 6 and other != n]
        strangers = [f"q{(n + step) % 36}" for step in (1, 2, 3)]
        item = {
            "id": f"q{n}", "number": n + 1, "subject": SUBJECTS[n % 6], "kind": "part", "stem": f"Which part is {n}?",
            "statements": [f"part-{n}d"], "nearest": kindred[:1], "lures": [*kindred, *strangers],
        }  # fmt: skip
        if schema == 1:
            del item["subject"], item["kind"], item["nearest"]
        items.append(item | others.get(f"q{n}", {}))
    sections = [{"id": name, "title": name.title(), "item": items[at::2]} for at, name in enumerate(("even", "odd"))]
    return Bank.model_validate({"schema": schema, "id": "small", "title": "Small", "section": sections} | fields)


def told(bank: Bank) -> list[tuple[str, str, str | None]]:
    """Rule, severity and item of all that is found of contrast groups."""
    return [(one.rule, one.severity, one.item) for one in examine_bank(bank) if one.rule in RULES]


def test_a_bank_with_enough_of_everything_needs_no_word() -> None:
    assert told(bank_with()) == []


def test_that_items_share_numbers_is_said_once() -> None:
    shared = [{"id": f"q{n}", "number": 1 + n // 4} for n in range(0, 36, 2)]
    bank = bank_with(*shared, *({"id": f"q{n}", "number": 100 + n} for n in range(1, 36, 2)))
    assert told(bank) == [("siblings", "advice", "q2")]
    (finding,) = (one for one in examine_bank(bank) if one.rule == "siblings")
    assert finding.message.startswith("18 items share 9 numbers, as q0 and q2 share 1,")
    assert finding.where == ("section", 0, "item", 1, "number")


def test_siblings_in_two_sections_are_most_likely_a_slip() -> None:
    assert ("siblings-apart", "warning", "q1") in told(bank_with({"id": "q1", "number": 1}))


def test_a_nearest_mistake_that_may_not_stand_there_is_named_with_the_reason() -> None:
    bank = bank_with(
        {"id": "q0", "nearest": ["q9"]},
        {"id": "q2", "nearest": ["q8", "q14"], "never_with": ["q14"], "lures": ["q8"]},
        lures_only=True,
    )
    found = [one for one in examine_bank(bank) if one.rule == "nearest"]
    assert [(one.item, one.where[-1]) for one in found] == [("q0", 0), ("q2", 1)]
    assert "lures only" in found[0].message
    assert found[0].remedy == "Name q9 in lures too, once somebody has read the pair."
    assert "never_with" in found[1].message


def test_a_nearest_mistake_of_another_kind_of_answer_gives_the_key_away() -> None:
    others = [{"id": f"q{n}", "kind": "reason"} for n in range(1, 36, 2)]
    bank = bank_with(*others, {"id": "q0", "nearest": ["q1"]})
    (finding,) = (one for one in examine_bank(bank) if one.rule == "nearest")
    assert finding.message == "q1 cannot be shown as its nearest mistake: its kind is 'reason' and this item's 'part'"


def test_a_kind_with_too_few_items_is_mostly_a_misspelt_one() -> None:
    (finding,) = (one for one in examine_bank(bank_with({"id": "q4", "kind": "prat"})) if one.rule == "few-of-kind")
    assert (finding.item, finding.remedy) == ("q4", "Did you mean 'part'?")


def test_items_without_a_kind_are_counted() -> None:
    bank = bank_with({"id": "q4", "kind": None}, {"id": "q6", "kind": None})
    (finding,) = (one for one in examine_bank(bank) if one.rule == "no-kind")
    assert finding.item == "q4"
    assert finding.message.startswith("2 items of 36 name no kind")


def test_a_subject_with_more_than_a_quarter_of_the_items_is_too_large() -> None:
    bank = bank_with(*({"id": f"q{n}", "subject": "slurm"} for n in (1, 2, 7, 8)))
    (finding,) = (one for one in examine_bank(bank) if one.rule == "large-subject")
    assert finding.message.startswith("10 of 36 items are about 'slurm'")


def test_lures_of_other_subjects_do_not_make_a_paper_near() -> None:
    bank = bank_with({"id": "q0", "lures": ["q6", "q12", "q1", "q2", "q3", "q4", "q5", "q7"]})
    assert told(bank) == [("few-near-lures", "advice", "q0")]


def test_nothing_of_this_is_said_of_a_bank_of_schema_1() -> None:
    assert told(bank_with({"id": "q1", "number": 1}, schema=1)) == []
