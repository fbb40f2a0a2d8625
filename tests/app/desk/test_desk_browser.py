"""The desk in a browser: by keyboard, brought up to date when a file is saved, narrow, and asking nobody else."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.year import cell_writer
from juesuan.year.cell_writer import CellEdit
from tests.support import builder, desk_process, water_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SCREENS = ("数据", "文字", "核对", "报告", "收回的修改", "更正与各版", "交付")


class Office:
    """A year whose total is not that of its parts, at a desk that was started."""

    def __init__(self, root: Path) -> None:
        content = builder.changed(
            water_office.department(), "三公经费", "公务接待费", "本年决算数", Decimal(27100)
        )
        self.book = builder.write(root / "inputs" / "2021", content) / "决算数据.xlsx"
        self.data = self.book.read_bytes()
        folders = ("--inputs", str(root / "inputs"), "--output", str(root / "output"))
        own = {"XDG_CACHE_HOME": str(root / "cache")}
        self.desk = desk_process.begun(*folders, "--no-office", variables=own)
        self.address, self.base = self.desk.address, self.desk.base

    def begin(self) -> None:
        """The year is as it was at first."""
        self.book.write_bytes(self.data)
        shutil.rmtree(self.book.parent / "修改前", ignore_errors=True)

    def save(self, place: tuple[int, int], value: int) -> None:
        """A cell of 三公经费 is changed in another program."""
        row, column = place
        self.book.write_bytes(
            cell_writer.edited(self.book.read_bytes(), [CellEdit("三公经费", row, column, Decimal(value))])
        )


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Office]":
    office = Office(tmp_path_factory.mktemp("desk"))
    yield office
    office.desk.end()


@pytest.fixture
def office(started: Office) -> Office:
    started.begin()
    return started


@pytest.fixture
def page(browser: "Browser", office: Office) -> "Iterator[Page]":
    """The first page, which may neither complain nor ask anybody but the desk."""
    context = browser.new_context(viewport={"width": 1093, "height": 614}, device_scale_factor=1.25)
    page = context.new_page()
    page.set_default_timeout(60_000)  # of what fails; another program may be at work
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((office.base, "data:")) else complaints.append(sent.url),
    )
    page.goto(office.address)
    yield page
    context.close()
    assert complaints == []


def test_a_correction_by_keyboard(page: "Page", office: Office) -> None:
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('〔三公经费〕B5')")
    assert page.url != f"{office.base}/2021/核对"
    field = page.get_by_label("〔三公经费〕B10 改为")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".said.done:has-text('已写入工作簿')")
    assert "错误" not in page.inner_text("#status")
    assert [path.suffix for path in (office.book.parent / "修改前").iterdir()] == [".xlsx"]
    page.go_back()
    page.wait_for_selector("h1, .none")


def test_a_saved_workbook_is_on_the_screen_and_nothing_that_was_typed_is_lost(
    page: "Page", office: Office
) -> None:
    office.save((9, 1), 33_300)
    page.wait_for_selector("#screen:has-text('33,300.00元')")
    page.get_by_label("〔三公经费〕B10 改为").fill("1")
    office.save((9, 1), 44_400)
    page.wait_for_selector("#waiting:visible")
    assert page.get_by_label("〔三公经费〕B10 改为").input_value() == "1"
    page.click("#waiting button")
    page.wait_for_selector("#screen:has-text('44,400.00元')")
    office.save((9, 1), 0)
    page.wait_for_selector("#status:not(:has-text('错误'))")


def test_no_screen_is_wider_than_a_telephone(page: "Page", office: Office) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for screen in SCREENS:
        page.goto(f"{office.base}/2021/{screen}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
