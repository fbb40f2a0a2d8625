"""帮助: each screen has a passage of the manual, in the officer's words, and the pictures are there."""

import re
from pathlib import Path

from juesuan import pdf, word
from juesuan.app.desk import manual_file
from juesuan.app.desk.screens import SCREENS
from juesuan.model import release
from juesuan.model.document import Heading, Paragraph, Picture, Table
from juesuan.model.program_folders import DOCS
from juesuan.ooxml import blocks
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


# ---- the manual as a Word file


def test_the_manual_can_be_had_as_a_word_file_with_all_that_stands_in_it(tmp_path: Path) -> None:
    desk = desk_client.opened(tmp_path)
    assert '<a href="/帮助/使用手册.docx">手册（Word）</a>' in desk.get("/帮助").text
    made = blocks.read(desk.get("/帮助/使用手册.docx").content)
    words = (DOCS / "使用手册.md").read_text(encoding="utf-8")
    headings = [(each.level, each.text) for each in made if isinstance(each, Heading)]
    assert headings == [(len(level) - 1, text) for level, text in re.findall("^(##+) (.+)$", words, re.MULTILINE)]
    pictures = [each.alt for each in made if isinstance(each, Picture)]
    assert pictures == re.findall(r"!\[(.+)\]", words)
    tables = [row for each in made if isinstance(each, Table) for row in each.rows]
    assert len(tables) == len(re.findall(r"^\| (?!-)", words, re.MULTILINE))
    said = [each.text for each in made if isinstance(each, Paragraph)]
    assert ".venv/bin/python generate.py new 2021" in said
    assert not [each for each in said if re.search(r"\*\*|`|\]\(", each)]
    bold = {run.text for each in made if isinstance(each, Paragraph) for run in each.runs if run.bold}
    assert {"改一格", "写说明"} <= bold


def test_its_contents_have_a_page_for_each_heading_and_it_is_the_same_twice() -> None:
    draft = word.manual(manual_file.read(DOCS / "使用手册.md"), manual_file.ABOUT)
    again = word.manual(manual_file.read(DOCS / "使用手册.md"), manual_file.ABOUT)
    assert word.pack(draft, manual_file.ABOUT) == word.pack(again, manual_file.ABOUT)
    laid_out = pdf.lay_out(blocks.of(draft.word), {}, manual_file.ABOUT)
    headings = sum(isinstance(each, Heading) for each in blocks.of(draft.word))
    assert len(laid_out.page_of) == headings
    assert laid_out.problems == ()
