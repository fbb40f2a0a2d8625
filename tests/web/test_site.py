"""What goes onto the department's site: the report as a page that says what Word says, and its figures as data."""

import csv
import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

import generate
from juesuan import figures, reading
from juesuan.app import cli
from juesuan.model.document import Contents, Heading, Paragraph, Picture, Run
from juesuan.model.identity import About
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.web import open_data, report_page
from juesuan.web.published import PublishedReport
from tests.support import builder, chromium, water_office
from tests.support.report import Report
from tests.support.shelf import Shelf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CONTENT = water_office.department()


class Site:
    """A finished report with the folder that was made of it for the site."""

    def __init__(self, shelf: Shelf, root: Path) -> None:
        self.report: Report = shelf.copy(root, CONTENT)
        self.root, self.folder = root, root / "output" / "2021" / "公开网页"
        assert self.publish() == DONE

    def publish(self, *more: str) -> int:
        places = ["--inputs", str(self.root / "inputs"), "--output", str(self.root / "output")]
        return cli.main(["publish", *places, *more], generate.make, generate.check)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    @property
    def page(self) -> Any:
        return html.document_fromstring(self.text("index.html"))

    @property
    def rows(self) -> list[dict[str, str]]:
        file = (self.folder / "data.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(file.splitlines()))

    def row(self, name: str) -> dict[str, str]:
        (found,) = (row for row in self.rows if row["名称"] == name)
        return found


@pytest.fixture(scope="module")
def site(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(shelf, tmp_path_factory.mktemp("site"))


@pytest.fixture
def own(tmp_path: Path, shelf: Shelf) -> Site:
    """One that a test may change."""
    return Site(shelf, tmp_path)


# ---- the page


def test_the_page_says_what_the_word_file_says_in_the_same_order(site: Site) -> None:
    assert said(site.page) == re.sub(r"\s", "", site.report.text)


def test_so_does_the_page_of_each_department(made: Report) -> None:
    """Of large ones and of the newer form, too."""
    about = About("某局决算", "某局", datetime(2024, 9, 1, tzinfo=UTC))
    text = report_page.page(PublishedReport(about, made.blocks, {}, version=1))
    assert said(html.document_fromstring(text)) == re.sub(r"\s", "", made.text)
    assert text.count("<th scope=") > 10


def said(page: Any) -> str:
    """What the report's own blocks say, without white space."""
    for beside in page.xpath("//details | //nav | //footer | //*[@data-beside]"):
        beside.drop_tree()
    return re.sub(r"\s", "", "".join(page.xpath("//main")[0].itertext()))


def test_what_a_person_typed_is_text() -> None:
    line = "<script>alert(1)</script>&amp;<b>"
    blocks = (Heading(1, "heading 1", line, "x"), Paragraph("Normal", (Run(line, bold=True),)), Contents(1))
    about = About(line, line, datetime(2024, 9, 1, tzinfo=UTC))
    text = report_page.page(PublishedReport(about, blocks, {}, version=1))
    page = html.document_fromstring(text)
    assert page.xpath("//script") == []
    texts = [page.xpath(f"string(//{each})") for each in ("title", "h2", "p/b", "nav//a")]
    assert texts == [line, line, line, line]


def test_the_contents_lead_to_the_headings(site: Site) -> None:
    page = site.page
    links = page.xpath("//nav//a")
    assert len(links) > 15
    for link in links:
        (heading,) = page.xpath(f"//*[@id='{link.get('href').removeprefix('#')}']")
        assert "".join(heading.itertext()).split() == link.text.split()


def test_each_chart_is_a_vector_picture_with_its_numbers_behind_it(site: Site) -> None:
    pictures = [block for block in site.report.blocks if isinstance(block, Picture)]
    figures_of_page = site.page.xpath("//figure")
    assert [each.xpath("img")[0].get("alt") for each in figures_of_page] == [each.alt for each in pictures]
    for each, picture in zip(figures_of_page, pictures, strict=True):
        assert each.xpath("img")[0].get("src").startswith("data:image/svg+xml;base64,")
        numbers = [cell.text for cell in each.xpath("details//tbody//td") if cell.text]
        assert numbers
        assert all(number in picture.alt for number in numbers)


def test_the_page_is_valid_runs_nothing_and_asks_nobody(site: Site) -> None:
    text = site.text("index.html")
    html5lib = pytest.importorskip("html5lib", reason="没有 html5lib，不核对网页的写法")
    html5lib.HTMLParser(strict=True).parse(text)
    assert site.page.xpath("//script | //link | //iframe | //*[@*[starts-with(name(), 'on')]]") == []
    addresses = {*site.page.xpath("//@src"), *site.page.xpath("//@href")}
    own = {path.name for path in site.folder.iterdir()}
    assert {each for each in addresses if not each.startswith(("data:image/", "#")) and each not in own} == set()
    assert re.search(r"url\(|@import", text) is None


@pytest.fixture(scope="module")
def browsed(browser: "Browser", site: Site) -> "Page":
    page = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 700}).new_page()
    page.goto((site.folder / "index.html").as_uri())
    return page


def test_axe_finds_no_fault_and_a_telephone_shows_it_whole(browsed: "Page") -> None:
    browsed.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert browsed.evaluate("document.documentElement.scrollWidth") == 360
    assert chromium.faults(browsed) == []


# ---- the data


