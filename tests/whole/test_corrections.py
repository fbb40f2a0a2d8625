"""更正说明 names just what differs between two reports, as their PDFs and Word files show it to another reader."""

import io
import re
import zipfile
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from msgspec import Struct

from juesuan.model import outputs
from juesuan.ooxml import elements, package
from juesuan.ooxml.elements import W
from juesuan.versions import former, records, store
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, report, review, water_office
from tests.support.builder import Texts, added, changed, without
from tests.support.shelf import Shelf
from tests.support.water_office import department

TEXTS = water_office.texts(department())


class Two(Struct, frozen=True):
    """Two runs, and what the second says of itself."""

    word: tuple[bytes, bytes]
    pdf: tuple[bytes, bytes]
    charts: tuple[list[str], list[str]]
    """The words of each chart."""
    page: html.HtmlElement
    note: bytes
    """更正说明.docx."""
    version: records.Version
    looks: bytes
    """审核稿 of the second."""

    def table(self, title: str) -> list[list[str]]:
        """The rows under a heading of 更正说明, without the head."""
        table = f"//h2[starts-with(., '{title}')]/following-sibling::*[1][self::table]"
        rows: Any = self.page.xpath(f"{table}//tbody/tr")
        return [[str(cell.text_content()).strip() for cell in row] for row in rows]

    @property
    def pages(self) -> str:
        found = re.search("与原来不同的页：(.*?)。", str(self.page.text_content()))
        assert found
        return found[1]


def two(shelf: Shelf, folder: Path, content: Content, texts: Texts | None = None) -> Two:
    old = shelf.copy(folder, department(), TEXTS)
    year, output = folder / "inputs" / "2021", folder / "output"
    old_charts = report.chart_words(year)
    new = report.make(builder.write(year, content, texts or TEXTS), output)
    places = (output_folder.place(output / "2021", each) for each in outputs.AIDS[:2])
    page, note = (each.read_bytes() for each in places)
    pairs = (old.docx, new.docx), (old.pdf, new.pdf), (old_charts, report.chart_words(year))
    looks = output_folder.place(output / "2021", outputs.REVIEW_COPY).read_bytes()
    return Two(*pairs, html.fromstring(page), note, store.of(output / "2021")[-1], looks)


# ---- the other reader


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def differing_pages(pdfs: tuple[bytes, bytes]) -> list[int]:
    """Counted from the cover, from 0; a footer belongs to the page."""
    texts = [report.pdf_pages(pdf) for pdf in pdfs]
    length = max(map(len, texts))
    padded = [each + [""] * (length - len(each)) for each in texts]
    return [number for number in range(length) if padded[0][number] != padded[1][number]]


def labels(numbers: list[int]) -> list[str]:
    """Cover and contents are a page each in this department."""
    return ["封面" if number == 0 else "目录" if number == 1 else str(number - 1) for number in numbers]


def spelled(pages: str) -> list[str]:
    """第3至5页、第8页 one by one."""
    found: list[str] = []
    for each in filter(None, pages.split("、")):
        run = re.fullmatch(r"第(\d+)(?:至(\d+))?页", each)
        found += [str(number) for number in range(int(run[1]), int(run[2] or run[1]) + 1)] if run else [each]
    return found


def word_texts(data: bytes) -> tuple[list[str], list[str]]:
    """The sentences outside tables, without the contents, and the cells of the tables."""

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    cells = ["\n".join(map(_text, cell.iter(f"{W}p"))) for cell in root.iter(f"{W}tc")]
    loose = (each for each in root.iter(f"{W}p") if next(each.iterancestors(f"{W}tc"), None) is None)
    sentences = [each for line in loose if not _is_contents(line) for each in _sentences(_text(line))]
    return sentences, [cell for cell in cells if cell.strip()]


def _text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def _is_contents(paragraph: etree._Element) -> bool:
    return any("PAGEREF" in (code.text or "") for code in paragraph.iter(f"{W}instrText"))


def _sentences(text: str) -> Iterator[str]:
    yield from (each for each in re.findall("[^。；！？]*[。；！？]?", text) if each)


def differing(old: list[str], new: list[str]) -> tuple[Counter[str], Counter[str]]:
    """What one has and the other has not."""
    sides = Counter(map(bare, old)), Counter(map(bare, new))
    return sides[0] - sides[1], sides[1] - sides[0]


def named(rows: list[list[str]]) -> tuple[Counter[str], Counter[str]]:
    """The old and the new texts of a table of 更正说明."""
    sides = [[bare(row[column]) for row in rows if row[column] != "（无）"] for column in (2, 3)]
    return Counter(sides[0]), Counter(sides[1])


# ---- one correction after the other

FUND = "政府性基金预算财政拨款"


