"""汇总: the figures of all departments become a workbook, a Word file and a page in the folder of the county."""

import os
from datetime import UTC, datetime
from pathlib import Path

from juesuan import checks, year
from juesuan.app.telling import Telling
from juesuan.checks import across
from juesuan.figures import county_charts, county_tables
from juesuan.model import outputs
from juesuan.model.advised import OUTPUT
from juesuan.model.county import County, DepartmentState, DoneDepartment
from juesuan.model.identity import About
from juesuan.model.outputs import COUNTY
from juesuan.model.problems import Problem, Severity
from juesuan.versions import rerun, summaries
from juesuan.web import county_page
from juesuan.web.county_page import ListedDepartment
from juesuan.word import county_report
from juesuan.wording import county_tags


def summed(county: County, folder: Path, tell: Telling) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files of the summary, in the folder of the county, and what is told of them and across departments.

    None where no department has figures. Raises OSError where the folder cannot be written to.
    """
    if not county.figures:
        return (), ()
    from charts import draw  # noqa: PLC0415 - only who sums up draws here

    hints = across.run(county)
    about = _about(county)
    asserts = {rule.code: rule.asserts for rule in checks.RULES}
    tables = county_tables.part(county, asserts, hints)
    tree = county_tags.tree(county, hints, about)
    with draw.here():
        drawings = tell.step("画图", lambda: draw.draw_all(county_charts.charts(county)))
    made = {
        f"{about.file_name}.xlsx": year.public_workbook(tables, about),
        f"{about.file_name}.docx": county_report.docx(tree, tables, drawings, about),
        f"{about.file_name}.html": county_page.page(tree, tables, drawings, _listed(county, folder)),
    }
    place = folder / COUNTY / str(county.year)
    with rerun.alone(folder / COUNTY, tell.say):
        files, told = summaries.placed(place, made)
    return files, (*told, *hints)


def _listed(county: County, folder: Path) -> tuple[ListedDepartment, ...]:
    """The departments with the way to the 核对报告 of each, from the folder that the page lies in.

    One that was not done has none: what lies in its folder is of an earlier run, or of whom a link leads to.
    """
    return tuple(
        ListedDepartment(
            each.figures.name if each.figures else "",
            each.folder,
            each.state.value,
            tuple(county_tables.count(each.problems, severity) for severity in Severity),
            f"../../{place}" if _is_of_this_run(each, folder / place) else "",
        )
        for each in county.departments
        for place in [f"{each.folder}/{OUTPUT.name}/{county.year}/{outputs.place(outputs.CHECK_REPORT)}"]
    )


def _is_of_this_run(department: DoneDepartment, page: Path) -> bool:
    is_done = department.state is not DepartmentState.REFUSED
    return is_done and os.path.exists(page)  # noqa: PTH110 - False where nobody may look


def _about(county: County) -> About:
    """What the files say of themselves; the last day of the year stands for the moment of making."""
    title = f"{county.region}{county.year}年度部门决算汇总"
    created = datetime(county.year, 12, 31, tzinfo=UTC)
    return About(title, county.region, created, file_name=outputs.county(county.year))
