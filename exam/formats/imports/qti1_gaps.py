"""Questions of QTI 1.2 in which several things are answered: gaps of a text, pairs, and things to be sorted."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from exam.core.wording import listing
from exam.formats.imports.html_markdown import text_of_html
from exam.formats.imports.qti1_asked import Fields, Question1, labels_of, rationale_of, stem_of, typed_fields
from exam.formats.imports.qti1_texts import material_markup, presented
from exam.formats.imports.qti_body import gap_names
from exam.formats.imports.qti_question import LETTERS
from exam.formats.imports.qti_worth import AnsweredPlace, CannotBeHeld, earned_together, right_responses


def is_matching(asked: Question1) -> bool:
    """Whether all responses choose from the same list, each beside a text of its own."""
    if asked.kind == "matching_question":
        return True
    if any(one.name != "response_lid" for one in asked.responses) or asked.kind.endswith("_question"):
        return False
    lists = [[material_markup(label) for label in one.within("response_label")] for one in asked.responses]
    return all(one == lists[0] for one in lists) and all(material_markup(one).strip() for one in asked.responses)


def _parts(asked: Question1, labels: Mapping[str, Mapping[str, str]]) -> list[AnsweredPlace]:
    """What answers each response. Raises CannotBeHeld."""
    found = []
    for one in asked.responses:
        name = one.get("ident")
        candidates = asked.scoring.called_right(name)
        if not candidates:
            raise CannotBeHeld("has a place to answer for which nothing is declared right")
        best = max(candidates, key=lambda value, name=name: asked.scoring.score({name: (value,)}))  # type: ignore[misc]
        wrong = next((label for label in labels.get(name, ()) if label not in candidates), "\ufffc")
        found.append(AnsweredPlace(name, best, wrong))
    return found


def matched(asked: Question1) -> Fields:
    stem = stem_of(asked)
    labels = {one.get("ident"): labels_of(asked, one) for one in asked.responses}
    parts = _parts(asked, labels)
    top, credit, changed = earned_together(asked.scoring, parts)
    asked.changed += changed
    pairs = []
    for one, part in zip(asked.responses, parts, strict=True):
        if part.right not in labels[part.response]:
            raise CannotBeHeld("calls an answer right that is not in its list")
        pairs.append([asked.text(one), labels[part.response][part.right]])
        if not pairs[-1][0].strip():
            raise CannotBeHeld("has a text to match that is empty")
    taken = {answer for _, answer in pairs}
    texts = dict.fromkeys(text for one in labels.values() for text in one.values())
    fields: dict[str, Any] = {"stem": stem, "type": "matching", "pairs": pairs}
    if extra := [text for text in texts if text not in taken]:
        fields["extra"] = extra
    return {
        **fields,
        **({"credit": "all"} if credit == "all" else {}),
        **rationale_of(asked, right_responses(parts)),
    }, top


def is_sorting(asked: Question1) -> bool:
    """Whether each response takes those entries of one list that belong under its text, as a question of Canvas does
    that has things sorted into categories.
    """
    if any(one.name != "response_lid" or one.get("rcardinality").lower() != "multiple" for one in asked.responses):
        return False
    lists = [[material_markup(label) for label in one.within("response_label")] for one in asked.responses]
    return all(one == lists[0] for one in lists) and all(material_markup(one).strip() for one in asked.responses)


def sorted_into(asked: Question1) -> Fields:
    """The same as pairs: each entry with the text under which it belongs. Raises CannotBeHeld."""
    responses = {one.get("ident"): asked.text(one) for one in asked.responses}
    if not all(text.strip() for text in responses.values()):
        raise CannotBeHeld("has a category without a text")
    entries = labels_of(asked, asked.responses[0])
    right = {name: asked.scoring.called_right(name) for name in responses}
    pairs = []
    for entry, text in entries.items():
        under = [responses[name] for name, some in right.items() if entry in some]
        if len(under) > 1:
            raise CannotBeHeld("has an entry that belongs under several texts")
        pairs += [[text, category] for category in under]
    if not pairs:
        raise CannotBeHeld("has a place to answer for which nothing is declared right")
    asked.changed.append("gives points for all that belongs under one text; here for each entry")
    if alone := [text for text in entries.values() if text not in {entry for entry, _ in pairs}]:
        asked.changed.append(f"has entries that belong under no text, which are left away: {listing(alone)}")
    fields: dict[str, Any] = {"stem": stem_of(asked), "type": "matching", "pairs": pairs}
    taken = {category for _, category in pairs}
    if empty := [text for text in dict.fromkeys(responses.values()) if text not in taken]:
        fields["extra"] = empty  # nothing belongs there, and somebody may think so
    return {**fields, **rationale_of(asked, right)}, asked.scoring.score(right)


def filled(asked: Question1) -> Fields:
    """A text with gaps. Canvas has their names in brackets, others have them where they stand. Raises CannotBeHeld."""
    names = gap_names(asked.item.text, len(asked.responses))
    shown = presented(asked.item, [])
    places = [f"[{text_of_html(shown.own[one.get('ident')])}]" for one in asked.responses]
    if all(place in shown.markup for place in places):
        markup = shown.markup
        for place, name in zip(places, names, strict=True):
            markup = markup.replace(place, f"{{{name}}}", 1)
        stem = asked.markdown(markup)
    else:
        stem = stem_of(asked, names)
    typed = asked.kind == "fill_in_multiple_blanks_question"
    lists = {one.get("ident"): labels_of(asked, one) for one in asked.responses if one.name == "response_lid"}
    parts = _parts(asked, lists)
    top, credit, changed = earned_together(asked.scoring, parts)
    asked.changed += changed
    gaps: dict[str, Any] = {}
    for name, part in zip(names, parts, strict=True):
        gaps[name] = _gap(asked, part, parts, top, lists.get(part.response, {}), typed=typed)
    whole = {"credit": "all"} if credit == "all" and len(parts) > 1 else {}
    return {"type": "cloze", "stem": stem, "gaps": gaps, **whole, **rationale_of(asked, right_responses(parts))}, top


def _gap(
    asked: Question1,
    mine: AnsweredPlace,
    parts: Sequence[AnsweredPlace],
    top: Fraction,
    labels: Mapping[str, str],
    *,
    typed: bool,
) -> dict[str, Any]:
    own = top - asked.scoring.score(right_responses(parts, {mine: mine.wrong}))

    def share(value: str) -> Fraction:
        if own <= 0:  # the parts are scored as a whole, so that one alone changes nothing
            return Fraction(value in asked.scoring.called_right(mine.response))
        return max(Fraction(), 1 - (top - asked.scoring.score(right_responses(parts, {mine: value}))) / own)

    if not labels:
        return typed_fields(asked, mine.response, asked.scoring.literals(mine.response), right_responses(parts), share)
    right = [label for label in labels if share(label) == 1]
    if typed:
        found = asked.item.within("response_label")
        texts = {one.get("ident"): text_of_html(material_markup(one)) for one in found if one.get("ident") in right}
        return {"answers": list(dict.fromkeys(texts.values()))}
    if len(right) == len(labels):
        raise CannotBeHeld("takes every option of a gap for right")
    letters = dict(zip(labels, LETTERS, strict=False))
    key = [letters[label] for label in right]
    return {
        "options": {letters[label]: text for label, text in labels.items()},
        "key": key[0] if len(key) == 1 else key,
    }
