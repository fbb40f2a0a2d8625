"""Numbers first: `check` and `tags` work once the workbook can be read; only the report waits for the texts."""

from pathlib import Path

import pytest

import generate
from juesuan.app import cli
from juesuan.model import year_folder
from juesuan.model.outcome import NOTHING, OPEN
from tests.support import builder, output_folder
from tests.support.builder import changed
from tests.support.water_office import department, texts

Output = pytest.CaptureFixture[str]


def run(folder: Path, *words: str) -> int:
    arguments = [*words, "--inputs", str(folder), "--output", str(folder.parent / "output"), "--quiet"]
    return cli.main(arguments, generate.make, generate.check)


def test_the_numbers_are_checked_while_the_texts_are_missing(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "收入支出", "收入总计", "本年决算数", 1)
    folder = builder.write(tmp_path / "2021", content)
    (folder / year_folder.TEXTS).unlink()
    assert run(folder, "check") == OPEN
    found = [line.split("　")[0] for line in capsys.readouterr().out.splitlines()]
    assert found[0] == "错误 T01"
    assert "错误 C101" in found
    assert run(folder) == NOTHING
    assert capsys.readouterr().out.splitlines()[0].startswith("错误 T01　文字材料.docx：没有这个文件")


def test_headings_without_a_text_are_listed_beside_the_numbers(tmp_path: Path, capsys: Output) -> None:
    content = changed(department(), "收入支出", "收入总计", "本年决算数", 1)
    written = {heading: () if heading == "主要职能" else words for heading, words in texts(content).items()}
    folder = builder.write(tmp_path / "2021", content, written)
    assert run(folder, "check") == OPEN
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("错误 T04　文字材料.docx 标题“主要职能”：标题下面没有文字")
    assert any(line.startswith("错误 C101") for line in lines)


def test_the_tags_are_listed_while_the_texts_are_missing(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", department())
    (folder / year_folder.TEXTS).unlink()
    arguments = ["tags", "--inputs", str(folder), "--output", str(tmp_path / "output")]
    assert cli.main(arguments, generate.make, generate.check) == OPEN
    out = capsys.readouterr().out
    assert out.startswith("错误 T01")
    assert "标签.html" in out
    assert output_folder.place(tmp_path / "output" / "2021", "标签.html").exists()


def test_a_workbook_that_cannot_be_read_is_refused_with_all_faults(tmp_path: Path, capsys: Output) -> None:
    folder = builder.write(tmp_path / "2021", changed(department(), "收入支出", "收入总计", "本年决算数", "一百"))
    (folder / year_folder.TEXTS).unlink()
    assert run(folder, "check") == NOTHING
    found = [line.split("　")[0] for line in capsys.readouterr().out.splitlines()]
    assert "错误 T01" in found
    assert len(found) > 1
