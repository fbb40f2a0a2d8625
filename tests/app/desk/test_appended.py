"""历年对比 at the desk: appended to a report, taken off and put back; it is said what the next report has."""

import csv
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

import generate
from juesuan.app import cli
from juesuan.app.teller import Teller
from juesuan.model.outcome import NOTHING
from juesuan.model.trends import FILE
from juesuan.year import years_file
from tests.support import builder, desk_browser, desk_client, output_folder, three_years
from tests.support.desk_browser import Office
from tests.support.desk_client import words
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser

APPEND, OFF, BACK = "/2023/历年对比/附上", "/2023/历年对比/不附", "/2023/历年对比/放回"


@pytest.fixture
def root(shelf: Shelf, tmp_path: Path) -> Path:
    """The outputs of 2021 and 2022, and 2023 of which no report was made yet."""
    first, second, third = three_years.contents()
    for content in (first, second):
        year = output_folder.year_of(shelf.report(content).made.files[0])
        shutil.copytree(year, tmp_path / "output" / year.name)
    builder.write(tmp_path / "inputs" / "2023", third)
    return tmp_path


def test_it_is_appended_taken_off_and_put_back(root: Path) -> None:
    desk, folder = desk_client.opened(root), root / "inputs" / "2023"
    assert "2023 年的报告 不附历年对比。" in words(desk.get("/历年对比"))
    answer = desk.post(APPEND)
    assert (answer.status_code, answer.headers["location"]) == (303, "/%E5%8E%86%E5%B9%B4%E5%AF%B9%E6%AF%94")
    data = (folder / FILE).read_bytes()
    said = words(desk.get("/历年对比"))
    assert "附历年对比。以前各年用 2021 年“第1版（" in said
    assert "、2022 年“第1版（" in said
    assert "还没有生成过， 生成 出来就有。" in said
    assert desk.post(OFF).status_code == 303
    assert not (folder / FILE).exists()
    (name,) = years_file.aside(folder)
    assert f"用回收起的：{name}" in words(desk.get("/历年对比"))
    assert desk.post(BACK, data={"name": name}).status_code == 303
    assert (folder / FILE).read_bytes() == data
    assert years_file.aside(folder) == ()


def test_it_is_said_whether_the_last_version_has_it(root: Path, shelf: Shelf) -> None:
    made = output_folder.year_of(shelf.report(three_years.contents()[2]).made.files[0])
    shutil.copytree(made, root / "output" / "2023")
    desk, folder = desk_client.opened(root), root / "inputs" / "2023"
    assert "第1版里也没有，不用再生成。" in words(desk.get("/历年对比"))
    desk.post(APPEND)
    assert "第1版里还没有， 再生成一次 就有。" in words(desk.get("/历年对比"))
    generate.make(folder, root / "output", Teller())
    assert "第2版里就有，不用再生成。" in words(desk.get("/历年对比"))
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"\n")
    assert "第2版里附的是以前的， 再生成一次 就换成这一份。" in words(desk.get("/历年对比"))
    desk.post(APPEND)
    assert "第2版里就有，不用再生成。" in words(desk.get("/历年对比"))
    desk.post(OFF)
    assert "第2版里还附着， 再生成一次 就没有了。" in words(desk.get("/历年对比"))


def test_a_report_with_the_years_beside_is_published(root: Path) -> None:
    """The page has them; the data are those of the year of the report alone."""
    desk_client.opened(root).post(APPEND)
    generate.make(root / "inputs" / "2023", root / "output", Teller())
    places = ["--inputs", str(root / "inputs"), "--output", str(root / "output")]
    assert cli.main(["publish", *places], generate.make, generate.check) != NOTHING
    folder = root / "output" / "2023" / "公开网页"
    page: Any = html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    assert "度决算历年对比" in page.text_content()
    (chart,) = page.xpath("//img[starts-with(@alt, '收入和支出（折线图）')]")
    assert chart.get("src").startswith("data:image/")
    rows = list(csv.DictReader((folder / "data.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["年度"] for row in rows} == {"2022", "2023"}
    assert not [row["名称"] for row in rows if row["名称"].startswith("历年")]
    assert "历年对比里以前各年的数不在内" in (folder / "datapackage.json").read_text(encoding="utf-8")


def test_what_is_not_there_is_refused_and_nothing_is_changed(root: Path) -> None:
    desk, folder = desk_client.opened(root), root / "inputs" / "2023"
    (root / "别的.toml").write_text("别的", encoding="utf-8")
    for address, name, told in (
        (OFF, "", "报告后面没有附历年对比"),
        (BACK, "../../别的.toml", "收起的历年数里没有这一份了"),
        ("/2022/历年对比/附上", "", "没有这个年度的文件夹"),
    ):
        answer = desk.post(address, data={"name": name})
        assert answer.status_code in {404, 422}
        assert told in words(answer)
    assert not (folder / FILE).exists()
    shutil.rmtree(root / "output")
    (root / "output").mkdir()
    answer = desk.post(APPEND)
    assert answer.status_code == 422
    assert not (folder / FILE).exists()


def test_one_that_cannot_be_read_is_told_and_replaced(root: Path) -> None:
    desk, folder = desk_client.opened(root), root / "inputs" / "2023"
    (folder / FILE).write_bytes(b"[[")
    assert "写得不对，报告附不了历年对比。请点“重新附上”" in words(desk.get("/历年对比"))
    desk.post(APPEND)
    assert "附历年对比。以前各年用 2021 年“第1版（" in words(desk.get("/历年对比"))
    (name,) = years_file.aside(folder)
    assert (folder / years_file.ASIDE / name).read_bytes() == b"[["


# ---- in a browser


def pictured(office: Office, name: str) -> None:
    """A picture of the whole screen for who looks at it: in the folder that the environment names."""
    if folder := os.environ.get("LOOK_AT"):
        office.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_the_officer_appends_it_makes_the_report_and_takes_it_off(browser: "Browser", root: Path) -> None:
    with desk_browser.opened(browser, root) as office:
        office.go("/历年对比")
        office.says("不附历年对比")
        assert office.faults() == []
        office.click("附在 2023 年的报告后面")
        office.says("还没有生成过")
        assert office.faults() == []
        pictured(office, "appended")
        office.click("生成")
        office.page.click("#top button.main")
        office.says("第1版", "#top")
        office.says("2023年度决算历年对比")
        office.go("/历年对比")
        office.says("第1版里就有，不用再生成")
        office.click("不附了")
        office.says("第1版里还附着")
        office.click("用回收起的")
        office.says("第1版里就有，不用再生成")
        assert office.faults() == []
        pictured(office, "put_back")
