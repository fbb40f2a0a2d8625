"""历年数.toml -> the earlier years that the report has beside its own; a fault in the file is told."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction

import msgspec

from juesuan.figures import phrases
from juesuan.model import chinese, editions, values
from juesuan.model.given import Given
from juesuan.model.problems import Problem, error, warning
from juesuan.model.trends import FILE, KnownNumber, YearOnFile
from juesuan.model.values import MONEY, Figure
from juesuan.reading import toml_text

FAULTY, MISNAMED = "S26", "S27"
"""The codes of the error that the file cannot be read, and of the warning that it has another name."""
KIND = "年"
"""The name of an entry."""
_WITHOUT = "报告附不了历年对比"
_ADVICE = "请运行 trends --attach 年度 重新附一次；不附的，删去这个文件。"
_VALUE = re.compile(r"-?\d{1,20}(\.\d{1,10})?(/[1-9]\d{0,19})?")
_MOST_YEARS = 30


class FiledYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A year as the file has it, see ``YearOnFile``."""

    year: int = msgspec.field(name="年度")
    source: str = msgspec.field(name="来源")
    is_ours: bool = msgspec.field(name="定稿")
    department: str = msgspec.field(name="单位")
    edition: str = msgspec.field(name="版式")
    basis: str = msgspec.field(name="总计口径")
    kind: str = msgspec.field(name="单位性质")
    level: str = msgspec.field(name="部门或单位")
    numbers: dict[str, tuple[str, str]] = msgspec.field(name="数")
    """Value and unit by the names of the figures; the value is exact, of money in 元."""
    items: dict[str, str] = msgspec.field(name="科目")
    digest: str = msgspec.field(name="文件摘要", default="")


def read(given: Given, year: int, problems: list[Problem]) -> tuple[YearOnFile, ...]:
    """The years in the file before ``year``, the oldest first; none where there is no file.

    A fault (S26) is added to ``problems``.
    """
    try:
        data = toml_text.data_of(given, FILE, _WITHOUT)
        if data is None:
            problems += toml_text.misnamed(given, FILE, MISNAMED)
            return ()
        found = parsed(data)
    except toml_text.UnreadText as caught:
        problems.append(error(FAULTY, FILE, str(caught), caught.advice))
        return ()
    if late := [each.year for each in found if each.year >= year]:
        message = f"里面有 {late[0]} 年，这里只放 {year} 年以前的，没有用它"
        problems.append(warning(FAULTY, FILE, message, _ADVICE))
    return tuple(sorted((each for each in found if each.year < year), key=lambda each: each.year))


def parsed(data: bytes) -> tuple[YearOnFile, ...]:
    """The years in the bytes of the file; raises UnreadText where they are not as ``trends`` writes them."""
    words = toml_text.text(data, _WITHOUT)
    try:
        held = msgspec.convert(tomllib.loads(words), dict[str, tuple[FiledYear, ...]])
        years = tuple(map(_year, held.get(KIND, ())))
    except (ValueError, RecursionError) as caught:
        message = f"{toml_text.line(words, str(caught))}写得不对，{_WITHOUT}"
        raise toml_text.UnreadText(message, _ADVICE) from None
    if set(held) - {KIND} or len(years) > _MOST_YEARS or len({each.year for each in years}) < len(years):
        message = f"有不认识的一节、一年写了两次，或者太长，{_WITHOUT}"
        raise toml_text.UnreadText(message, _ADVICE)
    return years


def _year(filed: FiledYear) -> YearOnFile:
    """The year of an entry; raises ValueError for what no report says."""
    said = (filed.source, filed.department, filed.basis, filed.kind, filed.level, *filed.items.values())
    if chinese.unprintable("".join(said)) or filed.edition not in editions.NAMES:
        raise ValueError
    return YearOnFile(
        year=filed.year,
        source=filed.source,
        is_ours=filed.is_ours,
        department=filed.department,
        edition=filed.edition,
        denominator=editions.named(filed.edition).budget,
        basis=filed.basis,
        numbers=_numbers(filed.numbers),
        items=filed.items,
        kind=filed.kind,
        level=filed.level,
        digest=filed.digest,
    )


def _numbers(filed: Mapping[str, tuple[str, str]]) -> dict[str, KnownNumber]:
    """The numbers, each in the words that are printed for its value; raises ValueError for what is none."""
    found = {}
    for name, (value, unit) in filed.items():
        if not _VALUE.fullmatch(value) or chinese.unprintable(unit):
            raise ValueError
        figure = Figure("", Fraction(value), MONEY if unit == "元" else unit, "", ())
        found[name] = KnownNumber(figure.value, unit, values.plain(phrases.text(figure)))
    return found
