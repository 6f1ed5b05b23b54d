"""A person with a browser, and a stranger with another: `exam serve` in a real Chromium.

``python -m tests.proofs.browser [PICTURES]`` sits an exam by keys (answer, flag, review sheet, end, result), leaves one
by closing the window and finds it kept, opens one window too many, and then tries to get in as a foreign page would:
by fetching, by connecting with the key in hand, in a frame, and under a name that suddenly means this machine. What
the page draws is a picture, so what happened is read from the database; PICTURES is a directory for what was seen.

It needs playwright and a Chromium (CHROMIUM names it, else the first on the path), and prints one line where it has
neither.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from exam.core.attempt import Attempt
from exam.store import Store
from tests.support.process import EXAM, environment

PATIENCE = 20.0

STRANGER = """<!DOCTYPE html><title>waiting</title><iframe src="{address}"></iframe><script>
const tries = [
  fetch("{address}").then(r => r.ok && "fetched", () => false),
  new Promise(done => {{
    const script = document.createElement("script");
    script.src = "{address}static/js/textual.js";
    script.onload = () => done("loaded a script"); script.onerror = () => done(false);
    document.head.append(script);
  }}),
  new Promise(done => {{
    const socket = new WebSocket("{socket}ws?width=80&height=24");
    socket.onopen = () => done("connected"); socket.onerror = () => done(false);
  }}),
];
Promise.all(tries).then(got => {{ document.title = "got: " + got.filter(Boolean).join(", "); }});
</script>"""
"""A page of another site that has somehow learnt the address, key and all."""


def main(pictures: Path | None = None) -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        chromium = None
    if chromium is None:
        print("no browser here: exam serve was tried without one")
        return 0
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        data_dir = Path(place) / "data"
        with serving(data_dir) as address:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--host-resolver-rules=MAP elsewhere.example 127.0.0.1"],
            )
            person = Person(browser.new_context(viewport={"width": 1100, "height": 760}), data_dir, pictures)
            person.sits_an_exam(address)
            person.comes_back(address)
            person.opens_too_many(address)
            stranger(browser.new_page(), address, Path(place))
            browser.close()
        crash = data_dir / "crash.txt"
        assert not crash.exists(), crash.read_text()
    print("a browser sat an exam, kept another, and no stranger came in")
    return 0


class Person:
    """Somebody with a browser."""

    def __init__(self, context: Any, data_dir: Path, pictures: Path | None) -> None:
        self.context = context
        self.data_dir = data_dir
        self.pictures = pictures
        self.foreign: list[str] = []
        """Every address outside the server that a page asked for."""

    def opens(self, address: str) -> Any:
        page = self.context.new_page()
        netloc = urlsplit(address).netloc
        page.on(
            "request",
            lambda asked: (
                urlsplit(asked.url).netloc in (netloc, "") or self.foreign.append(asked.url)  # "": data in the page
            ),
        )
        page.goto(address)
        return page

    def sits_an_exam(self, address: str) -> None:
        page = self.opens(address)
        page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        self.sees(page, "home")
        page.keyboard.press("Enter")
        self.sees(page, "begin")
        page.keyboard.press("Enter")
        attempt = self.finds(lambda attempts: attempts and attempts[0])
        time.sleep(1)
        page.keyboard.press("b")
        page.keyboard.press("f")
        attempt = self.finds(lambda attempts: attempts[0].of(1).marked and attempts[0].of(1).response and attempts[0])
        assert attempt.of(1).response == (attempt.form.slot(1).options[1].id,), attempt.of(1)
        self.sees(page, "question")
        page.keyboard.press("s")
        self.sees(page, "sheet")
        page.keyboard.press("e")
        self.sees(page, "end")
        page.keyboard.press("y")
        time.sleep(1)
        page.keyboard.press("y")
        attempt = self.finds(lambda attempts: attempts[0].state.value == "closed" and attempts[0])
        self.sees(page, "result")
        page.keyboard.press("a")
        self.sees(page, "review")
        page.close()
        assert not self.foreign, f"The page asked elsewhere: {self.foreign}"

    def comes_back(self, address: str) -> None:
        """Closes the window in the middle of an exam, and goes on in another."""
        page = self.opens(address)
        page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        time.sleep(1)
        page.keyboard.press("Enter")
        time.sleep(1)
        page.keyboard.press("Enter")
        self.finds(lambda attempts: len(attempts) == 2)
        time.sleep(1)
        page.keyboard.press("a")
        self.finds(lambda attempts: attempts[0].of(1).response)
        page.close()
        self.finds(lambda attempts: attempts[0].state.value == "suspended")
        page = self.opens(address)
        page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        self.sees(page, "kept")
        page.keyboard.press("Enter")
        self.finds(lambda attempts: attempts[0].state.value == "interacting")
        page.reload()
        page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        self.finds(lambda attempts: attempts[0].state.value == "suspended")
        page.close()

    def opens_too_many(self, address: str) -> None:
        pages = [self.opens(address) for _ in range(2)]
        for page in pages:
            page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        third = self.opens(address)
        third.wait_for_selector("body.-closed", timeout=PATIENCE * 1000)
        self.sees(third, "too-many")
        pages[0].close()
        third.get_by_role("link", name="Open again").click()
        third.wait_for_selector("body.-first-byte:not(.-closed)", timeout=PATIENCE * 1000)
        for page in self.context.pages:
            page.close()

    def sees(self, page: Any, name: str) -> None:
        time.sleep(1.5)  # nobody says when a picture is complete
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{name}.png")

    def finds(self, come: Callable[[list[Attempt]], Any]) -> Any:
        """Waits until something holds for the attempts of the database, newest first."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with Store.open(self.data_dir) as store:
                attempts = [store.load(row.id).attempt for row in store.history()]
            if attempts and (found := come(attempts)):
                return found
            time.sleep(0.1)
        raise AssertionError(f"It never came. States: {[attempt.state.value for attempt in attempts]}")


def stranger(page: Any, address: str, place: Path) -> None:
    """Another site, then another name for this machine."""
    site = place / "site"
    site.mkdir()
    (site / "index.html").write_text(STRANGER.format(address=address, socket=address.replace("http:", "ws:")))
    with elsewhere(site) as port:
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function("document.title !== 'waiting'", timeout=PATIENCE * 1000)
        assert page.title() == "got:", page.title()
        framed = page.frames[1].evaluate("document.querySelectorAll('#terminal').length")
        assert framed == 0, "The page was shown in a foreign frame."
    parts = urlsplit(address)
    answer = page.goto(f"http://elsewhere.example:{parts.port}{parts.path}")
    assert answer.status == 403, answer.status
    assert page.goto(f"http://127.0.0.1:{parts.port}/").status == 404


@contextmanager
def serving(data_dir: Path) -> Iterator[str]:
    with subprocess.Popen(
        [*EXAM, "serve", "--port", "0", "--data-dir", str(data_dir)],
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.wait(PATIENCE)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def elsewhere(site: Path) -> Iterator[int]:
    """A web server of somebody else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
