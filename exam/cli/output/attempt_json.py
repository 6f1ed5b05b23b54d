"""The JSON of the commands that other programs read: names and nesting are a promise.

The shapes are written out here, key by key, so that renaming a field of ours changes nothing for those programs. What
goes out as it is, a fault for one, is dumped by its type. Without pydantic, since `exam history --json` does not pay
for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exam.cli.output.question_json import Json, exhibit_json, number, response_json, slot_json
from exam.core.text import visible

if TYPE_CHECKING:
    from exam.audit.bank_check import BankCheck
    from exam.audit.own_options import OwnOptions
    from exam.audit.paper_report import Proved
    from exam.core.attempt import Attempt
    from exam.core.bank import Bank
    from exam.core.form import Form
    from exam.core.scoring import ScoreReport, Subscore
    from exam.formats import Fault
    from exam.learning.bank_since import BankSince
    from exam.store import AttemptRow


def json_text(value: Json | Sequence[Json]) -> str:
    """As text: two spaces, UTF-8 letters as they are, the same bytes for the same values."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def form_json(form: Form, *, with_key: bool) -> Json:
    """A paper. Without the key nothing in it tells which option is right, or which item a slot is."""
    return {
        "code": form.code,
        "bank": form.bank,
        "blueprint": form.blueprint.id,
        "seed": form.seed,
        "minutes": form.minutes,
        "text": form.text,
        "slots": [slot_json(slot, with_key=with_key) for slot in form.slots],
        **({"exhibits": [exhibit_json(one) for one in form.exhibits.values()]} if form.exhibits else {}),
    }


def report_json(identifier: str, attempt: Attempt, report: ScoreReport, since: BankSince | None = None) -> Json:
    """A closed attempt: its score, its sections and each response. `since` is what became of its bank."""
    return {
        "attempt": identifier,
        "code": attempt.form.code,
        "mode": attempt.mode,
        "started_at": instant(attempt.started_at),
        "ended_at": instant(attempt.ended_at),
        "ended_reason": attempt.ended_reason,
        "score": _score(report.score) | {"passed": report.passed},
        "pass_mark": {"percent": report.cut, "own": attempt.form.own_cut is not None},
        **_before(attempt),
        "sections": [
            {"id": section.id, "title": section.title}
            | _score(section.score)
            | {"seconds": round(section.score.seconds, 1)}
            for section in report.sections
        ],
        "responses": [
            response_json(attempt, slot, mark) for slot, mark in zip(attempt.form.slots, report.marks, strict=True)
        ],
        **({} if since is None else {"bank": _bank(attempt, since)}),
    }


def _bank(attempt: Attempt, since: BankSince) -> Json:
    return {"id": attempt.form.bank, "now": since.state, "right_otherwise": since.otherwise(attempt)}


def _before(attempt: Attempt) -> Json:
    """What an attempt that was marked anew came to as it was sat, and which questions were corrected."""
    if not attempt.corrections:
        return {}
    from exam.core.scoring import score

    before = score(attempt.as_sat)
    corrected = [one.model_dump(exclude_defaults=True) for one in attempt.corrections]
    return {"marked_anew": {"before": _score(before.score) | {"passed": before.passed}, "corrections": corrected}}


def row_json(row: AttemptRow) -> Json:
    """One line of the history. `score` is null until the attempt has ended."""
    score = None
    if row.points is not None:
        percent = round(float(100 * row.points / row.possible), 1) if row.possible else 0.0
        score = {"points": number(row.points), "possible": row.possible, "percent": percent, "passed": row.passed}
    return {
        "attempt": row.id,
        "code": row.code,
        "bank": row.bank,
        "bank_title": row.bank_title,
        "blueprint": row.blueprint,
        "blueprint_title": row.blueprint_title,
        "mode": row.mode,
        "drill": row.drill,
        "state": row.state,
        "started_at": instant(row.started_at),
        "ended_at": instant(row.ended_at),
        "ended_reason": row.ended_reason,
        "items": row.items,
        "answered": row.answered,
        "seconds_left": rounded(row.seconds_left),
        "seconds_used": rounded(row.seconds_used),
        "score": score,
    }


def bank_json(path: Path, bank: Bank | None, faults: Sequence[Fault] = ()) -> Json:
    """One bank file. All but `path` and `faults` is null where it could not be read."""
    return {
        "id": bank and bank.id,
        "title": bank and bank.title,
        "path": visible(str(path)),
        "edition": bank and bank.edition,
        "items": bank and len(bank.items),
        "questions": bank and bank.count_questions(bank.sections),
        "sections": bank
        and [{"id": section.id, "title": section.title, "items": len(section.items)} for section in bank.sections],
        "blueprints": bank
        and [
            {"id": blueprint.id, "title": blueprint.title, "items": blueprint.items, "minutes": blueprint.minutes}
            for blueprint in bank.blueprints
        ],
        "faults": [asdict(fault) for fault in faults],
    }


def checked_json(checked: BankCheck, seed: int) -> Json:
    """What is known of one bank. `papers` is null where none were made; a refused file has its findings alone."""
    bank = checked.bank
    return {
        "id": bank and bank.id,
        "path": visible(str(checked.path)),
        "edition": bank and bank.edition,
        "items": bank and len(bank.items),
        "findings": [
            {"rule": one.rule, "severity": one.severity, "item": one.item} | asdict(one.fault)
            for one in checked.findings
        ],
        "papers": None if checked.proved is None else [_proved(proved, seed) for proved in checked.proved],
        "asked": checked.asked and dict(checked.asked),
        "own_options": checked.own and _own_options(checked.own),
    }


def _own_options(own: OwnOptions) -> Json:
    return {
        "questions": own.questions,
        "chance": rounded(own.chance),
        "key_is_longest": rounded(own.longest.percent or 0.0),
        "key_is_longest_interval": rounded(own.longest.interval or (0.0, 100.0)),
        "bots": [
            {"name": bot.name, "percent": rounded(bot.percent), "interval": rounded(bot.interval)} for bot in own.bots
        ],
    }


def instant(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the millisecond, as in 2026-03-02T12:00:00.000Z."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def rounded(value: float | tuple[float, float] | None, places: int = 1) -> float | list[float] | None:
    """A figure or an interval with so many decimals; null where there is none."""
    if isinstance(value, tuple):
        return [round(bound, places) for bound in value]
    return None if value is None else round(value, places)


def _proved(proved: Proved, seed: int) -> Json:
    return {
        "preset": proved.preset,
        "papers": proved.papers,
        "items": proved.items,
        "seed": seed,
        "figures": [
            {
                "name": figure.name,
                "value": rounded(figure.value, 2),
                "unit": figure.unit,
                "interval": rounded(figure.interval, 2),
                "said": figure.said,
                "bar": figure.bar,
                "aim": figure.aim,
                "verdict": figure.verdict,
                "remedy": figure.remedy,
            }
            for figure in proved.figures
        ],
        "bots": [
            {
                "name": bot.name,
                "percent": round(bot.percent, 2),
                "chance": round(bot.chance, 2),
                "interval": rounded(bot.interval, 2),
                "slots": bot.slots,
            }
            for bot in proved.bots
        ],
        "leaks": [
            asdict(leak) | {"percent": round(leak.percent, 2), "by_cue": round(leak.by_cue, 2)} for leak in proved.leaks
        ],
        "broken": [asdict(pair) for pair in proved.broken],
    }


def _score(score: Subscore) -> Json:
    return {
        "points": number(score.points),
        "possible": score.possible,
        "percent": round(score.percent, 1),
        "interval": rounded(score.interval),
    }
