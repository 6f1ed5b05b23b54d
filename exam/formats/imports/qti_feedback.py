"""What a question of QTI 2 or 3 tells after an answer, found by looking at what is shown after each."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from exam.formats.imports.qti_body import FEEDBACK, QtiBody
from exam.formats.imports.qti_scoring import Outcome, ResponseProcessing, Responses
from exam.formats.imports.qti_worth import CannotBeHeld
from exam.formats.imports.xml_tree import Element

UNTOLD = "what it tells after other answers, or as a hint, is left out"
_MOST = 300
_CHOICES = ("simpleChoice", "hottext", "inlineChoice", "simpleAssociableChoice", "gapText", "gapImg")


class Feedbacks:
    """The feedback of one question."""

    def __init__(self, item: Element, scoring: ResponseProcessing, body: QtiBody) -> None:
        self._scoring, self._body = scoring, body
        self._inside = [one for choice in item.within(*_CHOICES) for one in choice.within(*FEEDBACK)]
        inside = {id(one) for one in self._inside}
        in_body = item.first("itemBody")
        found = [one for one in in_body.within(*FEEDBACK) if id(one) not in inside] if in_body is not None else []
        self._all = [*item.all("modalFeedback"), *(one for one in found if not body.shows(one))]
        if len(self._all) > _MOST:
            raise CannotBeHeld(f"has more than {_MOST} feedbacks")
        self._texts: dict[int, str] = {}
        """Of those that were shown after any response."""

    @property
    def is_untold(self) -> bool:
        """Whether there is one that no response of those looked at has shown: a hint, or one for any other answer."""
        return any(id(one) not in self._texts and one.text.strip() for one in (*self._all, *self._inside))

    def after(self, responses: Responses, choice: Element | None = None) -> tuple[str, ...]:
        """The texts that are shown after a response, those within the choice that was made first."""
        if choice is None and not self._all:
            return ()
        outcome = self._scoring.outcome(responses)
        self._scoring.effort.spend(len(self._all))
        inside = choice.within(*FEEDBACK) if choice is not None else ()
        return tuple(dict.fromkeys(self._shown((*inside, *self._all), outcome)))

    def _shown(self, elements: Iterable[Element], outcome: Outcome) -> Iterable[str]:
        for one in elements:
            if outcome.shows(one) and (text := self._text(one)):
                yield text

    def _text(self, element: Element) -> str:
        if id(element) not in self._texts:
            try:
                self._texts[id(element)] = self._body.with_pictures(element.content)[0]
            except CannotBeHeld:
                self._texts[id(element)] = ""
                self._body.changed.append("a feedback with a picture, sound or film is left out")
        return self._texts[id(element)]


def share_out_of_several(
    after: Callable[[Sequence[str], str], Sequence[str]], names: Iterable[str], keys: Sequence[str]
) -> tuple[dict[str, str], str, bool]:
    """The same where several options are right, and whether something is left untold.

    `after` gives what is told after a choice of several, with what stands within one of them. Right options alone are
    a wrong answer, which tells of what is missing: a word on one of them is told after it alone and after all. A wrong
    option tells what is told after it and all right ones, and not after these.
    """
    right = after(keys, "")
    alone = {name: after((name,), name) for name in names}
    everywhere = {text for text in right if all(text in texts for texts in alone.values())}
    own = {
        name: [text for text in after(keys, name) if text in texts and text not in everywhere]
        if name in keys
        else [text for text in after((*keys, name), name) if text not in right]
        for name, texts in alone.items()
    }
    told = {text for texts in own.values() for text in texts}
    common = [text for text in right if text not in told]
    untold = any(text not in told and text not in common for texts in alone.values() for text in texts)
    return {name: "\n\n".join(texts) for name, texts in own.items() if texts}, "\n\n".join(common), untold


def share_out(
    at_right: Sequence[str], shown: Mapping[str, Sequence[str]], keys: Collection[str]
) -> tuple[dict[str, str], str]:
    """What each option tells whoever chose it, and what all are told: the rationale.

    `at_right` is what is told after the right answer, `shown` after each option alone.
    """
    everywhere = {text for texts in shown.values() for text in texts if all(text in other for other in shown.values())}
    somewhere = {text for texts in shown.values() for text in texts}
    common = [text for text in at_right if text in everywhere or text not in somewhere]
    own = {}
    for name, texts in shown.items():
        # One of several right options alone is a wrong answer: what is told then is no word on that option.
        others = everywhere if name in keys and len(keys) > 1 else set(common)
        own[name] = "\n\n".join(text for text in texts if text not in others and text not in common)
    return {name: text for name, text in own.items() if text}, "\n\n".join(common)
