"""审核稿: a comment at every figure of every sentence, and without the comments the report itself."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan.figures import phrases, provenance
from juesuan.figures.provenance import Origin
from juesuan.model import document, values
from juesuan.model.identity import About
from juesuan.model.problems import Problem, Severity
from juesuan.model.values import MONEY, PERCENT, Cell, Figure
from juesuan.model.written_text import Typed
from juesuan.ooxml import blocks, package
from juesuan.word import finish, review_copy
from tests.support import builder, check_page, report, review, water_office, word_files
from tests.support.factories import figure
from tests.support.review import AUTHOR, Made, W
from tests.support.word_files import paragraph, run

NASTY = "A&B<C>公司]]>“引”'单'{% for %}{{ 7*7 }}<!-- x -->&amp;&#65;%s"
ABOUT = About("青禾县水务局2021年度部门决算", "青禾县水务局", check_page.ABOUT.created)


def _sample(_: Path) -> Path:
    return report.SAMPLE


def _of_2020(folder: Path) -> Path:
    content = builder.added(water_office.department(), "基本信息", {"项目": "附表", "内容": "是"})
    text = ["收入{{ 收入支出.本年收入合计 }}，收入{{ 收入支出.本年收入合计 }}；3次，999个。{{ 业务.治理河道 }}"]
    return builder.write(folder / "2021", content, water_office.texts(content, 主要职能=text))


def _of_2022(folder: Path) -> Path:
    content = builder.added(water_office.of_2022(), "基本信息", {"项目": "附表", "内容": "是"})
    return builder.write(folder / "2022", content)


@pytest.fixture(scope="module", params=[_sample, _of_2020, _of_2022], ids=["sample", "2020", "2022"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return review.made(request.param(tmp_path_factory.mktemp("review")))


# ---- whole reports


def _expected(made: Made) -> Iterator[tuple[str, Origin]]:
    """The printed words and the origin of each number that must have a comment, from the marks alone."""
    for text in review.marked(made):
        for sentence in re.split(r"(?<=[。；！？\n])", text):
            yield from _of_sentence(made, sentence)


def _of_sentence(made: Made, sentence: str) -> Iterator[tuple[str, Origin]]:
    first: dict[int, str] = {}
    for serial, words in values.printed(sentence):
        first.setdefault(serial, words)
    for serial, words in first.items():
        number = made.numbers[serial]
        if not (number.is_name or number.name in {"年度", "上年度"}):
            yield words, number


def test_each_figure_of_each_sentence_has_one_comment_there(made: Made) -> None:
    expected = [(words, number.name or "手写") for words, number in _expected(made)]
    found = [(words, lines[0].partition("，在")[0]) for words, lines in review.comments(made.copy)]
    assert found == expected
    assert len(found) > 100


def test_each_comment_names_the_cells_of_its_number(made: Made) -> None:
    many = 0
    for (_, lines), (_, number) in zip(review.comments(made.copy), _expected(made), strict=True):
        if number.is_typed:
            assert lines[0] == f"手写，在{number.cells[0]}"
            continue
        named, _, count = lines[1].removeprefix("来源：").partition(" 等")
        assert [*_cells(named)] == [*number.cells[:6]]
        assert count == (f"{len(number.cells)}格" if len(number.cells) > 6 else "")
        many += len(number.cells) > 1
    assert many > 10


def _cells(named: str) -> Iterator[str]:
    for group in named.split("；"):
        sheet, _, addresses = group.partition("〕")
        yield from (f"{sheet}〕{address}" for address in addresses.split("、"))


def test_each_comment_names_the_problems_of_its_number(made: Made) -> None:
    for (_, lines), (_, number) in zip(review.comments(made.copy), _expected(made), strict=True):
        codes = {found[1] for line in lines if (found := re.match(r"(?:错误|警告|提示|已说明) (\w+)：", line))}
        assert codes == {made.problems[place].code for place in number.problems}


def test_the_first_copy_marks_all_that_needs_a_look_and_nothing_else(made: Made) -> None:
    """What a comment itself says decides, not the program's own word for it."""
    every, looks = review.comments(made.copies.full), review.comments(made.copies.of_looks)
    touched = "错误 ", "警告 ", "提示 ", "已说明 ", "没有来源，还没有人看过"
    assert looks == [each for each in every if any(line.startswith(touched) for line in each[1])]
    assert 0 < len(looks) < len(every)
    said = [review.every_comment(copy)[0][1][0] for copy in (made.copies.of_looks, made.copies.full)]
    assert said[0].startswith(f"审核稿：共 {len(every)} 个数，要看 {len(looks)} 个，这里只标要看的")
    assert said[1].startswith(f"审核稿：共 {len(every)} 个数，都标着来源；要看 {len(looks)} 个")


