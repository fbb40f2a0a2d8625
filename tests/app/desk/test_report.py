"""报告, 更正与各版, 交付: the last version, its figures, every version, what must hold before the hand-over."""

import re
import shutil
import threading
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from msgspec import field

from juesuan import reading
from juesuan.app import composing
from juesuan.app.desk import warming
from juesuan.app.desk.events import Events
from juesuan.app.teller import Teller
from juesuan.model import outputs
from juesuan.versions import content
from juesuan.year import cell_writer
from juesuan.year.cell_writer import CellEdit
from tests.support import builder, desk_client, water_office
from tests.support.desk_client import words
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx import Response
    from starlette.testclient import TestClient

    from juesuan.app.desk.year_state import YearState

YEAR = "/2021"
RECEPTIONS = (9, 1)
"""The row and column, from 0, of their cost in 三公经费."""


@pytest.fixture
def desk(shelf: Shelf, tmp_path: Path) -> "TestClient":
    """The desk of the water office, whose report is made."""
    shelf.copy(tmp_path, water_office.department())
    return desk_client.opened(tmp_path)


def figure(desk: "TestClient") -> str:
    """The address of an amount of the report."""
    found = re.search(
        rf'href="(/2021/报告/数/{quote("三公经费.公务接待费")}[^"]*)"', desk.get(f"{YEAR}/报告").text
    )
    assert found is not None
    return unquote(found[1])


def test_a_figure_leads_to_its_cells_and_is_corrected_there(desk: "TestClient", tmp_path: Path) -> None:
    address = figure(desk)
    panel = desk.get(address)
    place, shown = (
        re.search(rf'name="{name}" value="([^"]*)"', panel.text)[1]  # type: ignore[index]
        for name in ("place0", "shown0")
    )
    assert place in words(panel)
    more = str(float(shown) + 10000)
    cell = {"count": "1", "place0": place, "shown0": shown, "meant0": more}
    fields = {"figure": address.rpartition("/")[2], **cell}
    answer = desk.post(f"{YEAR}/报告/改", data=fields)
    assert unquote(answer.headers["location"]).startswith(f"{address}?copy=")
    assert "已写入工作簿" in words(desk.get(answer.headers["location"]))
    assert "没有一格改过" in words(desk.post(f"{YEAR}/报告/改", data={**fields, "meant0": shown}))
    assert next((tmp_path / "inputs" / "2021" / "修改前").iterdir()).is_file()
    page = desk.get(f"{YEAR}/报告")
    assert "现在的文件，还没有生成" in words(page)
    assert "<del>" in page.text
    assert desk.get(f"{YEAR}/报告/数/没有").status_code == 404


def bookkeeping(root: Path) -> list[tuple[Path, bytes]]:
    return [(each, each.read_bytes()) for each in sorted((root / "output").rglob("*")) if each.is_file()]


def save(root: Path) -> None:
    """Another cost of receptions is saved in the workbook."""
    path = root / "inputs" / "2021" / "决算数据.xlsx"
    place = CellEdit("三公经费", *RECEPTIONS, Decimal(7654321))
    path.write_bytes(cell_writer.edited(path.read_bytes(), [place]))


def lines(page: "Response") -> list[str]:
    """The lines that the last version does not say."""
    return [re.sub("<[^>]*>", "", each) for each in re.findall(r'<p class="new">(.*?)</p>', page.text, re.DOTALL)]


def test_after_a_save_the_text_is_that_of_the_files_and_nothing_is_written(
    desk: "TestClient", tmp_path: Path
) -> None:
    before, files = desk.get(f"{YEAR}/报告"), bookkeeping(tmp_path)
    assert not lines(before)
    save(tmp_path)
    page = desk.get(f"{YEAR}/报告")
    assert any("765.43万元" in each for each in lines(page))
    assert all("<ins" not in each for each in page.text.splitlines())
    assert bookkeeping(tmp_path) == files
    assert desk.get(f"{YEAR}/报告").text == page.text


class Heard(Events, frozen=True, kw_only=True):
    """Events, and what is done at one of them the first time."""

    step: str
    work: "Callable[[], None]"
    told: list[str] = field(default_factory=list)

    def tell(self, year: int, name: str, said: str = "") -> None:  # noqa: ARG002
        self.told.append(said or name)
        if self.told[-1] == self.step and self.told.count(self.step) == 1:
            self.work()


@pytest.fixture
def state(shelf: Shelf, tmp_path: Path) -> "YearState":
    """The year of the water office, whose report is made."""
    shelf.copy(tmp_path, water_office.department())
    found = desk_client.desk(tmp_path).year(2021)
    assert found is not None
    return found


def test_a_text_that_a_newer_save_overtakes_begins_anew(state: "YearState", tmp_path: Path) -> None:
    state.events = heard = Heard(step="写 Word", work=lambda: save(tmp_path))
    said = state.preview().said
    assert said is not None
    assert said.figures["三公经费.公务接待费"].text == "765.43万元"
    assert (heard.told.count("写 Word"), heard.told.count("人工修改"), heard.told[-1]) == (2, 1, "composed")
    assert state.preview().said is said


def test_what_a_report_needs_is_loaded_once_while_the_first_page_is_looked_at(tmp_path: Path) -> None:
    desk, done = desk_client.desk(tmp_path), threading.Event()
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    state = desk.year(2021)
    assert state is not None
    state.events = heard = Heard(step="composed", work=done.set)
    warming.begin(desk)
    warming.begin(desk)
    assert done.wait(10)
    assert state.preview().said is not None
    assert heard.told.count("composed") == 1


