"""A question as it is asked, whatever its kind: what is to be done, and what was done so far, but not the key."""

from exam.core.answer_words import credit_rule, gap_answer
from exam.core.attempt import Attempt, SlotProgress
from exam.core.form import RECALLED, Slot
from exam.tui.sitting.question_text import (
    GapText,
    OptionText,
    QuestionReason,
    QuestionText,
    TextPiece,
    label,
    shared_answers,
)

_JUDGEMENTS = dict(zip(RECALLED, (("1·r", "I had it right"), ("2·h", "I had half of it"), ("3·w", "I had it wrong"))))  # noqa: B905
_TASKS = {
    "typed": "Type the answer",
    "numeric": "Type a number",
    "ordering": "Put all of them in order",
    "pairs": "Match each line",
    "cloze": "Fill in the gaps",
}


def question_text(
    attempt: Attempt,
    n: int,
    *,
    current: int = 0,
    writing: bool = False,
    tip: str = "",
    reasons: tuple[QuestionReason, ...] = (),
    mark: str = "",
) -> QuestionText:
    """Question `n` as it is asked.

    `current` is the gap, or of an ordering question the placed step, that keys are about, from 0; `writing`: it is
    typed into. `tip` says how it is answered, `reasons` what a recalled answer is explained by, and `mark` that what
    was chosen is not saved yet.
    """
    slot, progress = attempt.form.slot(n), attempt.of(n)
    texts = attempt.form.text
    if slot.kind == "recall":
        return QuestionText(
            n,
            slot.stem,
            _judgements(progress) if progress.revealed else (),
            _recall_hints(attempt, progress, tip),
            reasons if progress.revealed else (),
            answer=slot.answer or "" if progress.revealed else "",
            texts=texts,
        )
    hints = (*shared_answers(attempt.form, slot), *_task(slot, progress, tip))
    if slot.kind == "ordering":
        return QuestionText(n, slot.stem, _steps(slot, progress, current), hints, texts=texts)
    if slot.gaps:
        gaps = tuple(_gap(slot, progress, place, current, writing) for place in range(len(slot.gaps)))
        shared = _answers(slot, progress, current) if slot.kind == "pairs" else ()
        return QuestionText(n, slot.stem, shared, hints, gaps=gaps, texts=texts)
    options = tuple(
        OptionText(
            letter=label(slot, option.id, place),
            text=option.text,
            chosen=option.id in progress.response,
            struck=option.id in progress.struck,
            several=slot.choose > 1,
            note=f"! {mark}" if mark and option.id in progress.response else "",
        )
        for place, option in enumerate(slot.options)
    )
    return QuestionText(n, slot.stem, options, hints, texts=texts)


def steps_in_order(slot: Slot, progress: SlotProgress) -> tuple[str, ...]:
    """The steps of an ordering question from top to bottom: those that have a place, then the others as shown."""
    placed = tuple(step for step in progress.response if step)
    return (*placed, *(option.id for option in slot.options if option.id not in placed))


def _task(slot: Slot, progress: SlotProgress, tip: str) -> tuple[TextPiece, ...]:
    """What is to be done and how far that is, how it is done, and what a part of it earns."""
    if not slot.gaps:
        if slot.choose == 1:
            return (TextPiece(credit_rule(slot), "muted"),) if slot.by_part else ()
        count = TextPiece(f"Choose {slot.choose} · {len(progress.response)} chosen", "accent")
        return (count, TextPiece(credit_rule(slot), "muted")) if slot.by_part else (count,)
    task = _TASKS[slot.kind]
    if len(slot.gaps) > 1:
        task = f"{task} · {sum(map(bool, progress.response))} of {len(slot.gaps)} done"
    more = " ".join(filter(None, (tip, credit_rule(slot))))
    return (TextPiece(task, "accent"), *((TextPiece(more, "muted"),) if more else ()))


def _recall_hints(attempt: Attempt, progress: SlotProgress, tip: str) -> tuple[TextPiece, ...]:
    counts = "" if attempt.form.blueprint.count_recall else " · not counted"
    task = "How was yours?" if progress.revealed else "Recall the answer"
    return (TextPiece(task + counts, "accent"), *((TextPiece(tip, "muted"),) if tip else ()))


def _judgements(progress: SlotProgress) -> tuple[OptionText, ...]:
    return tuple(
        OptionText(letter=keys, text=text, chosen=progress.response == (word,))
        for word, (keys, text) in _JUDGEMENTS.items()
    )


def _steps(slot: Slot, progress: SlotProgress, current: int) -> tuple[OptionText, ...]:
    placed = sum(map(bool, progress.response))
    letters = {option.id: label(slot, option.id, place) for place, option in enumerate(slot.options)}
    width = len(str(len(slot.options)))
    return tuple(
        OptionText(
            letter=f"{at + 1 if at < placed else '–':>{width}}  {letters[step]}",
            text=slot.option(step).text,
            chosen=at < placed,
            other_sign="▸" if placed and at == current else " ",
        )
        for at, step in enumerate(steps_in_order(slot, progress))
    )


def _gap(slot: Slot, progress: SlotProgress, place: int, current: int, writing: bool) -> GapText:
    gap = slot.gaps[place]
    answer = progress.response[place] if progress.response else ""
    is_open = place == current and slot.kind == "cloze"
    return GapText(
        label=f"[{gap.label}]" if slot.kind == "cloze" else gap.label,
        answer=gap_answer(slot, gap, answer),
        letter=slot.letter(answer) if answer and gap.choices else "",
        typed=not gap.choices,
        unit=gap.unit,
        current=place == current and len(slot.gaps) > 1,
        writing=writing and place == current,
        options=tuple(_listed(slot, option, at, answer) for at, option in enumerate(gap.choices)) if is_open else (),
    )


def _answers(slot: Slot, progress: SlotProgress, current: int) -> tuple[OptionText, ...]:
    """The answers that all gaps choose from; those that stand in one are told from the others."""
    here = progress.response[current] if progress.response else ""
    return tuple(
        _listed(slot, option.id, at, here, used=option.id in progress.response)
        for at, option in enumerate(slot.options)
    )


def _listed(slot: Slot, option: str, at: int, here: str, *, used: bool = False) -> OptionText:
    chosen = option == here
    return OptionText(
        letter=label(slot, option, at),
        text=slot.option(option).text,
        chosen=chosen,
        note="used" if used and not chosen else "",
    )
