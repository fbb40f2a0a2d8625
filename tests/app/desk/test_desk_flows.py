"""The flows of the desk from end to end in a browser, as the officer goes them; every screen tried by axe."""

import io
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import docx
import pytest
from PIL import Image

from juesuan.app.desk.screens import SCREENS
from juesuan.model.outputs import HANDOVER
from juesuan.model.program_folders import DOCS
from juesuan.year import cell_writer
from juesuan.year.cell_writer import CellEdit
from tests.support import builder, desk_browser, official_export, water_office
from tests.support.desk_browser import Office
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

OWN, ADDED = "这是机构设置的第一段，下设四个股室。", "这是主要职能的第一段。局长加了一句。"


@pytest.fixture
def empty(browser: "Browser", tmp_path: Path) -> "Iterator[Office]":
    """The desk of an empty folder."""
    with desk_browser.opened(browser, tmp_path) as office:
        yield office


@pytest.fixture
def office(browser: "Browser", tmp_path: Path, shelf: Shelf) -> "Iterator[Office]":
    """The desk of the water office, whose report is made."""
    shelf.copy(tmp_path, water_office.department())
    with desk_browser.opened(browser, tmp_path) as opened:
        yield opened


def pictured(office: Office, name: str) -> None:
    """A picture of the screen for the manual, where the one who runs the tests asks for new ones."""
    if os.environ.get("DESK_PICTURES"):
        shown = Image.open(io.BytesIO(office.page.screenshot())).convert("RGB")
        shown.quantize(32).save(DOCS / f"desk-{name}.png", optimize=True)


def test_the_first_day_from_an_export_to_the_problems(empty: Office) -> None:
    file = empty.root / "导出.xlsx"
    file.write_bytes(official_export.xlsx(official_export.sheets(water_office.department(), 2023)))
    empty.says("从手里有的东西开始")
    assert empty.faults() == []
    empty.drop(file)
    empty.click("看看要改哪些格")
    empty.says("写进 2023 年度的工作簿（新的一份）")
    assert not (empty.root / "inputs" / "2023").exists()
    assert empty.faults() == []
    empty.click("写进工作簿")
    empty.says("必须填写", ".list")
    empty.go("/2023/报告")
    assert empty.faults() == []
    empty.go("/2023/核对")
    empty.click("“单位性质”必须填写")
    empty.page.get_by_label(re.compile("改为$")).select_option("行政单位")
    empty.click("写入工作簿")
    empty.says("已写入工作簿")
    empty.says("这一条没有了")


def test_a_correction_by_clicking_a_number_of_the_report(office: Office) -> None:
    figure = "三公经费.公务接待费"
    office.go("/2021/报告")
    office.page.click(f'a.chip[href$="{quote(figure)}"] >> nth=0')
    office.says(figure, "aside")
    office.page.get_by_label("〔三公经费〕B10 改为").fill("27000")
    office.click("写入工作簿")
    office.says("已写入工作簿")
    office.says("输入有变化，未生成", "#top")
    pictured(office, "report")
    office.click("错误 C501")
    office.says("公务接待费为27,000.00元")
    pictured(office, "checking")
    assert office.faults() == []
    office.page.click("#top button.main")
    office.says("第2版（草稿）", "#top")
    office.says("已生成", "#step")
    office.go("/2021/更正与各版")
    office.click("看改了什么")
    office.says("第1版到第2版")
    note = office.page.frame_locator("iframe")
    note.get_by_text("〔三公经费〕B10").first.wait_for()
    office.go("/2021/交付")
    office.says("第2版是草稿，没有放进去")
    office.click("去看")
    office.says("C501")


def returned(office: Office) -> Path:
    """The report as it comes back: a sentence more, one rewritten, a number typed over, a comment."""
    made = next((office.root / "output" / "2021" / HANDOVER).glob("*.docx"))
    report = docx.Document(io.BytesIO(made.read_bytes()))
    changes = {"这是主要职能的第一段。": ADDED, "这是机构设置的第一段。": OWN}
    for each in report.paragraphs:
        if each.text in changes:
            each.runs[0].text = changes[each.text]
        elif each.text.startswith("2021年本年支出合计"):
            each.runs[0].text = each.runs[0].text.replace("372.00万元", "373.00万元")
        elif each.text == "这是主要职能的第二段。":
            report.add_comment(each.runs, text="请补充内设机构的名称。", author="局长")
    report.save(str(office.root / "局长改.docx"))
    return office.root / "局长改.docx"


