"""How much of the matter one knows: from questions met for the first time alone, as nothing else tells of the rest.

A question that comes again tells of that question. So this counts first meetings, and those of siblings, which ask for
another point of the same question, and says when the bank has nothing left that could tell more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from exam.core.bank import MOST_DIRECT, Bank
from exam.core.interval import Z95
from exam.core.wording import counted
from exam.learning.candidates import Candidates
from exam.learning.evidence import Answers, Evidence, Mix
from exam.learning.levels import Level, expected_shares
from exam.learning.records import coverage

MARGIN = 12.0
"""Points of percent on either side within which it must be known to be settled."""


@dataclass(frozen=True, slots=True)
class Matter:
    """How much of a bank's matter somebody knows, and what of it could still tell more."""

    level: Level
    """Of everything in the bank, by the number of questions of each section."""
    sections: dict[str, Level]
    met: int
    """Questions of the bank that were met, siblings counted as one."""
    of: int
    siblings: int
    """Of the questions met, siblings that were not: they are fresh too."""
    wanted: int
    """About how many more first meetings would settle it; 0: it is settled. Perhaps more than there are."""

    @property
    def fresh(self) -> int:
        """What the bank has left that was never asked."""
        return self.of - self.met + self.siblings

    @property
    def words(self) -> str:
        """What it says, as a sentence or two."""
        left = self._left
        if self.level.percent is None or self.level.interval is None:
            return f"Nothing can be said yet: no question was met for the first time in an exam. {left}"
        low, high = self.level.interval
        known = f"About {self.level.percent:.0f} % of it ({low:.0f} to {high:.0f} %)"
        return f"{known}, by {counted(self.level.answers, 'question')} met for the first time. {left}"

    @property
    def _left(self) -> str:
        if not self.fresh:
            return "You have met all that this bank asks, so it cannot be said more exactly than this."
        parts = [f"{self.of - self.met} of {counted(self.of, 'question')}"] * (self.met < self.of)
        parts += [f"{counted(self.siblings, 'other way')} of asking those you have met"] * (self.siblings > 0)
        unmet = f"Not met yet: {', and '.join(parts)}"
        if not self.wanted:
            return f"{unmet}. This is sure enough without them."
        if self.wanted > self.fresh:
            return f"{unmet}. That is too few to say it much more exactly."
        return f"{unmet}. After about {self.wanted} of them it would be sure."


def matter(firsts: Mapping[str, Evidence], bank: Bank, met: frozenset[str], candidates: Candidates) -> Matter:
    """What first meetings tell of a whole bank, given the items that were met."""
    counts = zip(bank.sections, bank.question_counts(bank.sections), strict=True)
    paper = {section.id: Mix(float(count)) for section, count in counts if count}
    known = {name: one for name, one in firsts.items() if name in paper and one.answers}
    seen = coverage(bank, met)
    siblings = 0
    if len(bank.items) <= MOST_DIRECT:
        siblings = sum(sum(one not in met for one in some) for some in bank.siblings.values() if met.intersection(some))
    if not known:
        nothing = Level(None, None, 0.0, 0)
        return Matter(nothing, dict.fromkeys(paper, nothing), seen.met, seen.of, siblings, _wanted(Evidence()))
    level, sections = expected_shares(Answers(known), paper, candidates)
    together = Evidence(*(sum(part) for part in zip(*known.values(), strict=True)))
    wanted = 0 if level.within(MARGIN) else max(1, _wanted(together))
    return Matter(level, sections, seen.met, seen.of, siblings, wanted)


def _wanted(known: Evidence) -> int:
    """First meetings until a share is known to within `MARGIN`, with two imagined answers, one of them right."""
    share = (known.right + 1) / (known.weight + 2)
    return max(0, ceil((100 * Z95 / MARGIN) ** 2 * share * (1 - share) - known.weight))
