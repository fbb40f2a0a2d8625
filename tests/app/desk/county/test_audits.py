"""审读 at the desk of a county: reports handed over and reports from elsewhere, a table of all, a page each."""

import re
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juesuan.app.batch import pool
from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.app.desk.county.county_desk import CountyDesk
from juesuan.model.bulk_audit import BulkAudit
from tests.support import county_client
from tests.support.desk_client import words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

TIES = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"
Work = Callable[[AuditJob], BulkAudit]
Results = Generator[tuple[AuditJob, BulkAudit], None, None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the reports that were read, in this process."""
    found: list[str] = []

    def results(
        work: Work, jobs: Sequence[AuditJob], _: object
    ) -> Generator[tuple[AuditJob, BulkAudit], None, None]:
        for each in jobs:
            found.append(each.name)
            yield each, work(each)

    monkeypatch.setattr(pool, "results", results)
    return found


@pytest.fixture
def opened(tmp_path: Path) -> CountyDesk:
    """A county with reports from elsewhere and a link out of it, and one that hands over a report."""
    folder = tmp_path / "县"
    for place in ("水务局/inputs/2021", "水务局/output/2021/交付", "收到的报告/镇"):
        (folder / place).mkdir(parents=True)
    (folder / "水务局/output/2021/交付/报告.pdf").write_bytes(b"no pdf")
    (folder / "收到的报告/镇/甲<b>.txt").write_text(TIES.replace("49.11", "94.11"), encoding="utf-8")
    (folder / "收到的报告/乙.txt").write_text(TIES, encoding="utf-8")
    (tmp_path / "秘密.txt").write_text(TIES, encoding="utf-8")
    (folder / "收到的报告/链接.txt").symlink_to(tmp_path / "秘密.txt")
    return county_client.desk(folder)


def done(opened: CountyDesk, desk: "TestClient", address: str) -> str:
    """What the page says after it was done."""
    assert desk.post(address, data={"year": "2021"}).status_code == 303
    assert opened.together.thread is not None
    opened.together.thread.join(60)
    return words(desk.get("/审读"))


def test_reports_from_elsewhere_are_a_table_and_a_page_each(opened: CountyDesk, read: list[str]) -> None:
    desk = county_client.client(opened)
    said = done(opened, desk, "/审读/收到")
    assert "3 份：读出来的 2 份，还有问题的 2 份；没有变、没有重读的 0 份。" in said
    assert read == ["乙.txt", "链接.txt", "镇/甲<b>.txt"]
    view = desk.get("/审读汇总/收到的报告").text
    (source,) = re.findall(r'<iframe class="sheet" src="(.+?)"', view)
    table = desk.get(source)
    assert "镇/甲&lt;b&gt;.txt" in table.text
    assert "链接.txt　读不出来" in table.text
    assert "这是一个链接，指到全县的文件夹外面，没有看" in table.text
    assert "sandbox" in table.headers["content-security-policy"]
    links = re.findall(r'<a href="(.+?)">', table.text)
    pages = [desk.get(f"{source.rpartition('/')[0]}/{each}") for each in links]
    assert ["94.11" in each.text for each in pages] == [False, True]
    assert "没有重读的 2 份" in done(opened, desk, "/审读/收到")
    assert read[3:] == ["链接.txt"]


def test_what_the_departments_hand_over_is_audited_and_what_cannot_be_read_is_named(
    opened: CountyDesk, read: list[str]
) -> None:
    desk = county_client.client(opened)
    assert "审读各单位交付的（1 份）" in words(desk.get("/审读"))
    assert "1 份：读出来的 0 份，还有问题的 1 份" in done(opened, desk, "/审读/交付")
    assert read == ["水务局/报告.pdf"]
    assert "水务局/报告.pdf　读不出来" in desk.get("/文件/审读/2021年度交付的报告/审读汇总.html").text
    assert [each.name for each in opened.departments()] == ["水务局"]


def test_where_there_is_nothing_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "县/水务局/inputs/2021").mkdir(parents=True)
    desk = county_client.client(county_client.desk(tmp_path / "县"))
    assert "还没有交付的报告" in words(desk.post("/审读/交付", data={"year": "2021"}))
    assert "里面没有报告" in words(desk.post("/审读/收到"))


def test_no_other_file_passes_for_an_audit(opened: CountyDesk) -> None:
    place = opened.folder / "审读" / "别的"
    place.mkdir(parents=True)
    (place / "审读汇总.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    desk = county_client.client(opened)
    for path in ("审读汇总/别的", "文件/审读/别的/审读汇总.html", "文件/审读/别的/..%2F..%2F收到的报告%2F乙.txt",
                 "文件/审读/没有/审读汇总.html", "文件/审读/别的/审读汇总.xlsx"):  # fmt: skip
        assert desk.get(f"/{path}").status_code == 404, path
