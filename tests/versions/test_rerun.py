"""A run where nothing has changed makes nothing again; what is missing is put back; two runs take turns."""

import multiprocessing
import threading
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from msgspec.structs import replace

import generate
from juesuan import pdf
from juesuan.app.teller import Teller
from juesuan.model.outcome import Made
from juesuan.model.problems import ReportError, warning
from juesuan.versions import rerun, store
from juesuan.year import own_template
from tests.support import builder, output_folder, water_office
from tests.support.shelf import Shelf


@pytest.fixture
def first(shelf: Shelf, tmp_path: Path) -> Made:
    """What the first run has made."""
    return shelf.copy(tmp_path, water_office.department()).made


@pytest.fixture
def year(first: Made, tmp_path: Path) -> Path:
    """The inputs of a report that is made."""
    assert first.is_new
    return tmp_path / "inputs" / "2021"


def make(year: Path) -> Made:
    return generate.make(year, year.parent.parent / "output", Teller(quiet=True))


def outputs(year: Path) -> dict[str, bytes]:
    return output_folder.outputs(year.parent.parent / "output" / "2021")


def all_versions(year: Path) -> list[int]:
    return [each.number for each in store.of(year.parent.parent / "output" / "2021")]


def test_nothing_is_made_where_nothing_has_changed(year: Path, first: Made) -> None:
    files = outputs(year)
    again = make(year)
    assert not again.is_new
    assert (again.files, again.pages, again.figures, again.charts) == (
        first.files,
        first.pages,
        first.figures,
        first.charts,
    )
    assert again.problems == first.problems
    assert outputs(year) == files
    assert all_versions(year) == [1]


def test_an_output_that_is_gone_is_put_back(year: Path, first: Made) -> None:
    files = outputs(year)
    for path in first.files:
        path.unlink()
    again = make(year)
    assert not again.is_new
    assert outputs(year) == files


def test_the_pdf_of_an_earlier_version_does_not_stay_beside_one_without(year: Path) -> None:
    folder = year.parent.parent / "output" / "2021"
    (version,) = store.of(folder)
    lacking = {name: key for name, key in version.outputs.items() if not name.endswith(".pdf")}
    store.add(folder, replace(version, number=2, outputs=lacking), {})
    again = make(year)
    assert not again.is_new
    assert [problem.code for problem in again.problems if problem.is_open] == ["F04", "F04"]
    left = sorted(name for name in outputs(year) if name.endswith(".pdf"))
    assert [name.partition("（以前")[0] for name in left] == [
        "留存/移开的文件/青禾县水务局2021年度部门决算",
        "留存/移开的文件/青禾县水务局2021年度部门决算（存档）",
    ]
    assert [problem.code for problem in make(year).problems if problem.is_open] == []


def test_an_output_that_was_edited_is_kept_and_the_report_made_again(year: Path, first: Made) -> None:
    word = first.files[0]
    word.write_bytes(word.read_bytes() + b"edited")
    again = make(year)
    assert again.is_new
    assert any("人工修改" in name for name in outputs(year))


def change(year: Path, name: str) -> None:
    match name:
        case "cell":
            content = builder.changed(water_office.department(), "其他事项", "调入人员", "本年数", 2)
            builder.write(year, content)
        case "attachment":
            (year / "附件" / "说明.docx").write_bytes(builder.docx({"说明": ["一段。"]}))
        case "template":
            own_template.copy(year)
        case "last year":
            builder.write(year.parent / "2020", water_office.department())
        case "program":
            store.program.cache_clear()


@pytest.mark.parametrize("what", ["cell", "attachment", "template", "last year"])
def test_a_report_is_made_again_when_something_it_comes_from_changes(year: Path, what: str) -> None:
    change(year, what)
    assert make(year).is_new
    assert all_versions(year) == [1, 2]


def test_a_report_is_made_again_by_another_program(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "program", lambda: "another")
    assert make(year).is_new


def test_what_the_program_does_not_read_changes_nothing(year: Path) -> None:
    for name in ("~$决算数据.xlsx", ".DS_Store", "便条.txt"):
        (year / name).touch()
    assert not make(year).is_new


def test_a_content_that_is_gone_is_made_again(year: Path) -> None:
    folder = year.parent.parent / "output" / "2021"
    (version,) = store.of(folder)
    for path in (output_folder.versions(folder) / "内容").rglob(f"{version.content[2:]}*"):
        path.unlink()
    assert make(year).is_new


# ---- after a run that was killed


def test_temporaries_of_a_run_that_was_killed_are_removed_once_it_is_known_to_be_dead(tmp_path: Path) -> None:
    left = [tmp_path / "2021" / ".~决算有据-a.docx", tmp_path / "2020" / "留存" / "版本" / ".~决算有据-b"]
    for path in left:
        path.parent.mkdir(parents=True)
        path.touch()
    with rerun.alone(tmp_path, print):
        assert not any(path.exists() for path in left)


def test_a_report_whose_pdf_could_not_be_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = builder.write(tmp_path / "inputs" / "2021", water_office.department())
    missing = warning("P01", "PDF", "没有生成 PDF")
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "readiness", lambda: (missing,))
        make(year)
    assert make(year).is_new
    assert not make(year).is_new


# ---- two at once


def test_the_second_run_waits_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    first, order = threading.Event(), list[str]()
    held, go = multiprocessing.get_context("spawn").Event(), multiprocessing.get_context("spawn").Event()
    other = multiprocessing.get_context("spawn").Process(target=hold, args=(tmp_path, held, go))
    other.start()
    assert held.wait(60)

    def say(words: str) -> None:
        said.append(words)
        go.set()

    with rerun.alone(tmp_path, say):
        order.append("second")
        first.set()
    other.join()
    assert said == ["另一个窗口正在生成这里的报告，等它做完……"]
    assert order == ["second"]


def hold(folder: Path, held: Event, go: Event) -> None:
    """Another process that works in the folder until it is told to end."""
    with rerun.alone(folder, print):
        held.set()
        go.wait(60)


def test_a_run_that_never_ends_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rerun, "_LONGEST_WAIT", 0)
    said: list[str] = []
    with (
        rerun.alone(tmp_path, said.append),
        pytest.raises(ReportError) as caught,
        rerun.alone(tmp_path, said.append),
    ):
        pass
    assert [each.code for each in caught.value.problems] == ["F06"]
    assert len(said) == 1


@pytest.mark.parametrize("damaged", ["0002.json", "**/0002.json"], ids=["record", "record and copy"])
def test_the_newest_record_damaged_is_told_and_nothing_passes_for_edited(year: Path, damaged: str) -> None:
    """Its number is not taken again, its files are the program's own, and of edits made since none is invented."""
    output = year.parent.parent / "output" / "2021"
    builder.write(year, builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "减少"))
    make(year)
    for path in output_folder.versions(output).glob(damaged):
        path.write_bytes(b"{")
    builder.write(year, builder.changed(water_office.department(), "收入支出", "收入总计", "变动原因", "增加"))
    made = make(year)
    told = [each.code for each in made.problems if each.code[0] in "FHV"]
    is_lost = damaged.startswith("**")
    assert told == (["V02"] if is_lost else [])
    assert not [name for name in outputs(year) if "草稿" in name or "移开" in name]
    assert all_versions(year) == ([1, 3] if is_lost else [1, 2, 3])
    assert (output_folder.versions(output) / "0002.json").read_bytes() == b"{"
