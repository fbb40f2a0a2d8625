"""Files that appear only when all of them are whole."""

import errno
from pathlib import Path

import pytest
from filelock import FileLock

from juesuan.year import half_made

HIDDEN = ".~决算有据-a"


def failing(path: Path) -> None:
    path.write_bytes(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_all_files_are_put_down_or_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"):
        half_made.put(tmp_path / "new", {"a": lambda path: path.write_bytes(b"a"), "b": failing})
    assert not (tmp_path / "new").exists()
    made = half_made.put(tmp_path / "new", {"a": lambda path: path.write_bytes(b"a")})
    assert made == (tmp_path / "new" / "a",)
    assert list((tmp_path / "new").iterdir()) == list(made)


def test_what_a_killed_command_has_left_is_removed_and_what_another_is_filling_is_not(tmp_path: Path) -> None:
    left, filled = tmp_path / f"{HIDDEN}1", tmp_path / f"{HIDDEN}2"
    left.mkdir()
    (left / "half").write_bytes(b"half")
    (tmp_path / ".~lock.别人的").write_bytes(b"of another program")
    filled.mkdir()
    with FileLock(filled / "正在生成"), half_made.folder(tmp_path) as hidden:
        assert hidden.is_dir()
        assert (left.exists(), filled.exists()) == (False, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".~lock.别人的", filled.name]
