"""Every figure that `progress` tells, held to one that was got from the raw events another way.

Readiness is summed over abilities without any closed form, so the file takes some seconds more than others.
"""

from fractions import Fraction
from statistics import fmean

import pytest

from tests.stories.conftest import Lived
from tests.support.naive import Answered, Sat
from tests.support.textbook import Z, difference, evidence, interval, more_wanted, readiness

TENTH = 0.0501
"""JSON has one decimal."""
SECTIONS = [f"section-{n}" for n in range(1, 5)]
TITLES = {name: name.replace("-", " ").capitalize() for name in SECTIONS}


def score(slots: list[Answered]) -> Fraction:
    return Fraction(sum(slot.points for slot in slots if slot.right), sum(slot.points for slot in slots))


def bounds(slots: list[Answered]) -> tuple[float, float]:
    return interval(float(score(slots)) * len(slots), len(slots))


def parts(lived: Lived, section: str | None) -> list[tuple[Sat, list[Answered]]]:
    """What of each whole attempt a line of a trend is made of, oldest first."""
    found = [(one, one.slots if section is None else one.of(section)) for one in lived.whole]
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
        assert [point["attempt"] for point in points] == [one.id for one, _ in wanted], "drills are no part of it"
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
    for section, line in lines(lived):
        early, late = halves(lived, section)
        low, high = difference((float(score(late)), len(late)), (float(score(early)), len(early)))
        last = parts(lived, section)[-1][1]
        first, end = bounds(last)
        count = len(parts(lived, section))
        words = f"{float(100 * score(last)):.0f} % in the latest of {count} ({first:.0f} to {end:.0f} %)"
        if low <= 0 <= high:
            words += f"; no change that these numbers could tell from chance ({low:+.0f} to {high:+.0f} points)."
        else:
            change = float(100 * (score(late) - score(early)))
            better = "better" if change > 0 else "worse"
            words += f"; the later half is {abs(change):.0f} points {better} ({low:+.0f} to {high:+.0f})."
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
def test_readiness_level_wanted_and_chance_of_passing(lived: Lived) -> None:
    """The chance told is of a paper whose score has the mean and the variance that abilities give it; here the whole
    distribution is summed, so the two may differ in the second decimal."""
    told = lived.asked("progress", "sample", "--preset", "full")["readiness"]
    known = evidence((slot for one in lived.mine for slot in one.slots), lived.now)
    assert (told["blueprint"], told["items"], told["cut"]) == ("full", 16, 70)
    for one in told["sections"]:
        right, wrong, answers = known[one["id"]]
        weight = right + wrong
        assert one["weight"] == pytest.approx(weight, abs=0.0051)
        assert one["percent"] == pytest.approx(100 * right / weight, abs=TENTH)
        assert one["interval"] == pytest.approx(interval(right, weight), abs=TENTH)
        assert (one["answers"], one["more_questions"]) == (answers, more_wanted(right, weight, 20))
    right, weight = (sum(one[0] for one in known.values()), sum(one[0] + one[1] for one in known.values()))
    level, spread, passing = readiness(known, dict.fromkeys(SECTIONS, 4), 70)
    overall = told["overall"]
    assert overall["percent"] == pytest.approx(level, abs=0.3)
    assert overall["interval"] == pytest.approx((level - Z * spread, level + Z * spread), abs=0.6)
    assert overall["answers"] == sum(one[2] for one in known.values())
    assert overall["more_questions"] == more_wanted(right, weight, 12)
    text = lived.said("progress", "sample", "--preset", "full")
    if overall["more_questions"]:
        assert told["passing"] is None
        assert f"Not enough yet: about {overall['more_questions']} more question" in text
    else:
        assert told["passing"] == pytest.approx(passing, abs=0.02)
        assert f"About {100 * told['passing']:.0f} in 100 learners with these answers would pass 16 questions" in text


def test_readiness_is_from_all_answers_and_for_any_paper_of_the_bank(lived: Lived) -> None:
    whole = lived.asked("progress", "sample")["readiness"]
    for paper in ("full", "standard", "section"):
        told = lived.asked("progress", "sample", "--preset", paper)["readiness"]
        assert told["blueprint"] == paper
        assert {one["id"]: one["answers"] for one in told["sections"]} == {
            one["id"]: one["answers"] for one in whole["sections"]
        }
