"""Owns a report as one page for a browser or a printer. Refuses scripts, links to load, and any text unescaped.

The template is its own: everything that comes from a bank or a sitter goes through `escape`, and the page's policy
forbids whatever might still get through.
"""

from html import escape

from exam.core import wording
from exam.core.analysis import changed_answers, confusions
from exam.core.attempt import Attempt
from exam.core.form import Slot
from exam.core.scoring import Mark, ScoreReport, Subscore, score

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2rem; break-after: avoid; }
tr { break-inside: avoid; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .6rem .25rem 0; }
th, td { border-bottom: 1px solid #8886; vertical-align: top; } td.n { text-align: right; white-space: nowrap; }
.bar { position: relative; height: .8rem; background: #8883; min-width: 8rem; }
.bar i { position: absolute; top: 0; bottom: 0; background: #47a; } .bar b { position: absolute; top: -.1rem;
bottom: -.1rem; width: 2px; background: currentColor; }
.question { break-inside: avoid; margin: 1.2rem 0; } .question p { margin: .2rem 0; white-space: pre-line; }
ol { list-style: upper-alpha; margin: .2rem 0; padding-left: 2rem; } .note { color: #767676; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } .bar { print-color-adjust: exact; } }
"""


def page(identifier: str, attempt: Attempt) -> str:
    """The report of an attempt that has ended: score, sections, and every question with what was answered."""
    form, scored = attempt.form, score(attempt)
    title = f"{form.bank_title}, {form.blueprint.title}"
    began = attempt.started_at.strftime("%Y-%m-%d %H:%M UTC") if attempt.started_at else ""
    verdict = "Passed" if scored.passed else "Not passed"
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="note">{escape(began)} · attempt {escape(identifier)} · exam code {escape(form.code)}</p>',
        f"<p><strong>{verdict}: {_told(scored.score)}.</strong> The pass mark is {scored.cut} %, "
        f"{escape(form.blueprint.cut_source)}.</p>",
        _sections(scored),
        _ledger(attempt),
        "<h2>Every question</h2>",
        *(_question(attempt, slot, mark) for slot, mark in zip(form.slots, scored.marks, strict=True)),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _sections(scored: ScoreReport) -> str:
    rows = [
        f"<tr><td>{escape(section.title)}</td><td>{_told(section.score)}</td><td>{_bar(section.score, scored.cut)}</td>"
        f'<td class="n">{escape(wording.duration(section.score.seconds))}</td></tr>'
        for section in sorted(scored.sections, key=lambda section: section.score.percent)
    ]
    head = "<tr><th>Section</th><th>Score, with its 95 % interval</th><th></th><th>Time</th></tr>"
    note = '<p class="note">The bar is the interval, the line the pass mark.</p>'
    return f"<h2>By section, weakest first</h2><table>{head}{''.join(rows)}</table>{note}"


def _told(scored: Subscore) -> str:
    told = f"{wording.points_of(scored)}, {wording.percent(scored)} ({wording.interval(scored)})"
    return escape(f"{told}. {scored.remark}" if scored.remark else told)


def _bar(scored: Subscore, cut: int) -> str:
    low, high = scored.interval or (0.0, 100.0)
    return f'<div class="bar"><i style="left:{low:.1f}%;width:{high - low:.1f}%"></i><b style="left:{cut}%"></b></div>'


def _ledger(attempt: Attempt) -> str:
    names = {"wrong_to_right": "wrong to right", "right_to_wrong": "right to wrong", "wrong_to_wrong": "wrong to wrong"}
    changed = [f"<li>Question {one.n}: {names[one.change]}</li>" for one in changed_answers(attempt)]
    taken = [
        f"<li>Question {one.n}: your answer belongs to “{escape(home.stem)}” ({escape(home.section)})</li>"
        for one in confusions(attempt)
        if (home := attempt.form.homes.get(one.home)) is not None
    ]
    said = f"<h2>Changed answers</h2><ul>{''.join(changed)}</ul>" if changed else ""
    return said + (f"<h2>What was taken for what</h2><ul>{''.join(taken)}</ul>" if taken else "")


def _question(attempt: Attempt, slot: Slot, mark: Mark) -> str:
    words = {"correct": "right", "incorrect": "wrong", "omitted": "not answered", "not_reached": "not reached"}
    options = "".join(f"<li>{escape(option.text)}{_sign(option.id, mark)}</li>" for option in slot.options)
    why = f'<p class="note">{escape(slot.rationale)}</p>' if slot.rationale else ""
    note = f"<p>Your note: {escape(attempt.of(slot.n).note)}</p>" if attempt.of(slot.n).note else ""
    return (
        f'<div class="question"><p><strong>{slot.n}. {escape(slot.stem)}</strong> ({words[mark.outcome]}, '
        f"{escape(wording.duration(mark.seconds))})</p><ol>{options}</ol>{why}{note}</div>"
    )


def _sign(option: str, mark: Mark) -> str:
    match option in mark.key, option in mark.response:
        case True, True:
            return " <strong>✓ right, your answer</strong>"
        case True, False:
            return " <strong>✓ right</strong>"
        case False, True:
            return " <strong>✗ your answer</strong>"
        case _:
            return ""
