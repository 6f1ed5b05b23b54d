"""Every figure that `progress` tells, held to one that was got from the raw events another way.

Readiness is thrown with dice, so the file takes some seconds more than others.
"""

from fractions import Fraction
from statistics import fmean

import pytest

from tests.stories.conftest import Lived
from tests.support.lived import banks
from tests.support.naive import Answered, Sat
from tests.support.textbook import Z, difference, evidence, half_life, interval, plus, readiness

TENTH = 0.0501
"""JSON has one decimal."""
SECTIONS = [f"section-{n}" for n in range(1, 5)]
TITLES = {name: name.replace("-", " ").capitalize() for name in SECTIONS}


def score(slots: list[Answered]) -> Fraction:
    return Fraction(sum(slot.points for slot in slots if slot.right), sum(slot.points for slot in slots))


def bounds(slots: list[Answered]) -> tuple[float, float]:
    return interval(float(score(slots)) * len(slots), len(slots))


def parts(lived: Lived, section: str | None) -> list[tuple[Sat, list[Answered]]]:
    """What of each whole attempt with a preset's own settings a line of a trend is made of, oldest first."""
    of_presets = [one for one in lived.whole if not one.own_settings]
    assert len(of_presets) < len(lived.whole)
    found = [(one, one.slots if section is None else one.of(section)) for one in of_presets]
    return [(one, slots) for one, slots in found if slots]


def halves(lived: Lived, section: str | None) -> tuple[list[Answered], list[Answered]]:
    whole = [slots for _, slots in parts(lived, section)]
    middle = len(whole) // 2
    return [slot for slots in whole[:middle] for slot in slots], [slot for slots in whole[middle:] for slot in slots]


def lines(lived: Lived) -> list[tuple[str | None, dict[str, object]]]:
    """Every line of the trend: the section, None for all, and what is told of it."""
    shape = lived.asked("progress", "sample")["trend"]
    assert [one["id"] for one in shape["sections"]] == SECTIONS
    return [(None, shape["overall"]), *((one["id"], one) for one in shape["sections"])]


@pytest.mark.slow
def test_trend_points_with_their_intervals_and_cut_scores(lived: Lived) -> None:
    for section, line in lines(lived):
        points = line["points"]
        wanted = parts(lived, section)
        assert [point["attempt"] for point in points] == [one.id for one, _ in wanted], (
            "drills and quick tests are no part of it"
        )
        for point, (one, slots) in zip(points, wanted, strict=True):
            assert point["percent"] == pytest.approx(float(100 * score(slots)), abs=TENTH)
            assert point["interval"] == pytest.approx(bounds(slots), abs=TENTH)
            assert (point["items"], point["cut"]) == (len(slots), one.cut)


def test_trend_change_between_halves_with_newcombes_interval(lived: Lived) -> None:
    for section, line in lines(lived):
        early, late = halves(lived, section)
        assert line["change"] == pytest.approx(float(100 * (score(late) - score(early))), abs=TENTH)
        wanted = difference((float(score(late)), len(late)), (float(score(early)), len(early)))
        assert line["change_interval"] == pytest.approx(wanted, abs=TENTH)


def test_trend_in_words(lived: Lived) -> None:
    text = lived.said("progress", "sample")
    own, drills = (sum(one.own_settings and not one.drill for one in lived.mine), sum(one.drill for one in lived.mine))
    assert f"Left out: {drills} drills, picked for being hard; {own} papers with settings of your own" in text
    for section, line in lines(lived):
        early, late = halves(lived, section)
        low, high = difference((float(score(late)), len(late)), (float(score(early)), len(early)))
        last = parts(lived, section)[-1][1]
        first, end = bounds(last)
        count = len(parts(lived, section))
        words = f"{float(100 * score(last)):.0f} % in the latest of {count} ({first:.0f} to {end:.0f} %)"
        if min(len(early), len(late)) < 10:
            words += f"; {len(early) + len(late)} questions in all are too few to see a trend."
        elif low <= 0 <= high:
            words += f"; no change that these numbers could tell from chance ({plus(low)} to {plus(high)} points)."
        else:
            change = float(100 * (score(late) - score(early)))
            better = "better" if change > 0 else "worse"
            words += f"; the later half is {abs(change):.0f} points {better} ({plus(low)} to {plus(high)})."
        words = words.replace("-", "−")  # a minus is no hyphen
        assert line["words"] == words
        assert f"{'Overall' if section is None else '  ' + TITLES[section]}: {words}\n" in text


