"""One question of QTI 2 or 3 as the fields of a bank's item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from exam.formats.imports.markdown_text import escaped
from exam.formats.imports.qti_body import FEEDBACK, QtiBody, Replace
from exam.formats.imports.qti_declared import Declaration
from exam.formats.imports.qti_feedback import UNTOLD, Feedbacks, share_out, share_out_of_several
from exam.formats.imports.qti_files import Files
from exam.formats.imports.qti_scoring import ResponseProcessing, Responses
from exam.formats.imports.qti_worth import CannotBeHeld, Worth, one_of, order_of, some_of, whole_points
from exam.formats.imports.xml_tree import Element

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHOICES = ("simpleChoice", "simpleAssociableChoice", "simpleMatchSet", "gapText", "gapImg", "inlineChoice")
_UNANSWERABLE = {
    "hotspotInteraction": "is answered by pointing at a picture",
    "selectPointInteraction": "is answered by pointing at a picture",
    "positionObjectInteraction": "is answered by placing things on a picture",
    "positionObjectStage": "is answered by placing things on a picture",
    "graphicOrderInteraction": "is answered by pointing at a picture",
    "graphicAssociateInteraction": "is answered by drawing lines on a picture",
    "graphicGapMatchInteraction": "is answered by placing things on a picture",
    "drawingInteraction": "is answered by drawing",
    "uploadInteraction": "is answered by a file",
    "mediaInteraction": "plays sound or a film, which a bank cannot hold",
    "customInteraction": "is answered by a program of its own",
    "portableCustomInteraction": "is answered by a program of its own",
}


@dataclass
class Question:
    """A question while it is read."""

    item: Element
    scoring: ResponseProcessing
    body: QtiBody
    feedbacks: Feedbacks
    changed: list[str] = field(default_factory=list)

    @property
    def content(self) -> Element:
        """Its body."""
        found = self.item.first("itemBody")
        if found is None:
            raise CannotBeHeld("has no body")
        return found

    def stem(self, marks: Mapping[int, str]) -> str:
        """Its text. `marks` has the markup that stands in place of elements, by their `id()`. Raises CannotBeHeld."""
        text = self.body.markdown(self.content.content, self.replaced(marks))
        if text.strip():
            return text
        title = " ".join(self.item.get("title").split())
        if not title:
            raise CannotBeHeld("asks nothing that can be read")
        self.changed.append("has no text of its own; its title stands there")
        return title

    def replaced(self, marks: Mapping[int, str]) -> Replace:
        """Interactions become what is asked in them, without their answers."""

        def replace(one: Element) -> str | None:
            if id(one) in marks:
                return marks[id(one)]
            if one.name in CHOICES:
                return ""
            if one.name.endswith("Interaction") and one.name != "endAttemptInteraction":
                return f"<div>{self.body.markup(one.content, replace)}</div>"
            if one.name == "hottext":
                return f"<b>{self.body.markup(one.content, replace)}</b>"
            return None

        return replace

    def interactions(self) -> list[Element]:
        """What can be answered, in order. Raises CannotBeHeld where it cannot be answered here."""
        found = [one for one in self.content.within(*_ALL) if one.name != "endAttemptInteraction"]
        later = {id(one) for block in self.content.within(*FEEDBACK) for one in block.within(*_ALL)}
        for one in found:
            if id(one) in later:
                raise CannotBeHeld("is adaptive: what it asks depends on what was answered before")
            if one.name in _UNANSWERABLE:
                raise CannotBeHeld(_UNANSWERABLE[one.name])
        if self.item.get("adaptive") == "true":
            self.changed.append("lets somebody try again; here it is answered once")
        if not found:
            raise CannotBeHeld("asks nothing: it is a text to read")
        return found

    def choice_text(self, choice: Element) -> str:
        """The text of a choice; its pictures stand beside the question and are called by their words."""
        text, shown = self.body.with_pictures(choice.content)
        for one in shown:
            if one not in self.body.exhibits:
                self.body.exhibits.append(one)
        if text.strip() or not shown:
            return text
        by_id = {one["id"]: one for one in self.body.files.exhibits}
        return ", ".join(str(by_id[one]["alt"]) for one in shown)

    def declaration(self, response: str) -> Declaration:
        """What is said of a response. Raises CannotBeHeld where it is none."""
        found = self.scoring.responses.get(response)
        if found is None:
            raise CannotBeHeld("does not declare what is right")
        return found

    def correct(self, response: str) -> tuple[str, ...]:
        """What is declared to be right, without white space around it."""
        one = self.scoring.responses.get(response)
        return tuple(" ".join(text.split()) for text in one.correct) if one else ()

    def count(self, top: Fraction, weight: Fraction) -> dict[str, Any]:
        """Its points, as a field."""
        points, changed = whole_points(top * weight)
        self.changed += changed
        return {"points": points} if points != 1 else {}


_ALL = (
    *_UNANSWERABLE,
    *("choiceInteraction", "orderInteraction", "hottextInteraction", "matchInteraction", "associateInteraction"),
    *("gapMatchInteraction", "inlineChoiceInteraction", "textEntryInteraction", "extendedTextInteraction"),
    *("sliderInteraction", "endAttemptInteraction"),
)

Fields = tuple[dict[str, Any], Fraction]
"""What answers a question, as fields, and the points of the right answer."""


def begun(item: Element, files: Files, member: str) -> Question:
    """A question before its kind is looked at. Raises CannotBeHeld, NotUnderstood."""
    if item.first("templateProcessing") is not None or item.all("templateDeclaration"):
        raise CannotBeHeld("is made anew each time from a template, which a bank cannot hold")
    scoring = ResponseProcessing(item, files.effort)
    body = QtiBody(files, member)
    body.shows = scoring.before().shows
    for one in item.all("assessmentStimulusRef"):
        body.stimulus(one.get("href"), one.get("title"))
    return Question(item, scoring, body, Feedbacks(item, scoring, body))


def choices_of(asked: Question, one: Element) -> Fields:
    """A question whose options stand in a list, or in its text. Raises CannotBeHeld."""
    name = "hottext" if one.name == "hottextInteraction" else "simpleChoice"
    found = list(one.within(name))
    if len(found) > len(LETTERS):
        raise CannotBeHeld(f"has more than {len(LETTERS)} options")
    response = one.get("responseIdentifier")
    declaration = asked.declaration(response)
    if declaration.cardinality == "ordered":
        raise CannotBeHeld("has its options chosen in an order")
    ids = [choice.get("identifier") for choice in found]
    if len(set(ids)) < len(ids):
        raise CannotBeHeld("has two options of the same identifier")
    right = asked.correct(response)
    several = declaration.cardinality == "multiple" and one.get("maxChoices", "1") != "1"
    if several:
        worth = some_of(lambda chosen: asked.scoring.score({response: chosen}), ids, right)
        if len(worth.key) == 1:
            asked.changed.append("lets several options be chosen, of which one is right; here one is asked for")
    else:
        worth = one_of(lambda chosen: asked.scoring.score({response: (chosen,)}), ids, right)
    asked.changed += worth.changed
    told, rationale = _told(asked, response, dict(zip(ids, found, strict=True)), worth.key)
    letters = dict(zip(ids, LETTERS, strict=False))
    fixed = {choice.get("identifier") for choice in found if choice.get("fixed") == "true"}
    shuffled = one.get("shuffle") == "true"  # unless it is said, they are not; words of a text keep their order
    texts = {choice.get("identifier"): asked.choice_text(choice) for choice in found}
    fields = option_fields(letters, texts, worth, told, fixed if shuffled else set())
    if not shuffled and "options" in fields:
        fields["shuffle"] = False
    return {**fields, **({"rationale": rationale} if rationale else {})}, worth.points


def option_fields(
    letters: Mapping[str, str], texts: Mapping[str, str], worth: Worth, told: Mapping[str, str], fixed: Iterable[str]
) -> dict[str, Any]:
    """The fields of a question with options, by letters."""
    pinned = set(fixed)
    options: dict[str, Any] = {}
    for name, text in texts.items():
        more: dict[str, Any] = {}
        if told.get(name):
            more["feedback"] = told[name]
        if name in pinned:
            more["pin"] = True
        if name in worth.credits:
            more["credit"] = worth.credits[name]
        options[letters[name]] = {"text": text, **more} if more else text
    if [text.casefold() for text in texts.values()] == ["true", "false"] and not told and not worth.credits:
        return {"type": "true-false", "key": list(texts).index(worth.key[0]) == 0}
    key = [letters[name] for name in worth.key]
    fields = {"options": options, "key": key[0] if len(key) == 1 else key}
    return {**fields, **({"credit": "each"} if worth.each and len(key) > 1 else {})}


def _told(
    asked: Question, response: str, choices: Mapping[str, Element], keys: Sequence[str]
) -> tuple[dict[str, str], str]:
    """What each option tells whoever chose it, and what all are told."""

    def after(chosen: Sequence[str], inside: str) -> Sequence[str]:
        return asked.feedbacks.after({response: chosen}, choices.get(inside))

    if len(keys) < 2:
        return share_out(after(keys, ""), {name: after((name,), name) for name in choices}, keys)
    told, rationale, untold = share_out_of_several(after, choices, keys)
    if untold:
        asked.changed.append(UNTOLD)
    return told, rationale


def order_fields(asked: Question, one: Element) -> Fields:
    """A question whose entries are put in order. Raises CannotBeHeld."""
    response = one.get("responseIdentifier")
    entries = {choice.get("identifier"): choice for choice in one.all("simpleChoice")}
    right = asked.correct(response)
    if not right:
        raise CannotBeHeld("does not declare the right order")
    if len(right) > len(LETTERS):
        raise CannotBeHeld(f"has more than {len(LETTERS)} entries to put in order")
    if set(right) != set(entries) or len(right) != len(entries):
        raise CannotBeHeld("has only some of its entries put in order")
    points, credit, changed = order_of(lambda order: asked.scoring.score({response: order}), right)
    asked.changed += changed
    texts = [asked.choice_text(entries[name]) for name in right]
    fields: dict[str, Any] = {"type": "ordering", "order": texts}
    return {
        **fields,
        **({"credit": "each"} if credit == "each" else {}),
        **told_after(asked, {response: right}),
    }, points


def recall_fields(asked: Question, written: Sequence[Element]) -> Fields:
    """A question that is answered in one's own words: what is right is shown. Raises CannotBeHeld."""
    declared = [asked.scoring.responses.get(one.get("responseIdentifier")) for one in written]
    answers = [escaped(text.strip()) for one in declared if one for text in one.correct if text.strip()]
    notes = [one for one in asked.content.within("rubricBlock") if _is_for_scorers(one)]
    answers += [text for one in notes if (text := asked.body.with_pictures(one.content)[0]).strip()]
    if not answers:
        answers += asked.feedbacks.after({})
    if not answers:
        raise CannotBeHeld("is answered in one's own words and has no answer to compare with")
    return {"type": "recall", "answer": "\n\n".join(answers)}, Fraction(1)


def _is_for_scorers(one: Element) -> bool:
    views = one.get("view").split()
    return "scorer" in views and "candidate" not in views


def told_after(asked: Question, right: Responses) -> dict[str, Any]:
    """What is told after the right answer, as the rationale; else what is told after a wrong one."""
    texts = asked.feedbacks.after(right) or asked.feedbacks.after({})
    return {"rationale": "\n\n".join(texts)} if texts else {}
