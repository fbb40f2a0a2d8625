"""Files come into being whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from juesuan.versions import files


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def held_open(self: Path, _: Path) -> Path:
    """What Windows says of a file that Word holds."""
    raise PermissionError(errno.EACCES, "Access is denied", str(self))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "新" / "报告.docx"
    assert files.write(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["报告.docx"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    files.write(path, b"new")
    assert path.read_bytes() == b"new"


def test_everyone_may_read_the_file(tmp_path: Path) -> None:
    assert files.write(tmp_path / "报告.docx", b"").stat().st_mode & 0o777 == 0o644


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["报告.docx"]


def test_an_interruption_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert names(tmp_path) == ["报告.docx"]
    assert path.read_bytes() == b"old"


def test_a_place_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").mkdir()
    with pytest.raises(IsADirectoryError):
        files.write(tmp_path / "报告.docx", b"new")
    assert names(tmp_path) == ["报告.docx"]


def test_all_files_are_ready_before_the_first_is_put(tmp_path: Path) -> None:
    contents = {tmp_path / "报告.docx": b"word", tmp_path / "报告.pdf": b"pdf"}
    with files.ready(tmp_path, contents) as temporaries:
        assert {path: temporaries[path].read_bytes() for path in contents} == contents
        assert not any(path.exists() for path in contents)
    assert names(tmp_path) == []


def test_a_file_held_open_stays_and_the_new_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    whole = Path.replace

    def replace(self: Path, target: Path) -> Path:
        return held_open(self, target) if target == path else whole(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "_PAUSES", ())
    assert files.write(path, b"new") == tmp_path / "报告（新）.docx"
    assert files.write(path, b"newer") == tmp_path / "报告（新）2.docx"
    found = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert found == {"报告.docx": b"old", "报告（新）.docx": b"new", "报告（新）2.docx": b"newer"}


def test_what_a_scanner_refuses_for_a_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    answers: list[BaseException | str] = [PermissionError(), PermissionError(), "done"]

    def act(word: str) -> str:
        answer = answers.pop(0)
        if isinstance(answer, str):
            return word + answer
        raise answer

    assert files.patiently(act, "well ") == "well done"
    assert len(waited) == 2
    answers += [PermissionError()] * 20
    with pytest.raises(PermissionError):
        files.patiently(act, "")
    assert 1 <= sum(waited) <= 2
    answers.insert(0, OSError(errno.ENOSPC, "No space left on device"))
    waited.clear()
    with pytest.raises(OSError, match="No space"):
        files.patiently(act, "")
    assert waited == []


def test_a_file_that_nobody_may_read_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    for closed in (tmp_path, tmp_path / "内容"):
        monkeypatch.setattr("os.access", lambda place, _, closed=closed: Path(place) != closed)
        (tmp_path / "内容").touch()
        with pytest.raises(PermissionError):
            files.patiently(held_open, tmp_path / "内容", tmp_path)
    assert waited == []


def test_only_temporaries_of_this_program_are_swept(tmp_path: Path) -> None:
    others = [".~lock.报告.docx#", ".~报告.docx", "~$报告.docx", "报告.docx", "决算有据-1.docx"]
    for name in [*others, ".~决算有据-a1b2.docx", ".~决算有据-c3"]:
        (tmp_path / name).touch()
    (tmp_path / ".~决算有据-d4" / "第1版").mkdir(parents=True)
    (tmp_path / ".~决算有据-e5").symlink_to(tmp_path.parent)
    files.sweep(tmp_path)
    assert names(tmp_path) == sorted(others)
    assert tmp_path.parent.exists()
    files.sweep(tmp_path / "none")


def test_a_temporary_has_a_name_that_is_swept(tmp_path: Path) -> None:
    with files.ready(tmp_path, {tmp_path / "报告.docx": b"new"}):
        assert len(names(tmp_path)) == 1
        files.sweep(tmp_path)
        assert names(tmp_path) == []


def test_a_free_name_has_the_first_number_that_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    assert files.free(path) == path
    path.touch()
    assert files.free(path).name == "报告2.docx"
    files.free(path).touch()
    assert files.free(path).name == "报告3.docx"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    (tmp_path / "设备").symlink_to("/dev/zero")
    for name in ("管道", "设备"):
        with pytest.raises(OSError, match="不是文件，是管道或设备"):
            files.data(tmp_path / name)


def test_a_file_that_would_fill_the_memory_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "报告.docx").open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    with pytest.raises(OSError, match="有 101 MB，超过 100 MB，不予读取；不是报告的，请移走"):
        files.data(tmp_path / "报告.docx")
