"""审读别的报告: dropped files are audited as on the command line; names and contents stay words."""

from pathlib import Path

import pytest

from juesuan.app.desk import uploads
from tests.support import desk_client
from tests.support.desk_client import words

RIGHT = (
    "一、收入支出决算总体情况说明\n2023年度收入总计100.00万元，其中：财政拨款收入60.00万元，其他收入40.00万元。\n"
)
WRONG = RIGHT.replace("60.00", "66.00")


def dropped(*files: tuple[str, str]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, text.encode())) for name, text in files]


def test_one_report_leads_to_its_audit(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/审读", files=dropped(("甲局2023.txt", WRONG)))
    assert answer.status_code == 303
    view = desk.get(answer.headers["location"])
    assert "审读：甲局2023.txt" in words(view)
    page = desk.get(f"{answer.headers['location']}/页面")
    assert "要处理" in words(page)
    assert "66.00" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "sandbox" in page.headers["content-security-policy"]


def test_several_are_listed_with_what_could_not_be_read(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/审读", files=dropped(("甲.txt", RIGHT), ("乙.txt", WRONG), ("丙.docx", "不是")))
    assert answer.status_code == 200
    assert all(each in words(answer) for each in ("甲.txt", "乙.txt", "丙.docx"))
    assert 'role="alert"' in answer.text
    assert sorted(path.name[:5] for path in (tmp_path / "output" / "审读").iterdir()) == ["乙.txt", "甲.txt"]


def test_nothing_dropped_and_nothing_readable_are_said(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    assert "没有选文件" in words(desk.post("/审读", data={}))
    assert desk.post("/审读", files=dropped(("丙.pdf", "不是"))).status_code == 422


@pytest.mark.parametrize("name", ["../../外.txt", r"..\外.txt", "<script>alert(1)</script>.txt", "a\u202etxt.txt"])
def test_a_name_stays_inside_and_is_words(name: str, tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    answer = desk.post("/审读", files=dropped((name, RIGHT)))
    assert answer.status_code == 303
    made = list((tmp_path / "output" / "审读").iterdir())
    assert [path.parent for path in made] == [tmp_path / "output" / "审读"]
    assert "<script>alert" not in desk.get(answer.headers["location"]).text
    assert "<script>alert" not in desk.get("/审读").text


def test_no_other_file_passes_for_an_audit(tmp_path: Path) -> None:
    place = tmp_path / "output" / "审读" / "别的.审读报告.html"
    place.parent.mkdir(parents=True)
    place.write_text("<script>alert(1)</script>", encoding="utf-8")
    desk = desk_client.opened(tmp_path)
    assert desk.get("/审读/别的/页面").status_code == 404
    assert desk.get("/审读/..%2F..%2Fa/页面").status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [("甲/乙.docx", "乙.docx"), ("...", "文件"), (" a:b?.pdf", "a_b_.pdf"), ("报告", "报告"), ("", "文件")],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert uploads.safe_name(name) == safe
