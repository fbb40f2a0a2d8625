"""What the figures were in earlier versions: of all of them, at the cost of reading one."""

from pathlib import Path

import msgspec
import pytest

import generate
from juesuan.app import cli
from juesuan.model.corrections import FormerPrint
from juesuan.model.identity import digest
from juesuan.model.outcome import OPEN
from juesuan.versions import content, former, store
from juesuan.versions.content import Content, Printed
from juesuan.versions.records import Version
from tests.support import builder, output_folder, water_office

NAME = "三公经费.公务接待费"


def kept(year: Path, *yuan: int, notes: bool = True) -> None:
    """One version after the other, in which the figure was that; ``notes``: with what it was before."""
    for each in yuan:
        figures = {NAME: Printed(f"{each / 10_000:.2f}万元", (), f"{each}.00")}
        said = Content(figures, (), (), (), 0, 0)
        if notes:
            said = msgspec.structs.replace(said, former=former.changed(former.former(year), figures))
        data = content.dumped(said)
        version = Version(
            store.next_number(year),
            "",
            "",
            is_draft=False,
            program="",
            sources={},
            outputs={},
            content=digest(data),
        )
        store.add(year, version, {version.content: data})


def texts(year: Path) -> list[str]:
    return [each.text for each in former.former(year).get(NAME, ())]


def test_every_print_of_every_version_is_known(tmp_path: Path) -> None:
    kept(tmp_path, 28600, 26800, 26800, 27000)
    assert former.former(tmp_path) == {
        NAME: tuple(FormerPrint(f"{each / 10_000:.2f}万元", f"{each}.00") for each in (27000, 26800, 28600))
    }


def test_a_value_that_came_back_is_no_former_one(tmp_path: Path) -> None:
    kept(tmp_path, 28600, 26800)
    now = {NAME: Printed("2.86万元", (), "28600.00")}
    assert former.changed(former.former(tmp_path), now) == {NAME: (FormerPrint("2.68万元", "26800.00"),)}


def test_versions_from_before_these_were_noted_are_read_one_by_one(tmp_path: Path) -> None:
    kept(tmp_path, 28600, 26800, notes=False)
    assert texts(tmp_path) == ["2.68万元", "2.86万元"]
    kept(tmp_path, 27000)
    assert texts(tmp_path) == ["2.70万元", "2.68万元", "2.86万元"]


def test_a_damaged_version_is_passed_over(tmp_path: Path) -> None:
    kept(tmp_path, 28600, 26800, 27000)
    key = store.of(tmp_path)[-1].content
    (place,) = (output_folder.versions(tmp_path) / store.CONTENTS / key[:2]).glob(f"{key[2:]}*")
    place.write_bytes(b"")
    assert texts(tmp_path) == ["2.68万元", "2.86万元"]


def test_no_versions_have_no_figures(tmp_path: Path) -> None:
    assert former.former(tmp_path / "2021") == {}


def test_of_many_versions_one_is_read_and_of_many_values_the_newest_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, *range(10_000, 13_000, 100))
    read: list[str] = []
    real = store.kept

    def noted(year: Path, key: str) -> bytes | None:
        read.append(key)
        return real(year, key)

    monkeypatch.setattr(store, "kept", noted)
    assert texts(tmp_path) == [f"{each / 10_000:.2f}万元" for each in range(12_900, 10_900, -100)]
    assert len(read) == 1


def test_a_check_tells_of_what_was_corrected_since_the_last_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = water_office.department()
    words = {**water_office.texts(given), "国内公务接待具体内容": ["来客用餐费32.86万元。"]}
    builder.write(tmp_path / "inputs" / "2021", given, words)
    kept(tmp_path / "output" / "2021", 328600)
    where = ["--inputs", str(tmp_path / "inputs"), "--output", str(tmp_path / "output")]
    assert cli.main(["check", *where], generate.make, generate.check) == OPEN
    (line,) = (each for each in capsys.readouterr().out.splitlines() if "C920" in each)
    assert "“国内公务接待具体内容”第1段：文字里还写着更正前的32.86万元：" in line
