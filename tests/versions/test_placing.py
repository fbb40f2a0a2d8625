"""What a run does with the files of the last one: edited ones, open ones, drafts."""

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest

from juesuan.app import summary
from juesuan.model.identity import digest
from juesuan.model.outcome import PartlyPlaced
from juesuan.versions import files, placing
from juesuan.versions.placing import Wanted
from tests.support import clock, output_folder

STEM = "青禾县水务局2021年度部门决算"
WORD, PDF, PAGE = f"{STEM}.docx", f"{STEM}.pdf", "核对报告.html"
BOTH = {WORD: b"word", PDF: b"pdf"}


def place(folder: Path, name: str) -> Path:
    """The place of a file in the folder of the year."""
    return output_folder.place(folder / "2021", name)


def said(name: str) -> str:
    """The place of a file as the officer is told it."""
    return place(Path(), name).relative_to("2021").as_posix()


written: dict[Path, dict[str, set[str]]] = {}
"""What was ever written, by folder and name, as the versions would know it."""


def save(
    folder: Path, outputs: dict[str, bytes], issued: dict[str, bytes] | None = None
) -> tuple[list[str], list[str]]:
    """The names of the files and the problems as the officer reads them."""
    known = written.setdefault(folder, {})
    for name, data in outputs.items():
        known.setdefault(name, set()).add(digest(data))
    every = {name: frozenset(each) for name, each in known.items()}
    files, told = placing.place(folder / "2021", Wanted(outputs, issued or {}), every)
    return [path.name for path in files], [str(problem) for problem in told]


