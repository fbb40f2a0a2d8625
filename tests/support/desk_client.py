"""The desk without a network: a client that was let in, over the real corridor, and one that was not."""

import re
import warnings
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import generate
from juesuan.app.command_line import Check, Make
from juesuan.app.desk import site
from juesuan.app.desk.desk import Desk

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have the successor of httpx
    from starlette.testclient import TestClient

if TYPE_CHECKING:
    from httpx import Response

HOST, TOKEN = "http://127.0.0.1:4000", "a-token_of-the-tests"


def desk(root: Path, make: Make = generate.make, check: Check = generate.check) -> Desk:
    """The desk of the folders inputs and output in ``root``."""
    return Desk(root / "inputs", root / "output", make, check)


def stranger(opened: Desk, host: str = HOST) -> TestClient:
    """A client that has no token; the folders are not watched."""
    return TestClient(site.site(opened, TOKEN), host, raise_server_exceptions=False, follow_redirects=False)


def client(opened: Desk) -> TestClient:
    """A client of the desk that was let in."""
    return let_in(stranger(opened))


def let_in(made: TestClient) -> TestClient:
    """The client, now with its token, that sends along where its forms come from."""
    made.headers["origin"] = HOST
    assert made.get(f"/?token={TOKEN}").status_code == 303
    return made


def opened(root: Path) -> TestClient:
    """The same for the desk of ``root``, with the real corridor."""
    return client(desk(root))


def words(answer: "Response") -> str:
    """What a page says, its spaces and line breaks as one space."""
    one = re.sub(r"</?(span|b|mark)\b[^>]*>", "", answer.text)
    bare = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]*>", " ", one, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(bare)).strip()
