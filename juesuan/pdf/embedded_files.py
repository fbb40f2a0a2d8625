"""The files inside the PDF that is kept: every figure as JSON for other programs, and the workbook behind them.

The PDF that is published has none of them: the workbook has 出错说明 and whatever else the officer wrote there.
"""

import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from juesuan.figures import phrases
from juesuan.figures.provenance import Origin
from juesuan.model.accounts import Accounts
from juesuan.model.identity import About
from juesuan.model.values import LAST_YEAR, Figures

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


class Enclosure(Struct, frozen=True):
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


class Finished(Struct, frozen=True):
    """A PDF of pydyf that can be written, added to and written again."""

    file: Any
    count: int
    """The number of its objects before it was written, which adds others."""


class _Settled(Struct):
    """An object of a PDF that is asked for its bytes, twice whenever the PDF is written, and makes them once."""

    number: int
    generation: int
    free: str
    compressible: bool
    data: bytes
    offset: int = 0
    """Where it was written."""

    @property
    def indirect(self) -> bytes:
        """Its bytes as an object of its own."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def finished(file: Any) -> Finished:
    """The PDF with its objects settled; only its catalog can be added to from now on."""
    used = ((at, each) for at, each in enumerate(file.objects) if each.free != "f" and each is not file.catalog)
    for at, each in used:
        file.objects[at] = _Settled(each.number, each.generation, each.free, each.compressible, each.data)
    return Finished(file, len(file.objects))


_VERSION = "1.7"
"""That of PDF/A-3."""


def archive(finished: Finished, enclosed: Sequence[Enclosure], about: About) -> bytes:
    """The same PDF with the files in it, each with the date of the report, as PDF/A-3 asks for."""
    import pydyf  # noqa: PLC0415 - comes with weasyprint

    file = finished.file
    del file.objects[finished.count :]
    file.current_position = 0
    held = [_specification(file, each, about) for each in enclosed]
    names = pydyf.Dictionary(
        {"Names": pydyf.Array([part for each in held for part in (each["UF"], each.reference)])}
    )
    file.add_object(names)
    file.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names.reference
    file.catalog["AF"] = pydyf.Array([each.reference for each in held])
    written = io.BytesIO()
    file.write(written, _VERSION, identifier=True, compress=True)
    return written.getvalue()


def _specification(file: Any, each: Enclosure, about: About) -> Any:
    """The object of the PDF that says what an embedded file is; it and the file itself are in the PDF."""
    import pydyf  # noqa: PLC0415 - as above

    day = pydyf.String(about.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    check_sum = hashlib.md5(each.data, usedforsecurity=False).hexdigest()
    size = {"CheckSum": f"<{check_sum}>", "Size": len(each.data), "CreationDate": day, "ModDate": day}
    kind = f"/{each.media_type.replace('/', '#2f')}"
    extra = {"Type": "/EmbeddedFile", "Subtype": kind, "Params": pydyf.Dictionary(size), "Filter": "/FlateDecode"}
    stream = pydyf.Stream([zlib.compress(each.data)], pydyf.Dictionary(extra))
    file.add_object(stream)
    name = pydyf.String(each.name)
    said = {"Type": "/Filespec", "F": name, "UF": name, "EF": pydyf.Dictionary({"F": stream.reference})}
    said |= {"Desc": pydyf.String(each.description), "AFRelationship": f"/{each.relation}"}
    specification = pydyf.Dictionary(said)
    file.add_object(specification)
    return specification


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
        last = known.get(origin.name + LAST_YEAR)
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
