"""Departments at the edge of what the form allows: no project or forty, no money, wrong signs, endless words.

Each is asserted on the PDF, and on the Word file as LibreOffice prints it.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from msgspec import Struct

import generate
from charts import draw
from charts.bars import bars
from charts.data import Bars
from charts.pie import pie
from juesuan import reading
from juesuan.app import cli
from juesuan.app.telling import Telling
from juesuan.figures import chart_data, derive
from juesuan.model.document import Heading, Paragraph
from juesuan.model.outcome import Made
from juesuan.year.blank_workbook import Content
from tests.charts import test_bars, test_pie
from tests.support import builder, printout
from tests.support.printout import MM, Line, Sheet, bare
from tests.support.report import Report
from tests.support.size import Size, department

LONG_NAME = "四川省青禾县自然资源和规划局水利与农业农村综合服务中心城乡统筹发展指导办公室本级"
REASON = f"{'受汛期降雨、征地拆迁和材料价格上涨等因素影响，部分工程有所推迟，' * 65}款项结转下年支付"[-2000:]
SENTENCE = "完成河道整治、堤防加固和沿河绿化，受益群众满意。"
SIZES = {
    "nothing": Size(projects=0, items=7, worth=0),
    "below nil": Size(projects=1, items=7, worth=-1),
    "many": Size(projects=40, items=120, indicators=1),
    "long": Size(
        projects=1, items=2, unit=LONG_NAME, reason=REASON, project="第{}个" + "青禾河流域综合治理工程" * 12
    ),
}
OPEN = {
    "nothing": {"C130", "C861"},
    "below nil": {"C106", "C130", "C507", "C508", "C602", "C606", "C813", "C861"},
    "many": {"C130", "C861"},
    "long": {"C120", "C130", "C861"},
}
"""The codes of what is open: in all of them cells are left blank and the items have made-up names,
and few people spend much in the last."""
_NUMBER = re.compile(r"—(?:\d+|[IVX]+)—")
_HANGING = "，。、；：！？．"
_ROUNDED = 2.0
"""Points, 0.7 mm: in a line of ten gaps it adds up what the layout library rounds every gap and glyph by."""


class Case(Struct, frozen=True):
    """A department's report, with what its run ended with."""

    name: str
    code: int
    folder: Path
    report: Report


def content(name: str) -> Content:
    made = department(SIZES[name])
    if name != "long":
        return made
    project = SIZES[name].project.format(1)
    return builder.changed(made, "绩效指标", project, "实际完成指标值", SENTENCE * 30)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """The report of a department by name, made by the command, once."""
    return cache(lambda name: case_of(name, tmp_path_factory.mktemp("stress")))


def case_of(name: str, root: Path) -> Case:
    folder, held = builder.write(root / "2021", content(name)), list[Made]()

    def make(inputs: Path, output: Path, tell: Telling, **_: object) -> Made:
        held.append(generate.make(inputs, output, tell))
        return held[0]

    code = cli.main(["--inputs", str(root), "--output", str(root / "output"), "--quiet"], make, generate.check)
    files = {path.suffix: path.read_bytes() for path in reversed(held[0].files)}
    return Case(name, code, folder, Report(files[".docx"], files[".pdf"], held[0]))


@pytest.fixture(params=SIZES)
def case(request: pytest.FixtureRequest, cases: Callable[[str], Case]) -> Case:
    """Each department in turn."""
    return cases(request.param)


class Output(Struct, frozen=True):
    """One of the two files as it is printed."""

    pdf: bytes
    sheets: tuple[Sheet, ...]

    @property
    def texts(self) -> list[str]:
        """What stands on each page between the header and the page number."""
        return ["".join(line.text for line in body(sheet)) for sheet in self.sheets]


@pytest.fixture(scope="module")
def outputs(
    cases: Callable[[str], Case], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Output]:
    """The PDF of a department, or its Word file as LibreOffice prints it, once."""

    def output(name: str, kind: str) -> Output:
        made = cases(name).report
        pdf = made.pdf if kind == "PDF" else printout.by_office(made.docx, tmp_path_factory.mktemp("office"))
        return Output(pdf, tuple(printout.sheets(pdf)))

    return cache(output)


@pytest.fixture(params=["PDF", "Word"])
def output(request: pytest.FixtureRequest, case: Case, outputs: Callable[[str, str], Output]) -> Output:
    """Either file."""
    if request.param == "Word" and shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    return outputs(case.name, request.param)


