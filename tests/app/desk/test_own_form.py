"""本单位的版式 and 标签 at 文字: a copy is made, opened, put aside and taken again; the tags have an address."""

from datetime import datetime
from pathlib import Path

import pytest

from juesuan.app.desk import opening
from juesuan.model.problems import ReportError
from juesuan.year import template_in_use
from tests.support import builder, desk_client, water_office
from tests.support.desk_client import words

AT = "/2021/文字/版式"


def test_a_copy_is_made_opened_put_aside_and_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = builder.write(tmp_path / "inputs" / "2021", water_office.department())
    desk = desk_client.opened(tmp_path)
    assert f'href="{AT}"' in desk.get("/2021/文字").text
    assert "现在用的是统一的版式，版式是“四川2020”。" in words(desk.get(AT))
    assert "没有本单位的版式" in words(desk.post(f"{AT}/打开"))
    assert desk.post(AT).status_code == 303
    assert "已经有这个文件" in words(desk.post(AT))
    assert "现在用的是本单位的版式，" in words(desk.get(AT))
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_with_system", opened.append)
    assert desk.post(f"{AT}/打开").status_code == 204
    assert opened == [folder / "版式" / "report.docx"]
    before = opened[0].read_bytes()
    desk.post(f"{AT}/收起")
    assert not (folder / "版式").exists()
    assert "用这一份" in words(desk.get(AT))
    (name,) = template_in_use.offers(folder)
    desk.post(f"{AT}/用", data={"name": name})
    assert opened[0].read_bytes() == before


def test_only_what_is_offered_is_taken_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("报告的写法", "别的", "版式"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.docx").write_bytes(name.encode())
    assert template_in_use.offers(tmp_path) == ("报告的写法",)
    for name, said in {
        "别的": "没有这一份版式了",
        "../别的": "没有这一份",
        "报告的写法": "已经有本单位的版式",
    }.items():
        with pytest.raises(ReportError, match=said):
            template_in_use.take(tmp_path, name)
    template_in_use.put_aside(tmp_path, datetime(2026, 1, 2, 3, 4, 5).astimezone())
    template_in_use.take(tmp_path, "报告的写法")
    assert (tmp_path / "版式" / "report.docx").read_bytes() == "报告的写法".encode()
    assert template_in_use.offers(tmp_path) == ("收起的版式/版式（2026-01-02 030405）",)


def test_the_tags_have_an_address_and_say_what_they_print(tmp_path: Path) -> None:
    builder.write(tmp_path / "inputs" / "2021", water_office.department())
    desk = desk_client.opened(tmp_path)
    assert 'src="/2021/文字/标签/页面"' in desk.get("/2021/文字/标签").text
    page = desk.get("/2021/文字/标签/页面")
    assert "{{ 共用.局领导 }}" in words(page)
    assert "sandbox" in page.headers["content-security-policy"]


def test_without_a_workbook_that_can_be_read_there_are_no_tags(tmp_path: Path) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    desk = desk_client.opened(tmp_path)
    assert "列不出标签" in words(desk.get("/2021/文字/标签"))
    assert desk.get("/2021/文字/标签/页面").status_code == 422


def test_missing_texts_are_offered_as_a_blank_file(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "inputs" / "2021", water_office.department())
    (folder / "文字材料.docx").unlink()
    desk = desk_client.opened(tmp_path)
    assert "补上空白的一份" in words(desk.get("/2021/文字"))
    assert "请点“补上空白的一份”" in words(desk.post("/2021/文字"))
