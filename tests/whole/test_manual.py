"""The manual, chapter by chapter: one department lives its year at the desk and at the terminal as it tells.

``WALKED`` says where each passage is walked; a passage, a button to press, a command or a file that the manual
names and that no step knows fails here.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx
import pytest

from juesuan.app.desk import opening
from juesuan.model.outputs import HANDOVER
from juesuan.model.program_folders import DOCS, ROOT
from tests.support import builder, official_export, printed_report, water_office
from tests.support.officer_walk import Walk, bare, command_of
from tests.whole import test_readme

MANUAL = (DOCS / "使用手册.md").read_text(encoding="utf-8")
DESK = "工作台"
"""The chapter that is walked at the desk; all others are run at the terminal."""
OWN, ADDED, NOTE = "这是机构设置的第一段，下设四个股室。", "这是主要职能的第一段。局长加了一句。", "请补充名称。"
UNREAD = {"水利（款）防汛（项）": "水利（款）防火（项）"}


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The whole year; what the system would open is only noted."""
    with pytest.MonkeyPatch.context() as patch:
        opened = list[Path]()
        patch.setattr(opening, "open_with_system", opened.append)
        made = Walk(tmp_path_factory.mktemp("manual"))
        for passage, step in WALKED.items():
            with made.of(passage):
                step(made)
        assert {each.name for each in opened} >= {
            "决算数据.xlsx",
            "文字材料.docx",
            "report.docx",
            HANDOVER,
            "公开网页",
        }
        yield made


def year(walk: Walk) -> Path:
    return walk.root / "inputs" / "2022"


def word(walk: Walk) -> Path:
    """The report that is handed over."""
    return next((walk.root / "output" / "2022" / HANDOVER).glob("*.docx"))


# ---- the desk, passage by passage


def at_the_desk(walk: Walk) -> None:
    walk.go("/")
    walk.says("帮助")


def first_day(walk: Walk) -> None:
    walk.go("/开始")
    walk.says("看样例", "放一份空白的工作簿和文字材料")
    walk.press("看看读出了什么", {"report": printed_report.written(walk.root, UNREAD)})
    walk.says("没有读懂", "收入总计·上年决算数")
    assert not (walk.root / "inputs").exists()
    walk.press("做出 2022 年的文件夹")
    walk.press("都看过了，确认", typed={"by": "张三"})


def importing(walk: Walk) -> None:
    export = walk.root / "导出.xlsx"
    export.write_bytes(official_export.xlsx(official_export.sheets(water_office.of_2022(), 2022)))
    walk.go("/导入")
    walk.press("看看要改哪些格", {"files": export})
    walk.says("〔收入支出〕")
    walk.press("写进工作簿")
    assert walk.address == "/2022/核对"


def numbers(walk: Walk) -> None:
    walk.go("/2022/数据/收入支出")
    walk.press("用 WPS 或 Excel 打开工作簿")
    content = builder.changed(water_office.of_2022(), "三公经费", "公务接待费", "本年决算数", 27000)
    texts = water_office.texts(content, 主要职能=["这是主要职能的第一段。", "走访农户512户。"])
    builder.write(year(walk), {**content, "名词解释": ()}, texts)  # typed in WPS and in Word, and saved
    walk.follow("补名词解释")
    walk.press("补上")
    walk.go("/2022/数据/名词解释")
    walk.says("〔待确认〕")
    walk.press("都看过了，确认")
    builder.write(year(walk), content, texts)
    for sheet in ("收入支出", "财政拨款收支", "支出科目"):
        walk.go(f"/2022/数据/{sheet}")
        walk.press("都看过了，确认")


def written_texts(walk: Walk) -> None:
    walk.go("/2022/文字/主要职能")
    walk.says("完成", "没有对照")
    walk.press("用 Word 或 WPS 打开")
    walk.press("我看过了，无误")
    walk.go("/2022/文字")
    walk.follow("本单位的版式")
    walk.press("做一份本单位的版式")
    walk.press("用 Word 或 WPS 打开")
    walk.press("换回统一的版式")
    walk.go("/2022/文字")
    walk.follow("标签")


