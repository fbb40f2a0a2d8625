"""核对报告 in a browser: pointing, tapping, filtering, copying, zooming and printing, without a network."""

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from juesuan import reading, web
from juesuan.figures import derive
from juesuan.model import editions, identity
from juesuan.web import check_report
from juesuan.wording import vocabulary
from tests.support import builder, check_page, phone, water_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

DESKTOP: "ViewportSize" = {"width": 1280, "height": 900}
ZOOMED: "ViewportSize" = {"width": 640, "height": 900}
"""What 1280 pixels leave at 200 %."""
FIRST, UNLINKED = "#n0-1", "#n5-1"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("verification") / "核对报告.html"
    file.write_text(check_report.page(check_page.found()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def context(browser: "Browser") -> "Iterator[BrowserContext]":
    context = browser.new_context(viewport=DESKTOP, has_touch=True)
    yield context
    context.close()


@contextmanager
def opened(context: "BrowserContext", address: str) -> "Iterator[Page]":
    """The page, which may neither complain nor ask for anything but itself."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if request.url != address else None)
    page.goto(address)
    yield page
    assert complaints == []


@pytest.fixture
def page(context: "BrowserContext", address: str) -> "Iterator[Page]":
    with opened(context, address) as page:
        yield page


def tip(page: "Page") -> str:
    """The words of the origin that is shown, or nothing."""
    shown = page.locator("#tip")
    return re.sub(r"\s+", " ", shown.inner_text()) if shown.is_visible() else ""


ORIGIN = (
    "收支.收入 准确值 7,552,797.98元 怎么来的 按表填列 来源 〔表〕B1 上年 563.28万元（5,632,800元） "
    "意见 错误 C101：收入多9.50元"
)


# ---- what is marked

MARKED = """() => Array.from(document.querySelectorAll(".report .n")).map((each) =>
  getComputedStyle(each).borderBottomColor !== "rgba(0, 0, 0, 0)"
  || getComputedStyle(each).backgroundColor !== "rgba(0, 0, 0, 0)")"""


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_only_what_needs_a_look_is_marked_or_every_number_without_a_script(
    browser: "Browser", address: str, medium: Any
) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.emulate_media(media=medium)
    needed = [each.get_attribute("class") for each in page.locator(".report .n").all()]
    assert page.evaluate(MARKED) == ["look" in str(each).split() for each in needed]
    assert page.locator(".of-looks").first.is_visible()
    page.emulate_media(media="screen")
    page.get_by_label("每一个数").check()
    page.emulate_media(media=medium)
    assert all(page.evaluate(MARKED))
    assert not page.locator(".of-looks").first.is_visible()
    context.close()


# ---- where a number comes from


def test_pointing_shows_the_origin_and_leaving_hides_it(page: "Page") -> None:
    page.hover(FIRST)
    assert tip(page) == ORIGIN
    assert page.get_attribute(FIRST, "aria-describedby") == "tip"
    page.hover("h1")
    page.wait_for_selector("#tip", state="hidden")
    assert page.get_attribute(FIRST, "aria-describedby") is None


def test_the_pointer_may_move_onto_the_origin(page: "Page") -> None:
    page.hover(FIRST)
    page.hover("#tip .name")
    page.wait_for_timeout(400)
    assert tip(page) == ORIGIN


def test_the_tab_key_shows_one_origin_after_the_other_and_escape_hides_it(page: "Page") -> None:
    page.focus(FIRST)
    assert tip(page) == ORIGIN
    page.keyboard.press("Tab")
    assert tip(page).startswith("收支.收入.增减 ")
    page.keyboard.press("Escape")
    assert tip(page) == ""
    assert page.evaluate("document.activeElement.id") == "n2-1"


def test_a_tap_shows_the_origin_and_a_tap_elsewhere_hides_it(page: "Page") -> None:
    page.tap(FIRST)
    assert tip(page) == ORIGIN
    page.tap("h1")
    page.wait_for_selector("#tip", state="hidden")


def test_a_typed_number_says_what_it_agrees_with_or_that_it_has_no_source(page: "Page") -> None:
    page.hover("#n4-1")
    assert tip(page) == "手工填写的数 写在 〔文字〕第1段 核对结果 与〔业务指标〕B5 签约项目一致"
    page.hover(UNLINKED)
    assert tip(page) == "手工填写的数 写在 〔文字〕第2段 核对结果 没有来源，也没有人看过，请核实"
    page.hover("#n6-1")
    assert tip(page) == "手工填写的数 写在 〔文字〕第2段 核对结果 在名称、日期或序号里，不必核对"


def test_the_origin_stays_inside_the_window(page: "Page") -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    for number in page.locator(".report .n").all():
        number.hover()
        box = page.locator("#tip").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


# ---- find and filter


def visible(page: "Page", selector: str) -> int:
    return sum(each.is_visible() for each in page.locator(selector).all())


def test_searching_filters_every_part_and_says_how_much_it_found(page: "Page") -> None:
    assert page.get_attribute("#state", "aria-live") == "polite"
    page.fill("#words", "增减率")
    assert page.inner_text("#state") == "查找“增减率”：找到意见0条、正文1处、数字表1行、没有看过0句。"
    assert visible(page, ".problem") == 0
    assert visible(page, "#figures tbody tr") == 1
    assert visible(page, ".report > *") == 2  # the paragraph and the heading above it
    assert page.inner_text("#problems .none") == "筛选之后，这里没有内容。"
    page.click("#clear")
    assert page.inner_text("#state") == "没有筛选，全部显示。"
    assert visible(page, ".problem") == 4
    assert visible(page, ".report > *") == 6


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("有问题的", "意见2条、正文4处、数字表3行、没有看过0句"),
        ("没有看过的", "意见0条、正文1处、数字表0行、没有看过1句"),
        ("错误", "意见1条、正文4处、数字表3行、没有看过0句"),
        ("警告", "意见1条、正文0处、数字表0行、没有看过0句"),
        ("提示", "意见1条、正文0处、数字表0行、没有看过0句"),
        ("已说明", "意见1条、正文0处、数字表0行、没有看过0句"),
    ],
)
def test_a_filter_shows_what_it_names(page: "Page", label: str, counts: str) -> None:
    page.get_by_label(label, exact=True).check()
    assert page.inner_text("#state") == f"只看{label}：找到{counts}。"
    assert "筛选中" in page.evaluate("getComputedStyle(document.querySelector('.finding'), '::after').content")


def test_filter_and_search_work_together(page: "Page") -> None:
    page.get_by_label("有问题的", exact=True).check()
    page.fill("#words", "c811")
    assert page.inner_text("#state").startswith("只看有问题的，查找“c811”：找到意见1条、")


def test_a_link_to_a_number_that_is_filtered_away_shows_it(page: "Page") -> None:
    page.fill("#words", "第2段")
    page.evaluate("document.querySelector('.report > p:nth-of-type(2)').classList.add('away')")
    page.click("#unlinked tbody a")
    page.wait_for_function("document.activeElement.id === 'n5-1'")
    assert page.is_visible(UNLINKED)
    assert page.inner_text("#state") == "没有筛选，全部显示。"


# ---- copying

ROW = "C101\t〔表〕B1\t多9.50元\t"


def test_a_problem_is_copied_as_a_row_of_the_sheet(page: "Page", context: "BrowserContext") -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".copy >> nth=0")
    page.wait_for_selector(".copied:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == ROW


def test_where_copying_is_refused_the_row_is_there_to_be_copied_by_hand(page: "Page") -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => false")
    page.click(".copy >> nth=0")
    assert page.input_value(".copied textarea") == ROW
    assert "请按 Ctrl+C 复制。" in page.inner_text(".copied >> nth=0")


def test_an_older_browser_copies_what_is_selected(page: "Page") -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate(
        "document.execCommand = () => { window.copied = String(document.activeElement.value); return true; }"
    )
    page.click(".copy >> nth=0")
    assert page.evaluate("window.copied") == ROW
    assert page.inner_text(".copied >> nth=0") == "已复制。请粘贴到〔出错说明〕，再写上原因。"


# ---- size, paper


def test_at_200_percent_the_page_does_not_scroll_sideways(page: "Page") -> None:
    page.set_viewport_size(ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.hover(FIRST)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_on_paper_there_is_nothing_to_click(page: "Page") -> None:
    page.fill("#words", "增减率")
    page.emulate_media(media="print")
    assert visible(page, "nav, .control, summary, #tip, #rules") == 0
    assert visible(page, ".problem") == 4  # whatever was filtered
    assert page.evaluate("getComputedStyle(document.querySelector('.report .n')).borderBottomStyle") == "double"
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"


def test_the_page_can_be_saved_as_pdf(page: "Page") -> None:
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_sample_s_page_opens_without_a_complaint(context: "BrowserContext", tmp_path: Path) -> None:
    file = tmp_path / "sample.html"
    file.write_text(check_report.page(check_page.sample()), encoding="utf-8")
    with opened(context, file.as_uri()) as page:
        page.set_viewport_size(ZOOMED)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        page.locator(".report .n").first.hover()
        assert tip(page)
        assert phone.broken(page) == []


def test_no_number_is_broken_in_two_on_a_phone(page: "Page") -> None:
    assert phone.broken(page) == []
    page.evaluate("document.querySelector('.message').textContent = '相差' + '　12,345.67万元'.repeat(9)")
    assert phone.broken(page) != []  # a planted fault is seen


def test_a_tag_is_found_and_copied(context: "BrowserContext", tmp_path: Path) -> None:
    content = water_office.department()
    accounts, _ = reading.read(reading.given(builder.write(tmp_path / "2021", content)))
    words = vocabulary.build(accounts, derive.derive(accounts))
    file = tmp_path / "标签.html"
    file.write_bytes(web.tags_page(identity.about(accounts), editions.named("四川2020"), accounts, words.tags))
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with opened(context, file.as_uri()) as page:
        page.fill("#words", "公务接待费")
        shown = page.locator("tbody tr:visible")
        assert 0 < shown.count() < page.locator("tbody tr").count()
        assert f"找到{shown.count()}个标签" in page.inner_text("#state")
        page.locator(".copy:visible").first.click()
        page.locator(".copy:visible", has_text="已复制").wait_for()  # the clipboard answers when it has it
        assert page.locator(".copy:visible").first.inner_text() == "已复制"
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("tbody tr:visible code").first.inner_text()
        page.fill("#words", "")
        assert phone.broken(page) == []
