"""Who may reach an app in a browser, and who may not. A small stand-in speaks for the app; the rest is real."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from exam.serve import server
from exam.serve.guard import is_loopback, is_ours
from exam.serve.server import ServedApp, make_app

KEY = "a-key-that-nobody-guesses"

STAND_IN = r"""
import json, os, signal, sys
from pathlib import Path
note = Path(sys.argv[1])
def say(kind, payload):
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)
def stop(*_):
    note.with_suffix(".stopped").write_text("kept")
    sys.exit()
signal.signal(signal.SIGTERM, stop)
note.write_text(str(os.getpid()))
os.write(1, b"__GANGLION__\n")
say(b"D", f"{os.environ['COLUMNS']}x{os.environ['ROWS']} {sys.argv[2]}".encode())
while head := sys.stdin.buffer.read(5):
    body = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if body == b"q":
        say(b"M", b'{"type": "exit"}')
    elif body == b"l":
        say(b"M", b'{"type": "open_url", "url": "javascript:alert(1)"}')
        say(b"M", b'{"type": "open_url", "url": "https://example.org/"}')
    else:
        say(b"D", head[:1] + body)
"""

HOSTILE = "; touch owned $(touch owned) `touch owned` 'x"
"""Words that a shell would obey."""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    return tmp_path / "stand-in"


@asynccontextmanager
async def served(note: Path, windows: int = 2) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    app = ServedApp((sys.executable, "-c", STAND_IN, str(note), HOSTILE), {}, KEY, windows=windows)
    async with TestClient(TestServer(make_app(app))) as client:
        yield client


def own(client: TestClient) -> str:  # type: ignore[type-arg]
    return f"http://{client.host}:{client.port}"


async def connect(client: TestClient, **headers: str) -> ClientWebSocketResponse:  # type: ignore[type-arg]
    return await client.ws_connect(f"/{KEY}/ws?width=70&height=33", headers={"Origin": own(client)} | headers)


async def refused(client: TestClient, **headers: str) -> int:  # type: ignore[type-arg]
    with pytest.raises(WSServerHandshakeError) as refusal:
        await connect(client, **headers)
    return refusal.value.status


async def test_the_page_loads_with_the_key_and_asks_nothing_of_other_machines(note: Path) -> None:
    async with served(note) as client:
        page = await client.get(f"/{KEY}/")
        text = await page.text()
        assert page.status == 200
        assert "https://" not in text
        assert text.count("http://") == 0
        assert f'data-session-websocket-url="ws://{client.host}:{client.port}/{KEY}/ws"' in text
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["Referrer-Policy"] == "no-referrer"
        fonts = "static/fonts/RobotoMono-VariableFont_wght.ttf"
        for path in ("page.js", "static/js/textual.js", "static/css/xterm.css", fonts):
            assert (await client.get(f"/{KEY}/{path}")).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/static/js/textual.js", "/wrong/", "/wrong/ws", f"/{KEY[:-1]}/", f"/x/{KEY}/", "/%00/", "/é/"]
)
async def test_without_the_key_nothing_is_there(note: Path, path: str) -> None:
    async with served(note) as client:
        answer = await client.get(path)
        assert answer.status == 404
        assert KEY not in await answer.text()
    assert not note.exists()


@pytest.mark.parametrize("path", ["", "ws", "static/js/textual.js"])
async def test_a_name_that_suddenly_means_this_machine_is_refused(note: Path, path: str) -> None:
    async with served(note) as client:
        for host in ("evil.example", f"evil.example:{client.port}", "127.0.0.1.evil.example", "127.0.0.2", "", "["):
            answer = await client.get(f"/{KEY}/{path}", headers={"Host": host})
            assert answer.status in (400, 403), host


async def test_a_foreign_page_may_not_connect_even_with_the_key(note: Path) -> None:
    async with served(note) as client:
        assert await refused(client, Origin="https://evil.example") == 403
        assert await refused(client, Origin="null") == 403
        assert await refused(client, Origin=f"http://{client.host}:{(client.port or 0) + 1}") == 403
        assert await refused(client, Host="evil.example", Origin="http://evil.example") == 403
        with pytest.raises(WSServerHandshakeError) as nameless:
            await client.ws_connect(f"/{KEY}/ws")
        assert nameless.value.status == 403
        answer = await client.get(f"/{KEY}/static/js/textual.js", headers={"Origin": "https://evil.example"})
        assert answer.status == 403
    assert not note.exists()


async def test_localhost_is_this_machine_too(note: Path) -> None:
    async with served(note) as client:
        host = f"localhost:{client.port}"
        socket = await connect(client, Host=host, Origin=f"http://{host}")
        assert (await socket.receive(10)).type is WSMsgType.BINARY
        await socket.close()


async def test_keys_go_in_the_screen_comes_out_and_no_shell_reads_the_words(note: Path) -> None:
    async with served(note) as client:
        socket = await connect(client)
        assert await socket.receive_bytes(timeout=10) == f"70x33 {HOSTILE}".encode()
        await socket.send_str('["stdin", "ä"]')
        assert await socket.receive_bytes(timeout=10) == "Dä".encode()
        await socket.send_str('["resize", {"width": 99999999, "height": -3}]')
        sized = await socket.receive_bytes(timeout=10)
        assert json.loads(sized[1:]) == {"type": "resize", "width": 1000, "height": 1}
        for nonsense in (
            "",
            "{",
            "[]",
            "7",
            '["stdin"]',
            '["stdin", 7]',
            '["resize", {"width": "a"}]',
            '["sudo", "x"]',
        ):
            await socket.send_str(nonsense)
        await socket.send_str('["stdin", "l"]')
        assert await socket.receive_json(timeout=10) == ["open_url", {"url": "https://example.org/", "new_tab": True}]
        await socket.send_str('["stdin", "q"]')
        assert (await socket.receive(10)).type is WSMsgType.CLOSE
    assert not Path("owned").exists()


async def test_a_window_that_is_closed_ends_its_app_and_the_app_may_keep_its_attempt(note: Path) -> None:
    async with served(note) as client:
        socket = await connect(client)
        await socket.receive_bytes(timeout=10)
        await socket.close()
        await ended(note)


async def test_only_so_many_windows(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_WAIT", 0.05)
    async with served(note, windows=1) as client:
        first = await connect(client)
        await first.receive_bytes(timeout=10)
        assert await refused(client) == 503
        monkeypatch.setattr(server, "SECONDS_TO_WAIT", 10)
        next_one = asyncio.create_task(connect(client))  # a page loaded anew knocks before its old self has gone
        await asyncio.sleep(0)
        await first.close()
        second = await next_one
        await second.receive_bytes(timeout=10)
        await second.close()


async def test_the_end_of_the_server_is_the_end_of_every_app(note: Path) -> None:
    async with served(note) as client:
        socket = await connect(client)
        await socket.receive_bytes(timeout=10)
    await ended(note)


@pytest.mark.parametrize(
    ("named", "reached", "bound", "ours"),
    [
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", "127.0.0.1", True),
        ("[::1]:8000", "::1", "localhost", True),
        ("localhost:8000", "::1", "localhost", True),
        ("192.0.2.7:8000", "::ffff:192.0.2.7", "::", True),
        ("desk.example:8000", "192.0.2.7", "desk.example", True),
        ("localhost", "192.0.2.7", "0.0.0.0", False),
        ("192.0.2.8", "192.0.2.7", "0.0.0.0", False),
        ("evil.example", "127.0.0.1", "0.0.0.0", False),
        ("a@127.0.0.1", "127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1:x", "127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1/x", "127.0.0.1", "127.0.0.1", False),
        ("2130706433", "127.0.0.1", "127.0.0.1", False),
    ],
)
def test_names_of_this_machine(named: str, reached: str, bound: str, ours: bool) -> None:
    assert is_ours(named, reached, bound) is ours


def test_what_other_machines_can_reach() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.0.2.7", "desk.example")))


async def ended(note: Path) -> None:
    """Waits until the stand-in was told to stop, and has stopped."""
    pid = int(note.read_text())
    for _ in range(6000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        await asyncio.sleep(0.01)
    else:
        raise AssertionError("It still runs.")
    assert note.with_suffix(".stopped").read_text() == "kept"


async def test_a_message_that_is_nested_too_deeply_is_left_out(note: Path) -> None:
    async with served(note) as client:
        socket = await connect(client)
        await socket.receive_bytes(timeout=10)
        await socket.send_str("[" * 50_000)
        await socket.send_str("[" * 5000 + "]" * 5000)
        await socket.send_json(["stdin", "still here"])
        assert await socket.receive_bytes(timeout=10) == b"Dstill here"
        await socket.close()


async def test_half_a_request_is_not_waited_for_and_a_whole_one_is_not_hurried(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_ASK", 0.1)
    app = ServedApp((sys.executable, "-c", STAND_IN, str(note), HOSTILE), {}, KEY, port=0)
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(server.run_server(app, port.set_result))
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", await port)
        writer.write(b"GET /half")
        async with ClientSession() as client:
            here = f"http://127.0.0.1:{port.result()}"
            async with client.ws_connect(f"{here}/{KEY}/ws", headers={"Origin": here}) as socket:
                assert await asyncio.wait_for(reader.read(), 10) == b"", "it is closed without an answer"
                await asyncio.sleep(0.2)
                await socket.send_json(["stdin", "still here"])
                said = [await socket.receive_bytes(timeout=10) for _ in range(2)]
                assert said[1] == b"Dstill here"
        writer.close()
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        assert await asyncio.wait_for(running, 10) == signal.SIGTERM
