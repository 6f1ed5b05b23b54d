"""What plain mode says of one question: its text, how it is answered, the answer, and in the end what is right.

Written to be listened to: whole sentences, the number of the question first, no tables.
"""

from exam.core import wording
from exam.core.answer_words import answer_verdict, credit_rule, part_answers
from exam.core.attempt import Attempt
from exam.core.form import Form, Option, Slot
from exam.core.gap import Gap
from exam.core.own_words import NotesByItem
from exam.core.wording import in_line, listing
from exam.plain.commands import is_typed
from exam.plain.texts import hung, prose_lines, text_lines


def question(attempt: Attempt, n: int, before: str = "") -> list[str]:
    """Question `n` with what the sitter did to it; `before` begins its first line."""
    progress, slot = attempt.of(n), attempt.form.slot(n)
    recall = slot.kind == "recall"
    return [
        *stem(attempt, n, before),
        "",
        *(recalled(attempt, n) if recall and progress.revealed else []),
        " ".join(filter(None, (_task(slot, shown=progress.revealed), answer(attempt, n)))),
        *([f"Your note: {progress.note}"] if progress.note else []),
        *(feedback(attempt, n) if progress.revealed and not recall else []),
    ]


def stem(attempt: Attempt, n: int, before: str = "") -> list[str]:
    """The number of the question, its text, and what there is to choose from."""
    form, slot, progress = attempt.form, attempt.form.slot(n), attempt.of(n)
    signs = [word for word, on in (("Flagged.", progress.marked), ("Unsure.", progress.doubted)) if on]
    title = form.title_of.get(slot.section, slot.section)
    worth = f", {wording.counted(slot.points, 'point')}" if slot.points != 1 else ""
    place = f"{before}Question {n} of {len(form.slots)}, {title}{worth}."
    shared = wording.sharing(form, slot)
    chosen_from = _chosen_from(form, slot, progress.struck)
    return [
        "",
        " ".join((place, *signs, *([shared] if shared else []))),
        "",
        *text_lines(slot.stem, form.text),
        *(["", *chosen_from] if chosen_from else []),
    ]


def answer(attempt: Attempt, n: int) -> str:
    """The answer as it stands; "" where there is nothing to say yet."""
    slot, response = attempt.form.slot(n), attempt.of(n).response
    if slot.kind == "recall":
        return f"{answer_verdict(slot, response)}." if response else ""
    if not response:
        return "No answer yet."
    if is_typed(slot):
        return f"Your answer: {response[0]}"
    if slot.gaps:
        places = [_said(slot, at, gap, response[at - 1]) for at, gap in enumerate(slot.gaps, start=1)]
        said, given = (", " if slot.kind == "ordering" else "; ").join(places), len(list(filter(None, response)))
    else:
        said, given = listing(slot.letter(option) for option in response), len(response)
    off = f" That is {given} of {slot.choose}." if given != slot.choose else ""
    return f"Your answer: {said}.{off}"


def recalled(attempt: Attempt, n: int) -> list[str]:
    """The answer of a question to be recalled; in practice also why."""
    form, slot = attempt.form, attempt.form.slot(n)
    practice = attempt.mode == "practice"
    return [*_right_answer(form, slot), *(_reasons(form, slot) if practice else [])]


def judge_it(slot: Slot) -> str:
    """How to say whether a recalled answer was right."""
    return _task(slot, shown=True)


def feedback(attempt: Attempt, n: int) -> list[str]:
    """What is right, why, and what each wrong option really is."""
    form, slot, response = attempt.form, attempt.form.slot(n), attempt.of(n).response
    said = f"{answer_verdict(slot, response)}."
    if slot.is_choice:
        lines = [f"{said} The key is {listing(slot.letter(option) for option in slot.key)}."]
        return [*lines, *_credits(slot), *_reasons(form, slot), *_options_told(form, slot), *_read_on(slot)]
    right = _right_answer(form, slot) if slot.kind == "recall" or is_typed(slot) else []
    return [said, *right, *_parts_told(slot, response, form), *_reasons(form, slot), *_read_on(slot)]


def other_notes(notes: NotesByItem, slot: Slot) -> list[str]:
    """The notes that other attempts have on a question."""
    return [f"{one.heading}: {one.whole}" for one in notes.get(slot.item, ())]


def _chosen_from(form: Form, slot: Slot, struck: frozenset[str]) -> list[str]:
    """Options, steps, premises with their answers, or the lists of the gaps, each with its sign."""

    def lettered(options: list[Option]) -> list[str]:
        lines: list[str] = []
        for option in options:
            sign = f"{slot.letter(option.id)}. {'struck out: ' if option.id in struck else ''}"
            lines += hung(sign, text_lines(option.text, form.text))
        return lines

    if slot.kind != "cloze":
        premises = [line for at, gap in _premises(slot) for line in hung(f"{at}. ", text_lines(gap.label, form.text))]
        options = lettered(list(slot.options))
        return [*premises, "", *options] if premises else options
    lines: list[str] = []
    for gap in slot.gaps:
        if gap.choices:
            lines += [f"For [{gap.label}]:", *lettered([slot.option(choice) for choice in gap.choices])]
    return lines


