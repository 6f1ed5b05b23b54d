"""Subject and kind before likeness: which wrong options stand beside a key in a bank that says what its items are."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.form import Form, Slot
from tests.support.validity import assert_valid

SUBJECTS = ("river", "forest", "desert")
KINDS = ("part", "role")
VERBS = "Carries Gathers Divides Shelters Measures Releases Protects Rebuilds Forwards Collects".split()
THINGS = "anchors baskets bridges compasses engines gardens harvests kettles lanterns ledgers".split()
TIMES = "spring summer autumn winter morning evening midnight noon January October".split()
NAMES = "Amber Basalt Cobalt Dolomite Emerald Flint Gneiss Halite Iolite Jasper".split()


def item(subject: str, kind: str, n: int, lures: list[str]) -> dict[str, Any]:
    s = SUBJECTS.index(subject)
    phrases = [
        f"{VERBS[(n + 3 * turn) % 10]} {THINGS[(n * 3 + s + turn) % 10]} by {subject} {TIMES[(n + 5 * turn) % 10]}"
        for turn in range(3)
    ]
    return {
        "id": f"{subject}-{kind}-{n}",
        "number": 100 * s + 10 * KINDS.index(kind) + n + 1,
        "subject": subject,
        "kind": kind,
        "stem": f"Which {kind} has mark {'abcdefghij'[n] * 3} of sheet {'uvw'[s] * 4}?",
        "statements": [f"{NAMES[n]} {subject}"] if kind == "part" else phrases,
        "nearest": [f"{subject}-{kind}-{(n + 1) % 10}"],
        "lures": lures,
    }


def sorted_bank() -> Bank:
    """Ten items of each subject and kind. Each names those beside it as lures, and five each of the other subjects."""
    items = []
    for subject in SUBJECTS:
        for kind in KINDS:
            for n in range(10):
                near = [f"{subject}-{kind}-{(n + step) % 10}" for step in range(1, 10)]
                far = [
                    f"{other}-{kind}-{(n + step) % 10}" for other in SUBJECTS if other != subject for step in range(5)
                ]
                items.append(item(subject, kind, n, near + far))
    section = {"id": "all", "title": "All", "item": items}
    return Bank.model_validate(
        {"schema": 2, "id": "sorted", "title": "Sorted", "lures_only": True, "section": [section]}
    )


BANK = sorted_bank()


def close(slot: Slot) -> int:
    """How many wrong options are of the stem's own subject and kind."""
    mine = BANK.subject_of[slot.item], BANK.kind_of[slot.item]
    homes = [option.home for option in slot.options if option.id not in slot.key]
    return sum((BANK.subject_of[home], BANK.kind_of[home]) == mine for home in homes if home)


def paper(seed: int, items: int = 10, **choices: Any) -> Form:
    return assemble(BANK, tailor(BANK, items=items, **choices), seed)


@pytest.mark.slow
@given(seed=st.integers(0, 2**30 - 1), items=st.integers(1, 12))
def test_near_papers_have_two_wrong_options_of_subject_and_kind_at_least(seed: int, items: int) -> None:
    form = paper(seed, items)
    assert_valid(BANK, form)
    assert form.blueprint.difficulty == "near"
    assert min(close(slot) for slot in form.slots) >= 2


@pytest.mark.slow
@pytest.mark.parametrize(("difficulty", "count"), [("mixed", 1), ("far", 0)])
@given(seed=st.integers(0, 2**30 - 1))
def test_mixed_papers_have_one_and_far_ones_none(difficulty: str, count: int, seed: int) -> None:
    form = paper(seed, difficulty=difficulty)
    assert_valid(BANK, form)
    assert {close(slot) for slot in form.slots} == {count}


@pytest.mark.slow
@given(seed=st.integers(0, 2**30 - 1))
def test_phrases_stand_once_in_a_paper_and_names_twice_at_most(seed: int) -> None:
    form = paper(seed, 12)
    shown = Counter((option.text, BANK.kind_of[option.home or ""]) for slot in form.slots for option in slot.options)
    assert max(times for (_, kind), times in shown.items() if kind == "role") == 1
    assert max(times for (_, kind), times in shown.items() if kind == "part") <= 2


@pytest.mark.slow
def test_the_nearest_mistake_stands_mostly_and_not_always() -> None:
    slots = [slot for seed in range(30) for slot in paper(seed).slots]
    shown = sum(
        any(option.home in BANK.item_by_id[slot.item].nearest for option in slot.options) for slot in slots
    ) / len(slots)
    assert 0.7 < shown < 0.9


def test_names_that_look_alike_stand_beside_each_other() -> None:
    """A claim is the best wrong answer to a question about volumes, however alike the two are written."""
    names = ["PersistentVolume", "PersistentVolumeClaim", "StorageClass", "ConfigMap", "Secret"]
    items = [
        {
            "id": name.lower(),
            "kind": "object",
            "stem": f"Which object has mark {'abcde'[at] * 3}?",
            "statements": [name],
            "lures": [other.lower() for other in names if other != name],
        }
        for at, name in enumerate(names)
    ]
    items[0]["nearest"] = ["persistentvolumeclaim"]
    bank = Bank.model_validate(
        {"schema": 2, "id": "names", "title": "Names", "section": [{"id": "one", "title": "One", "item": items}]}
    )
    forms = [assemble(bank, tailor(bank, only=["persistentvolume"]), seed) for seed in range(10)]
    texts = {option.text for form in forms for option in form.slots[0].options}
    assert "PersistentVolumeClaim" in texts


@pytest.mark.slow
def test_no_lure_but_the_nearest_stands_in_three_showings_of_five() -> None:
    """Eight lures of a kind share two places or three; what is likest to the key comes little oftener than others."""
    item, showings = "forest-role-4", 150
    nearest = BANK.item_by_id[item].nearest
    blueprint = tailor(BANK, only=(item,), items=1)
    shown = Counter(
        option.home for seed in range(showings) for option in assemble(BANK, blueprint, seed).slots[0].options
    )
    times = [shown[home] for home in BANK.item_by_id[item].lures[:9] if home not in nearest]
    assert max(times) < showings * 3 / 5
    assert min(times) > showings / 20
