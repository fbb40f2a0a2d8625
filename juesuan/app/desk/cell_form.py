"""The form by which cells of the workbook are corrected, on whatever screen it stands: read, and done."""

from datetime import datetime
from pathlib import Path

from starlette.datastructures import FormData

from juesuan.app.desk import views
from juesuan.app.desk.problem_views import MOST_CELLS
from juesuan.model.problems import ReportError, error
from juesuan.year import correction
from juesuan.year.correction import Correction


def corrected(folder: Path, form: FormData) -> str:
    """Writes what was typed over the values of cells into the workbook of ``folder``; the name of the copy kept.

    Each cell is sent as place0, shown0 and meant0, place1 …, their number as count. Raises ReportError where
    nothing was changed, and as ``correction.corrected``.
    """
    count = int(views.typed(form, "count")) if views.typed(form, "count").isdecimal() else 0
    every = [
        Correction(*(views.typed(form, f"{name}{at}") for name in ("place", "shown", "meant")))
        for at in range(min(count, MOST_CELLS))
    ]
    wanted = [each for each in every if each.meant != each.shown]
    if not wanted:
        raise ReportError(error("K11", "工作簿", "没有一格改过，什么也没有写", "改好一格再点“写入工作簿”。"))
    return correction.corrected(folder, wanted, datetime.now().astimezone()).name
