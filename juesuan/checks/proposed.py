"""程序提出的格: what the program has filled is the officer's only when a person has confirmed it."""

from collections.abc import Iterator

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model import advised
from juesuan.model.problems import UNCONFIRMED, Severity

PART = "程序提出的格"
_LISTED = 6
"""So many cells are named in the message; the command lists them all."""


def what_was_proposed_is_confirmed(evidence: Evidence) -> Iterator[Finding]:
    """No cell still holds what the program has put there and nobody has confirmed; one finding for all."""
    waiting = evidence.accounts.proposed
    if waiting:
        listed = "、".join(f"{each.cell} {each.name}" for each in waiting[:_LISTED])
        more = "等" if len(waiting) > _LISTED else ""
        message = f"还有 {len(waiting)} 格是程序提出的、没有确认（{listed}{more}）"
        cells = tuple(each.cell for each in waiting)
        command = advised.command("confirm", year=evidence.accounts.department.year)
        advice = f"运行 {command} 列出这些格，看过再确认；不对的在工作簿里改，改过的不用再确认。"
        yield Finding(cells[0], message, cells, found=f"{len(waiting)}格", advice=advice)


RULES = (
    Rule(
        UNCONFIRMED,
        Severity.WARNING,
        PART,
        "程序提出的格都有人确认，或者改过",
        "年度、版式、名称、年初结转和结余是程序按文件夹和上年的数填的，没有人看过的数不能公开。",
        "请用 confirm 命令列出这些格，看过再确认，不能用“出错说明”代替；不对的直接改，改过的不用再确认。",
        what_was_proposed_is_confirmed,
    ),
)
