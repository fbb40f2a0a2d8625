"""The command terms: what 名词解释 lacks is proposed, shown, and written with a mark once it is agreed to."""

import json
import zipfile
from pathlib import Path

import pytest

import generate
from juesuan import reading
from juesuan.app import cli
from juesuan.model import year_folder
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.year import blank_workbook
from juesuan.year.proposed_terms import KEPT
from tests.support import builder
from tests.support.water_office import department

Output = pytest.CaptureFixture[str]


def run(folder: Path, *words: str) -> int:
    return cli.main(["terms", "--inputs", str(folder), *words], generate.make, generate.check)


def without_terms(folder: Path, *kept: str) -> Path:
    """The small department whose sheet 名词解释 has only the terms that are named."""
    rows = [row for row in department()["名词解释"] if row["名词"] in kept]
    blank_workbook.write_workbook(folder / year_folder.WORKBOOK, department(名词解释=rows))
    return folder


def test_a_sheet_that_has_all_terms_is_left_alone(tmp_path: Path, capsys: Output) -> None:
    without_terms(tmp_path, *(str(row["名词"]) for row in department()["名词解释"]))
    assert run(tmp_path, "--yes", "--json") in {DONE, OPEN}
    before = json.loads(capsys.readouterr().out)["terms"]
    assert not any("（项）" in term["name"] for term in before)


def test_the_terms_that_are_lacking_are_shown_and_nothing_is_written_unasked(
    tmp_path: Path, capsys: Output
) -> None:
    data = (without_terms(tmp_path) / year_folder.WORKBOOK).read_bytes()
    assert run(tmp_path) == NOTHING
    shown = capsys.readouterr().out
    assert "财政拨款收入" in shown
    assert "农林水支出（类）水利（款）防汛（项）" in shown
    assert shown.endswith("没有写。看过以上各条、确认要写，请加 --yes 再运行一次。\n")
    assert run(tmp_path, "--dry-run") == DONE
    assert (tmp_path / year_folder.WORKBOOK).read_bytes() == data
    assert not (tmp_path / KEPT).exists()


def test_what_is_agreed_to_is_written_below_the_others_with_a_mark(tmp_path: Path, capsys: Output) -> None:
    without_terms(tmp_path, "财政拨款收入")
    workbook = tmp_path / year_folder.WORKBOOK
    data = workbook.read_bytes()
    assert run(tmp_path, "--yes") == DONE
    assert "各有一个〔待确认〕" in capsys.readouterr().out
    terms = reading.book(reading.given(tmp_path)).terms
    assert (terms[0].name.text, len(terms) > 5) == ("财政拨款收入", True)
    assert all(term.meaning.text.startswith("〔待确认〕") for term in terms[1:])
    assert len({term.name.text for term in terms}) == len(terms)
    assert [path.read_bytes() for path in (tmp_path / KEPT).iterdir()] == [data]
    (copy,) = (tmp_path / KEPT).iterdir()
    with zipfile.ZipFile(workbook) as new, zipfile.ZipFile(copy) as old:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert [name for name in changed if "sheet" in name] == ["xl/worksheets/sheet15.xml"]
    assert run(tmp_path, "--yes") == DONE
    assert capsys.readouterr().out.endswith("要解释的名词，名词解释表里都有了。\n")


def test_the_marks_keep_the_report_open_until_they_are_taken_away(tmp_path: Path, capsys: Output) -> None:
    content = department(名词解释=())
    folder = builder.write(tmp_path / "2021", content)
    assert run(folder, "--yes") == DONE
    capsys.readouterr()
    assert cli.main(["check", "--inputs", str(folder), "--quiet"], generate.make, generate.check) == OPEN
    codes = {line.split("　")[0] for line in capsys.readouterr().out.splitlines()}
    assert "错误 C806" in codes
    assert "警告 C853" not in codes


def test_an_item_that_is_not_known_is_named_with_what_to_write(tmp_path: Path, capsys: Output) -> None:
    content = builder.changed(department(), "支出科目", "2130314", "科目名称", "防汛抗洪")
    content = {**content, "名词解释": [row for row in content["名词解释"] if "防汛" not in str(row["名词"])]}
    blank_workbook.write_workbook(tmp_path / year_folder.WORKBOOK, content)
    assert run(tmp_path, "--yes", "--quiet") == OPEN
    out = capsys.readouterr().out
    assert out.startswith("警告 T81　〔支出科目〕A")
    assert (
        "没有参考的解释　→ 请在“名词解释”表里自己加一条，名词写“农林水支出（类）水利（款）防汛抗洪（项）”。" in out
    )


def test_an_open_workbook_is_left_alone(tmp_path: Path, capsys: Output) -> None:
    workbook = without_terms(tmp_path) / year_folder.WORKBOOK
    data = workbook.read_bytes()
    (tmp_path / f"~${year_folder.WORKBOOK}").touch()
    assert run(tmp_path, "--yes") == NOTHING
    assert f"错误 K04　{workbook}：正在 WPS 或 Excel 里打开着，没有动它" in capsys.readouterr().out
    assert workbook.read_bytes() == data


def test_a_workbook_of_another_format_is_refused(tmp_path: Path, capsys: Output) -> None:
    sample = without_terms(tmp_path) / year_folder.WORKBOOK
    sample.rename(tmp_path / "决算数据.ods")
    assert run(tmp_path, "--yes") == NOTHING
    assert capsys.readouterr().out.startswith(
        f"错误 T80　{tmp_path / '决算数据.ods'}：这种格式的工作簿不能只改几格　→ 请用 WPS 或 Excel 打开"
    )
