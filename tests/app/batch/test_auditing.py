"""The finished reports in a folder audited together: the table, the pages, what could not be read."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from juesuan.app import cli
from juesuan.app.batch import audit_jobs, audit_pages, pool
from juesuan.app.batch.audit_jobs import AuditJob
from juesuan.model.bulk_audit import BulkAudit
from juesuan.model.outcome import DONE, NOTHING, OPEN
from tests.support import killing, output_folder

Output = pytest.CaptureFixture[str]
TIES = "2020年本年支出合计509.28万元，其中：基本支出250.10万元，占49.11%；项目支出259.18万元，占50.89%。"
WRONG = TIES.replace("49.11", "94.11")


def audit(output: Path, *words: str | Path, code: int) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    arguments = ["audit", *map(str, words), "--output", str(output)]
    assert cli.main(arguments, never, never) == code  # type: ignore[arg-type]


def reports(folder: Path) -> Path:
    for name, words in {
        "水务局/报告.txt": TIES,
        "林业局/报告.txt": WRONG,
        "坏.pdf": "no pdf",
        "表.xls": "",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return folder


def made(folder: Path) -> dict[str, bytes]:
    """The files that are no hidden ones, by their places."""
    places = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    is_shown = {place for place in places if not any(part.startswith(".") for part in place.parts)}
    return {place.as_posix(): places[place].read_bytes() for place in is_shown}


def test_the_reports_of_a_folder_have_a_page_each_and_a_table(tmp_path: Path, capsys: Output) -> None:
    audit(tmp_path / "output", reports(tmp_path / "全县<b>"), "--workers", "1", code=OPEN)
    said = capsys.readouterr().out
    assert "3 份：读出来的 2 份，还有问题的 2 份" in said
    assert "另有 1 个文件不是报告，没有看：表.xls" in said
    place = tmp_path / "output" / "审读" / "全县<b>"
    assert sorted(made(place)) == [
        "审读汇总.html", "审读汇总.xlsx", "林业局/报告.txt.审读报告.html", "水务局/报告.txt.审读报告.html",
    ]  # fmt: skip
    page = (place / "审读汇总.html").read_text(encoding="utf-8")
    assert "<h1>审读汇总　全县&lt;b&gt;</h1>" in page
    assert ">林业局/报告.txt</a>　有问题" in page
    assert ">水务局/报告.txt</a>　没有发现问题" in page
    assert "坏.pdf　读不出来" in page
    book = openpyxl.load_workbook(place / "审读汇总.xlsx")
    found = {row[0]: row[1:] for row in book["01各份报告审读结果"].iter_rows(min_row=5, values_only=True)}
    assert found["林业局/报告.txt"][:5] == ("2020", "1", "0", "0", "有问题")
    assert found["水务局/报告.txt"][:5] == ("2020", "0", "0", "0", "没有发现问题")
    assert found["坏.pdf"][:5] == (None, None, None, None, "读不出来")
    (row,) = (row for row in book["02意见按规则汇总"].iter_rows(values_only=True) if row[0] == "D02")
    assert row[3:] == ("1", "1", "林业局/报告.txt")
    ran = {row[0]: row[2] for row in book["04规则用了多少"].iter_rows(min_row=5, values_only=True)}
    assert int(str(ran["D02"])) >= 4


def test_it_is_told_to_another_program(tmp_path: Path, capsys: Output) -> None:
    audit(tmp_path / "output", reports(tmp_path / "全县"), "--workers", "1", "--json", code=OPEN)
    told = json.loads(capsys.readouterr().out)
    assert told["others"] == ["表.xls"]
    assert [(each["file"], each["read"], [one["code"] for one in each["problems"]]) for each in told["files"]] == [
        ("坏.pdf", False, ["D29"]), ("林业局/报告.txt", True, ["D02"]), ("水务局/报告.txt", True, []),
    ]  # fmt: skip


def test_a_folder_without_reports_is_refused(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "空").mkdir()
    audit(tmp_path / "output", tmp_path / "空", code=NOTHING)
    assert "错误 I70　" in capsys.readouterr().out


def test_what_has_not_changed_is_passed_over_and_what_has_is_read_again(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = reports(tmp_path / "全县"), tmp_path / "output"
    read = list[str]()

    def results(work: Callable[[AuditJob], BulkAudit], jobs: Sequence[AuditJob], _: object) -> Iterator[object]:
        read.extend(each.name for each in jobs)
        return ((each, work(each)) for each in jobs)

    monkeypatch.setattr(pool, "results", results)
    audit(output, folder, code=OPEN)
    before = made(output)
    assert read == ["坏.pdf", "林业局/报告.txt", "水务局/报告.txt"]
    read.clear()
    audit(output, folder, code=OPEN)
    assert read == ["坏.pdf"]
    assert made(output) == before
    assert "没有变、没有重读的 2 份" in capsys.readouterr().out
    (folder / "林业局/报告.txt").write_text(TIES, encoding="utf-8")
    (output / "审读/全县/水务局/报告.txt.审读报告.html").unlink()
    read.clear()
    audit(output, folder, "--json", code=OPEN)
    assert read == ["坏.pdf", "林业局/报告.txt", "水务局/报告.txt"]
    told = json.loads(capsys.readouterr().out)
    assert [len(each["problems"]) for each in told["files"]] == [1, 0, 0]


def test_another_year_or_another_program_reads_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, place = reports(tmp_path / "全县"), tmp_path / "output/审读/全县"
    audit(tmp_path / "output", folder, "--workers", "1", code=OPEN)

    def known(year: int | None) -> list[str]:
        return [*audit_pages.unchanged(audit_jobs.found(folder, year)[0], place)]

    assert known(None) == ["林业局/报告.txt", "水务局/报告.txt"]
    assert known(2020) == []
    monkeypatch.setattr("juesuan.versions.store.program", lambda: "another")
    assert known(None) == []
    monkeypatch.undo()
    for path in (place / ".决算有据-审读").iterdir():
        path.write_bytes(b"{")
    assert known(None) == []


@pytest.mark.parametrize(("option", "value"), [("--workers", "2"), ("--cluster", "local")])
def test_what_only_a_folder_can_have_is_refused_for_files(
    tmp_path: Path, capsys: Output, option: str, value: str
) -> None:
    folder = reports(tmp_path / "全县")
    for files in ([folder / "水务局/报告.txt"], [folder / "水务局/报告.txt", folder / "林业局/报告.txt"]):
        audit(tmp_path / "output", *files, option, value, code=NOTHING)
        assert f"错误 I72　{option}：只有审读一个文件夹时才能用" in capsys.readouterr().out
    assert not (tmp_path / "output").exists()


def test_a_folder_beside_something_else_is_refused(tmp_path: Path, capsys: Output) -> None:
    folder = reports(tmp_path / "全县")
    audit(tmp_path / "output", folder, folder / "水务局/报告.txt", code=NOTHING)
    assert "错误 I71　" in capsys.readouterr().out


# ---- an audit that is stopped


def one_after_the_other(
    work: Callable[[AuditJob], BulkAudit], jobs: Sequence[AuditJob], *_: object
) -> Iterator[tuple[AuditJob, BulkAudit]]:
    return ((each, work(each)) for each in jobs)


def names_read(patch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on, in this process."""
    read = list[str]()

    def results(
        work: Callable[[AuditJob], BulkAudit], jobs: Sequence[AuditJob], *_: object
    ) -> Iterator[tuple[AuditJob, BulkAudit]]:
        for each in jobs:
            read.append(each.name)
            yield each, work(each)

    patch.setattr(pool, "results", results)
    return read


