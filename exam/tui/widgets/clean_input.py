"""The field that every field of the app is made of."""

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from exam.core.text import visible
from exam.core.wording import counted
from exam.tui.widgets.keybar import KeyBar


class CleanInput(Input):
    """A field in which nothing can stand that could steer a terminal, whatever is pasted into it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Whatever is typed or pasted comes in here. What is too much is left out, and that is said."""
        clean = cleaned(text)
        if self.max_length:
            room = max(0, self.max_length - len(self.value) + abs(end - start))
            if len(clean) > room:
                say_cut(self, self.max_length)
                clean = clean[:room]
        super().replace(clean, start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Takes all lines in one, where the framework would take the first alone."""
        event.prevent_default()
        event.stop()
        if clean := cleaned(event.text).strip():
            start, end = sorted(self.selection)
            self.replace(clean, start, end)

    def take_ahead(self, event: events.Key) -> bool:
        """Takes a letter that was typed before the field was there; whether it was one."""
        if not event.is_printable or event.character is None:
            return False
        self.select_on_focus = False  # or the next letter would be written over this one
        self.insert_text_at_cursor(event.character)
        return True


def say_cut(field: Widget, most: int) -> None:
    """Says that not all of what was typed or pasted had room in a field."""
    note = f"Cut: no more than {counted(most, 'character')} fit here."
    for bar in field.screen.query(KeyBar):
        bar.say(note)
        return
    field.notify(note, markup=False, severity="warning")


def cleaned(text: str) -> str:
    """A text in one line, with what could steer a terminal made visible."""
    return visible(" ".join(text.splitlines()))