@pytest.mark.usefixtures("desk")
def test_the_text_is_that_of_a_run(tmp_path: Path) -> None:
    given = reading.given(tmp_path / "inputs" / "2021")
    said = composing.preview(given, tmp_path / "output", Teller(quiet=True))
    made = content.last(tmp_path / "output" / "2021")
    assert made is not None
    assert said.figures == made.figures
    assert [(each.kind, each.text, each.place, each.figures) for each in said.lines] == [
        (each.kind, each.text, each.place, each.figures) for each in made.lines
    ]
    assert (said.printed, said.edits) == (made.printed, made.edits)


def test_before_the_first_run_there_is_a_text_already(desk: "TestClient", tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "output")
    assert "现在的文件，还没有生成" in words(desk.get(f"{YEAR}/报告"))
    assert figure(desk)
    assert not (tmp_path / "output").exists()


def test_where_no_report_can_be_made_the_text_says_why(desk: "TestClient", tmp_path: Path) -> None:
    texts = tmp_path / "inputs" / "2021" / "文字材料.docx"
    texts.write_bytes(b"PK")
    page = words(desk.get(f"{YEAR}/报告"))
    assert "文字材料.docx" in page
    assert "下面是第1版" in page


def test_the_files_of_a_version_are_served_as_they_were_made(desk: "TestClient") -> None:
    page = desk.get(f"{YEAR}/报告/PDF")
    source = re.search(r'<iframe class="sheet" src="([^"]+)"', page.text)
    assert source is not None
    answer = desk.get(unquote(source[1]))
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    html = desk.get(f"{YEAR}/第1版/{quote('核对报告.html')}")
    assert "sandbox" in html.headers["content-security-policy"]
    for name in ("没有.pdf", "..%2F..%2F决算数据.xlsx", "content.json"):
        assert desk.get(f"{YEAR}/第1版/{name}").status_code == 404
    assert desk.get(f"{YEAR}/第9版/{quote('核对报告.html')}").status_code == 404


def test_a_version_is_listed_looked_at_and_brought_back(desk: "TestClient", tmp_path: Path) -> None:
    assert "第1版" in words(desk.get(f"{YEAR}/更正与各版"))
    assert "首次生成" in words(desk.get(f"{YEAR}/更正与各版/1"))
    done = desk.post(f"{YEAR}/更正与各版/1/找回")
    assert "第 1 版" in words(done)
    assert (tmp_path / "output" / "2021" / outputs.KEPT / "第1版" / "填报文件" / "决算数据.xlsx").is_file()
    assert desk.post(f"{YEAR}/更正与各版/9/找回").status_code == 422


def test_a_dropped_file_is_held_against_what_was_made(desk: "TestClient", tmp_path: Path) -> None:
    name = next(path.name for path in (tmp_path / "output" / "2021").rglob("*2021年度部门决算.docx"))
    made = desk.get(f"{YEAR}/第1版/{quote(name)}").content
    page = desk.post(f"{YEAR}/更正与各版/查验", files=[("files", ("改名.docx", made, "x"))])
    assert "改名.docx" in words(page)
    assert 'class="said done"' in page.text
    page = desk.post(f"{YEAR}/更正与各版/查验", files=[("files", ("别的.docx", b"PK", "x"))])
    assert 'class="said error"' in page.text


def test_what_must_hold_says_what_a_run_would(desk: "TestClient", tmp_path: Path) -> None:
    page = words(desk.get(f"{YEAR}/交付"))
    assert "还没有" not in page
    texts = tmp_path / "inputs" / "2021" / "文字材料.docx"
    texts.unlink()
    page = words(desk.get(f"{YEAR}/交付"))
    assert "还缺 1 段文字" in page
    assert "输入有变化" in page


# ---- what is marked


def chips(page: "Response") -> list[tuple[bool, str]]:
    """Every marked number of the text: whether its mark is shown, and its words."""
    found = re.findall(r'<a class="chip ([^"]*)"[^>]*>(.*?)</a>', page.text)
    return [("calm" not in looks.split(), re.sub("<[^>]*>", "", said)) for looks, said in found]


def test_only_what_needs_a_look_is_marked_or_every_number(shelf: Shelf, tmp_path: Path) -> None:
    """A number typed by hand, one with a problem, one that has changed: none of them is ever left unmarked."""
    content = water_office.department()
    texts = water_office.texts(content, 主要职能=["服务群众512户，收入{{ 收入支出.本年收入合计 }}，办结3件。"])
    shelf.copy(tmp_path, content, texts)
    desk = desk_client.opened(tmp_path)
    save(tmp_path)
    looks, every = desk.get(f"{YEAR}/报告"), desk.get(f"{YEAR}/报告?marks=every")
    marked, all_marked = chips(looks), chips(every)
    assert [said for _, said in marked] == [said for _, said in all_marked]
    assert all(is_shown for is_shown, _ in all_marked)
    shown = [said for is_shown, said in marked if is_shown]
    assert {"512户", "3件", "765.43万元"} <= {re.sub(r".* ", "", each) for each in shown}
    assert 0 < len(shown) < len(marked)
    assert f"共 {len(marked)} 处数，要看 {len(shown)} 处" in words(looks)
    assert f"共 {len(marked)} 处数，要看 {len(shown)} 处" in words(every)
    wrong = re.findall(r'<a class="chip (?:wrong|unseen)[^"]*"[^>]*>', looks.text)
    assert wrong
    assert not any("calm" in each for each in wrong)
    (key,) = set(re.findall(r'class="chip unseen" href="(/2021/核对/手写数-[^"]*)"', unquote(looks.text)))
    assert "服务群众512户" in words(desk.get(key))
    assert "?marks=every" in next(each for each in every.text.split('href="') if "/报告/数/" in each)
