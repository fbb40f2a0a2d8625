"""文字材料: every passage under its heading with its place, every heading that does not fit told."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan import reading
from juesuan.model import advised, written_text
from juesuan.model.accounts import Passage
from juesuan.model.given import Given
from juesuan.model.problems import ReportError
from juesuan.model.values import Cell
from juesuan.reading import texts
from tests.support import builder
from tests.support.builder import docx, docx_of, paragraph

if TYPE_CHECKING:
    from juesuan.model.problems import Problem

FILE = "文字材料.docx"
PROJECTS = ("河道治理", "（一）甲/乙项目")
COMPLETE: dict[str, Sequence[str]] = {
    **{slot.name: [f"{slot.name}一段。"] for slot in written_text.SLOTS},
    **{f"项目：{name}/{slot.name}": ["一段。"] for name in PROJECTS for slot in written_text.PROJECT_SLOTS},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE


def _read(
    path: Path, data: bytes, projects: Collection[str] | None = PROJECTS
) -> tuple[written_text.Texts, list[str]]:
    path.write_bytes(data)
    problems: list[Problem] = []
    found = texts.read(reading.given(path.parent), projects, problems)
    return found, list(map(str, problems))


def _told(
    path: Path, content: Mapping[str, Sequence[str]], projects: Collection[str] | None = PROJECTS
) -> list[str]:
    return _read(path, docx(content), projects)[1]


def test_every_passage_knows_its_place(path: Path) -> None:
    found, problems = _read(
        path, docx(COMPLETE | {"机构设置": ["# 一、内设机构", "　下设三股。", "# 二、下属", "无。"]})
    )
    assert problems == []
    assert list(found) == list(COMPLETE)
    assert found["机构设置"] == tuple(
        Passage(text, level, Cell(FILE, f"“机构设置”第{number}段"))
        for number, (text, level) in enumerate(
            [("一、内设机构", 1), ("下设三股。", 0), ("二、下属", 1), ("无。", 0)], 1
        )
    )
    place = Cell(FILE, "“项目：河道治理/项目综述”第1段")
    assert found["项目：河道治理/项目综述"] == (Passage("一段。", 0, place),)


def test_a_heading_below_a_text_of_a_project(path: Path) -> None:
    found, problems = _read(path, docx(COMPLETE | {"项目：河道治理/自评报告": ["# 一、概况", "好。"]}))
    assert problems == []
    assert [(each.text, each.level) for each in found["项目：河道治理/自评报告"]] == [("一、概况", 1), ("好。", 0)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("一、主要职能", "主要职能"),
        ("（一）主要职能：", "主要职能"),
        ("主 要　职能", "主要职能"),
        ("项目:河道 治理/1.项目综述", "项目：河道治理/项目综述"),
        ("项目：(一)甲/乙项目/项目综述", "项目：（一）甲/乙项目/项目综述"),
    ],
)
def test_headings_as_people_type_them(path: Path, typed: str, key: str) -> None:
    content = {typed if each == key else each: value for each, value in COMPLETE.items()}
    found, problems = _read(path, docx(content))
    assert problems == []
    assert len(found[key]) == 1


def test_advice_to_the_writer_and_blank_lines_are_no_text(path: Path) -> None:
    body = paragraph("主要职能", "1") + paragraph("写三到五句。", "t") + paragraph(" ") + paragraph("正文。")
    found, _ = _read(path, docx_of(paragraph("填写说明", "t") + body))
    assert [each.text for each in found["主要职能"]] == ["正文。"]


def test_shared_texts_have_any_name(path: Path) -> None:
    found, problems = _read(path, docx(COMPLETE | {"共用文字/局领导": ["局长"]}))
    assert problems == []
    assert found["共用文字/局领导"][0].text == "局长"


def test_hostile_words_are_words(path: Path) -> None:
    words = ["A&B<C>公司", "{{ 7*7 }}", "{% for %}", "]]>", "字" * 30_000]
    found, problems = _read(path, docx(COMPLETE | {"主要职能": words}))
    assert problems == []
    assert [each.text for each in found["主要职能"]] == words


# ---- refused

_CREATE = "没有这个标题　→ 请加上这个标题（标题1或标题2）并写好文字。"
_WRITE = "标题下面没有文字　→ 标题在，请在它下面写好文字；灰色的“填写提示”是给您看的，不算文字，另起一段用正文写。"
_NOWHERE = "报告里没有地方用这个标题下的文字　→ "
_TEMPLATE = "请使用模板里的标题；项目名称要与“绩效项目”表一字不差。"


def test_a_text_that_is_missing(path: Path) -> None:
    content = {key: value for key, value in COMPLETE.items() if key != "主要职能"}
    content |= {"机构设置": [], "项目：河道治理/预期目标": [" "], "国内公务接待具体内容": []}
    assert _told(path, content) == [
        f"错误 T04　{FILE} 标题“主要职能”：{_CREATE}",
        f"错误 T04　{FILE} 标题“机构设置”：{_WRITE}",
        f"错误 T04　{FILE} 标题“项目：河道治理/预期目标”：{_WRITE}",
    ]


def test_a_heading_that_is_unknown(path: Path) -> None:
    content = COMPLETE | {
        "主要职责": ["一"],
        "杂项": ["一"],
        "项目：水利/项目综述": ["一"],
    }
    assert _told(path, content) == [
        f"错误 T03　{FILE} 标题“主要职责”：{_NOWHERE}是不是“主要职能”？",
        f"错误 T03　{FILE} 标题“杂项”：{_NOWHERE}{_TEMPLATE}",
        f"错误 T03　{FILE} 标题“项目：水利/项目综述”：{_NOWHERE}是不是“项目：河道治理/项目综述”？",
    ]


def test_headings_alone_are_neither_a_text_nor_a_fault(path: Path) -> None:
    content = COMPLETE | {"主要职能": ["# 一、概况"], "项目：（请改成项目名称）/自评报告": ["# 一、概况"]}
    assert _told(path, content) == [f"错误 T04　{FILE} 标题“主要职能”：{_WRITE}"]


def test_without_the_projects_nothing_is_said_of_them(path: Path) -> None:
    assert _told(path, COMPLETE, None) == []
    assert len(_told(path, COMPLETE, ())) == len(PROJECTS) * len(written_text.PROJECT_SLOTS)


def test_a_text_that_says_nothing_is_told() -> None:
    problems: list[Problem] = []
    content = {
        "主要职能": ["无。"],
        "机构设置": ["（略）"],
        "国内公务接待具体内容": ["无。"],
        "重点工作完成情况": ["无。", "好。"],
    }
    texts.read(Given(Path("2021"), {FILE: docx(content)}), (), problems)
    advice = "请写清楚；确实没有的，写一句完整的话说明情况。"
    assert [str(each) for each in problems if each.code == "T44"] == [
        f"警告 T44　{FILE} 标题“主要职能”：只写了“无。”，公开出去等于只有标题　→ {advice}",
        f"警告 T44　{FILE} 标题“机构设置”：只写了“（略）”，公开出去等于只有标题　→ {advice}",
    ]


def test_text_under_no_heading(path: Path) -> None:
    body = paragraph("散落的字") + "".join(builder.headed({**COMPLETE, "项目：河道治理": ["一。", "二。"]}))
    _, problems = _read(path, docx_of(body))
    told = "这段文字上面没有说明它是什么的标题　→ 请移到相应的标题"
    assert problems == [
        f"错误 T02　〔{FILE}〕“文首”第1段：{told}（标题1）下面。",
        f"错误 T02　〔{FILE}〕“项目：河道治理”第1段：{told}（标题2）下面。",
        f"错误 T02　〔{FILE}〕“项目：河道治理”第2段：{told}（标题2）下面。",
    ]


def test_a_heading_twice(path: Path) -> None:
    body = "".join(builder.headed(COMPLETE)) + paragraph("一、主要职能", "1") + paragraph("又一段。")
    _, problems = _read(path, docx_of(body))
    assert problems == [f"错误 T05　{FILE} 标题“主要职能”：这个标题重复　→ 请把文字合并到一处。"]


def test_what_the_report_cannot_carry(path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>"
    body = paragraph("主要职能", "1") + paragraph("一段。") + table
    problems = _read(path, docx_of(body))[1]
    assert problems[0] == f"警告 T06　〔{FILE}〕“主要职能”第1段之后：有一个表格，报告里放不进去　→ 请改成文字。"


def test_characters_that_cannot_be_printed(path: Path) -> None:
    told = "有印不出来的字符“😀”（U+1F600，第 2 个字）　→ 请删除这个字符，或换一个字。"
    assert _told(path, COMPLETE | {"主要职能": ["一", "好😀"]}) == [f"错误 R11　〔{FILE}〕“主要职能”第2段：{told}"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 500, b"<html/>", builder.zipped({"a": "b"})])
def test_no_word_file(path: Path, data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        _read(path, data)
    assert str(caught.value).startswith(f"错误 T01　{FILE}：")
    assert str(caught.value).endswith("　→ Word 或 WPS 也打不开的，请从备份里找回这个文件。")


def test_a_text_that_the_edition_has_no_place_for_is_told_only_where_it_is_written(path: Path) -> None:
    def told(words: Sequence[str]) -> list[str]:
        path.write_bytes(docx(COMPLETE | {"重点工作完成情况": words}))
        problems: list[Problem] = []
        texts.read(reading.given(path.parent), PROJECTS, problems, unused=("重点工作完成情况",))
        return [problem.code for problem in problems]

    assert told([]) == told([" "]) == []
    assert told(["一段。"]) == ["A04"]


@pytest.mark.parametrize("name", ["文字材料.doc", "文字材料.wps", "文字材料.docm", "文字材料.rtf", "文字材料.WPS"])
def test_texts_of_another_format_are_to_be_saved_anew(path: Path, name: str) -> None:
    path.with_name(name).write_bytes(b"a")
    with pytest.raises(ReportError) as caught:
        texts.read(reading.given(path.parent), PROJECTS, [])
    suffix = Path(name).suffix.lower()
    assert str(caught.value) == (
        f"错误 T01　{FILE}：没有这个文件　→ 现有的“{name}”是不是它？{suffix} 程序读不了："
        f"请用 WPS 或 Office 打开“{name}”，另存为 文字材料.docx，放在同一个文件夹里。"
    )


def test_texts_of_another_name_are_to_be_renamed(path: Path) -> None:
    path.with_name("2024文字材料.docx").write_bytes(b"a")
    path.with_name("通知.docx").write_bytes(b"a")
    with pytest.raises(ReportError) as caught:
        texts.read(reading.given(path.parent), PROJECTS, [])
    told = "没有这个文件　→ 现有的“2024文字材料.docx”是不是它？请改名为 文字材料.docx。"
    assert str(caught.value) == f"错误 T01　{FILE}：{told}"


def test_no_file(path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        texts.read(reading.given(path.parent), PROJECTS, [])
    advice = f"请检查文件是否存在；可运行 {advised.program()} init {path.parent} 放一份空白的，已有的文件不动。"
    assert str(caught.value) == f"错误 T01　{FILE}：没有这个文件　→ {advice}"


def _crowded(*paragraphs: str) -> list[str]:
    problems: list[Problem] = []
    data = builder.docx({"主要职能": paragraphs})
    texts.read(Given(Path("2021"), {"文字材料.docx": data}), (), problems)
    return [str(each) for each in problems if each.code in {"R17", "R18", "R75", "R76"}]


def test_more_than_can_be_compared_is_told_with_its_size() -> None:
    shorter = "请分成几段，或者改成附件里的表格。"
    where = "〔文字材料.docx〕“主要职能”第1段"
    assert _crowded("1.5，" * 2000) == []
    assert _crowded("1.5，" * 2001) == [
        f"错误 R17　{where}：这一段有 2001 个数，超过 2000 个，不能逐个核对　→ {shorter}"
    ]
    assert _crowded("长" * 32_768) == [f"错误 R17　{where}：这一段有 32768 个字，超过 32767 个　→ {shorter}"]
    fewer = "请删去用不着的内容，或者把成片的数放进附件；附件太长的，分成几个文件。"
    assert _crowded(*["1，" * 200] * 41) == [
        f"错误 R18　文字材料.docx：文字里有 8200 个数，超过 8000 个，不能逐个核对　→ {fewer}"
    ]


def test_texts_longer_than_any_report_are_told_with_their_size() -> None:
    where, less = "错误 {}　文字材料.docx：", "，排不成报告　→ 请删去用不着的内容。"
    assert _crowded(*["字" * 19_201] * 10, *["字"] * 7_990) == []
    assert _crowded(*["字" * 30_000] * 7) == [where.format("R75") + "有 210000 个字，超过 200000 个字" + less]
    assert _crowded(*["字"] * 8_001) == [where.format("R76") + "有 8001 段文字，超过 8000 段文字" + less]


def test_headings_of_another_file_are_told_in_one_line() -> None:
    problems: list[Problem] = []
    data = builder.docx({f"别的{place:03d}": ["甲"] for place in range(163)})
    texts.read(Given(Path("2021"), {"文字材料.docx": data}), (), problems)
    told = [str(each) for each in problems if each.code == "T03"]
    assert len(told) == 31
    assert told[-1] == (
        "错误 T03　文字材料.docx：另有 133 个标题，报告里没有地方用下面的文字　→ "
        "请使用模板里的标题；项目名称要与“绩效项目”表一字不差。"
    )
