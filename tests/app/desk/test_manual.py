"""帮助: each screen has a passage of the manual, in the officer's words, and the pictures are there."""

import re
from pathlib import Path

from juesuan.app.desk.screens import SCREENS
from juesuan.model import release
from juesuan.model.program_folders import DOCS
from tests.support import desk_client


def test_each_screen_has_a_passage_and_its_link_leads_there(tmp_path: Path) -> None:
    (tmp_path / "inputs" / "2021").mkdir(parents=True)
    desk = desk_client.opened(tmp_path)
    manual = desk.get("/帮助").text
    for address in (*(f"2021/{each.name}" for each in SCREENS), "开始", "导入", "审读", "历年对比", "新的一年"):
        link = re.search(r'class="help" href="/帮助#([^"]+)"', desk.get(f"/{address}").text)
        assert link is not None
        assert f'<h3 id="{link[1]}">' in manual
        assert f'<a href="#{link[1]}"' in manual
    for source in re.findall(r'<img src="([^"]+)"', manual):
        assert desk.get(source).headers["content-type"] == "image/png"


def test_the_chapter_on_the_desk_names_no_command_and_its_pictures_are_small() -> None:
    words = (DOCS / "使用手册.md").read_text(encoding="utf-8")
    chapter = words.partition("## 工作台\n")[2].partition("\n## ")[0]
    assert "generate.py" not in chapter
    pictures = re.findall(r"\]\((desk-[a-z]+\.png)\)", chapter)
    assert len(pictures) >= 3
    assert all((DOCS / each).stat().st_size < 150_000 for each in pictures)
    assert {path.name for path in DOCS.glob("desk-*.png")} == set(pictures)


def test_the_desk_says_which_version_it_is_and_what_that_has_changed(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    assert f'决算有据 {release.number()} 版　<a href="/更新记录">' in desk.get("/帮助").text
    changes = desk.get("/更新记录").text
    assert f'<h2 id="{release.number()}">' in changes
    assert '<a href="/帮助">使用手册</a>' in changes
