"""A place is a folder: the forms of the whole country, of 重庆, and of a province that there is none of."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import asdict

import generate
from juesuan import reading, wording
from juesuan.app import cli, edition
from juesuan.app.teller import Teller
from juesuan.figures import derive
from juesuan.model import editions
from juesuan.model.accounts import Accounts
from juesuan.model.document import Heading, Paragraph, SectionEnd, Table
from juesuan.model.outcome import DONE, NOTHING, OPEN, Office
from juesuan.model.problems import ReportError
from juesuan.pdf import libreoffice
from juesuan.reading import workbook
from juesuan.word.public_part import ABOVE, BELOW
from juesuan.wording import edition_check, vocabulary
from juesuan.year.blank_workbook import Content
from tests.support import builder, province, report, water_office
from tests.support.golden import assert_golden
from tests.support.report import Report
from tests.support.shelf import Shelf

OTHERS = ("全国2022", "重庆2022")
ABOUT = (
    {"项目": "监督索引号", "内容": "53-0001"},
    {"项目": "保密审查", "内容": "已审查"},
    {"项目": "联系方式", "内容": "023-12345678"},
)


AROUND = ("表题", ABOVE, BELOW)
"""The styles of the lines around a table."""


def content(name: str) -> Content:
    """The same department in the form of an edition, with all that any of the forms prints."""
    whole = builder.added(water_office.of_2022(), "基本信息", *ABOUT)
    whole = builder.added(whole, "收入支出", {"项目": "上级补助收入", "本年决算数": 0, "上年决算数": 0})
    return builder.changed(whole, "基本信息", "版式", "内容", name)


def _made(folder: Path, name: str) -> Report:
    inputs = builder.write(folder / "inputs" / "2022", content(name))
    office = Office.ALL if libreoffice.find() else Office.NONE
    made = generate.make(inputs, folder / "output", Teller(quiet=True), office=office)
    by_suffix = {path.suffix: path.read_bytes() for path in reversed(made.files)}
    return Report(by_suffix[".docx"], by_suffix[".pdf"], made)


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest, shelf: Shelf) -> tuple[str, Report]:
    """The name of an edition of another place, and the report in it, page numbers by LibreOffice."""
    name = str(request.param)
    return name, shelf.once(f"place-{name}", lambda folder: _made(folder, name))


def written(made: Report) -> list[str]:
    """The headings and paragraphs of the report, without its tables and what stands around them."""
    told = [block for block in made.blocks if isinstance(block, Heading | Paragraph) and block.text]
    return [block.text for block in told if block.style not in AROUND]


def parts(made: Report) -> list[str]:
    """The headings of the highest level before the attachments, without their spaces."""
    headings = [block for block in made.blocks if isinstance(block, Heading) and block.style.startswith("heading")]
    return ["".join(each.text.split()) for each in headings if each.level == headings[0].level]


# ---- the whole country, 重庆


def test_every_heading_stands_on_the_same_page_of_both_files(other: tuple[str, Report]) -> None:
    """Pages that differ would be told (P05), as would a LibreOffice that is not there (P04)."""
    if libreoffice.find() is None:
        pytest.skip("LibreOffice is not installed")
    assert [str(each) for each in other[1].made.problems if each.code.startswith("P")] == []


def test_nothing_is_open(other: tuple[str, Report]) -> None:
    assert [str(each) for each in other[1].made.problems if each.is_open] == []


def test_the_same_figures_are_told_as_the_form_tells_them(other: tuple[str, Report], shelf: Shelf) -> None:
    """Each sentence that the form of 四川 does not say stands in a golden file; all others are in both."""
    name, made = other
    sichuan = set(written(shelf.report(water_office.of_2022())))
    lines = [line for line in written(made) if line not in sichuan]
    assert_golden(f"difference-{name}.txt", "\n".join(lines) + "\n")


def accounts(name: str) -> Accounts:
    book = workbook.of(builder.grids(content(name)), [])
    return Accounts(**asdict(book), texts={})


@pytest.mark.parametrize("name", OTHERS)
def test_the_figures_are_the_same_in_every_form(name: str) -> None:
    before, after = (derive.derive(accounts(each)) for each in ("四川2022", name))
    assert {key: figure.value for key, figure in before.items()} == {key: after[key].value for key in before}
    decimals = {figure.decimals for figure in after.values()}
    assert decimals == {editions.named(name).percent_decimals}


def test_the_parts_are_those_of_the_place(other: tuple[str, Report]) -> None:
    name, made = other
    expected = {
        "全国2022": [
            "第一部分部门概况", "第二部分2022年度部门决算表", "第三部分2022年度部门决算情况说明",
            "第四部分名词解释", "第五部分附件",
        ],
        "重庆2022": [
            "一、部门基本情况", "二、部门决算收支情况说明", "三、“三公”经费情况说明", "四、其他需要说明的事项",
            "五、预算绩效管理情况说明", "六、专业名词解释", "七、决算公开联系方式及信息反馈渠道",
        ],
    }  # fmt: skip
    assert parts(made) == expected[name]


def test_the_tables_stand_where_the_form_has_them(other: tuple[str, Report]) -> None:
    """In the form of the country nine of them before the text; 重庆 has them only where they are asked for."""
    name, made = other
    kinds = [type(block) for block in made.blocks]
    texts = [block.text if isinstance(block, Heading) else "" for block in made.blocks]
    explained = next((place for place, text in enumerate(texts) if "决算情况说明" in text), 0)
    wide = sum(isinstance(block, SectionEnd) and block.is_wide for block in made.blocks)
    assert (kinds[:explained].count(Table), wide) == ((9, 6) if name == "全国2022" else (0, 0))


# ---- a province that there is none of


def yunling(folder: Path) -> Path:
    """The year of a department in the form of 云岭, which its own folder 版式 has; what it names is another's."""
    own = builder.changed(content("四川2022"), "收入支出", "其他收入", "上年决算数", 0)
    inputs = builder.write(folder / "2022", own)
    province.write(inputs / editions.OWN)
    return inputs


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    root = tmp_path_factory.mktemp("云岭")
    return report.make(yunling(root / "inputs"), root / "output")


