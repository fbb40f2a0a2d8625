"""报告, 页面: the pages of the files as they are, their marks, the numbers on them, what stands there before."""

import re
import threading
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.app.desk import page_views
from juesuan.app.desk.events import Events
from juesuan.app.desk.page_layout import Laid, PageLayout
from juesuan.pdf import libreoffice
from juesuan.pdf.libreoffice import Numbers
from juesuan.versions import content
from juesuan.year import cell_writer
from juesuan.year.cell_writer import CellEdit
from tests.support import desk_client, water_office
from tests.support.desk_client import words
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PAGES = "/2021/报告/页面"
RECEPTIONS = (9, 1)
"""The row and column, from 0, of their cost in 三公经费."""
NAME = "三公经费.公务接待费"
_PATIENCE = 120.0


class Heard(Events, frozen=True, kw_only=True):
    """Events; what is done at one of them the first time; and that pages were laid out."""

    step: str = ""
    work: "Callable[[], None]" = lambda: None
    told: list[str] = field(default_factory=list)
    paged: threading.Event = field(default_factory=threading.Event)

    def tell(self, year: int, name: str, said: str = "") -> None:  # noqa: ARG002
        self.told.append(said or name)
        if self.told[-1] == self.step and self.told.count(self.step) == 1:
            self.work()
        if name == "paged":
            self.paged.set()


class Office(Struct, frozen=True):
    """The desk of the water office, whose report is made."""

    root: Path
    client: "TestClient"
    pages: PageLayout

    def save(self) -> None:
        """Another cost of receptions is saved in the workbook."""
        path = self.root / "inputs" / "2021" / "决算数据.xlsx"
        cell = CellEdit("三公经费", *RECEPTIONS, Decimal(7654321))
        path.write_bytes(cell_writer.edited(path.read_bytes(), [cell]))

    def listens(self, heard: Heard) -> Heard:
        """Tells it from now on."""
        self.pages.year.events = heard
        return heard

    def now(self) -> Laid | None:
        """The pages of the files as they are, as far as they are laid out."""
        return self.pages.of(self.pages.year.known())

    def laid_out(self) -> Laid:
        """The pages, once they are laid out."""
        heard = self.listens(Heard())
        found = self.now()
        if found is None:
            assert heard.paged.wait(_PATIENCE)
            found = self.now()
        assert found is not None
        return found


@pytest.fixture(scope="module")
def laid_out_here() -> None:
    """Each PDF is made anew: a save comes in between two of its pages."""


@pytest.fixture
def office(shelf: Shelf, tmp_path: Path) -> Office:
    shelf.copy(tmp_path, water_office.department())
    desk = desk_client.desk(tmp_path)
    state = desk.year(2021)
    assert state is not None
    return Office(tmp_path, desk_client.client(desk), desk.pages(state))


def test_after_a_save_the_changed_paragraphs_are_there_at_once_and_then_the_page_with_its_numbers(
    office: Office,
) -> None:
    office.save()
    page = office.client.get(PAGES)
    assert "版面稍后更新" in words(page)
    assert "页还是第1版的" in words(page)
    assert '<svg class="leaf"' not in page.text
    assert re.search(r'<p class="new">.*765\.43万元', page.text)
    picture = re.search(r'<img class="leaf" src="([^"]+)"', page.text)
    assert picture is not None
    answer = office.client.get(unquote(picture[1]))
    assert (answer.headers["content-type"], answer.content[:4]) == ("image/png", b"\x89PNG")

    office.laid_out()
    page = office.client.get(PAGES)
    assert "现在的文件，还没有生成" in words(page)
    assert "版面稍后更新" not in words(page)
    assert re.search(r'aria-current="page"><img[^>]*><span>第 \d+ 页[^/]*改动', page.text.replace("</b>", ""))
    found = re.search(rf'<a href="{PAGES}(/\d+/数/{quote(NAME)})" aria-label="765\.43万元', page.text)
    assert found is not None
    panel = words(office.client.get(f"{PAGES}{found[1]}"))
    assert all(each in panel for each in ("7,654,321元", "上年", "看这一格", "〔三公经费〕B10"))