def hold(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets nobody move, replace or remove a file that Word holds open."""

    def refusing(whole: Any) -> Any:
        def act(self: Path, *targets: Path, **options: bool) -> Any:
            if path in (self, *targets):
                raise PermissionError(errno.EACCES, "Access is denied", str(path))
            return whole(self, *targets, **options)

        return act

    monkeypatch.setattr(files, "_PAUSES", ())
    for way in ("replace", "rename", "unlink"):
        monkeypatch.setattr(Path, way, refusing(getattr(Path, way)))


def held(folder: Path) -> dict[str, bytes]:
    """The files by name, each of which lies where files of that name belong, or made way."""
    found = output_folder.outputs(folder / "2021")
    assert [
        place for place in found if place != said(Path(place).name) and not place.startswith("留存/移开的文件/")
    ] == []
    return {Path(place).name: data for place, data in found.items()}


def handed_over(folder: Path) -> list[str]:
    """The names of the files in 交付."""
    return sorted(path.name for path in (folder / "2021" / "交付").iterdir())


ADVICE = "　→ 需要的改动请写进文字材料或模板，再删除这个文件。"


def test_both_files_are_written(tmp_path: Path) -> None:
    assert save(tmp_path, BOTH) == ([WORD, PDF], [])
    assert held(tmp_path) == {WORD: b"word", PDF: b"pdf"}


def test_an_output_without_content_is_not_written(tmp_path: Path) -> None:
    assert save(tmp_path, {WORD: b"word", PDF: b""}) == ([WORD], [])


def test_an_output_that_could_not_be_made_again_does_not_stand_beside_the_new_ones(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    names, told = save(tmp_path, {WORD: b"word 2", PDF: b""})
    (old,) = (name for name in held(tmp_path) if "以前" in name)
    assert names == [WORD]
    assert told == [f"警告 F04　交付/{PDF}：这次没有生成，以前的已移到“留存/移开的文件/{old}”　→ {OTHER}"]
    assert re.fullmatch(r"青禾县水务局2021年度部门决算（以前\d{8}-\d{6}）\.pdf", old)
    assert held(tmp_path) == {WORD: b"word 2", old: b"pdf"}
    assert handed_over(tmp_path) == [WORD]


# ---- files edited by hand


def test_a_file_that_nobody_touched_is_replaced_without_a_word(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"}) == ([WORD, PDF], [])
    assert held(tmp_path) == {WORD: b"word 2", PDF: b"pdf 2"}


def test_an_edited_file_is_kept_under_a_name_with_its_date(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    edited = place(tmp_path, WORD)
    edited.write_bytes(b"edited")
    os.utime(edited, (1_662_343_445, 1_662_343_445))
    with clock.zone("Asia/Shanghai"):
        names, told = save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    (kept,) = (name for name in held(tmp_path) if "人工修改" in name)
    assert names == [WORD, PDF]
    assert told == [f"警告 F01　交付/{WORD}：上次生成后被人改过，没有覆盖，已移到“留存/移开的文件/{kept}”{ADVICE}"]
    assert kept.startswith("青禾县水务局2021年度部门决算（人工修改20220905-100405")
    assert held(tmp_path) == {WORD: b"word 2", PDF: b"pdf 2", kept: b"edited"}


def test_an_edited_file_that_is_just_what_would_be_made_is_no_loss(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, WORD).write_bytes(b"word 2")
    assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf"}) == ([WORD, PDF], [])


def test_a_file_that_no_version_knows_may_have_been_edited(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    written.clear()
    _, told = save(tmp_path, {WORD: b"word 2", PDF: b"pdf"})
    assert [line[:6] for line in told] == ["警告 F01"]


# ---- drafts

DRAFT = {f"{STEM}（草稿）.docx": b"draft", f"{STEM}（草稿）.pdf": b"draft pdf", PAGE: b"page"}
FINISHED = {**BOTH, PAGE: b"page 2"}
OTHER = "它与新的文件不是同一稿，不要一起用。"


def test_a_finished_report_takes_the_place_of_its_draft(tmp_path: Path) -> None:
    save(tmp_path, DRAFT)
    assert save(tmp_path, FINISHED) == ([WORD, PDF, PAGE], [])
    assert held(tmp_path) == FINISHED


@pytest.mark.parametrize("made", [FINISHED, {**DRAFT, f"{STEM}（草稿）.docx": b""}], ids=["finished", "nothing"])
def test_a_file_that_was_edited_is_never_taken_for_the_last_runs(tmp_path: Path, made: dict[str, bytes]) -> None:
    name = f"{STEM}（草稿）.docx"
    save(tmp_path, DRAFT)
    place(tmp_path, name).write_bytes(b"edited")
    _, told = save(tmp_path, made)
    (kept,) = (name for name, data in held(tmp_path).items() if data == b"edited")
    assert kept.startswith(f"{STEM}（草稿）（人工修改")
    assert told == [f"警告 F01　{name}：上次生成后被人改过，没有覆盖，已移到“留存/移开的文件/{kept}”{ADVICE}"]


def test_a_disk_that_fails_halfway_is_told_with_the_files_that_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    whole = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == PDF:
            raise OSError(errno.EIO, "Input/output error", str(target))
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PartlyPlaced) as caught:
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    assert held(tmp_path) == {WORD: b"word 2", PDF: b"pdf"}
    (problem,) = summary.reasons(caught.value, tmp_path)
    assert str(problem) == (
        f"错误 F07　成品：成品存放到一半出了错（磁盘或网络出错）：{WORD} 已换成新的；{PDF} 没有换成　→ "
        "请排除原因后再生成一次；在那以前，新的和旧的不要混着用。"
    )


def failing(monkeypatch: pytest.MonkeyPatch, way: str, name: str) -> None:
    """The disk fails where this is done with a file of that name."""
    whole = getattr(Path, way)

    def act(self: Path, *given: Any, **options: Any) -> Any:
        if name in [each.name for each in (self, *given) if isinstance(each, Path)]:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return whole(self, *given, **options)

    monkeypatch.setattr(Path, way, act)


def test_a_disk_that_fails_at_the_first_file_has_touched_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    failing(monkeypatch, "replace", WORD)
    with pytest.raises(OSError, match="Input/output"):
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    assert held(tmp_path) == BOTH


def test_an_edited_file_that_was_moved_before_the_disk_failed_is_told_with_its_new_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, WORD).write_bytes(b"edited")
    failing(monkeypatch, "replace", WORD)
    with pytest.raises(PartlyPlaced) as caught:
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    (kept,) = (name for name in held(tmp_path) if "人工修改" in name)
    assert held(tmp_path) == {kept: b"edited", PDF: b"pdf"}
    problem, moved = map(str, summary.reasons(caught.value, tmp_path))
    assert f"还没有一份换成新的；{WORD}、{PDF} 没有换成" in problem
    assert moved == f"警告 F01　交付/{WORD}：上次生成后被人改过，没有覆盖，已移到“留存/移开的文件/{kept}”{ADVICE}"


def test_an_old_file_that_cannot_be_removed_is_told_and_all_new_ones_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, DRAFT)
    name = next(iter(DRAFT))
    failing(monkeypatch, "unlink", name)
    names, told = save(tmp_path, FINISHED)
    assert names == list(FINISHED)
    reason = f"这是上次的，这次生成的是“{WORD}”；磁盘出错，移不走它"
    assert told[0] == f"警告 F05　{name}：{reason}　→ 请关闭并移走它。{OTHER}"
    assert held(tmp_path)[name] == DRAFT[name]


def test_an_old_file_that_cannot_be_moved_is_told_and_all_new_ones_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    failing(monkeypatch, "rename", PDF)
    names, told = save(tmp_path, {WORD: b"word 2", PDF: b""})
    assert names == [WORD]
    assert told == [
        f"警告 F05　交付/{PDF}：这是上次的，这次没有生成；磁盘出错，移不走它　→ 请关闭并移走它。{OTHER}"
    ]
    assert held(tmp_path) == {WORD: b"word 2", PDF: b"pdf"}


def left(name: str, made: str) -> str:
    advice = f"请关闭并移走它。{OTHER}"
    return f"警告 F05　{said(name)}：这是上次的，{made}；它正被打开，没有动它　→ {advice}"


def test_a_draft_that_is_open_stays_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, DRAFT)
    name = f"{STEM}（草稿）.docx"
    with monkeypatch.context() as patch:
        hold(place(tmp_path, name), patch)
        assert save(tmp_path, FINISHED) == ([WORD, PDF, PAGE], [left(name, f"这次生成的是“{WORD}”")])
    assert held(tmp_path) == {**FINISHED, name: b"draft"}
    assert save(tmp_path, FINISHED) == ([WORD, PDF, PAGE], [])
    assert held(tmp_path) == FINISHED


def test_a_draft_leaves_the_finished_report_where_it_is_even_while_it_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, FINISHED)
    hold(place(tmp_path, WORD), monkeypatch)
    assert save(tmp_path, DRAFT, BOTH) == (list(DRAFT), [])
    assert held(tmp_path) == {**BOTH, **DRAFT}


@pytest.mark.parametrize("issued", [BOTH, {}], ids=["kept", "its version is lost"])
def test_a_draft_leaves_the_finished_report_where_it_is(tmp_path: Path, issued: dict[str, bytes]) -> None:
    save(tmp_path, FINISHED)
    before = [place(tmp_path, name).stat() for name in BOTH]
    assert save(tmp_path, DRAFT, issued) == (list(DRAFT), [])
    assert held(tmp_path) == {**BOTH, **DRAFT}
    assert handed_over(tmp_path) == sorted(BOTH)
    after = [place(tmp_path, name).stat() for name in BOTH]
    assert [each.st_ino for each in after] == [each.st_ino for each in before]


def test_a_finished_report_that_was_edited_or_removed_is_put_back_beside_a_draft(tmp_path: Path) -> None:
    save(tmp_path, FINISHED)
    place(tmp_path, WORD).write_bytes(b"edited")
    place(tmp_path, PDF).unlink()
    names, told = save(tmp_path, DRAFT, BOTH)
    (kept,) = (name for name in held(tmp_path) if "人工修改" in name)
    assert names == list(DRAFT)
    assert told == [f"警告 F01　交付/{WORD}：上次生成后被人改过，没有覆盖，已移到“留存/移开的文件/{kept}”{ADVICE}"]
    assert held(tmp_path) == {**BOTH, **DRAFT, kept: b"edited"}


def test_an_edited_report_that_is_open_stays_beside_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, FINISHED)
    place(tmp_path, WORD).write_bytes(b"edited")
    hold(place(tmp_path, WORD), monkeypatch)
    message = "这个文件被人改过，又正被打开，没有换回定稿的原样"
    assert save(tmp_path, DRAFT, BOTH) == (
        list(DRAFT),
        [f"警告 F02　交付/{WORD}：{message}　→ 请关闭它再生成一次。"],
    )
    assert held(tmp_path) == {WORD: b"edited", PDF: b"pdf", **DRAFT}


def test_a_report_that_got_another_name_does_not_lie_beside_that_of_the_old_name(tmp_path: Path) -> None:
    save(tmp_path, {**FINISHED, f"{STEM}（存档）.pdf": b"kept"})
    new = {name.replace("水务局", "水利局"): data for name, data in FINISHED.items()}
    names, told = save(tmp_path, new)
    assert names == list(new)
    assert [line[:6] for line in told] == ["提示 F09"] * 3
    assert told[0].startswith(
        f"提示 F09　交付/{WORD}：这次生成的是“{names[0]}”，以前的已移到“留存/移开的文件/{STEM}（以前"
    )
    assert handed_over(tmp_path) == sorted(names[:2])
    assert sorted(held(tmp_path).values()) == sorted([*new.values(), b"word", b"pdf", b"kept"])


def test_a_draft_is_replaced_by_the_next_draft(tmp_path: Path) -> None:
    save(tmp_path, DRAFT)
    again = {name: data + b" 2" for name, data in DRAFT.items()}
    assert save(tmp_path, again) == (list(DRAFT), [])
    assert held(tmp_path) == again


def test_the_pdf_of_a_draft_goes_with_it_when_there_is_no_new_one(tmp_path: Path) -> None:
    save(tmp_path, DRAFT)
    assert save(tmp_path, {WORD: b"word", PDF: b"", PAGE: b"page"}) == ([WORD, PAGE], [])
    assert sorted(held(tmp_path)) == sorted([WORD, PAGE])


# ---- files held open


ASIDE = "青禾县水务局2021年度部门决算（新）.docx"
OPEN = (
    f"警告 F02　交付/{WORD}：这个文件正被打开，没有动它；新的存为“交付/{ASIDE}”"
    "　→ 请关闭它再生成一次，或使用新文件。"
)


def test_a_file_that_is_open_stays_and_the_new_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    with monkeypatch.context() as patch:
        hold(place(tmp_path, WORD), patch)
        assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"}) == ([ASIDE, PDF], [OPEN])
    assert held(tmp_path) == {WORD: b"word", ASIDE: b"word 2", PDF: b"pdf 2"}


def test_an_edited_file_that_is_open_is_not_touched_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, WORD).write_bytes(b"edited")
    hold(place(tmp_path, WORD), monkeypatch)
    assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf"}) == ([ASIDE, PDF], [OPEN])
    assert held(tmp_path)[WORD] == b"edited"


def test_a_file_that_was_open_is_not_taken_for_an_edited_one_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    with monkeypatch.context() as patch:
        hold(place(tmp_path, WORD), patch)
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    assert save(tmp_path, {WORD: b"word 3", PDF: b"pdf 3"}) == ([WORD, PDF], [])


def test_what_stood_beside_a_file_that_was_open_goes_when_the_file_is_the_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    with monkeypatch.context() as patch:
        hold(place(tmp_path, WORD), patch)
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf"})
        save(tmp_path, {WORD: b"word 3", PDF: b"pdf"})
        assert held(tmp_path) == {WORD: b"word", ASIDE: b"word 3", PDF: b"pdf"}
    assert save(tmp_path, {WORD: b"word 4", PDF: b"pdf"}) == ([WORD, PDF], [])
    assert held(tmp_path) == {WORD: b"word 4", PDF: b"pdf"}


def test_what_stood_beside_a_file_and_was_edited_stays(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, ASIDE).write_bytes(b"edited")
    save(tmp_path, {WORD: b"word 2", PDF: b"pdf"})
    assert held(tmp_path) == {WORD: b"word 2", ASIDE: b"edited", PDF: b"pdf"}


def test_an_edited_file_that_is_let_go_at_the_last_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, WORD).write_bytes(b"edited")
    monkeypatch.setattr(files, "_PAUSES", ())

    def rename(path: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, "Access is denied", str(path))

    monkeypatch.setattr(Path, "rename", rename)
    assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf"}) == ([ASIDE, PDF], [OPEN])
    assert held(tmp_path) == {WORD: b"edited", ASIDE: b"word 2", PDF: b"pdf"}


def test_a_file_that_is_as_it_should_be_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, BOTH)
    hold(place(tmp_path, WORD), monkeypatch)
    assert save(tmp_path, {WORD: b"word", PDF: b"pdf 2"}) == ([WORD, PDF], [])
    assert held(tmp_path) == {WORD: b"word", PDF: b"pdf 2"}


# ---- files that a scanner holds for a moment


def scan(monkeypatch: pytest.MonkeyPatch, way: str, name: str, times: int) -> None:
    """Windows refuses so often what is done with a file while a scanner looks at it."""
    whole, left = getattr(Path, way), [times]

    def act(self: Path, *given: Any, **options: Any) -> Any:
        if left[0] and name in [each.name for each in (self, *given) if isinstance(each, Path)]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(self))
        return whole(self, *given, **options)

    monkeypatch.setattr(files, "_PAUSES", (0, 0, 0))
    monkeypatch.setattr(Path, way, act)


@pytest.mark.parametrize("way", ["replace", "read_bytes"])
def test_a_scanner_that_lets_go_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    save(tmp_path, BOTH)
    scan(monkeypatch, way, WORD, 3)
    assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"}) == ([WORD, PDF], [])
    monkeypatch.undo()
    assert held(tmp_path) == {WORD: b"word 2", PDF: b"pdf 2"}


def test_an_edited_file_that_a_scanner_lets_go_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, WORD).write_bytes(b"edited")
    scan(monkeypatch, "rename", WORD, 3)
    names, told = save(tmp_path, {WORD: b"word 2", PDF: b"pdf"})
    assert (names, [line[:6] for line in told]) == ([WORD, PDF], ["警告 F01"])


def test_a_draft_that_a_scanner_lets_go_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, DRAFT)
    scan(monkeypatch, "unlink", f"{STEM}（草稿）.docx", 3)
    assert save(tmp_path, FINISHED) == ([WORD, PDF, PAGE], [])
    assert held(tmp_path) == FINISHED


def test_a_file_that_nobody_may_read_stays_and_the_new_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, BOTH)
    with monkeypatch.context() as patch:
        scan(patch, "read_bytes", WORD, 100)
        assert save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"}) == ([ASIDE, PDF], [OPEN])
    assert held(tmp_path) == {WORD: b"word", ASIDE: b"word 2", PDF: b"pdf 2"}


# ---- places that are no files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize("name", [PDF, ASIDE, f"{STEM}（草稿）.docx"])
def test_a_pipe_in_the_place_of_an_output_is_not_waited_for(tmp_path: Path, name: str) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, name).unlink(missing_ok=True)
    place(tmp_path, name).parent.mkdir(exist_ok=True)
    os.mkfifo(place(tmp_path, name))
    if name == PDF:
        with pytest.raises(OSError, match="不是文件，是管道或设备"):
            save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    else:
        names, _ = save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
        assert names == [WORD, PDF]
    assert place(tmp_path, name).exists()


def test_a_folder_in_the_place_of_an_output_is_told_before_anything_is_touched(tmp_path: Path) -> None:
    save(tmp_path, BOTH)
    place(tmp_path, PDF).unlink()
    place(tmp_path, PDF).mkdir()
    with pytest.raises(IsADirectoryError):
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    assert place(tmp_path, WORD).read_bytes() == b"word"


# ---- a disk that fails


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_full_disk_leaves_word_and_pdf_of_the_last_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    save(tmp_path, BOTH)
    calls: list[int] = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        save(tmp_path, {WORD: b"word 2", PDF: b"pdf 2"})
    assert held(tmp_path) == {WORD: b"word", PDF: b"pdf"}
