"""The versions of a year: kept whole, each content once, whatever is damaged or cut short."""

import errno
import json
import os
import shutil
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from juesuan.model.identity import digest
from juesuan.versions import files, records, store
from juesuan.versions.records import Version
from tests.support import output_folder
from tests.support.memory import peak

PDF, PAGE = b"%PDF-1.7 report", b"<html>" + b"page" * 100


def version(number: int, **changes: object) -> Version:
    own = Version(
        number=number,
        made=f"2026-11-{number:02d} 09:30:00",
        cause="首次生成",
        is_draft=False,
        program="p",
        sources={"决算数据.xlsx": digest(b"book")},
        outputs={"报告.pdf": digest(PDF), "核对报告.html": digest(PAGE)},
        content=digest(b"said"),
    )
    return replace(own, **changes)


def contents(*datas: bytes) -> dict[str, bytes]:
    return {digest(data): data for data in datas}


def spoil(folder: Path, number: int) -> None:
    """Neither the record nor its copy can be read."""
    for path in folder.glob(f"留存/版本/**/{number:04d}.json"):
        path.write_bytes(b"{")


def all_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_version_is_read_as_it_was_kept(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), contents(b"book", PDF, PAGE, b"said"))
    store.add(tmp_path, version(2, is_draft=True, cause="改了一格"), {})
    assert store.of(tmp_path) == (version(1), version(2, is_draft=True, cause="改了一格"))
    assert store.issued(store.of(tmp_path)) == version(1)
    for data in (b"book", PDF, PAGE, b"said"):
        assert store.kept(tmp_path, digest(data)) == data


def test_there_are_none_in_a_new_folder(tmp_path: Path) -> None:
    assert store.of(tmp_path / "2021") == ()
    assert store.issued(()) is None
    assert store.kept(tmp_path, digest(b"book")) is None


def test_a_content_is_kept_once_and_small(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), contents(PDF, PAGE))
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in all_files(tmp_path)}
    store.add(tmp_path, version(2), contents(PDF, PAGE, b"new"))
    after = all_files(tmp_path)
    assert len(after) == len(before) + 3
    assert all((tmp_path / name).stat().st_mtime_ns == when for name, when in before.items())
    sizes = {(tmp_path / name).stat().st_size for name in after if "内容" in name}
    assert len(PDF) in sizes
    assert max(sizes) < len(PAGE) / 4


def test_every_digest_of_a_file_is_known() -> None:
    found = store.known((version(1), version(2, outputs={"报告.pdf": "b"})))
    assert found == {"报告.pdf": {digest(PDF), "b"}, "核对报告.html": {digest(PAGE)}}


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"\xe7\x89\x88\xe6\x9c\xac": 1}', b"null", b'"1"']
)
def test_a_damaged_record_is_left_out(tmp_path: Path, damaged: bytes) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), {})
    for place in ("留存/版本", "留存/版本/副本"):
        (tmp_path / place / "0001.json").write_bytes(damaged)
    assert store.of(tmp_path) == (version(2),)


@pytest.mark.parametrize("change", [{"来源": 3}, {"成品": {"a": 1}}, {"版本": "1"}, {"版本": 7}])
def test_a_record_that_says_something_else_is_left_out(tmp_path: Path, change: dict[str, object]) -> None:
    store.add(tmp_path, version(1), {})
    (output_folder.versions(tmp_path) / "副本" / "0001.json").unlink()
    path = output_folder.versions(tmp_path) / "0001.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), encoding="utf-8")
    assert store.of(tmp_path) == ()


def test_the_number_of_a_damaged_record_is_not_taken_again(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), {})
    assert store.last_damaged(tmp_path) is None
    spoil(tmp_path, 2)
    record = output_folder.versions(tmp_path) / "0002.json"
    assert store.last_damaged(tmp_path) == record
    assert store.damaged(tmp_path) == (record, output_folder.versions(tmp_path) / "副本" / "0002.json")
    assert store.next_number(tmp_path) == 3
    store.add(tmp_path, version(3), {})
    assert store.last_damaged(tmp_path) is None
    assert record.read_bytes() == b"{"


