"""Owns simulated learners with two unlike memories, neither of them the scheduler's own, who study day by day.

*Halving*: knowing decays with a half-life that doubles with each success and halves with each failure (half-life
regression, Settles & Meeder 2016). *Spacing*: every encounter leaves a trace that fades as a power of time, the faster
the livelier the memory was when it came; so what is crammed fades soonest (Pavlik & Anderson 2005, with their figures).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp, log
from typing import Protocol

GUESS = 0.25
"""The chance to be right without knowing, among four options."""
DAY = 86_400.0


class Memory(Protocol):
    """What one learner keeps of one question. Times are in days."""

    def known(self, at: float) -> float:
        """The chance to know it, 0 to 1."""
        ...

    def asked(self, at: float, right: bool) -> None:
        """It was asked, and the right answer shown."""
        ...


@dataclass
class Halving:
    """A half-life in days; 0 before the first encounter."""

    half_life: float
    last: float = 0.0
    met: bool = False
    before: bool = False
    """Whether it was known before the bank was opened."""

    def known(self, at: float) -> float:
        if not self.met:
            return float(self.before)
        return float(2.0 ** (-max(0.0, at - self.last) / self.half_life))

    def asked(self, at: float, right: bool) -> None:
        if self.met or self.before:
            self.half_life *= 2.0 if right else 0.5
        self.half_life = min(200.0, max(0.5, self.half_life))
        self.met, self.last = True, at


DECAY, SHARPER, THRESHOLD, NOISE, BETWEEN = 0.177, 0.217, -0.704, 0.255, 0.025
"""Pavlik & Anderson's figures: decay, how much livelier memory adds to it, threshold, noise, and how slowly time runs
between sessions beside time within one."""


@dataclass
class Spacing:
    """The traces of one question: when each came, and how fast it fades."""

    ease: float
    """How much easier it is than others, in units of activation."""
    before: bool = False
    traces: list[tuple[float, float]] = field(default_factory=list)

    def _activation(self, at: float) -> float:
        ages = ((max(1.0, (at - day) * DAY * BETWEEN), decay) for day, decay in self.traces)
        return log(sum(age**-decay for age, decay in ages)) + self.ease

    def known(self, at: float) -> float:
        if not self.traces:
            return float(self.before)
        return 1 / (1 + exp((THRESHOLD - self._activation(at)) / NOISE))

    def asked(self, at: float, right: bool) -> None:
        if not self.traces and self.before:
            self.traces += [(at - 90.0, DECAY), (at - 60.0, DECAY), (at - 30.0, DECAY)]
        decay = SHARPER * exp(self._activation(at) - self.ease) + DECAY if self.traces else DECAY
        self.traces.append((at, decay))


NewMemory = Callable[[random.Random, bool], Memory]
"""Makes the memory of a question, which may be known before."""


def halving(dice: random.Random, before: bool) -> Memory:
    return Halving(60.0 if before else exp(dice.gauss(0.3, 0.5)), before=before)


def spacing(dice: random.Random, before: bool) -> Memory:
    return Spacing(dice.gauss(0.0, 0.35), before)


MEMORIES: dict[str, NewMemory] = {"halving": halving, "spacing": spacing}


def right_by_chance(memory: Memory, at: float) -> float:
    """The chance of a right answer, known or guessed."""
    known = memory.known(at)
    return known + (1 - known) * GUESS
