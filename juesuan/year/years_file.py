"""历年数.toml as it is written: the earlier years that a report is to have beside it; put aside, it is kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from juesuan.model.problems import ReportError, error
from juesuan.model.toml_words import quoted
from juesuan.model.trends import FILE, YearOnFile
from juesuan.reading.years_on_file import KIND
from juesuan.year import half_made

ASIDE = "收起的历年数"
"""The folder, in that of the year, of the files that are no longer used."""
_HEAD = """# 报告后面要附的历年对比：以前各年公开的数，由 trends --attach 写，请不要改。金额的单位是元。
# 以前的年度更正了，再运行一次 trends --attach。不附了，删去这个文件。
"""


def dumped(years: Iterable[YearOnFile], names: frozenset[str]) -> bytes:
    """The file with these years, of each only the figures with those ``names``."""
    return "\n".join((_HEAD, *(line for each in years for line in _entry(each, names)))).encode()


def put(folder: Path, data: bytes, now: datetime) -> Path:
    """The file put into the folder of the year, whole or not at all; another that lies there is put aside.

    Raises OSError where it cannot be written.
    """
    place = folder / FILE
    if _lies(place) and place.read_bytes() != data:
        put_aside(folder, now)
    (place,) = half_made.put(folder, {FILE: lambda path: path.write_bytes(data)})
    return place


def put_aside(folder: Path, now: datetime) -> Path:
    """The place that the file was moved to, so that the report has no earlier years beside it.

    Raises ReportError (K89) where there is none, OSError where it cannot be moved.
    """
    own = folder / FILE
    if not _lies(own):
        raise ReportError(error("K89", FILE, "报告后面没有附历年对比，什么也没有改", "请刷新这一页再看。"))
    (folder / ASIDE).mkdir(exist_ok=True)
    stem, suffix = own.stem, own.suffix
    names = (f"{stem}（{now:%Y-%m-%d %H%M%S}{f'，{at}' if at else ''}）{suffix}" for at in count())
    return own.rename(next(place for name in names if not (place := folder / ASIDE / name).exists()))


def aside(folder: Path) -> tuple[str, ...]:
    """The names of the files that were put aside, the newest last."""
    place = folder / ASIDE
    found = place.glob(f"*{Path(FILE).suffix}") if not place.is_symlink() else ()
    return tuple(sorted(each.name for each in found if _lies(each)))


def take(folder: Path, name: str, now: datetime) -> Path:
    """Uses the file of that name again that was put aside, in place of one that lies there, which is put aside.

    Raises ReportError (K89) where there is none of that name, OSError where it cannot be moved.
    """
    if name not in aside(folder):
        raise ReportError(error("K89", name, "收起的历年数里没有这一份了，什么也没有改", "请刷新这一页再看。"))
    if _lies(folder / FILE):
        put_aside(folder, now)
    return (folder / ASIDE / name).rename(folder / FILE)


def _lies(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


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
    if year.digest:
        yield f'"文件摘要" = {quoted(year.digest)}'
    yield f'["{KIND}"."数"]'
    for name, each in sorted(year.numbers.items()):
        if name in names:
            yield f"{quoted(name)} = [{quoted(str(each.value))}, {quoted(each.unit)}]"
    yield f'["{KIND}"."科目"]'
    yield from (f"{quoted(code)} = {quoted(name)}" for code, name in sorted(year.items.items()))
    yield ""
