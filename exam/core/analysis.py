"""What one attempt tells of its sitter besides the score: answers that were changed, and items taken for others."""

from dataclasses import dataclass

from exam.core.attempt import Attempt
from exam.core.results import Change
from exam.core.scoring import credit


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A slot whose first full answer is not its last."""

    n: int
    change: Change


@dataclass(frozen=True, slots=True)
class Confusion:
    """Asked about `item`, the sitter chose the statement of `home`."""

    n: int
    item: str
    home: str
    option: str


def changed_answers(attempt: Attempt) -> tuple[ChangedAnswer, ...]:
    """Every slot answered more than once, by whether the change from first to last answer helped."""
    found = []
    for slot in attempt.form.slots:
        history = attempt.of(slot.n).history
        response = attempt.of(slot.n).response
        if len(history) < 2 or not response or response == history[0]:
            continue
        right_before, right_after = credit(slot, history[0]) == 1, credit(slot, response) == 1
        change: Change = "right_to_wrong" if right_before else "wrong_to_right" if right_after else "wrong_to_wrong"
        found.append(ChangedAnswer(slot.n, change))
    return tuple(found)


def confused_answers(attempt: Attempt) -> tuple[Confusion, ...]:
    """Every wrong pick that was another item's statement, in the order of the form."""
    return tuple(
        Confusion(slot.n, slot.item, option.home, option.id)
        for slot in attempt.form.slots
        for option in slot.options
        if option.id in attempt.of(slot.n).response and option.id not in slot.key
        if option.home is not None and option.home != slot.item
    )
