"""The field that every field of the app is made of."""

from textual import events
from textual.widgets import Input

from exam.core.text import visible


class CleanInput(Input):
    """A field in which nothing can stand that could steer a terminal, whatever is pasted into it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Whatever is typed or pasted comes in here."""
        super().replace(cleaned(text), start, end)

    def take_ahead(self, event: events.Key) -> bool:
        """Takes a letter that was typed before the field was there; whether it was one."""
        if not event.is_printable or event.character is None:
            return False
        self.select_on_focus = False  # or the next letter would be written over this one
        self.insert_text_at_cursor(event.character)
        return True


def cleaned(text: str) -> str:
    """A text in one line, with what could steer a terminal made visible."""
    return visible(" ".join(text.splitlines()))
