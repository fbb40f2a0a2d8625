"""A department's own template: copied into its folder, changed there, and used in place of the one shipped."""

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import generate
from juesuan import reading
from juesuan.app import cli
from juesuan.model import advised, editions, year_folder
from juesuan.model.editions import FormFile
from juesuan.model.outcome import DONE, NOTHING
from juesuan.model.outputs import CHECK_REPORT
from juesuan.versions import store
from tests.support import builder, output_folder, report, water_office
from tests.support.report import Report, pdf_pages
from tests.support.shelf import Shelf

Output = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
SENTENCE, OWN_SENTENCE = "，主要用于以下方面：", "，按用途分列如下："


def main(*arguments: str | Path) -> int:
    return cli.main(list(map(str, arguments)), generate.make, generate.check)


def year(root: Path) -> Path:
    """A year's folder of the small department."""
    return builder.write(root / "2021", water_office.department())


def own(folder: Path) -> Path:
    """The template in the year's folder, a copy of the one shipped."""
    place = folder / editions.OWN
    place.mkdir()
    path = place / editions.TEMPLATE
    path.write_bytes(editions.named("四川2020").template.data)
    return path


def replace_words(path: Path, old: str, new: str) -> None:
    """Changes the XML of the Word file's text; the old must stand there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, text.replace(old, new) if name == "word/document.xml" else part)
    path.write_bytes(held.getvalue())


# ---- the copy


def test_the_edition_that_the_workbook_names_is_copied(tmp_path: Path, capsys: Output) -> None:
    folder = year(tmp_path)
    assert main("template", folder) == DONE
    shipped = editions.named("四川2020")
    for file in shipped.files:
        assert (folder / "版式" / file.name).read_bytes() == file.data
    assert capsys.readouterr().out.splitlines() == [
        f"提示 I04　{folder / year_folder.WORKBOOK}：版式是“四川2020”",
        f"已生成 {folder / '版式' / 'report.docx'}",
        f"已生成 {folder / '版式' / '附表.toml'}",
        f"已生成 {folder / '版式' / 'edition.toml'}",
        "用 Word 打开“版式”里的 report.docx，改字，不要动花括号 {{ }}、{% %} 和里面的标签；",
        f"保存、关闭，再运行 {advised.program()} --inputs {folder}，报告就用改过的语句。",
        "要换回统一的版式，删除“版式”文件夹。",
    ]


def test_without_a_workbook_it_is_the_newest_edition(tmp_path: Path, capsys: Output) -> None:
    newest = editions.newest().name
    assert main("template", tmp_path, "--json") == DONE
    assert (tmp_path / "版式" / "report.docx").read_bytes() == editions.named(newest).template.data
    (told,) = json.loads(capsys.readouterr().out)["problems"]
    assert told["message"] == f"没有读得懂的工作簿，采用最新的“{newest}”版式"


def test_a_workbook_that_names_no_edition_gets_the_newest(tmp_path: Path, capsys: Output) -> None:
    main("init", tmp_path)
    assert main("template", tmp_path) == DONE
    said = capsys.readouterr().out
    assert f"“基本信息”里没有写明版式，采用最新的“{editions.newest().name}”版式" in said


def test_what_is_there_is_never_overwritten(tmp_path: Path, capsys: Output) -> None:
    folder = year(tmp_path)
    place = folder / "版式"
    place.mkdir()
    (place / "report.docx").write_bytes(b"mine")
    assert main("template", folder) == DONE
    assert f"提示 I03　{place / 'report.docx'}：已经有这个文件，没有动它" in capsys.readouterr().out
    for name in ("附表.toml", "edition.toml"):
        (place / name).write_bytes(b"mine, too")
    assert main("template", folder) == NOTHING
    assert [path.read_bytes() for path in sorted(place.iterdir())] == [b"mine, too", b"mine", b"mine, too"]
    said = capsys.readouterr().out
    for name in ("report.docx", "附表.toml", "edition.toml"):
        assert (
            f"错误 I03　{place / name}：已经有这个文件，没有动它"
            "　→ 它就是生成报告时用的；要重新复制，请先把它改名或移走。" in said
        )


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path, capsys: Output) -> None:
    assert main("template", tmp_path / "2012") == NOTHING
    assert f"错误 I01　{tmp_path / '2012'}：没有这个文件夹" in capsys.readouterr().out
    assert not (tmp_path / "2012").exists()


# ---- the report made with it


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The program as the officer runs it."""
    return subprocess.run(
        [sys.executable, ROOT / "generate.py", *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def official(shelf: Shelf) -> Report:
    """The report of the small department in the words of the edition."""
    return shelf.report(water_office.department())


def test_a_changed_sentence_is_in_both_files_and_nothing_else_is(tmp_path: Path, official: Report) -> None:
    folder, output = year(tmp_path), tmp_path / "output"
    assert run("template", folder).returncode == DONE
    replace_words(folder / "版式" / "report.docx", SENTENCE, OWN_SENTENCE)
    done = run("--inputs", folder, "--output", output)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert "用本单位的版式" in done.stdout
    word, page = output_folder.word(output), output_folder.place(output / "2021", CHECK_REPORT)
    mine = Report(word.read_bytes(), word.with_suffix(".pdf").read_bytes(), official.made)
    assert official.text.count(SENTENCE) == 1
    assert mine.text == official.text.replace(SENTENCE, OWN_SENTENCE)
    pages = ["".join(pdf_pages(each.pdf)) for each in (official, mine)]
    assert pages[0].count(SENTENCE) == 1
    assert pages[1] == pages[0].replace(SENTENCE, OWN_SENTENCE)
    (version,) = store.of(output / "2021")
    assert {"版式/report.docx", "版式/附表.toml", "版式/edition.toml"} <= version.sources.keys()
    assert "<li>版式/report.docx" in page.read_text(encoding="utf-8")


def test_without_own_files_the_run_names_the_edition(tmp_path: Path) -> None:
    done = run("--inputs", year(tmp_path), "--output", tmp_path / "output")
    assert "用“四川2020”版式" in done.stdout
    page = output_folder.place(tmp_path / "output" / "2021", CHECK_REPORT).read_text(encoding="utf-8")
    assert {"四川2020/report.docx", "四川2020/附表.toml", "四川2020/edition.toml"} <= set(
        re.findall(r"四川2020/[\w.]+", page)
    )


def test_each_file_wins_alone(tmp_path: Path) -> None:
    folder, shipped = year(tmp_path), editions.named("四川2020")
    template = own(folder)
    found = editions.of(reading.given(folder), "四川2020")
    kept = FormFile("版式/report.docx", template.read_bytes())
    assert (found.template, found.tables, found.own) == (kept, shipped.tables, (kept,))
    template.rename(folder / "别处.docx")
    assert editions.of(reading.given(folder), "四川2020") == shipped


def test_own_public_tables_are_those_of_the_report(tmp_path: Path) -> None:
    content = builder.added(water_office.department(), "基本信息", {"项目": "附表", "内容": "是"})
    folder = builder.write(tmp_path / "2021", content)
    (folder / "版式").mkdir()
    words = editions.named("四川2020").tables.data.decode()
    (folder / "版式" / "附表.toml").write_text(words.replace("收入决算表", "收入明细表", 1), encoding="utf-8")
    made = report.make(folder, tmp_path / "output")
    assert "二、收入明细表" in made.lines
