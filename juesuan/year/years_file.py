"""历年数.toml as it is written: the earlier years that a report is to have beside its own."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from juesuan.model.toml_words import quoted
from juesuan.model.trends import FILE, YearOnFile
from juesuan.reading.years_on_file import KIND
from juesuan.year import half_made

_HEAD = """# 报告后面要附的历年对比：以前各年公开的数，由 trends --attach 写，请不要改。金额的单位是元。
# 以前的年度更正了，再运行一次 trends --attach。不附了，删去这个文件。
"""


def dumped(years: Iterable[YearOnFile], names: frozenset[str]) -> bytes:
    """The file with these years, of each only the figures with those ``names``."""
    return "\n".join((_HEAD, *(line for each in years for line in _entry(each, names)))).encode()


def put(folder: Path, data: bytes) -> Path:
    """The file put into the folder of the year, whole or not at all; raises OSError where it cannot be written."""
    (place,) = half_made.put(folder, {FILE: lambda path: path.write_bytes(data)})
    return place


def _entry(year: YearOnFile, names: frozenset[str]) -> Iterator[str]:
    yield f'[["{KIND}"]]'
    yield f'"年度" = {year.year}'
    yield f'"定稿" = {str(year.is_ours).lower()}'
    told = {
        "来源": year.source,
        "单位": year.department,
        "版式": year.edition,
        "总计口径": year.basis,
        "单位性质": year.kind,
        "部门或单位": year.level,
    }
    yield from (f"{quoted(name)} = {quoted(words)}" for name, words in told.items())
    yield f'["{KIND}"."数"]'
    for name, each in sorted(year.numbers.items()):
        if name in names:
            yield f"{quoted(name)} = [{quoted(str(each.value))}, {quoted(each.unit)}]"
    yield f'["{KIND}"."科目"]'
    yield from (f"{quoted(code)} = {quoted(name)}" for code, name in sorted(year.items.items()))
    yield ""
