"""Owns `form`: a paper for other programs, and on paper. Refuses to begin an attempt."""

from typing import Any

import click

from exam.cli.choices import assembled, chosen, extra_time_factor, paper_choices, sitting_choices
from exam.cli.exits import DONE, EXIT_CODES
from exam.cli.root import data_dir_option, find_root


@click.command(epilog=EXIT_CODES, short_help="Print a paper without sitting it.")
@paper_choices
@sitting_choices
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--text", "as_text", is_flag=True, help="For printing; this is what you get without a choice.")
@click.option("--with-key", is_flag=True, help="With the key, the rationales and where each option comes from.")
@data_dir_option
def form(extra_time: str, practice: bool, as_json: bool, as_text: bool, with_key: bool, **paper: Any) -> int:
    """Print a paper on BANK without sitting it: an id or a path; without it, the first bank.

    The same choices as 'take', so that a line can be changed from one to the other; --practice changes nothing here,
    and --extra-time only the minutes of the printed text.
    """
    if as_json and as_text:
        raise click.UsageError("Choose one of --json and --text.")
    made = assembled(find_root(), chosen(**paper))
    if as_json:
        from exam.cli.shapes import form_shape, written

        click.echo(written(form_shape(made, with_key=with_key)))
    else:
        from exam.plain.paper import paper as printed

        click.echo("\n".join(printed(made, with_key=with_key, extra_time=extra_time_factor(extra_time))))
    for remark in made.remarks:
        click.echo(remark, err=True)
    return DONE
