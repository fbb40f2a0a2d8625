"""The figures of a published report as open data: CSV, JSON, their data dictionary, and an entry for a catalogue.

The dictionary is a Data Package whose fields are a Table Schema (specs.frictionlessdata.io), the entry is a
dcat:Dataset in JSON-LD (W3C DCAT 3). Only figures that the report prints are in them. Money is exact, in 元 with
two decimals: text in JSON, where a number may lose digits, a decimal in CSV. A percentage has the decimals that
the report prints.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

import msgspec
from msgspec import Struct

from juesuan.figures import phrases, trend_appendix
from juesuan.model import values
from juesuan.model.accounts import Accounts
from juesuan.model.identity import digest
from juesuan.model.problems import ReportError, error
from juesuan.model.values import MONEY, Figure, Figures
from juesuan.web.published import DICTIONARY, ENTRY, PAGE, TABLE, VALUES, WHAT, PublishedReport

_LAST = ".上年"
_YEARS = {"年度", "上年度"}
"""Figures that are no data but the years themselves."""
_PRINTED = re.compile(r"-?\d+(\.\d+)?")
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_FORMULA = re.compile(r"[=+@\t\r]|-\D")
_BOM = "\ufeff"
"""Without it Excel and WPS take the file for another encoding."""

_FIELDS: Mapping[str, tuple[str, str]] = {
    "名称": ("string", "数的名称，各年相同：表.项.说法（上年、增减、增减率、占比、预算、完成率）。"),
    "年度": ("year", "这个数是哪一年的；“.上年”的数是报告年度的前一年。"),
    "单位": ("string", "公开这份决算的单位。"),
    "数值": ("number", "金额以元计，两位小数，是未经四舍五入的准确数；百分数的位数与报告所印相同；其他为个数。"),
    "计量单位": ("string", "元、%、人、辆等；空着的没有单位。"),
    "报告写法": (
        "string",
        "报告里的单位和位数：金额以万元计，两位小数；句子里用“增加”“减少”代替正负号。",
    ),
    "公式": ("string", "这个数怎么来的；“按表填列”是决算报表里的数。"),
    "由哪些数算出": ("string", "算它用的数，用“；”隔开；按表填列的空着。"),
}
"""Type and description of each field, by its name, in the order of the columns."""


class DataRow(Struct, frozen=True):
    """A figure as open data; its fields are the columns."""

    name: str
    year: int
    department: str
    value: Decimal
    unit: str
    """元, %, or what is counted."""
    printed: str
    rule: str
    made_of: str

    @property
    def cells(self) -> tuple[str | int | Decimal, ...]:
        """Its values in the order of the columns."""
        return (
            self.name, self.year, self.department, self.value, self.unit, self.printed, self.rule, self.made_of,
        )  # fmt: skip


def files(
    report: PublishedReport, accounts: Accounts, figures: Figures, printed: Collection[str]
) -> Mapping[str, bytes]:
    """The data files of a report by name; ``printed`` are the names of the figures that it prints.

    Raises ReportError (Y04) where an amount is not whole 分.
    """
    rows = tuple(_rows(accounts, figures, printed))
    made = {TABLE: _table(rows), VALUES: _values(report, accounts, rows)}
    made[DICTIONARY] = _json(_dictionary(report, accounts, made))
    made[ENTRY] = _json(_entry(report, accounts, made))
    return made


# ---- rows


def names(figures: Figures, printed: Collection[str]) -> tuple[str, ...]:
    """The names of those figures among the ``printed`` that are data, in the order of the report.

    Those of earlier years in 历年对比 are not: they are known as they were rounded, and are data of their year.
    """
    wanted = (name for name in figures if name in printed and name not in _YEARS)
    return tuple(name for name in wanted if not trend_appendix.is_of_earlier_year(name))


def _rows(accounts: Accounts, figures: Figures, printed: Collection[str]) -> Iterator[DataRow]:
    department = accounts.department
    for name in names(figures, printed):
        figure = figures[name]
        yield DataRow(
            name,
            department.year - name.endswith(_LAST),
            department.name.text,
            _value(figure),
            "元" if figure.unit == MONEY else figure.unit,
            values.plain(phrases.text(figure)),
            figure.rule,
            "；".join(each.name for each in figure.sources if isinstance(each, Figure)),
        )


def _value(figure: Figure) -> Decimal:
    """The value with the decimals that it is given with; money must be whole 分."""
    if figure.unit == MONEY:
        exact = phrases.rounded(figure.value, 2)
        if exact != figure.value:
            message = f"“{figure.name}”不是整分，写不成准确的元数"
            raise ReportError(error("Y04", figure.name, message, "请在工作簿里改成到分的数，再生成一次。"))
        return exact
    words = values.plain(phrases.text(figure)).removesuffix(figure.unit)
    if _PRINTED.fullmatch(words):
        return Decimal(words)
    return phrases.rounded(figure.value, figure.decimals)  # 不足0.01%


# ---- files


def _table(rows: tuple[DataRow, ...]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(_FIELDS)
    writer.writerows([_digits(cell) for cell in row.cells] for row in rows)
    return (_BOM + file.getvalue()).encode()


def _digits(cell: str | int | Decimal) -> str:
    """The words of a cell, in which no spreadsheet program finds a formula."""
    words = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return f"'{words}" if isinstance(cell, str) and _FORMULA.match(words) else words


def _values(report: PublishedReport, accounts: Accounts, rows: tuple[DataRow, ...]) -> bytes:
    told = [
        dict(zip(_FIELDS, (str(cell) if _is_money(row, cell) else cell for cell in row.cells), strict=True))
        for row in rows
    ]
    department = accounts.department
    whole = {
        "标题": report.about.title,
        "单位": department.name.text,
        "年度": department.year,
        "说明": DICTIONARY,
        "数": told,
    }
    return _json(whole)


def _is_money(row: DataRow, cell: object) -> bool:
    return isinstance(cell, Decimal) and row.unit == "元"


def _json(value: object) -> bytes:
    """The value as JSON; a decimal keeps its digits: 34.10, not 34.1."""
    return msgspec.json.format(_ENCODER.encode(value), indent=1) + b"\n"


# ---- what describes them


def _dictionary(report: PublishedReport, accounts: Accounts, made: Mapping[str, bytes]) -> Mapping[str, object]:
    schema = {
        "fields": [
            {"name": name, "title": name, "type": kind, "description": words, **_constraints(name)}
            for name, (kind, words) in _FIELDS.items()
        ],
        "primaryKey": ["名称"],
        "missingValues": [],
    }
    return {
        "profile": "data-package",
        "name": f"final-accounts-{accounts.department.year}",
        "title": f"{report.about.title}的数据",
        "description": _NOTE,
        "version": str(report.version),
        "created": f"{report.about.created:%Y-%m-%dT%H:%M:%SZ}",
        "contributors": [{"title": accounts.department.name.text, "role": "publisher"}],
        "resources": [
            {
                **_resource("figures", TABLE, made[TABLE]),
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
                "schema": schema,
            },
            {
                **_resource("figures-json", VALUES, made[VALUES]),
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
            },
        ],
    }


_NOTE = "报告正文、表和图里由决算报表得出的每个数，一行一个。历年对比里以前各年的数不在内，见那些年度的公开数据。"


def _constraints(name: str) -> Mapping[str, object]:
    required = {"required": name in {"名称", "年度", "单位", "数值", "报告写法", "公式"}}
    return {"constraints": {**required, **({"unique": True} if name == "名称" else {})}}


def _resource(name: str, path: str, data: bytes) -> Mapping[str, object]:
    return {"name": name, "path": path, "title": WHAT[path], "bytes": len(data), "hash": f"sha256:{digest(data)}"}


def _entry(report: PublishedReport, accounts: Accounts, made: Mapping[str, bytes]) -> Mapping[str, object]:
    """The dataset in the words of DCAT; the addresses are relative to the folder that all files lie in."""
    year = accounts.department.year
    kinds = {TABLE: "text/csv", VALUES: "application/json"}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": ENTRY,
        "@type": "dcat:Dataset",
        "dct:title": {"@value": f"{report.about.title}的数据", "@language": "zh-CN"},
        "dct:description": {"@value": _NOTE, "@language": "zh-CN"},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": accounts.department.name.text},
        "dct:issued": {"@type": "xsd:date", "@value": f"{report.about.created:%Y-%m-%d}"},
        "dcat:version": str(report.version),
        "dct:language": "zh-CN",
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{year}-01-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{year}-12-31"},
        },
        "dcat:keyword": ["部门决算", "决算公开", str(year)],
        "dcat:landingPage": {"@id": PAGE},
        "dct:conformsTo": {"@id": DICTIONARY},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": {"@value": WHAT[name], "@language": "zh-CN"},
                "dcat:downloadURL": {"@id": name},
                "dcat:mediaType": kind,
                "dcat:byteSize": len(made[name]),
            }
            for name, kind in kinds.items()
        ],
    }
