"""各单位: the table of the departments, sorted and filtered by the address, and what is done for all of them."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from juesuan.app.batch import departments
from juesuan.app.desk import views
from juesuan.app.desk.county import running
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.app.desk.county.rows import DepartmentRow, Stage

_ORDER = tuple(Stage)
_Key = Callable[[DepartmentRow], object]
_COLUMNS: Mapping[str, _Key] = {
    "单位": lambda row: row.name or row.folder,
    "情况": lambda row: _ORDER.index(row.stage),
    "错误": lambda row: -row.errors,
    "警告": lambda row: -row.warnings,
    "提示": lambda row: -row.hints,
    "成品": lambda row: row.made,
    "最后改动": lambda row: row.changed,
}
"""By the name of a column, what its rows are sorted by; where they count something, the most come first."""


class View(Struct, frozen=True):
    """What of the table is shown, and in which order, as the address says."""

    year: int
    sort: str = ""
    """The name of a column; empty for the order of the folders."""
    is_down: bool = False
    """Whether the order is turned round."""
    stage: str = ""
    """The word for the only stage that is shown; empty for all."""
    words: str = ""
    """What a name must have in it; empty for anything."""

    def address(self, **other: str) -> str:
        """The address of the same view but for the fields that are given."""
        down = "1" if self.is_down else ""
        fields = {
            "year": str(self.year),
            "sort": self.sort,
            "down": down,
            "stage": self.stage,
            "words": self.words,
        }
        return f"/?{urlencode({name: value for name, value in {**fields, **other}.items() if value})}"

    def of(self, rows: Sequence[DepartmentRow]) -> list[DepartmentRow]:
        """The rows that are shown, in their order."""
        found = [row for row in rows if self._shows(row)]
        if key := _COLUMNS.get(self.sort):
            found.sort(key=key, reverse=self.is_down)  # type: ignore[arg-type]
        return found

    def _shows(self, row: DepartmentRow) -> bool:
        is_wanted = not self.stage or row.stage.value == self.stage
        return is_wanted and (self.words in row.name or self.words in row.folder)


class Head(Struct, frozen=True):
    """The head of a column, a link that sorts by it."""

    name: str
    address: str
    direction: str
    """``ascending`` or ``descending`` for the column that is sorted by, else empty."""


class Total(Struct, frozen=True):
    """How many departments are at a stage, a link that shows only these."""

    name: str
    count: int
    address: str
    is_here: bool


def county_of(request: Request) -> CountyDesk:
    """The county that a request is about; raises ReportError where its folder is gone."""
    views.desk_of(request)
    county: CountyDesk = request.app.state.county
    return county


def year_of(request: Request) -> int:
    """The year in the address, else the newest that any of the departments has. Raises HTTPException 404."""
    asked = request.query_params.get("year", "")
    years = years_of(county_of(request))
    if not asked:
        return years[-1]
    if not asked.isascii() or not asked.isdecimal() or len(asked) != len("2021") or int(asked) not in years:
        raise HTTPException(404, "没有这个年度的文件夹。")
    return int(asked)


def years_of(county: CountyDesk) -> tuple[int, ...]:
    """The years that any of the departments has, the newest last."""
    return tuple(sorted({year for each in county.departments() for year in each.years}))


def page(request: Request) -> Response:
    """The table."""
    county, asked = county_of(request), request.query_params
    view = View(
        year_of(request), asked.get("sort", ""), bool(asked.get("down")), asked.get("stage", ""),
        asked.get("words", "").strip(),
    )  # fmt: skip
    every = county.table(view.year)
    return views.shown(
        request,
        "county.html",
        view=view,
        rows=[(each, _address(each, view.year)) for each in view.of(every)],
        heads=[_head(view, name) for name in _COLUMNS],
        totals=_totals(view, every),
        count=len(every),
        strays=[each.where for each in departments.strays(county.folder)],
        waiting=county.waiting | {each.folder for each in every if each.stage is Stage.UNKNOWN},
        stages=[each.value for each in _ORDER],
        together=county.together,
    )


def _address(row: DepartmentRow, year: int) -> str:
    """The address of a year at the desk of a department; empty for one that is not opened."""
    is_closed = row.stage is Stage.UNREADABLE and not row.stamp
    return "" if is_closed else f"/单位/{quote(row.folder, safe='')}?year={year}"


def _head(view: View, name: str) -> Head:
    is_here = view.sort == name
    direction = ("descending" if view.is_down else "ascending") if is_here else ""
    turned = "1" if is_here and not view.is_down else ""
    return Head(name, view.address(sort=name, down=turned), direction)


def _totals(view: View, rows: Sequence[DepartmentRow]) -> list[Total]:
    counts = {stage: sum(each.stage is stage for each in rows) for stage in _ORDER}
    return [
        Total(stage.value, count, view.address(stage=stage.value), view.stage == stage.value)
        for stage, count in counts.items()
        if count
    ]


# ---- what is done


def open_one(request: Request) -> Response:
    """Leads to the year at the desk of a department, which is opened first where it is not yet."""
    county, name, year = county_of(request), request.path_params["name"], year_of(request)
    department = county.department(name)
    if department is None:
        raise HTTPException(404, "没有这个单位的文件夹。")
    first = county.opened.address(department, county.desk, str(request.base_url))
    return views.go_to(f"{first}&year={year}")


def check(request: Request, form: FormData) -> Response:
    """Begins to check all departments."""
    county = county_of(request)
    running.begin(county, typed_year(county, form), check_only=True)
    return views.go_to(views.came_from(request))


def make(request: Request, form: FormData) -> Response:
    """Begins to make the reports of all departments."""
    county = county_of(request)
    running.begin(county, typed_year(county, form), check_only=False)
    return views.go_to(views.came_from(request))


def stop(request: Request, _: FormData) -> Response:
    """Lets what runs end once what is under way is done."""
    county_of(request).together.stop()
    return views.go_to(views.came_from(request))


def typed_year(county: CountyDesk, form: FormData) -> int:
    """The year that a form was sent for, else the newest. Raises ReportError for what is no year."""
    years, year = years_of(county), views.typed_year(form)
    return year if year in years and year else years[-1]


ROUTES = (
    Route("/", page),
    Route("/单位/{name}", open_one),
    Route("/全部核对", views.posted(check), methods=["POST"]),
    Route("/全部生成", views.posted(make), methods=["POST"]),
    Route("/停下", views.posted(stop), methods=["POST"]),
)