def checking(walk: Walk) -> None:
    text = year(walk) / "文字材料.docx"
    before = text.read_bytes()
    texts = water_office.texts(water_office.of_2022(), 机构设置=["这是机构设置的第一段。", "培训97人次。"])
    text.write_bytes(builder.docx(texts))
    walk.go("/2022/核对")
    walk.follow("97人次")
    walk.press("无误", typed={"by": "张三"})
    text.write_bytes(before)
    walk.go("/2022/核对")
    walk.follow("〔三公经费〕")
    walk.press("写进出错说明，先存备份", typed={"reason": "照原始凭证填列。"})
    walk.says("照原始凭证填列。")
    walk.go("/2022/核对")
    walk.follow("〔三公经费〕")
    walk.says("〔三公经费〕B10 改为")


def report(walk: Walk) -> None:
    """The text is there before anything is made; the corrected one is made, and is no draft."""
    walk.go("/2022/报告")
    walk.says("只看要看的", "现在的文件，还没有生成")
    walk.follow("每一个数")
    walk.follow("2.70万元")
    walk.follow("看这一格")
    walk.go("/2022/报告/数/三公经费.公务接待费")
    walk.press("写入工作簿，先存备份", typed={"meant0": "0"})
    walk.says("已写入工作簿")
    walk.press("生成")
    walk.settled()
    for view in ("成品 PDF", "正文"):
        walk.follow(view)


def returned(walk: Walk) -> None:
    theirs = docx.Document(io.BytesIO(word(walk).read_bytes()))
    changes = {"这是主要职能的第一段。": ADDED, "这是机构设置的第一段。": OWN}
    for each in theirs.paragraphs:
        if each.text in changes:
            each.runs[0].text = changes[each.text]
        elif "372.00万元" in each.text:
            each.runs[0].text = each.runs[0].text.replace("372.00万元", "373.00万元", 1)
        elif each.text == "这是机构设置的第二段。":
            theirs.add_comment(each.runs, text=NOTE, author="局长")
    path = walk.root / "局长改.docx"
    theirs.save(str(path))
    walk.go("/2022/收回的修改")
    walk.press("收进来，重新生成", {"files": path})
    walk.settled()
    walk.says(ADDED, OWN, NOTE, "已带入", "与工作簿不同", "批注：要办的 1 件")
    walk.follow("改工作簿里的数……")
    walk.go("/2022/收回的修改")
    for words, near in (("不要这一处", "373.00万元"), ("办完了", NOTE)):
        walk.press(words, near=near)
        walk.settled()
    walk.says(ADDED, OWN, "以前各版里有、现在没有的")


def corrections(walk: Walk) -> None:
    walk.go("/2022/更正与各版")
    walk.press("看改了什么", typed={"from": "1", "to": "2"})
    walk.go("/2022/更正与各版/1")
    walk.press("找回这一版")
    walk.says("放进了")
    walk.go("/2022/更正与各版")
    walk.press("查验", {"files": word(walk)})


def delivery(walk: Walk) -> None:
    walk.go("/2022/交付")
    walk.follow("去看")
    walk.go("/2022/交付")
    walk.press("打开交付文件夹")
    walk.press("做网页和公开数据")
    walk.press("打开公开网页文件夹")


def trends(walk: Walk) -> None:
    walk.go("/历年对比")
    walk.press("做历年对比")
    walk.press("读进来", {"files": printed_report.written(walk.root)})
    walk.follow("存成 Excel 表")
    walk.press("附在 2022 年的报告后面")
    walk.press("重新附上")
    walk.press("不附了")
    walk.press("用回收起的")
    walk.go("/历年对比/页面")
    walk.says("注")


def auditing(walk: Walk) -> None:
    walk.go("/审读")
    walk.press("审读", {"files": word(walk)})


def new_year(walk: Walk) -> None:
    walk.go("/新的一年")
    walk.press("做出新一年的文件夹", typed={"is_published": "1"})
    assert (walk.root / "inputs" / "2023" / "决算数据.xlsx").is_file()


