"""One question of QTI 1.2 as the fields of a bank's item."""

from fractions import Fraction
from typing import Any

from exam.formats.imports.qti1_asked import Fields, Question1, labels_of, rationale_of, stem_of, typed_fields
from exam.formats.imports.qti1_gaps import filled, is_matching, is_sorting, matched, sorted_into
from exam.formats.imports.qti1_scoring import Scoring1
from exam.formats.imports.qti1_texts import responses_of
from exam.formats.imports.qti_blanks import MOST_GAPS
from exam.formats.imports.qti_body import QtiBody, gap_names
from exam.formats.imports.qti_feedback import UNTOLD, share_out
from exam.formats.imports.qti_files import Files
from exam.formats.imports.qti_gaps import without_gap
from exam.formats.imports.qti_operators import as_fraction
from exam.formats.imports.qti_question import LETTERS, option_fields
from exam.formats.imports.qti_worth import CannotBeHeld, one_of, order_of, some_of, whole_points
from exam.formats.imports.xml_tree import Element

_UNANSWERABLE = {
    "calculated_question": "is calculated from formulas, which a bank cannot hold",
    "formula_question": "is calculated from formulas, which a bank cannot hold",
    "file_upload_question": "is answered by a file",
    "hot_spot_question": "is answered by pointing at a picture",
    "text_only_question": "asks nothing: it is a text to read",
    "calculated": "is calculated from formulas, which a bank cannot hold",
    "wct_calculated": "is calculated from formulas, which a bank cannot hold",
    "file upload": "is answered by a file",
    "hot spot": "is answered by pointing at a picture",
}
_TYPE_FIELDS = ("question_type", "cc_profile", "qmd_itemtype", "bbmd_questiontype", "wct_questiontype")
_POINT_FIELDS = ("points_possible", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max")
_TYPED = ("response_str", "response_num")
_NUMERIC = ("integer", "decimal", "scientific")


def question1_fields(item: Element, files: Files, member: str, weight: Fraction, changed: list[str]) -> dict[str, Any]:
    """The fields of a question; what of it is held in another way is added to `changed`. Raises NotUnderstood."""
    known = metadata(item)
    kind = next((known[name] for name in _TYPE_FIELDS if known.get(name)), "").lower()
    if kind in _UNANSWERABLE:
        raise CannotBeHeld(_UNANSWERABLE[kind])
    responses = responses_of(item)
    numeric = [one.get("ident") for one in responses if _is_numeric(one, kind)]
    asked = Question1(item, Scoring1(item, files.effort, numeric), QtiBody(files, member), responses, kind, changed)
    fields, top = _answered(asked)
    told = [text for text in asked.solution if text not in fields.get("rationale", "")]
    if told and fields.get("type") != "recall":
        fields["rationale"] = "\n\n".join([*([fields["rationale"]] if "rationale" in fields else []), *told])
    if asked.is_untold:
        changed.append(UNTOLD)
    given = next((value for name in _POINT_FIELDS if (value := as_fraction(known.get(name, ""))) is not None), None)
    if given is None:  # many programs count in percent
        given = Fraction(1) if asked.scoring.highest == 100 and top > 99 else top
    points, rounded = whole_points(given * weight)
    changed += [*asked.body.changed, *rounded]
    if points != 1:
        fields["points"] = points
    if asked.body.exhibits:
        fields["exhibits"] = list(asked.body.exhibits)
    return fields


def metadata(item: Element) -> dict[str, str]:
    """What a question says of itself, by names in small letters."""
    found = {one.name.lower(): one.text.strip() for one in item.within("itemmetadata") for one in one if not [*one]}
    for one in item.within("qtimetadatafield"):
        found[one.text_of("fieldlabel").lower()] = one.text_of("fieldentry")
    return found


def _is_numeric(response: Element, kind: str) -> bool:
    types = [one.get("fibtype").lower() for one in response.within("render_fib")]
    return response.name == "response_num" or kind == "numerical_question" or any(one in _NUMERIC for one in types)


def _answered(asked: Question1) -> Fields:
    """What answers a question, by what can be answered in it. Raises CannotBeHeld."""
    for one in asked.responses:
        if one.name == "response_xy" or any(True for _ in one.within("render_hotspot")):
            raise CannotBeHeld("is answered by pointing at a picture")
        if one.name not in ("response_lid", *_TYPED):
            raise CannotBeHeld("is answered in a way that a bank cannot hold")
    match asked.responses:
        case []:
            raise CannotBeHeld("asks nothing: it is a text to read")
        case [one] if one.name in _TYPED:
            return _typed(asked, one)
        case [one] if one.get("rcardinality").lower() == "ordered":
            return _ordered(asked, one)
        case [one] if asked.kind != "fill_in_multiple_blanks_question":
            return _chosen(asked, one)
    if is_sorting(asked):
        return sorted_into(asked)
    if any(one.get("rcardinality").lower() in ("multiple", "ordered") for one in asked.responses):
        raise CannotBeHeld("asks for several options of one list beside other things")
    if len(asked.responses) > MOST_GAPS:
        raise CannotBeHeld(f"has more than {MOST_GAPS} places to answer")
    return matched(asked) if is_matching(asked) else filled(asked)


def _chosen(asked: Question1, response: Element) -> Fields:
    name = response.get("ident")
    stem = stem_of(asked, own=True)
    labels = labels_of(asked, response)
    right = asked.scoring.called_right(name)
    if response.get("rcardinality").lower() == "multiple":
        worth = some_of(lambda chosen: asked.scoring.score({name: chosen}), list(labels), right)
        if len(worth.key) == 1:
            asked.changed.append("lets several options be chosen, of which one is right; here one is asked for")
    else:
        worth = one_of(lambda chosen: asked.scoring.score({name: (chosen,)}), list(labels), right)
    asked.changed += worth.changed
    shown = {label: asked.after({name: (label,)}) for label in labels}
    told, rationale = share_out(asked.after({name: worth.key}), shown, worth.key)
    choices = [*response.within("render_choice")]
    shuffled = any(one.get("shuffle", "No").lower() == "yes" for one in choices) or asked.kind.endswith("_question")
    pinned = {one.get("ident") for one in response.within("response_label") if one.get("rshuffle").lower() == "no"}
    letters = dict(zip(labels, LETTERS, strict=False))
    fields = {"stem": stem, **option_fields(letters, labels, worth, told, pinned if shuffled else ())}
    if not shuffled and "options" in fields:
        fields["shuffle"] = False
    return {**fields, **({"rationale": rationale} if rationale else {})}, worth.points


def _ordered(asked: Question1, response: Element) -> Fields:
    name = response.get("ident")
    stem = stem_of(asked, own=True)
    labels = labels_of(asked, response)
    right = asked.scoring.called_right(name)
    if set(right) != set(labels) or len(right) != len(labels):
        raise CannotBeHeld("has only some of its entries put in order")
    top, credit, changed = order_of(lambda order: asked.scoring.score({name: order}), right)
    asked.changed += changed
    fields: dict[str, Any] = {"stem": stem, "type": "ordering", "order": [labels[one] for one in right]}
    return {**fields, **({"credit": "each"} if credit == "each" else {}), **rationale_of(asked, {name: right})}, top


def _typed(asked: Question1, response: Element) -> Fields:
    name = response.get("ident")
    literals = asked.scoring.literals(name)
    top = max((asked.scoring.score({name: (text,)}) for text in literals), default=Fraction())
    if top <= 0 or not literals:
        return _recalled(asked, name)
    [gap] = gap_names(asked.item.text, 1)
    stem = stem_of(asked, [gap])
    best = next(text for text in literals if asked.scoring.score({name: (text,)}) == top)
    fields = typed_fields(
        asked, name, literals, {name: (best,)}, lambda value: asked.scoring.score({name: (value,)}) / top
    )
    fields |= rationale_of(asked, {name: (best,)})
    if (alone := without_gap(stem, gap, numeric=fields.get("numeric", False))) is not None:
        unit = {"unit": alone[1]} if alone[1] else {}
        kind = "numeric" if fields.pop("numeric", False) else "short"
        return {"type": kind, "stem": alone[0], **fields, **unit}, top
    told = {"rationale": fields.pop("rationale")} if "rationale" in fields else {}
    return {"type": "cloze", "stem": stem, "gaps": {gap: fields}, **told}, top


def _recalled(asked: Question1, name: str) -> Fields:
    # Where it is compared with anything, what is told to any text is told to a wrong one.
    answers = list(asked.solution) or ([] if asked.scoring.compares else list(asked.after({name: ("x",)})))
    if not answers:
        raise CannotBeHeld("is answered in one's own words and has no answer to compare with")
    return {"type": "recall", "stem": stem_of(asked, own=True), "answer": "\n\n".join(answers)}, Fraction(1)
