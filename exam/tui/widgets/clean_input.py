"""The field that every field of the app is made of."""

from textual.widgets import Input

from exam.core.text import visible


class CleanInput(Input):
    """A field in which nothing can stand that could steer a terminal, whatever is pasted into it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Whatever is typed or pasted comes in here."""
        super().replace(cleaned(text), start, end)


def cleaned(text: str) -> str:
    """A text in one line, with what could steer a terminal made visible."""
    return visible(" ".join(text.splitlines()))
