"""历年对比: all years on file side by side, from our versions and from finished reports that are read back."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from juesuan import versions
from juesuan.app.command_line import Asked
from juesuan.app.telling import Telling
from juesuan.figures import trend_charts, trends
from juesuan.model import advised, outputs
from juesuan.model.outcome import DONE, OPEN, Told, short
from juesuan.model.problems import Problem, ReportError, error, hint
from juesuan.model.trends import REPORTS, Trends, YearOnFile
from juesuan.versions import files, made_folder, report_on_file, store, year_on_file
from juesuan.web import trends_page
from juesuan.year import trends_xlsx, years_file


class SideBySide(Struct, frozen=True):
    """The years side by side, with the files that show them."""

    trends: Trends
    files: tuple[Path, ...]
    """The page and the workbook."""
    problems: tuple[Problem, ...]


def told(asked: Asked) -> Told:
    """The answer of the command trends; raises ReportError where nothing is on file."""
    found = made(asked.inputs, asked.output, [Path(each) for each in asked.words], asked.tell)
    attached = attach(found.trends, _folder(asked.inputs, asked.attach)) if asked.attach else None
    first, last = found.trends.years[0], found.trends.years[-1]
    said = (
        f"{first} 年到 {last} 年，{len(found.trends.sources)} 个来源，{len(found.trends.notes)} 条注：",
        *(f"  注{note.number}　{note.year}年：{note.words}" for note in found.trends.notes),
        f"放进了 {'、'.join(map(short, found.files))}",
        *_said(attached, asked.attach),
    )
    code = OPEN if any(problem.is_open for problem in found.problems) else DONE
    written = [*found.files, *filter(None, [attached])]
    data = {"files": [str(path) for path in written], "years": list(found.trends.years), **_data(found.trends)}
    return Told(code, (), (), said, data, found.problems)


def _said(attached: Path | None, year: str) -> tuple[str, ...]:
    if attached is None:
        return ()
    return (
        f"{year} 年的报告会附上历年对比，再生成一次就有；以前各年的数记在 {short(attached)}，删去它就不附了。",
    )


def _folder(inputs: Path, year: str) -> Path:
    """The folder of a year that was typed; raises ReportError (I01) where there is none."""
    folder = inputs / year
    if not (re.fullmatch(r"20\d\d", year) and folder.is_dir()):
        raise ReportError(error("I01", inputs, f"没有 {year} 年度的文件夹", "请写四位数字的年度，如 2020。"))
    return folder


def attach(found: Trends, folder: Path) -> Path:
    """The place of the file with which the report made of a year's ``folder`` has the years before it appended.

    Of a year with several sources the first is taken, as in the tables. Raises ReportError (Y13) where nothing is
    on file of any year before it.
    """
    year = int(folder.name)
    sources = {each.year: each for each in reversed(found.sources) if each.year < year}
    if not sources:
        advice = f"先生成以前年度的报告，或把旧报告放进 {short(folder.parent / REPORTS)}。"
        raise ReportError(error("Y13", outputs.TRENDS, f"没有 {year} 年以前的报告，没有可附的", advice))
    data = years_file.dumped(reversed(sources.values()), trends.names())
    return years_file.put(folder, data, datetime.now().astimezone())


def made(inputs: Path, output: Path, reports: Sequence[Path], tell: Telling) -> SideBySide:
    """The files, in their places in the folder of outputs; ``reports`` are read besides those on file.

    Raises ReportError (Y11) where nothing is on file of any year.
    """
    from charts import draw  # noqa: PLC0415 - only who draws loads it

    problems: list[Problem] = []
    given = [*report_on_file.kept(inputs / REPORTS), *reports]
    sources = tell.step("找各年的定稿", lambda: _of_versions(output, problems), lambda got: f"{len(got)} 年")
    if given:
        read = tell.step("读旧报告", lambda: _of_reports(given, problems), lambda got: f"{len(got)} 份")
        sources = [*sources, *read]
    found = trends.trends(sources)
    if not found.groups:
        message = "还没有任何一年的数：没有定稿，也没有读得出的旧报告"
        advice = f"先生成一次报告，或把旧报告放进 {short(inputs / REPORTS)}，运行 {advised.command('trends')}。"
        raise ReportError(*problems, error("Y11", outputs.TRENDS, message, advice))
    charts = trend_charts.charts(found)
    drawn = tell.step("画图", lambda: {title: draw.draw(chart) for title, chart in charts.items()})
    place = output / outputs.TRENDS
    with versions.rerun.alone(output, tell.say):
        files.sweep(place)
        kept = {outputs.TRENDS_PAGE: trends_page.page(found, drawn), outputs.TRENDS_BOOK: trends_xlsx.book(found)}
        written, moved = made_folder.put(place, place / Path(outputs.ASIDE).name, kept)
    return SideBySide(found, written[: len(kept)], (*problems, *moved))


def _of_versions(output: Path, problems: list[Problem]) -> list[YearOnFile]:
    """Each year with a finished report; what is wrong with another goes to ``problems``."""
    found = []
    for folder in sorted(output.glob("20[0-9][0-9]")):
        if not store.issued(store.of(folder)):
            problems.append(hint("Y12", f"{folder.name}年", "还没有定稿，没有列入", "做好以后再做一次对比。"))
            continue
        try:
            found.append(year_on_file.year(folder))
        except ReportError as caught:
            problems += caught.problems
    return found


def _of_reports(paths: Iterable[Path], problems: list[Problem]) -> list[YearOnFile]:
    """Each report that can be read; what is wrong with another goes to ``problems``."""
    found = []
    for path in paths:
        try:
            found.append(report_on_file.year(path))
        except ReportError as caught:
            problems += caught.problems
    return found


def _data(found: Trends) -> dict[str, object]:
    """The tables for another program."""
    tables = [
        {
            "title": group.title,
            "lines": [
                {
                    "name": line.name,
                    "label": line.label,
                    "unit": line.unit,
                    "points": [
                        {"year": each.year, "text": each.text, "source": each.source, "notes": list(each.notes)}
                        for each in line.points
                        if each
                    ],
                }
                for line in group.lines
            ],
        }
        for group in found.groups
    ]
    notes = [{"number": each.number, "year": each.year, "words": each.words} for each in found.notes]
    return {"tables": tables, "breaks": notes}