def test_a_damaged_record_is_read_from_its_copy_and_a_damaged_copy_harms_nothing(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), {})
    for folder in ("留存/版本", "留存/版本/副本"):
        path = tmp_path / folder / "0002.json"
        whole = path.read_bytes()
        path.write_bytes(b"{")
        assert (store.of(tmp_path), store.damaged(tmp_path)) == ((version(1), version(2)), (path,))
        assert (store.last_damaged(tmp_path), store.next_number(tmp_path)) == (None, 3)
        path.write_bytes(whole)
    (output_folder.versions(tmp_path) / "0002.json").unlink()
    assert store.of(tmp_path) == (version(1), version(2))
    assert store.damaged(tmp_path) == (output_folder.versions(tmp_path) / "0002.json",)
    assert store.next_number(tmp_path) == 3


def test_a_record_finds_any_change_of_itself(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), {})
    path = output_folder.versions(tmp_path) / "0001.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert records.loaded(path) in (None, version(1))


def test_a_record_from_before_there_were_copies_and_digests_is_read(tmp_path: Path) -> None:
    output_folder.versions(tmp_path).mkdir(parents=True)
    (output_folder.versions(tmp_path) / "0001.json").write_bytes(msgspec.json.encode(version(1)))
    assert (store.of(tmp_path), store.damaged(tmp_path)) == ((version(1),), ())


BEFORE_RELEASES = """{
 "版本": 1,
 "时间": "2026-11-01 09:30:00",
 "起因": "首次生成",
 "草稿": false,
 "程序": "p",
 "来源": {},
 "成品": {},
 "内容": "%s",
 "校验": "%s"
}"""
"""As version 0.1.0 of the program wrote it."""


def test_a_record_from_before_the_program_had_versions_is_read(tmp_path: Path) -> None:
    content, check = digest(b"said"), "1fd35e93d05e669e5754fcfd55e44e0b232fc32118312c5b2640c2afead1990e"
    (tmp_path / "留存" / "版本").mkdir(parents=True)
    place = tmp_path / "留存" / "版本" / "0001.json"
    place.write_text(BEFORE_RELEASES % (content, check), encoding="utf-8")
    (found,) = store.of(tmp_path)
    assert (found.number, found.content, found.release) == (1, content, "")


def test_a_record_under_another_name_is_still_its_version(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), {})
    shutil.rmtree(output_folder.versions(tmp_path) / "副本")
    for name in ("0007.json", "999999999.json"):
        path = (output_folder.versions(tmp_path) / "0002.json").rename(output_folder.versions(tmp_path) / name)
        assert store.of(tmp_path) == (version(1), version(2))
        assert store.damaged(tmp_path) == tuple(sorted((path, output_folder.versions(tmp_path) / "0002.json")))
        assert store.next_number(tmp_path) == 3
        path.rename(output_folder.versions(tmp_path) / "0002.json")
    path.with_name("999999999.json").write_bytes(b"{")
    assert store.next_number(tmp_path) == 3


def test_a_version_finds_another_place_where_a_folder_lies_in_that_of_its_content(tmp_path: Path) -> None:
    key = digest(PAGE)
    for name in (f"{key[2:]}.z",):
        (output_folder.versions(tmp_path) / "内容" / key[:2] / name).mkdir(parents=True)
    store.add(tmp_path, version(1), contents(PAGE))
    assert store.kept(tmp_path, key) == PAGE


def test_a_file_that_only_a_damaged_record_knew_is_the_programs_own(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), contents(b"word"))
    (tmp_path / "报告.docx").write_bytes(b"word")
    (tmp_path / "别的.docx").write_bytes(b"edited")
    spoil(tmp_path, 2)
    found = store.of(tmp_path)
    assert store.written(tmp_path, found) == {**store.known(found), "报告.docx": {digest(b"word")}}


