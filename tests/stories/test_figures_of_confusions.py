"""Every figure that `confusions` and `items` tell, held to one that was got from the raw events another way."""

from collections import Counter
from statistics import median

import pytest

from tests.stories.conftest import Lived
from tests.support.naive import Answered, Sat, ended_of, seen_by_item
from tests.support.textbook import discrimination, interval

TENTH, THOUSANDTH = 0.0501, 0.000501
Pair = tuple[str, str]


def shown(sat: list[Sat]) -> list[Answered]:
    return [slot for past in seen_by_item(sat).values() for slot in past]


def counted(sat: list[Sat]) -> tuple[Counter[Pair], Counter[Pair]]:
    """Times chosen, and times on offer, by what was asked and whose answer it is."""
    chosen = Counter((slot.item, home) for slot in shown(sat) for home in slot.confused_with)
    offered = Counter((slot.item, home) for slot in shown(sat) for home in slot.offered - {slot.item})
    return chosen, offered


def clean_days(pair: Pair, sat: list[Sat]) -> int:
    """Days, after the two were confused last, with a drill that asked what was confused, with both on offer, and in
    which everything of that kind was right."""
    one, other = pair
    both = {one, other}
    chosen, _ = counted(sat)
    wanted = {item for item in both if chosen[item, *(both - {item})]}
    confused_at = [slot for slot in shown(sat) for home in slot.confused_with if {slot.item, home} == both]
    after = max((slot.at, slot.attempt) for slot in confused_at)
    days = set()
    for attempt in sat:
        side_by_side = [slot for slot in attempt.slots if slot.seen and slot.item in both and both <= slot.offered]
        clean = {slot.item for slot in side_by_side} >= wanted and all(slot.right for slot in side_by_side)
        if attempt.drill and clean and side_by_side and attempt.ended > after[0]:
            days.add(attempt.ended.astimezone().date())
    return len(days)


@pytest.mark.slow
def test_pairs_chosen_on_offer_rate_and_which_go_both_ways(lived: Lived) -> None:
    told = {(one["item"], one["home"]): one for one in lived.asked("confusions", "sample")["pairs"]}
    chosen, offered = counted(lived.mine)
    assert set(told) == set(chosen)
    assert chosen, "somebody confuses something here"
    for pair, one in told.items():
        count, of = chosen[pair], offered[pair]
        assert (one["chosen"], one["offered"]) == (count, of)
        assert one["percent"] == pytest.approx(100 * count / of, abs=TENTH)
        assert one["interval"] == pytest.approx(interval(count, of), abs=TENTH)
        assert one["two_way"] == (pair[::-1] in chosen)
        assert one["slip"] == (count < 2)
        assert one["clean_days"] == clean_days(pair, lived.mine)
        assert one["state"] == ("open", "begun", "settled")[min(2, one["clean_days"])]
        wrong = [slot for slot in shown(lived.mine) if pair[1] in slot.confused_with and slot.item == pair[0]]
        back = [slot for slot in shown(lived.mine) if pair[0] in slot.confused_with and slot.item == pair[1]]
        assert one["last"] == max(wrong + back, key=lambda slot: (slot.at, slot.attempt)).attempt
    sure = [interval(one["chosen"], one["offered"])[0] for one in told.values() if not one["slip"]]
    assert sure == sorted(sure, reverse=True), "the surest first"


def test_pairs_in_words_and_the_map_of_sections(lived: Lived) -> None:
    text = lived.said("confusions", "sample")
    shape = lived.asked("confusions", "sample")
    chosen, offered = counted(lived.mine)
    listed = {pair for pair, count in chosen.items() if count >= 2 and clean_days(pair, lived.mine) < 2}
    for item, home in listed:
        low, high = interval(chosen[item, home], offered[item, home])
        count, of = chosen[item, home], offered[item, home]
        rate = f"chosen {count} of {of} time{'s' if of != 1 else ''}, {low:.0f} to {high:.0f} %"
        assert f"\n{item} -> {home}: {rate}" in text
    section = {slot.item: slot.section for slot in shown(lived.mine)}
    wanted: Counter[Pair] = Counter()
    for item, home in listed:
        wanted[section[item], section[home]] += chosen[item, home]
    assert {(one["asked"], one["answered"]): one["times"] for one in shape["map"]} == wanted
    for (asked, answered), times in wanted.items():
        assert f"\n  {asked.replace('-', ' ').capitalize()}, {answered.replace('-', ' ').capitalize()}: {times}" in text


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["--mine", "everybody"])
def test_items_facility_discrimination_time_and_distractors(lived: Lived, whose: str) -> None:
    sat = lived.mine if whose == "--mine" else ended_of(lived.sat, "sample", everybody=True)
    told = {
        one["item"]: one for one in lived.asked("items", "sample", *([whose] if whose == "--mine" else []))["items"]
    }
    past = seen_by_item(sat)
    assert set(told) == set(past)
    attempts = [[slot for slot in one.slots if slot.seen or slot.full] for one in sat]
    for item, one in told.items():
        asked = past[item]
        right = sum(slot.right for slot in asked)
        assert (one["right"]["count"], one["right"]["of"]) == (right, len(asked))
        assert one["right"]["interval"] == pytest.approx(interval(right, len(asked)), abs=TENTH)
        if len(asked) < 10:
            assert one["facility"] is None
        else:
            assert one["facility"] == pytest.approx(right / len(asked), abs=THOUSANDTH)
        assert one["median_seconds"] == pytest.approx(median(slot.seconds for slot in asked), abs=TENTH)
        others = [slots for slots in attempts if len(slots) > 1 and any(slot.item == item for slot in slots)]
        found = discrimination(item, attempts) if len(others) >= 30 else None
        if found is None:
            assert one["discrimination"] is None
        else:
            assert one["discrimination"] == pytest.approx(found[0], abs=THOUSANDTH)
            assert one["discrimination_interval"] == pytest.approx(found[1], abs=THOUSANDTH)
        distractors(one, [slot for slot in asked if slot.kind != "reversed"])


def distractors(told: dict[str, object], asked: list[Answered]) -> None:
    """Each statement beside the key: chosen of on offer, by all and by those who passed."""
    homes = {home for slot in asked for home in slot.offered} - {told["item"]}
    assert {one["home"] or f"={one['authored']}" for one in told["distractors"]} == homes
    for one in told["distractors"]:
        beside = [slot for slot in asked if one["home"] in slot.offered]
        passing = [slot for slot in beside if slot.passed]
        for name, slots in (("chosen", beside), ("chosen_by_passing", passing)):
            count = sum(one["home"] in slot.chosen for slot in slots)
            assert (one[name]["count"], one[name]["of"]) == (count, len(slots))
        assert one["never_chosen"] == (one["chosen"]["count"] == 0 and len(beside) >= 20)
        keyed = sum(slot.right for slot in passing)
        assert one["beats_key"] == (len(passing) >= 10 and one["chosen_by_passing"]["count"] > keyed)
        if one["never_chosen"] and len(asked) >= 10:
            assert f"{one['home']} was never chosen in {len(beside)} showings" in told["remarks"]


def test_some_distractors_are_found_dead_and_some_items_telling_in_these_pasts(lived: Lived) -> None:
    """Otherwise the tests above would have nothing to hold."""
    told = lived.asked("items", "sample")["items"]
    assert any(other["never_chosen"] for one in told for other in one["distractors"])
    assert any(one["discrimination"] is not None for one in told)
    assert any(one["facility"] is not None for one in told)
