"""The desk of a county in a browser: its rows come by themselves, no screen has a grave fault."""

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.app.desk.county import site
from tests.support import county, county_client, desk_browser
from tests.support.county import BROKEN, GOOD
from tests.support.desk_client import TOKEN

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_rows_change_by_themselves_and_all_screens_can_be_used(browser: "Browser", tmp_path: Path) -> None:
    folder = county.write_mixed(tmp_path / "县")
    app = site.application(county_client.desk(folder), TOKEN)
    with desk_browser.shown(browser, folder, app) as office:
        office.says("可以交付")
        office.says("有错误 2 条")
        book = folder / BROKEN / "inputs" / "2021" / "决算数据.xlsx"
        book.write_bytes((folder / GOOD / "inputs" / "2021" / "决算数据.xlsx").read_bytes())
        office.page.wait_for_selector(".totals a:has-text('可以交付 2')")
        office.page.click("thead a:has-text('错误')")
        office.page.wait_for_selector("th[aria-sort=ascending]:has-text('错误')")
        office.click("可以交付")
        assert office.page.locator(".county tbody tr").count() == 2
        for width in (1280, 390):
            office.page.set_viewport_size({"width": width, "height": 800})
            for address in ("/", "/汇总", "/审读"):
                office.go(address)
                assert office.faults() == []
                assert office.page.evaluate("document.documentElement.scrollWidth") <= width
