"""What stands beside a question, said before it: in full the first time, by its title alone after that."""

from exam.core.exhibit_lines import exhibit_lines, exhibit_title, exhibits_of
from exam.core.form import Form, Slot

_COLUMNS = 76
"""Columns of a table and of code; words flow in whoever's terminal it is, but columns must stand."""


class ToldBefore:
    """Which exhibits were said already, in one sitting or in one look back."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def before(self, form: Form, slot: Slot, again: str = " Say exhibit to hear it again.") -> list[str]:
        """What is said before a question: what is new in full, and of what was said before that it is there."""
        lines: list[str] = []
        for exhibit in exhibits_of(form, slot):
            if exhibit.id in self._ids:
                lines += ["", f"Exhibit: {exhibit_title(form, exhibit)}, as before.{again}"]
            else:
                self._ids.add(exhibit.id)
                lines += ["", f"Exhibit: {exhibit_title(form, exhibit)}.", *exhibit_lines(exhibit, form.text, _COLUMNS)]
        return lines


def again(form: Form, slot: Slot) -> list[str]:
    """All that stands beside a question, in full; nothing where nothing does."""
    return ToldBefore().before(form, slot)[1:]