def test_what_was_read_before_it_was_stopped_is_not_read_again(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = reports(tmp_path / "全县"), tmp_path / "output"

    def stopped(
        work: Callable[[AuditJob], BulkAudit], jobs: Sequence[AuditJob], *_: object
    ) -> Iterator[tuple[AuditJob, BulkAudit]]:
        yield from one_after_the_other(work, jobs[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr(pool, "results", stopped)
    audit(output, folder, code=NOTHING)
    said = capsys.readouterr()
    assert "读过的 2 份都记下了，再运行一次，从没有读的接着读。" in said.out
    assert "再审读一次即可" in said.err
    assert [*made(output)] == ["审读/全县/林业局/报告.txt.审读报告.html"]
    read = names_read(monkeypatch)
    audit(output, folder, code=OPEN)
    assert read == ["坏.pdf", "水务局/报告.txt"]
    assert "没有变、没有重读的 1 份" in capsys.readouterr().out


def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, output = reports(tmp_path / "全县"), tmp_path / "output"
    monkeypatch.setattr(os, "fsync", lambda _: None)  # what a process leaves when it is killed is the same
    monkeypatch.setattr(pool, "results", one_after_the_other)
    audit(output, folder, code=OPEN)
    whole = made(output)
    kept_at_once = set[int]()
    for step in count():
        shutil.rmtree(output)
        is_killed = killing.killed(lambda: audit(output, folder, code=OPEN), step)
        assert all(whole[place] == data for place, data in made(output).items()), step
        jobs, _ = audit_jobs.found(folder, None)
        known = audit_pages.unchanged(jobs, output / "审读" / "全县")
        kept_at_once.add(len(known))
        with pytest.MonkeyPatch.context() as patch:
            read = names_read(patch)
            audit(output, folder, code=OPEN)
        assert read == [each.name for each in jobs if each.name not in known], step
        assert made(output) == whole, step
        assert output_folder.temporaries(output) == [], step
        if not is_killed:
            break
    assert kept_at_once == {0, 1, 2}
    assert step > 10


def test_what_is_known_of_files_that_are_gone_is_forgotten(tmp_path: Path) -> None:
    folder, output = reports(tmp_path / "全县"), tmp_path / "output"
    audit(output, folder, "--workers", "1", code=OPEN)
    (folder / "林业局/报告.txt").unlink()
    audit(output, folder, "--workers", "1", code=OPEN)
    assert len([*(output / "审读/全县/.决算有据-审读").iterdir()]) == 1


# ---- a folder as it comes


def strange(folder: Path) -> Path:
    """A folder of reports that came from everywhere, with links, a pipe and names that nobody can write down."""
    for place in ("好.txt", "深/深/报告.txt", "换\n行.txt", "无权/报告.txt", "~$好.txt", "夹.docx/内.txt"):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(TIES, encoding="utf-8")
    (folder / "深/环").symlink_to(folder)
    (folder / "深/断.docx").symlink_to("没有")
    (folder / "深/自指.pdf").symlink_to("自指.pdf")
    (folder / "链.txt").symlink_to("好.txt")
    os.mkfifo(folder / "管道.txt")
    (folder / "旧.doc").write_bytes(b"")
    return folder


def test_what_cannot_be_looked_into_is_named_with_its_place(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = strange(tmp_path / "县《甲》&'\"<乙> 局")
    scandir = os.scandir

    def scanned(path: str | Path) -> object:
        if Path(path).name == "无权":
            raise PermissionError(13, "没有权限", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(pool, "results", one_after_the_other)
    audit(tmp_path / "output", folder, "--json", code=OPEN)
    told = json.loads(capsys.readouterr().out)
    assert told["others"] == ["旧.doc"]
    read = {each["file"] for each in told["files"] if each["read"]}
    assert read == {"好.txt", "深/深/报告.txt", "夹.docx/内.txt", "链.txt"}
    why = {each["file"]: each["problems"][0]["message"] for each in told["files"] if not each["read"]}
    assert why == {
        "换�行.txt": "打不开（文件或文件夹的名称里有乱码或换行，请改名）",
        "无权": "打不开（没有权限）",
        "深/环": "这是一个链接，没有顺着它去看：请把它指向的文件夹本身放进来",
        "深/断.docx": "没有这个文件",
        "深/自指.pdf": "没有这个文件",
        "管道.txt": "打不开（不是文件）",
    }
    monkeypatch.undo()
    book = openpyxl.load_workbook(tmp_path / "output" / "审读" / folder.name / "审读汇总.xlsx")
    named = {row[0] for row in book["03没有读出来的"].iter_rows(values_only=True)}
    assert {*why, "旧.doc"} <= named


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_name_as_long_as_a_system_takes_has_a_page(tmp_path: Path, *, is_folder: bool) -> None:
    file = tmp_path / "县" / f"{'长' * 83}.txt"
    file.parent.mkdir()
    file.write_text(TIES, encoding="utf-8")
    audit(tmp_path / "output", file.parent if is_folder else file, code=DONE)
    (page,) = (tmp_path / "output").rglob("长*审读报告.html")
    assert re.fullmatch("长{60,}…[0-9a-f]{8}.审读报告.html", page.name)
    if is_folder:
        assert quote(page.name) in (page.parent / "审读汇总.html").read_text(encoding="utf-8")
