"""Who may ask the desk for something, and how much of it: nobody but the officer's own browser on this machine.

The first address carries a token, which becomes a cookie that no other site can send along and no script can read;
what changes something must come from a page of the desk itself. Nothing from outside is loaded or run by a page.
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
"""The names by which the desk is asked; another one means that a site outside points at this machine."""
_MEGA = 1024 * 1024
MOST_TYPED, MOST_UPLOADED = _MEGA // 4, 100 * _MEGA
"""The most bytes that are taken: of fields, and of files that were dropped."""
_LONGEST_PATH = 2_000
"""Letters of an address; none of ours is nearly as long, and a number of more digits cannot even be read."""
_FIRST = re.compile(r"token=([\w-]+)(?:&(year=20[0-9]{2}))?")
"""What stands behind the first address: the token, and the year that is to be shown."""
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
        "cache-control": "no-store",
    }
)
"""Sent with every answer, unless the answer has its own."""
_STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
BOXED = f"{_STILL}; sandbox"
"""The policy of a page that is a file to be sent: its own style, no script, no rights of the desk."""
KINDS: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".ttf": "font/ttf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".pdf": "application/pdf",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""The content type of each kind of file that is served: Windows is not asked, whose registry may say anything."""


def leading_on(script: str = "") -> str:
    """The policy of such a page whose links lead to others at the desk, which it may ask for as the desk does.

    It runs just this script, as it stands between its tags, and none without one; a box that lets a script run and
    ask would be none.
    """
    if not script:
        return f"{BOXED} allow-same-origin"
    known = b64encode(sha256(script.encode()).digest()).decode()
    return f"{_STILL}; script-src 'sha256-{known}'; form-action 'none'; base-uri 'none'"


def token() -> str:
    """A new token, which nobody can guess."""
    return secrets.token_urlsafe(32)


def inside(folder: Path, name: str) -> Path:
    """The file of that name in the folder or below it. Raises HTTPException 404 for all that leads elsewhere.

    A link is followed nowhere, and a name with .., a drive or a sign that steers is none.
    """
    parts = re.split(r"[/\\]", name)
    if any(not part or part.startswith((".", "~$")) or re.search(r"[\x00-\x1f:]", part) for part in parts):
        raise HTTPException(404)
    path = folder.joinpath(*parts)
    is_linked = any(folder.joinpath(*parts[: at + 1]).is_symlink() for at in range(len(parts)))
    if is_linked or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        raise HTTPException(404)
    return path


def file(path: Path, *, keep: bool = False) -> Response:
    """The file as an answer, with the content type of its kind; raises HTTPException 404 where it has none.

    ``keep`` for the program's own files, which a browser may keep.
    """
    if path.suffix.lower() not in KINDS:
        raise HTTPException(404)
    headers = {"cache-control": "max-age=3600"} if keep else {}
    return Response(path.read_bytes(), headers=headers, media_type=KINDS[path.suffix.lower()])


class Guard(Struct, frozen=True):
    """What stands before the desk: it lets nothing through that the officer's own browser has not sent."""

    app: "ASGIApp"
    token: str
    refusal: str
    """The HTML page for whoever comes without the cookie."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answers, or lets pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._answer(scope, Headers(scope=scope))
        if answer is None:
            await self.app(scope, _bounded(scope, receive), _with_headers(send))
        else:
            await answer(scope, receive, _with_headers(send))

    def _answer(self, scope: "Scope", headers: Headers) -> Response | None:
        """The answer to what is not let through; None for what is."""
        given = _FIRST.fullmatch(scope["query_string"].decode("latin-1"))
        if scope["path"] == "/" and scope["method"] == "GET" and given:
            return self._let_in(given[1], f"/?{given[2]}" if given[2] else "/", scope) or self._refused()
        if not self._is_known(headers, scope):
            return self._refused()
        return _unfit(scope, headers)

    def _let_in(self, given: str, place: str, scope: "Scope") -> Response | None:
        if not secrets.compare_digest(given, self.token):
            return None
        answer = RedirectResponse(place, 303)
        answer.set_cookie(_cookie_name(scope), self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, headers: Headers, scope: "Scope") -> bool:
        cookie = cookie_parser(headers.get("cookie", "")).get(_cookie_name(scope), "")
        return secrets.compare_digest(cookie.encode(), self.token.encode())

    def _refused(self) -> Response:
        return Response(self.refusal, 403, media_type=KINDS[".html"])


def _unfit(scope: "Scope", headers: Headers) -> Response | None:
    """The answer to what no page of the desk sends, whoever sends it; None for what one may."""
    if len(scope["path"]) > _LONGEST_PATH:
        return PlainTextResponse("没有这一页。", 404)
    if scope["method"] not in {"GET", "HEAD", "POST"}:
        return PlainTextResponse("不能这样操作。", 405)
    if scope["method"] == "POST":
        if headers.get("origin") != f"http://{headers.get('host')}":
            return PlainTextResponse("这个操作不是从工作台的页面上来的，没有执行。", 403)
        if _declared(headers) > _most(headers):
            return PlainTextResponse(_TOO_LARGE, 413)
    return None


_TOO_LARGE = f"文件太大，超过 {MOST_UPLOADED // _MEGA} MB，没有收。"


def _cookie_name(scope: "Scope") -> str:
    """A browser sends the cookies of one port to all others of this machine: each desk has a name of its own."""
    return f"juesuan-{scope['server'][1]}"


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if re.fullmatch(r"\d{1,15}", length) else MOST_UPLOADED + 1


def _most(headers: Headers) -> int:
    is_upload = headers.get("content-type", "").startswith("multipart/form-data")
    return MOST_UPLOADED if is_upload else MOST_TYPED


def _bounded(scope: "Scope", receive: "Receive") -> "Receive":
    """Gives what is sent, and ends where it is longer than it may be, whatever length was declared."""
    most, got = _most(Headers(scope=scope)), 0

    async def received() -> "Message":
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise HTTPException(413, _TOO_LARGE)
        return message

    return received


def _with_headers(send: "Send") -> "Send":
    async def sent(message: "Message") -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _missing(headers):
                headers[name] = value
        await send(message)

    return sent


def _missing(headers: MutableHeaders) -> Iterable[tuple[str, str]]:
    return [(name, value) for name, value in _HEADERS.items() if name not in headers]
