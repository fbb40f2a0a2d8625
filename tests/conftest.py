"""What is made once for all tests that only read it: the sample's report, and one of each department."""

import functools
import gc
import os
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from charts import draw
from juesuan import pdf
from juesuan.app import command_line
from juesuan.model.identity import digest
from juesuan.model.outcome import Office
from juesuan.pdf.pdf import LaidOut
from juesuan.year.blank_workbook import Content
from tests.support import builder, chromium, county_school, effort, printout, report, water_office
from tests.support.report import Report
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

gc.set_threshold(50_000)  # a run itself searches for no garbage at all; here every seventh second went into it
effort.register()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{effort.OFTEN[0]}: what it covers is not measured")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, in the order in which they are named; all others keep theirs."""
    places = {name: place for place, name in enumerate(effort.LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no search for garbage need look at it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a marked test needs, does and clears away is not measured; what it needs for its module is neither."""
    with effort.unmeasured() if any(map(item.get_closest_marker, effort.OFTEN)) else nullcontext():
        return (yield)


_MANY = 40
_PDFS = 48
"""So many PDFs are kept, with their archives 1 MB each: as many as a file of tests makes of one department."""
_draw_once = functools.lru_cache(draw.draw)


@pytest.fixture(scope="module", autouse=True)
def drawn_here() -> Iterator[None]:
    """Charts are drawn in this process, as on a machine of one processor, and one that shows the same only once.

    Each of some hundred reports would load matplotlib anew; `tests/charts` and what runs the command do so.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "artist", draw.Artist)
        patch.setattr(draw, "draw", _draw_once)
        yield


@pytest.fixture(scope="module", autouse=True)
def laid_out_here() -> Iterator[None]:
    """What is laid out a second time, to the last byte of what is enclosed, is the PDF that was made of it before.

    Half the time of a run goes into its PDF; `tests/pdf` and what runs the command lay out each anew.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "lay_out", _lay_out_once)
        yield


_laid_out: dict[str, LaidOut] = {}
_lay_out = pdf.lay_out


def _lay_out_once(*asked: Any, **more: Any) -> LaidOut:
    key = digest(repr((asked, more)).encode())
    made = _laid_out.pop(key, None) or _lay_out(*asked, **more)
    _laid_out[key] = made  # the last that was asked for
    if len(_laid_out) > _PDFS:
        del _laid_out[next(iter(_laid_out))]
    return made


@pytest.fixture(scope="module", autouse=True)
def without_office() -> Iterator[None]:
    """No command lays out its Word file by LibreOffice, which takes seconds, but where a test asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command_line, "USUAL", Office.NONE)
        yield


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Browser]":
    """Chromium. It is of a module: while it is there no other test of this process may have a loop of its own."""
    with chromium.launched(tmp_path_factory.mktemp("browser")) as launched:
        yield launched


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """What the workers of this session share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shelf"
    folder.mkdir(exist_ok=True)
    return Shelf(folder)


@pytest.fixture(scope="session")
def sample(shelf: Shelf) -> Report:
    """The report of the sample inputs."""
    return shelf.once("sample", _of_the_sample)


@pytest.fixture(scope="session")
def school(shelf: Shelf) -> Report:
    """The report of the county's school."""
    return shelf.once("third", _of_the_school)


@pytest.fixture(scope="session", params=["sample", "many", "third", "newer"])
def department(request: pytest.FixtureRequest) -> str:
    """Each department by name: the second has public tables longer than a page, the last the newer form."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def made(department: str, shelf: Shelf) -> Report:
    """The report of each department."""
    match department:
        case "sample":
            return shelf.once("sample", _of_the_sample)
        case "many":
            return shelf.report(_of_many_items())
        case "newer":
            return shelf.report(water_office.of_2022())
        case _:
            return shelf.once("third", _of_the_school)


def _of_the_sample(folder: Path) -> Report:
    return report.make(report.SAMPLE, folder)


def _of_the_school(folder: Path) -> Report:
    return report.make(county_school.write(folder), folder / "output")


def _of_many_items() -> Content:
    """The water office with its flood control in many items, and with public tables."""
    content = water_office.department()
    whole = next(row for row in content["支出科目"] if row["科目名称"] == "防汛")
    parts = [
        {
            **whole,
            "科目编码": f"21303{place + 40}",
            "科目名称": f"防汛分项{place}（含物资购置、队伍集结、值守补助和水毁工程修复）",
        }
        | {name: value / _MANY for name, value in whole.items() if isinstance(value, Decimal)}
        for place in range(_MANY)
    ]
    rows = [each for row in content["支出科目"] for each in (parts if row is whole else [row])]
    return builder.added({**content, "支出科目": rows}, "基本信息", {"项目": "附表", "内容": "是"})


@pytest.fixture(scope="session")
def of_word(department: str, made: Report, shelf: Shelf) -> bytes:
    """The PDF that LibreOffice makes of the Word file of each department."""
    return shelf.once(f"{department}, Word", lambda folder: printout.by_office(made.docx, folder))
