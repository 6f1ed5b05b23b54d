"""What was told before mocks, held to what came of them; and what is told of a paper that is about to be sat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from exam.core.forecast import PaperForecast, ToldAndCome
from exam.core.form import Form
from exam.core.interval import Z95, Rate
from exam.core.wording import counted
from exam.learning.candidates import candidates_like
from exam.learning.evidence import gather_evidence, paper_of_form
from exam.learning.readiness import readiness
from exam.store import Store

FEWEST_TOLD = 10
"""Fewer forecasts than this say nothing of how good they are."""
FEWEST_ALIKE = 5
"""Fewer forecasts about one figure are not held to what came of them."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Forecasts about the same figure."""

    about: int
    """In percent: the middle of a fifth of the scale."""
    told: float
    """What they said on average, 0 to 1."""
    came: Rate
    """How many came true: passed."""

    @property
    def words(self) -> str:
        return f"of {self.came.of} forecasts around {self.about} %, {self.came.count} came true"


@dataclass(frozen=True, slots=True)
class ToldAgainstCome:
    """How good forecasts were."""

    forecasts: int
    alike: tuple[Alike, ...]
    """By what they said, as far as there were any."""
    brier: float | None
    """The mean square of how far each was from what came, 0 to 1, less is better; None: too few."""
    skill: float | None
    """The part of the base rate's error that the forecasts avoid, 1 for all of it; None: too few, or all came alike."""
    skill_interval: tuple[float, float] | None
    """95 %, by the spread of what each forecast won."""

    @property
    def words(self) -> str:
        """How good they were, in sentences."""
        if self.forecasts < FEWEST_TOLD:
            have = f"{counted(self.forecasts, 'forecast')} so far" if self.forecasts else "none so far"
            return f"Told against happened: {have}; from {FEWEST_TOLD} on this says how good they are."
        lines = "; ".join(one.words for one in self.alike if one.came.of >= FEWEST_ALIKE)
        said = f"{lines[0].upper()}{lines[1:]}." if lines else f"{counted(self.forecasts, 'forecast')}."
        return f"{said} {self._goodness}"

    @property
    def _goodness(self) -> str:
        off = f"Brier score {self.brier:.2f} (0 is perfect, 0.25 is tossing a coin)"
        if self.skill is None or self.skill_interval is None:
            return f"{off}; all came out alike, so there is nothing to tell apart."
        low, high = self.skill_interval
        between = f"{100 * low:.0f} to {100 * high:.0f} %".replace("-", "−")
        than = "than saying each time how many pass in all"
        if low > 0:
            return f"{off}: {100 * self.skill:.0f} % better {than} ({between})."
        if high < 0:
            return f"{off}: {-100 * self.skill:.0f} % worse {than} ({between})."
        return f"{off}: neither better nor worse {than}, as far as these numbers tell ({between})."


def told_against_come(found: Iterable[ToldAndCome]) -> ToldAgainstCome:
    """How good these forecasts were, against what came and against their base rate."""
    pairs = [(one.told.passing, one.passed) for one in found]
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(5)]
    for told, passed in pairs:
        groups[min(4, int(5 * told))].append((told, passed))
    alike = tuple(
        Alike(
            20 * at + 10,
            sum(told for told, _ in some) / len(some),
            Rate(sum(passed for _, passed in some), len(some)),
        )
        for at, some in enumerate(groups)
        if some
    )
    if len(pairs) < FEWEST_TOLD:
        return ToldAgainstCome(len(pairs), alike, None, None, None)
    brier = sum((told - passed) ** 2 for told, passed in pairs) / len(pairs)
    skill, interval = skill_over_base_rate(pairs)
    return ToldAgainstCome(len(pairs), alike, brier, skill, interval)


def skill_over_base_rate(
    pairs: Sequence[tuple[float, bool]],
) -> tuple[float | None, tuple[float, float] | None]:
    """The Brier skill of forecasts over the share that came true in all, and its 95 % interval.

    None where all came alike. The interval is of a ratio, by the spread of what is left of it (the delta method).
    """
    count, base = len(pairs), sum(passed for _, passed in pairs) / len(pairs)
    if base in (0.0, 1.0):
        return None, None
    own = [(told - passed) ** 2 for told, passed in pairs]
    plain = [(base - passed) ** 2 for _, passed in pairs]
    mean = sum(plain) / count
    ratio = sum(own) / count / mean
    left = [one - ratio * other for one, other in zip(own, plain, strict=True)]
    error = sqrt(sum(one * one for one in left) / (count - 1) / count) / mean
    return 1 - ratio, (1 - ratio - Z95 * error, 1 - ratio + Z95 * error)


def foretell(store: Store, form: Form, now: datetime) -> PaperForecast | None:
    """What can be told of a paper before it is sat; None for a drill, and where there is no verdict.

    Raises StoreError.
    """
    if form.is_drill:
        return None
    answers = gather_evidence(store.answers_given(form.bank), now)
    if not answers.fresh:
        return None
    candidates = candidates_like(tuple(store.fellows(form.bank)))
    return readiness(answers, paper_of_form(form, answers, now), form.cut, candidates).told
