"""A file of TOML beside the inputs, which people may have written in: its text, or why it has none."""

import re
from collections.abc import Iterator

from juesuan.model import system_failures
from juesuan.model.given import Given
from juesuan.model.problems import Problem, warning

MOST_BYTES = 4 * 1024 * 1024
"""Ten times what the thickest report needs; more would only be waited for."""
_MOST_DOTS = 200
"""Of a line: names joined by dots take the square of their number in time."""
TOO_MUCH = "请检查是不是放错了文件；多余的请删去。"


class UnreadText(Exception):  # noqa: N818 - the name is the reason
    """The file is no such text at all."""

    def __init__(self, reason: str, advice: str) -> None:
        """Why not, and what to do, for the officer."""
        super().__init__(reason)
        self.reason, self.advice = reason, advice


def text(data: bytes, consequence: str) -> str:
    """The text of the file; raises UnreadText, the ``consequence`` in its reason, for what cannot be parsed."""
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        reason = f"超过 {most} MB，没有读它；{consequence}"
        raise UnreadText(reason, TOO_MUCH)
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = "请用记事本打开，另存为，编码选 UTF-8；打开也是乱码的，请从备份里找回。"
        reason = f"不是 UTF-8 编码的文本，没有读它；{consequence}"
        raise UnreadText(reason, advice) from None
    if any(line.count(".") > _MOST_DOTS for line in words.splitlines()):
        reason = f"有一行的点太多，读不懂；{consequence}"
        raise UnreadText(reason, TOO_MUCH)
    return words


def line(words: str, message: str) -> str:
    """The line that a message of the parser speaks of, the last where something is missing; empty for none."""
    found = re.search(r"at line (\d+)", message)
    last = words.count("\n") + 1 if "at end of document" in message else ""
    number = found[1] if found else last
    return f"第{number}行" if number else ""


def data_of(given: Given, file: str, consequence: str) -> bytes | None:
    """The bytes of the file of the year; None where it has none.

    Raises UnreadText, the ``consequence`` in its reason, where it cannot be opened.
    """
    if file in given.unread:
        reason = f"打不开（{system_failures.reason(given.unread[file])}），{consequence}"
        raise UnreadText(reason, "请检查文件，关闭正打开它的程序。")
    return given.files.get(file)


def misnamed(given: Given, file: str, code: str) -> Iterator[Problem]:
    """The warning, of that code, that there is one called nearly as the ``file``: a plain editor adds .txt."""
    stem = file.partition(".")[0]
    names = [name for name in (*given.files, *given.unread, *given.beside) if "/" not in name]
    found = [name for name in names if name.partition(".")[0].strip() == stem]
    if found:
        message = f"没有用上，程序要的是 {file}"
        yield warning(code, found[0], message, f"是它就请改名为 {file}；不是就移到别处。")
