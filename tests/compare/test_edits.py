"""Other hands: each thing people do to the Word file, then a correction of the workbook, then the next report."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct, field

from juesuan.checks.texts import comparison
from juesuan.compare.edits import merge, pairing
from juesuan.compare.edits.differences import edits
from juesuan.compare.edits.join import joined
from juesuan.model import values
from juesuan.model.edit import Edit, EditKind, State
from juesuan.year.blank_workbook import Content
from tests.support import builder, handwriting, water_office, word_files
from tests.support.alterations import SEEN, Alteration
from tests.support.effort import examples
from tests.support.handwriting import Hand, Run

if TYPE_CHECKING:
    from tests.support.builder import Texts

Correction = Callable[[Content], Content]
Texting = Mapping[str, list[str]]


def income(content: Content) -> Content:
    """本年收入合计 370 -> 372万元: a sentence of the form has another number and another share."""
    return builder.changed(content, "收入支出", "本年收入合计", "本年决算数", 3720000)


def river(content: Content) -> Content:
    """执行数 of the first project 80 -> 87万元: the comparison with the budget is another, too."""
    return builder.changed(content, "绩效项目", "青禾河治理工程", "执行数", 840000)


def other_income(content: Content) -> Content:
    """A number of a public table: 365 -> 366万元."""
    return builder.changed(content, "收入支出", "一般公共预算财政拨款收入", "本年决算数", 3660000)


def term(content: Content) -> Content:
    return builder.changed(content, "名词解释", "基本支出", "解释", "指单位正常运转所需的支出。")


def without_floods(content: Content) -> Content:
    content = builder.without(content, "绩效项目", "山洪灾害防治经费")
    return builder.without(content, "绩效指标", "山洪灾害防治经费")


def nothing(content: Content) -> Content:
    return content


class Case(Struct, frozen=True):
    """What a hand does, what is corrected then, and what the next report has."""

    name: str
    hand: Callable[[Hand], None]
    state: tuple[State, ...]
    """Of the edits on the list, in order; empty where nothing is left to list."""
    says: tuple[str, ...] = ()
    """Lines that the next report has, from their beginning."""
    not_any_more: tuple[str, ...] = ()
    """Words that it has nowhere."""
    told: tuple[str, ...] = ()
    """Words of the messages."""
    correction: Correction = income
    texts: Texting = field(default_factory=dict)


CARRIED, CONFLICT, NUMBER, NAMED = State.CARRIED, State.CONFLICT, State.NUMBER, State.NAMED
INCOME = "2021年本年收入合计370.00万元，其中"
FLOODS = "2．山洪灾害防治经费项目绩效目标完成情况综述。"


def _two(hand: Hand) -> None:
    hand.add("这是主要职能的第二段。", "这是加的第三段。")
    hand.add("这是加的第三段。", "这是加的第四段，完成3件。")


def _number_and_words(hand: Hand) -> None:
    hand.say("2021年本年收入合计370.00万元", "2021年全年收入合计371.00万元")


def _bold_words(hand: Hand) -> None:
    paragraph = hand.paragraph("这是主要职能的第二段。")
    hand.type(paragraph, "这是主要职能的")
    hand.run(paragraph, "、特别重要的", b="1")
    hand.run(paragraph, "第二段。")
    for _ in range(2):
        paragraph.addprevious(etree.Element(handwriting.W + "p"))


def _moved(hand: Hand) -> None:
    hand.say("2021年本年收入合计370.00万元", "2021年全年收入合计370.00万元")
    hand.move("2021年全年收入合计370.00万元", "2021年度收、支总计382.00万元。")


CASES = (
    Case(
        "wording in a sentence",
        lambda hand: hand.say("主要变动原因是项目资金安排减少。", "变动主要是因为项目资金安排减少。"),
        (CARRIED,),
        (
            "2021年财政拨款收、支总计377.00万元。与2020年相比，财政拨款收、支总计各减少21.00万元，下降5.28%。"
            "变动主要是因为项目资金安排减少。",
            "2021年本年收入合计372.00万元",
        ),
        ("主要变动原因是项目资金安排减少。",),
        ("H01", "人工修改1已带入", "“四、财政拨款收入支出决算总体情况说明”第1段"),
    ),
    Case(
        "wording, and the workbook's number in the same sentence",
        lambda hand: hand.say("2021年本年收入合计370.00万元", "2021年全年的收入合计370.00万元"),
        (CARRIED,),
        ("2021年全年的收入合计372.00万元，其中：一般公共预算财政拨款收入365.00万元，占98.12%",),
        ("370.00",),
    ),
    Case(
        "a paragraph added",
        lambda hand: hand.add("这是主要职能的第二段。", "加的一段，写A&B {{ 收入 }}，用了12辆车。"),
        (CARRIED,),
        ("加的一段，写A&B {{ 收入 }}，用了12辆车。",),
        told=("H01", "加了“加的一段", "文字材料的“主要职能”", "generate.py drop 1"),
    ),
    Case(
        "two paragraphs added",
        _two,
        (CARRIED, CARRIED),
        ("这是加的第三段。", "这是加的第四段，完成3件。"),
    ),
    Case(
        "added at the end of an attachment",
        lambda hand: hand.add("山洪灾害防治经费的自评报告。", "附：现场照片另存。"),
        (CARRIED,),
        ("附：现场照片另存。",),
    ),
    Case(
        "a sentence deleted",
        lambda hand: hand.say(
            "决算数小于预算数的主要原因是没有发生公务接待。", "", "2021年“三公”经费财政拨款支出决算为"
        ),
        (CARRIED,),
        ("2021年“三公”经费财政拨款支出决算为0万元，完成预算0%，",),
        ("完成预算0%，决算数小于预算数的主要原因是没有发生公务接待。\n",),
    ),
    Case(
        "a paragraph deleted",
        lambda hand: hand.delete("各项金额均为0万元，不作图。"),
        (CARRIED,),
        not_any_more=("不作图",),
        told=("删去了“各项金额均为0万元，不作图。”",),
    ),
    Case(
        "a paragraph moved",
        lambda hand: hand.move("2021年末，青禾县水务局人员编制18名", "二、机构设置"),
        (CARRIED,),
        ("2021年末，青禾县水务局人员编制18名",),
        told=("移动了",),
    ),
    Case(
        "bold",
        lambda hand: hand.face("这是主要职能的第二段。", b="1"),
        (NAMED,),
        ("这是主要职能的第二段。",),
        told=("H04", "整段加粗"),
    ),
    Case(
        "words put in, in bold, and a line left empty",
        _bold_words,
        (CARRIED, NAMED),
        ("这是主要职能的、特别重要的第二段。",),
        told=("H04", "“、特别重要的”加粗", "前面空了2行"),
    ),
    Case(
        "a number of the workbook given up for another one in other words",
        lambda hand: hand.say("完成预算94%，", "超额兑现，达到104%，"),
        (CONFLICT,),
        ("5．农林水支出（类）水利（款）防汛（项）：支出决算为47.00万元，完成预算94%",),
        told=("H02", "超额兑现，达到104%"),
    ),
    Case(
        "size of the font",
        lambda hand: hand.face("这是主要职能的第二段。", sz="28"),
        (NAMED,),
        told=("H04", "整段字号改为四号"),
    ),
    Case(
        "a size that is none",
        lambda hand: hand.face("这是主要职能的第二段。", sz="大"),
        (NAMED,),
        told=("H04", "整段字号改了"),
    ),
    Case(
        "a number of the workbook changed",
        lambda hand: hand.say("支出决算为47.00万元", "支出决算为74.00万元"),
        (NUMBER,),
        ("5．农林水支出（类）水利（款）防汛（项）：支出决算为47.00万元",),
        ("74.00",),
        ("H03", "改成74.00万元，工作簿是47.00万元", "请改〔支出科目〕", "不要在 Word 里改"),
    ),
    Case(
        "a number and words changed",
        _number_and_words,
        (NUMBER,),
        ("2021年全年收入合计372.00万元，其中",),
        ("371.00", "本年收入合计372"),
        ("H03", "改成371.00万元，工作簿是372.00万元", "〔收入支出〕", "其余文字已带入"),
    ),
    Case(
        "a number that the workbook has by now",
        lambda hand: hand.say("2021年本年收入合计370.00万元", "2021年本年收入合计372.00万元"),
        (),
        ("2021年本年收入合计372.00万元",),
    ),
    Case(
        "a percentage changed",
        lambda hand: hand.say("基本支出240.00万元，占64.52%", "基本支出240.00万元，占64.25%"),
        (NUMBER,),
        told=("改成64.25%，工作簿是64.52%", "〔收入支出〕B"),
        not_any_more=("64.25",),
    ),
    Case(
        "a blank cell of a table filled",
        lambda hand: hand.fill("四、经营支出", 1, "12.34"),
        (CARRIED,),
        ("12.34",),
        told=("加了“12.34”", "“第五部分 附表”下第1张表 第6行第2格（四、上级补助收入）"),
    ),
    Case(
        "a figure in a table changed",
        lambda hand: hand.fill("一、基本支出", 1, "356.00"),
        (NUMBER,),
        not_any_more=("356.00",),
        told=("改成356.00，工作簿是366.00",),
        correction=other_income,
    ),
    Case(
        "a heading reworded",
        lambda hand: hand.say("（二）政府采购支出情况", "（二）政府采购情况"),
        (CARRIED,),
        ("（二）政府采购情况",),
        ("政府采购支出情况",),
    ),
    Case(
        "a caption reworded",
        lambda hand: hand.say("：支出决算结构图", "：2021年支出结构图"),
        (CARRIED,),
        ("图3：2021年支出结构图",),
        ("：支出决算结构图",),
    ),
    Case(
        "an explanation changed by both",
        lambda hand: hand.say("为保障机构正常运转、完成日常工作任务而发生的", "为机构正常运转而发生的"),
        (CONFLICT,),
        ("11．基本支出：指单位正常运转所需的支出。",),
        told=("H02", "指为机构正常运转而发生的人员支出和公用支出。", "现在是“11．基本支出：指单位正常运转"),
        correction=term,
    ),
    Case(
        "a paragraph edited that is no longer there",
        lambda hand: hand.say(FLOODS, FLOODS + "今年雨少。"),
        (CONFLICT,),
        not_any_more=("今年雨少。",),
        told=("H02", "今年雨少。", "报告里已经没有这一处"),
        correction=without_floods,
    ),
    Case(
        "a tracked change left in",
        lambda hand: hand.track("项目资金安排减少", "项目资金压减"),
        (CARRIED, NAMED),
        (
            "2021年一般公共预算财政拨款支出367.00万元，占本年支出合计的98.66%。与2020年相比，一般公共预算财政拨款支出"
            "减少19.00万元，下降4.92%。主要变动原因是人员减少，项目资金压减。",
        ),
        ("人员减少，项目资金安排减少",),
        ("H20", "李四留下的修订标记2处，都当作已经接受"),
    ),
    Case(
        "a comment",
        lambda hand: hand.comment("这是主要职能的第二段。", "这里再核一下", "王局"),
        (NAMED,),
        told=("H05", "王局：", "这里再核一下", "“这是主要职能的第二段。”处"),
    ),
    Case(
        "taken into the texts",
        lambda hand: hand.say("这是主要职能的第二段。", "这是主要职能的末段。"),
        (),
        ("这是主要职能的末段。",),
        texts={"主要职能": ["这是主要职能的第一段。", "这是主要职能的末段。"]},
    ),
    Case(
        "an added paragraph taken into the texts",
        lambda hand: hand.add("这是主要职能的第二段。", "第三段，共12件。"),
        (),
        ("第三段，共12件。",),
        texts={"主要职能": ["这是主要职能的第一段。", "这是主要职能的第二段。", "第三段，共12件。"]},
    ),
    Case(
        "a paragraph split, and the number in its second half corrected",
        lambda hand: hand.split("其中：一般公共预算财政拨款收入365.00万元"),
        (CARRIED,),
        ("2021年本年收入合计372.00万元，", "其中：一般公共预算财政拨款收入365.00万元，占98.12%"),
    ),
    Case(
        "two paragraphs joined, and the number in the second corrected",
        lambda hand: hand.join("人员经费215.00万元"),
        (CARRIED,),
        (
            "人员经费215.00万元，主要包括：基本工资、津贴补贴、奖金、机关事业单位基本养老保险缴费、职工基本医疗保险缴费、"
            "住房公积金等。公用经费24.00万元，主要包括：",
        ),
        correction=lambda content: builder.changed(content, "基本支出", "公用经费合计", "金额", 240000),
    ),
    Case(
        "a row added",
        lambda hand: hand.add_row("保护沿河农户", "", "效益指标", "经济效益指标", "减少损失", "50万元", "60万元"),
        (CARRIED,),
        ("经济效益指标", "减少损失", "50万元", "60万元"),
    ),
    Case(
        "a row deleted",
        lambda hand: hand.delete_row("保护沿河农户"),
        (CARRIED,),
        not_any_more=("保护沿河农户",),
    ),
    Case(
        "a paragraph moved and reworded, its number corrected",
        _moved,
        (CARRIED,),
        ("2021年全年收入合计372.00万元",),
    ),
    Case(
        "the same number written otherwise",
        lambda hand: hand.say("项目支出132.00万元", "项目支出132万元"),
        (CARRIED,),
        ("2021年本年支出合计372.00万元，其中：基本支出240.00万元，占64.52%；项目支出132万元",),
    ),
    Case(
        "a number written otherwise that the workbook changes",
        lambda hand: hand.say("2021年本年收入合计370.00万元", "2021年全年收入合计0370万元"),
        (CONFLICT,),
        ("2021年全年收入合计372.00万元",),
        ("0370",),
        told=("H02", "写成0370万元，现在是372.00万元", "其余文字已带入"),
    ),
    Case(
        "a number typed that the workbook has by now, written otherwise",
        lambda hand: hand.say("2021年本年收入合计370.00万元", "2021年本年收入合计0372万元"),
        (CARRIED,),
        ("2021年本年收入合计0372万元",),
        told=("H01",),
    ),
    Case(
        "a sign for a number",
        lambda hand: hand.say("项目支出132.00万元", "项目支出#"),
        (CARRIED,),
        ("2021年本年支出合计372.00万元，其中：基本支出240.00万元，占64.52%；项目支出#，",),
    ),
    Case(
        "the number of a caption",
        lambda hand: hand.retype("图3：支出决算结构图", "图9：支出结构图"),
        (CONFLICT,),
        ("图3：支出结构图",),
        ("图9",),
        told=("H02", "写成9，这个号由程序按顺序编；其余文字已带入"),
    ),
    Case(
        "the same number of a caption, written otherwise",
        lambda hand: hand.retype("图3：支出决算结构图", "图03：支出决算结构图"),
        (CONFLICT,),
        ("图3：支出决算结构图",),
        told=("H02", "写成03，这个号由程序按顺序编"),
    ),
    Case(
        "words behind the number of a caption",
        lambda hand: hand.retype("图3：支出决算结构图", "图3、012：支出决算结构图"),
        (CARRIED,),
        ("图3、012：支出决算结构图",),
    ),
    Case(
        "a caption without its number",
        lambda hand: hand.retype("图3：支出决算结构图", "支出决算结构图"),
        (CARRIED,),
        ("支出决算结构图", "图3："),
    ),
    Case(
        "words and a comparison that the workbook turns round",
        lambda hand: hand.say("2．公务用车购置及运行维护费支出0万元。", "2．公务用车方面支出0万元。"),
        (CARRIED,),
        ("2．公务用车方面支出0万元。公务用车购置及运行维护费支出决算比2020年减少1.00万元",),
        correction=lambda content: builder.changed(
            content, "三公经费", "公务用车购置及运行维护费", "上年决算数", 10000
        ),
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hands")


def content() -> Content:
    """The department with its public tables, some of whose cells are blank."""
    return builder.added(water_office.department(), "基本信息", {"项目": "附表", "内容": "是"})


@pytest.fixture(scope="module")
def before(folder: Path) -> Run:
    return handwriting.run(folder / "before", content())


@pytest.fixture(scope="module")
def base(before: Run) -> bytes:
    return before.base


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """The file that a hand was laid on is read for comparison once: most tests here begin with the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "side", lru_cache(maxsize=2)(pairing.side))
        yield


