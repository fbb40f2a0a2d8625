"""The desk in a browser: served from within the tests, over the real corridor, one for each test that wants it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from msgspec import Struct

from juesuan.app.desk import site
from tests.support import chromium, desk_client
from tests.support.desk_client import TOKEN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from starlette.types import ASGIApp

GRAVE = {"serious", "critical"}
_SIZE: Any = {"width": 1093, "height": 614}
"""A screen of 1366 x 768 at 125 %."""


class Office(Struct, frozen=True):
    """A desk that is open in a browser."""

    root: Path
    base: str
    page: "Page"

    def go(self, path: str) -> None:
        """Opens an address of the desk."""
        self.page.goto(f"{self.base}{path}")

    def says(self, words: str, part: str = "#screen") -> None:
        """Waits until a part of the page says the words."""
        self.page.wait_for_selector(f"{part}:has-text('{words}')")

    def drop(self, file: Path) -> None:
        """Puts a file into the box of the screen."""
        self.page.set_input_files("#files", file)

    def click(self, words: str) -> None:
        """Presses the first button or link of the screen with the words."""
        self.page.locator("#screen").locator("button, a, summary").filter(has_text=words).first.click()

    def faults(self) -> list[tuple[str, str]]:
        """The grave faults that axe finds in the page, each with the first piece of it."""
        found: Any = chromium.faults(self.page, "{iframes: false}")
        return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in GRAVE]


@contextmanager
def opened(browser: "Browser", root: Path) -> Iterator[Office]:
    """The desk of the folders in ``root``; its page may neither complain nor ask anybody but the desk."""
    with shown(browser, root, site.site(desk_client.desk(root), TOKEN)) as office:
        yield office


@contextmanager
def shown(browser: "Browser", root: Path, app: "ASGIApp") -> Iterator[Office]:
    """The same of any application, which lets in who has the token of the tests."""
    with _served(app) as base:
        context = browser.new_context(viewport=_SIZE, device_scale_factor=1.25, locale="zh-CN")
        page = context.new_page()
        page.set_default_timeout(60_000)  # of what fails; another program may be at work
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((base, "data:")) else complaints.append(sent.url),
        )
        page.goto(f"{base}/?token={TOKEN}")
        yield Office(root, base, page)
        context.close()
        if complaints:
            raise AssertionError(complaints)


@contextmanager
def _served(app: "ASGIApp") -> Iterator[str]:
    """Serves a desk on a free port; its address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()  # who comes before the server takes its first look waits, and is not refused
        config = uvicorn.Config(
            app, log_config=None, log_level="critical", ws="none", timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)
