"""What a report says about its sitter."""

from datetime import UTC, datetime, timedelta

import pytest

from exam.core.attempt import Attempt
from exam.core.events import Ended, Responded, Resumed, Started, Suspended, Visited
from exam.core.fold import apply, begin
from exam.plain.result import report_lines
from tests.support import right, sample_form, wrong

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def sat() -> Attempt:
    """Question 1 from wrong to right, 2 wrong, 3 seen, 4 and 5 not reached; ten minutes away in between."""
    form = sample_form(5, 2, cut=50)
    at = [NOON + timedelta(seconds=seconds) for seconds in (0, 10, 20, 60, 120, 720, 750, 780)]
    attempt = begin(form)
    for event in (
        Started(at=at[0], mode="exam", seconds=600),
        Visited(at=at[0], n=1),
        Responded(at=at[1], n=1, response=wrong(form, 1)),
        Responded(at=at[2], n=1, response=right(form, 1)),
        Visited(at=at[3], n=2),
        Responded(at=at[3], n=2, response=wrong(form, 2)),
        Suspended(at=at[4], reason="left"),
        Resumed(at=at[5]),
        Visited(at=at[6], n=3),
        Ended(at=at[7], reason="submitted"),
    ):
        attempt = apply(attempt, event)
    return attempt


@pytest.mark.usefixtures("kathmandu")
def test_a_report_tells_all() -> None:
    told = "\n".join(report_lines("abc", sat()))
    for line in (
        "Sample bank, Full. 2026-03-02 17:45. Exam code SAMP-LE00-0000.",
        "Score: 1 of 5, 20 %, 95 % interval 4 to 62 %. 5 questions: too few to judge by.",
        "Not passed. The pass mark is 50 %, the simulator's own default.",
        "Wrong: 1. 1 seen and not answered and 2 not reached.",
        "Time: 3 min, of 10 min.\nInterrupted 1 time, 10 min in all, which do not count.",
        "By section, with 95 % intervals, weakest first:\n"
        "Section 2: 0 of 2, 0 %, 0 to 66 %. 2 questions: too few to judge by. 0 s of 4 min.\n"
        "Section 1: 1 of 3, 33 %, 6 to 79 %. 3 questions: too few to judge by. 3 min of 6 min.",
        "Changed answers:\nFrom wrong to right: 1.",
        "What was taken for what:\nQuestion 2: What is question 2?\n"
        "  You chose A: Option 2a answers item-3\n  It answers: What is question 3? (Section 1)\n"
        "  Right is B: Option 2b answers item-2",
    ):
        assert line in told
    assert told.endswith("Attempt abc.")
