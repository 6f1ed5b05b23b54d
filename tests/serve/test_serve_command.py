"""`exam serve` as a user meets it: real processes, a real database, a connection in place of a browser.

It takes longer than other files, because every story starts two programs, one of which starts the app.
"""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from exam.store import Store
from tests.support.process import EXAM, environment, run_exam

pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")

from aiohttp import ClientSession, ClientWebSocketResponse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@contextmanager
def serving(data_dir: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server and the address that it printed."""
    with subprocess.Popen(
        [*EXAM, "serve", "--port", "0", "--data-dir", str(data_dir), *words],
        env=environment(data_dir.with_name("elsewhere")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            if process.poll() is None:
                process.kill()


@asynccontextmanager
async def browsing(address: str) -> AsyncIterator[ClientWebSocketResponse]:
    """What the page does once it is loaded."""
    origin = f"http://{urlsplit(address).netloc}"
    async with (
        ClientSession(headers={"Origin": origin}) as session,
        session.ws_connect(f"{address}ws?width=100&height=30") as socket,
    ):
        yield socket


async def read_until(socket: ClientWebSocketResponse, text: str) -> str:
    """What the app has drawn, without its control sequences, once `text` is in it."""
    drawn = ""
    async with asyncio.timeout(20):
        async for message in socket:
            drawn += re.sub(r"\x1b(\[[0-9;?<=>$]*[a-zA-Z]|[78])", "", bytes(message.data).decode())
            if text in drawn:
                return drawn
    raise AssertionError(f"{text!r} never came: {drawn[-2000:]}")


async def begin(socket: ClientWebSocketResponse) -> None:
    """Sits down to the quickest exam, and answers one question."""
    await read_until(socket, "Welcome")
    await socket.send_str('["stdin", "\\r"]')
    await read_until(socket, "Begin")
    await socket.send_str('["stdin", "\\r"]')
    await read_until(socket, "1 of ")
    await socket.send_str('["stdin", "a"]')


def unfinished(data_dir: Path) -> list[tuple[str, int]]:
    with Store.open(data_dir) as store:
        return [(row.state, row.answered) for row in store.unfinished()]


async def answered(data_dir: Path) -> None:
    async with asyncio.timeout(20):
        while [count for _, count in unfinished(data_dir)] != [1]:
            await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_an_exam_in_a_browser_is_kept_when_the_server_ends(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with serving(data_dir) as (process, address):
        place = urlsplit(address)
        assert place.hostname == "127.0.0.1"
        assert len(place.path) > 30
        async with browsing(address) as socket:
            await begin(socket)
            await answered(data_dir)
            process.send_signal(signal.SIGINT)
            async with asyncio.timeout(20):
                async for _ in socket:
                    pass
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "keep it to yourself" in said
    assert "Warning" not in said
    assert "Traceback" not in said
    assert unfinished(data_dir) == [("suspended", 1)]


@pytest.mark.slow
async def test_no_app_outlives_a_server_that_was_killed(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with serving(data_dir) as (process, address):
        async with browsing(address) as socket:
            await begin(socket)
            await answered(data_dir)
            process.kill()
        process.wait(20)
    async with asyncio.timeout(20):
        while unfinished(data_dir) != [("suspended", 1)]:
            await asyncio.sleep(0.05)


@pytest.mark.slow
def test_it_warns_where_other_machines_can_reach_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Warning: other machines can reach this" in said
    assert "ssh -L" in said


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_plainly(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, address):
        ended = run_exam(tmp_path, "serve", "--port", str(urlsplit(address).port))
    assert ended.returncode == 1
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text("raise ModuleNotFoundError(name='textual_serve')")
    path = os.pathsep.join((str(tmp_path), environment(tmp_path)["PYTHONPATH"]))
    ended = run_exam(tmp_path, "serve", env={"PYTHONPATH": path})
    assert ended.returncode == 1
    assert "pip install '.[serve]'" in ended.stderr
    assert "Traceback" not in ended.stderr
