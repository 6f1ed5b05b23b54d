"""`banks` and `check`: which banks there are and how one's own are kept, what is wrong with them, and what their papers
give to a guesser.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exam.cli.commands.own_banks import remove, rename, restore, use
from exam.cli.exits import DONE, REFUSED, Declined
from exam.cli.helping import Command, Group
from exam.cli.options import bank_size_option, data_dir_option
from exam.cli.output.attempt_json import bank_json, checked_json, json_text
from exam.cli.output.findings_text import closing_line, finding_lines, proved_lines, proved_section
from exam.cli.output.terminal import say, terminal_here
from exam.cli.wiring import DEFAULT_BANK, MEGABYTE, Root, find_root
from exam.core.text import one_line
from exam.core.wording import counted
from exam.library.find import NoSuchBank, find_bank, is_path, read_banks

if TYPE_CHECKING:
    from exam.audit.bank_check import BankCheck
    from exam.audit.paper_report import PaperRun, Proved
    from exam.core.bank import Bank

MOST_SAT = 2_000
"""Items of a bank up to which its papers can be made by the hundred."""
OFTEN = 4
"""How many papers of `standard` come to one of `full`."""
PAGE = 50
"""Questions in a paper of a bank that has no `standard`."""
_NO_SUCH_BANK = "{}: there is no such bank; 'exam banks' lists those there are."


@click.group(invoke_without_command=True, cls=Group, short_help="List the banks, and keep your own in order.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@bank_size_option
@data_dir_option
@click.pass_context
def banks(ctx: click.Context, as_json: bool, max_megabytes: int) -> int:
    """List the banks that can be named by their id. With a command: take one in hand; rename, remove or put back
    one of your own.
    """
    if ctx.invoked_subcommand is not None:
        return DONE
    root = find_root()
    found = read_banks(root.bank_files(), lambda path: root.open_bank(path, max_megabytes * MEGABYTE))
    shapes = [bank_json(file.path, file.bank, file.faults) for file in found]
    if as_json:
        click.echo(json_text(shapes))
        return DONE
    usable = [shape for shape in shapes if shape["id"] is not None]
    if usable and (terminal := terminal_here()) is not None:
        from exam.cli.pages.banks import banks_page

        terminal.show(banks_page(usable, root.in_hand or DEFAULT_BANK, terminal.width))
    else:
        for shape in usable:
            click.echo("\n".join(_described(shape)))
    if not shapes:
        say(f"No banks yet. Put yours into {root.data_dir / 'banks'}, or name it by its path.", err=True)
    for file in found:
        for fault in file.faults:
            say(str(fault), err=True)
    return DONE


banks.add_command(use)
banks.add_command(rename)
banks.add_command(remove)
banks.add_command(restore)


@click.command("check", cls=Command, short_help="Check a bank and the papers made of it.")
@click.argument("names", metavar="[BANK…]", nargs=-1)
@click.option(
    "--papers", type=click.IntRange(0, 10_000), default=0, metavar="N",
    help="Also make N papers and measure what they give to a guesser: 200 tell enough, in about a minute.",
)  # fmt: skip
@click.option("--preset", metavar="P", help="Papers of this preset only. Else of 'standard', and a quarter of 'full'.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, metavar="S", help="The first paper's seed.  [default: 0]"
)
@click.option("--all", "show_all", is_flag=True, help="Show every place of what is found often, and not a few.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--markdown", is_flag=True, help="Print the measured papers as a section for the bank's own page.")
@click.option(
    "--upgrade", "upgraded", is_flag=True, help="Write the BANK in schema 2, the newer format, and check nothing."
)
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(), help="Where --upgrade writes it; else to standard output."
)
@click.option("--html", metavar="FILE", type=click.Path(), help="Write it as one page to send to the bank's author.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings and missed bars too.")
@bank_size_option
@data_dir_option
def check_command(
    names: tuple[str, ...],
    papers: int,
    preset: str | None,
    seed: int,
    show_all: bool,
    as_json: bool,
    markdown: bool,
    upgraded: bool,
    output: str | None,
    html: str | None,
    force: bool,
    strict: bool,
    max_megabytes: int,
) -> int:
    """Say what is wrong with each BANK, and what would better it, by kind and as file:line:column.

    A BANK is an id or a path; without any it is the first bank.
    Faults spoil a question, warnings give something away, advice is to be thought about. A bank whose file has a fault
    is refused. What is found goes to standard output.
    """
    from exam.assembly import SEEDS
    from exam.audit.bank_check import check_bank

    if seed >= SEEDS:
        raise click.UsageError(f"A seed is a number from 0 to {SEEDS - 1}.")
    if markdown and not papers:
        raise click.UsageError("--markdown shows measured papers: say how many, as in --papers 200.")
    if output is not None and not upgraded:
        raise click.UsageError("-o says where --upgrade writes: give both, or neither.")
    if upgraded and (len(names) != 1 or papers or as_json):
        raise click.UsageError("--upgrade takes one BANK, and measures and checks nothing.")
    if html is not None and len(names) > 1:
        raise click.UsageError("--html writes a page of one BANK.")
    root = find_root()
    if upgraded:
        return _upgraded(root, names[0], output, max_megabytes * MEGABYTE)
    bad = False
    shapes = []
    for name in names or (DEFAULT_BANK,):
        path = _file_of(root, name, max_megabytes * MEGABYTE)
        if path is None:
            click.echo(_NO_SUCH_BANK.format(one_line(name)), err=True)
            bad = True
            continue
        checked = check_bank(name, path, max_megabytes * MEGABYTE)
        if papers and checked.bank is not None:
            checked.proved = _proved(checked.bank, papers, preset, seed)
        bad |= bool(checked.count("fault")) or (strict and bool(checked.count("warning") or checked.missed))
        if html is not None:
            _write_page(html, checked, force=force)
        if as_json:
            shapes.append(checked_json(checked, seed))
            continue
        if html is not None:
            say(closing_line(checked), err=True)
            continue
        if not markdown and (terminal := terminal_here()) is not None:
            from exam.cli.pages.findings import findings_page

            terminal.show(findings_page(checked, terminal.width, show_all=show_all))
            continue
        found = (*finding_lines(checked, show_all=show_all), *proved_lines(checked))
        for line in proved_section(checked, papers, preset, seed) if markdown else found:
            click.echo(line)
        click.echo(closing_line(checked), err=True)
    if as_json:
        click.echo(json_text(shapes))
    return REFUSED if bad else DONE


def _write_page(file: str, checked: BankCheck, *, force: bool) -> None:
    """Writes what was found as a page. Raises Declined where there is such a file and nobody said --force, OSError."""
    from exam.audit.check_page import check_page
    from exam.files.writing import write_whole

    try:
        write_whole(Path(file), [check_page(checked)], overwrite=force)
    except FileExistsError:
        raise Declined(f"{file} is there already. Name another file, or overwrite it with --force.") from None
    click.echo(f"Written to {file}.", err=True)


def _upgraded(root: Root, name: str, output: str | None, max_bytes: int) -> int:
    """Writes a bank in schema 2. Raises Declined, BankRefused, and OSError where it cannot be written."""
    from exam.files.writing import write_whole
    from exam.formats.upgrade import upgrade

    path = _file_of(root, name, max_bytes)
    if path is None:
        raise Declined(_NO_SUCH_BANK.format(one_line(name)))
    found = upgrade(path, max_bytes=max_bytes)
    if output is None:
        click.echo(found.text, nl=False)
    else:
        write_whole(Path(output), [found.text], overwrite=False)
    for remark in found.remarks:
        click.echo(remark, err=True)
    return DONE


def _described(shape: dict[str, Any]) -> list[str]:
    presets = "; ".join(_preset(blueprint) for blueprint in shape["blueprints"])
    return [
        f"{shape['id']}: {shape['title']}",
        f"  {counted(shape['questions'], 'question')} in {counted(len(shape['sections']), 'section')}, "
        f"edition {shape['edition']}",
        f"  Presets: {presets}",
        f"  Sections: {', '.join(section['id'] for section in shape['sections'])}",
        f"  File: {shape['path']}",
    ]


def _preset(blueprint: dict[str, Any]) -> str:
    items, minutes = blueprint["items"], blueprint["minutes"]
    told = (blueprint["title"], items and counted(items, "question"), minutes and f"{minutes} min")
    return f"{blueprint['id']} ({', '.join(filter(None, told))})"


def _proved(bank: Bank, papers: int, preset: str | None, seed: int) -> list[Proved]:
    """The measured papers; a bar shows how far it is where a person may be watching. Raises Impossible, Declined."""
    from exam.audit.paper_report import prove
    from exam.audit.processes import shared_out

    if len(bank.items) > MOST_SAT:
        raise Declined(
            f"The bank {bank.id} has {len(bank.items):,} questions, and papers are measured of banks of up to "
            f"{MOST_SAT:,}. Measure a part of it as a bank of its own."
        )
    runs = _runs(bank, papers, preset)
    total = sum(run.papers for run in runs)
    with shared_out(total) as each:
        if not sys.stderr.isatty():
            return prove(bank, runs, seed, each=each)
        with click.progressbar(length=total, label=f"Papers of {bank.id}", file=sys.stderr) as bar:
            return prove(bank, runs, seed, each=each, on_progress=lambda done, _: bar.update(done - bar.pos))


def _runs(bank: Bank, papers: int, preset: str | None) -> list[PaperRun]:
    from exam.assembly.tailor import count_of, tailor
    from exam.audit.paper_report import PaperRun

    if preset is not None:
        return [PaperRun(tailor(bank, preset), papers)]
    known = [blueprint.id for blueprint in bank.blueprints]
    base = tailor(bank)
    if "standard" not in known and count_of(bank, base) > PAGE:
        base = tailor(bank, items=PAGE)
    runs = [PaperRun(base, papers)]
    if base.id == "standard" and "full" in known:
        runs.append(PaperRun(tailor(bank, "full"), max(1, papers // OFTEN)))
    return runs


def _file_of(root: Root, name: str, max_bytes: int) -> Path | None:
    if is_path(name):
        return Path(name)
    try:
        return find_bank(root.bank_files(), lambda path: root.open_bank(path, max_bytes), name).path
    except NoSuchBank:
        return None
