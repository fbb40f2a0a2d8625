"""The file 说法.toml as it is written, read strictly: a fault in it is told with its line."""

import re
from pathlib import Path

import msgspec
from msgspec import Struct, field

from juesuan.model import data_file


class ChangeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words for a change, by its direction, and for the year before."""

    up: tuple[str, ...] = field(name="增加")
    down: tuple[str, ...] = field(name="减少")
    same: tuple[str, ...] = field(name="不变")
    last: tuple[str, ...] = field(name="去年")


class BudgetWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What budgets are called."""

    names: tuple[str, ...] = field(name="名称")


class ListWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that open a list of parts."""

    opening: tuple[str, ...] = field(name="其中")


class Joint(Struct, frozen=True, forbid_unknown_fields=True):
    """Names that mean two figures at once."""

    names: tuple[str, ...] = field(name="名称")
    meant: tuple[str, ...] = field(name="所指")


class Synonym(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure and the other ways to call it."""

    name: str = field(name="名称")
    forms: tuple[str, ...] = field(name="说法")


class Division(Struct, frozen=True, forbid_unknown_fields=True):
    """A total and the parts that make it."""

    total: str = field(name="总数")
    parts: tuple[str, ...] = field(name="部分")


class OldName(Struct, frozen=True, forbid_unknown_fields=True):
    """A name of the classification, the one that replaced it, and the year from which on."""

    old: str = field(name="旧")
    new: str = field(name="新")
    year: int = field(name="起")


class RowNames(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a table of the workbook, and what it is called beside its label."""

    name: str = field(name="名称")
    forms: tuple[str, ...] = field(name="说法")


class SayingsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """All tables of the file."""

    changes: ChangeWords = field(name="变动")
    budgets: BudgetWords = field(name="预算")
    lists: ListWords = field(name="列举")
    joint: tuple[Joint, ...] = field(name="合称")
    synonyms: tuple[Synonym, ...] = field(name="同义")
    divisions: tuple[Division, ...] = field(name="分解")
    renamed: tuple[OldName, ...] = field(name="旧名")
    figures: tuple[RowNames, ...] = field(name="表中项目")


def read(path: Path) -> SayingsFile:
    """What the file says. A ``ReportError`` names the line of whatever is not as it must be."""
    text, tables = data_file.read(path)
    try:
        return msgspec.convert(tables, SayingsFile)
    except msgspec.ValidationError as caught:
        message = f"第{_line_of(text, str(caught))}行一节写得不对：多了、少了或写错了一项"
        raise data_file.fault(path, message) from caught


def _line_of(text: str, message: str) -> int:
    """The line on which the table begins that a message speaks of by its path: $.同义[3].说法."""
    path = re.search(r"`\$\.(\w+)(?:\[(\d+)\])?", message)
    if not path:
        return 1
    head = re.compile(rf'^\[+"?{re.escape(path[1])}"?\]+', re.MULTILINE)
    starts = [found.start() for found in head.finditer(text)]
    at = int(path[2] or 0)
    return text.count("\n", 0, starts[at]) + 1 if at < len(starts) else 1
