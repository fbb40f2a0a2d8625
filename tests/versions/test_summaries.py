"""Files made for all departments: written anew, left alone, or moved aside where somebody has edited them."""

from pathlib import Path

from juesuan.versions import summaries


def names(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_what_the_program_made_is_made_anew(tmp_path: Path) -> None:
    summaries.placed(tmp_path, {"甲.docx": b"1", "乙.html": b"1"})
    places, told = summaries.placed(tmp_path, {"甲.docx": b"2", "乙.html": b"1"})
    assert (places, told) == ((tmp_path / "甲.docx", tmp_path / "乙.html"), ())
    assert names(tmp_path) == {"甲.docx": b"2", "乙.html": b"1"}


def test_what_somebody_edited_is_moved_aside_and_told(tmp_path: Path) -> None:
    summaries.placed(tmp_path, {"甲.docx": b"1"})
    for edited in (b"edited", b"edited again"):
        (tmp_path / "甲.docx").write_bytes(edited)
        _, (problem,) = summaries.placed(tmp_path, {"甲.docx": b"2"})
        assert (problem.code, problem.where) == ("F15", "甲.docx")
    assert names(tmp_path) == {
        "甲.docx": b"2", "移开的文件/甲.docx": b"edited", "移开的文件/甲2.docx": b"edited again",
    }  # fmt: skip


def test_without_its_record_every_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(b"of somebody's")
    (tmp_path / ".决算有据.json").write_bytes(b"no record")
    summaries.placed(tmp_path, {"甲.docx": b"1"})
    assert names(tmp_path) == {"甲.docx": b"1", "移开的文件/甲.docx": b"of somebody's"}
    assert summaries.placed(tmp_path, {"甲.docx": b"1"})[1] == ()