def test_a_form_of_its_own_needs_no_line_of_the_program(made: Report) -> None:
    assert [str(each) for each in made.made.problems if each.is_open] == []
    assert parts(made) == [
        "第一章基本情况", "第二章2022年决算说明", "第三章2022年决算表",
        "第四章绩效", "第五章名词", "第六章联系方式",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "监督索引号53-0001",
        "公开时间：2023年9月5日",
        "保密审查：已审查",
        "收、支总计分别为382.00万元、382.00万元。其他收入5.00万元，比上年增加5.00万元（2021年为0万元，不可比）。",
        "支出372.00万元，其中基本支出占64.5%，项目支出占35.5%。",
        "“三公”经费0万元，小于全年预算是因为没有发生公务接待。",
        "023-12345678",
    ],
    ids=["number", "day", "secrecy", "nought", "one decimal", "budget", "contact"],
)
def test_it_says_what_its_settings_and_its_template_say(made: Report, line: str) -> None:
    assert line in made.lines


def test_its_tables_have_its_layout_and_its_place(made: Report) -> None:
    first, second = (block for block in made.blocks if isinstance(block, Table))
    assert len(first.rows) == 4
    rows = [[cell.paragraphs[0].text for cell in row] for row in second.rows]
    assert any({"类", "款", "项"} <= {*row} for row in rows)
    assert (rows[-1][0], rows[-2][:3]) == ("合计", ["221", "02", "01"])
    assert "第四章 绩效" in made.text.partition("拨款支出表")[2]


def test_settings_of_its_own_that_are_wrong_are_told_by_line_and_nothing_is_made(tmp_path: Path) -> None:
    folder = yunling(tmp_path)
    path = folder / editions.OWN / editions.SETTINGS
    path.write_text(province.SETTINGS.replace("percent_decimals = 1", "percent_decimals = 5"), encoding="utf-8")
    given = reading.given(folder)
    found, _, _ = reading.numbers(given)
    words = vocabulary.build(found, derive.derive(found))
    with pytest.raises(ReportError) as caught:
        wording.proved(given, "四川2022", words)
    assert [str(each) for each in caught.value.problems] == [
        "错误 W06　版式/edition.toml 第5行：percent_decimals 写得不对：只能写 1 或 2"
        "　→ 每行写成 名称 = 内容；各项的写法见 docs/版式.md。"
    ]


# ---- the command


@pytest.mark.parametrize("name", editions.NAMES)
def test_every_edition_of_the_program_is_whole(name: str, tmp_path: Path) -> None:
    found = edition.told(name, tmp_path)
    assert (found.code, found.problems) == (DONE, ())
    assert found.said == (f"“{name}”三个文件都读得懂，彼此相合，可以用。",)


