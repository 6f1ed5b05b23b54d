"""Owns the server: its few addresses, how many windows may be open, and how it ends. Refuses every other request."""

import asyncio
import json
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from aiohttp import WSMsgType, web

from exam.serve.guard import guard
from exam.serve.process import AppProcess, within

WAIT = 3.0
"""Seconds that a window waits for a place: one that is being loaded anew has not quite given up its own."""

LARGEST_MESSAGE = 1 << 20
"""Bytes in one message of a browser, such as a pasted note."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load and by whom it may be shown: only by itself, and nothing from elsewhere."""

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass
class Door:
    """What is served, to whom."""

    argv: Sequence[str]
    """The program and its words; no shell reads them."""
    environment: Mapping[str, str]
    """What it gets besides the server's own environment."""
    key: str
    """The first part of every path, not to be guessed."""
    host: str = "127.0.0.1"
    port: int = 8000
    """0: any that is free."""
    windows: int = 2
    """The most that may be open at once, each with a process of its own."""
    open: set[AppProcess] = field(default_factory=set)
    """The processes that run now."""

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.windows)

    async def take_place(self) -> bool:
        """Whether there is one, after a moment's wait. Who got one gives it back."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._places.acquire(), WAIT)
            return True
        return False

    def give_back(self) -> None:
        self._places.release()


def make_app(door: Door) -> web.Application:
    """The web application: a page, what the page loads, and its connection, all behind the key."""
    app = web.Application(middlewares=[guard(door.key, door.host)])
    app.router.add_get(f"/{door.key}/", partial(_page, door))
    app.router.add_get(f"/{door.key}/page.js", _script)
    app.router.add_get(f"/{door.key}/ws", partial(_window, door))
    app.router.add_static(f"/{door.key}/static", _statics())
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(partial(_end_all, door))
    return app


async def serve(door: Door, ready: Callable[[int], None]) -> int:
    """Serves until a signal comes, and gives its number. `ready` is told the port.

    Every app is ended before this is. Raises OSError where the address cannot be had.
    """
    runner = web.AppRunner(make_app(door), access_log=None, handle_signals=False, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, door.host, door.port).start()
        stopped = _signals()
        ready(runner.addresses[0][1])
        return await stopped
    finally:
        await runner.cleanup()


async def _page(door: Door, request: web.Request) -> web.Response:
    base = f"/{door.key}"
    page = Template(_own("page.html")).substitute(
        static=f"{base}/static", websocket=f"ws://{request.host}{base}/ws", windows=door.windows
    )
    policy = POLICY.format(host=request.host)
    return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": policy})


async def _script(_request: web.Request) -> web.Response:
    return web.Response(text=_own("page.js"), content_type="text/javascript")


async def _window(door: Door, request: web.Request) -> web.StreamResponse:
    """One window: a place, a process, and everything that goes to and fro until either side ends."""
    socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
    if not socket.can_prepare(request):
        raise web.HTTPBadRequest(text="Only the page itself connects here.")
    if not await door.take_place():
        raise web.HTTPServiceUnavailable(text=f"{door.windows} windows are open. Close one and try again.")
    try:
        await socket.prepare(request)
        columns, rows = (_number(request.query.get(side)) for side in ("width", "height"))
        process = await AppProcess.start(door.argv, door.environment, columns, rows)
        door.open.add(process)
        shown = asyncio.create_task(_show(process, socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _hear(message.data, process, socket)
        finally:
            await process.stop()
            door.open.discard(process)
            shown.cancel()
            await asyncio.gather(shown, return_exceptions=True)
    finally:
        door.give_back()
    return socket


async def _show(process: AppProcess, socket: web.WebSocketResponse) -> None:
    """Carries what the app draws to the browser, and closes the window when the app has ended."""
    with suppress(ConnectionError):
        async for packet in process.packets():
            match packet:
                case bytes():
                    await socket.send_bytes(packet)
                case {"type": "exit"}:
                    break
                case {"type": "open_url", "url": str() as url} if url.startswith(("https://", "http://")):
                    await socket.send_json(["open_url", {"url": url, "new_tab": True}])
                case _:
                    pass
        await socket.close()


async def _hear(text: str, process: AppProcess, socket: web.WebSocketResponse) -> None:
    """Carries what the browser says to the app; what is none of the known messages is left out."""
    try:
        message: Any = json.loads(text)
    except ValueError:
        return
    match message:
        case ["stdin", str() as keys]:
            await process.press(keys)
        case ["resize", {"width": int() as width, "height": int() as height}]:
            await process.tell("resize", width=within(width), height=within(height))
        case ["ping", str() as sent]:
            await socket.send_json(["pong", sent])
        case ["focus" | "blur" as kind]:
            await process.tell(kind)
        case _:
            pass


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


async def _end_all(door: Door, _app: web.Application) -> None:
    await asyncio.gather(*(process.stop() for process in [*door.open]))


def _signals() -> asyncio.Future[int]:
    """Comes true with the number of the first signal that asks the server to end."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[int] = loop.create_future()

    def stop(number: int) -> None:
        if not stopped.done():
            stopped.set_result(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows knows neither all of them nor this way
            number = getattr(signal, name)
            loop.add_signal_handler(number, stop, number)
    return stopped


def _number(text: str | None) -> int:
    """A side of the terminal from an address; 80 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 80


def _own(name: str) -> str:
    """A file that lies beside this one."""
    return files("exam.serve").joinpath(name).read_text("utf-8")


def _statics() -> Path:
    """Where textual-serve keeps the terminal that is drawn in the page."""
    return Path(str(files("textual_serve"))) / "static"
