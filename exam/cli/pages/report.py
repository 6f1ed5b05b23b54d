"""`exam report` on a terminal: the verdict first, then the sections, then what was taken for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, LIKELY, facts, heading, likely, named, next_page, title
from exam.core.analysis import changed_answers, confused_answers
from exam.core.interval import FEWEST_TO_JUDGE, weakness
from exam.core.marked_anew import marked_anew
from exam.core.score_words import circumstances, distance, since_words
from exam.core.scoring import ScoreReport, SectionScore, score
from exam.core.wording import counted, duration, in_few_words, in_line, paper, points_of

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.exhibit import TextFormat
    from exam.core.form import Slot
    from exam.learning.next_act import NextAct
    from exam.store import AttemptRow

_SECTIONS = (
    Column(),
    Column("section", least=30),
    Column("points", right=True),
    Column("score", right=True),
    Column(weight=1),
    Column("likely range", right=True, weight=2),
    Column("time", right=True, weight=3),
    Column("allowed", right=True, weight=4),
)
_CHANGES = (
    ("wrong_to_right", "wrong to right"),
    ("right_to_wrong", "right to wrong"),
    ("wrong_to_wrong", "wrong to wrong"),
)
_BAR = 24
_SCALE = 50


def report_page(
    identifier: str,
    attempt: Attempt,
    width: int,
    act: NextAct | None = None,
    before: AttemptRow | None = None,
    remark: str = "",
) -> list[Line]:
    """The whole report. `before` is the attempt to hold this one against, `act` what to do next.

    `remark` is what else is to be said of it, such as of its bank.
    """
    form, scored = attempt.form, score(attempt)
    return [
        *title(paper(form.title, attempt.mode, drill=form.is_drill), form.bank_title, width),
        EMPTY,
        *_verdict(attempt, scored, width),
        *_sitting(attempt, scored, before, remark, width),
        *_sections(attempt, scored, width),
        *_changed(attempt, width),
        *_confused(attempt, width),
        *next_page(act, width),
        EMPTY,
        *facts((f"Attempt {identifier}", f"exam code {form.code}"), width),
    ]


def _verdict(attempt: Attempt, scored: ScoreReport, width: int) -> Iterator[Line]:
    """Passed or not, how far from the pass mark, and the score as a bar."""
    whole = scored.score
    if attempt.form.is_drill:
        yield line(Part(f"{scored.count('correct')} of {len(scored.marks)} right", "bold"))
        if whole.possible:
            yield line("  ", *_bar_of(scored, width, role="accent"), f"  {whole.percent:.0f} %")
        return
    if not whole.possible:
        yield line(Part("No score", "bold"), ": nothing on this paper earns points.")
        return
    sign, role = ("✓ Passed", "good") if scored.passed else ("✗ Not passed", "bad")
    yield from wrapped_words(
        line(
            Part(sign, f"bold {role}"), "  ", Part(f"{whole.percent:.0f} %", "bold"),
            f"  {points_of(whole)} points, {distance(scored)}",
        ),
        width,
    )  # fmt: skip
    drawn = _bar_of(scored, width, role=role)
    yield line("  ", *drawn)
    at = min(len("".join(part.text for part in drawn)) - 1, round(scored.cut / 100 * _scale(width)))
    label = f"pass mark {scored.cut} %"
    if at + len(label) + 4 <= width:
        yield line(" " * (2 + at), Part(f"╵ {label}", "muted"))
    else:
        yield line(Part(f"{label} ╵".rjust(at + 3), "muted"))


def _scale(width: int) -> int:
    return max(10, min(_SCALE, width - 12))


def _bar_of(scored: ScoreReport, width: int, role: str) -> Line:
    from exam.cli.output.layout import bar_line

    mark = None if role == "accent" else scored.cut / 100
    return bar_line(Bar(scored.score.percent / 100, role, mark), _scale(width))


def _sitting(
    attempt: Attempt, scored: ScoreReport, before: AttemptRow | None, remark: str, width: int
) -> Iterator[Line]:
    """How it went: what was left out, the time, the day, and what changed since the last time."""
    some = [*circumstances(attempt, scored)]
    if attempt.form.is_drill:
        some = some[1:]
    if wrong := scored.count("incorrect"):
        some.insert(1 if not attempt.form.is_drill else 0, f"{wrong} wrong")
    if attempt.started_at is not None:
        some.append(f"{attempt.started_at.astimezone():%Y-%m-%d %H:%M}")
    if before is not None and before.ended_at is not None and before.percent is not None:
        some.append(since_words(scored.score.percent, before.percent, f"{before.ended_at.astimezone():%Y-%m-%d}"))
    yield from facts(some, width)
    remarks = [marked_anew(attempt), remark]
    if attempt.gaps:
        away = duration(attempt.suspended_for.total_seconds())
        remarks.append(f"Interrupted {counted(len(attempt.gaps), 'time')}, {away} in all, which do not count.")
    if not attempt.form.is_drill and scored.score.possible:
        remarks.append(f"The pass mark of {scored.cut} % is {attempt.form.cut_source}.")
    for said in filter(None, remarks):
        yield from wrapped_words(Part(said, "muted"), width)


def _sections(attempt: Attempt, scored: ScoreReport, width: int) -> Iterator[Line]:
    found = sorted(scored.sections, key=lambda section: weakness(section.score))
    yield from heading("Sections, weakest first", width)
    yield from table(_SECTIONS, [_section(attempt, scored, section) for section in found], width)
    few = [section for section in found if section.score.possible and section.score.few]
    words = (
        f"{'Each' if len(few) == len(found) else 'A section with ~'} has fewer than {FEWEST_TO_JUDGE} questions here"
    )
    remark = f"{words}: too few to judge it by. {LIKELY}" if few else LIKELY
    yield from wrapped_words(Part(remark, "muted"), width, indent=2)


def _section(attempt: Attempt, scored: ScoreReport, section: SectionScore) -> list[Cell]:
    found = section.score
    good = found.points * 100 >= scored.cut * found.possible
    drill = attempt.form.is_drill or not found.possible
    sign, role = ("✓", "good") if good else ("✗", "bad")
    allowed = attempt.seconds and attempt.seconds * found.items / scored.score.items
    late = allowed is not None and found.seconds > allowed
    few = "~" if found.possible and found.few else ""
    return [
        "" if drill else Part(sign, role),
        section.title,
        points_of(found) if found.possible else "no score",
        f"{few}{found.percent:.0f} %" if found.possible else "",
        Bar(found.percent / 100, "accent" if drill else role, None if drill else scored.cut / 100, _BAR)
        if found.possible
        else "",
        likely(found.interval),
        Part(f"{'! ' if late else ''}{duration(found.seconds)}", "warn" if late else ""),
        "" if allowed is None else duration(allowed),
    ]


def _changed(attempt: Attempt, width: int) -> Iterator[Line]:
    changes = changed_answers(attempt)
    if not changes:
        return
    yield from heading("Changed answers", width)
    yield from named(
        (
            (words, f"question{'s' if len(places) > 1 else ''} {in_few_words(places)}")
            for kind, words in _CHANGES
            if (places := [change.n for change in changes if change.change == kind])
        ),
        width,
    )


def _confused(attempt: Attempt, width: int) -> Iterator[Line]:
    form = attempt.form
    found = [one for one in confused_answers(attempt) if one.home in form.homes]
    if not found:
        return
    yield from heading("Taken for another", width, "the answer that you chose belongs to another question")
    wide = max(len(str(one.n)) for one in found)
    for n, one in enumerate(found):
        slot, home = form.slot(one.n), form.homes[one.home]
        yield from [EMPTY] if n else []
        yield from named([(f"{one.n:>{wide}}", Part(in_line(slot.stem, form.text), "bold"))], width)
        yield from named(
            [
                ("you chose", _option(slot, one.option, form.text, "✗", "bad")),
                ("it answers", line(in_line(home.stem, form.text), Part(f"  {home.section}", "muted"))),
                *(("right is", _option(slot, name, form.text, "✓", "good")) for name in slot.key),
            ],
            width,
            indent=4 + wide,
        )


def _option(slot: Slot, name: str, texts: TextFormat, sign: str, role: str) -> Line:
    return line(Part(f"{sign} {slot.letter(name)}  ", role), in_line(slot.option(name).text, texts))