def test_table_of_sections_over_attempts_and_together(lived: Lived) -> None:
    table = lived.asked("progress", "sample")["table"]
    attempts = sorted(lived.mine, key=lambda one: one.ended)
    assert [one["attempt"] for one in table["attempts"]] == [one.id for one in attempts]
    assert [one["drill"] for one in table["attempts"]] == [one.drill for one in attempts]
    assert {one["id"] for one in table["sections"]} == set(SECTIONS)
    for row in table["sections"]:
        together: list[Answered] = []
        for cell, one in zip(row["cells"], attempts, strict=True):
            slots = one.of(row["id"])
            together += slots
            if not slots:
                assert cell is None
                continue
            assert cell["percent"] == pytest.approx(float(100 * score(slots)), abs=TENTH)
            assert cell["interval"] == pytest.approx(bounds(slots), abs=TENTH)
            assert (cell["items"], cell["too_few"]) == (len(slots), len(slots) < 10)
            assert cell["seconds"] == sum(slot.seconds for slot in slots)
        assert row["pooled"]["percent"] == pytest.approx(float(100 * score(together)), abs=TENTH)
        assert row["pooled"]["interval"] == pytest.approx(bounds(together), abs=TENTH)
        assert row["pooled"]["items"] == len(together)


def test_time_against_budget(lived: Lived) -> None:
    paces = lived.asked("progress", "sample")["pace"]
    timed = sorted((one for one in lived.mine if one.allowed is not None), key=lambda one: one.ended)
    assert [one["attempt"] for one in paces] == [one.id for one in timed]
    for told, one in zip(paces, timed, strict=True):
        used = sum(slot.seconds for slot in one.slots)
        assert (told["used"], told["allowed"]) == (used, one.allowed)
        assert used == pytest.approx(one.used), "the times of all questions are the time of the attempt"
        assert told["a_question"] == pytest.approx(used / len(one.slots), abs=TENTH)
        assert told["budget"] == pytest.approx(one.allowed / len(one.slots), abs=TENTH)
    last = timed[-1]
    a_question = sum(slot.seconds for slot in last.slots) / len(last.slots)
    allowed = last.allowed / len(last.slots)
    words = f"Time: {a_question:.0f} s a question in the latest attempt, of {allowed:.0f} s allowed."
    assert words in lived.said("progress", "sample")


def test_calibration_sure_and_wrong_unsure_and_right(lived: Lived) -> None:
    told = lived.asked("progress", "sample")["calibration"]
    answers = [slot for one in lived.mine for slot in one.slots if slot.full]
    sure, unsure = [one for one in answers if not one.unsure], [one for one in answers if one.unsure]
    for name, found in (("sure", sure), ("unsure", unsure)):
        right = sum(one.right for one in found)
        assert (told[name]["count"], told[name]["of"]) == (right, len(found))
        assert told[name]["percent"] == pytest.approx(100 * fmean(one.right for one in found), abs=TENTH)
        assert told[name]["interval"] == pytest.approx(interval(right, len(found)), abs=TENTH)
    assert told["sure_and_wrong"] == len([one for one in sure if not one.right])
    assert told["unsure_and_right"] == len([one for one in unsure if one.right])
    percents = [100 * fmean(one.right for one in found) for found in (sure, unsure)]
    words = f"Right in {percents[0]:.0f} % when sure and in {percents[1]:.0f} % when unsure."
    assert f"Calibration: {words}" in lived.said("progress", "sample")


