"""核对: problems with their cells, corrected, explained and looked at from the page."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from juesuan.app.desk import problem_views
from juesuan.app.desk.problem_views import CellLine
from juesuan.model.problems import Problem, Severity, error
from juesuan.model.seen import FILE
from juesuan.model.values import Cell
from juesuan.reading.shown_cells import ShownCell, shown_cells
from juesuan.year import seen_file
from tests.support import builder, desk_client, water_office

WRONG = "C501-三公经费B5"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A year in which a total is not that of its parts, and with three numbers that nobody vouches for."""
    content = builder.changed(water_office.department(), "三公经费", "公务接待费", "本年决算数", Decimal(27100))
    texts = water_office.texts(content, 主要职能=["召开座谈会17次，另走访3次。服务群众512户。"])
    return builder.write(tmp_path / "inputs" / "2021", content, texts)


def shown(folder: Path, place: str) -> str:
    book = folder / "决算数据.xlsx"
    return shown_cells(book.name, book.read_bytes(), [place])[place].shown


def looks(html: str) -> list[str]:
    """The keys of the sentences to be looked at, in the order of the page."""
    return re.findall(r'href="/2021/核对/(手写数-\w+)"', html)


def correction(place: str, old: str, new: str) -> dict[str, str]:
    return {"count": "1", "place0": place, "shown0": old, "meant0": new}


