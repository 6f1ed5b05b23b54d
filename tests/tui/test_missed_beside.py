"""Beside a result, where there is room: what was missed."""

from pathlib import Path

from exam.core.scoring import score
from exam.tui.result.missed import missed_list
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.tui.test_app_looks import MISSED, sit


def test_what_was_missed_is_listed_in_order_and_cut_with_a_sign(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    sit(desk, "first", MISSED)
    attempt = desk.context.load("first")
    report = score(attempt)
    head, *lines = missed_list(attempt, report, 57).plain.split("\n")
    assert "m reviews them" in head
    assert [int(line[1:6]) for line in lines] == [mark.n for mark in report.marks if mark.outcome != "correct"]
    narrow = missed_list(attempt, report, 20)
    assert all(line.cell_length <= 20 for line in narrow.split("\n"))
    assert narrow.plain.count("…") == len(lines) + 1


def test_where_there_is_room_questions_are_read_whole_and_where_not_all_of_them_have_as_many_lines(
    tmp_path: Path, clock: FakeClock
) -> None:
    desk = AppDesk(tmp_path, clock)
    sit(desk, "first", MISSED)
    attempt = desk.context.load("first")
    report = score(attempt)
    missed = [mark for mark in report.marks if mark.outcome != "correct"]
    stems = [attempt.form.slot(mark.n).stem for mark in missed]
    assert all(len(stem) > 11 for stem in stems), "none of them fits into a line of eighteen"

    enough = 1 + 2 * len(missed)
    read = missed_list(attempt, report, 18, enough).plain.replace("\n       ", " ").split("\n")
    cut = missed_list(attempt, report, 18, enough - 1).plain.split("\n")

    assert [line[7:] for line in read[1:]] == stems
    assert len(cut) == 1 + len(missed)
    assert all(line.endswith("…") for line in cut)
