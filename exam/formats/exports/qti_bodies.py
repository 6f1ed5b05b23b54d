"""How a question is asked in QTI: its stem, and the interaction that takes the answer."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from exam.core.form import Slot
from exam.core.gap import Gap
from exam.core.wording import in_line
from exam.formats.exports.qti_scoring import (
    RESPONSE,
    Scoring,
    choice_scoring,
    gaps_scoring,
    order_scoring,
    pairs_scoring,
    response_name,
)
from exam.formats.exports.qti_texts import is_line, put_gaps, unwrapped
from exam.formats.exports.qti_writing import Writing
from exam.formats.exports.qti_xml import Inside, element


def asked(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    """The body of an item; what is answered, and what that earns, is declared in `scoring`.

    `names` has what each option is called, by its id.
    """
    return _BODIES.get(slot.kind, _choice)(writing, slot, scoring, names)


def _stem(writing: Writing, slot: Slot) -> tuple[list[Element], list[Element]]:
    """The stem: what stands before the interaction, and the prompt in it where the stem is one paragraph."""
    blocks = writing.texts.blocks(slot.stem)
    if is_line(blocks):
        return [], [writing.dialect.make("prompt", *unwrapped(blocks))]
    return blocks, []


def _is_fixed(writing: Writing, slot: Slot, option: str) -> dict[str, bool]:
    return {"fixed": True} if option in writing.outgoing.fixed.get(slot.item, ()) else {}


def _is_shuffled(writing: Writing, slot: Slot, listed: Sequence[str] | None = None) -> bool:
    """Whether these options of a bank's question, or all, may be shown in any order; those of a paper have theirs."""
    fixed = writing.outgoing.fixed.get(slot.item, frozenset())
    names = [option.id for option in slot.options] if listed is None else listed
    return writing.outgoing.is_bank and sum(name not in fixed for name in names) > 1


def _choice(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    choice_scoring(scoring, slot, names)
    before, prompt = _stem(writing, slot)
    make = writing.dialect.make
    options = [
        make(
            "simpleChoice",
            *writing.texts.short(option.text),
            identifier=names[option.id],
            **_is_fixed(writing, slot, option.id),
        )
        for option in slot.options
    ]
    shuffle = _is_shuffled(writing, slot)
    return [
        *before,
        make(
            "choiceInteraction",
            *prompt,
            *options,
            responseIdentifier=RESPONSE,
            shuffle=shuffle,
            maxChoices=slot.choose,
        ),
    ]


def _order(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    order_scoring(scoring, slot, names)
    before, prompt = _stem(writing, slot)
    make = writing.dialect.make
    steps = [make("simpleChoice", *writing.texts.short(step.text), identifier=names[step.id]) for step in slot.options]
    # Steps that stand in their right order would give it away.
    solved = [step.id for step in slot.options] == [gap.key[0] for gap in slot.gaps]
    shuffle = solved or _is_shuffled(writing, slot)
    return [*before, make("orderInteraction", *prompt, *steps, responseIdentifier=RESPONSE, shuffle=shuffle)]


def _pairs(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    pairs_scoring(scoring, slot, names)
    before, prompt = _stem(writing, slot)
    make, short = writing.dialect.make, writing.texts.short
    premises = [
        make("simpleAssociableChoice", *short(gap.label), identifier=f"P{n}", matchMax=1)
        for n, gap in enumerate(slot.gaps, start=1)
    ]
    # One answer may belong to several premises.
    answers = [
        make("simpleAssociableChoice", *short(option.text), identifier=names[option.id], matchMax=len(slot.gaps))
        for option in slot.options
    ]
    sets = [make("simpleMatchSet", *premises), make("simpleMatchSet", *answers)]
    return [
        *before,
        make(
            "matchInteraction",
            *prompt,
            *sets,
            responseIdentifier=RESPONSE,
            shuffle=_is_shuffled(writing, slot),
            maxAssociations=len(slot.gaps),
        ),
    ]


def _gaps(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    gaps_scoring(scoring, slot, names)
    blocks = writing.texts.blocks(slot.stem)
    fields = [_gap(writing, slot, n, gap, names) for n, gap in enumerate(slot.gaps, start=1)]
    if slot.kind == "cloze":
        unplaced = put_gaps(blocks, [gap.label for gap in slot.gaps], lambda at: fields[at])
    else:
        unplaced = list(range(len(fields)))
    for at in unplaced:
        inside: list[Inside] = [f"[{slot.gaps[at].label}] "] if slot.gaps[at].label else []
        unit = f" {slot.gaps[at].unit}" if slot.gaps[at].unit else ""
        blocks.append(element("p", *inside, fields[at], unit))
    return blocks


def _gap(writing: Writing, slot: Slot, n: int, gap: Gap, names: dict[str, str]) -> Element:
    make = writing.dialect.make
    name = response_name(slot, n)
    if not gap.choices:
        longest = max((len(one.shown("")) for one in gap.accepted), default=1)
        return make("textEntryInteraction", responseIdentifier=name, expectedLength=longest)
    listed = [
        make(
            "inlineChoice",
            in_line(slot.option(choice).text, writing.outgoing.form.text),
            identifier=names[choice],
            **_is_fixed(writing, slot, choice),
        )
        for choice in gap.choices
    ]
    return make(
        "inlineChoiceInteraction", *listed, responseIdentifier=name, shuffle=_is_shuffled(writing, slot, gap.choices)
    )


def _recall(writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> list[Element]:
    scoring.declare("string", "single", [])
    before, prompt = _stem(writing, slot)
    return [*before, writing.dialect.make("extendedTextInteraction", *prompt, responseIdentifier=RESPONSE)]


_BODIES = {
    "typed": _gaps,
    "numeric": _gaps,
    "cloze": _gaps,
    "ordering": _order,
    "pairs": _pairs,
    "recall": _recall,
}
"""What is not here is answered by choosing among options."""