def test_a_number_is_corrected_from_its_page_and_no_other_pages_are_served(office: Office) -> None:
    layout = office.laid_out().layout
    assert layout is not None
    serial, shapes = layout.names.index(NAME), layout.laid_out.shapes
    sheet = next(at for at, shape in enumerate(shapes, 1) if serial in [each.serial for each in shape.numbers])
    address = f"{PAGES}/{sheet}/数/{NAME}"
    panel = office.client.get(address)
    assert 'aria-current="true"><rect' in panel.text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', panel.text))
    answer = office.client.post("/2021/报告/改", data={**fields, "meant0": "7654321"})
    assert unquote(answer.headers["location"]).startswith(f"{address}?copy=")
    assert "已写入工作簿" in words(office.client.get(answer.headers["location"]))

    key, last = layout.pictures.key, layout.laid_out.pages
    assert office.client.get(f"{PAGES}/图/{key}/110/{last}.png").status_code == 200
    for name in (f"{key}/110/{last + 1}", f"{key}/5000/1", f"{'0' * 64}/110/1"):
        assert office.client.get(f"{PAGES}/图/{name}.png").status_code == 404
    assert "没有这一页了" in words(office.client.get(f"{PAGES}/99"))
    assert office.client.get(f"{PAGES}/1/数/没有").status_code == 404


def test_a_layout_that_a_newer_save_overtakes_ends_between_two_pages_and_begins_anew(office: Office) -> None:
    heard = office.listens(Heard(step="排版面：第 2 页", work=office.save))
    assert office.now() is None
    assert heard.paged.wait(_PATIENCE)
    found = office.now()
    assert found is not None
    assert found.layout is not None
    assert found.layout.said.figures[NAME].text == "765.43万元"
    assert heard.told.index("overtaken") - heard.told.index("排版面：第 2 页") == 1
    assert heard.told[-1] == "paged"


def test_the_pages_are_those_of_a_run_and_their_marks_say_what_is_known(office: Office) -> None:
    laid = office.laid_out()
    layout, said = laid.layout, content.last(office.root / "output" / "2021")
    assert layout is not None
    assert said is not None
    assert content.sheets(layout.laid_out.leaves, layout.about.header) == said.sheets

    known = office.pages.year.known()
    views = page_views.of_layout(known, laid, said)
    assert [each.name for each in views[:3]] == ["封面", "目录", "第 1 页"]
    assert not any("改动" in each.marks or "Word" in "".join(each.marks) for each in views)
    half = [each.leaf for each in views if "空白过半" in each.marks]
    assert half == [at for at, shape in enumerate(layout.laid_out.shapes, 1) if shape.filled < 0.5 and at > 2]
    lonely = [each.leaf for each in views if "孤行" in each.marks]
    assert lonely == [at for at, shape in enumerate(layout.laid_out.shapes, 1) if shape.has_lonely_line]

    heading, page = next(iter(layout.laid_out.page_of.items()))
    elsewhere = replace(laid, in_word=Numbers({**layout.laid_out.page_of, heading: page + 1}, "LibreOffice"))
    marked = page_views.of_layout(known, elsewhere, said)
    assert f"Word 在第 {page + 1} 页" in marked[layout.laid_out.sheet_of[heading] - 1].marks


def test_nothing_is_claimed_of_the_word_file_without_libreoffice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    office.laid_out()
    assert "与 Word 比页码" not in words(office.client.get(PAGES))
    heard = office.listens(Heard())
    assert office.client.post(f"{PAGES}/Word").status_code == 204
    assert heard.paged.wait(_PATIENCE)
    page = words(office.client.get(PAGES))
    assert "Word 的页码没有比成：没有找到 LibreOffice" in page
    assert "Word 在第" not in page


def test_where_no_report_can_be_made_the_pages_say_why(office: Office) -> None:
    (office.root / "inputs" / "2021" / "文字材料.docx").write_bytes(b"PK")
    office.laid_out()
    page = words(office.client.get(PAGES))
    assert "文字材料.docx" in page
    assert "现在的文件排不成版面；页还是第1版的" in page
