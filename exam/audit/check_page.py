"""What is known of a bank as one page, to be sent to its author, which runs no script and loads nothing.

The page is the template beside this file. Every value in it is escaped by the template engine, because what comes from
a bank may be anything; the page's own policy forbids whatever might still get through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exam.audit.bank_check import BankCheck, PlacedFinding
from exam.core import wording

_MOST = 200
"""Places of one kind that are shown: who mends so many looks again in any case."""
_SEVERITIES = ("fault", "warning", "advice")
_TITLES = {
    "format": "The file",
    "left-out": "Questions that were left out",
    "changed": "Questions that are held in another way",
    "note": "The file as a whole",
    "picture": "Pictures that cannot be shown",
    "key-longest": "The right option stands out by its length",
    "key-shortest": "The right option stands out by its shortness",
    "telling-words": "The right option repeats words of the question",
    "unlike-form": "Options that begin in different ways",
    "second-key": "A second option may be right",
    "negative-stem": "Questions for what is not so",
    "all-of-the-above": "Options that speak of other options",
    "absolutes": "Words that sound too sure",
    "two-ideas": "Two things said at once",
    "too-long": "Long texts",
    "too-short": "Short texts beside long ones",
    "near-duplicate": "Texts that say nearly the same",
    "few-distractors": "Questions with nothing to stand beside their answer",
    "few-lures": "Questions with few wrong options to choose from",
    "few-fair": "Questions that are asked without options",
    "one-sided": "True or false in one direction",
    "blueprint": "Papers that cannot be made",
}


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one severity and one kind."""

    title: str
    severity: str
    findings: tuple[PlacedFinding, ...]

    @property
    def shown(self) -> tuple[PlacedFinding, ...]:
        return self.findings[:_MOST]

    @property
    def remedy(self) -> str:
        """What to do, where it is the same for most of them."""
        remedies = [one.fault.remedy for one in self.findings]
        usual = max(remedies, key=remedies.count) if len(remedies) <= _MOST else remedies[0]
        return usual if 2 * remedies.count(usual) >= len(remedies) else ""


def check_page(checked: BankCheck) -> str:
    """The page of a check."""
    from jinja2 import Environment, StrictUndefined  # it takes about 100 ms

    engine = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    template = engine.from_string(Path(__file__).with_suffix(".html").read_text("utf-8"))
    return template.render(
        checked=checked,
        bank=checked.bank,
        title=checked.bank.title if checked.bank else checked.path.name,
        file=checked.path.name,
        groups=[*_groups(checked)],
        place=lambda one: _place(checked, one),
        counted=wording.counted,
    )


def _groups(checked: BankCheck) -> Iterator[FindingGroup]:
    found: dict[tuple[str, str], list[PlacedFinding]] = {}
    for one in checked.findings:
        found.setdefault((one.severity, one.rule), []).append(one)
    for severity, rule in sorted(found, key=lambda kind: (_SEVERITIES.index(kind[0]), -len(found[kind]))):
        title = _TITLES.get(rule, rule.replace("-", " ").capitalize())
        yield FindingGroup(title, severity, tuple(found[severity, rule]))


def _place(checked: BankCheck, one: PlacedFinding) -> str:
    """Line and column of a finding, without the name of the file, which stands above."""
    inside = one.fault.file.removeprefix(str(checked.path)).lstrip(":")
    at = ":".join(str(part) for part in (one.fault.line, one.fault.column) if part)
    return " ".join(filter(None, (inside, f"line {at}" if at else "")))
