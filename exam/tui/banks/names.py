"""What a bank is called, new or anew; and whether one is to be removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.bank import Bank
from exam.core.text import one_line, visible
from exam.library.own_banks import MOST_TITLE, BinnedBank
from exam.tui.banks.listing import ListedBank
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import titled
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, RowLabel
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import Body, FullPage


@dataclass(frozen=True, slots=True)
class Names:
    """What was typed."""

    title: str
    id: str = ""
    """Empty where none was asked for."""


class NamesScreen(FieldsPage[Names | None]):
    """Title and id of a bank, or the title alone of a new one. Dismisses them, or None for back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "keep", id="names.keep"),
        *(one for one in FIELD_KEYS if isinstance(one, Binding) and one.id != "field.next-value"),
        Binding("escape", "back", "back", id="names.back"),
    ]
    DEFAULT_CSS = """
    NamesScreen #fields { height: 1fr; padding: 1 2; }
    NamesScreen .row { margin-bottom: 1; }
    NamesScreen Input { width: 1fr; }
    NamesScreen #says { height: auto; padding: 0 2; margin-bottom: 1; color: $text-muted; }
    NamesScreen #outcome { padding: 0 2; }
    """

    def __init__(self, bank: Bank | None, names: Names | None = None, refused: str = "") -> None:
        """`bank` is renamed; None: a new one is begun. `names` were typed before, and `refused` for a reason."""
        super().__init__()
        self.bank = bank
        self.names = names or (Names(bank.title, bank.id) if bank else Names("My bank"))
        self.refused = refused

    def body(self) -> Iterator[Widget]:
        yield Static(titled("Rename a bank" if self.bank else "Begin a new bank"), id="masthead")
        title = CleanInput(self.names.title, id="title", max_length=MOST_TITLE, select_on_focus=False)
        rows = [Horizontal(RowLabel("Title"), title, classes="row")]
        if self.bank is not None:
            own_id = CleanInput(self.names.id, id="id", max_length=64, select_on_focus=False)
            rows.append(Horizontal(RowLabel("Id"), own_id, classes="row"))
            says = "The rest of its file stays as it is."
        else:
            says = "It has one question of each kind, with notes on what can be changed, and is changed in your editor."
        yield Vertical(*rows, Static(Content(says), id="says"), Static(id="outcome"), id="fields")

    def follow(self) -> None:
        typed = self._typed
        if self.refused and typed == self.names:
            self.say(visible(f"✗ {self.refused}"))
        elif self.bank is not None and typed.id != self.bank.id:
            self.say(
                Content.styled(
                    f"Attempts and exam codes refer to {self.bank.id}: they stay under that id, and this bank begins "
                    "without a past.",
                    "$marked",
                )
            )
        else:
            self.say("")

    def action_begin(self) -> None:
        if self.cramped:
            return
        if not self._typed.title:
            self.say("✗ A bank needs a title.")
        else:
            self.dismiss(self._typed)

    @property
    def _typed(self) -> Names:
        values = {str(field.id): one_line(field.value) for field in self.query(Input)}
        return Names(values["title"], values.get("id", ""))


class RemoveScreen(FullPage[bool]):
    """Whether a bank is to be removed. Dismisses True for yes."""

    DEFAULT_CSS = """
    RemoveScreen #text { padding: 1 2; }
    RemoveScreen #text Static { height: auto; max-width: 90; }
    RemoveScreen #text .said { padding: 0 2; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "choose", id="remove.choose"),
        Binding("escape,n,q", "back", "keep it", key_display="esc", id="remove.keep"),
    ]

    def __init__(self, listed: ListedBank) -> None:
        super().__init__()
        self.listed = listed

    def body(self) -> Iterator[Widget]:
        says = (
            "Its file goes into the bin, from where it can be put back for 30 days. "
            "Attempts at it, and their results, stay."
        )
        yield Static(titled("Remove a bank"), id="masthead")
        yield Body(
            Static(Content.styled(visible(self.listed.title), "bold"), classes="said"),
            Static(Content.styled(visible(str(self.listed.path)), "$text-muted"), classes="said"),
            Static(Content(says), classes="said"),
            Choice(Content("Remove it"), True, id="yes"),
            Choice(Content("Keep it"), False, id="no"),
            id="text",
            can_focus=False,
        )

    def on_mount(self) -> None:
        self.query_one("#yes").focus()

    def on_choice_taken(self, message: Choice.Taken) -> None:
        self.dismiss(bool(message.value))


def binned_told(binned: BinnedBank) -> str:
    """Where a bank that was removed lies, in a sentence."""
    until = binned.until.astimezone().strftime("%-d %B")
    return f"{one_line(binned.name)} is in the bin until {until}, and can be put back."
