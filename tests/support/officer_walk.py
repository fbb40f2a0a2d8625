"""The officer at the desk, who presses what the manual tells her to: by its words, on the page that she sees."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from lxml import html

import generate
from juesuan.app import cli
from juesuan.app.commands import COMMANDS
from tests.support import desk_client
from tests.support.desk_client import HOST

if TYPE_CHECKING:
    from httpx import Response

_NAMES = {each.name for each in COMMANDS}


def command_of(words: list[str]) -> tuple[str, ...]:
    """A command by its name, empty for the report itself, and its options without their values."""
    name = words[0] if words and words[0] in _NAMES else ""
    return (name, *sorted(each for each in words if each.startswith("--")))


class Walk:
    """A year lived at the desk and at the terminal: what is pressed, read and run, passage by passage."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self._desk = desk_client.desk(root)
        self.desk = desk_client.client(self._desk)
        self.address, self.page = "/", html.fromstring("<html/>")
        self.passage = ""
        self.pressed: dict[str, set[str]] = {}
        """The words of what was pressed, by the passage of the manual."""
        self.read: dict[str, list[str]] = {}
        """The words of the pages that were seen, likewise."""
        self.ran: set[tuple[str, ...]] = set()
        """The commands that were run at the terminal, see ``command_of``."""

    @contextmanager
    def of(self, passage: str) -> Iterator[None]:
        """What is done inside is what this passage tells."""
        self.passage = passage
        self.pressed.setdefault(passage, set())
        self.read.setdefault(passage, [])
        yield
        self.passage = ""

    # ---- at the desk

    def go(self, address: str) -> None:
        """Opens a page."""
        self._shown(self.desk.get(address), address)

    def says(self, *words: str) -> None:
        """The page that is open says the words."""
        said = self.read[self.passage][-1]
        assert [each for each in words if bare(each) not in said] == [], self.address

    def press(
        self,
        words: str,
        files: Mapping[str, Path] | None = None,
        near: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Presses the first button that begins with the words; its form goes with what was typed and dropped.

        ``near`` are words of the list's line that it stands in.
        """
        button = self._find("button", words, near)
        form = next(button.iterancestors("form"))
        fields = {**_filled(form), **(typed or {})}
        sent = [(name, (path.name, path.read_bytes(), "x")) for name, path in (files or {}).items()]
        address = urljoin(urljoin(HOST, self.address), form.get("action"))
        if form.get("method") == "post":
            self._shown(self.desk.post(address, data=fields, files=sent or None), address)
        else:
            self._shown(self.desk.get(address, params=fields), address)
        self.pressed[self.passage].add(words)

    def follow(self, words: str) -> None:
        """Opens the first link with the words."""
        self.go(urljoin(urljoin(HOST, self.address), self._find("a", words).get("href")))
        self.pressed[self.passage].add(words)

    def settled(self) -> None:
        """Waits until no run is at work any more, and opens the page once more."""
        states = self._desk.kept.values()
        for _ in range(2400):
            time.sleep(0.05)
            if not any(each.running for each in states):
                self.go(self.address)
                return
        raise AssertionError(self.address)

    def _find(self, tag: str, words: str, near: str = "") -> html.HtmlElement:
        every = [line for line in self.page.iter("li") if bare(near) in _said(line)] if near else [self.page]
        found = [each for part in every for each in part.iter(tag) if _said(each).startswith(bare(words))]
        assert found, (tag, words, [_said(each) for each in self.page.iter(tag)])
        return found[0]

    def _shown(self, answer: "Response", address: str) -> None:
        while answer.status_code == 303:
            address = urljoin(urljoin(HOST, address), answer.headers["location"])
            answer = self.desk.get(address)
        if answer.status_code == 204:  # the page stays
            return
        assert answer.status_code == 200, (address, desk_client.words(answer))
        self.address = unquote(address.removeprefix(HOST))
        if not answer.headers["content-type"].startswith("text/html"):
            return
        self.page = html.fromstring(answer.text)
        self.read[self.passage].append(bare(f"{desk_client.words(answer)} {' '.join(_labels(self.page))}"))

    # ---- at the terminal

    def run(self, *words: str, code: int = 0) -> None:
        """Runs a command on the folders of the walk."""
        folders = ("--inputs", str(self.root / "inputs"), "--output", str(self.root / "output"))
        assert (words, cli.main([*words, *folders], generate.make, generate.check)) == (words, code)
        self.ran.add(command_of([*words]))


def bare(words: str) -> str:
    """The words without spaces."""
    return re.sub(r"\s", "", words)


def _said(element: html.HtmlElement) -> str:
    return bare(str(element.text_content()))


def _labels(page: html.HtmlElement) -> list[str]:
    """What a page says in its attributes: names of fields, words that are shown at a cell."""
    return [str(each) for each in page.xpath("//@aria-label | //@title | //@alt | //@placeholder")]


def _filled(form: html.HtmlElement) -> dict[str, str | list[str]]:
    """The fields of a form as the page fills them in."""
    fields: dict[str, str | list[str]] = {}
    for name, value in form.form_values():
        held = fields.get(name)
        fields[name] = value if held is None else [*([held] if isinstance(held, str) else held), value]
    return fields
