"""Every figure that the app shows, held to one that was got from the raw events another way.

Each test is a run of the app over several pages, tall enough to show each whole, so the file takes some seconds more.
"""

import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.library.open import open_bank
from exam.store import Store
from exam.tui.app import ExamApp
from exam.tui.context import AppContext
from tests.stories.conftest import Lived
from tests.stories.test_figures_of_confusions import clean_days, counted, shown
from tests.support import FakeClock
from tests.support.lived import banks
from tests.support.naive import Answered, Sat, seen_by_item
from tests.support.screens import see
from tests.support.textbook import card, difference, due_day, interval, plus

TALL = (140, 110)
pytestmark = pytest.mark.parametrize("lived", [6], indirect=True)


@asynccontextmanager
async def home(lived: Lived) -> AsyncIterator[Pilot[Any]]:
    context = AppContext(
        data_dir=lived.data_dir,
        open_store=lambda: Store.open(lived.data_dir),
        new_clock=lambda: FakeClock(lived.now),
        bank_files=lambda: sorted((lived.data_dir / "banks").glob("*.toml")),
        open_bank=lambda file: open_bank(file, lived.data_dir / "cache"),
        theme_files=lambda: sorted((Path(__file__).parents[2] / "themes").glob("*.toml")),
        new_identifier=lambda: "never",
        new_seed=lambda: 1,
        default_bank="sample",
    )
    async with ExamApp(context).run_test(size=TALL) as pilot:
        await see(pilot, "due today", "Last scores")
        yield pilot


def score(slots: list[Answered]) -> Fraction:
    return Fraction(sum(slot.points for slot in slots if slot.right), sum(slot.points for slot in slots))


def percent(slots: list[Answered]) -> str:
    return f"{float(100 * score(slots)):.0f} %"


def bounds(slots: list[Answered]) -> tuple[float, float]:
    return interval(float(score(slots)) * len(slots), len(slots))


def between(low: float, high: float) -> str:
    return f"{low:.0f}–{high:.0f}"


