"""审读报告.html: the verdict, the problems with their sums, the text with every number marked, the rules."""

from lxml import html

from juesuan import web
from juesuan.checks import finished
from juesuan.model.finished_report import FinishedReport, LineKind, ReportLine
from juesuan.reading.finished import text

TIES = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"


def shown(*lines: ReportLine | str, name: str = "报告.pdf") -> html.HtmlElement:
    made = tuple(each if isinstance(each, ReportLine) else text.line(each) for each in lines)
    return html.fromstring(web.audit_page(finished.audit(FinishedReport(name, "PDF", made, (), 1))).decode())


def words(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


def test_a_report_that_ties_is_clear_and_every_number_leads_to_what_it_was_compared_with() -> None:
    page = shown("一、支出", TIES)
    assert words(page, "//section[@id='verdict']/h2") == ["没有发现对不上的数"]
    marked = page.xpath("//p[@id='l2']//a[@class='n']")
    assert [each.text for each in marked] == ["509.28万元", "250.10万元", "49.11%", "259.18万元", "50.89%"]
    for each in marked:
        assert page.xpath(f"//tr[@id='{each.get('href')[1:]}']")


def test_a_wrong_number_is_marked_and_its_sum_drawn_out_with_the_sentence() -> None:
    page = shown(TIES.replace("49.11", "94.11"))
    assert words(page, "//section[@id='verdict']/h2") == ["有1个错误要处理"]
    assert words(page, "//p[@class='drawn']") == ["250.10万元÷509.28万元＝49.11%，写的是94.11%"]
    assert "94.11%" in words(page, "//a[@class='n doubtful']")
    assert words(page, "//blockquote") == ["2020年本年支出合计509.28万元，其中：基本支出250.10万元，占94.11%；"]
    assert page.xpath("//p[@id='l1'][contains(@class,'open-line')]")


def test_a_number_with_nothing_to_compare_with_is_marked_and_counted() -> None:
    page = shown(TIES, "修路7条。")
    assert words(page, "//p[@id='l2']/span[@class='n unlinked']") == ["7条"]
    assert "1 个数在文中没有可比的，没有核对" in words(page, "//section[@id='verdict']//li")


def test_pages_tables_and_contents_stand_in_their_order() -> None:
    page = shown(
        ReportLine("一、支出", LineKind.CONTENTS, 1, 2),
        ReportLine("一、支出", LineKind.HEADING, 2),
        ReportLine("项目\t金额", LineKind.ROW, 2),
        ReportLine("基本支出\t250.10", LineKind.ROW, 2),
        ReportLine(TIES, page=3),
    )
    assert words(page, "//p[@class='page']") == ["第1页", "第2页", "第3页"]
    assert len(page.xpath("//div[@class='report']//tr")) == 2


def test_what_stands_in_the_report_is_never_read_as_html() -> None:
    typed = "<script>alert(1)</script>&amp;{{ x }}"
    page = shown(TIES, typed, name="<b>报告</b>.txt")
    assert not page.xpath("//script")
    assert page.xpath("//p[@id='l2']")[0].text_content() == f"2{typed}"
    assert words(page, "//h1") == ["<b>报告</b>.txt"]


def test_every_rule_is_listed_with_how_often_it_ran_or_why_not() -> None:
    page = shown(TIES)
    assert len(page.xpath("//section[@id='rules']/article")) == len(finished.RULES)
    assert words(page, "//article[@id='rule-D02']/p[1]") == ["审读：数 错误 用了 2 次"]
    assert words(page, "//article[@id='rule-D06']/p[1]") == [
        "审读：数 错误 用了 0 次，没有用上：没有找到这样的句子"
    ]


def test_the_page_is_known_again_fetches_nothing_and_is_the_same_twice() -> None:
    found = finished.audit(FinishedReport("报告.txt", "文本", (text.line(TIES),)))
    page = web.audit_page(found)
    assert web.is_audit_page(page)
    assert not web.is_audit_page(b"<!DOCTYPE html><html></html>")
    assert page == web.audit_page(found)
    assert b"http" not in page.replace(b"http-equiv", b"")
