"""C806 to C808: what was taken over from last year and not made new."""

import pytest
from msgspec.structs import replace

from juesuan.model import document
from juesuan.model.accounts import Accounts, Passage, Term
from juesuan.model.values import Cell
from juesuan.model.written_text import bare
from tests.checks.book import advice, named, problems, told
from tests.support.factories import accounts, department, indicator, item, project, words

FILE = "文字材料.docx"


def texts(**passages: str | tuple[str, ...]) -> Accounts:
    """Accounts of 2021 with paragraphs under headings."""
    return accounts(
        texts={
            heading: tuple(
                Passage(text, 0, Cell(FILE, f"“{heading}”第{place}段"))
                for place, text in enumerate((found,) if isinstance(found, str) else found, start=1)
            )
            for heading, found in passages.items()
        }
    )


def last(**passages: str | tuple[str, ...]) -> Accounts:
    """The same of 2020."""
    return replace(texts(**passages), department=department(year=2020))


# ---- C806


def test_a_mark_in_a_text_is_an_error() -> None:
    given = texts(主要职能="〔待确认〕贯彻水法，管理水资源。", 机构设置="内设三个股室。")
    assert told(given, "C806") == [
        f"错误 C806　〔{FILE}〕“主要职能”第1段：还写着“〔待确认〕”：“贯彻水法，管理水资源。”" + advice("C806")
    ]
    assert problems(given, "C806")[0].is_open_error


@pytest.mark.parametrize(
    "typed",
    [
        "〔待确认〕", "［待确认］", "[待确认]", "【待确认】", "（待确认）", "(待确认)", "(待确认)?", "(待确认？)",
        "〔 待确认 〕", "〔待 确认〕", "〔待确认", "待确认〕", "待确认]", "﹝待确认﹞", "[待确认",
    ],
)  # fmt: skip
def test_a_mark_is_known_however_it_is_typed(typed: str) -> None:
    assert len(told(texts(主要职能=f"{typed}职能。"), "C806")) == 1
    assert "待" not in bare(f"{typed}职能。")


@pytest.mark.parametrize(
    "text", ["对待确认的事项从速办理。", "待确认后公布。", "（待确认收入）另计。", "等待确认。"]
)
def test_words_that_are_no_mark_are_left_alone(text: str) -> None:
    assert told(texts(主要职能=text), "C806") == []
    assert bare(text) == text


def test_a_mark_in_a_name_or_a_cell_is_told_with_its_place() -> None:
    given = accounts(
        three_public={"receptions": {"note": "〔待确认〕接待"}},
        functional_items=(item("213", name="农林水支出[待确认]"),),
        indicators=(indicator("河道", 1, group="〔待确认〕"),),
        projects=(project("[待确认]治理", 1, 1),),
        terms=(Term(words("名词", "A5", "名词解释"), words("指〔待确认〕。", "B5", "名词解释")),),
        attachments=(
            document.Attachment(
                "附件/整体.docx",
                (
                    document.AttachedParagraph(
                        "Body", (document.Run("（待确认）得分"),), Cell("附件/整体.docx", "第3段")
                    ),
                ),
            ),
        ),
    )
    assert named(given, "C806") == {"H9", "A213", "A河道", "A[待确认]治理", "B5", "第3段"}


def test_many_marks_under_one_heading_are_one_finding() -> None:
    given = texts(重点工作完成情况=("〔待确认〕做了一件事。",) * 11, 机构设置=("〔待确认〕内设股室。",) * 2)
    assert told(given, "C806") == [
        f"错误 C806　〔{FILE}〕“重点工作完成情况”第1段：“重点工作完成情况”有 11 处写着“〔待确认〕”，"
        f"从这里到第11段{advice('C806')}",
        f"错误 C806　〔{FILE}〕“机构设置”第1段：还写着“〔待确认〕”：“内设股室。”{advice('C806')}",
        f"错误 C806　〔{FILE}〕“机构设置”第2段：还写着“〔待确认〕”：“内设股室。”{advice('C806')}",
    ]
    assert len(problems(given, "C806")[0].cells) == 11


def test_a_mark_hides_no_other_rule() -> None:
    given = texts(重点工作完成情况=("〔待确认〕一、防洪。", "二、供水。", "〔待确认〕四、节水。"))
    assert ["应为“三”" in each for each in told(given, "C837")] == [True]


# ---- C807


def test_a_paragraph_that_is_last_years_is_a_hint() -> None:
    same = "组织开展河道巡查，整治乱占乱建问题。"
    now = texts(重点工作完成情况=("全年治理河道13公里，比上年增加较多。", f"〔待确认〕{same}", same))
    before = last(重点工作完成情况=("全年治理河道12公里，比上年增加较多。", same))
    assert told(now, "C807", last=before) == [
        f"提示 C807　〔{FILE}〕“重点工作完成情况”第2段：文字里有 2 段与上年一字不差"
        f"（“重点工作完成情况”第2段、“重点工作完成情况”第3段）{advice('C807')}"
    ]


def test_what_is_true_in_any_year_short_or_alive_is_not_mentioned() -> None:
    same = {
        "主要职能": "贯彻执行水法律法规，管理全县的水资源。",
        "机构设置": "内设办公室、规划股、水政股三个股室。",
        "预算绩效管理情况": "做好防汛抗旱工作。",
        "重点工作完成情况": "全年治理河道{{ 业务.治理河道 }}，建成供水工程。",
    }
    assert told(texts(**same), "C807", last=last(**same)) == []
    assert told(texts(**same), "C80") == []


# ---- C808


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("2020年，全年治理河道12.5公里。", "2020年，全年治理河道12.5公里。"),
        ("2020年，全年治理河道12.5公里。", "〔待确认〕2020年，全年治理河道13.8公里。"),
        ("一是在2020年全省水利大会上受到表彰。", "一是在2020年全省水利大会上受到表扬。"),
        ("截至2020年底，建成水库12座。", "截至2020年底，建成水库13座。"),
    ],
)
def test_a_sentence_that_kept_last_years_year_is_told(before: str, now: str) -> None:
    (problem,) = problems(texts(重点工作完成情况=now), "C808", last=last(重点工作完成情况=before))
    assert problem.where == f"〔{FILE}〕“重点工作完成情况”第1段"
    assert problem.message.startswith("这句话和上年的差不多，年份还是2020年：“")
    assert (problem.found, problem.expected) == ("2020年", "2021年")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("2020年，全年治理河道12.5公里。", "2021年，全年治理河道13.8公里。"),
        ("2020年末有学生812人，比2019年增加12人。", "2021年末有学生820人，比2020年增加8人。"),
        ("按《2020年水利规划》实施。", "按《2020年水利规划》实施。"),
        ("项目于2020年3月开工。", "项目于2020年3月开工。"),
        ("2020年，全年治理河道12.5公里。", "2020年全县发生较大洪水三次，今年没有发生。"),
        ("无。", "2020年，全年治理河道12.5公里。"),
    ],
)
def test_a_year_that_may_stand_is_left_alone(before: str, now: str) -> None:
    assert told(texts(重点工作完成情况=now), "C808", last=last(重点工作完成情况=before)) == []
