"""The files that travel inside the PDF: every figure as JSON for other programs, and the workbook behind them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from juesuan.figures import phrases, provenance
from juesuan.figures.provenance import Origin
from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures

NAME = "决算数据.json"

_NOTE = (
    "“值”未经四舍五入：金额以元计，比率以百分数计，除不尽的写成分数；“印作”是报告里的写法；"
    "“来源”是填报工作簿里的格子。"
)
_MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that is embedded in the PDF."""

    name: str
    data: bytes
    media_type: str
    relation: str
    """The relation of the file to the report, in a word of PDF/A-3: Data or Source."""
    description: str


def enclosures(
    title: str, accounts: Accounts, figures: Figures, origins: Sequence[Origin], workbook: tuple[str, bytes]
) -> tuple[Enclosure, ...]:
    """The two files for the PDF, in the order of their names: the figures as JSON, and the workbook.

    In the JSON every figure has its exact value (元 or percent), its unit, its print, its rule, its cells, and its
    value of last year. ``workbook`` is the name and the bytes of the officer's file.
    """
    name, data = workbook
    told = json.dumps(_told(title, accounts, figures, origins), ensure_ascii=False, indent=1)
    numbers = Enclosure(NAME, told.encode(), "application/json", "Data", "报告里的每个数：值、印法、规则和来源")
    source = Enclosure(
        name,
        data,
        _MEDIA_TYPES[PurePosixPath(name).suffix.lower()],
        "Source",
        "生成报告的填报工作簿",
    )
    return tuple(sorted((numbers, source), key=lambda each: each.name))


def _told(title: str, accounts: Accounts, figures: Figures, origins: Sequence[Origin]) -> dict[str, Any]:
    return {
        "标题": title,
        "单位": accounts.department.name.text,
        "年度": accounts.department.year,
        "说明": _NOTE,
        "数": list(_figures(figures, origins)),
    }


def _figures(figures: Figures, origins: Sequence[Origin]) -> Iterator[dict[str, Any]]:
    known = {origin.name: origin for origin in origins}
    for origin in known.values():
        last = known.get(origin.name + provenance.LAST)
        yield {
            "名称": origin.name,
            **_value(origin, figures),
            "规则": origin.rule,
            "来源": origin.cells,
            "上年": _value(last, figures) if last else None,
        }


def _value(origin: Origin, figures: Figures) -> dict[str, str]:
    return {"值": _exact(figures[origin.name].value), "单位": origin.unit, "印作": origin.printed}


def _exact(value: Fraction) -> str:
    """The value in digits: a decimal where that is exact, else a fraction such as 1/3."""
    words = phrases.exact(value)
    return words if Fraction(words) == value else str(value)
