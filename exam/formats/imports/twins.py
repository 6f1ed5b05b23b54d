"""Two questions of files that ask for the same: one is kept, with what either of them tells."""

from typing import Any

from exam.core.item import Item


def with_words_of(twin: Item, kept: Item) -> Item:
    """The question that is kept, with the explanation, sources and feedback of its twin where it has none of its own.

    Where options stand in another order it stays as it is: a text may speak of them by their letters.
    """
    if [option.text for option in kept.options] != [option.text for option in twin.options]:
        return kept
    more: dict[str, Any] = {}
    if not kept.rationale and twin.rationale:
        more["rationale"] = twin.rationale
    if not kept.references and twin.references:
        more["references"] = twin.references
    if not any(option.feedback for option in kept.options) and any(option.feedback for option in twin.options):
        more["options"] = tuple(
            option.model_copy(update={"feedback": other.feedback})
            for option, other in zip(kept.options, twin.options, strict=True)
        )
    return kept.model_copy(update=more) if more else kept
