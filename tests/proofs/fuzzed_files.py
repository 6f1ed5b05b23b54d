"""The kinds of `tests.proofs.fuzz` that are files of their own: banks, themes, settings, and exam codes."""

from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from exam.assembly import CodeRefused, Impossible, assemble, read_code, tailor, write_code
from exam.core.bank import Bank
from exam.core.base32 import ALPHABET
from exam.files.config import CONFIG, Schedule, read_config, read_schedule, write_schedule
from exam.files.faults import BankRefused
from exam.files.own_toml import FileRefused, read_own
from exam.files.sound_form import nonsense
from exam.formats import read_bank
from exam.formats.bank_text import bank_text
from exam.tui.keymap import actions, read_keymap
from exam.tui.theming import read_theme
from tests.proofs.fuzzed import altered, hold, hold_said
from tests.support import bank_toml, sample_bank
from tests.support.every_kind import BANK
from tests.support.process import ROOT

_LARGEST = 100_000
_SETTINGS = b"""# Mine.
theme = "dark"
exam_date = 2030-05-01
count_drills = true
minutes_a_day = 30
answers_at_once = false
unknown = [1, 2]

[exam]
pass_mark = 80

[keys]
"room.next" = ["n", "enter"]
room.back = "p"
"""


@cache
def _banks(chance: int) -> dict[str, bytes]:
    broken = sorted((ROOT / "tests" / "formats" / "broken").glob("*.toml"))
    files = [BANK, ROOT / "tests" / "formats" / "nasty.toml", broken[chance % len(broken)]]
    sample = {"sample.toml": bank_toml(sample_bank(8, 2)).encode()}
    return sample | {path.name: path.read_bytes() for path in files}


@cache
def _themes() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((ROOT / "themes").glob("*.toml"))}


@cache
def _sample() -> Bank:
    return sample_bank(20, 4)


def bank(chance: Random, folder: Path) -> str:
    """What is taken makes sound papers, and comes back as it is when it is written."""
    path = folder / "bank.toml"
    path.write_bytes(altered(chance, _banks(chance.randrange(12)), _LARGEST))
    try:
        loaded = read_bank(path, skip_faulty=chance.random() < 0.2)
    except BankRefused as refused:
        hold_said(refused, path.name)
        return "refused"
    for warning in loaded.warnings:
        hold_said(Exception(str(warning)), path.name)
    again = folder / "again.toml"
    again.write_text(bank_text(loaded.bank), "utf-8")
    same = loaded.bank.model_copy(update={"format_version": 2})  # which it is written in
    hold(read_bank(again).bank == same, "what was written comes back as another bank")
    try:
        blueprint = tailor(loaded.bank)
        form = assemble(loaded.bank, blueprint, chance.randrange(1000))
    except Impossible as impossible:
        hold_said(impossible)
        return "taken"
    hold((what := nonsense(form)) is None, f"its paper makes no sense: {what}")
    return "taken"


def theme(chance: Random, folder: Path) -> str:
    path = folder / "mine.toml"
    path.write_bytes(altered(chance, _themes(), _LARGEST))
    try:
        read_theme(path).to_color_system().generate()
    except FileRefused as refused:
        hold_said(refused, path.name)
        return "refused"
    return "taken"


def settings(chance: Random, folder: Path) -> str:
    """What is set from the program afterwards is set, or refused with the file untouched; the rest stays as it was."""
    path = folder / CONFIG
    path.write_bytes(altered(chance, {CONFIG: _SETTINGS}, _LARGEST))
    before, config = path.read_bytes(), read_config(folder)
    keymap = read_keymap(config, actions())
    for fault in (*config.faults, *keymap.faults):
        hold_said(Exception(str(fault)), CONFIG)
    with suppress(FileRefused):
        read_schedule(folder)
    wanted = Schedule(date(2031, 1, 2), drills=True, minutes=45)
    try:
        write_schedule(folder, wanted)
    except FileRefused as refused:
        hold_said(refused, CONFIG)
        hold(path.read_bytes() == before, "it was refused and written to")
        return "refused"
    if config.file is None:
        return "refused"
    hold(read_schedule(folder) == wanted, "what was set is not what is read")
    own = {"exam_date", "count_drills", "minutes_a_day"}
    kept = {name: value for name, value in config.file.values.items() if name not in own}
    now = {name: value for name, value in read_own(path).values.items() if name not in own}
    hold(repr(kept) == repr(now), f"something else was changed: {kept} became {now}")
    return "taken"


def code(chance: Random, folder: Path) -> str:
    """A code that is taken is the code of the paper that it makes."""
    sample = _sample()
    blueprint = tailor(sample, items=chance.randrange(2, 12), minutes=chance.choice((None, 7)))
    written = write_code(sample, blueprint, chance.randrange(1 << 30))
    made = [*written]
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(made))
        match chance.randrange(5):
            case 0:
                made[at] = chance.choice((*ALPHABET, "-", " ", "é", "\x1b", "\u0663", "\U0001d7d8", "\n"))
            case 1:
                del made[at]
            case 2:
                made.insert(at, chance.choice(ALPHABET) * chance.choice((1, 1, 40, 3000)))
            case _:  # the letters of a code that was never given, with the check digit that makes it look like one
                made = _signed(chance, made)
        made = made or ["0"]
    text = "".join(made)
    (folder / "code.txt").write_text(text[:2000], "utf-8")
    try:
        read = read_code(text)
        blueprint, seed = read.resolve(sample)
        form = assemble(sample, blueprint, seed)
    except (CodeRefused, Impossible) as refused:
        hold_said(refused)
        return "refused"
    hold(nonsense(form) is None, f"the paper of {text} makes no sense")
    hold(read_code(form.code).resolve(sample) == (blueprint, seed), f"{text} makes the paper of {form.code}")
    return "taken"


def _signed(chance: Random, made: list[str]) -> list[str]:
    letters = [letter for letter in made if letter in ALPHABET]
    if len(letters) < 8:
        return made
    letters[chance.randrange(5, max(6, len(letters) - 7))] = chance.choice(ALPHABET)
    for last in ALPHABET:
        with suppress(CodeRefused):
            read_code("".join((*letters[:-1], last)))
            return [*letters[:-1], last]
    return letters
