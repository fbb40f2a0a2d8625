"""从报告做起: a finished report is dropped, what was read of it is shown, and a year is made only on a click."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app import starting as telling
from juesuan.app.desk import uploads, views
from juesuan.model import advised, workbook_form
from juesuan.model.identity import digest
from juesuan.model.printed_report import PrintedReport
from juesuan.model.problems import ReportError, error

if TYPE_CHECKING:
    from juesuan.year.starting import Start

_ADDRESS = "从报告做起"
_SHOWN = 60
"""Letters of a text that are shown."""


class ReadWords(Struct, frozen=True):
    """Words that were read, as a line of a table."""

    sheet: str
    """The sheet of the workbook, or the heading of 文字材料, that they go to."""
    row: str
    text: str
    place: str


def offer(request: Request, form: FormData) -> Response:
    """Reads the dropped report and offers the year that it begins; nothing is written."""
    from juesuan.claims import printed  # noqa: PLC0415 - the desk begins without what few need
    from juesuan.year import starting  # noqa: PLC0415 - as above

    desk, year = views.desk_of(request), views.typed_year(form)
    root = _root(desk.inputs)
    with uploads.taken(form, "report") as paths:
        if len(paths) > 1:
            raise ReportError(error("K80", paths[1].name, "一次只能给一份报告，没有读", "请只留一份，再拖一次。"))
        desk.started[:] = [starting.prepared(printed.read(paths[0]), root, year)]
    return views.go_to(f"/{quote(_ADDRESS)}")


def page(request: Request) -> Response:
    """What was offered last: figures, names, items and texts with their places, and what was not understood."""
    offered = next(iter(views.desk_of(request).started), None)
    if offered is None:
        return views.shown(request, "starting.html", offered=None)
    report = offered.started.report
    return views.shown(
        request,
        "starting.html",
        offered=offered,
        key=_key(offered),
        said=telling.contents(report),
        head=telling.FIGURES,
        open=[each for each in offered.problems if each.is_open],
        hints=[each for each in offered.problems if not each.is_open],
        words=_words(report),
        texts=_texts(report),
    )


def make(request: Request, form: FormData) -> Response:
    """Makes the folder of the year that was offered, and opens it at its sheets with the cells to be confirmed."""
    from juesuan.year import starting  # noqa: PLC0415 - as above

    started = views.desk_of(request).started
    if not started or views.typed(form, "offer") != _key(started[-1]):
        advice = "请看看“从报告做起”现在列着什么，或再拖一次报告。"
        raise ReportError(error("K81", _ADDRESS, "没有做：这一份已经做过，或换了别的报告", advice))
    starting.written(started[-1], datetime.now().astimezone())
    sheet = workbook_form.DEPARTMENT.name
    return views.go_to(f"/{started.pop().place.name}/{quote('数据')}/{quote(sheet)}")


def _key(start: "Start") -> str:
    """What tells one offer from any other, so that only the one that was shown is made."""
    return digest(f"{start.place}{start.changes}{start.problems}".encode())


def _root(inputs: Path) -> Path:
    """The folder for the folders of the years. Raises ReportError where the desk is open on that of one year."""
    if advised.holds_workbook(inputs):
        advice = "请关闭工作台，在放各年文件夹的那一个文件夹上打开。"
        raise ReportError(error("K82", inputs, "工作台开在一个年度的文件夹上，放不下新的一年", advice))
    return inputs


def _words(report: PrintedReport) -> tuple[ReadWords, ...]:
    """The names and the rows of lists that were read, in the order of the workbook's sheets."""
    names = [
        ReadWords(each.sheet, f"{each.row}·{each.column}", told.text, told.place)
        for each, told in report.words.items()
    ]
    lists = [
        ReadWords(each.sheet, "", "　".join(map(str, each.cells.values())), each.place) for each in report.rows
    ]
    order = [sheet.name for sheet in workbook_form.SHEETS]
    return tuple(sorted((*names, *lists), key=lambda each: order.index(each.sheet)))


def _texts(report: PrintedReport) -> tuple[ReadWords, ...]:
    """A line for each heading of 文字材料 that a text was read for: how many paragraphs, and how they begin."""
    counts = Counter(each.key for each in report.passages)
    first = {each.key: each for each in reversed(report.passages)}
    return tuple(
        ReadWords(key, f"{count} 段", _cut(first[key].text), first[key].place) for key, count in counts.items()
    )


def _cut(text: str) -> str:
    return f"{text[:_SHOWN]}……" if len(text) > _SHOWN else text


ROUTES = (
    Route(f"/{_ADDRESS}", page),
    Route(f"/{_ADDRESS}", views.posted(offer), methods=["POST"]),
    Route(f"/{_ADDRESS}/做", views.posted(make), methods=["POST"]),
)
