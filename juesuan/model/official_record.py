"""导入来源.toml beside the inputs: which cell of the workbook was filled from which official cell."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from juesuan.model.official import Target
from juesuan.model.toml_words import quoted

NAME = "导入来源.toml"
KIND = "格"
"""The name of an entry."""
_HEAD = """# 工作簿里哪一格的数是从哪张官方表导入的，由 import 命令写，核对报告照它注明来源。
# 工作簿里的数改过以后，来源就不再算数。数的单位是元（人数、辆数等照原数）。可以删去这个文件，不影响生成报告。
"""


class Record(Struct, frozen=True):
    """A figure that was imported: 元 or a number of things, and where it came from."""

    value: Decimal
    origin: str
    when: str
    """The time of the import: 2026-03-01 09:30."""


Records = Mapping[Target, Record]


def written(records: Records) -> bytes:
    """The file of the records."""
    blocks = [_block(target, record) for target, record in records.items()]
    return "\n".join((_HEAD, *blocks)).encode()


def _block(target: Target, record: Record) -> str:
    fields = {
        "表": target.sheet,
        "行": target.row,
        "列": target.column,
        "资金": target.fund,
        "数": format(record.value, "f"),
        "来源": record.origin,
        "时间": record.when,
    }
    lines = (f'"{name}" = {quoted(words)}' for name, words in fields.items() if words)
    return "\n".join((f'[["{KIND}"]]', *lines, ""))