def test_a_folder_and_a_year_are_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = province.write(tmp_path / "云岭2022")
    assert edition.told(str(folder), tmp_path).code == DONE
    shutil.copytree(folder, tmp_path / "2022" / editions.OWN)
    arguments = ["edition", "2022", "--inputs", str(tmp_path)]
    assert cli.main(arguments, generate.make, generate.check) == DONE
    (tmp_path / "2022" / editions.OWN / editions.TABLES).write_text("part = 1", encoding="utf-8")
    assert cli.main(arguments, generate.make, generate.check) == OPEN
    assert cli.main(["edition", "没有"], generate.make, generate.check) == NOTHING
    assert re.search("错误 I01　没有：没有这个版式", capsys.readouterr().out)


def told(**changed: Sequence[str]) -> list[str]:
    """What is wrong with the edition of 云岭 where words of a file are replaced by others, without the advice."""
    files = {
        editions.TEMPLATE: province.template(),
        editions.TABLES: province.TABLES.encode(),
        editions.SETTINGS: province.SETTINGS.encode(),
    }
    for stem, (old, new) in changed.items():
        name = next(each for each in files if each.startswith(stem))
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())
    return [f"{each.where}：{each.message}" for each in edition_check.of_files("云岭", files, "云岭")]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (
            {"edition": ('"编制和机构"', '"内设机构"')},
            "云岭/edition.toml 第21行：parts 里有“内设机构”，report.docx 里没有写着它的标题",
        ),
        (
            {"edition": ('tables_before = "绩效"', 'tables_before = "效益"')},
            "云岭/edition.toml 第11行：tables_before 是“效益”，report.docx 里没有写着它的标题，附表没有地方放",
        ),
        (
            {"edition": ("收入支出.其他收入", "收入支出.其它收入")},
            "云岭/edition.toml 第17行：工作簿里没有“收入支出.其它收入”这一行",
        ),
        (
            {"edition": ("收入支出.其他收入", "收入支出.事业收入")},
            "云岭/edition.toml 第17行：printed_rows 里有“收入支出.事业收入”，report.docx 里没有它的标签",
        ),
        (
            {"edition": ("其他事项.车辆", "收入支出.基本支出")},
            "云岭/edition.toml 第18行：unprinted_rows 里有“收入支出.基本支出”，report.docx 里有它的标签",
        ),
        (
            {"edition": ('"监督索引号"', '"单位编码"')},
            "云岭/edition.toml 第19行：〔基本信息〕里没有“单位编码”这一行",
        ),
        (
            {"edition": ('"监督索引号"', '"地区"')},
            "云岭/edition.toml 第19行：required_rows 里有“地区”，report.docx 里没有它的标签",
        ),
        (
            {"edition": ('"重点工作完成情况"', '"重点工作"')},
            "云岭/edition.toml 第12行：文字材料里没有“重点工作”这个标题",
        ),
        (
            {"edition": ('"重点工作完成情况", ', '"重点工作完成情况", "机构设置", ')},
            "云岭/edition.toml 第12行：unused_texts 里有“机构设置”，report.docx 里却用了它",
        ),
        (
            {"edition": ('"预期目标", ', "")},
            "云岭/edition.toml 第12行：report.docx 里没有用到文字材料的“预期目标”，填报的人写了也没有用",
        ),
        ({"附表": ("最后", "末尾")}, "云岭/附表.toml：total 写得不对"),
    ],
    ids=lambda each: "" if isinstance(each, str) else next(iter(each)),
)
def test_what_does_not_fit_together_is_told_with_its_line(changed: dict[str, Sequence[str]], found: str) -> None:
    assert found in told(**changed)


def test_a_folder_that_is_not_whole_is_no_edition(tmp_path: Path) -> None:
    """Beside the others it stops nobody; the command says what is wrong with it."""
    for name in ("云岭2022", "云岭2023", "云岭2024"):
        province.write(tmp_path / name)
    (tmp_path / "云岭2023" / editions.TABLES).unlink()
    (tmp_path / "云岭2024" / editions.SETTINGS).write_text("place = ", encoding="utf-8")
    assert editions.names_in(tmp_path) == ("云岭2022",)
    assert edition.told(str(tmp_path / "云岭2024"), tmp_path).code == OPEN


def test_a_file_that_is_missing_is_told() -> None:
    files = {editions.SETTINGS: province.SETTINGS.encode()}
    found = [f"{each.where}：{each.message}" for each in edition_check.of_files("云岭", files, "云岭")]
    assert found == ["云岭/report.docx：没有这个文件", "云岭/附表.toml：没有这个文件"]
