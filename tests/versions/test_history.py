"""The list of a year's versions, and a version brought back: nothing is overwritten, what is lost is said."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import generate
from juesuan.app import cli
from juesuan.model import advised, identity, release
from juesuan.model.outcome import DONE, NOTHING, OPEN
from juesuan.versions import records, store
from tests.support import builder
from tests.support.builder import changed
from tests.support.output_folder import restored, versions
from tests.support.shelf import Shelf
from tests.support.water_office import department

Output = pytest.CaptureFixture[str]
REASON = "水利建设项目明显减少"


@pytest.fixture(scope="module")
def root(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions: as it was first, with amounts changed (which leaves it a draft), with another reason."""
    root = tmp_path_factory.mktemp("office")
    amounts = changed(department(), "收入支出", "其他收入", "本年决算数", 60000)
    amounts = changed(amounts, "收入支出", "其他收入", "上年决算数", 1000)
    amounts = changed(amounts, "三公经费", "公务接待费", "上年决算数", 4000)
    reason = changed(department(), "收入支出", "收入总计", "变动原因", REASON)
    shelf.copy(root, department())
    for content in (amounts, reason):
        builder.write(root / "inputs" / "2021", content)
        run(root, "--inputs", str(root / "inputs"), "--quiet")
    return root


@pytest.fixture
def office(root: Path, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    return shutil.copytree(root, tmp_path / "office")


def run(root: Path, *arguments: str) -> int:
    return cli.main([*arguments, "--output", str(root / "output")], generate.make, generate.check)


def listed(root: Path, capsys: Output, code: int = DONE) -> dict[str, Any]:
    capsys.readouterr()
    assert run(root, "history", "--json") == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files(folder)}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def lose(root: Path, key: str) -> None:
    (path,) = (versions(root / "output" / "2021") / "内容" / key[:2]).glob(f"{key[2:]}*")
    path.write_bytes(b"")


def records_of(root: Path, number: int) -> tuple[Path, Path]:
    """The record of a version and its copy."""
    folder = versions(root / "output" / "2021")
    return folder / f"{number:04d}.json", folder / "副本" / f"{number:04d}.json"


def of(root: Path, number: int) -> records.Version:
    return store.of(root / "output" / "2021")[number - 1]


# ---- the list


def test_the_versions_stand_newest_first_with_what_changed(root: Path, capsys: Output) -> None:
    found = listed(root, capsys)
    third, second, first = found["versions"]
    assert [each["number"] for each in (third, second, first)] == [3, 2, 1]
    assert [each["draft"] for each in (third, second, first)] == [False, True, False]
    assert (first["cause"], first["changed"], first["figures"]) == ("首次生成", None, [])
    assert {each["release"] for each in found["versions"]} == {release.number()}
    assert second["changed"] > len(second["figures"]) == 5
    assert all(each["old"] != each["new"] for each in second["figures"])
    assert second["cause"].startswith("〔收入支出〕")
    assert min(each["bytes"] for each in found["versions"]) > 100_000
    assert not any(each["lost"] for each in found["versions"])


