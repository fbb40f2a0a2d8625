"""The command start: a finished report is shown figure by figure, and the year's folder made when agreed to."""

import json
from pathlib import Path

import pytest

from juesuan.app import cli
from juesuan.model.document import Heading, Paragraph
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.ooxml import blocks
from tests.app.test_command import never, unchecked
from tests.support import printed_report

Output = pytest.CaptureFixture[str]
NAMES = ["决算数据.xlsx", "文字材料.docx", "导入来源.toml", "提出的格.toml"]


def run(folder: Path, *words: object) -> int:
    return cli.main(["start", *map(str, words), "--inputs", str(folder / "inputs")], never, unchecked)


def document(path: Path) -> str:
    """The text of a Word file."""
    return "\n".join(each.text for each in blocks.read(path.read_bytes()) if isinstance(each, Heading | Paragraph))


def test_the_figures_are_shown_and_nothing_is_made_unasked(tmp_path: Path, capsys: Output) -> None:
    report = printed_report.written(tmp_path)
    assert run(tmp_path, report, "--dry-run") == DONE
    said = capsys.readouterr().out
    assert "收入总计·上年决算数" in said
    assert "第14段" in said
    assert "只是列出来看，什么也没有做。" in said
    assert run(tmp_path, report) == NOTHING
    assert "请加 --yes 再运行一次" in capsys.readouterr().out
    assert not (tmp_path / "inputs").exists()


def test_what_is_agreed_to_is_made(tmp_path: Path, capsys: Output) -> None:
    report = printed_report.written(tmp_path)
    assert run(tmp_path, report, "--year", 2021, "--yes", "--json") == DONE
    told = json.loads(capsys.readouterr().out)
    assert [Path(each).name for each in told["files"]] == NAMES
    first = {"sheet": "其他事项", "cell": "人员编制·本年数", "printed": "18名", "place": "第10段"}
    assert told["figures"][0] == first
    assert (tmp_path / "inputs" / "2021" / "附件").is_dir()


def test_what_was_not_understood_leaves_the_code_open(tmp_path: Path, capsys: Output) -> None:
    report = printed_report.written(tmp_path, {"水利（款）防汛（项）": "水利（款）防火（项）"})
    assert run(tmp_path, report, "--year", 2021, "--yes") == OPEN
    assert "警告 I37　决算报告.txt 第22段“支出科目”：没有读懂" in capsys.readouterr().out


def test_characters_that_no_file_can_hold_are_left_out(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in printed_report.LINES).replace("抗旱", "抗&#1;旱&#xfffe;")
    page = tmp_path / "决算报告.html"
    page.write_text(f"<html><meta charset=utf-8><body>{lines}</body></html>", encoding="utf-8")
    assert run(tmp_path, page, "--yes") == DONE
    assert "承担防汛抗旱工作。" in document(tmp_path / "inputs" / "2022" / "文字材料.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.docx", b""),
        ("网页.docx", b"<html><body>2021</body></html>"),
        ("残缺.pdf", b"%PDF-1.7 1 0 obj"),
        ("旧.doc", b"\xd0\xcf\x11\xe0"),
        ("大.txt", ("2021年度部门决算\n" + "收入1万元。\n" * 12000).encode()),
    ],
)
def test_what_cannot_be_read_makes_nothing(tmp_path: Path, capsys: Output, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert run(tmp_path, tmp_path / name, "--yes") == NOTHING
    assert "没有做：有 1 处要先改正。" in capsys.readouterr().out
    assert not (tmp_path / "inputs").exists()