def test_both_copies_are_the_report_without_their_comments(made: Made) -> None:
    assert blocks.read(made.copies.of_looks) == blocks.read(made.clean)
    assert review.faces(made.copies.of_looks) == review.faces(made.clean)


def test_without_its_comments_it_is_the_report(made: Made) -> None:
    assert blocks.read(made.copy) == blocks.read(made.clean)
    assert review.faces(made.copy) == review.faces(made.clean)
    before, after = word_files.parts(made.clean), word_files.parts(made.copy)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml",
        "word/styles.xml",
    }  # fmt: skip
    assert [*map(review.xml, review.root(made.copy, "word/styles.xml"))][:-1] == [
        *map(review.xml, review.root(made.clean, "word/styles.xml"))
    ]


def test_the_report_itself_stays_as_it_is(made: Made) -> None:
    clean = made.clean
    assert made.copies == review_copy.copies(made.draft, made.numbers, made.problems, AUTHOR)
    assert finish.pack(made.draft, made.about) == clean
    assert not any(b"comment" in data for name, data in word_files.parts(clean).items() if name.endswith(".xml"))


def test_comments_say_who_made_them_and_when(made: Made) -> None:
    listed = [*review.root(made.copy, review.COMMENTS)]
    said = {tuple(each.get(W + name) for name in ("author", "date", "initials")) for each in listed}
    assert said == {("决算有据", "2022-09-09T08:30:00Z", "决")}
    assert [each.get(W + "id") for each in listed] == [*map(str, range(len(listed)))]


# ---- the words of a comment

TOTAL = Problem("C101", Severity.ERROR, "〔表〕B1", "收入多9.50元")
EXPLAINED = Problem("C812", Severity.WARNING, "〔表〕B1", "多出一倍", explained="上年没有开展。")


def _lines(*figures: Figure, problems: tuple[Problem, ...] = ()) -> tuple[str, ...]:
    """Of the last figure."""
    numbers = provenance.numbers(provenance.origins({each.name: each for each in figures}), (), problems)
    return review_copy.lines(numbers[-1], problems)


@pytest.mark.parametrize(
    ("value", "unit", "exact"),
    [
        ("7552797.98", MONEY, "7552797.98元"),
        ("7552800", MONEY, ""),
        ("0", MONEY, ""),
        ("50", MONEY, "50元"),
        ("-4500.5", MONEY, "-4500.5元"),
        ("34.085926", PERCENT, "34.085926%"),
        ("34.5", PERCENT, ""),
        ("18", "人", ""),
    ],
)
def test_the_exact_value_is_given_where_the_printed_one_is_rounded(value: str, unit: str, exact: str) -> None:
    told = [line for line in _lines(figure(value, unit)) if line.startswith("准确值：")]
    assert told == ([f"准确值：{exact}"] if exact else [])


def test_a_value_without_end_is_about_so_much() -> None:
    assert "准确值：约34.086031%" in _lines(*check_page.FIGURES.values())
    third = Figure("表.人均", figure(1000000).value / 3, MONEY, "合计÷人数", (Cell("表", "B1"),))
    assert "准确值：约333333.333333元" in _lines(third)