def test_a_returned_file_one_edit_kept_one_given_up_and_taken_back_a_number_written_back(
    office: Office,
) -> None:
    office.go("/2021/收回的修改")
    office.drop(returned(office))
    office.click("收进来，重新生成")
    office.says("读了这份退回的文件，改动 4 处")
    pictured(office, "returned")
    assert office.faults() == []
    assert "generate.py" not in office.page.inner_text("body")
    for words in ("已带入", "与工作簿不同", "批注：要办的 1 件", "写进文字材料的“主要职能”"):
        office.says(words)
    office.page.locator("li", has_text=OWN).get_by_role("button", name="不要这一处").click()
    office.says("以前各版里有、现在没有的 1 处")
    office.click("以前各版里有")
    office.click("再带入")
    office.page.locator(".edits li", has_text=OWN).get_by_text("已带入", exact=True).wait_for()
    office.click("写回工作簿 收入支出!B22")
    office.says("已写回 〔收入支出〕B22")
    assert "generate.py" not in office.page.inner_text("body")
    assert any((office.root / "inputs" / "2021" / "修改前").iterdir())


def test_versions_are_brought_back_and_files_held_against_them(office: Office) -> None:
    made = next((office.root / "output" / "2021" / HANDOVER).glob("*.docx"))
    office.go("/2021/更正与各版")
    office.drop(made)
    office.click("查验")
    office.says("结论")
    (office.root / "inputs" / "2021" / "文字材料.docx").touch()
    office.page.wait_for_timeout(700)  # a saved file does not take the answer away
    office.says("结论")
    office.click("回到各版")
    office.click("第1版")
    office.click("找回这一版")
    office.says("放进了")
    office.go("/2021/交付")
    office.says("交付文件夹里的：第1版")


def test_a_new_year_and_an_audit(office: Office) -> None:
    office.go("/新的一年")
    office.page.check("[name=is_published]")
    office.click("做出新一年的文件夹")
    office.says("2022 年度的文件夹做好了")
    assert "generate.py" not in office.page.inner_text("body")
    office.click("到 2022 年度去")
    office.says("用 WPS 或 Excel 打开工作簿")
    report = office.root / "报告.txt"
    report.write_text("2023年度收入总计100.00万元，其中：财政拨款收入66.00万元，其他收入40.00万元。\n", "utf-8")
    office.go("/审读")
    office.drop(report)
    office.click("审读")
    office.says("审读：报告.txt")
    office.page.frame_locator("iframe").get_by_text("个错误要处理").wait_for()
    office.page.click("#menu a:has-text('2021 年度')")


def test_a_number_typed_by_hand_is_looked_at(browser: "Browser", tmp_path: Path) -> None:
    content = water_office.department()
    texts = water_office.texts(content, 主要职能=["服务群众512户。"], 机构设置=["〔待确认〕下设四个股室。"])
    builder.write(tmp_path / "inputs" / "2021", content, texts)
    with desk_browser.opened(browser, tmp_path) as office:
        office.says("1 个手写数待看", "#status")
        office.go("/2021/文字")
        office.says("待确认", ".detail")
        office.go(f"/2021/文字/{quote('主要职能')}")
        office.says("没有对照的手写数")
        office.click("我看过了，无误")
        office.page.wait_for_selector("#status:not(:has-text('手写数待看'))")
        assert (tmp_path / "inputs" / "2021" / "看过.toml").is_file()


def test_after_a_save_the_changed_page_is_shown_and_its_numbers_are_reached_by_keyboard(office: Office) -> None:
    office.go("/2021/报告/页面")
    office.page.wait_for_selector("svg.leaf")
    book = office.root / "inputs" / "2021" / "决算数据.xlsx"
    book.write_bytes(cell_writer.edited(book.read_bytes(), [CellEdit("三公经费", 9, 1, Decimal(33_300))]))
    office.says("版面稍后更新")
    office.page.wait_for_selector("svg.leaf a[aria-label^='3.33万元']")
    pictured(office, "pages")
    office.page.focus("svg.leaf a")
    office.page.keyboard.press("ArrowDown")
    office.page.keyboard.press("ArrowUp")
    office.page.focus("svg.leaf a[aria-label^='3.33万元']")
    office.page.keyboard.press("Enter")
    office.says("三公经费.公务接待费", "aside h2")
    assert office.faults() == []
    office.page.set_viewport_size({"width": 390, "height": 800})
    office.go("/2021/报告/页面/3")
    assert office.faults() == []
    assert office.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_no_grave_fault_on_any_screen_and_none_is_wider_than_a_telephone(office: Office) -> None:
    found = {}
    others = ("/2021/更正与各版/1", "/开始", "/导入", "/审读", "/新的一年", "/帮助")
    for path in (*(f"/2021/{each.name}" for each in SCREENS), *others):
        office.go(path)
        found[path] = office.faults()
        office.page.set_viewport_size({"width": 390, "height": 800})
        assert office.page.evaluate("document.documentElement.scrollWidth") <= 390
        office.page.set_viewport_size({"width": 1093, "height": 614})
    assert {path: faults for path, faults in found.items() if faults} == {}
