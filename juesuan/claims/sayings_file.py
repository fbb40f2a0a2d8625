"""The file 说法.toml as it is written, read strictly: a fault in it is told with its line."""

import re
import tomllib
from pathlib import Path

import msgspec

from juesuan.model.problems import ReportError, error

_ADVICE = "请对照文件开头的说明和上下各行改正；文字放在一对半角双引号里，几种说法用半角逗号隔开、放在方括号里。"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file, with no other keys than those it has here."""


class Changes(_Strict):
    """The words for a change, by its direction, and for the year before."""

    增加: tuple[str, ...]
    减少: tuple[str, ...]
    不变: tuple[str, ...]
    去年: tuple[str, ...]


class Budgets(_Strict):
    """What budgets are called."""

    名称: tuple[str, ...]


class Lists(_Strict):
    """The words that open a list of parts."""

    其中: tuple[str, ...]


class Joint(_Strict):
    """Names that mean two figures at once."""

    名称: tuple[str, ...]
    所指: tuple[str, ...]


class Named(_Strict):
    """A figure and the other ways to call it."""

    名称: str
    说法: tuple[str, ...]


class Division(_Strict):
    """A total and the parts that make it."""

    总数: str
    部分: tuple[str, ...]


class OldName(_Strict):
    """A name of the classification, the one that replaced it, and the year from which on."""

    旧: str
    新: str
    起: int


class SayingsFile(_Strict):
    """All tables of the file."""

    变动: Changes
    预算: Budgets
    列举: Lists
    合称: tuple[Joint, ...]
    同义: tuple[Named, ...]
    分解: tuple[Division, ...]
    旧名: tuple[OldName, ...]


def read(path: Path) -> SayingsFile:
    """What the file says. A ``ReportError`` names the line of whatever is not as it must be."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as caught:
        raise ReportError(
            error("W05", path.name, "不是能读的 UTF-8 文本", "请用记事本打开，另存为，编码选 UTF-8。")
        ) from caught
    try:
        return msgspec.convert(tomllib.loads(text), SayingsFile)
    except tomllib.TOMLDecodeError as caught:
        line = re.search(r"at line (\d+)", str(caught))
        raise _fault(path, f"第{line[1]}行写得不对" if line else "没有写完") from caught
    except msgspec.ValidationError as caught:
        raise _fault(path, f"第{_line_of(text, str(caught))}行一节写得不对：多了、少了或写错了一项") from caught


def _fault(path: Path, message: str) -> ReportError:
    return ReportError(error("W05", path.name, message, _ADVICE))


def _line_of(text: str, message: str) -> int:
    """The line on which the table begins that a message speaks of by its path: $.同义[3].说法."""
    path = re.search(r"`\$\.(\w+)(?:\[(\d+)\])?", message)
    if not path:
        return 1
    head = re.compile(rf'^\[+"?{re.escape(path[1])}"?\]+', re.MULTILINE)
    starts = [found.start() for found in head.finditer(text)]
    at = int(path[2] or 0)
    return text.count("\n", 0, starts[at]) + 1 if at < len(starts) else 1
