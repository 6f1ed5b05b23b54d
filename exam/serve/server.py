"""The server: its few addresses, how many windows may be open at once, and how it ends."""

import asyncio
import json
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from string import Template
from typing import Any
from weakref import WeakSet

import textual_serve
from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from exam.serve.guard import guard
from exam.serve.process import AppProcess, within

SECONDS_TO_WAIT = 3.0
"""Seconds that a window waits for a place: one that is being loaded anew has not quite given up its own."""

SECONDS_TO_ASK = 10.0
"""Seconds that a connection has to send its first request whole."""

LARGEST_MESSAGE = 1 << 20
"""Bytes in one message of a browser, such as a pasted note."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load and by whom it may be shown: only by itself, and nothing from elsewhere."""

HERE = Path(__file__).parent

_HEARD: WeakSet[asyncio.Transport] = WeakSet()
"""The connections on which a whole request has come."""

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass
class ServedApp:
    """What is served, where, and to how many windows at once."""

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
            return await asyncio.wait_for(self._places.acquire(), SECONDS_TO_WAIT)
        return False

    def give_back(self) -> None:
        self._places.release()


def make_app(served: ServedApp) -> web.Application:
    """The web application: a page, what the page loads, and its connection, all behind the key."""
    app = web.Application(middlewares=[_hear, guard(served.key, served.host)])
    app.router.add_get(f"/{served.key}/", partial(_page, served))
    app.router.add_get(f"/{served.key}/page.js", _script)
    app.router.add_get(f"/{served.key}/ws", partial(_window, served))
    app.router.add_static(f"/{served.key}/static", Path(textual_serve.__file__).parent / "static")
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(partial(_end_all, served))
    return app


async def run_server(served: ServedApp, ready: Callable[[int], None]) -> int:
    """Serves until a signal comes, and gives its number. `ready` is told the port.

    Every app is ended before this is. Raises OSError where the address cannot be had.
    """
    runner = web.AppRunner(make_app(served), access_log=None, handle_signals=False, shutdown_timeout=2)
    await runner.setup()
    try:
        assert runner.server is not None
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(impatient(runner.server), served.host, served.port)
        stopped = _signals()
        ready(listening.sockets[0].getsockname()[1])
        try:
            return await stopped
        finally:
            listening.close()
    finally:
        await runner.cleanup()


def impatient(server: web.Server) -> Callable[[], asyncio.BaseProtocol]:
    """Makes what speaks with each connection, and closes one on which no whole request has come in good time."""

    def speak() -> asyncio.BaseProtocol:
        handler = server()

        def close_silent() -> None:
            if handler.transport is not None and handler.transport not in _HEARD:
                handler.transport.close()

        asyncio.get_running_loop().call_later(SECONDS_TO_ASK, close_silent)
        return handler

    return speak


@web.middleware
async def _hear(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.transport is not None:
        _HEARD.add(request.transport)
    return await handler(request)


async def _page(served: ServedApp, request: web.Request) -> web.Response:
    base = f"/{served.key}"
    page = Template((HERE / "page.html").read_text("utf-8")).substitute(
        static=f"{base}/static", websocket=f"ws://{request.host}{base}/ws", windows=served.windows
    )
    policy = POLICY.format(host=request.host)
    return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": policy})


async def _script(_request: web.Request) -> web.Response:
    return web.Response(text=(HERE / "page.js").read_text("utf-8"), content_type="text/javascript")


async def _window(served: ServedApp, request: web.Request) -> web.StreamResponse:
    """One window: a place, a process, and everything that goes to and fro until either side ends."""
    socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
    if not socket.can_prepare(request):
        raise web.HTTPBadRequest(text="Only the page itself connects here.")
    if not await served.take_place():
        raise web.HTTPServiceUnavailable(text=f"{served.windows} windows are open. Close one and try again.")
    try:
        await socket.prepare(request)
        columns, rows = (_side(request.query.get(side)) for side in ("width", "height"))
        process = await AppProcess.start(served.argv, served.environment, columns, rows)
        served.open.add(process)
        drawing = asyncio.create_task(_show(process, socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _read_message(message.data, process, socket)
        finally:
            await process.stop()
            served.open.discard(process)
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)
    finally:
        served.give_back()
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


async def _read_message(text: str, process: AppProcess, socket: web.WebSocketResponse) -> None:
    """Carries a message of the browser to the app; one of an unknown kind is left out."""
    try:
        message: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    match message:
        case ["stdin", str() as keys]:
            await process.press(keys)
        case ["resize", {"width": int() as width, "height": int() as height}]:
            await process.tell("resize", width=within(width), height=within(height))
        case ["ping", str() as payload]:
            await socket.send_json(["pong", payload])
        case ["focus" | "blur" as kind]:
            await process.tell(kind)
        case _:
            pass


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


async def _end_all(served: ServedApp, _app: web.Application) -> None:
    await asyncio.gather(*(process.stop() for process in [*served.open]))


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


def _side(text: str | None) -> int:
    """A side of the terminal from an address; 80 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 80
