"""What the page of verification is made from in tests: a small report by hand, and the sample's."""

from datetime import UTC, datetime
from typing import Any

from charts.data import Drawing
from juesuan import reading
from juesuan.checks.rule import Rule
from juesuan.figures import chart_data, derive, phrases, provenance
from juesuan.model import editions, identity, values
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture, Run, Table, TableCell
from juesuan.model.identity import About
from juesuan.model.problems import Problem, Severity
from juesuan.model.values import MONEY, PERCENT, Cell, Figure
from juesuan.model.written_text import Typed
from juesuan.ooxml import blocks
from juesuan.web import Verification
from juesuan.word import fill
from juesuan.wording import vocabulary
from tests.support import factories, report

NOW = factories.figure("7552797.98", MONEY, "收支.收入", 0)
LAST = Figure("收支.收入.上年", factories.figure(5632800).value, MONEY, "按表填列", (Cell("表", "C1"),), 1)
CHANGE = Figure("收支.收入.增减", NOW.value - LAST.value, MONEY, "本年数－上年数", (NOW, LAST), 2)
RATE = Figure("收支.收入.增减率", CHANGE.value * 100 / LAST.value, PERCENT, "增减÷上年数", (CHANGE, LAST), 3)
FIGURES = {figure.name: figure for figure in (NOW, LAST, CHANGE, RATE)}
TYPED = (
    Typed("38", Cell("文字", "第1段"), "〔业务指标〕B5 签约项目"),
    Typed("15", Cell("文字", "第2段")),
    Typed("3", Cell("文字", "第2段"), is_name=True),
)

ERROR = Problem(
    "C101", Severity.ERROR, "〔表〕B1", "收入多9.50元", "请改正。", "一、收支",
    ("〔表〕B1", "〔表〕B2"), "1.00元", "10.50元", "多9.50元",
)  # fmt: skip
WARNING = Problem("C811", Severity.WARNING, "〔表〕D9", "没有写原因", "请写。", difference="减少3元")
EXPLAINED = Problem("C812", Severity.WARNING, "〔表〕E9", "多出一倍", "请写。", explained="上年没有开展。")
HINT = Problem("C109", Severity.HINT, "〔基本信息〕B13", "总计口径不同", "看一眼。")
RULE = Rule("C101", Severity.ERROR, "一、收支", "收入等于各项之和", "合计是加出来的。", "请改正。", lambda _: ())


def number(figure: Figure) -> str:
    return phrases.text(figure)


def typed(place: int) -> str:
    return values.mark(len(FIGURES) + place, TYPED[place].text)


def paragraph(text: str, style: str = "Normal") -> Paragraph:
    return Paragraph(style, (Run(text),))


BLOCKS: tuple[Block, ...] = (
    paragraph("目  录", "目录标题"),
    Contents(2),
    Heading(1, "heading 1", "第1部分　概况", "a"),
    paragraph(f"收入{number(NOW)}，比上年增加{number(CHANGE)}，增长{number(RATE)}。"),
    paragraph(f"签约{typed(0)}个。用了{typed(1)}天，第{typed(2)}次，附件第12号。"),
    Picture("收入：柱形图", b"", 0, 0),
    Heading(2, "heading 2", "二、表", "b"),
    Table(
        (1000, 3000),
        1,
        (
            (TableCell((paragraph("项目"),), 1, 1), TableCell((paragraph("金额"),), 1, 1)),
            (TableCell((paragraph("收入"),), 1, 1), TableCell((paragraph(number(NOW)),), 1, 1)),
        ),
    ),
)
ABOUT = About(title="水务局2021年度部门决算", author="水务局", created=datetime(2022, 9, 1, tzinfo=UTC))


def found(**parts: Any) -> Verification:
    """A small report with one problem of each standing; each part can be given."""
    given: dict[str, Any] = {
        "about": ABOUT,
        "problems": (HINT, EXPLAINED, WARNING, ERROR),
        "figures": FIGURES,
        "typed": TYPED,
        "blocks": BLOCKS,
        "rules": (RULE,),
        "sources": {"决算数据.xlsx": "3f2a91c07d5e"},
    }
    whole = {**given, **parts}
    figures, typed = whole.pop("figures"), whole.pop("typed")
    numbers = provenance.numbers(provenance.origins(figures), typed, whole["problems"])
    return Verification(numbers=numbers, **whole)


def sample() -> Verification:
    """The sample's report, without its charts."""
    accounts, _ = reading.read(reading.given(report.SAMPLE))
    figures = derive.derive(accounts)
    tags = vocabulary.build(accounts, figures)
    charts = chart_data.charts(accounts, figures)
    drawings = {chart.name: Drawing(chart.name, "图略", b"", b"", 0, 0) for chart in charts}
    filled = fill.render(editions.named(accounts.department.edition.text).template, tags.tags, drawings)
    about = identity.about(accounts)
    return found(about=about, problems=(), figures=figures, typed=tags.typed, blocks=blocks.of(filled))
