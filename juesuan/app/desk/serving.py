"""The desk is started: one for a folder, on this machine alone, with its page opened in a browser."""

import gc
import os
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from filelock import FileLock, Timeout

from juesuan import PRODUCT
from juesuan.app.command_line import Asked
from juesuan.app.desk import desk, safety, site
from juesuan.app.desk.desk import Desk
from juesuan.model.identity import digest
from juesuan.model.outcome import DONE
from juesuan.model.problems import ReportError, error
from juesuan.model.program_folders import lasting_folder

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LOCK = f".{PRODUCT}-工作台.lock"
_HERE = "127.0.0.1"
_PAUSES = (0.0, *(0.2 for _ in range(25)))
"""The seconds before each look whether the desk that is open answers: after two double clicks it only begins."""
_PATIENCE = 2.0
"""The seconds in which a desk answers."""
_EDGE = (r"Microsoft\Edge\Application\msedge.exe", ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"))


def serve(asked: Asked) -> int:
    """Opens the desk of the years and returns 0 once it is closed, see ``run``.

    Raises ReportError as ``run`` does, and where the folder names no year.
    """
    opened = desk.of(asked)
    return run(opened, partial(site.site, opened), asked)


def run(opened: Desk, app: Callable[[str], "ASGIApp"], asked: Asked) -> int:
    """Serves a desk until Ctrl+C and returns 0; where one is open for the folder already, shows that one.

    ``app`` is the application for the token that lets its first page in. Raises ReportError where somebody else
    has the folder open.
    """
    address = served(opened, app, lambda server: _show(server.address, asked, "工作台已经打开，按 Ctrl+C 结束："))
    if address:
        _show(address, asked, "工作台已经打开着：")
    else:
        asked.tell.say("工作台已经关闭。")
    return DONE


def served(opened: Desk, app: Callable[[str], "ASGIApp"], ready: Callable[["Server"], None]) -> str:
    """Serves a desk until it is ended; where one is open for the folder already, returns the address of that one.

    That is also the one whose folder was taken away and another put in its place. ``ready`` is called with the
    server once it answers. Raises ReportError where somebody else has the folder open.
    """
    opened.output.mkdir(parents=True, exist_ok=True)
    place = _place(opened)
    try:
        with FileLock(opened.output / _LOCK, blocking=False):
            if not (address := _answering(place)):
                _serve(opened, app, place, ready)
                return ""
    except Timeout:
        address = next(filter(None, (_answering(place, pause) for pause in _PAUSES)), "")
    if not address:
        advice = "请在那个窗口里操作，或先关掉它。"
        raise ReportError(error("K02", opened.output, "别的窗口或别的电脑已经打开了这里的工作台", advice))
    return address


def _serve(
    opened: Desk, app: Callable[[str], "ASGIApp"], place: Path | None, ready: Callable[["Server"], None]
) -> None:
    gc.enable()  # a run keeps all that it makes, the desk does not
    opened.unfinished.begin(place and place.with_name(f"{place.name}.doing"))
    token = safety.token()
    with socket.socket() as bound:
        bound.bind((_HERE, 0))
        address = f"http://{_HERE}:{bound.getsockname()[1]}/?token={token}"
        config = uvicorn.Config(
            app(token), log_config=None, log_level="critical", timeout_graceful_shutdown=1,
            server_header=False, ws="none",
        )  # fmt: skip
        server = Server(config, address, ready)
        _keep(place, address)
        try:
            with suppress(KeyboardInterrupt):
                server.run([bound])
        finally:
            _forget(place)


class Server(uvicorn.Server):
    """A server that knows its first address and says when it answers."""

    def __init__(self, config: uvicorn.Config, address: str, ready: Callable[["Server"], None]) -> None:
        super().__init__(config)
        self.address = address
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins, then says so."""
        await super().startup(sockets)
        if self.started:
            self._ready(self)


def _show(address: str, asked: Asked, words: str) -> None:
    asked.tell.say(f"{words}{address}")
    sys.stdout.flush()
    if not asked.address:
        _browse(address)


def _browse(address: str) -> None:
    """Opens the page in a window of its own where there is Edge, else in the default browser."""
    name, places = _EDGE
    edges = (Path(root) / name for each in places if (root := os.environ.get(each)))
    edge = next((str(each) for each in edges if each.is_file()), None) if sys.platform == "win32" else None
    if edge:
        subprocess.Popen([edge, f"--app={address}"])  # noqa: S603 - our own address
    elif sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


# ---- the address, for a second start


def _place(opened: Desk) -> Path | None:
    """Where the address of the desk of a folder is kept, for this user alone; None where nothing can be kept."""
    folder = lasting_folder()
    return folder and folder / "desk" / digest(os.fsencode(f"{opened.inputs}\n{opened.output}"))


def _keep(place: Path | None, address: str) -> None:
    if place is not None:
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o600)
            place.write_text(address, encoding="utf-8")


def _kept(place: Path | None) -> str:
    try:
        return place.read_text(encoding="utf-8") if place else ""
    except OSError:
        return ""


def _answering(place: Path | None, pause: float = 0) -> str:
    """The address that is kept, where a desk answers there after the ``pause`` in seconds; else empty."""
    time.sleep(pause)
    address = urlsplit(_kept(place))
    with suppress(OSError, HTTPException, ValueError):
        asked = HTTPConnection(address.hostname or "", address.port, timeout=_PATIENCE)
        with closing(asked):
            asked.request("GET", f"{address.path}?{address.query}")
            if asked.getresponse().status == HTTPStatus.SEE_OTHER:
                return address.geturl()
    return ""


def _forget(place: Path | None) -> None:
    if place is not None:
        with suppress(OSError):
            place.unlink(missing_ok=True)
