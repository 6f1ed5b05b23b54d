"""What `take` and `form` can be asked for: the options, and the one value in which they arrive.

Nothing here is slow to load, because every option can be asked about: `exam take --help` makes no paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

import click

from exam.cli.helping import CommandOption
from exam.cli.options import CommandFunction, bank_size_option, skip_faulty_option
from exam.cli.wiring import DEFAULT_BANK_SIZE, MEGABYTE

if TYPE_CHECKING:
    from exam.core.blueprint import Difficulty

EXTRA_TIMES = ("1", "1.25", "1.5", "2", "untimed")

_paper, _past, _sitting = (
    partial(click.option, cls=CommandOption, section=section)
    for section in ("Which paper", "A drill from your past", "How it is sat")
)

_SAID_BY_CODE = (
    "preset", "sections", "items", "minutes", "seed", "difficulty", "options", "choose_two", "reversed_", "matching"
)  # fmt: skip
_PICKS = {"missed", "of", "times_missed", "unsure", "flagged", "slow", "unseen"}
_NARROWS = {"times_missed", "unsure", "flagged", "slow", "unseen"}
_DRILLS = _PICKS | {"again", "due", "planned", "contrast", "to_measure", "mixed"}


@dataclass(frozen=True)
class PaperRequest:
    """One paper as asked for on a command line: a field for each option, by the option's name.

    Raises UsageError where two options say different things.
    """

    bank: str | None = None
    preset: str | None = None
    sections: tuple[str, ...] = ()
    items: int | None = None
    minutes: int | None = None
    seed: int | None = None
    code: str | None = None
    difficulty: Difficulty | None = None
    options: int | None = None
    choose_two: int | None = None
    reversed_: int | None = None
    matching: int | None = None
    max_megabytes: int = DEFAULT_BANK_SIZE
    missed: bool = False
    mixed: bool = False
    of: str | None = None
    again: str | None = None
    times_missed: int | None = None
    unsure: bool = False
    flagged: bool = False
    slow: bool = False
    unseen: bool = False
    due: bool = False
    planned: bool = False
    to_measure: bool = False
    contrast: str | None = None

    def __post_init__(self) -> None:
        given = self._given
        if "again" in given and given - {"again"}:
            raise click.UsageError("--again already says which paper it is: leave out whatever else says so.")
        if bool(given & _PICKS) + self.mixed + self.due + self.planned + ("contrast" in given) > 1:
            raise click.UsageError(
                "Choose one of --missed (and what narrows it), --mixed, --due, --planned and --contrast."
            )
        if "of" in given and given & _NARROWS:
            raise click.UsageError("--of takes all that this attempt missed: leave out what narrows it.")
        if self.code is not None and self.is_drill:
            raise click.UsageError("An exam code already says which paper it is: leave out the drill, or --code.")
        if self.code is not None and (doubled := [_option(name) for name in _SAID_BY_CODE if name in given]):
            raise click.UsageError(
                f"An exam code already says which paper it is: leave out {' and '.join(doubled)}, or --code."
            )

    @property
    def _given(self) -> set[str]:
        """The fields that say something of the paper. A number of 0 does."""
        said = {name for name, value in vars(self).items() if value is not None and value is not False and value != ()}
        return said - {"max_megabytes"}

    @property
    def is_drill(self) -> bool:
        """Whether the past is to be looked at."""
        return bool(self._given & _DRILLS)

    @property
    def max_bytes(self) -> int:
        return self.max_megabytes * MEGABYTE


def paper_options(command: CommandFunction) -> CommandFunction:
    """The options that say which paper."""
    return _decorated(
        command,
        click.argument("bank", required=False),
        _paper("--preset", metavar="P", help="One of the bank's blueprints, as 'exam banks' lists them."),
        _paper("--section", "sections", multiple=True, metavar="S", help="Only this section; repeatable."),
        _paper("--items", type=click.IntRange(1, 1000), metavar="N", help="How many questions."),
        _paper("--minutes", type=click.IntRange(1, 1440), metavar="M", help="How much time."),
        _paper(
            "--difficulty",
            type=click.Choice(("far", "mixed", "near")),
            help="Wrong options from other topics, from anywhere, or the closest there are.",
        ),
        _paper("--options", type=click.IntRange(2, 9), metavar="N", help="Options of a question."),
        _paper("--choose-two", type=click.IntRange(0), metavar="N", help="N questions with two answers."),
        _paper(
            "--reversed",
            "reversed_",
            type=click.IntRange(0),
            metavar="N",
            help="N questions that show an answer and ask which question it belongs to.",
        ),
        _paper(
            "--matching",
            type=click.IntRange(0),
            metavar="N",
            help="N blocks of five questions that share one list of answers.",
        ),
        _paper("--seed", type=click.IntRange(min=0), metavar="N", help="Which of the possible papers."),
        _paper("--code", metavar="C", help="The very paper that this exam code names."),
        bank_size_option,
        skip_faulty_option,
    )


def drill_options(command: CommandFunction) -> CommandFunction:
    """The options of `take` that look at the past."""
    return _decorated(
        command,
        _past("--missed", is_flag=True, help="What you missed the last time, and nothing else."),
        _past("--mixed", is_flag=True, help="Mostly what you missed, some unseen, a little mastered."),
        _past("--of", metavar="ATTEMPT", help="With --missed: only what this attempt missed."),
        _past("--again", metavar="ATTEMPT", help="The very paper that this attempt was."),
        _past("--times-missed", type=click.IntRange(min=1), metavar="N", help="Only what was missed N times."),
        _past("--unsure", is_flag=True, help="What you were unsure of the last time."),
        _past("--flagged", is_flag=True, help="What you flagged the last time."),
        _past("--slow", is_flag=True, help="What took you half as long again as the paper allows."),
        _past("--unseen", is_flag=True, help="What you never saw."),
        _past("--due", is_flag=True, help="What is due for review today."),
        _past("--planned", is_flag=True, help="Today's portion of your plan, as 'exam plan' tells it."),
        _past(
            "--to-measure",
            is_flag=True,
            help="Wrong options chosen for you, unseen or taken before; any paper.",
        ),
        _past("--contrast", metavar="A,B", help="Two questions that you confuse, side by side."),
    )


def sitting_options(command: CommandFunction) -> CommandFunction:
    """The options that say how a paper is sat."""
    return _decorated(
        command,
        _sitting(
            "--extra-time",
            type=click.Choice(EXTRA_TIMES),
            default="1",
            metavar="X",
            help=f"Multiply the time: {', '.join(EXTRA_TIMES)}.",
        ),
        _sitting(
            "--pass-mark",
            type=click.IntRange(0, 100),
            metavar="N",
            help="Your own pass mark in percent; pass_mark under [exam] in config.toml sets it for good.",
        ),
        _sitting(
            "--practice/--exam",
            default=None,
            help="Show what is right after each question, when asked to; or not before the end. A drill is practice "
            "where you do not say, any other paper an exam.",
        ),
    )


def extra_time_factor(word: str) -> float | None:
    """The factor of one of EXTRA_TIMES; None: untimed."""
    return None if word == "untimed" else float(word)


def _option(name: str) -> str:
    """The option of a field, as it is typed."""
    return "--section" if name == "sections" else f"--{name.strip('_').replace('_', '-')}"


def _decorated(command: CommandFunction, *options: CommandFunction) -> CommandFunction:
    """A command with these options, which its help lists in this order."""
    return reduce(lambda decorated, option: option(decorated), reversed(options), command)
