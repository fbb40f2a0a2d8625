"""C132, C133: one thing has one name in a report."""

import pytest

from juesuan import checks
from juesuan.checks.rule import problem
from juesuan.figures.derive import derive
from juesuan.model.document import Attachment, Block, Heading, Paragraph, Run
from juesuan.model.values import Cell
from juesuan.model.written_text import Statement
from tests.checks.book import RULES, advice, told
from tests.support.factories import accounts, department, words

TEXT = "文字材料.docx"


def statements(*texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(Cell(TEXT, f"第{place}段"), text) for place, text in enumerate(texts, start=1))


# ---- C133: how the department calls itself


def test_a_name_for_itself_that_stands_alone_is_told() -> None:
    given = statements("本部门开展自评。", "本部门收入增加。", "我校加强管理。")
    assert told(accounts(), "C133", statements=given) == [
        f"提示 C133　〔{TEXT}〕第3段：自称写“我校”1处（第3段），报告别处写“本部门”{advice('C133')}"
    ]


@pytest.mark.parametrize(
    ("own", "text"),
    [("我局", "我局与本部门"), ("", "本部门"), ("我局", "我们局里，本地单位，我校"), ("", "学校本校对稿")],
)
def test_the_name_that_is_given_and_that_of_the_form_are_not_mentioned(own: str, text: str) -> None:
    given = department(own_name=words(own) if own else None)
    assert told(accounts(department=given), "C133", statements=statements(text)) == []


def test_a_single_unit_is_called_a_unit_by_the_form() -> None:
    given = accounts(department=department(own_name=None, level=words("单位")))
    assert told(given, "C133", statements=statements("本单位按要求自评。")) == []
    (found,) = told(given, "C133", statements=statements("本部门按要求自评。"))
    assert "自称写“本部门”1处（第1段），报告别处写“本单位”" in found


def test_another_name_than_the_one_that_is_given_is_told() -> None:
    given = accounts(department=department(own_name=words("我局")))
    (found,) = told(given, "C133", statements=statements("本单位按要求自评。"))
    assert "自称写“本单位”1处（第1段），报告别处写“我局”" in found


# ---- C132: the name of the self-evaluation report

CITED = "安州县部门2024年部门整体支出绩效评价报告"
TITLE = "2024年安州县整体支出绩效自评报告"


def cited(title: str, *texts: str, is_own: bool = False) -> list[str]:
    finished: tuple[Block, ...] = (
        Heading(3, "heading 3", "（六）部门绩效评价结果", ""),
        Paragraph("正文", (Run(f"本部门开展自评，《{CITED}》见附件。"),)),
        Paragraph("附件标识", (Run("附件1"),)),
        Paragraph("附件标题", (Run(title),)),
    )
    attachments = (Attachment("附件/整体支出.docx", (), is_overall=True),) if is_own else ()
    given = accounts(attachments=attachments)
    evidence = checks.Evidence(given, derive(given), statements(*texts), document=checks.Document((), finished))
    rule = RULES["C132"]
    return [str(problem(rule, finding)) for finding in rule.check(evidence)]


def test_an_attachment_of_another_name_than_the_text_cites_is_told() -> None:
    said = f"“（六）部门绩效评价结果”写《{CITED}》，附件的标题是“{TITLE}”{advice('C132')}"
    assert cited(TITLE, is_own=True) == [f"警告 C132　附件/整体支出.docx：{said}"]
    assert cited(TITLE, f"《{CITED}》见附件。") == [f"警告 C132　〔{TEXT}〕第1段：{said}"]


def test_the_same_name_is_not_mentioned() -> None:
    assert cited(CITED, is_own=True) == []
    assert cited(TITLE) == []