def test_what_is_no_file_is_neither_a_record_nor_a_content(tmp_path: Path) -> None:
    store.add(tmp_path, version(1), contents(PDF))
    (output_folder.versions(tmp_path) / "0002.json").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(output_folder.versions(tmp_path) / "0003.json")
    (path,) = (path for path in (output_folder.versions(tmp_path) / "内容").rglob("*") if path.is_file())
    path.unlink()
    path.mkdir()
    assert store.of(tmp_path) == (version(1),)
    assert store.kept(tmp_path, digest(PDF)) is None


def test_a_content_that_unpacks_to_far_too_much_is_as_good_as_gone(tmp_path: Path) -> None:
    key = digest(PAGE)
    place = output_folder.versions(tmp_path) / "内容" / key[:2] / f"{key[2:]}.z"
    place.parent.mkdir(parents=True)
    packing = zlib.compressobj()
    bomb = b"".join(packing.compress(bytes(1_000_000)) for _ in range(300)) + packing.flush()
    place.write_bytes(bomb)
    with peak() as used:
        assert store.kept(tmp_path, key) is None
    assert used() < 200_000_000


@pytest.mark.parametrize("data", [PDF, PAGE])
def test_a_damaged_content_is_as_good_as_gone_and_is_kept_anew(tmp_path: Path, data: bytes) -> None:
    store.add(tmp_path, version(1), contents(data))
    (path,) = (path for path in (output_folder.versions(tmp_path) / "内容").rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-3])
    assert store.kept(tmp_path, digest(data)) is None
    store.add(tmp_path, version(2), contents(data))
    assert store.kept(tmp_path, digest(data)) == data


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_full_disk_leaves_no_half_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    store.add(tmp_path, version(1), contents(b"book"))
    calls: list[int] = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        store.add(tmp_path, version(2), contents(PDF, PAGE))
    assert store.of(tmp_path) == (version(1),)
    assert not [name for name in all_files(tmp_path) if ".~" in name]


# ---- files that another program holds


def hold(monkeypatch: pytest.MonkeyPatch, way: str, part: str, times: int) -> None:
    """Windows refuses so often what is done with a file that a scanner looks at."""
    whole, left = getattr(Path, way), [times]

    def act(self: Path, *given: Any, **options: Any) -> Any:
        if left[0] and any(part in str(each) for each in (self, *given)):
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(self))
        return whole(self, *given, **options)

    monkeypatch.setattr(files, "_PAUSES", (0, 0, 0))
    monkeypatch.setattr(Path, way, act)


@pytest.mark.parametrize(
    ("way", "part"), [("replace", "内容"), ("replace", "0002.json"), ("read_bytes", "0001.json")]
)
def test_a_scanner_that_lets_go_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, part: str
) -> None:
    store.add(tmp_path, version(1), contents(b"book", b"said"))
    with monkeypatch.context() as patch:
        hold(patch, way, part, 3)
        store.add(tmp_path, version(2), contents(PDF, PAGE))
        assert store.of(tmp_path) == (version(1), version(2))
    assert store.kept(tmp_path, digest(PAGE)) == PAGE


@pytest.mark.parametrize("part", ["内容", "0002.json"])
def test_a_place_that_is_held_leaves_no_half_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    store.add(tmp_path, version(1), contents(b"book"))
    with monkeypatch.context() as patch:
        hold(patch, "replace", part, 100)
        with pytest.raises(PermissionError):
            store.add(tmp_path, version(2), contents(PDF, PAGE))
    assert store.of(tmp_path) == (version(1),)
    assert not [name for name in all_files(tmp_path) if ".~" in name]


def test_a_record_that_cannot_be_read_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(tmp_path, version(1), {})
    store.add(tmp_path, version(2), {})
    hold(monkeypatch, "read_bytes", "0002.json", 100)
    with pytest.raises(PermissionError):
        store.of(tmp_path)


def test_a_content_that_is_held_for_a_moment_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(tmp_path, version(1), contents(PDF))
    hold(monkeypatch, "read_bytes", "内容", 3)
    assert store.kept(tmp_path, digest(PDF)) == PDF


def test_the_program_is_known_by_what_it_is() -> None:
    assert len(store.program()) == len(digest(b""))
    assert store.program() == store.program()
