"""What an import, a check and an export found, as lines of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from exam.audit.bank_check import BankCheck, PlacedFinding
from exam.audit.told import (
    common_remedy,
    grouped_findings,
    heading_of,
    own_options_told,
    telling_bots,
    ways_of_asking_told,
)
from exam.core.wording import counted
from exam.files.faults import Fault
from exam.formats.exports.outgoing import NotHeld
from exam.formats.imports.imported import Imported, ImportedQuestion, grouped
from exam.tui.banks.found import Found, Row

_STYLES = {"fault": "$incorrect", "warning": "$marked", "advice": ""}


def told_of_import(made: Imported) -> Found:
    """What became of each question of a file: those left out first, then those taken with a change, then the rest."""
    files = ", ".join(f"{Path(file).name}: {title}" for file, title in zip(made.files, made.formats, strict=True))
    return Found(
        title=made.bank.title,
        beside=files,
        sentences=(made.summary, *made.notes),
        rows=[*_import_rows(made)],
        put=True,
    )


def _import_rows(made: Imported) -> Iterator[Row]:
    several = len(made.files) > 1
    if made.left_out:
        yield Row(f"Left out: {counted(len(made.left_out), 'question')}", style="bold $incorrect")
        for why, accounts in grouped((one.why, one) for one in made.left_out):
            for account in accounts:
                twin = f" ({_twin(account)})" if account.twin else ""
                yield _account(account, f"{account.name}: {why}{twin}" if account.name else f"{why}{twin}", several)
    if made.changed:
        yield Row(f"Taken with a change: {counted(len(made.changed), 'question')}", style="bold $marked")
        for what, accounts in grouped((what, account) for account in made.changed for what in account.changed):
            for account in accounts:
                yield _account(account, f"{account.name}: {what}", several)
    plain = [account for account in made.taken if not account.changed]
    if plain:
        yield Row(f"Taken as they are: {counted(len(plain), 'question')}", style="bold $correct")
        for account in plain:
            yield _account(account, account.name, several)


def _twin(account: ImportedQuestion) -> str:
    """Where the same question stands, without the name of the file if that is this one."""
    inside = account.twin.removeprefix(f"{account.file}:")
    return f"line {inside}" if inside.isdecimal() else inside


def _account(account: ImportedQuestion, text: str, several: bool) -> Row:
    place = account.place
    parts = [Path(account.file).name] if several else []
    parts += [place.member] if place.member else []
    parts += [f"line {place.line}" if not parts else str(place.line)] if place.line else []
    in_file = Path(account.file) if place.line and not place.member else None
    return Row(text, ":".join(parts) or "–", f"{account.where}: {text}", file=in_file, line=place.line)


def told_of_check(checked: BankCheck, *, put: bool = False) -> Found:
    """What is wrong with a bank or could be better, the worst first, and what its own options give to a guesser.

    `put`: whether it can be put beside the others.
    """
    bank = checked.bank
    title = bank.title if bank else checked.path.name
    kinds = [(checked.count("fault"), "fault"), (checked.count("warning"), "warning")]
    counts = [counted(number, word) for number, word in kinds if number]
    if advice := checked.count("advice"):
        counts.append(f"{counted(advice, 'piece')} of advice")
    if bank is None:
        counts.insert(0, "cannot be used")
    sentences = [*ways_of_asking_told(checked), *own_options_told(checked)]
    bots = telling_bots(checked)
    wide = max((len(name) for name, *_ in bots), default=0)
    sentences += [f"  {name.ljust(wide)}  {share:>5}  {interval}" for name, share, interval in bots]
    if not checked.findings:
        sentences.append("Nothing is wrong, and there is no advice.")
    return Found(title, ", ".join(counts), sentences, [*_check_rows(checked)], put=put, writes=bank is not None)


def _check_rows(checked: BankCheck) -> Iterator[Row]:
    for group in grouped_findings(checked.findings):
        remedy = common_remedy(group)
        heading = heading_of(group)
        heading = f"{heading[:1].upper()}{heading[1:]}"
        yield Row(
            f"{heading}: {remedy}" if remedy else heading, full=remedy, style=f"bold {_STYLES[group[0].severity]}"
        )
        for one in group:
            yield _finding(checked, one)


def _finding(checked: BankCheck, one: PlacedFinding) -> Row:
    return _fault(checked.path, one.fault)


def _fault(path: Path, fault: Fault) -> Row:
    """A fault with its place, which is in the file itself, or in a part of it that no editor can be sent to."""
    inside = fault.file.removeprefix(str(path)).lstrip(":")
    at = ":".join(str(part) for part in (fault.line, fault.column) if part)
    place = f"{inside}:{at}".strip(":") if inside else f"line {at}" if at else "–"
    text = f"{fault.where}: {fault.message}" if fault.where else fault.message
    full = f"{text}. {fault.remedy}" if fault.remedy else f"{text}."
    return Row(text, place, f"{place}: {full}", file=None if inside else path, line=fault.line)


def told_of_faults(path: Path, faults: Sequence[Fault]) -> Found:
    """Why a file is no bank, and none can be made of it."""
    rows = [Row("What is wrong", style="bold $incorrect"), *(_fault(path, fault) for fault in faults)]
    return Found(path.name, "cannot be used", [], rows)


def told_of_export(title: str, said: str, not_held: Sequence[NotHeld]) -> Found:
    """What a format could not hold, each kind with its questions; what was left out altogether first."""
    rows: list[Row] = []
    for whole, style in ((True, "bold $incorrect"), (False, "bold $marked")):
        kinds: dict[str, list[NotHeld]] = {}
        for one in not_held:
            if one.whole == whole:
                kinds.setdefault(one.what, []).append(one)
        for what, held in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
            begin = "Left out" if whole else f"{title} cannot hold"
            rows.append(Row(f"{begin}: {what}", style=style))
            rows += [Row(f"{one.item}: {what}", str(one.n), f"Question {one.n}, {one.item}: {what}") for one in held]
    return Found(f"Written as {title}", f"{counted(len(not_held), 'remark')}", [said], rows)