def clock(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def row_of(page: str, *words: str) -> str:
    """The line that has all these words, its runs of spaces drawn together."""
    lines = [" ".join(line.split()) for line in page.splitlines() if all(word in line for word in words)]
    assert lines, f"no line has {words}:\n{page}"
    return lines[0]


def newest_first(lived: Lived) -> list[Sat]:
    return [one for one in reversed(lived.sat) if one.ended and not one.learner]


@pytest.mark.slow
async def test_home_unfinished_due_missed_last_scores_and_sections(lived: Lived) -> None:
    async with home(lived) as pilot:
        page = await see(pilot, "due today")
    assert f"3 of 12 answered, {clock(15 * 60 - 70)} left: Enter resumes" in page
    told = " ".join(page.split())
    assert "Sample bank 16 questions" in told
    for preset in ("Standard 12 questions 15 min", "Full 16 questions 20 min", "Section drill 4 questions 5 min"):
        assert preset in told
    past = seen_by_item(lived.mine)
    today = lived.now.astimezone().date()
    missed = sum(not one[-1].right for one in past.values())
    due = sum(due_day(*card(one)[:2], today, None) <= today for one in past.values())
    assert f"{missed} missed, {due} due today" in page
    latest = newest_first(lived)[:10]
    exams = [one for one in newest_first(lived) if not one.drill][:10]
    same = [one for one in exams if one.bank == exams[0].bank and not one.own_settings]
    ends = f"{same[-1].percent:.0f} → {same[0].percent:.0f} %"
    assert ends in row_of(page, "Last scores")
    for one in latest[:5]:
        when = one.ended.astimezone().strftime("%-d %b %H:%M")
        row, verdict = row_of(page, when), verdict_of(one)
        assert f"{one.percent:.0f} % {verdict} {one.title}" in row
        # A long paper's name leaves the bank's less room.
        assert any(f" · {shown}" in row for shown in (one.bank_title, *_cuts(one.bank_title)))
    pooled: dict[tuple[str, str], list[Answered]] = {}
    of_bank = Counter[str]()
    for one in [one for one in newest_first(lived) if not one.drill]:
        of_bank[one.bank] += 1
        for section, title in one.sections if of_bank[one.bank] <= 10 else ():
            seen = [slot for slot in one.of(section) if slot.seen or slot.full]
            pooled.setdefault((section, f"{title} · {one.bank_title}"), []).extend(seen)
    told = re.findall(r"(Section \d · \w+ bank) +[━╸─│]+ +(~?) *(\d+) % +(\d+) of (\d+)", page)
    weakness = {}
    for (_, title), slots in pooled.items():
        right, of = sum(slot.right for slot in slots), len(slots)
        shares = f"{float(Fraction(100 * right, of)):.0f}"
        weakness[title, "~" * (of < 10), shares, str(right), str(of)] = (interval(right, of)[1], right / of)
    assert set(told) == set(weakness)
    assert [weakness[row] for row in told] == sorted(weakness[row] for row in told), "by the interval's upper end"
    assert f"last {len(exams)} exams" in page


@pytest.mark.slow
async def test_history_rows(lived: Lived) -> None:
    async with home(lived) as pilot:
        await pilot.press("h")
        page = await see(pilot, f"History   {len(newest_first(lived)) + 1} attempts", "unfinished")
        for one in newest_first(lived):
            row = row_of(page, f"{one.ended.astimezone():%Y-%m-%d %H:%M} ")
            assert f"{verdict_of(one)} {one.percent:.0f} % " in row
        assert "3 of 12" in row_of(page, "unfinished")
        for key, wanted in (("c", "exam"), ("c", "practice")):
            await pilot.press(key)
            kept = [one for one in lived.sat if not one.learner and one.mode == wanted]
            await see(pilot, f"{len(kept)} of {len(newest_first(lived)) + 1} attempts")


def verdict_of(one: Sat) -> str:
    """What a list says of an attempt; of a drill what was earned, as it has no pass mark."""
    earned = f"{float(one.points):g} of {one.possible}"
    return earned if one.drill else "✓ passed" if one.passed else "✗ not passed"


async def opened(pilot: Pilot[Any], lived: Lived, one: Sat) -> str:
    """From home to the score page of an attempt."""
    await pilot.press("h")
    await see(pilot, "History", "unfinished")
    rows = [row for row in reversed(lived.sat) if not row.learner]
    await pilot.press("home", *["down"] * rows.index(one), "enter")
    if one.drill:
        return await see(pilot, f"of {len(one.slots)} right")
    return await see(pilot, "Passed" if one.passed else "Not passed", "the pass mark of 70 %")


def some(lived: Lived) -> list[Sat]:
    """Attempts with something of every kind, untimed and timed."""
    found = newest_first(lived)
    timed = max((one for one in found if one.allowed), key=lambda one: sum(slot.flagged for slot in one.slots))
    untimed = max(
        (one for one in found if not one.allowed), key=lambda one: sum(bool(slot.change) for slot in one.slots)
    )
    unreached = next(one for one in found if any(slot.outcome == "not_reached" for slot in one.slots))
    return [timed, untimed, unreached]


@pytest.mark.slow
async def test_result_page_score_counts_and_sections(lived: Lived) -> None:
    async with home(lived) as pilot:
        for one in some(lived):
            page = await opened(pilot, lived, one)
            told = " ".join(page.split())
            counts = Counter(slot.outcome for slot in one.slots)
            assert f"{one.percent:.0f} % of the points" in told
            assert f"{counts['correct']} of {len(one.slots)} right" in told
            assert (f"{counts['omitted']} left blank" in told) == (counts["omitted"] > 0)
            assert (f"{counts['not_reached']} not reached" in told) == (counts["not_reached"] > 0)
            assert ("time ran out" in told) == (one.reason == "time_up")
            for section, title in one.sections:
                slots = one.of(section)
                points = sum(slot.points for slot in slots if slot.right)
                wanted = f"{percent(slots)} {points} of {sum(slot.points for slot in slots)}"
                assert f"{wanted} " in f"{row_of(page, f'{title} ')} "
            await pilot.press("h")
            await see(pilot, "History")
            await pilot.press("escape")
            await see(pilot, "Last scores")


@pytest.mark.slow
async def test_study_page_points_intervals_time_of_its_share_and_changes(lived: Lived) -> None:
    async with home(lived) as pilot:
        for one in some(lived):
            await opened(pilot, lived, one)
            await pilot.press("enter")
            page = await see(pilot, "Sections, weakest first", "Exam code")
            for section, title in one.sections:
                slots = one.of(section)
                spent = sum(slot.seconds for slot in slots)
                points = f"{sum(s.points for s in slots if s.right)} of {sum(s.points for s in slots)}"
                share = None if one.allowed is None else one.allowed * len(slots) / len(one.slots)
                range_ = f"{'~' if len(slots) < 10 else ''}{between(*bounds(slots))} %"
                over = "! " if share is not None and spent > share else ""
                wanted = f"{title} {points} {range_} {over}{clock(spent)}"
                wanted += f" of {clock(share)}" if share is not None else ""
                assert row_of(page, f"{title} ") == wanted
            changes = Counter(slot.change for slot in one.slots if slot.change)
            words = {"wrong_to_right": "wrong → right", "right_to_wrong": "right → wrong"}
            for change, word in words.items():
                assert (f"{changes[change]} {word}" in page) == (changes[change] > 0)
            wrong = sum(len(slot.confused_with) for slot in one.slots)
            assert page.count("you took the answer to") == min(12, wrong)
            await pilot.press("h")
            await see(pilot, "History")
            await pilot.press("escape")
            await see(pilot, "Last scores")


@pytest.mark.slow
async def test_review_filters_keep_as_many_as_the_log_has(lived: Lived) -> None:
    keys = {"r": ("missed", lambda slot: not slot.right), "f": ("flagged", lambda slot: slot.flagged),
            "c": ("changed", lambda slot: slot.change), "u": ("unsure", lambda slot: slot.unsure),
            "w": ("slow", lambda slot: slot.slow)}  # fmt: skip
    async with home(lived) as pilot:
        for one in some(lived):
            await opened(pilot, lived, one)
            await pilot.press("a")
            await see(pilot, "all questions", f"question 1 of {len(one.slots)}")
            for key, (name, holds) in keys.items():
                places = [slot.n for slot in one.slots if holds(slot)]
                await pilot.press("a", "home", key)
                if places:
                    page = await see(pilot, f"of {len(places)}", f"{name} · ")
                    await pilot.press("end")
                    page = await see(pilot, f"{name} · {len(places)} of {len(places)}", f"question {places[-1]} of")
                    last = one.slots[places[-1] - 1]
                    assert ("⚑ flagged" in page, "? unsure" in page) == (last.flagged, last.unsure)
            await pilot.press("escape")
            await see(pilot, "the pass mark of 70 %")
            await pilot.press("h")
            await see(pilot, "History")
            await pilot.press("escape")
            await see(pilot, "Last scores")


@pytest.mark.slow
async def test_readiness_of_sections(lived: Lived) -> None:
    told = lived.asked("progress", "sample")
    async with home(lived) as pilot:
        await pilot.press("p")
        page = await see(pilot, "Would you pass the next", "How this is known")
    ready = told["readiness"]
    for one in (*ready["sections"], ready["overall"] | {"id": "All sections"}):
        row = row_of(page, one["id"].replace("-", " ").capitalize(), " % ")
        mark, *shown_figures = re.findall(r"(~?)(\d+) % (\d+)–(\d+) (\d+)$", row)[0]
        assert mark == ("" if one["settled"] else "~")
        # JSON has one decimal, which is rounded once more here.
        assert [*map(int, shown_figures)] == pytest.approx([one["percent"], *one["interval"], one["answers"]], abs=0.56)
    rows = re.findall(r"^ *(Section \d) ", page, re.MULTILINE)
    assert rows[:4] == [one["id"].replace("-", " ").capitalize() for one in told["weakest"]["sections"]]
    words = " ".join(page.split())
    for said in (ready["words"], ready["reconciled"], told["weakest"]["words"], told["matter"]["words"]):
        assert said in words


@pytest.mark.slow
async def test_trend_page_says_each_line_in_words(lived: Lived) -> None:
    async with home(lived) as pilot:
        await pilot.press("p", "2")
        page = " ".join((await see(pilot, "All sections", "┄ the pass mark")).split())
    drills = sum(one.drill for one in lived.mine)
    assert f"Left out: {drills} drills, picked for being hard" in page
    for section in (None, *(f"section-{n}" for n in range(1, 5))):
        whole = [one for one in lived.whole if not one.own_settings]
        parts = [slots for one in whole if (slots := one.slots if section is None else one.of(section))]
        low, high = bounds(parts[-1])
        words = f"{percent(parts[-1])} in the latest of {len(parts)} ({low:.0f} to {high:.0f} %)"
        early, late = (
            [s for slots in side for s in slots] for side in (parts[: len(parts) // 2], parts[len(parts) // 2 :])
        )
        low, high = difference((float(score(late)), len(late)), (float(score(early)), len(early)))
        told = [page[at.start() :][:220] for at in re.finditer(re.escape(f"{words}; "), page)]
        few = min(len(early), len(late)) < 10
        change = f"{len(early) + len(late)} questions in all" if few else f"({plus(low)} to {plus(high)}"
        change = change.replace("-", "−")  # a minus is no hyphen
        assert any(change in one for one in told)
        if section:
            assert f"{sum(map(len, parts))} questions in {len(parts)} attempts" in page


@pytest.mark.slow
async def test_sections_page_cells_and_together(lived: Lived) -> None:
    async with home(lived) as pilot:
        await pilot.press("p", "3")
        page = await see(pilot, "Sections over attempts", "together")
    attempts = sorted(lived.mine, key=lambda one: one.ended)
    for n in range(1, 5):
        cells, whole = [], []
        for one in attempts:
            slots = one.of(f"section-{n}")
            whole += slots
            cells.append(f"{'~' if len(slots) < 10 else ''}{float(100 * score(slots)):.0f}" if slots else "·")
        row = row_of(page, f"Section {n} ").split()
        shown_cells = row[2 : row.index("%") - 1]
        assert shown_cells == cells[-len(shown_cells) :]
        small = "~" if len(whole) < 10 else ""
        together = f"{small}{percent(whole)} {between(*bounds(whole))} of {len(whole)}"
        assert " ".join(row).endswith(together)
    assert lived.asked("progress", "sample")["weakest"]["words"] in " ".join(page.split())


@pytest.mark.slow
async def test_habits_page_time_calibration_and_changes(lived: Lived) -> None:
    async with home(lived) as pilot:
        await pilot.press("p", "4")
        page = await see(pilot, "Sure or not", "Changed answers")
    told = " ".join(page.split())
    timed = sorted((one for one in lived.mine if one.allowed is not None), key=lambda one: one.ended)
    used = [sum(slot.seconds for slot in one.slots) / len(one.slots) for one in timed]
    allowed = [one.allowed / len(one.slots) for one in timed]
    over = sum(spent > budget for spent, budget in zip(used, allowed, strict=True))
    words = f"{used[-1]:.0f} s a question in the latest attempt, of {allowed[-1]:.0f} s allowed"
    assert f"{words}; over the allowance in {over} of {len(timed)}." in told
    answers = [slot for one in lived.mine for slot in one.slots if slot.full]
    for name, unsure in (("sure", False), ("unsure", True)):
        kind = [slot for slot in answers if slot.unsure is unsure]
        right = sum(slot.right for slot in kind)
        few = "~" if len(kind) < 10 else ""
        wanted = (
            f"{100 * right / len(kind):.0f} % {right} of {len(kind)}, {few}{between(*interval(right, len(kind)))} %"
        )
        assert row_of(page, f"{name}  ", " of ").endswith(wanted)
    sure_wrong = sum(not slot.unsure and not slot.right for slot in answers)
    assert f"{sure_wrong} sure and wrong" in told
    assert f"{sum(slot.unsure and slot.right for slot in answers)} unsure and right" in told
    changed = [slot for one in lived.mine for slot in one.slots if slot.change]
    counts = Counter(slot.change for slot in changed)
    assert f"Changed answers {len(changed)} of {len(answers)} answers" in told
    for change, word in (("wrong_to_right", "wrong → right"), ("right_to_wrong", "right → wrong")):
        assert f"{word} {counts[change]} ■" in told
    net = counts["wrong_to_right"] - counts["right_to_wrong"]
    verdict = "neither won nor lost" if not net else "has won" if net > 0 else "has lost"
    assert f"{verdict} {abs(net) if net else 'points'}" in told
    stems = {item.id: item.stem for item in banks()[0].items}
    latest = sorted(changed, key=lambda slot: (slot.at, slot.attempt, slot.n))[-15:]
    for slot in latest:
        assert f"{stems[slot.item]} {slot.at.astimezone().strftime('%-d %b %Y')}, question {slot.n}" in told


@pytest.mark.slow
async def test_confused_page_pairs_map_and_pair_page(lived: Lived) -> None:
    chosen, offered = counted(lived.mine)
    stems = {item.id: item.stem for item in banks()[0].items}
    answers = {item.id: item.statements[0] for item in banks()[0].items}
    listed = [pair for pair, count in chosen.items() if count >= 2 and clean_days(pair, lived.mine) < 2]
    async with home(lived) as pilot:
        await pilot.press("p", "5")
        page = await see(pilot, "Taken for another", "By section")
        assert f"{len(listed)} pair{'s' * (len(listed) != 1)} confused twice or more" in page
        both = sum(pair[::-1] in chosen for pair in listed)
        assert (f"{both} both ways" in page) == (both > 0)
        for item, home_ in listed:
            count, of = chosen[item, home_], offered[item, home_]
            figures = f"{count} of {of}, {'~' if of < 10 else ''}{between(*interval(count, of))} %"
            lines = [" ".join(line.split()) for line in page.splitlines()]
            both_ways = " ⇄" if (home_, item) in chosen else ""
            assert any(
                f"✗ {answers[home_]} {figures}{both_ways}" in first and second.startswith(f"✓ {answers[item]}")
                for first, second in pairwise(lines)
            ), (item, home_, figures)
        section = {slot.item: slot.section for slot in shown(lived.mine)}
        inside = sum(chosen[pair] for pair in listed if section[pair[0]] == section[pair[1]])
        assert f"{inside} of {sum(chosen[pair] for pair in listed)} stay within one section" in page
        item, home_ = max(listed, key=lambda pair: interval(chosen[pair], offered[pair])[0])
        await pilot.press("enter")
        page = await see(pilot, "You were asked", stems[item], stems[home_], "Contrast drill")
        assert f"{chosen[item, home_]} of {offered[item, home_]}, " in page
        assert f"{clean_days((item, home_), lived.mine)} of 2 days right" in page


@pytest.mark.slow
async def test_questions_page_and_one_question(lived: Lived) -> None:
    past = seen_by_item(lived.mine)
    stems = {item.id: item.stem for item in banks()[0].items}
    async with home(lived) as pilot:
        await pilot.press("p", "6")
        page = await see(pilot, "hardest first", "seen often enough to judge by")
        lines = page.splitlines()
        enough = {item: asked for item, asked in past.items() if len(asked) >= 10}
        assert f"{len(enough)} of {len(past)} seen often enough" in page
        shares = {item: sum(slot.right for slot in asked) / len(asked) for item, asked in enough.items()}
        for item, asked in past.items():
            right = sum(slot.right for slot in asked)
            # What stands beside the list names other questions.
            row = next(" ".join(line.split()) for line in lines if line.strip(" ›!").startswith(stems[item]))
            if item in enough:
                wanted = f"{100 * shares[item]:.0f} % of {len(asked)} {between(*interval(right, len(asked)))}"
                assert wanted in row
            else:
                assert f"seen {len(asked)} time{'s' * (len(asked) != 1)}: too few to judge" in row
        hardest = min(shares, key=lambda item: (shares[item], item))
        await pilot.press("enter")
        page = await see(pilot, "Your answers", stems[hardest], "Wrong options")
        asked = past[hardest]
        right = sum(slot.right for slot in asked)
        low, high = interval(right, len(asked))
        assert f"Right {right} of {len(asked)}, {low:.0f}–{high:.0f} %." in page
        plain = [slot for slot in asked if slot.kind != "reversed"]
        for other in {home_ for slot in plain for home_ in slot.offered} - {hardest}:
            beside = [slot for slot in plain if other in slot.offered]
            passing = [slot for slot in beside if slot.passed]
            count = sum(other in slot.chosen for slot in beside)
            few = "~" if len(beside) < 10 else ""
            rate = f"{count} of {len(beside)}, {few}{between(*interval(count, len(beside)))} %"
            told = f"{rate} by those who passed: {sum(other in slot.chosen for slot in passing)} of {len(passing)}"
            assert told in " ".join(page[page.rindex(stems[other]) :].split())[:300]


@pytest.mark.slow
async def test_drill_builder_says_how_many_there_are_of_each_kind(lived: Lived) -> None:
    past = seen_by_item(lived.mine)
    last = {item: asked[-1] for item, asked in past.items()}
    today = lived.now.astimezone().date()
    counts = {
        "due today": sum(due_day(*card(asked)[:2], today, None) <= today for asked in past.values()),
        "missed the last time": sum(not one.right for one in last.values()),
        "unsure the last time": sum(one.unsure for one in last.values()),
        "flagged the last time": sum(one.flagged for one in last.values()),
        "slow the last time": sum(one.slow for one in last.values()),
        "never seen": 16 - len(past),
    }
    async with home(lived) as pilot:
        await pilot.press("d")
        page = await see(pilot, "build a drill", "questions, ")
    for name, count in counts.items():
        assert f"{name} {count}" in row_of(page, f"□ {name}")
    missed = Counter(one.section for one in last.values() if not one.right)
    for n in range(1, 5):
        row = row_of(page, f"□ Section {n}")
        assert (f"{missed[f'section-{n}']} missed" in row) == (missed[f"section-{n}"] > 0)


@pytest.mark.slow
async def test_set_up_says_how_many_are_available(lived: Lived) -> None:
    async with home(lived) as pilot:
        await pilot.press("s")
        await see(pilot, "set up a paper", "12 of 16 questions, 15 minutes, pass mark 70 %")
        for n, tick in enumerate(list(pilot.app.screen.query("Tick"))[:3], start=1):
            tick.focus()
            await pilot.press("space")
            there = 4 * n
            await see(pilot, f"{there} of {there} questions, {ceil(there * 15 / 12)} minutes")


def _cuts(text: str) -> list[str]:
    """What home may show of a text where there is little room."""
    return [f"{text[:letters]}…" for letters in range(len(text))]
