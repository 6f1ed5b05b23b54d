"""`serve`: the app in a browser on this machine, with a warning where other machines can reach it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.wiring import find_root

_WILD = {"0.0.0.0", "::"}


@click.command(cls=Command, short_help="Open the app in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen. Anything else lets other machines in."
)
@click.option(
    "--windows", type=click.IntRange(1, 16), default=2, show_default=True, help="The most that may be open at once."
)
@data_dir_option
def serve(port: int, host: str, windows: int) -> int:
    """Open the app in a browser on this machine, at an address that only you know.

    Attempts and banks are those of the terminal. Ctrl+C ends it; attempts are kept.
    """
    import asyncio
    import secrets

    try:
        from exam.serve.server import ServedApp, run_server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in {"aiohttp", "textual_serve"}:
            raise
        raise Declined(
            "exam serve needs an extra that is not installed. Install it in the checkout that exam came from: "
            f"{shlex.quote(sys.executable)} -m pip install '.[serve]'"
        ) from error
    from exam.serve.guard import is_loopback

    key = secrets.token_urlsafe(24)
    package = Path(__file__).resolve().parents[2]
    argv = (sys.executable, "-P", "-m", "exam")  # this very exam, whatever lies in the current directory
    environment = {"PYTHONPATH": _path_with(package.parent)}
    if override := find_root().override:
        environment["EXAM_DATA_DIR"] = str(override.absolute())

    if name := find_root().profile_name:
        environment["EXAM_PROFILE"] = name

    def ready(port: int) -> None:
        click.echo(_address("127.0.0.1" if host in _WILD else host, port, key))
        click.echo(
            "\nOpen it in a browser. Whoever has this address can use exam as you, so keep it to yourself.\n"
            "Ctrl+C ends it; attempts are kept.",
            err=True,
        )
        if not is_loopback(host):
            click.echo(_warning(host, port), err=True)

    try:
        number = asyncio.run(run_server(ServedApp(argv, environment, key, host, port, windows), ready))
    except OSError as error:
        # A name that nobody knows comes with a negative number, of which only its own words tell.
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror
        raise Declined(
            f"exam cannot listen at {host}, port {port}: {reason}. Name another --port (0: any that is free) or --host."
        ) from error
    return DONE if number == 2 else 128 + number


def _address(host: str, port: int, key: str) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{key}/"


def _warning(host: str, port: int) -> str:
    everywhere = " There, put this machine's IP address in place of 127.0.0.1." if host in _WILD else ""
    return (
        f"\nWarning: other machines can reach this at {host}.{everywhere} Nothing is encrypted: whoever can listen on "
        "the network sees the address and every answer. Safer: leave out --host, and on the other machine run\n"
        f"  ssh -L {port}:127.0.0.1:{port} this-machine"
    )


def _path_with(place: Path) -> str:
    """Where Python looks for modules, `place` first."""
    return os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH"))))