# ---- at the terminal


def begun(walk: Walk) -> None:
    """The first year once more, in folders of its own: nothing is there yet."""
    other = Walk(walk.root / "terminal")
    said, export = printed_report.written(other.root), other.root / "导出的文件.xlsx"
    export.write_bytes(official_export.xlsx(official_export.sheets(water_office.of_2022(), 2022)))
    other.run("start", str(said), "--dry-run")
    other.run("start", str(said), "--yes")
    other.run("import", str(export), "--dry-run", code=1)
    other.run("import", str(export), "--year", "2022", "--yes", code=1)
    other.run("start", str(said), "--year", "2021", "--dry-run")
    content = water_office.of_2022()
    builder.write(other.root / "inputs" / "2022", {**content, "名词解释": ()}, water_office.texts(content))
    other.run("terms", code=2)
    other.run("terms", "--yes")
    other.run("confirm", code=1)
    other.run("confirm", "--all", "--by", "张三")
    other.run("check")
    other.run("init", "2024")
    walk.ran |= other.ran


WALKED: Mapping[str, Callable[[Walk], None]] = {
    DESK: at_the_desk,
    "开始": first_day,
    "导入": importing,
    "数据": numbers,
    "文字": written_texts,
    "核对": checking,
    "报告": report,
    "收回的修改": returned,
    "更正与各版": corrections,
    "交付": delivery,
    "历年对比": trends,
    "审读": auditing,
    "新的一年": new_year,
    "一年的做法": begun,
}
"""Where each passage of the manual is walked, in its order."""
ELSEWHERE: Mapping[str, str] = {
    "各类单位": "tests/whole/test_kinds_of_units.py",
    "看过：没有来源的数": "tests/whole/test_readme.py",
    "确认：程序提出的格": "tests/whole/test_readme.py",
    "网页和公开数据": "tests/whole/test_readme.py",
    "历年对比": "tests/whole/test_readme.py",
    "以前的各版": "tests/whole/test_readme.py",
    "别人发来的文件是不是原样": "tests/whole/test_readme.py",
    "审读一份做好的报告": "tests/whole/test_readme.py",
    "全县各单位一起做": "tests/whole/test_readme.py",
    "改报告里的一句话": "tests/whole/test_readme.py",
    "程序说有问题，怎么办": "tests/app/test_advised_commands.py",
}
"""The chapters that others try, and where: their commands stand there, or are taken from the manual itself."""
OF_A_COUNTY: Mapping[str, str] = {
    "各单位": "tests/app/desk/county/test_table.py",
    "汇总": "tests/app/desk/county/test_summary.py",
}
"""The passages on the desk of a county, and where they are tried: it has many departments."""
PRESSED_ELSEWHERE: Mapping[str, str] = {
    "看样例": "tests/app/desk/test_importing.py",
    "再带入": "tests/app/desk/test_returned.py",
    "知道了": "tests/app/desk/test_cut_off.py",
}
"""What is pressed in other tests: it needs a desk of its own, or a whole report more."""
RUN_ELSEWHERE: Mapping[tuple[str, ...], str] = {
    ("trends", "--attach"): "tests/app/test_side_by_side.py",
}
"""What is run in other tests: it needs the years of a department side by side."""
_OF_OTHERS = {"≥95%", "审阅", "撤消工作表保护", "增加", "……", "Word 在第几页", "上年报告 第几段"}
"""Words in quotes that no file of the program has: an officer's own, or those of WPS and Excel."""


def passages() -> list[tuple[str, str]]:
    """Each heading of the manual with the words below it, in order; without those on a county."""
    parts = re.split(r"^##+ (.+)$", MANUAL, flags=re.MULTILINE)[1:]
    return [each for each in zip(parts[::2], parts[1::2], strict=True) if each[0] not in OF_A_COUNTY]


def to_press(words: str) -> set[str]:
    """The buttons and links that a passage tells to press: 点“生成”, 点左下的“本单位的版式”."""
    return set(re.findall(r"点[^，。；：“”（）到]{0,6}“([^”]+)”", words))