def nil_to_an_amount() -> Content:
    content = department()
    for sheet, row in (
        ("收入支出", f"{FUND}收入"),
        ("财政拨款收支", f"{FUND}收入"),
        ("财政拨款收支", f"{FUND}支出"),
    ):
        content = changed(content, sheet, row, "本年决算数", 50000)
    return content


CORRECTIONS = {
    "an amount in sentences and a chart": (
        changed(department(), "收入支出", "其他收入", "本年决算数", 60000),
        None,
    ),
    "an amount of last year": (changed(department(), "三公经费", "公务接待费", "上年决算数", 4000), None),
    "a reason": (changed(department(), "收入支出", "收入总计", "变动原因", "水利建设项目明显减少"), None),
    "a cell of a table": (
        changed(department(), "绩效指标", "青禾河治理工程", "预期指标值", "13公里"),
        None,
    ),
    "a term more": (added(department(), "名词解释", {"名词": "事业收入", "解释": "指事业单位的收入。"}), None),
    "a term less": (without(department(), "名词解释", "其他收入"), None),
    "a paragraph": (department(), {**TEXTS, "机构设置": ["这是机构设置的第一段。", "下设水旱灾害防御股。"]}),
    "a fund that had nothing": (nil_to_an_amount(), None),
    "a score": (changed(department(), "绩效项目", "山洪灾害防治经费", "自评得分", 86), None),
}


@pytest.fixture(scope="module", params=CORRECTIONS, ids=str)
def pair(request: pytest.FixtureRequest, shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Two:
    content, texts = CORRECTIONS[request.param]
    return two(shelf, tmp_path_factory.mktemp("two"), content, texts)


def test_the_sentences_are_just_those_that_differ(pair: Two) -> None:
    (old, _), (new, _) = map(word_texts, pair.word)
    rows = pair.table("句子")
    assert not any(set(_sentences(row[2])) & set(_sentences(row[3])) for row in rows)
    sides = ([bare(each) for text in side.elements() for each in _sentences(text)] for side in named(rows))
    assert tuple(map(Counter, sides)) == differing(old, new)


def test_the_cells_are_just_those_that_differ(pair: Two) -> None:
    (_, old), (_, new) = map(word_texts, pair.word)
    assert named(pair.table("表格")) == differing(old, new)


def test_the_charts_are_just_those_that_differ(pair: Two) -> None:
    old, new = pair.charts
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    assert len(pair.table("图（")) == max(gone.total(), come.total())


def test_the_charts_are_shown_as_they_were_and_as_they_are(pair: Two) -> None:
    """In the page by their words, in the Word file by the pictures of the two reports."""
    old, new = pair.charts
    svgs = [b64decode(each.partition("base64,")[2]) for each in pair.page.xpath("//figure/img/@src")]
    drawn = Counter(report.words_of_svg(each) for each in svgs)
    assert drawn == (Counter(old) - Counter(new)) + (Counter(new) - Counter(old))
    was, now = ({*pictures(each)} for each in pair.word)
    note = pictures(pair.note)
    assert {*note} == was ^ now
    assert len(note) == drawn.total()


def pictures(data: bytes) -> list[bytes]:
    word = package.open_word(data)
    keys = (key for drawing in word.root.iter(W + "drawing") for key in elements.picture_ids(drawing))
    return [word.parts[package.related(word)[key]] for key in keys]


def test_the_pages_are_just_those_that_differ(pair: Two) -> None:
    assert spelled(pair.pages.removesuffix("没有变化")) == labels(differing_pages(pair.pdf))


def test_the_review_copy_marks_each_number_that_the_last_version_did_not_have(pair: Two) -> None:
    sentences = ("".join(sentences) for sentences, _ in map(word_texts, pair.word))
    old, new = (set(re.findall(r"\d[\d.]*(?:万元|%)", each)) for each in sentences)
    marked = dict(review.comments(pair.looks))
    was = [line for lines in marked.values() for line in lines if line.startswith("上一版：")]
    assert new - old <= marked.keys()
    assert len(was) >= len(new - old)


def test_every_change_of_the_inputs_is_named(pair: Two) -> None:
    assert pair.table("改了什么")
    assert pair.version.cause.startswith(pair.table("改了什么")[0][1][:5])


def test_a_change_that_nobody_sees_is_told_as_such(shelf: Shelf, tmp_path: Path) -> None:
    """Of travel abroad the form of 2020 says no more than that there was none."""
    pair = two(shelf, tmp_path, changed(department(), "三公经费", "因公出国（境）费", "上年决算数", 100))
    ((_, _, _, _, effect),) = pair.table("改了什么")
    assert effect == "3个数；报告的文字没有变"
    noted = former.former(tmp_path / "output" / "2021")
    assert [each.text for each in noted["三公经费.因公出国境费.上年"]] == ["0.01万元", "0万元"]
