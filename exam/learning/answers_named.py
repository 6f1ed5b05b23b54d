"""What was answered and what is right, in words: a past holds ids alone, and a learner knows answers by their texts."""

from exam.core.results import AUTHORED, option_name
from exam.core.wording import in_line
from exam.learning.past import Past


def right_answer(past: Past, item: str) -> str:
    """What answers an item, in one line; empty where its bank is not here or does not say it in words."""
    known = past.bank.item_by_id.get(item) if past.bank else None
    if past.bank is None or known is None:
        return ""
    right = "; ".join(option.text for option in known.options if option.id in known.key)
    return in_line(known.statements[0] if known.statements else right or known.answer or "", past.bank.text)


def wrong_option(past: Past, item: str, name: str) -> str:
    """A wrong option of an item in one line: its text where its author wrote it, else the question that it answers.

    `name` is as in `exam.core.results.option_name`.
    """
    known = past.bank.item_by_id.get(item) if past.bank else None
    if past.bank and known and name.startswith(AUTHORED):
        for option in (*known.options, *(option for gap in known.gaps for option in gap.options)):
            if option_name(None, option.text) == name:
                return in_line(option.text, past.bank.text)
    found = past.stem(name)
    return "an option that its author has changed since" if found.startswith(AUTHORED) else found