def test_each_passage_of_the_manual_is_walked_or_tried_elsewhere() -> None:
    headings = [heading for heading, _ in passages()]
    assert headings == [*WALKED, *ELSEWHERE]
    for path in {*ELSEWHERE.values(), *OF_A_COUNTY.values(), *PRESSED_ELSEWHERE.values(), *RUN_ELSEWHERE.values()}:
        assert (ROOT / path).is_file()


@pytest.mark.parametrize("passage", list(WALKED)[:-1])
def test_what_a_passage_tells_to_press_is_pressed_in_its_walk(walk: Walk, passage: str) -> None:
    wanted = to_press(dict(passages()[: len(WALKED)])[passage]) - PRESSED_ELSEWHERE.keys()
    pressed = {bare(each) for each in walk.pressed[passage]}
    others = {bare(each) for done in walk.pressed.values() for each in done}
    missing = {each for each in wanted if not _is_among(each, pressed | others)}
    assert missing == set()


def test_the_later_chapters_name_buttons_that_are_pressed(walk: Walk) -> None:
    """They say the button first, and then the command."""
    pressed = {bare(each) for done in walk.pressed.values() for each in done}
    chapters = "".join(words for _, words in passages()[len(WALKED) - 1 :])
    wanted = to_press(chapters) - PRESSED_ELSEWHERE.keys() - _OF_OTHERS
    assert len(wanted) >= 8
    assert {each for each in wanted if not _is_among(each, pressed)} == set()


def _is_among(words: str, pressed: set[str]) -> bool:
    """Whether it was pressed; …… in the manual's words stands for any others."""
    pattern = ".*".join(re.escape(bare(piece)) for piece in words.split("……"))
    return any(re.match(pattern, each) or bare(words).startswith(each) for each in pressed)


def test_what_the_manual_puts_in_quotes_is_there(walk: Walk) -> None:
    """On a page of the walk or, for the words of workbook, template and messages, in the program's own files."""
    seen = "".join(page for pages in walk.read.values() for page in pages)
    corpus = seen + "".join(map(bare, _sources()))
    quoted = {each for each in re.findall(r"“([^“”]+)”", MANUAL) if each not in _OF_OTHERS}
    pieces = {each: [bare(piece) for piece in re.split("……|X|Y| n ", each) if piece] for each in quoted}
    assert {each for each, held in pieces.items() if not all(piece in corpus for piece in held)} == set()


def _sources() -> Iterator[str]:
    """The words of the program, of its pages and of the forms."""
    files = (path for folder in ("juesuan", "templates") for path in (ROOT / folder).rglob("*"))
    for path in files:
        if path.suffix in {".py", ".html", ".toml"}:
            yield path.read_text(encoding="utf-8")
        elif path.name == "report.docx":
            yield "".join(each.text for each in docx.Document(str(path)).paragraphs)


def test_every_command_that_the_manual_names_is_run(walk: Walk) -> None:
    named = {command_of(each.split()) for each in re.findall(r"`([^`]+)`", MANUAL) if _is_command(each)}
    known = {each[0] for each in walk.ran} | _of_readme()
    assert {each for each in named if len(each) > 1} - walk.ran - RUN_ELSEWHERE.keys() == set()
    assert {each[0] for each in named} - known == set()


def _is_command(words: str) -> bool:
    """Whether a code span is a command with its name; a whole one is run by the tests of the README."""
    return bool(command_of(words.split())[0])


def _of_readme() -> set[str]:
    spoken = (*test_readme.COMMANDS, *test_readme.SPOKEN)
    return {command_of(each.removeprefix("generate.py").split())[0] for each in spoken}


def test_the_files_that_the_manual_names_are_made(walk: Walk) -> None:
    chapters = "".join(words for _, words in passages()[: len(WALKED) - 1])
    named = set(re.findall(r"`([^`/ ]+)`", chapters)) - {"决算有据.exe", "生成报告.bat"}
    there = {path.name for path in walk.root.rglob("*")}
    assert {each for each in named if each not in there} == set()
