"""A question once its key is shown: what was answered, what is right part by part, what it earned, and why."""

from fractions import Fraction

from exam.core.answer_words import (
    COUNTS_FOR_NOBODY,
    accepted,
    answered,
    earned,
    gap_answer,
    gap_feedback,
    gap_solution,
    share,
)
from exam.core.attempt import Attempt, SlotProgress
from exam.core.exhibit import TextFormat
from exam.core.form import Form, Slot
from exam.core.own_words import OwnWords
from exam.core.scoring import credit, part_credits
from exam.core.wording import counted, duration, in_line, really
from exam.tui.sitting.question_text import (
    GapText,
    OptionText,
    OptionVerdict,
    QuestionReason,
    QuestionText,
    TextPiece,
    label,
)

_WHY = "Why"


def explained_text(
    attempt: Attempt,
    n: int,
    asides: tuple[TextPiece, ...] = (),
    notes: tuple[QuestionReason, ...] = (),
) -> QuestionText:
    """Question `n` with the key: the verdict, the right answer in full and why; then what each option really is.

    `asides` stand before the options, `notes` at the end.
    """
    form, slot, progress = attempt.form, attempt.form.slot(n), attempt.of(n)
    reasons = reasons_of(form, slot)
    first = tuple(reason for reason in reasons if reason.heading == _WHY)
    options: tuple[OptionText, ...] = ()
    if slot.is_choice:
        options = tuple(_explained(form, slot, progress, place) for place in range(len(slot.options)))
    return QuestionText(
        n,
        slot.stem,
        options,
        (_verdict(form, slot, progress),),
        (*(reason for reason in reasons if reason not in first), *notes),
        answers=_right_answers(slot),
        gaps=tuple(_gap(slot, progress, place, form.text) for place in range(len(slot.gaps))),
        answer=slot.answer or "",
        texts=form.text,
        first=first,
        asides=asides,
    )


def _right_answers(slot: Slot) -> tuple[OptionText, ...]:
    """The options of the key in full, in the order in which they are shown."""
    if not slot.is_choice or slot.dropped:
        return ()
    return tuple(
        OptionText(label(slot, option.id, place), option.text, verdict="right")
        for place, option in enumerate(slot.options)
        if option.id in slot.key
    )


def reasons_of(form: Form, slot: Slot) -> tuple[QuestionReason, ...]:
    """Why the key is right and where to read on, each under its heading."""
    sources = "\n".join(f"{source.title}\n{source.url}" for source in slot.references)
    both = (QuestionReason(_WHY, slot.rationale or "", form.text), QuestionReason("To read on", sources))
    return tuple(reason for reason in both if reason.text)


def own_reasons(progress: SlotProgress, others: tuple[OwnWords, ...] = ()) -> tuple[QuestionReason, ...]:
    """What the sitter wrote on a question, here and in other attempts, each under its heading."""
    own = (("Your note", progress.note), ("Your report", progress.report))
    here = tuple(QuestionReason(heading, text) for heading, text in own if text)
    return (*here, *(QuestionReason(one.heading, one.whole) for one in others))


def how_it_came(slot: Slot, progress: SlotProgress) -> str:
    """How an answer came about: the time it took, and the answers before it."""
    parts = [f"{duration(progress.spent.total_seconds())} on this question" if progress.visited else "not reached"]
    if len(progress.history) > 1:
        parts.append("answered " + ", then ".join(answered(slot, response) for response in progress.history))
    if progress.revealed and slot.kind != "recall":
        parts.append("shown while practising")
    return " · ".join(parts)


def _explained(form: Form, slot: Slot, progress: SlotProgress, place: int) -> OptionText:
    option = slot.options[place]
    chosen, right = option.id in progress.response, option.id in slot.key
    remarks = []
    if right:
        remarks.append("Your answer, and correct." if chosen else "The correct answer.")
    else:
        remarks += ["Your answer."] if chosen else []
        remarks.append(really(form, slot, option) or "Not correct here.")
    if option.credit not in (None, 0, 100):
        remarks.append(f"Worth {option.credit} %.")
    if option.id in progress.struck:
        remarks.append("You had struck it out.")
    return OptionText(
        letter=label(slot, option.id, place),
        text=option.text,
        chosen=chosen,
        verdict="right" if right else "wrong" if chosen else None,
        several=slot.choose > 1,
        remark=" ".join(remarks),
        feedback=option.feedback or "",
    )


def _gap(slot: Slot, progress: SlotProgress, place: int, texts: TextFormat) -> GapText:
    gap = slot.gaps[place]
    answer = progress.response[place] if progress.response else ""
    worth = part_credits(slot, progress.response)[place]
    verdict: OptionVerdict = "blank" if not answer else "right" if worth == 1 else "partly" if worth else "wrong"
    remarks = []
    if verdict == "partly":
        remarks.append(f"Worth {share(worth)}.")
    if verdict != "right":
        remarks.append(f"Right: {in_line(gap_solution(slot, gap), texts) if gap.choices else accepted(gap)}")
    return GapText(
        label=f"[{gap.label}]" if slot.kind == "cloze" else gap.label,
        answer=gap_answer(slot, gap, answer) or "not answered",
        typed=not gap.choices,
        unit=gap.unit if answer and gap.unit not in answer else "",
        verdict=verdict,
        remark="\n".join(remarks),
        feedback=gap_feedback(slot, gap, answer),
    )


def _verdict(form: Form, slot: Slot, progress: SlotProgress) -> TextPiece:
    """How the answer was, and the key where that fits into the line, with its sign; and what part of the points."""
    response = progress.response
    worth = credit(slot, response)
    if slot.dropped:
        return TextPiece(f"– {COUNTS_FOR_NOBODY}", "heading")
    if slot.kind == "recall":
        return _judged(form, slot, progress, worth)
    if slot.gaps:
        if not any(response):
            return TextPiece("– Not answered.", "heading")
        parts = part_credits(slot, response)
        whole = f"{sum(part == 1 for part in parts)} of {counted(len(parts), 'part')} right" if len(parts) > 1 else ""
        if worth == 1:
            return TextPiece("✓ Correct", "right")
        if worth:
            return TextPiece(" · ".join(filter(None, (f"◐ Partly correct: {earned(slot, worth)}", whole))), "heading")
        return TextPiece(" · ".join(filter(None, ("✗ Incorrect", whole))), "wrong")
    key = answered(slot, slot.key)
    if not response:
        return TextPiece(f"– Not answered. The key is {key}.", "heading")
    chosen = answered(slot, response)
    if worth == 1:
        return TextPiece(f"✓ Correct: {chosen}", "right")
    words = f"your answer is {chosen}, the key is {key}"
    if worth:
        return TextPiece(f"◐ Partly correct: {words} · {earned(slot, worth)}", "heading")
    return TextPiece(f"✗ Incorrect: {words}", "wrong")


def _judged(form: Form, slot: Slot, progress: SlotProgress, worth: Fraction) -> TextPiece:
    counts = earned(slot, worth) if form.blueprint.count_recall else "not counted"
    if not progress.response:
        return TextPiece(
            f"– {'Looked at, and not judged' if progress.revealed else 'Not answered'} · {counts}", "heading"
        )
    words = f"You said: {answered(slot, progress.response)} · {counts}"
    match progress.response[0]:
        case "right":
            return TextPiece(f"✓ {words}", "right")
        case "half":
            return TextPiece(f"◐ {words}", "heading")
        case _:
            return TextPiece(f"✗ {words}", "wrong")