def test_a_figure_of_this_year_says_what_it_was_last_year() -> None:
    numbers = provenance.origins(check_page.FIGURES)
    assert review_copy.lines(numbers[0], ())[-1] == "上年：563.28万元（5632800元）"
    assert not any(line.startswith("上年：") for line in review_copy.lines(numbers[1], ()))


def test_cells_are_listed_by_sheet_and_many_are_counted() -> None:
    cells = [Cell("甲", "B1"), Cell("甲", "B2"), Cell("乙", "C3"), Cell("甲", "D4")]
    few = Figure("表.合计", figure(1).value, "个", "相加", tuple(cells))
    many = replace(few, sources=tuple(Cell("甲", f"B{row}") for row in range(1, 10)))
    assert _lines(few)[1] == "来源：〔甲〕B1、B2；〔乙〕C3；〔甲〕D4"
    assert _lines(many)[1] == "来源：〔甲〕B1、B2、B3、B4、B5、B6 等9格"


def test_open_problems_come_first_and_explained_ones_say_why() -> None:
    assert _lines(figure(3, "个"), problems=(EXPLAINED, TOTAL))[3:] == (
        "错误 C101：收入多9.50元",
        "已说明 C812：多出一倍",
        "说明：上年没有开展。",
    )


def test_problems_beyond_some_are_counted_and_long_ones_cut() -> None:
    problems = tuple(replace(TOTAL, code=f"C{place}", message="很\n长" * 100) for place in range(7))
    told = _lines(figure(3, "个"), problems=problems)[3:]
    assert told[-1] == "另有3条意见，见核对报告"
    assert len(told) == 5
    assert told[0].startswith("错误 C0：很 长很 长")
    assert told[0].endswith("……")
    assert len(told[0]) < 170


def test_a_typed_number_says_what_vouches_for_it() -> None:
    place = Cell("文字材料.docx", "“主要职能”第1段")
    typed = (
        Typed("38个", place, "〔业务指标〕B5 签约项目"),
        Typed("15天", place),
        Typed("3", place, is_name=True),
    )
    numbers = provenance.numbers(provenance.origins({}), typed, ())
    assert [review_copy.lines(number, ()) for number in numbers] == [
        ("手写，在〔文字材料.docx〕“主要职能”第1段", "与〔业务指标〕B5 签约项目一致"),
        ("手写，在〔文字材料.docx〕“主要职能”第1段", "没有来源，还没有人看过，请核实"),
        (),
    ]


def test_the_years_of_the_form_have_no_comment() -> None:
    years = [Figure(name, figure(2021).value, "", "按表填列", ()) for name in ("年度", "上年度")]
    assert [_lines(year) for year in years] == [(), ()]


# ---- what needs a look

PLACE = Cell("文字", "第1段")
OF_PLACE = Problem("C905", Severity.ERROR, str(PLACE), "年份不对")
YEAR = Figure("年度", figure(2021).value, "", "按表填列", (Cell("基本信息", "B4"),), 1)
UNCONFIRMED = Problem("C865", Severity.WARNING, "〔基本信息〕B4", "还有 1 格没有确认", cells=("〔基本信息〕B4",))
HINT = Problem("C109", Severity.HINT, "〔表〕B1", "看一眼")


def _looked(typed: Typed | None, *problems: Problem, changed: Mapping[str, str] | None = None) -> list[str]:
    """The first and the last line of each comment in the copy of looks: a figure, the year, a typed number."""
    origins = provenance.numbers(
        provenance.origins({"表.一": ONE, "年度": YEAR}), (typed,) if typed else (), problems
    )
    last = values.mark(2, typed.text) if typed else ""
    body = paragraph("第一部分") + paragraph(f"{FIRST}，{phrases.text(YEAR)}。{phrases.text(YEAR)}。{last}")
    draft = finish.finish(package.open_word(word_files.docx(body)), {}, ABOUT)
    looked = provenance.held_against(origins, changed or {})
    found = review.comments(review_copy.copies(draft, looked, problems, AUTHOR).of_looks)
    return [line for _, lines in found for line in (lines[0], lines[-1])]