def test_changed_answers_and_what_they_won(lived: Lived) -> None:
    told = lived.asked("progress", "sample")["changes"]
    slots = [slot for one in lived.mine for slot in one.slots]
    kinds = [slot.change for slot in slots]
    wanted = {kind: kinds.count(kind) for kind in ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")}
    answers = sum(slot.full for slot in slots)
    assert told == wanted | {"answers": answers, "net": wanted["wrong_to_right"] - wanted["right_to_wrong"]}
    text = lived.said("progress", "sample")
    assert f"Changed answers: {sum(wanted.values())} of {answers}. Wrong to right {wanted['wrong_to_right']}," in text


@pytest.mark.slow
def test_readiness_by_section_and_chance_of_passing(lived: Lived) -> None:
    """Thrown with dice, so the two may differ in the second decimal."""
    told = lived.asked("progress", "sample", "--preset", "full")["readiness"]
    known = evidence((slot for one in lived.mine for slot in one.slots), lived.now)
    bank = banks()[0]
    paper = {item.id: section.id for section in bank.sections for item in section.items}
    assert (told["blueprint"], told["items"], told["cut"]) == ("full", 16, 70)
    expected, spread, passing = readiness(known, paper, lived.now, 70)
    for one in told["sections"]:
        weight = known.right[one["id"]] + known.wrong[one["id"]]
        assert one["weight"] == pytest.approx(weight, abs=0.0051)
        assert one["answers"] == known.answers[one["id"]]
        assert one["percent"] == pytest.approx(expected[one["id"]], abs=1.5)
        low, high = one["interval"]
        assert low < one["percent"] < high
    overall = told["overall"]
    assert overall["percent"] == pytest.approx(expected[""], abs=1)
    assert overall["interval"][1] - overall["interval"][0] == pytest.approx(2 * Z * spread, rel=0.15)
    assert overall["answers"] == sum(known.answers.values())
    met = sum(half_life(at, lived.now) for _, at in known.last.values())
    assert told["met_before"] == pytest.approx(met, abs=TENTH)
    low, high = told["between"]
    assert low - 0.03 <= passing <= high + 0.03
    assert (told["passing"] is None) == (high - low > 0.3)
    text = lived.said("progress", "sample", "--preset", "full")
    assert told["words"] in text
    wanted = (
        "Too few answers yet to say: it takes about "
        if told["passing"] is None
        else f"About {100 * told['passing']:.0f} in 100 learners"
    )
    assert told["words"].startswith(wanted)
    ranged = f"between {100 * low:.0f} and {100 * high:.0f} in 100, depending on how much candidates differ"
    assert ranged in told["words"]
    assert told["passing"] is None or told["passing"] == pytest.approx(passing, abs=0.04)


def test_the_weakest_section_is_one_and_the_same_with_its_pool(lived: Lived) -> None:
    told = lived.asked("progress", "sample")
    slots = [slot for one in lived.whole[-10:] for slot in one.slots if slot.outcome != "not_reached"]
    asked = {section: [slot.right for slot in slots if slot.section == section] for section in SECTIONS}
    order = sorted((interval(sum(right), len(right))[1], section) for section, right in asked.items() if right)
    assert [one["id"] for one in told["weakest"]["sections"]] == [section for _, section in order]
    for one in told["weakest"]["sections"]:
        assert (one["count"], one["of"]) == (sum(asked[one["id"]]), len(asked[one["id"]]))
    text = lived.said("progress", "sample")
    assert told["weakest"]["words"] in text
    share = 100 * sum(slot.right for slot in slots) / len(slots)
    firsts = [slot.right for one in lived.whole for slot in one.slots if slot.first and slot.outcome != "not_reached"]
    recent = f"In the last ten exams {share:.0f} % of {len(slots)} questions seen were right"
    assert f"{recent}, and {100 * fmean(firsts):.0f} % of all questions met for the first time." in text


def test_what_is_known_of_the_matter_counts_first_meetings(lived: Lived) -> None:
    told = lived.asked("progress", "sample")["matter"]
    firsts = [slot for one in lived.whole for slot in one.slots if slot.first and slot.outcome != "not_reached"]
    known = {section: [slot for slot in firsts if slot.section == section] for section in SECTIONS}
    for one in told["sections"]:
        mine = known[one["id"]]
        assert one["answers"] == len(mine)
        assert one["weight"] == pytest.approx(sum(half_life(slot.at, lived.now) for slot in mine), abs=0.0051)
    met = {slot.item for one in lived.mine for slot in one.slots if slot.outcome != "not_reached"}
    assert (told["met"], told["of"]) == (len(met), 16)
    assert told["words"] in lived.said("progress", "sample")


def test_what_was_told_before_mocks_is_held_to_what_came(lived: Lived) -> None:
    """This past was sat without forecasts."""
    told = lived.asked("progress", "sample")["forecasts"]
    assert (told["count"], told["brier"]) == (0, None)
    assert told["words"] in lived.said("progress", "sample")


def test_readiness_is_from_all_answers_and_for_any_paper_of_the_bank(lived: Lived) -> None:
    whole = lived.asked("progress", "sample")["readiness"]
    for paper in ("full", "standard", "section"):
        told = lived.asked("progress", "sample", "--preset", paper)["readiness"]
        assert told["blueprint"] == paper
        assert {one["id"]: one["answers"] for one in told["sections"]} == {
            one["id"]: one["answers"] for one in whole["sections"]
        }