def test_a_problem_is_shown_with_its_cells_and_their_sum(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    said = desk_client.words(client.get(f"/2021/核对/{WRONG}"))
    assert "〔三公经费〕B10 公务接待费 本年决算数 27,100.00元" in said
    assert "0元 ＋ 0元 ＋ 27,100.00元 ＝ 27,100.00元，〔三公经费〕B5 是 0元，少27,100.00元" in said
    assert "手写数待看 3" in said
    assert desk_client.words(client.get("/2021/核对")) == said


def test_a_cell_is_corrected_and_its_problem_is_gone(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    before = (folder / "决算数据.xlsx").read_bytes()
    answer = client.post(f"/2021/核对/{WRONG}/改", data=correction("〔三公经费〕B10", "27100", "0"))
    assert answer.status_code == 303
    assert shown(folder, "〔三公经费〕B10") == "0"
    [copy] = (folder / "修改前").iterdir()
    assert copy.read_bytes() == before
    said = desk_client.words(client.get(answer.headers["location"]))
    assert "这一条没有了" in said
    assert f"已写入工作簿；原来的存在“修改前”里：{copy.name}" in said


def test_a_reason_that_is_missing_is_written_where_it_is_missed(folder: Path) -> None:
    content = builder.changed(water_office.department(), "三公经费", "公务接待费", "与预算差异原因", "")
    builder.write(folder, content)
    client = desk_client.opened(folder.parents[1])
    key = "C811-三公经费A10"
    said = desk_client.words(client.get(f"/2021/核对/{key}"))
    assert "没有写原因" in said
    assert "〔三公经费〕E10 公务接待费 与预算差异原因 （空）" in said
    assert "〔三公经费〕A10 公务接待费 项目" not in said
    answer = client.post(f"/2021/核对/{key}/改", data=correction("〔三公经费〕E10", "", "压减接待"))
    assert "这一条没有了" in desk_client.words(client.get(answer.headers["location"]))
    assert shown(folder, "〔三公经费〕E10") == "压减接待"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (correction("〔三公经费〕B10", "27000", "0"), "看的时候是“27000”，现在是“27100”"),
        (correction("〔三公经费〕B10", "27100", "没有"), "这里要填数，“没有”不是数"),
        (correction("〔三公经费〕B10", "27100", "27100"), "没有一格改过"),
        (correction("../../../etc/passwd", "", "0"), "工作簿里没有这一格"),
        ({"count": "9" * 30}, "没有一格改过"),
        ({"count": "甲"}, "没有一格改过"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(folder: Path, form: dict[str, str], words: str) -> None:
    before = (folder / "决算数据.xlsx").read_bytes()
    answer = desk_client.opened(folder.parents[1]).post(f"/2021/核对/{WRONG}/改", data=form)
    assert answer.status_code == 422
    assert words in desk_client.words(answer)
    assert (folder / "决算数据.xlsx").read_bytes() == before


def test_an_explanation_is_written_and_holds(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    form = {"code": "C501", "place": "〔三公经费〕B5", "difference": "少27,100.00元", "reason": "批复如此"}
    assert client.post(f"/2021/核对/{WRONG}/说明", data=form).status_code == 303
    said = desk_client.words(client.get(f"/2021/核对/{WRONG}"))
    assert "说明：批复如此" in said
    assert "已说明 1" in said
    again = client.post(f"/2021/核对/{WRONG}/说明", data={**form, "difference": "少1元"})
    assert again.status_code == 422
    assert "这条意见已经变了" in desk_client.words(again)


def test_a_sentence_is_looked_at_and_the_next_one_comes(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    keys = looks(client.get("/2021/核对").text)
    answer = client.post(f"/2021/核对/{keys[0]}/无误", data={"by": "张三"})
    assert unquote(answer.headers["location"]) == f"/2021/核对/{keys[1]}?by=张三"
    assert 'value="张三"' in client.get(answer.headers["location"]).text
    noted = (folder / FILE).read_text(encoding="utf-8")
    assert '"数" = "17次"' in noted
    assert '"数" = "3次"' in noted
    assert '"谁" = "张三"' in noted
    assert "512户" not in noted
    assert "手写数待看 1" in desk_client.words(client.get("/2021/核对"))
    assert client.post(f"/2021/核对/{keys[0]}/无误", data={}).status_code == 422
    client.post(f"/2021/核对/{keys[1]}/无误", data={})
    assert "手写数待看" not in desk_client.words(client.get("/2021/核对"))


def test_a_number_in_the_words_of_a_cell_can_be_corrected_there(folder: Path) -> None:
    content = builder.changed(water_office.department(), "三公经费", "公务接待费", "变动原因", "接待了37批次的人")
    builder.write(folder, content)
    client = desk_client.opened(folder.parents[1])
    [key] = looks(client.get("/2021/核对").text)
    page = client.get(f"/2021/核对/{key}")
    assert "有误：改这一格 格 项目和栏 现在 改为 〔三公经费〕G10 公务接待费 变动原因" in desk_client.words(page)
    assert f'action="/2021/核对/{key}/改"' in page.text


def test_words_of_several_lines_stay_as_they_are_where_they_are_not_touched(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    place, words = "〔三公经费〕E10", "第一行\n第二行"
    form = correction(place, shown(folder, place), words.replace("\n", "\r\n"))
    client.post(f"/2021/核对/{WRONG}/改", data=form)
    assert shown(folder, place) == words
    again = client.post(f"/2021/核对/{WRONG}/改", data=correction(place, *[words.replace("\n", "\r\n")] * 2))
    assert "没有一格改过" in desk_client.words(again)


def test_the_numbers_of_a_sentence_are_marked(folder: Path) -> None:
    client = desk_client.opened(folder.parents[1])
    html = client.get(f"/2021/核对/{looks(client.get('/2021/核对').text)[0]}").text
    assert "召开座谈会<mark>17次</mark>，另走访<mark>3次</mark>。" in html


def test_a_cell_for_which_the_workbook_is_refused_can_be_corrected(tmp_path: Path) -> None:
    content = builder.changed(water_office.department(), "三公经费", "公务接待费", "本年决算数", "五千")
    folder = builder.write(tmp_path / "inputs" / "2021", content)
    client = desk_client.opened(tmp_path)
    page = client.get("/2021/核对")
    assert "〔三公经费〕B10 公务接待费 本年决算数 五千" in desk_client.words(page)
    [key] = re.findall(r'href="/2021/核对/(R12-\w+)"', page.text)
    client.post(f"/2021/核对/{key}/改", data=correction("〔三公经费〕B10", "五千", "3000"))
    assert shown(folder, "〔三公经费〕B10") == "3000"
    assert "读不懂" not in desk_client.words(client.get("/2021/核对"))


def test_a_workbook_that_cannot_be_read_still_has_a_page(folder: Path) -> None:
    (folder / "决算数据.xlsx").write_bytes(b"no workbook")
    answer = desk_client.opened(folder.parents[1]).get("/2021/核对")
    assert answer.status_code == 200
    assert "1 处没有填或读不懂，还没有核对" in desk_client.words(answer)


# ---- values


def test_keys_hold_for_code_and_place_and_tell_equal_ones_apart() -> None:
    some = [error("C01", "〔表〕B1", "甲"), error("C01", "〔表〕B1", "乙"), error("T01", "a/../b?<c>", "丙")]
    assert [each.key for each in problem_views.listed(some)] == ["C01-表B1", "C01-表B1-2", "T01-abc"]


def line(value: str, unit: str = "元") -> CellLine:
    there = ShownCell(Cell("表", "B1"), "甲", "数", value, is_number=True, unit=unit, value=Decimal(value))
    return CellLine("〔表〕B1", there, value, is_suspected=False)


@pytest.mark.parametrize(
    ("values", "difference", "is_drawn"),
    [
        (("10", "3", "4"), "多3.00元", True),
        (("10", "3", "4"), "多2.00元", False),
        (("10", "3"), "多7.00元", False),
        (("7", "3", "4"), "", False),
        (("1000000", "30", "40"), "多999,930.00元", True),
    ],
)
def test_a_sum_is_drawn_only_where_it_makes_the_difference(
    values: tuple[str, ...],
    difference: str,
    is_drawn: bool,  # noqa: FBT001
) -> None:
    cells = tuple(f"〔表〕B{at}" for at in range(len(values)))
    problem = Problem("C01", Severity.ERROR, cells[0], "甲", cells=cells, difference=difference)
    assert (problem_views.drawn_sum(problem, [line(each) for each in values]) is not None) is is_drawn


def test_the_cell_that_the_advice_names_is_framed() -> None:
    cells = {f"〔表〕B{at}": line("1").there for at in (1, 10)}
    hint = "是不是 〔表〕B10 的1.00元应为10.00元（小数点错了一位）？请对照原表。"
    problem = Problem("C01", Severity.ERROR, "〔表〕B1", "甲", hint, cells=tuple(cells))
    assert [each.is_suspected for each in problem_views.cell_lines(problem, cells)] == [False, True]


def test_two_ticks_at_once_are_both_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = seen_file.put

    def slowly(*given: Any) -> Path:
        time.sleep(0.1)
        return put(*given)

    monkeypatch.setattr(seen_file, "put", slowly)
    desk = desk_client.desk(folder.parents[1])
    windows = [desk_client.client(desk) for _ in range(3)]
    keys = sorted(set(looks(windows[0].get("/2021/核对").text)))
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda at: windows[at].post(f"/2021/核对/{keys[at]}/无误"), range(len(keys))))
    assert {each.status_code for each in answers} == {303}
    assert "手写数待看" not in desk_client.words(windows[0].get("/2021/核对"))