def edges(sheet: Sheet) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the text."""
    left, top, right, bottom = (28, 37, 26, 35) if sheet.width < sheet.height else (35, 28, 37, 26)
    return left * MM, top * MM, sheet.width - right * MM, sheet.height - bottom * MM


def body(sheet: Sheet) -> list[Line]:
    _, top, _, bottom = edges(sheet)
    return [line for line in sheet.lines if top < line.baseline < bottom]


# ---- the run


def test_the_run_ends_as_what_is_open_says(case: Case) -> None:
    assert {problem.code for problem in case.report.made.problems if problem.is_open} == OPEN[case.name]
    assert case.code == (1 if OPEN[case.name] else 0)


# ---- what is printed


def test_only_the_page_number_and_the_draft_mark_stand_in_the_margins(output: Output) -> None:
    outside = [line for sheet in output.sheets for line in sheet.lines if not is_inside(line, sheet)]
    assert [(line.page, line.text) for line in outside] == []


def is_inside(line: Line, sheet: Sheet) -> bool:
    left, top, right, bottom = edges(sheet)
    if not top < line.baseline < bottom:
        return bool(re.fullmatch(rf"{_NUMBER.pattern}|草稿", line.text)) and left < line.left < line.right < right
    hung = line.size if line.text[-1] in _HANGING else 0
    return left - 1 < line.left and line.right < right + _ROUNDED + hung


def test_no_line_stands_on_another(output: Output) -> None:
    on_another = [
        (a.page, a.text, b.text)
        for sheet in output.sheets
        for a, b in combinations(sheet.lines, 2)
        if abs(a.baseline - b.baseline) < min(a.size, b.size) / 2 and a.left < b.right - 1 and b.left < a.right - 1
    ]
    assert on_another == []


def test_no_word_is_lost(case: Case, output: Output) -> None:
    wanted = Counter(bare(case.report.text))
    assert wanted - Counter("".join(output.texts)) == Counter()


def test_every_paragraph_stands_whole_and_in_order(case: Case, output: Output) -> None:
    text, place = "".join(output.texts), 0
    for line in (bare(block.text) for block in case.report.blocks if isinstance(block, Heading | Paragraph)):
        found = text.find(line, place)
        assert found >= 0, line
        place = found + len(line)


# ---- cover, contents


def test_the_cover_is_one_page(case: Case, output: Output) -> None:
    assert output.texts[0] == f"{SIZES[case.name].unit}2021年度部门决算2022年9月5日"


def test_a_long_name_stands_on_the_cover_in_lines_of_like_length(cases: Callable[[str], Case]) -> None:
    cover = [line.text for line in printout.sheets(cases("long").report.pdf)[0].lines]
    assert cover[:3] == [
        "四川省青禾县自然资源和规划局",
        "水利与农业农村综合服务中心",
        "城乡统筹发展指导办公室本级",
    ]


def test_the_contents_say_where_the_headings_are(case: Case, output: Output) -> None:
    front = next(number for number, text in enumerate(output.texts) if text.startswith("第一部分部门概况一"))
    numbers = [
        line.text for sheet in output.sheets[1:front] for line in sheet.lines if _NUMBER.fullmatch(line.text)
    ]
    assert numbers == ["—I—", "—II—", "—III—"][: front - 1]
    headings = [block for block in case.report.blocks if isinstance(block, Heading)]
    bookmarks = printout.outline(output.pdf)
    listed = [each for heading, each in zip(headings, bookmarks, strict=True) if heading.level <= 2]
    entries = "目录" + "".join(rf"{re.escape(title)}[.…]+(\d+?)" for title, _ in listed)
    found = re.fullmatch(entries, "".join(output.texts[1:front]))
    assert found
    assert [int(number) for number in found.groups()] == [page - front for _, page in listed]


# ---- tables


def test_a_row_is_whole_and_every_page_of_a_public_table_has_the_head(output: Output) -> None:
    for sheet, text in zip(output.sheets, output.texts, strict=True):
        codes = [line for line in body(sheet) if re.fullmatch(r"\d{7}", line.text)]
        amounts = [line.baseline for line in body(sheet) if re.fullmatch(r"-?[\d,]+\.\d\d", line.text)]
        assert all(any(abs(code.baseline - amount) < code.size for amount in amounts) for code in codes)
        assert not codes or "科目编码" in text


@pytest.mark.parametrize("kind", ["PDF", "Word"])
def test_no_table_begins_with_its_title_alone_or_ends_with_a_row_alone(
    outputs: Callable[[str, str], Output], kind: str
) -> None:
    texts = outputs("many", kind).texts
    titles = [text.count("项目支出绩效目标完成情况表（") for text in texts]
    assert sum(titles) == SIZES["many"].projects
    for first_rows in ("项目名称", "预算单位", "预算执行情况"):
        assert [text.count(first_rows) for text in texts] == titles
    assert [text.count("三级指标") for text in texts] == [text.count("第1项任务") for text in texts]


@pytest.mark.parametrize("kind", ["PDF", "Word"])
def test_a_cell_longer_than_a_page_begins_on_the_page_of_its_table(
    outputs: Callable[[str, str], Output], kind: str
) -> None:
    texts = outputs("long", kind).texts
    first = next(number for number, text in enumerate(texts) if "三级指标" in text)
    held = [text.count("沿河绿化") for text in texts[first:]]
    assert "第1项任务" in texts[first]
    assert 0 < held[0] < held[1]


# ---- charts


def test_the_words_of_the_charts_are_legible(case: Case) -> None:
    accounts, _ = reading.read(reading.given(case.folder))
    charts = [
        chart for chart in chart_data.charts(accounts, derive.derive(accounts)) if not draw.undrawable(chart)
    ]
    for chart in charts:
        if isinstance(chart, Bars):
            test_bars.assert_legible(bars(chart))
        else:
            test_pie.assert_legible(pie(chart))
    assert len(charts) == case.report.made.charts == (0 if SIZES[case.name].worth < 1 else 6)