def test_every_number_that_needs_a_look_is_marked() -> None:
    assert _looked(Typed("38个", PLACE, "〔业务指标〕B5 签约项目")) == []
    assert _looked(Typed("15天", PLACE)) == ["手写，在〔文字〕第1段", "没有来源，还没有人看过，请核实"]
    assert _looked(None, TOTAL) == ["表.一", "错误 C101：收入多9.50元"]
    assert _looked(None, HINT) == ["表.一", "提示 C109：看一眼"]
    assert _looked(None, EXPLAINED) == ["表.一", "说明：上年没有开展。"]
    assert _looked(None, changed={"表.一": "4.00万元"}) == ["表.一", "上一版：4.00万元"]
    assert _looked(None, changed={"表.一": ""}) == ["表.一", "上一版：没有这个数"]
    assert _looked(Typed("3", PLACE, is_name=True), OF_PLACE) == ["手写，在〔文字〕第1段", "错误 C905：年份不对"]


def test_a_year_that_nobody_has_confirmed_is_marked_once() -> None:
    assert _looked(None, UNCONFIRMED) == ["年度", "警告 C865：还有 1 格没有确认"]


# ---- small files


def _copy(body: str, *figures: Figure, about: About = AUTHOR) -> tuple[bytes, bytes]:
    """The report with this body, clean and for review."""
    numbers = provenance.origins({each.name: each for each in figures})
    draft = finish.finish(package.open_word(word_files.docx(body)), {}, ABOUT)
    clean, copy = finish.pack(draft, ABOUT), review_copy.copies(draft, numbers, (), about).full
    assert blocks.read(copy) == blocks.read(clean)
    assert review.faces(copy) == review.faces(clean)
    return clean, copy


ONE, TWO = figure(50000, name="表.一", serial=0), figure(3, "个", name="表.二", serial=1)
FIRST, SECOND = phrases.text(ONE), phrases.text(TWO)


def _found(body: str) -> list[tuple[str, str]]:
    return [(words, lines[0]) for words, lines in review.comments(_copy(body, ONE, TWO)[1])]


def test_a_figure_has_one_comment_in_a_sentence_and_one_in_the_next() -> None:
    one = ("5.00万元", "表.一")
    assert _found(paragraph(f"收{FIRST}，支{FIRST}，{SECOND}。")) == [one, ("3个", "表.二")]
    assert _found(paragraph(f"收{FIRST}；支{FIRST}。又{FIRST}")) == [one, one, one]
    assert _found(f"<w:p>{run(f'收{FIRST}，')}{run(f'支{FIRST}')}</w:p>") == [one]
    assert _found(f"<w:p>{run(f'收{FIRST}。')}{run(f'支{FIRST}')}</w:p>") == [one, one]
    assert _found(f"<w:p>{run(FIRST)}{run('多。')}{run(FIRST)}</w:p>") == [one, one]
    assert _found(f"<w:p>{run(FIRST)}<w:r><w:br/></w:r>{run(FIRST)}</w:p>") == [one, one]
    assert _found(paragraph(FIRST) + paragraph(FIRST)) == [one, one]


def test_runs_are_cut_with_their_faces_and_what_stands_beside_the_number() -> None:
    face = '<w:rPr><w:rFonts w:eastAsia="楷体"/><w:b/></w:rPr>'
    body = (
        f'<w:p><w:r w:rsidR="00A1">{face}<w:tab/><w:t>前{FIRST}</w:t><w:br/><w:t>{SECOND}、{FIRST}后</w:t>'
        f'<w:tab/></w:r><w:hyperlink w:anchor="x"><w:r><w:t>{SECOND}</w:t></w:r></w:hyperlink></w:p>'
    )
    clean, copy = _copy(body, ONE, TWO)
    assert [words for words, _ in review.comments(copy)] == ["5.00万元", "3个", "5.00万元"]
    assert "\t前5.00万元\n3个、5.00万元后\t3个" in [
        each.text for each in blocks.read(clean) if isinstance(each, document.Paragraph)
    ]
    runs = [
        each for each in review.root(copy).iter(W + "r") if next(each.iterancestors(W + "hyperlink"), None) is None
    ]
    assert {review.xml(each.find(W + "rPr")) for each in runs} == {review.xml(runs[0].find(W + "rPr"))}
    assert {each.get(W + "rsidR") for each in runs} == {"00A1"}


