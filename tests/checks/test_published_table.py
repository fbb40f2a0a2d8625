"""The self-evaluation table published from 2022 on: a planted slip is told of a workbook and of an attachment."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from lxml import etree
from msgspec import Struct
from msgspec.structs import asdict, replace

from charts.data import Drawing
from juesuan import checks
from juesuan.checks.rule import Evidence, problem
from juesuan.figures import chart_data
from juesuan.figures.derive import derive
from juesuan.model import editions
from juesuan.model.accounts import Accounts
from juesuan.model.problems import Problem
from juesuan.model.values import plain
from juesuan.ooxml import package
from juesuan.ooxml.elements import W
from juesuan.reading import workbook
from juesuan.reading.attachments import document
from juesuan.word import fill
from juesuan.wording import vocabulary
from juesuan.year.blank_workbook import Content, Value
from tests.support import builder, water_office
from tests.support.factories import passages

RIVERS, LEVEE, FINISHED = "青禾河治理工程", "新建堤防", "完工时间"
OF_THE_TABLE = frozenset({"C701", "C702", "C704", "C705", "C706", *(f"C7{number}" for number in range(11, 26))})
CLEAN = water_office.as_published(water_office.of_2022())
WHEN = datetime(1980, 1, 1, tzinfo=UTC)


def read(content: Content) -> Accounts:
    book = workbook.of(builder.grids(content), [])
    written = water_office.texts(content, **water_office.PUBLISHED_TEXTS)
    texts = {key: passages(*lines) for key, lines in written.items()}
    return Accounts(**asdict(book), texts=texts)


def found(accounts: Accounts) -> list[Problem]:
    figures = derive(accounts)
    words = vocabulary.build(accounts, figures)
    evidence = Evidence(accounts, figures, words.statements)
    rules = [rule for rule in checks.RULES if rule.code in OF_THE_TABLE]
    return [problem(rule, finding) for rule in rules for finding in rule.check(evidence)]


def changed(*changes: tuple[str, str, str, Value]) -> Content:
    content = CLEAN
    for sheet, row, column, value in changes:
        rows = [{**each, column: value} if row in (each.get("三级指标"), each["项目名称"]) else each
                for each in content[sheet]]  # fmt: skip
        assert rows != content[sheet]
        content = {**content, sheet: rows}
    return content


@pytest.fixture(scope="module")
def made() -> bytes:
    """The table of the first project as the program prints it, alone in a Word file."""
    accounts = read(CLEAN)
    figures = derive(accounts)
    charts = chart_data.charts(accounts, figures)
    drawings = {chart.name: Drawing(chart.name, "", b"", b"", 0, 0) for chart in charts}
    form = editions.named("四川2022").template
    word = fill.render(form, vocabulary.build(accounts, figures).tags, drawings)
    body = word.root.find(W + "body")
    assert body is not None
    for block in list(body):
        if "指标性质" not in said(block):
            body.remove(block)
    for text in word.root.iter(W + "t"):
        text.text = plain(text.text or "")
    return package.packed(word, WHEN)


def attached(data: bytes, content: Content = CLEAN) -> tuple[Accounts, list[Problem]]:
    """The accounts with the file as attachment, and what reading it had to say of the table."""
    problems: list[Problem] = []
    taken = document.take("附件/自评表.docx", data, problems)
    return replace(read(content), attachments=(taken,)), [each for each in problems if each.code == "A07"]


def with_cells(data: bytes, cells: Mapping[tuple[str, int], str]) -> bytes:
    """The file with other words in some cells, each named by words of its row and its number in the row."""
    word = package.open_word(data)
    for (label, number), words in cells.items():
        row = next(row for row in word.root.iter(W + "tr") if label in map(said, row.iter(W + "tc")))
        first, *others = list(row.iter(W + "tc"))[number].iter(W + "t")
        first.text = words
        for other in others:
            other.text = ""
    return package.packed(word, WHEN)


def said(cell: etree._Element) -> str:
    return "".join(map(str, cell.itertext()))


def test_a_clean_table_is_not_mentioned(made: bytes) -> None:
    assert [str(each) for each in found(read(CLEAN)) if each.code != "C725"] == []
    accounts, unread = attached(made)
    assert unread == []
    assert [project.name.text for project in accounts.attachments[0].evaluated] == [RIVERS]
    assert [str(each) for each in found(accounts) if each.code != "C725"] == []


class Slip(Struct, frozen=True):
    """A slip in the workbook and the same in the finished table, with the codes it is told by and its cell."""

    code: str
    workbook: Sequence[tuple[str, str, str, Value]]
    place: str
    table: Mapping[tuple[str, int], str]
    printed_place: str


PROJECTS, INDICATORS = "绩效项目", "绩效指标"
SLIPS = {
    "a source of the budget": Slip(
        "C701", [(PROJECTS, RIVERS, "预算数中单位资金", 30000)], "〔绩效项目〕C5",
        {("单位资金", 3): "3.00"}, "第7行第4格",
    ),
    "a source of what was spent": Slip(
        "C701", [(PROJECTS, RIVERS, "执行数中财政拨款", 970000)], "〔绩效项目〕F5",
        {("其中：财政资金", 4): "97.00"}, "第7行第5格",
    ),
    "a source of the first budget": Slip(
        "C701", [(PROJECTS, RIVERS, "年初预算数中单位资金", 200000)], "〔绩效项目〕B5",
        {("单位资金", 2): "20.00"}, "第7行第3格",
    ),
    "more spent than budgeted from one source": Slip(
        "C702",
        [(PROJECTS, RIVERS, "执行数中财政拨款", 770000), (PROJECTS, RIVERS, "执行数中单位资金", 30000)],
        "〔绩效项目〕T5",
        {("其中：财政资金", 4): "77.00", ("单位资金", 4): "3.00"}, "第10行第5格",
    ),
    "a weight": Slip(
        "C713", [(INDICATORS, LEVEE, "权重", 31), (INDICATORS, LEVEE, "得分", 31)], "〔绩效指标〕I5",
        {(LEVEE, 7): "31", (LEVEE, 9): "31"}, "第13行第8格",
    ),
    "a score beyond its weight": Slip(
        "C714", [(INDICATORS, LEVEE, "得分", 31)], "〔绩效指标〕J6", {(LEVEE, 9): "31"}, "第14行第10格",
    ),
    "points for the execution that its rate does not give": Slip(
        "C716", [(PROJECTS, RIVERS, "预算执行得分", 10)], "〔绩效项目〕J5", {("总额", 7): "10"}, "第7行第8格",
    ),
    "a sum of all points": Slip(
        "C715", [(PROJECTS, RIVERS, "自评得分", 97)], "〔绩效项目〕K5", {("合计", 3): "97"}, "第18行第4格",
    ),
    "a grade": Slip(
        "C704", [(PROJECTS, RIVERS, "自评等级", "良")], "〔绩效项目〕L5",
        {("评价结论", 1): "自评得分98.7分，等级为“良”。"}, "第19行第2格",
    ),
    "lost points without a reason": Slip(
        "C717", [(INDICATORS, FINISHED, "偏差原因", "")], "〔绩效指标〕D7", {(FINISHED, 10): ""}, "第15行第4格",
    ),
    "all points though there is less": Slip(
        "C720", [(INDICATORS, LEVEE, "实际完成指标值", "2公里")], "〔绩效指标〕J6",
        {(LEVEE, 8): "2"}, "第14行第10格",
    ),
    "all points though there is more": Slip(
        "C720",
        [(INDICATORS, FINISHED, "得分", 15), (INDICATORS, FINISHED, "偏差原因", "")], "〔绩效指标〕J7",
        {(FINISHED, 9): "15", (FINISHED, 10): ""}, "第15行第10格",
    ),
    "all points though it is not equal": Slip(
        "C720", [(INDICATORS, "沿河农户满意度", "指标性质", "=")], "〔绩效指标〕J9",
        {("沿河农户满意度", 4): "＝"}, "第17行第10格",
    ),
    "no leader": Slip(
        "C721", [(PROJECTS, RIVERS, "项目负责人", "")], "〔绩效项目〕A5", {("项目负责人", 1): ""}, "第1行第2格",
    ),
    "no finance officer": Slip(
        "C721", [(PROJECTS, RIVERS, "财务负责人", "")], "〔绩效项目〕A5", {("财务负责人", 3): ""}, "第1行第2格",
    ),
    "no sign": Slip(
        "C722", [(INDICATORS, "治理河道长度", "指标性质", "")], "〔绩效指标〕D5",
        {("治理河道长度", 4): ""}, "第13行第4格",
    ),
    "no score": Slip(
        "C712", [(INDICATORS, LEVEE, "得分", "")], "〔绩效指标〕D6", {(LEVEE, 9): ""}, "第14行第4格",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_alike_of_a_workbook_and_of_a_finished_table(made: bytes, name: str) -> None:
    slip = SLIPS[name]
    of_workbook = found(read(changed(*slip.workbook)))
    accounts, unread = attached(with_cells(made, slip.table))
    of_table = found(accounts)
    assert unread == []
    assert (slip.code, slip.place) in [(each.code, each.where) for each in of_workbook]
    place = f"〔附件/自评表.docx〕第1张表{slip.printed_place}"
    assert (slip.code, place) in [(each.code, each.where) for each in of_table]
    # What the workbook leaves to the program is printed in a finished table, and is then wrong, too.
    assert {each.code for each in of_workbook} <= {each.code for each in of_table}
    assert {each.code for each in of_table} - {each.code for each in of_workbook} <= {
        "C715",
        "C716",
        "C719",
        "C724",
    }


@pytest.mark.parametrize(
    ("code", "place", "table"),
    [
        ("C719", "第7行第6格", {("总额", 5): "91.59%"}),
        ("C719", "第8行第6格", {("其中：财政资金", 5): "92.90%"}),
        ("C713", "第7行第7格", {("总额", 6): "20"}),
        ("C713", "第18行第2格", {("合计", 1): "90"}),
        ("C721", "第1行第2格", {("存在问题", 1): ""}),
        ("C712", "第1行第2格", {("合计", 3): ""}),
    ],
    ids=["rate", "rate of a source", "weight of the execution", "sum of weights", "a text", "no sum"],
)
def test_what_only_a_finished_table_states_is_checked(
    made: bytes, code: str, place: str, table: Mapping[tuple[str, int], str]
) -> None:
    accounts, _ = attached(with_cells(made, table))
    told = [(each.code, each.where) for each in found(accounts) if each.code != "C725"]
    assert told == [(code, f"〔附件/自评表.docx〕第1张表{place}")]


def test_what_cannot_be_read_of_a_finished_table_is_told(made: bytes) -> None:
    accounts, unread = attached(with_cells(made, {("总额", 3): "约87万"}))
    assert accounts.attachments[0].evaluated == ()
    assert [str(each) for each in unread] == [
        "警告 A07　〔附件/自评表.docx〕第1张表第12行第1格：有一张绩效自评表，没有读到“调整后预算总额”，"
        "这张表没有核对"
        "　→ 请照公开的表样写明这几格，或者自己核对。"
    ]
    accounts, unread = attached(with_cells(made, {(LEVEE, 9): "三十"}))
    assert [each.where for each in unread] == ["〔附件/自评表.docx〕第1张表第14行第10格"]


def test_a_finished_table_says_what_the_workbook_says(made: bytes) -> None:
    wrong = {("总额", 2): "90.10", ("其中：财政资金", 2): "88.10", ("合计", 3): "97.8"}
    accounts, _ = attached(with_cells(made, wrong))
    told = [str(each).partition("　→")[0] for each in found(accounts) if each.code == "C724"]
    assert told == [
        "错误 C724　〔附件/自评表.docx〕第1张表第7行第3格：附件里项目“青禾河治理工程”年初预算数为90.1万元，"
        "〔绩效项目〕为900,000.00元，多0.1万元",
        "错误 C724　〔附件/自评表.docx〕第1张表第18行第4格：附件里项目“青禾河治理工程”自评得分为97.8分，"
        "〔绩效项目〕为98.70分，少0.90分",
    ]


def test_a_finished_table_stands_for_the_indicators_of_its_project(made: bytes) -> None:
    rows = [row for row in CLEAN["绩效指标"] if row["项目名称"] != RIVERS]
    accounts, _ = attached(made, {**CLEAN, "绩效指标": rows})
    assert ("C706", "〔绩效项目〕A5") in [(each.code, each.where) for each in found(accounts)]
    (taken,) = accounts.attachments
    placed = replace(accounts, attachments=(replace(taken, project=RIVERS),))
    assert [each.code for each in found(placed)] == ["C725"]


def test_rounded_amounts_of_a_finished_table_may_miss_their_sum_by_as_much(made: bytes) -> None:
    accounts, _ = attached(with_cells(made, {("总额", 3): "87.01"}))
    assert "C701" not in {each.code for each in found(accounts)}


def test_an_older_edition_does_not_look_into_attached_tables(made: bytes) -> None:
    wrong = with_cells(made, {("总额", 5): "9%"})
    content = water_office.department()
    problems: list[Problem] = []
    accounts = replace(read(content), attachments=(document.take("附件/自评表.docx", wrong, problems),))
    assert [each.code for each in found(accounts)] == []


def test_a_text_that_the_older_table_has_no_place_for_is_told() -> None:
    accounts = read(water_office.of_2022())
    told = [(each.code, each.where) for each in found(accounts) if each.code == "C723"]
    assert [code for code, _ in told] == ["C723", "C723"]


def test_projects_in_the_older_table_are_hinted_at_where_the_workbook_has_the_columns() -> None:
    (hint,) = [each for each in found(read(CLEAN)) if each.code == "C725"]
    assert str(hint).startswith(
        "提示 C725　〔绩效项目〕A6：有2个项目没有填公开的自评表的栏，附件印的是以前的简表：“山洪灾害防治经费”、"
        "“水土保持宣传经费”"
    )
    old = read(CLEAN)
    without = replace(old, projects=tuple(replace(each, cells={}) for each in old.projects))
    assert [each.code for each in found(without)] == []


def test_a_blank_source_counts_as_nought_only_where_the_others_make_the_whole() -> None:
    rule = next(rule for rule in checks.RULES if rule.code == "C130")
    assert list(rule.check(Evidence(read(CLEAN), {}))) == []
    content = changed((PROJECTS, RIVERS, "预算数中单位资金", ""))
    (finding,) = rule.check(Evidence(read(content), {}))
    assert "项目“青禾河治理工程”预算数中单位资金（R5）" in finding.message
