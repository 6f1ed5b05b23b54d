"""Whether a response can be given to a slot, whatever its kind, and how it is kept."""

from exam.core.attempt import Refused
from exam.core.form import RECALLED, Slot
from exam.core.gap import LONGEST_TYPED
from exam.core.text import one_line


def as_kept(slot: Slot, response: tuple[str, ...], *, revealed: bool) -> tuple[str, ...]:
    """A response as an attempt keeps it. Raises Refused where the slot cannot be answered so.

    `revealed`: whether the answer was shown, before which nobody can say how well they recalled it.
    """
    if slot.kind == "recall":
        return _recalled(response, revealed=revealed)
    return _filled(slot, response) if slot.gaps else _chosen(slot, response)


def refuse_unknown(slot: Slot, option: str) -> None:
    """Raises Refused where a slot has no option with an id."""
    if all(option != known.id for known in slot.options):
        raise Refused(f"Question {slot.n} has no such option.")


def _chosen(slot: Slot, response: tuple[str, ...]) -> tuple[str, ...]:
    """The options of a response in the order shown."""
    for option in response:
        refuse_unknown(slot, option)
    chosen = set(response)
    if slot.choose == 1 and len(chosen) > 1:
        raise Refused("This question takes one answer.")
    return tuple(option.id for option in slot.options if option.id in chosen)


def _filled(slot: Slot, response: tuple[str, ...]) -> tuple[str, ...]:
    """What stands in each gap of a slot, "" where it is blank; empty where all are."""
    if not any(response):
        return ()
    if len(response) != len(slot.gaps):
        raise Refused(f"Question {slot.n} has {len(slot.gaps)} places to fill, and {len(response)} were given.")
    filled = []
    for gap, answer in zip(slot.gaps, response, strict=True):
        if gap.choices:
            if answer and answer not in gap.choices:
                raise Refused(f"Question {slot.n} has no such option.")
            filled.append(answer)
        else:
            typed = one_line(answer)
            if len(typed) > LONGEST_TYPED:
                raise Refused(f"An answer has {LONGEST_TYPED} letters at most; this has {len(typed):,}.")
            filled.append(typed)
    once = [answer for answer in filled if answer]
    if slot.kind == "ordering" and len(set(once)) < len(once):
        raise Refused("Each step has one place.")
    return tuple(filled) if any(filled) else ()


def _recalled(response: tuple[str, ...], *, revealed: bool) -> tuple[str, ...]:
    if not revealed:
        raise Refused("Look at the answer first.")
    if response not in ((), *((word,) for word in RECALLED)):
        raise Refused(f"Say how it was: {', '.join(RECALLED)}.")
    return response