def test_in_a_drawing_the_comment_stands_at_the_drawing() -> None:
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    box = f"<w:txbxContent>{paragraph(f'{FIRST}，{SECOND}')}</w:txbxContent>"
    body = (
        f'<w:p><w:r><mc:AlternateContent {names}><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    copy = _copy(body, ONE, TWO)[1]
    assert [lines[0] for _, lines in review.comments(copy)] == ["表.一", "表.二"]
    held = [each.tag for box in review.root(copy).iter(W + "txbxContent") for each in box.iter()]
    assert not any("comment" in tag for tag in held)


def test_comments_that_are_there_stay() -> None:
    first = _copy(paragraph(f"收{FIRST}"), ONE, TWO)[1]
    draft = finish.finish(package.open_word(first), {}, ABOUT)
    place = [each.text for each in draft.word.root.iter(W + "t")].index("收")
    draft = replace(draft, numbers={place: ((0, 1, 1),)})
    numbers = provenance.origins({each.name: each for each in (ONE, TWO)})
    again = review_copy.copies(draft, numbers, (), AUTHOR).full
    assert [(words, lines[0]) for words, lines in review.comments(again)] == [
        ("收", "表.二"),
        ("5.00万元", "表.一"),
    ]
    assert again.count(b"word/comments.xml") == first.count(b"word/comments.xml")
    names = [each.get(W + "styleId") for each in review.root(again, "word/styles.xml")]
    assert len(names) == len(set(names))


def test_a_file_without_styles_has_comments_too() -> None:
    parts = word_files.parts(word_files.docx(paragraph(FIRST)))
    relations = parts["word/_rels/document.xml.rels"].replace(b"/styles", b"/theme")
    file = builder.zipped({**parts, "word/_rels/document.xml.rels": relations})
    draft = finish.finish(package.open_word(file), {}, ABOUT)
    copy = review_copy.copies(draft, provenance.origins({ONE.name: ONE}), (), AUTHOR).full
    assert [words for words, _ in review.comments(copy)] == ["5.00万元"]
    assert not [*review.root(copy, review.COMMENTS).iter(W + "pStyle")]


def test_hostile_words_come_out_as_they_are() -> None:
    cell = Cell(NASTY, NASTY)
    nasty = Figure(NASTY, figure(3).value, "个", NASTY, (cell,))
    problem = Problem("C101", Severity.ERROR, str(cell), NASTY, explained=NASTY)
    numbers = provenance.numbers(provenance.origins({NASTY: nasty}), (), (problem,))
    draft = finish.finish(package.open_word(word_files.docx(paragraph(phrases.text(nasty)))), {}, ABOUT)
    copy = review_copy.copies(draft, numbers, (problem,), replace(AUTHOR, author=NASTY * 10)).full
    assert review.comments(copy) == [
        (
            "3个",
            (NASTY, f"来源：〔{NASTY}〕{NASTY}", f"怎么来的：{NASTY}", f"已说明 C101：{NASTY}", f"说明：{NASTY}"),
        )
    ]
    (comment,) = review.root(copy, review.COMMENTS)
    assert comment.get(W + "author") == (NASTY * 10)[:255]


def test_a_moment_without_a_zone_is_written_as_it_stands() -> None:
    copy = _copy(paragraph(FIRST), ONE, about=replace(AUTHOR, created=datetime(2022, 9, 9, 8, 30)))[1]  # noqa: DTZ001 - that is the case
    (comment,) = review.root(copy, review.COMMENTS)
    assert comment.get(W + "date") == "2022-09-09T08:30:00Z"