def _premises(slot: Slot) -> list[tuple[int, Gap]]:
    return list(enumerate(slot.gaps, start=1)) if slot.kind == "pairs" else []


def _task(slot: Slot, *, shown: bool = False) -> str:
    """How the question is answered, and what an answer earns that is right in part."""
    rule = credit_rule(slot) if slot.by_part or slot.gaps else ""
    match slot.kind:
        case "typed":
            task = "Type the answer."
        case "numeric":
            unit = slot.gaps[0].unit
            task = f"Type a number, in {unit}." if unit else "Type a number."
        case "ordering":
            task = f"Say all {len(slot.gaps)} letters in the right order."
        case "pairs":
            task = "Say a letter for each number, as in 1B 2A."
        case "cloze" if is_typed(slot):
            task = "Type what belongs into the gap."
        case "cloze":
            listed = [gap for gap in slot.gaps if gap.choices]
            task = f"Fill the {len(slot.gaps)} gaps one by one, as in 1=TEXT"
            task += f", and {listed[0].label}=A from a list." if listed else "."
        case "recall" if shown:
            task = "Say right, half or wrong, or r, h or w."
        case "recall":
            task = "Call the answer to mind; an empty line shows it."
        case _:
            last = slot.letter(slot.options[-1].id)
            task = f"Choose {'one' if slot.choose == 1 else slot.choose}, A to {last}."
    return f"{task} {rule}".rstrip()


def _said(slot: Slot, at: int, gap: Gap, given: str) -> str:
    """One place of an answer, as in "2 = C" or "3 open"; of an order, as in "C"."""
    if slot.kind == "ordering":
        return slot.letter(given) if given else "open"
    return f"{at} = {slot.letter(given) if gap.choices else given}" if given else f"{at} open"


def _right_answer(form: Form, slot: Slot) -> list[str]:
    if slot.kind == "recall":
        return ["The answer is:", *prose_lines(slot.answer or "", form.text)]
    (gap,) = slot.gaps
    others = [one.text for one in gap.texts if one.credit == 100 and one.text != gap.solution]
    return [f"The answer is: {gap.solution}", *(f"Right as well: {text}" for text in others)]


def _parts_told(slot: Slot, response: tuple[str, ...], form: Form) -> list[str]:
    """Place by place what was answered and what is right, and what the author says to who answered so."""
    lines: list[str] = []
    for at, (gap, part) in enumerate(zip(slot.gaps, part_answers(slot, response), strict=True), start=1):
        given = in_line(part.answer, form.text) if gap.choices else part.answer
        if not is_typed(slot):
            head = f"{at}, {in_line(part.label, form.text)}" if slot.kind == "pairs" else str(at)
            right = f"Right is: {in_line(part.solution, form.text) if gap.choices else part.solution}"
            if part.credit == 1:
                lines.append(f"{head}, right: {given}")
            elif given:
                lines.append(f"{head}, {'partly' if part.credit else 'not'} right: {given}. {right}")
            else:
                lines.append(f"{head}, open. {right}")
        if part.feedback:
            lines += hung(f"{given}: ", prose_lines(part.feedback, form.text))
    return lines


def _credits(slot: Slot) -> list[str]:
    """What each option earns or takes, where the author said so."""
    worth = [(slot.letter(option.id), option.credit) for option in slot.options if option.credit is not None]
    said = [f"{letter} {'takes' if share < 0 else 'earns'} {abs(share)} %" for letter, share in worth]
    return [f"{', '.join(said)}."] if said else []


def _options_told(form: Form, slot: Slot) -> list[str]:
    """What each wrong option really is, and what the author says of an option."""
    lines: list[str] = []
    for option in slot.options:
        letter = slot.letter(option.id)
        if option.id not in slot.key and (really := wording.really(form, slot, option)):
            is_ = (
                "is the" + really.removeprefix("The") if really.startswith("The ") else f"is another question. {really}"
            )
            lines.append(f"{letter} {is_}")
        if option.feedback:
            lines += hung(f"{letter}: ", prose_lines(option.feedback, form.text))
    return lines


def _reasons(form: Form, slot: Slot) -> list[str]:
    return prose_lines(slot.rationale, form.text) if slot.rationale else []


def _read_on(slot: Slot) -> list[str]:
    return [f"Read on: {reference.title}, {reference.url}" for reference in slot.references]
