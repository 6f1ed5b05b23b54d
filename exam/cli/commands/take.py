"""`take`, `resume` and `form`: a paper that is sat, in the app or line by line, or printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any

import click

from exam.cli.exits import DONE, LEFT, REFUSED, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import form_json, json_text
from exam.cli.request import PaperRequest, drill_options, extra_time_factor, paper_options, sitting_options
from exam.cli.wiring import find_root, new_clock, new_identifier, nothing_kept, now, require_terminal, run_app

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.events import Mode
    from exam.core.form import Form
    from exam.sitting.session import Session
    from exam.store import Store

PLAIN = click.option("--plain", is_flag=True, help="Line by line: for screen readers, braille, scripts and pipes.")


@click.command(cls=Command, short_help="Sit an exam, or a drill.")
@paper_options
@drill_options
@sitting_options
@PLAIN
@click.option("--ephemeral", is_flag=True, help="Keep nothing of it, also where nothing could be kept.")
@data_dir_option
def take(
    extra_time: str, practice: bool | None, plain: bool, ephemeral: bool, pass_mark: int | None, **paper: Any
) -> int:
    """Sit an exam on BANK: an id or a path; without it, the first bank.

    With --plain the clock starts at once. Each line is one command; 'help' lists them. At a terminal the end offers
    a review of the answers; a script or a pipe has ended with it, and 'exam resume ATTEMPT --plain' reviews.
    """
    request = PaperRequest(**paper)
    if not plain:
        require_terminal()
    from exam.cli.commands.plan import planned_paper
    from exam.cli.papers import make_paper, make_paper_of_past, seed_of, with_own_cut

    root = find_root()
    if request.planned:
        made = planned_paper(request.bank, seed_of(request))
    else:
        made = make_paper_of_past(root, request) if request.is_drill else make_paper(root, request)[0]
    form = with_own_cut(root, made, pass_mark)
    root.remember_named()
    mode: Mode = _mode(form, practice)
    factor = extra_time_factor(extra_time)
    with nothing_kept(root) if ephemeral else nullcontext():
        if not plain:
            from exam.tui.context import Opening

            return run_app(Opening(form, mode, factor))
        from exam.learning.foretold import foretell
        from exam.learning.last_time import last_time_words
        from exam.sitting.session import Session

        root.warn_of_place()
        with root.open_store() as store:
            told = foretell(store, form, now())
            if before := last_time_words(store, form, mode, now()):
                click.echo(f"Last time, {before}.")
            session = Session.start(
                new_identifier(), form, store, new_clock(), mode=mode, extra_time=factor, forecast=told
            )
            code = sit_plain(session, kept=not ephemeral)
            root.back_up(store)
            return code


@click.command(cls=Command, short_help="Go on with an unfinished attempt.")
@click.argument("attempt", required=False)
@PLAIN
@data_dir_option
def resume(attempt: str | None, plain: bool) -> int:
    """Go on with an unfinished attempt: the newest, or the one that ATTEMPT names.

    One in the bin is taken out of it. With --plain, one that has ended and is named can be reviewed.
    """
    if plain:
        find_root().warn_of_place()
    else:
        require_terminal()
    with find_root().open_store() as store:
        if attempt in {one.id for one in store.discarded()}:
            store.restore(attempt or "")
        unfinished = [row.id for row in store.unfinished()]
        identifier = _newest(unfinished) if attempt is None else store.find(attempt)
        if plain:
            from exam.sitting.session import Session

            # One that has ended is resumed for nothing but its review.
            ended = identifier not in unfinished
            _say_of_bank(store, identifier, ended=ended)
            code = sit_plain(Session.resume(identifier, store, new_clock()), to_review=ended)
            find_root().back_up(store)
            return code
    if identifier not in unfinished:
        raise Declined(f"Attempt {identifier} has ended. 'exam report {identifier}' shows its result.")
    from exam.tui.context import Opening

    return run_app(Opening(identifier=identifier))


@click.command(cls=Command, short_help="Print a paper without sitting it.")
@paper_options
@sitting_options
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--text", "as_text", is_flag=True, help="For printing; this is what you get without a choice.")
@click.option("--with-key", is_flag=True, help="With the key, the rationales and where each option comes from.")
@click.option("--explain", "explained", is_flag=True, help="Why each option may stand where it stands; tells the key.")
@data_dir_option
def form(
    extra_time: str,
    practice: bool | None,
    as_json: bool,
    as_text: bool,
    with_key: bool,
    explained: bool,
    pass_mark: int | None,
    **paper: Any,
) -> int:
    """Print a paper on BANK without sitting it: an id or a path; without it, the first bank.

    The same choices as 'take', so that a line can be changed from one to the other; --practice changes nothing here,
    and --extra-time only the minutes of the printed text.
    """
    if sum((as_json, as_text, explained)) > 1:
        raise click.UsageError("Choose one of --json, --text and --explain.")
    request = PaperRequest(**paper)
    from exam.cli.papers import make_paper, with_own_cut
    from exam.plain.paper import printed_paper

    root = find_root()
    made, bank = make_paper(root, request)
    made = with_own_cut(root, made, pass_mark)
    if explained:
        lines = [*_explained(made, bank)]
    elif as_json:
        lines = [json_text(form_json(made, with_key=with_key))]
    else:
        lines = printed_paper(made, with_key=with_key, extra_time=extra_time_factor(extra_time))
    click.echo("\n".join(lines))
    for remark in made.remarks:
        click.echo(remark, err=True)
    return DONE


def _say_of_bank(store: Store, identifier: str, *, ended: bool) -> None:
    """Says that the bank of an attempt has changed since or is gone, before that is gone on with or reviewed."""
    from exam.cli.since import bank_since_of, since_remark

    attempt = store.load(identifier).attempt
    since = bank_since_of(attempt, at_once=not ended)
    if said := since_remark(identifier, attempt, since) if ended else since.words_to_go_on:
        click.echo(said, err=True)


def sit_plain(session: Session, *, to_review: bool = False, kept: bool = True) -> int:
    """Sits an attempt line by line on the standard streams, and gives the exit code.

    After the end a terminal is asked for the review. A script or a pipe is so only where it came `to_review`.
    """
    from exam.core.own_words import NotesByItem
    from exam.learning.own_notes import notes_on_questions
    from exam.plain.lines import LineReader, Stopped, Stops, Voice
    from exam.plain.sitting import sit_line_by_line
    from exam.sitting.saving import left_words

    def read() -> NotesByItem:
        return notes_on_questions(find_root().open_store, session.attempt.form.bank, session.id)

    with Stops() as stops:
        voice = Voice(sys.stdout, sys.stderr, stops)
        try:
            lines = LineReader(sys.stdin.buffer if sys.stdin else None, stops)
            attended = to_review or bool(sys.stdin and sys.stdin.isatty())
            ended = sit_line_by_line(session, lines, voice, attended=attended, kept=kept, notes=read if kept else dict)
        except Stopped as stopped:
            with suppress(OSError):
                if kept:
                    click.echo(left_words(session, plain=True), err=True)
            return 128 + stopped.signal
    if session.lost:
        return REFUSED
    return DONE if ended else LEFT


def _mode(form: Form, practice: bool | None) -> Mode:
    """How a paper is sat; `practice` None: nobody said."""
    if practice is None:
        from exam.learning.drills import DRILL_MODE

        return DRILL_MODE if form.is_drill else "exam"
    return "practice" if practice else "exam"


def _newest(unfinished: list[str]) -> str:
    """The first of the ids; says which others there are. Raises Declined where there is none."""
    if not unfinished:
        raise Declined("There is no unfinished attempt. 'exam take' begins one.")
    if len(unfinished) > 1:
        click.echo(
            f"The newest of {len(unfinished)} unfinished attempts. 'exam resume ATTEMPT' names another: "
            f"{', '.join(unfinished[1:6])}",
            err=True,
        )
    return unfinished[0]


def _explained(made: Form, bank: Bank) -> Iterator[str]:
    """Every option with its home, its standing, its rank, and why it was legal."""
    from exam.library.paper import explain_form

    reasons = {(each.n, each.option): each for each in explain_form(bank, made)}
    for slot in made.slots:
        yield f"{slot.n}. {' '.join(slot.stem.split())}  [{slot.item}]"
        for option in slot.options:
            each = reasons[slot.n, option.id]
            rank = f", rank {each.rank} of {each.legal} legal" if each.rank else ""
            yield f"   {slot.letter(option.id)}. {option.text}"
            yield f"      {each.standing}{rank}; home {each.home or 'none'}. {each.why}"
        if not slot.options:
            yield f"   No options: it is to be {'recalled' if slot.kind == 'recall' else 'typed'}."
        yield ""
