"""The desk as the officer starts it, in a process of its own; it listens once it says its address."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from juesuan.model.program_folders import ROOT

PATIENCE = 60.0
"""The seconds after which nothing more is waited for: another program may be at work."""


class DeskProcess(Struct, frozen=True):
    """A desk that answers."""

    process: "subprocess.Popen[str]"
    base: str
    """The address without its end: ``http://127.0.0.1:4000``."""
    key: str
    """The end of the first address, which lets a browser in."""

    @property
    def address(self) -> str:
        """The first address."""
        return f"{self.base}{self.key}"

    def end(self) -> tuple[str, str]:
        """Ends it as Ctrl+C does; what it has said since it said its address, and what it has complained of."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=PATIENCE)
        finally:
            self.kill()

    def kill(self) -> None:
        """Ends it in the middle, where it has not ended yet."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def begun(*words: str, folder: Path = ROOT, variables: Mapping[str, str] | None = None) -> DeskProcess:
    """The desk that ``generate.py desk`` with these words opens in ``folder``; no browser is opened.

    ``variables`` stand in its environment besides. Raises AssertionError where it does not begin.
    """
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "generate.py"), "desk", *words, "--address"],
        cwd=folder, env={**os.environ, **(variables or {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8",
    )  # fmt: skip
    for line in process.stdout or ():
        if found := re.search(r"(http://127\.0\.0\.1:\d+)(/\?token=\S+)", line):
            return DeskProcess(process, found[1], found[2])
    raise AssertionError(process.communicate())


@contextmanager
def opened(*words: str, folder: Path = ROOT, variables: Mapping[str, str] | None = None) -> Iterator[DeskProcess]:
    """The same while it is looked at; whatever happens then, no process is left behind."""
    desk = begun(*words, folder=folder, variables=variables)
    try:
        yield desk
    finally:
        desk.kill()
