"""What stands in a year's folder that is no file, has no name that can be written down, or is far too large."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan import reading
from juesuan.model.problems import ReportError
from tests.support import builder, water_office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def _huge(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(3 * 1024**3)


@pytest.mark.parametrize(
    ("put", "told"), [(_pipe, "不是文件"), (_device, "不是文件"), (_huge, "有 3072 MB，超过 100 MB")]
)
@pytest.mark.parametrize(("name", "code"), [("文字材料.docx", "T01"), ("决算数据.xlsx", "R01")])
def test_what_is_no_file_is_not_opened(
    tmp_path: Path, put: Callable[[Path], None], told: str, name: str, code: str
) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / name).unlink()
    put(folder / name)
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    assert str(caught.value).startswith(f"错误 {code}　{name}：打不开（{told}）　→ 请检查")


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / "附件").rmdir()
    (folder / "附件").write_bytes(b"")
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    assert [str(each) for each in caught.value.problems] == [
        "错误 A01　附件：打不开（不是文件夹）　→ 请把它移到别处；有附件的，新建同名的文件夹放进去。"
    ]


def test_a_pipe_in_place_of_last_years_workbook_is_told(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (tmp_path / "2020").mkdir()
    _pipe(tmp_path / "2020" / "决算数据.xlsx")
    _, last, noticed = reading.years(reading.given(folder))
    assert last is None
    assert [f"{each.code} {each.message}" for each in noticed] == [
        "R09 上年的工作簿没有用上：决算数据.xlsx：打不开（不是文件）"
    ]


def test_what_the_system_says_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    monkeypatch.setattr(Path, "read_bytes", _denied)
    with pytest.raises(ReportError, match=r"R01　决算数据\.xlsx：打不开（没有权限，或文件正被打开）"):
        reading.read(reading.given(folder))


def _denied(self: Path) -> bytes:
    raise PermissionError(errno.EACCES, "Permission denied", str(self))


def test_a_name_that_is_no_text_is_told_and_can_be_written_down(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    strange = os.fsdecode(b"\xff\xfe")
    (folder / "附件" / f"{strange}.docx").write_bytes(builder.docx({"甲": ["乙"]}))
    (folder / f"{strange}.txt").write_bytes(b"")
    given = reading.given(folder)
    names = [*given.files, *given.unread, *given.beside]
    assert "附件/\ufffd\ufffd.docx" in names
    assert all(name.encode() for name in names)
    with pytest.raises(ReportError, match="文件或文件夹的名称里有乱码或换行，请改名"):
        reading.read(given)


@pytest.mark.parametrize("name", ["甲\n乙.docx", "甲\x1b[31m.docx", "甲\u202ecod.docx"])
def test_a_name_that_breaks_the_line_is_told_in_one(tmp_path: Path, name: str) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / "附件" / name).write_bytes(b"")
    with pytest.raises(ReportError) as caught:
        reading.read(reading.given(folder))
    (told,) = map(str, caught.value.problems)
    assert told.startswith("错误 A01　附件/甲�")
    assert "打不开（文件或文件夹的名称里有乱码或换行，请改名）" in told


def test_a_folder_whose_name_breaks_the_line_is_told(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "水务\n局" / "2021", water_office.department())
    with pytest.raises(ReportError, match=r"决算数据\.xlsx：打不开（文件或文件夹的名称里有乱码或换行，请改名）"):
        reading.read(reading.given(folder))


def test_the_wide_space_and_the_longest_name_are_names(tmp_path: Path) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    names = {"附件/整体　支出.docx", f"附件/{'长' * 81}.docx"}
    for name in names:
        (folder / name).write_bytes(b"")
    assert names <= set(reading.given(folder).files)


@pytest.mark.parametrize("target", ["2020", "nowhere"])
def test_a_link_to_nothing_in_place_of_last_years_folder_is_told(tmp_path: Path, target: str) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (tmp_path / "2020").symlink_to(target)
    _, last, noticed = reading.years(reading.given(folder))
    assert last is None
    assert [f"{each.code} {each.message}" for each in noticed] == [
        "R09 上年的工作簿没有用上：决算数据.xlsx：打不开（不是文件夹）"
    ]


def _socket(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.parent)  # the path of a socket has a hundred signs at most
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(place.name)


@pytest.mark.parametrize("name", ["决算数据.xlsx", "文字材料.docx", "附件/甲.docx"])
@pytest.mark.parametrize("kind", ["socket", "link to itself"])
def test_a_socket_or_a_link_to_itself_is_told(
    tmp_path: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = builder.write(tmp_path / "2021", water_office.department())
    (folder / name).unlink(missing_ok=True)
    if kind == "socket":
        _socket(folder / name, monkeypatch)
    else:
        (folder / name).symlink_to((folder / name).name)
    with pytest.raises(ReportError, match=rf"{name}：打不开（不是文件）"):
        reading.read(reading.given(folder))
