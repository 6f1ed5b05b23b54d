"""What every kind of case in `tests.proofs.fuzz` is held to."""

from collections.abc import Mapping
from random import Random

from exam.core.text import visible
from tests.support.worsening import misworded, worse


class Violation(AssertionError):
    """Something that must never be: the text says what."""


def hold(is_so: object, what: str) -> None:
    """Raises Violation where something is not so."""
    if not is_so:
        raise Violation(what)


def hold_said(error: Exception, *names: str) -> None:
    """A refusal says something, names what it is about, and steers no terminal."""
    said = str(error)
    hold(said.strip(), f"{type(error).__name__} says nothing")
    hold(visible(said) == said, f"what is said steers a terminal: {said!r}")
    for name in names:
        hold(name in said, f"{name} is not named in: {said}")


def altered(chance: Random, known: Mapping[str, bytes], largest: int) -> bytes:
    """One of the files that are known, made worse in its bytes or its words."""
    data = known[chance.choice(sorted(known))]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if chance.random() < 0.7:
            data = misworded(chance, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        else:
            data = worse(chance, data, known)
        data = data[:largest]
    return data