def test_the_data_are_the_figures_that_the_report_prints_and_exact(site: Site) -> None:
    accounts = reading.book(reading.given(site.root / "inputs" / "2021"))
    known = figures.figures_of(accounts)
    rows = site.rows
    alts = (block.alt for block in site.report.blocks if isinstance(block, Picture))
    said_of_all = "\n".join((site.report.text, *alts))
    assert len(rows) > 100
    for row in rows:
        figure = known[row["名称"]]
        if row["计量单位"] == "元":
            assert Decimal(row["数值"]) == figure.value
            assert re.fullmatch(r"-?\d+\.\d\d", row["数值"])
        else:
            assert abs(Fraction(row["数值"]) - figure.value) <= Fraction(1, 200)
        assert row["公式"] == figure.rule
        assert row["报告写法"].lstrip("-") in said_of_all
    rate = site.row("总计口径.收入总计.增减率")
    assert (rate["数值"], rate["计量单位"], rate["年度"]) == ("-4.02", "%", "2021")
    assert rate["公式"] == "（本年数－上年数）÷上年数的绝对值"
    assert rate["由哪些数算出"] == "总计口径.收入总计.增减；总计口径.收入总计.上年"
    (last,) = open_data._rows(accounts, known, {"总计口径.收入总计.上年"})
    assert (last.year, last.value) == (2020, Decimal("3980000.50"))


def test_every_number_of_a_chart_is_in_the_data(site: Site) -> None:
    """That of last year, too, which no sentence says."""
    written = {row["报告写法"] for row in site.rows}
    charted = {cell.text for cell in site.page.xpath("//figure/details//tbody//td") if cell.text}
    assert charted
    assert charted <= written
    last = site.row("总计口径.收入总计.上年")
    assert (last["年度"], last["数值"]) == ("2020", "3980000.50")


def test_as_many_numbers_are_told_of_as_there_are_rows(own: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert own.publish() == DONE
    assert f"网页和 {len(own.rows)} 个数放进了" in capsys.readouterr().out


def test_json_says_the_same_with_money_as_text(site: Site) -> None:
    told = json.loads(site.text("data.json"), parse_float=str, parse_int=str)
    assert (told["单位"], told["年度"]) == ("青禾县水务局", "2021")
    assert [{name: str(value) for name, value in row.items()} for row in told["数"]] == site.rows
    raw = json.loads(site.text("data.json"))["数"]
    assert {type(row["数值"]) for row in raw if row["计量单位"] == "元"} == {str}
    assert {type(row["数值"]) for row in raw if row["计量单位"] == "%"} <= {int, float}


def test_the_dictionary_describes_the_table(site: Site) -> None:
    frictionless = pytest.importorskip("frictionless", reason="没有 frictionless，不核对数据说明")
    found = frictionless.validate(str(site.folder / "datapackage.json"))
    assert found.valid, found.flatten(["message"])
    assert found.stats["tasks"] == 2
    package = json.loads(site.text("datapackage.json"))
    fields = package["resources"][0]["schema"]["fields"]
    assert [each["name"] for each in fields] == list(site.rows[0])
    assert all(each["description"] for each in fields)


def test_the_entry_of_the_catalogue_names_the_files(site: Site) -> None:
    entry = json.loads(site.text("dcat.jsonld"))
    assert entry["@type"] == "dcat:Dataset"
    assert entry["dct:publisher"]["foaf:name"] == "青禾县水务局"
    assert entry["dct:issued"]["@value"] == "2022-09-05"
    for each in entry["dcat:distribution"]:
        assert (site.folder / each["dcat:downloadURL"]["@id"]).stat().st_size == each["dcat:byteSize"]


def test_the_list_of_digests_is_that_of_the_files(site: Site) -> None:
    lines = [line.split("  ") for line in site.text("SHA256SUMS").splitlines()]
    assert {name for _, name in lines} | {"SHA256SUMS"} == {path.name for path in site.folder.iterdir()}
    for key, name in lines:
        assert hashlib.sha256((site.folder / name).read_bytes()).hexdigest() == key


# ---- when it is made


def test_made_again_it_is_the_same_and_what_somebody_edited_is_moved_aside(
    own: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in own.folder.iterdir()}
    (own.folder / "index.html").write_text("改过", encoding="utf-8")
    assert own.publish() == DONE
    assert {path.name: path.read_bytes() for path in own.folder.iterdir()} == before
    (kept,) = (own.root / "output" / "2021" / "留存" / "移开的文件").iterdir()
    assert kept.read_text(encoding="utf-8") == "改过"
    assert re.search(f"没有覆盖，已移到 .*{re.escape(kept.name)}", capsys.readouterr().out)


def test_it_is_told_that_the_inputs_have_changed_since(own: Site, capsys: pytest.CaptureFixture[str]) -> None:
    content = builder.changed(CONTENT, "三公经费", "公务接待费", "本年决算数", Decimal(27100))
    builder.write(own.root / "inputs" / "2021", content)
    before = own.text("data.csv")
    assert own.publish() == OPEN
    assert "警告 Y06　填报文件：第1版" in capsys.readouterr().out
    assert own.text("data.csv") == before


def test_without_a_finished_report_there_is_nothing_to_publish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "output" / "2021").mkdir(parents=True)
    places = ["--output", str(tmp_path / "output"), "--inputs", str(tmp_path)]
    assert cli.main(["publish", *places], generate.make, generate.check) == NOTHING
    assert "Y01" in capsys.readouterr().out
    assert list((tmp_path / "output" / "2021").iterdir()) == []
