"""`form`: a paper for other programs and for printing, without beginning an attempt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from exam.cli.commands.paper_options import (
    assembled_with_bank,
    chosen,
    extra_time_factor,
    paper_choices,
    sitting_choices,
)
from exam.cli.exits import DONE, EXIT_CODES
from exam.cli.output.attempt_json import form_json, json_text
from exam.cli.wiring import data_dir_option, find_root

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.form import Form


@click.command(epilog=EXIT_CODES, short_help="Print a paper without sitting it.")
@paper_choices
@sitting_choices
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--text", "as_text", is_flag=True, help="For printing; this is what you get without a choice.")
@click.option("--with-key", is_flag=True, help="With the key, the rationales and where each option comes from.")
@click.option("--explain", "explained", is_flag=True, help="Why each option may stand where it stands; tells the key.")
@data_dir_option
def form(
    extra_time: str, practice: bool, as_json: bool, as_text: bool, with_key: bool, explained: bool, **paper: Any
) -> int:
    """Print a paper on BANK without sitting it: an id or a path; without it, the first bank.

    The same choices as 'take', so that a line can be changed from one to the other; --practice changes nothing here,
    and --extra-time only the minutes of the printed text.
    """
    if sum((as_json, as_text, explained)) > 1:
        raise click.UsageError("Choose one of --json, --text and --explain.")
    made, bank = assembled_with_bank(find_root(), chosen(**paper))
    if explained:
        for line in _explained(made, bank):
            click.echo(line)
    elif as_json:
        click.echo(json_text(form_json(made, with_key=with_key)))
    else:
        from exam.plain.paper import printed_paper as printed

        click.echo("\n".join(printed(made, with_key=with_key, extra_time=extra_time_factor(extra_time))))
    for remark in made.remarks:
        click.echo(remark, err=True)
    return DONE


def _explained(made: Form, bank: Bank) -> Iterator[str]:
    """Every option with its home, its standing, its rank, and why it was legal."""
    from exam.library import explain_form

    reasons = {(each.n, each.option): each for each in explain_form(bank, made)}
    for slot in made.slots:
        yield f"{slot.n}. {' '.join(slot.stem.split())}  [{slot.item}]"
        for option in slot.options:
            each = reasons[slot.n, option.id]
            rank = f", rank {each.rank} of {each.legal} legal" if each.rank else ""
            yield f"   {slot.letter(option.id)}. {option.text}"
            yield f"      {each.standing}{rank}; home {each.home or 'none'}. {each.why}"
        yield ""
