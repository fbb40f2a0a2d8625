"""The last finished report for the department's site: its page and its open data, from what its version keeps."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from juesuan import figures, reading, versions, web
from juesuan.app.command_line import Asked
from juesuan.app.telling import Telling
from juesuan.model import advised, identity, values
from juesuan.model.given import Given
from juesuan.model.outcome import DONE, OPEN, Told, short
from juesuan.model.problems import Problem, ReportError, error
from juesuan.model.values import Figures
from juesuan.ooxml import blocks
from juesuan.versions import publication
from juesuan.versions.publication import Issued


class Published(Struct, frozen=True):
    """The files of a finished report for the site, and what is told of them."""

    version: str
    """What the officer calls the version."""
    files: tuple[Path, ...]
    count: int
    """How many figures are in the data."""
    problems: tuple[Problem, ...]


def told(asked: Asked) -> Told:
    """The answer of the command publish; raises ReportError where there is no finished report."""
    year = _year(asked)
    found = published(year, _given(asked, year), asked.tell)
    page = found.files[0]
    said = (
        f"{found.version}：网页和 {found.count} 个数放进了 {short(page.parent)}，共 {len(found.files)} 个文件。",
        f"用浏览器打开 {short(page)} 看一遍，再把这个文件夹里的一起放到单位网站上。",
    )
    data = {"files": [str(path) for path in found.files], "figures": found.count}
    code = OPEN if any(problem.is_open for problem in found.problems) else DONE
    return Told(code, (), (), said, data, found.problems)


def published(year: Path, now: Given | None, tell: Telling) -> Published:
    """The files made of the last finished report in a year's output folder, in their places.

    ``now`` are the inputs as they are, where known: they may have changed since. Raises ReportError where there is
    no such report, or where the figures of this program are not those that it prints.
    """
    with versions.rerun.alone(year.parent, tell.say):
        issued = tell.step("找定稿", lambda: publication.issued(year), lambda found: found.name)
        made, count = tell.step("做网页和数据", lambda: _made(issued), lambda made: f"{len(made[0])} 个文件")
        doubts = tuple(publication.doubts(issued, now))
        files, moved = tell.step(
            "保存", lambda: publication.put(year, made), lambda done: f"{len(done[0])} 个文件"
        )
    return Published(issued.name, files, count, (*doubts, *moved))


def _year(asked: Asked) -> Path:
    """The output folder of the year that was asked for, or of the newest; raises ReportError without any."""
    years = sorted(each.name for each in asked.output.glob("20[0-9][0-9]") if each.is_dir())
    wanted = str(asked.year_number or "") or (years[-1] if years else "")
    if wanted not in years:
        message = f"没有 {wanted} 年度的成品" if wanted else "还没有任何一年的成品"
        raise ReportError(
            error("Y01", asked.output, message, f"先生成一次：{advised.command('', year=asked.year)}。")
        )
    return asked.output / wanted


def _given(asked: Asked, year: Path) -> Given | None:
    """The inputs of the year as they are now; None where their folder is not known."""
    folder = asked.inputs if advised.holds_workbook(asked.inputs) else asked.inputs / year.name
    return reading.given(folder) if folder.is_dir() else None


def _made(issued: Issued) -> tuple[Mapping[str, bytes], int]:
    """The files by name, and how many figures are in the data."""
    accounts = reading.book(issued.given)
    known = figures.figures_of(accounts)
    drawings = {drawing.name: drawing for drawing in issued.drawings if drawing.png}
    charts = figures.charts_of(accounts, known)
    drawn = {chart: drawings[chart.name] for chart in charts if chart.name in drawings}
    in_charts = (name for chart in drawn for part in chart.parts for name in part.figures)
    printed = list(dict.fromkeys((*(name for line in issued.said.lines for name in line.figures), *in_charts)))
    _refuse_others(issued, known, printed)
    about, text = identity.about(accounts), blocks.read(issued.docx)
    report = web.site.PublishedReport(about, text, drawn, issued.version.number)
    return web.site.files(report, accounts, known, printed), len(web.site.data_of(known, printed))


def _refuse_others(issued: Issued, known: Figures, printed: Sequence[str]) -> None:
    """Raises ReportError (Y03) where a figure is not what the report prints, as after the program was changed."""
    from juesuan.figures import phrases  # noqa: PLC0415 - of the room's own words

    now = {name: values.plain(phrases.text(figure)) for name, figure in known.items()}
    others = [name for name in printed if now.get(name) != issued.said.figures[name].text]
    if others:
        message = f"程序更新过，有 {len(others)} 个数与{issued.name}印的不同，如“{others[0]}”"
        again = advised.command("", year=issued.year.name)
        raise ReportError(error("Y03", issued.year, message, f"请再生成一次：{again}，看过更正说明再做网页。"))