_RUNS: dict[str, Run] = {}


def corrected(folder: Path, case: Case) -> Run:
    """The next run; the same correction makes the same one."""
    now = case.correction(content())
    texts: Texts = water_office.texts(now, **case.texts)
    key = f"{now}{texts}"
    if key not in _RUNS:
        _RUNS[key] = handwriting.run(folder / str(len(_RUNS)), now, texts)
    return _RUNS[key]


_FOUND: dict[str, tuple[Edit, ...]] = {}


def found_in(base: bytes, case: Case) -> tuple[Edit, ...]:
    """The edits of a case, found once."""
    if case.name not in _FOUND:
        hand = Hand.on(base)
        case.hand(hand)
        _FOUND[case.name] = edits(base, hand.saved())
    return _FOUND[case.name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_hands_do_is_in_the_next_report_or_told(base: bytes, folder: Path, case: Case) -> None:
    now = corrected(folder, case)
    carried = now.carried(*found_in(base, case))
    found = handwriting.lines(now.finished(carried.word))
    told = "\n".join(map(str, carried.problems))
    assert tuple(kept.state for kept in carried.kept) == case.state, told
    for line in case.says:
        assert any(each.startswith(line) for each in found), (line, told)
    for words in case.not_any_more:
        assert not any(words in each for each in found), (words, told)
    for words in case.told:
        assert words in told
    assert len(carried.problems) == len(carried.kept)


# ---- another program


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_a_file_that_another_program_only_saved_has_no_edits(base: bytes, tmp_path: Path) -> None:
    assert edits(base, handwriting.resaved(base, tmp_path)) == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_of_a_file_that_another_program_saved_only_the_edits_are_told(base: bytes, tmp_path: Path) -> None:
    hand = Hand.on(handwriting.resaved(base, tmp_path))
    hand.retype("这是主要职能的第二段。", "这是主要职能的末段。")
    hand.fill("四、经营支出", 1, "12.34")
    found = edits(base, handwriting.resaved(hand.saved(), tmp_path))
    assert [(each.before, each.after) for each in found] == [
        ("这是主要职能的第二段。", "这是主要职能的末段。"),
        ("", "12.34"),
    ]


# ---- what is only named


def test_what_cannot_be_put_in_is_told_with_its_words(base: bytes, before: Run) -> None:
    hand = Hand.on(base)
    picture = next(hand.root.iter(handwriting.W + "drawing"))
    next(picture.iterancestors()).remove(picture)
    table = next(hand.root.iter(handwriting.W + "tbl"))
    next(table.iterancestors()).remove(table)
    hand.parts["word/footer1.xml"] = hand.parts["word/footer1.xml"].replace("— ".encode(), "内部资料 ".encode())
    carried = before.carried(*edits(base, hand.saved()))
    told = "\n".join(map(str, carried.problems))
    # where the picture was, there is an empty line now
    assert {kept.edit.kind for kept in carried.kept} == {
        EditKind.PICTURE,
        EditKind.TABLE,
        EditKind.HEADER,
        EditKind.FORMAT,
    }
    assert "删去或换掉了图片：收、支决算总计变动情况图" in told
    assert "删去了这张表" in told
    assert "加了页眉页脚：内部资料" in told
    assert carried.word is before.filled


# ---- run after run


def test_edits_can_be_kept_as_json(base: bytes) -> None:
    for case in CASES:
        for edit in found_in(base, case):
            assert msgspec.json.decode(msgspec.json.encode(edit), type=Edit) == edit
    kept = msgspec.json.decode(msgspec.json.encode(edit))
    for broken in ({}, {"number": 1}, {**kept, "sought": 3}, {**kept, "kind": "煮"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(broken, Edit)


def test_edits_go_on_from_run_to_run_and_are_taken_back(base: bytes, folder: Path) -> None:
    hand = Hand.on(base)
    hand.say("这是主要职能的第二段。", "这是主要职能的末段。")
    hand.add("这是机构设置的第二段。", "加的一段。")
    hand.delete("各项金额均为0万元，不作图。")
    first = edits(base, hand.saved())
    now = corrected(folder, Case("", lambda _: None, ()))
    written = now.finished(now.carried(*first).word)
    assert edits(hand.saved(), written) != ()
    hand = Hand.on(written)
    hand.say("这是主要职能的末段。", "这是主要职能的第二段。")
    hand.say("加的一段。", "加的一段，改过。")
    hand.add("这是主要职能的第一段。", "又加一段。")
    both = joined(first, edits(written, hand.saved()))
    assert [(each.number, each.kind, each.after) for each in both] == [
        (2, EditKind.DELETED, ""),
        (3, EditKind.ADDED, "加的一段，改过。"),
        (4, EditKind.ADDED, "又加一段。"),
    ]
    found = handwriting.lines(now.finished(now.carried(*both).word))
    assert [each for each in found if "主要职能的" in each or "加" in each[:2]] == [
        "这是主要职能的第一段。",
        "又加一段。",
        "这是主要职能的第二段。",
        "加的一段，改过。",
    ]


def test_the_same_edits_again_are_not_listed_twice(base: bytes) -> None:
    for case in CASES:
        found = found_in(base, case)
        assert joined(found, found) == found


# ---- numbers that people typed


def test_typed_numbers_have_marks_of_their_own(base: bytes, before: Run) -> None:
    hand = Hand.on(base)
    hand.add("这是主要职能的第二段。", "用了12辆车、3.5万元。")
    carried = before.carried(*edits(base, hand.saved()))
    assert [(each.text, str(each.cell)) for each in carried.typed] == [
        ("12", "〔人工修改〕第1处"),
        ("3.5", "〔人工修改〕第1处"),
    ]
    (line,) = (each for each in handwriting.filled_lines(carried.word) if "用了" in each)
    assert [(str(each.cell), each.text) for each in carried.statements] == [("〔人工修改〕第1处", line)]
    assert list(values.printed(line)) == [(before.first, "12"), (before.first + 1, "3.5")]


def test_a_wrong_number_in_words_by_hand_is_found_by_the_rules(before: Run, base: bytes) -> None:
    hand = Hand.on(base)
    hand.add("这是主要职能的第二段。", "全年机关运行经费26.00万元。")
    carried = before.carried(*edits(base, hand.saved()))
    words = before.words
    compared = comparison.compare(
        before.accounts,
        before.figures,
        (*words.statements, *carried.statements),
        (*words.typed, *carried.typed),
    )
    told = [each for each in compared.relations if each.number.cell.sheet == "人工修改" and not each.holds]
    assert [each.code for each in told] == ["C903"]
    assert compared.typed[-1].is_unlinked


@pytest.mark.covered_elsewhere
def test_a_row_in_a_long_table_is_one_edit() -> None:
    def table(count: int, new: str = "") -> str:
        rows = [("科目", "金额"), *((f"第{place}项", f"{place}.00") for place in range(count))]
        rows[3:3] = [(new, "7.00")] if new else []
        cells = ("".join(f"<w:tc>{word_files.paragraph(text)}</w:tc>" for text in row) for row in rows)
        return (
            "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>" + word_files.paragraph("完")
        )

    (edit,) = edits(word_files.docx(table(1500)), word_files.docx(table(1500, "加的一项")))
    assert (edit.kind, edit.after) == (EditKind.ROW_ADDED, "加的一项\t7.00")


def test_without_edits_the_file_is_the_same(before: Run, base: bytes) -> None:
    assert edits(base, base) == ()
    assert before.carried().word is before.filled


# ---- one value, several spellings

STANDS, TOLD = "stands", "told"
SPELLINGS = (
    # as it was, as people wrote it; what comes of it where the number stays, and where another comes
    ("12个", "012个", STANDS, TOLD),
    ("12个", "12.0个", STANDS, TOLD),
    ("12个", "１２个", STANDS, TOLD),
    ("12个", "12 个", STANDS, TOLD),
    ("12个", "十二个", STANDS, TOLD),
    ("12个", "#个", STANDS, STANDS),
    ("12名", "12人", STANDS, TOLD),
    ("0个", "00个", STANDS, TOLD),
    ("0个", "零个", STANDS, TOLD),
    ("0个", "〇个", STANDS, TOLD),
    ("2021年", "二〇二一年", STANDS, TOLD),
    ("370.00万元", "370万元", STANDS, TOLD),
    ("370.00万元", "3700000元", STANDS, TOLD),
    ("370.00万元", "0.037亿元", STANDS, TOLD),
    ("370.00万元", "三百七十万元", STANDS, TOLD),
    ("1234.00万元", "1,234.00万元", STANDS, TOLD),
    ("1,234.00万元", "1234.00万元", STANDS, TOLD),
    ("1,234.00万元", "1，234.00万元", TOLD, TOLD),
    ("94%", "94％", STANDS, TOLD),
    ("94%", "94.0%", STANDS, TOLD),
    ("94%", "百分之九十四", STANDS, TOLD),
    ("94%", "94个百分点", TOLD, TOLD),
)


def outcome(base: str, hand: str, ours: str, typed: str) -> str:
    """What becomes of a number that people typed."""
    try:
        merged = merge.merge(base, hand, ours, figures=1)
    except merge.Conflict:
        return TOLD
    if any(each.typed == typed for each in merged.refused):
        return TOLD
    return STANDS if typed in values.plain("".join(each.text for each in merged.pieces)) else "lost"


@pytest.mark.parametrize(("was", "typed", "same", "another"), SPELLINGS)
def test_another_spelling_of_a_number_stands_in_the_text_or_is_told(
    was: str, typed: str, same: str, another: str
) -> None:
    def text(number: str) -> str:
        return f"全年完成{number}，比上年好。"

    now = was.replace("1", "7").replace("0", "8").replace("9", "7")
    for serial in (0, 5):  # of a figure, of a number that a person typed into the texts
        expected = {same, STANDS} if serial else {same}
        assert outcome(text(was), text(typed), text(values.mark(serial, was)), typed) in expected
        assert outcome(text(was), text(typed), text(values.mark(serial, now)), typed) == another
        assert outcome(text(now), text(typed), text(values.mark(serial, was)), typed) in {same, another}
    assert outcome(text(was), text(typed), text(was), typed) == STANDS
    assert outcome(text(was), text(typed), text(now), typed) == another
    assert outcome("", text(typed), text(values.mark(0, was)), typed) != "lost"


def _reworded(before: str, after: str, kind: EditKind = EditKind.REWRITTEN) -> Edit:
    return Edit(number=0, kind=kind, place="", before=before, after=after)


@pytest.mark.parametrize(
    ("earlier", "later", "left"),
    [
        # words taken back, while the workbook has brought another number
        (("收入1", "全年收入1"), ("全年收入2", "收入2"), []),
        (("收入1", "全年收入1"), ("全年收入2", "收入9"), ["全年收入1", "收入9"]),
        (("收入1", "全年收入1"), ("全年收入2", "收入02"), ["全年收入1", "收入02"]),
        (("收入1", "收入1，用车2辆"), ("收入1，用车2辆", "收入1"), []),
        (("收入1，用车2辆", "收入1"), ("收入1", "收入1，用车2辆"), []),
        (("收入1，用车2辆", "收入1"), ("收入1", "收入1，用车3辆"), ["收入1", "收入1，用车3辆"]),
        # a number that was refused, wished for otherwise or beside another
        (("收入1，支出2", "收入3，支出2"), ("收入1，支出2", "收入4，支出2"), ["收入4，支出2"]),
        (("收入1，支出2", "收入3，支出2"), ("收入1，支出2", "收入1，支出4"), ["收入3，支出2", "收入1，支出4"]),
        # a number that was carried, and the next one
        (("收入1，支出2", "收入3，支出2"), ("收入3，支出2", "收入4，支出2"), ["收入3，支出2", "收入4，支出2"]),
        (("收入1，支出2", "收入3，支出2"), ("收入3，支出2", "收入1，支出2"), []),
    ],
)
def test_no_number_is_forgotten_where_edits_of_two_years_meet(
    earlier: tuple[str, str], later: tuple[str, str], left: list[str]
) -> None:
    held = joined([], [_reworded(*earlier)])
    assert [each.after for each in joined(held, [_reworded(*later)])] == left


def test_what_was_deleted_and_is_written_again_with_another_number_is_not_only_put_back() -> None:
    held = joined([], [_reworded("用车2辆。", "", EditKind.DELETED)])
    assert joined(held, [_reworded("", "用车2辆。", EditKind.ADDED)]) == ()
    again = joined(held, [_reworded("", "用车02辆。", EditKind.ADDED)])
    assert [each.after for each in again] == ["", "用车02辆。"]


# ---- nothing is lost

_LETTERS = "水利工程建设收入支出合计增加减少，。；：（）0123456789.%万元 A&<>{}{%\"'#０１２．％-〇零十图"


class Stroke(Struct, frozen=True):
    """One thing a hand does somewhere in the file."""

    kind: str
    where: float
    """How far down, from 0 to 1."""
    words: str


strokes = st.lists(
    st.builds(
        Stroke,
        st.sampled_from(["retype", "begin", "end", "middle", "add", "fill", "split"]),
        st.floats(0, 1),
        st.text(_LETTERS, min_size=1, max_size=12).filter(lambda words: words.strip()),
    ),
    min_size=1,
    max_size=4,
)


def stroke(hand: Hand, each: Stroke) -> None:
    """Done to a paragraph outside the contents, or to a cell."""
    of_cells = [p for cell in hand.root.iter(handwriting.W + "tc") for p in cell.findall(handwriting.W + "p")]
    told = [
        p
        for p in hand.root[0].findall(handwriting.W + "p")
        if handwriting.text(p).strip() and not handwriting.is_of_contents(p)
    ]
    found = of_cells if each.kind == "fill" else told
    paragraph = found[min(int(each.where * len(found)), len(found) - 1)]
    words = handwriting.text(paragraph)
    half = len(words) // 2
    now = {
        "retype": each.words,
        "fill": each.words,
        "begin": each.words + words,
        "end": words + each.words,
        "middle": words[:half] + each.words + words[half:],
        "add": words,
        "split": words[:half],
    }[each.kind]
    hand.type(paragraph, now)
    if each.kind in {"add", "split"}:
        added = hand.type_behind(paragraph, each.words if each.kind == "add" else each.words + words[half:])
        assert handwriting.text(added)


_PART = re.compile(r"\d[\d,.]*|(?!\s)[^\d]+(?<!\s)")


def lost(written: str, base: str, found: str) -> list[str]:
    """The numbers of a line, and the words between them, that people wrote and that stand nowhere now.

    What stands in the file between the same letters before any hand came is the program's; half a number is none.
    """
    whole, line = set(_PART.findall(found)), f"\n{written}\n"
    parts = _PART.finditer(written)
    typed = [part for part in parts if line[part.start() : part.end() + 2] not in base]
    return [part[0] for part in typed if part[0] not in (whole if part[0][0].isdecimal() else found)]


@pytest.fixture(scope="module")
def two_runs(before: Run, folder: Path) -> Callable[[], tuple[Run, Run]]:
    """The first run and the next; behind a function, or a failure would print them."""
    now = corrected(folder, Case("", lambda _: None, ()))
    return lambda: (before, now)


@pytest.mark.covered_elsewhere
@settings(max_examples=examples(15))
@given(done=strokes)
@example(done=[Stroke("begin", 0.5625, "0")])
@example(done=[Stroke("begin", 0.5625, "０")])
@example(done=[Stroke("begin", 0.5625, "#")])
@example(done=[Stroke("end", 0.4, "%"), Stroke("retype", 0.3, "图012：收入")])
@example(done=[Stroke("fill", 0.4, "012"), Stroke("fill", 0.5, "12.0"), Stroke("fill", 0.6, "1，2")])
def test_what_was_written_by_hand_is_in_the_text_or_told(
    two_runs: Callable[[], tuple[Run, Run]], done: list[Stroke]
) -> None:
    before, now = two_runs()
    _typed(before.base, done, now, ())


@pytest.mark.covered_elsewhere
@settings(max_examples=8)
@given(first=strokes, second=strokes)
def test_so_is_what_was_written_into_the_report_that_has_it(
    two_runs: Callable[[], tuple[Run, Run]], first: list[Stroke], second: list[Stroke]
) -> None:
    before, now = two_runs()
    held, written = _typed(before.base, first, now, ())
    _typed(written, second, before, held)


def _typed(base: bytes, done: list[Stroke], now: Run, held: tuple[Edit, ...]) -> tuple[tuple[Edit, ...], bytes]:
    """The edits that are kept and the next report, after what was written into ``base`` has been looked for."""
    hand = Hand.on(base)
    for each in done:
        stroke(hand, each)
    theirs = hand.saved()
    carried = now.carried(*joined(held, edits(base, theirs)))
    finished = now.finished(carried.word)
    found = "\n".join([*handwriting.lines(finished), *map(str, carried.problems)])
    before = "\n".join(["", *handwriting.lines(base), ""])
    written = set(handwriting.lines(theirs)) - set(handwriting.lines(base))
    assert [part for line in sorted(written) for part in lost(line, before, found)] == []
    assert not any(values.is_cut(line) for line in handwriting.filled_lines(carried.word))
    assert not any(
        words in line for line in handwriting.lines(finished) for words in map(chr, range(0xF0000, 0xF0100))
    )
    return tuple(kept.edit for kept in carried.kept), finished


PAGES = {"a number of the contents"}
"""What needs numbers of pages, which the report has only at the end of a run."""


@pytest.mark.parametrize(
    "alteration", [each for each in SEEN if each.name not in PAGES], ids=lambda each: each.name
)
def test_whatever_a_reader_sees_is_carried_or_told(base: bytes, before: Run, alteration: Alteration) -> None:
    hand = Hand.on(base)
    alteration.change(hand)
    found = edits(base, hand.saved())
    carried = before.carried(*found)
    assert found
    assert len(carried.problems) >= len(carried.kept) == len(found)
    assert all(re.fullmatch("H0[1-5]|H2[0-9]", problem.code) for problem in carried.problems)


LOOKS = {"white", "a dark cell", "a row of no height", "a hidden mark"}


def test_what_is_written_as_before_is_passed_over_and_nothing_is_lost_by_it(base: bytes) -> None:
    """With styles that are written otherwise all is compared, and no more is told."""
    hand = Hand.on(base)
    for each in SEEN:
        if each.name in LOOKS:
            each.change(hand)
    third = [each for each in hand.root.iter(handwriting.W + "pStyle") if each.get(handwriting.W + "val") == "3"]
    for heading in third[2:]:
        heading.set(handwriting.W + "val", "2")
    found = edits(base, hand.saved())
    hand.parts["word/styles.xml"] += b"<!-- another program -->"
    assert edits(base, hand.saved()) == found
    told = "\n".join(each.after for each in found)
    for words in ("字色改为FFFFFF", "底纹改了", "行高改了", "段落标记隐藏", "样式改为“heading 3”"):
        assert words in told
