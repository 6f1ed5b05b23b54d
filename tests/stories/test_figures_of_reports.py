"""Every figure that `history` and `report` tell, held to one that was got from the raw events another way."""

import re

import pytest

from tests.stories.conftest import Lived
from tests.support.naive import Answered, Sat
from tests.support.textbook import interval

TENTH = 0.0501
"""JSON has one decimal."""


def whole_number(percent: float) -> str:
    return f"{percent:.0f} %"


def length(seconds: float) -> str:
    """As people say it: 48 s, 12 min 5 s, 1 h 3 min."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if whole >= 3600:
        return f"{hours} h {minutes} min"
    return " ".join(
        part for part in (f"{minutes} min" * (minutes > 0), f"{rest} s" * (rest > 0 or not minutes)) if part
    )


def score(slots: list[Answered]) -> tuple[int, int]:
    return sum(slot.points for slot in slots if slot.right), sum(slot.points for slot in slots)


def told(slots: list[Answered], named: str = "") -> str:
    """A score as the text of a report has it."""
    points, possible = score(slots)
    low, high = interval_of(slots)
    few = f". {len(slots)} question{'s' if len(slots) > 1 else ''}: too few to judge by" if len(slots) < 10 else ""
    percent = whole_number(100 * points / possible)
    return f"{points} of {possible}, {percent}, {named}{low:.0f} to {high:.0f} %{few}."


def interval_of(slots: list[Answered]) -> tuple[float, float]:
    """Of the share of the points, with as many trials as there are questions."""
    points, possible = score(slots)
    return interval(points / possible * len(slots), len(slots))


def ended(lived: Lived) -> list[Sat]:
    return [one for one in lived.sat if one.ended and not one.learner]


@pytest.mark.slow
def test_history_score_answered_and_time_left(lived: Lived) -> None:
    rows = {row["attempt"]: row for row in lived.asked("history", "--all")}
    assert set(rows) == {one.id for one in lived.sat if not one.learner}
    for one in ended(lived):
        row = rows[one.id]
        assert row["score"] == {
            "points": one.points, "possible": one.possible, "passed": one.passed,
            "percent": pytest.approx(one.percent, abs=TENTH),
        }  # fmt: skip
        assert (row["items"], row["answered"]) == (len(one.slots), sum(slot.full for slot in one.slots))
        assert row["seconds_left"] is None
    assert (rows["open"]["answered"], rows["open"]["score"]) == (3, None)
    assert rows["open"]["seconds_left"] == 15 * 60 - 3 * 20 - 10


def test_history_result_column(lived: Lived) -> None:
    lines = {line.split()[0]: line for line in lived.said("history", "--all").splitlines()}
    for one in ended(lived):
        verdict = "" if one.drill else ", passed" if one.passed else ", not passed"
        assert f" {whole_number(one.percent)}{verdict} " in lines[one.id]
        assert f" {sum(slot.full for slot in one.slots)} of {len(one.slots)} " in lines[one.id]


def test_history_filters_by_blueprint_and_mode(lived: Lived) -> None:
    for words, keep in (
        (("--preset", "standard"), lambda one: one.blueprint == "standard"),
        (("--mode", "practice"), lambda one: one.mode == "practice"),
        (("--bank", "second", "--mode", "exam"), lambda one: (one.bank, one.mode) == ("second", "exam")),
    ):
        found = [row["attempt"] for row in lived.asked("history", "--all", *words)]
        assert found == [one.id for one in reversed(lived.sat) if not one.learner and keep(one)]


@pytest.mark.slow
def test_report_score_sections_and_every_response(lived: Lived) -> None:
    status = {"correct": "complete", "incorrect": "complete", "omitted": "incomplete", "not_reached": "unseen"}
    for one in ended(lived):
        shape = lived.asked("report", one.id)
        assert (shape["score"]["points"], shape["score"]["possible"]) == (one.points, one.possible)
        assert shape["score"]["percent"] == pytest.approx(one.percent, abs=TENTH)
        assert shape["score"]["interval"] == pytest.approx(interval_of(one.slots), abs=TENTH)
        assert shape["score"]["passed"] == one.passed
        for section in shape["sections"]:
            slots = one.of(section["id"])
            assert (section["points"], section["possible"]) == score(slots)
            assert section["interval"] == pytest.approx(interval_of(slots), abs=TENTH)
            assert section["seconds"] == sum(slot.seconds for slot in slots)
        for response, slot in zip(shape["responses"], one.slots, strict=True):
            assert (response["item"], set(response["response"])) == (slot.item, slot.response)
            assert (response["status"], response["seconds"]) == (status[slot.outcome], slot.seconds)


def test_report_text_says_every_figure_of_the_log(lived: Lived) -> None:
    for one in ended(lived):
        text = lived.said("report", one.id)
        assert f"Score: {told(one.slots, '95 % interval ')}" in text
        verdict = f"{'Passed' if one.passed else 'Not passed'}. The pass mark is {one.cut} %"
        counted = f"{sum(slot.right for slot in one.slots)} of {len(one.slots)} right.\nScore: "
        assert f"\n{counted if one.drill else verdict}" in text
        assert (verdict in text) == (not one.drill)
        counts = {name: sum(slot.outcome == name for slot in one.slots) for name in ("omitted", "not_reached")}
        for name, words in (("omitted", "seen and not answered"), ("not_reached", "not reached")):
            assert (f"{counts[name]} {words}" in text) == (counts[name] > 0)
        limit = "no limit" if one.allowed is None else f"of {length(one.allowed)}"
        assert f"\nTime: {length(one.used)}, {limit}.\n" in text
        assert (f", {length(one.away)} in all" in text) == (one.away > 0)
        shares = {title: score(one.of(section)) for section, title in one.sections}
        order = sorted(shares, key=lambda title: text.index(f"\n{title}: "))
        most = [interval_of(one.of(section))[1] for title in order for section, name in one.sections if name == title]
        assert most == sorted(most), "weakest first: by the most that it could be"
        for section, title in one.sections:
            slots = one.of(section)
            share = "" if one.allowed is None else f" of {length(one.allowed * len(slots) / len(one.slots))}"
            spent = length(sum(slot.seconds for slot in slots))
            assert f"\n{title}: {told(slots)} {spent}{share}.\n" in text


def test_report_changed_answers_and_confusions(lived: Lived) -> None:
    words = {"wrong_to_right": "From wrong to right", "right_to_wrong": "From right to wrong",
             "wrong_to_wrong": "From wrong to wrong"}  # fmt: skip
    for one in ended(lived):
        text = lived.said("report", one.id)
        for change, word in words.items():
            line = re.search(rf"(?m)^{word}: (.*)\.$", text)
            places = {slot.n for slot in one.slots if slot.change == change}
            assert (places_of(line[1]) if line else set()) == places
        _, _, taken = text.partition("What was taken for what:")
        found = [(int(n), stem) for n, stem in re.findall(r"(?m)^Question (\d+): .*\n.*\n  It answers: (.*) \(", taken)]
        wanted = {(slot.n, one.stems[home]) for slot in one.slots for home in slot.confused_with}
        assert set(found) == wanted
        assert len(found) == sum(len(slot.confused_with) for slot in one.slots)


@pytest.mark.slow
def test_html_report_has_the_same_figures_and_draws_them_to_scale(lived: Lived) -> None:
    for one in ended(lived):
        file = lived.data_dir / f"{one.id}.html"
        lived.said("report", one.id, "--html", str(file))
        page = file.read_text("utf-8")
        points, possible = score(one.slots)
        low, high = interval_of(one.slots)
        verdict = "Drill" if one.drill else "Passed" if one.passed else "Not passed"
        sign = "" if one.drill else "✓ " if one.passed else "✗ "
        told = f"{sign}{verdict}: {points} of {possible}, {whole_number(one.percent)}</strong>"
        assert f"{told} <span>(likely {low:.0f}–{high:.0f} %)" in page
        sums = [score(one.of(section)) for section, _ in one.sections]
        wanted = [one.percent, *(100 * earned / most for earned, most in sums if most)]
        assert sorted(map(float, re.findall(r'style="width:([\d.]+)%"></i>', page))) == pytest.approx(
            sorted(map(float, wanted)), abs=TENTH
        )
        assert page.count(f'<b style="left:{one.cut}%">') == (0 if one.drill else len(wanted))
        for section, _ in one.sections:
            bounds = interval_of(one.of(section))
            assert f'<td class="n wide">{bounds[0]:.0f}–{bounds[1]:.0f} %</td>' in page
            assert f'<td class="n wide">{length(sum(slot.seconds for slot in one.of(section)))}</td>' in page
        assert page.count("<li>Question ") == sum(bool(slot.change) for slot in one.slots)
        assert page.count("Your answer belongs to") == sum(len(slot.confused_with) for slot in one.slots)
        names = {"correct": "right", "incorrect": "wrong", "omitted": "not answered", "not_reached": "not reached"}
        shown = re.findall(
            r'class="how"><strong>(\d+)\.</strong><strong class="\w+">. ([^<]+)</strong><span class="note">([^·<]+) ·',
            page,
        )
        assert shown == [(str(slot.n), names[slot.outcome], length(slot.seconds)) for slot in one.slots]
        file.unlink()


def places_of(text: str) -> set[int]:
    """The numbers that a line names: "questions 2, 5 to 7 and 9"."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", text):
        found |= set(range(int(first), int(last or first) + 1))
    return found
