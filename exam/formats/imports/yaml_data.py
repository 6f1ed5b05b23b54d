"""YAML as plain data with lines: lists, tables and texts, however a text was written.

Read by PyYAML's events, of which depth, number and aliases are judged before anything is built. Its own types are not
asked for: there `no` would be false, and a version such as 1.10 a number.
"""

from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.loose_question import PlacedTable, WrittenNumber

_DEEPEST = 40
_MOST_EVENTS = 750_000
_NULLS = ("", "~", "null", "Null", "NULL")


def loaded(name: str, text: str) -> Any:
    """The data of a file of YAML; several documents make a list. Raises BankRefused."""
    try:
        import yaml
    except ImportError as error:
        remedy = "Install it with pip install 'exam[formats]', or write the file as JSON."
        raise BankRefused((Fault(name, 0, 0, "", "is YAML, which needs PyYAML to be read", remedy),)) from error
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents: list[Any] = []
    try:
        events = yaml.parse(text, Loader=loader)
        documents = _documents(name, events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"is no YAML: {error.problem or error.context or 'it cannot be read'}"
        raise BankRefused((Fault(name, line, column, "", message, "Correct it there."),)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BankRefused((Fault(name, 0, 0, "", "is no YAML that can be read", "Write it anew."),)) from error
    return documents[0] if len(documents) == 1 else documents


def _documents(name: str, events: Any) -> list[Any]:
    from yaml import events as kinds

    documents: list[Any] = []
    open_: list[tuple[Any, list[Any]]] = []
    """What is being filled, and for a table the key that waits for its value."""

    def put(value: Any) -> None:
        if not open_:
            documents.append(value)
            return
        holder, waiting = open_[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif waiting:
            key = waiting.pop()
            holder.setdefault(key if isinstance(key, str) else str(key)[:100], value)
        else:
            waiting.append(value)

    for count, event in enumerate(events):
        line = event.start_mark.line + 1
        if count > _MOST_EVENTS:
            raise BankRefused((Fault(name, line, 0, "", f"has more than {_MOST_EVENTS:,} values", "Split it."),))
        if isinstance(event, kinds.AliasEvent):
            message = f"repeats what stands elsewhere by its name (*{str(event.anchor)[:40]})"
            raise BankRefused((Fault(name, line, 0, "", message, "Write it out: a file could grow so without end."),))
        if isinstance(event, kinds.ScalarEvent):
            put(_scalar(event))
        elif isinstance(event, kinds.SequenceStartEvent | kinds.MappingStartEvent):
            made: Any = [] if isinstance(event, kinds.SequenceStartEvent) else PlacedTable()
            if isinstance(made, PlacedTable):
                made.line = line
            put(made)
            open_.append((made, []))
            if len(open_) > _DEEPEST:
                raise BankRefused((Fault(name, line, 0, "", f"is deeper than {_DEEPEST} levels", "Write it flatter."),))
        elif isinstance(event, kinds.SequenceEndEvent | kinds.MappingEndEvent):
            open_.pop()
    return documents


def _scalar(event: Any) -> Any:
    if not event.implicit[0]:
        return event.value
    if event.value in _NULLS:
        return None
    digits = event.value.removeprefix("-").removeprefix("+").replace(".", "", 1)
    return WrittenNumber(event.value) if digits.isdigit() and digits.isascii() else event.value