def test_the_list_is_an_aligned_table(root: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert run(root, "history", "--year", "2021") == DONE
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["版本", "时间", "草稿", "成品大小", "起因和变了的数"]
    assert [line.split()[0] for line in lines if line.startswith("第")] == ["第3版", "第2版", "第1版"]
    assert any("收入支出.其他收入 5.00万元→6.00万元" in line for line in lines)
    assert any("……其余 " in line for line in lines)
    assert lines[-2].startswith("2021 年度共 3 版")
    assert lines[-1].endswith(f"restore 3 --year 2021 --output {root / 'output'}")


def test_a_year_without_versions_is_refused(root: Path, tmp_path: Path, capsys: Output) -> None:
    assert run(root, "history", "--year", "2019") == NOTHING
    assert "没有 2019 年度的版本　→ 有版本的年度：2021。" in capsys.readouterr().out
    assert run(tmp_path, "history") == NOTHING
    assert "还没有任何一年的版本　→ 先生成一次报告，就有第 1 版。" in capsys.readouterr().out


def test_what_is_lost_or_damaged_is_said(office: Path, capsys: Output) -> None:
    lose(office, of(office, 2).content)
    lose(office, of(office, 3).outputs["核对报告.html"])
    for path in records_of(office, 1):
        path.write_text("{", encoding="utf-8")
    found = listed(office, capsys, OPEN)
    third, second = found["versions"]
    assert (third["lost"], second["lost"]) == (["核对报告.html"], ["报告内容的记录"])
    assert (third["changed"], second["changed"]) == (None, None)
    messages = [each["message"] for each in found["problems"]]
    assert messages[:2] == ["这一版的记录已损坏，没有列出", "这一份版本记录的副本已损坏"]
    assert messages[2:] == ["保存的内容丢失或损坏：核对报告.html", "保存的内容丢失或损坏：报告内容的记录"]


# ---- a version brought back


def test_a_version_is_brought_back_whole_and_nothing_else_is_touched(office: Path, capsys: Output) -> None:
    year, version = office / "output" / "2021", of(office, 1)
    before = {name: data for name, data in tree(office).items() if ".lock" not in name}
    assert run(office, "restore", "1") == DONE
    made = tree(restored(year, 1))
    assert {name: identity.digest(data) for name, data in made.items()} == {
        **version.outputs,
        **{f"填报文件/{name}": key for name, key in version.sources.items()},
    }
    after = {
        name: data for name, data in tree(office).items() if "/留存/第1版/" not in name and ".lock" not in name
    }
    assert after == before
    said = capsys.readouterr().out
    assert f"第 1 版（{version.made}，首次生成）放进了" in said
    assert "先把 inputs/2021 另存一份" in said
    assert f"运行 {advised.program()} --year 2021 --output {office / 'output'}。" in said
    assert run(office, "--inputs", str(restored(year, 1) / "填报文件"), "check") == DONE


def test_it_is_said_where_the_workbook_of_last_year_belongs(office: Path, capsys: Output) -> None:
    builder.write(office / "inputs" / "2021", department())
    builder.write(office / "inputs" / "2020", department())
    run(office, "--inputs", str(office / "inputs"), "--year", "2021", "--quiet")
    number = store.of(office / "output" / "2021")[-1].number
    assert any(name.startswith("2020/") for name in of(office, number).sources)
    capsys.readouterr()
    assert run(office, "restore", str(number)) == DONE
    assert "其中的 2020/ 是上年的工作簿，放在 inputs/2020 里。" in capsys.readouterr().out


def test_a_version_that_is_there_already_is_left_alone(office: Path, capsys: Output) -> None:
    year = office / "output" / "2021"
    assert run(office, "restore", "2") == DONE
    before = tree(year)
    assert run(office, "restore", "2") == DONE
    assert tree(year) == before
    assert "里已经有第 2 版，内容相同，没有动它。" in capsys.readouterr().out


def test_a_folder_of_that_name_with_something_else_is_left_alone(office: Path) -> None:
    year = office / "output" / "2021"
    restored(year, 2).mkdir()
    (restored(year, 2) / "便条.txt").write_text("不要动", encoding="utf-8")
    assert run(office, "restore", "2") == DONE
    assert tree(restored(year, 2)) == {"便条.txt": "不要动".encode()}
    assert set(of(office, 2).outputs) < set(tree(restored(year, 2).with_name("第2版（2）")))


def test_what_is_lost_of_a_version_is_said_and_the_rest_brought_back(office: Path, capsys: Output) -> None:
    lose(office, of(office, 2).sources["决算数据.xlsx"])
    assert run(office, "restore", "2") == OPEN
    assert "保存的内容丢失或损坏：填报文件/决算数据.xlsx" in capsys.readouterr().out
    made = tree(restored(office / "output" / "2021", 2))
    assert "填报文件/文字材料.docx" in made
    assert "填报文件/决算数据.xlsx" not in made


def test_a_version_there_is_not_is_refused(office: Path, capsys: Output) -> None:
    assert run(office, "restore", "9") == NOTHING
    said = capsys.readouterr().out
    assert "没有第 9 版　→ 现有的版本：1、2、3。" in said
    assert "没有找回" in said
    assert run(office, "restore", "最新") == NOTHING
    assert run(office, "restore") == NOTHING
    for path in (versions(office / "output" / "2021") / "内容").rglob("*.*"):
        path.unlink()
    for path in files(versions(office / "output" / "2021") / "内容"):
        path.unlink()
    assert run(office, "restore", "1") == NOTHING
    assert "已经全部丢失" in capsys.readouterr().out
    assert not restored(office / "output" / "2021", 1).exists()


@pytest.mark.parametrize(
    "name", ["../../外面.docx", "/外面.docx", "..\\外面.docx", "C:外面.docx", "\\\\外面\\a\\b.docx", "", "."]
)
@pytest.mark.parametrize("where", ["来源", "成品"])
def test_a_record_cannot_name_a_place_outside_of_the_folder(office: Path, where: str, name: str) -> None:
    """Such a record is damaged: neither a version brought back nor the next run touches what it names."""
    for path in records_of(office, 3):
        record = json.loads(path.read_text(encoding="utf-8"))
        record[where][name] = record["来源"]["文字材料.docx"]
        path.write_text(json.dumps({**record, "校验": ""}), encoding="utf-8")
    before = list(files(office))
    assert run(office, "restore", "3") == NOTHING
    assert run(office, "history") == OPEN
    assert [each for each in files(office) if each not in before and ".lock" not in each.name] == []
    assert [version.number for version in store.of(office / "output" / "2021")] == [1, 2]


@pytest.mark.parametrize("key", ["../../../../../../etc/passwd", "", "a", "A" * 64])
def test_a_record_cannot_name_a_content_by_a_place(office: Path, key: str) -> None:
    year = office / "output" / "2021"
    for path in records_of(office, 3):
        record = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**record, "内容": key, "校验": ""}), encoding="utf-8")
    assert store.kept(year, key) is None
    assert [version.number for version in store.of(year)] == [1, 2]


def test_a_damaged_record_is_told_while_its_copy_brings_the_version_back(office: Path, capsys: Output) -> None:
    path, _ = records_of(office, 2)
    path.write_text("{", encoding="utf-8")
    found = listed(office, capsys, OPEN)
    assert [each["number"] for each in found["versions"]] == [3, 2, 1]
    (told,) = found["problems"]
    assert (told["code"], told["where"]) == ("V02", str(path))
    assert told["message"] == "这一版的记录已损坏、改名或不见了，列的是完好的那一份"
    assert run(office, "restore", "2") == DONE


def test_a_year_of_which_every_record_is_damaged_is_not_said_to_have_none(office: Path, capsys: Output) -> None:
    for number in (1, 2, 3):
        for path in records_of(office, number):
            path.write_text("{", encoding="utf-8")
    found = listed(office, capsys, OPEN)
    assert (found["year"], found["versions"], len(found["problems"])) == ("2021", [], 6)
    assert run(office, "restore", "2") == NOTHING
    said = capsys.readouterr().out
    assert "没有第 2 版　→ 没有一版能找回。" in said
    assert f"{records_of(office, 2)[0]}：这一版的记录已损坏" in said
