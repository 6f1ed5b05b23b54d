"""An answer said in plain mode, brought into the attempt: letters become options, and nothing is half done."""

from exam.core.attempt import Refused
from exam.core.form import Slot
from exam.core.text import look
from exam.files.faults import quoted
from exam.plain.commands import Choose, Fill, Judge
from exam.plain.texts import MOST_QUOTED
from exam.sitting.controller import Controller


def give(controller: Controller, command: Choose | Fill | Judge) -> None:
    """Sets the answer, or some places of it. Raises Refused where it cannot be, and then nothing is changed."""
    match command:
        case Choose(letters):
            slot = controller.slot
            response = tuple(option(controller, letter) for letter in letters)
            # Steps that were not named leave the last places open.
            missing = len(slot.gaps) - len(response) if slot.kind == "ordering" else 0
            controller.session.respond(slot.n, (*response, *[""] * missing))
        case Fill(places):
            _fill(controller, places)
        case Judge(word):
            controller.session.respond(controller.n, (word,))


def option(controller: Controller, letter: str) -> str:
    """The id of the option with a letter. Raises Refused where the question has none such."""
    slot = controller.slot
    if slot.kind == "cloze" or not slot.options:
        raise Refused("This question has no options.")
    return _lettered(slot, letter, tuple(one.id for one in slot.options))


def nor_answer(slot: Slot) -> str:
    """To be said of a line that a question with several places cannot take for an answer."""
    if slot.kind == "ordering":
        return " and no order"
    return ", and an answer names its place, as in 1=A" if slot.gaps else ""


def _fill(controller: Controller, places: tuple[tuple[int, str], ...]) -> None:
    slot = controller.slot
    for at, _ in places:
        if not 1 <= at <= len(slot.gaps):
            raise Refused(f"This question has no place {at}; it has 1 to {len(slot.gaps)}. Nothing was changed.")
    answers = [(at - 1, _filling(controller, at - 1, text)) for at, text in places]
    for gap, answer in answers:
        controller.session.fill(slot.n, gap, answer)


def _filling(controller: Controller, gap: int, text: str) -> str:
    """What a gap is filled with: what was typed, or the id of the option that its text or a letter names."""
    slot, choices = controller.slot, controller.choices(gap)
    if not choices or not text:
        return text
    by_text = {look(slot.option(choice).text).casefold(): choice for choice in choices}
    return by_text.get(look(text).casefold()) or _lettered(slot, text, choices)


def _lettered(slot: Slot, letter: str, choices: tuple[str, ...]) -> str:
    by_letter = {slot.letter(choice): choice for choice in choices}
    if letter.upper() not in by_letter:
        said = letter.upper() if len(letter) == 1 else quoted(letter, MOST_QUOTED)
        raise Refused(f"This question has no option {said}; it has A to {max(by_letter)}. Nothing was changed.")
    return by_letter[letter.upper()]
