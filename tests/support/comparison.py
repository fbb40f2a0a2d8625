"""What the comparison of made-up texts says, every number in them typed by hand."""

from typing import Any

from juesuan.checks.texts import comparison
from juesuan.checks.texts.comparison import Compared
from juesuan.figures.derive import derive
from juesuan.model.values import Cell
from juesuan.wording.tags import Filler
from tests.support.factories import accounts

TEXTS = "文字材料.docx"
Written = str | tuple[str, str]
"""A text, or its address and the text."""


def compared(*texts: Written, **parts: Any) -> Compared:
    """Of texts that stand in 第1段, 第2段 and so on; ``parts`` of accounts of 2021, all else blank."""
    given = accounts(**parts)
    figures = derive(given)
    fill = Filler({}, [], len(figures))
    for place, written in enumerate(texts, start=1):
        address, text = written if isinstance(written, tuple) else (f"第{place}段", written)
        sheet = TEXTS if address.endswith("段") else "绩效指标"
        fill(text, Cell(sheet, address))
    return comparison.compare(given, figures, tuple(fill.statements), tuple(fill.typed))


def told(*texts: Written, code: str = "", **parts: Any) -> list[str]:
    """Code, place, message and advice of every comparison that does not hold."""
    found = (each for each in compared(*texts, **parts).relations if not each.holds and each.code.startswith(code))
    return [f"{each.code} {each.number.cell.address}：{each.message}　→ {each.advice}" for each in found]


def confirmed(*texts: Written, **parts: Any) -> dict[str, str]:
    """What vouches for each number that something vouches for."""
    return {each.text: each.confirmed for each in compared(*texts, **parts).typed if each.confirmed}
