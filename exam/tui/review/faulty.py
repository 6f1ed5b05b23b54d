"""A question found faulty, in the review: what is right after all, what that changes for whom, and doing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exam.core.answer_words import lettered
from exam.core.attempt import Attempt
from exam.core.exhibit import TextFormat
from exam.core.form import Slot
from exam.core.scoring import ScoreReport
from exam.core.wording import counted, in_line, listing, percent
from exam.learning.faulty import Consequences, Ruling, consequences
from exam.learning.regrade import Regrade, gains, plan_regrade, regrade
from exam.tui.context import AppContext
from exam.tui.review.card_lines import CardLines
from exam.tui.sitting.dialogs import Dialog, Legend, card
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.pick_card import Fitted

Whose = Literal["everybody", "mine"]
Said = Ruling | Literal["typed", "back"]
"""What is said of a question: a ruling; that a typed answer counts too, which has to be written first; or that what was
done last is to be taken back."""


@dataclass(frozen=True)
class Regrading:
    """Marking anew what was sat, from the review of one attempt. Every verb opens the store: call it in a thread.

    They raise StoreError, and Refused for what cannot be.
    """

    context: AppContext
    identifier: str
    """The attempt under review."""

    def foresee(self, item: str, ruling: Ruling) -> Consequences:
        """What a ruling would do, to this attempt and to all others."""
        with self.context.open_store() as store:
            mine = store.load(self.identifier)
            return consequences(store, mine, item, ruling, self.context.new_clock().now())

    def carry_out(self, planned: Sequence[Regrade]) -> Attempt:
        """Does it, and gives this attempt after it."""
        with self.context.open_store() as store:
            regrade(store, planned, self.context.new_clock().now())
            return store.load(self.identifier).attempt

    def take_back(self, done: Sequence[Regrade]) -> Attempt:
        """Gives the attempts the corrections again that they had before, and gives this attempt after it."""
        now = self.context.new_clock().now()
        with self.context.open_store() as store:
            before = [plan_regrade(store.load(one.stored.id), one.stored.attempt.corrections, now) for one in done]
            regrade(store, before, now)
            return store.load(self.identifier).attempt


class _Choose(Dialog[int | None]):
    """Lines under a text; dismisses the place of the one that was chosen."""

    DEFAULT_CSS = """
    _Choose OptionList {
        border: none; height: auto; max-height: 50vh; margin-top: 1; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    """
    AUTO_FOCUS = "OptionList"

    def __init__(self, title: str, text: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.heading, self.text, self.lines = title, text, lines

    def compose(self) -> ComposeResult:
        keys = (*CardLines.BINDINGS, *Dialog.BINDINGS)
        legend = Legend(keys, ("line.take", "choose", ""), ("dialog.back", "back", "close"))
        texts = Apart(self.lines)
        shown = (Fitted(partial(texts.line, line)) for line in self.lines)
        lines = CardLines(*map(Option, shown), markup=False, compact=True)
        yield card(self.heading, self.text, lines, legend)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class FaultyQuestion(_Choose):
    """What may be wrong with a question; `said` has what each line means."""

    def __init__(self, attempt: Attempt, n: int, *, undoable: bool, by_bank: Ruling | None = None) -> None:
        """`undoable`: something was marked anew here just now, which can be taken back. `by_bank` is what its bank says
        of the question by now, where that is something else than what counts.
        """
        found = list(_sayable(attempt, n, undoable=undoable, by_bank=by_bank))
        self.said = [said for _, said in found]
        text = "What is right after all? What that changes is shown first."
        super().__init__(f"Question {n} is faulty", text, [line for line, _ in found])


def _sayable(attempt: Attempt, n: int, *, undoable: bool, by_bank: Ruling | None) -> Iterator[tuple[str, Said]]:
    """What can be said of a question, each with its line."""
    slot, sat, texts = attempt.form.slot(n), attempt.as_sat.form.slot(n), attempt.form.text
    if undoable:
        yield "Take back what was done just now", "back"
    if by_bank is not None:
        told = (in_line(text, texts) for text in (*by_bank.right, *by_bank.also))
        yield f"As its bank has it by now: {listing(told)}", by_bank
    if any(one.n == n for one in attempt.corrections):
        yield "Let it count as it was sat", Ruling()
    if slot.is_choice:
        chosen = attempt.of(n).response
        wrong = [option for option in slot.options if option.id not in slot.key]
        wrong.sort(key=lambda option: option.id not in chosen)  # who reports a fault mostly means their own answer
        for option in wrong:
            yield f"Right too: {_short(slot, option.id, texts)}", _right_too(slot, sat, option.id)
        if slot.choose == 1:
            for option in wrong:
                yield f"Right alone: {_short(slot, option.id, texts)}", Ruling(right=(option.text,))
    if slot.kind in ("typed", "numeric"):
        yield "A typed answer counts too …", "typed"
    if not sat.dropped and not slot.dropped:
        yield "It counts for nobody", Ruling(drop=True)


def _short(slot: Slot, option: str, texts: TextFormat) -> str:
    letter, text = lettered(slot, option).split("  ", 1)
    return f"{letter}  {in_line(text, texts)}"


def _right_too(slot: Slot, sat: Slot, option: str) -> Ruling:
    """This option beside all that are right by now; what was corrected before stays corrected."""
    texts = {one.id: one.text for one in slot.options}
    if set(sat.key) <= set(slot.key):
        return Ruling(also=tuple(texts[name] for name in (*slot.key, option) if name not in sat.key))
    return Ruling(right=tuple(texts[name] for name in (*slot.key, option)))


def accepted_too(attempt: Attempt, n: int, text: str) -> Ruling:
    """A typed answer beside those that were accepted after the exam already."""
    earlier = (one.accepted for one in attempt.corrections if one.n == n)
    return Ruling(also=(*(typed for group in earlier for _, typed in group), text))


class Confirm(_Choose):
    """What a ruling would change; `whose` says for whom each line does it."""

    def __init__(self, n: int, found: Consequences) -> None:
        changing = len(found.others)
        self.whose: list[Whose] = []
        lines = []
        if changing:
            everybody = changing + found.mine.changed
            lines.append(f"Mark {'all ' if everybody > 1 else ''}{counted(everybody, 'attempt')} anew")
            self.whose.append("everybody")
        if found.mine.changed:
            lines.append("Mark this attempt anew" if not changing else "Only this attempt")
            self.whose.append("mine")
        super().__init__(f"Question {n}, marked anew", "\n".join(consequence_words(n, found)), lines)


def consequence_words(n: int, found: Consequences) -> list[str]:
    """What a ruling would change, line by line."""
    before, after = found.mine.scores
    if found.mine.changed:
        change = dict(gains(found.mine.stored.attempt, found.mine.after)).get(n, "earns what it did")
        lines = [f"Here question {n} {change}: {_told(before)}", f"becomes {_told(after)}."]
    else:
        lines = ["Nothing changes in this attempt."]
    scores = [one.scores for one in found.others]
    if scores:
        moved = sum(
            before.score.points * after.score.possible != after.score.points * before.score.possible
            for before, after in scores
        )
        turned = sum(before.passed != after.passed for before, after in scores)
        passing = f", and whether it passed in {turned}" if turned else ""
        lines.append(f"{counted(len(scores), 'other attempt')} asked it too: the score changes in {moved}{passing}.")
    if found.untouched:
        stay = "stays" if found.untouched == 1 else "stay"
        lines.append(f"{counted(found.untouched, 'other attempt')} that asked it {stay} as before.")
    if not found.others and not found.untouched:
        lines.append("No other attempt asked it.")
    return lines


def _told(report: ScoreReport) -> str:
    return f"{percent(report.score)}, {'passed' if report.passed else 'not passed'}"
