"""What to drill: mostly what was missed, for the reasons asked for."""

from exam.learning.missed import MOST, Record, Wish, drill, missed_of, records
from tests.support.clock import NOON
from tests.support.results import result

THERE = [(f"item-{n}", f"section-{n % 3}") for n in range(60)]


def past(**outcomes: str) -> dict[str, Record]:
    """Each item's outcomes, a letter a day: r right, w wrong, o omitted, u right but unsure, f flagged, s slow."""
    made = []
    for name, letters in outcomes.items():
        for day, letter in enumerate(letters):
            item = name.replace("_", "-")
            outcome = {"w": "incorrect", "o": "omitted"}.get(letter, "correct")
            section = dict(THERE).get(item, "one")
            made.append(
                result(item, outcome, day, section=section, doubted=letter == "u", marked=letter == "f",
                       seconds=120.0 if letter == "s" else 60.0)
            )  # fmt: skip
    return records(made)


def test_a_record_counts_all_and_judges_by_the_last_time() -> None:
    record = past(a="wwru")["a"]
    assert (record.met, record.missed, record.right, record.unsure) == (4, 2, True, True)
    assert record.reason == "unsure"
    assert past(a="ww")["a"].reason == "missed"
    assert past(a="wo")["a"].missed == 2
    assert past(a="wr")["a"].reason == "mastered", "right once, and it leaves the list"
    assert past(a="f")["a"].reason == "flagged"
    assert past(a="s")["a"].reason == "slow"


def test_what_was_never_on_screen_is_unseen() -> None:
    assert records([result("a", "not_reached")]) == {}


def test_a_drill_is_mostly_missed_some_unseen_and_a_little_mastered() -> None:
    known = past(**{f"item_{n}": "w" for n in range(20)}, **{f"item_{n}": "r" for n in range(20, 40)})
    found = drill(known, THERE, Wish(items=20))
    assert (found.count("missed"), found.count("unseen"), found.count("mastered")) == (14, 4, 2)
    assert len(found.items) == len(set(found.items)) == 20
    assert drill(known, THERE).items == found.items, "twenty unasked"


def test_a_few_missed_make_a_short_drill() -> None:
    found = drill(past(item_1="w", item_2="ww", item_3="wrw", item_4="r", item_5="r"), THERE)
    assert found.items[:3] == ("item-2", "item-3", "item-1"), "the most often missed first, then the longest ago"
    assert found.reasons["item-1"] == "missed"
    assert len(found.items) == 4


def test_what_one_part_lacks_the_others_give() -> None:
    everything = past(**{f"item_{n}": "w" for n in range(60)})
    assert drill(everything, THERE, Wish(items=30)).count("missed") == 30
    assert drill({}, THERE, Wish(items=30)).count("unseen") == 30
    assert drill(past(**{f"item_{n}": "r" for n in range(60)}), THERE, Wish(items=30)).count("mastered") == 30
    assert drill({}, THERE).items == (), "nobody missed anything, and nobody asked for a number"


def test_reasons_sections_and_times_narrow_it() -> None:
    known = past(item_1="w", item_2="ww", item_3="u", item_4="f", item_5="s", item_6="r")
    assert drill(known, THERE, Wish(reasons=("missed",))).items == ("item-2", "item-1")
    assert drill(known, THERE, Wish(reasons=("missed",), times_missed=2)).items == ("item-2",)
    assert drill(known, THERE, Wish(reasons=("unsure", "flagged", "slow"))).items == ("item-3", "item-4", "item-5")
    assert drill(known, THERE, Wish(reasons=("mastered",))).items == ("item-6",)
    only = drill(known, THERE, Wish(sections=("section-1",), items=50)).items
    assert set(only) == {item for item, section in THERE if section == "section-1"}
    assert len(drill(known, THERE, Wish(reasons=("unseen",))).items) == MOST


def test_unseen_ones_come_from_every_section() -> None:
    by_section = [("a", "one"), ("b", "one"), ("c", "one"), ("d", "two"), ("e", "three")]
    assert drill({}, by_section, Wish(items=3)).items == ("a", "d", "e")


def test_what_an_attempt_missed_is_what_earned_nothing() -> None:
    asked = [
        result(name, outcome, n=n, at=NOON)
        for n, (name, outcome) in enumerate(
            (("d", "omitted"), ("a", "correct"), ("b", "incorrect"), ("c", "not_reached")), start=1
        )
    ]
    assert missed_of(asked) == ("d", "b", "c")
