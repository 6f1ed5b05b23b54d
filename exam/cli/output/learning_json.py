"""The JSON of the learning commands. Programs read it, so names and nesting are a promise.

Percent are 0 to 100 with one decimal, intervals are 95 % and ``[low, high]``, times are in seconds, instants in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence

from exam.cli.output.attempt_json import instant, rounded
from exam.cli.output.question_json import Json
from exam.core.ended import PartScore
from exam.core.interval import Rate
from exam.learning.answers_named import wrong_option
from exam.learning.confusions import ConfusedPair, Confusions
from exam.learning.foretold import ToldAgainstCome, told_against_come
from exam.learning.levels import Level
from exam.learning.matter import Matter
from exam.learning.past import Past, matter_of
from exam.learning.progress import Trend, calibration, ledger_of_changes, paces, section_table, trends
from exam.learning.readiness import Readiness
from exam.learning.reconciled import reconciled
from exam.learning.records import missed_last_time, records
from exam.learning.review import Agenda, ReviewCard
from exam.learning.statistics import Distractor, ItemFigures
from exam.learning.weakest import weakest_first, weakest_words


def progress_json(past: Past, ready: Readiness, paper: str) -> Json:
    """What `progress --json` says."""
    table = section_table(past.sittings)
    sure, ledger = calibration(past.habit_sums), ledger_of_changes(past.habit_sums)
    lines, known = trends(past.sittings, (None, *past.section_titles)), matter_of(past)
    return {
        "bank": past.bank_id,
        "attempts": len(past.sittings),
        "questions": past.coverage and {"met": past.coverage.met, "of": past.coverage.of},
        "exam_date": past.exam_date and past.exam_date.isoformat(),
        "trend": {
            "overall": _trend(lines[None]),
            "sections": [
                {"id": section, "title": title} | _trend(lines[section])
                for section, title in past.section_titles.items()
            ],
        },
        "table": {
            "attempts": [
                {"attempt": sitting.attempt, "ended_at": instant(sitting.at), "blueprint": sitting.blueprint,
                 "mode": sitting.mode, "drill": sitting.drill, "passed": sitting.passed}
                for sitting in table.attempts
            ],
            "sections": [
                {"id": section, "title": title, "cells": [cell and _part(cell) for cell in row],
                 "pooled": _part(pooled)}
                for (section, title), row, pooled in zip(table.sections, table.cells, table.pooled, strict=True)
            ],
        },
        "pace": [
            {"attempt": one.attempt, "used": round(one.used, 1), "allowed": one.allowed,
             "a_question": round(one.a_question, 1), "budget": round(one.budget, 1)}
            for one in paces(past.sittings)
        ],
        "calibration": {
            "sure": _rate(sure.sure), "unsure": _rate(sure.unsure), "sure_and_wrong": sure.sure_and_wrong,
            "unsure_and_right": sure.unsure_and_right, "words": sure.words,
        },
        "changes": dict(ledger.counts) | {"answers": ledger.answers, "net": ledger.net},
        "readiness": {
            "blueprint": paper,
            "items": ready.items,
            "cut": ready.cut,
            "passing": rounded(ready.passing, 3),
            "between": rounded(ready.between, 3),
            "more_answers": ready.more,
            "met_before": round(ready.known_items, 1),
            "words": ready.words,
            "overall": _level(ready.overall),
            "sections": [{"id": name} | _level(level) for name, level in ready.sections.items()],
            "reconciled": reconciled(past, ready),
        },
        "weakest": {
            "words": weakest_words(past.recent, past.section_titles),
            "sections": [
                {"id": name} | _rate(rate) for name, rate in weakest_first(past.recent.items(), past.recent)
            ],
        },
        "matter": known and _matter(known),
        "forecasts": _forecasts(told_against_come(past.forecasts)),
    }  # fmt: skip


def review_json(past: Past, found: Agenda) -> Json:
    """What `review --json` says."""
    known = records(past.results)
    unseen = [item.id for item in past.bank.items if item.id not in known] if past.bank else None
    return {
        "bank": past.bank_id,
        "today": found.today.isoformat(),
        "exam_date": found.exam_date and found.exam_date.isoformat(),
        "due": [_card(card) for card in found.due],
        "later": [_card(card) for card in found.later],
        "ahead": [{"date": day.isoformat(), "items": count} for day, count in found.ahead],
        "missed": [
            {"item": one.item, "section": one.section, "met": one.met, "missed": one.missed, "last": instant(one.at)}
            for one in missed_last_time(known)
        ],
        "never_seen": unseen,
        "retired": list(found.retired),
    }


def confusions_json(past: Past, found: Confusions) -> Json:
    """What `confusions --json` says."""
    return {
        "bank": past.bank_id,
        "attempts": len(past.sittings),
        "pairs": [_pair(pair) for pair in found.pairs],
        "options": [
            {
                "item": one.item,
                "option": wrong_option(past, one.item, one.name),
                "chosen": one.rate.count,
                "offered": one.rate.of,
            }
            for one in found.options
        ],
        "map": [
            {"asked": asked, "answered": answered, "times": times}
            for (asked, answered), times in sorted(past.by_section(found.listed).items())
        ],
    }


def items_json(past: Past, found: Sequence[ItemFigures]) -> Json:
    """What `items --json` says."""
    return {
        "bank": past.bank_id,
        "attempts": len(past.sittings),
        "items": [item_json(one) for one in found],
    }


def item_json(one: ItemFigures, digits: int = 3) -> Json:
    """What is said of one item."""
    return {
        "item": one.item,
        "section": one.section,
        "right": _rate(one.right),
        "facility": rounded(one.facility, digits),
        "discrimination": rounded(one.discrimination, digits),
        "discrimination_interval": rounded(one.discrimination_interval, digits),
        "median_seconds": round(one.seconds, 1),
        "distractors": [_distractor(other) for other in one.distractors],
        "remarks": list(one.remarks),
    }


def _trend(found: Trend) -> Json:
    return {
        "points": [
            {"attempt": point.attempt, "ended_at": instant(point.at), "percent": round(point.percent, 1),
             "interval": rounded(point.interval), "items": point.items, "cut": point.cut}
            for point in found.points
        ],
        "change": rounded(found.change),
        "change_interval": rounded(found.change_interval),
        "words": found.words,
    }  # fmt: skip


def _part(part: PartScore) -> Json:
    return {
        "percent": rounded(part.percent),
        "interval": rounded(part.interval),
        "items": part.items,
        "seconds": round(part.seconds, 1),
        "too_few": part.few,
    }


def _level(level: Level) -> Json:
    return {
        "percent": rounded(level.percent),
        "interval": rounded(level.interval),
        "answers": level.answers,
        "weight": round(level.weight, 2),
        "settled": level.settled,
    }


def _matter(known: Matter) -> Json:
    return {
        "words": known.words,
        "overall": _level(known.level),
        "sections": [{"id": name} | _level(level) for name, level in known.sections.items()],
        "met": known.met,
        "of": known.of,
        "fresh_siblings": known.siblings,
        "wanted": known.wanted,
    }


def _forecasts(found: ToldAgainstCome) -> Json:
    return {
        "words": found.words,
        "count": found.forecasts,
        "brier": rounded(found.brier, 4),
        "skill": rounded(found.skill, 3),
        "skill_interval": rounded(found.skill_interval, 3),
        "alike": [
            {"about": one.about, "told": round(one.told, 3), "passed": one.came.count, "of": one.came.of}
            for one in found.alike
        ],
    }


def _card(card: ReviewCard) -> Json:
    return {
        "item": card.item,
        "section": card.section,
        "due": card.due.isoformat(),
        "grade": card.grade,
        "right": card.right,
        "reviews": card.reviews,
        "lapses": card.lapses,
        "stability": round(card.stability, 2),
        "difficulty": round(card.difficulty, 2),
        "known": round(card.known, 3),
    }


def _pair(pair: ConfusedPair) -> Json:
    return {
        "item": pair.item,
        "home": pair.home,
        "section": pair.section,
        "chosen": pair.rate.count,
        "offered": pair.rate.of,
        "percent": rounded(pair.rate.percent),
        "interval": rounded(pair.rate.interval),
        "two_way": pair.two_way,
        "slip": pair.slip,
        "state": pair.state,
        "clean_days": pair.clean,
        "last": pair.last,
    }


def _distractor(other: Distractor) -> Json:
    return {
        "home": None if other.authored else other.home,
        "authored": other.home[1:] if other.authored else None,
        "chosen": _rate(other.rate),
        "chosen_by_passing": _rate(other.passing),
        "never_chosen": other.dead,
        "beats_key": other.beats_key,
    }


def _rate(rate: Rate) -> Json:
    return {
        "count": rate.count,
        "of": rate.of,
        "percent": rounded(rate.percent),
        "interval": rounded(rate.interval),
        "too_few": rate.few,
    }
