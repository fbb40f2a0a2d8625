"""The fonts lie where fontconfig can read them on Windows, whole, also where the program's folder is Chinese."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.pdf import font_folder, pango
from juesuan.pdf.font_folder import NoFontFolder


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    folder = tmp_path / "决算 有据" / "fonts"
    folder.mkdir(parents=True)
    (folder / "Song.ttf").write_bytes(b"song" * 1000)
    (folder / "Hei.ttf").write_bytes(b"hei" * 1000)
    (folder / "NOTICE.txt").write_text("licences", encoding="utf-8")
    return folder


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "Public"
    folder.mkdir()
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_folders_of_plain_letters_are_used_as_they_are(tmp_path: Path) -> None:
    fonts, lasting = tmp_path / "fonts", tmp_path / "juesuan"
    assert font_folder.chosen(fonts, lasting, {}) == (fonts, lasting)


def test_fonts_in_a_chinese_folder_are_copied_to_one_of_plain_letters(
    fonts: Path, public: Path, tmp_path: Path
) -> None:
    variables = {"LOCALAPPDATA": str(tmp_path / "张三"), "PUBLIC": str(public)}
    found, settings = font_folder.chosen(fonts, tmp_path / "juesuan", variables)
    assert settings == public / "juesuan-fonts"
    assert found.parent == settings
    assert str(found).isascii()
    assert held(found) == {name: data for name, data in held(fonts).items() if name.endswith(".ttf")}


def test_a_chinese_name_of_the_user_moves_the_settings_and_leaves_the_fonts(public: Path, tmp_path: Path) -> None:
    found = font_folder.chosen(tmp_path / "fonts", tmp_path / "张三", {"PUBLIC": str(public)})
    assert found == (tmp_path / "fonts", public / "juesuan-fonts")


def test_a_folder_that_nobody_may_write_into_is_passed_over(fonts: Path, public: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    variables = {"LOCALAPPDATA": str(tmp_path / "file"), "PUBLIC": str(public)}
    assert font_folder.chosen(fonts, tmp_path, variables)[1] == public / "juesuan-fonts"


def test_without_any_folder_of_plain_letters_it_is_said_and_nothing_is_laid_out(
    fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoFontFolder, match="移到只有英文字母的文件夹里"):
        font_folder.chosen(fonts, tmp_path, {"PUBLIC": str(tmp_path / "公用")})
    monkeypatch.setattr(font_folder, "readable", lambda: font_folder.chosen(fonts, tmp_path, {}))
    with pytest.raises(pango.NoPango, match="移到只有英文字母的文件夹里"):
        pango._load()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(b"x" * path.stat().st_size),
        lambda path: path.unlink(),
        lambda path: path.with_name("Arial.TTF").write_bytes(b"foreign"),
    ],
    ids=["half", "another", "gone", "foreign beside it"],
)
def test_a_copy_that_is_not_the_programs_font_is_put_right(
    fonts: Path, public: Path, spoil: Callable[[Path], object]
) -> None:
    folder = font_folder.copied(fonts, public)
    whole = held(folder)
    spoil(folder / "Song.ttf")
    assert held(folder) != whole
    assert font_folder.copied(fonts, public) == folder
    assert held(folder) == whole


def test_a_copy_that_is_whole_is_not_written_again(fonts: Path, public: Path) -> None:
    folder = font_folder.copied(fonts, public)
    before = (folder / "Song.ttf").stat().st_ino
    font_folder.copied(fonts, public)
    assert (folder / "Song.ttf").stat().st_ino == before


def test_another_set_of_fonts_has_a_folder_of_its_own(fonts: Path, public: Path) -> None:
    first = font_folder.copied(fonts, public)
    (fonts / "Song.ttf").write_bytes(b"new")
    assert font_folder.copied(fonts, public) != first
    assert (first / "Song.ttf").read_bytes() == b"song" * 1000


def test_several_programs_may_begin_at_once(fonts: Path, public: Path) -> None:
    threads = [threading.Thread(target=font_folder.copied, args=(fonts, public)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    (folder,) = public.iterdir()
    assert sorted(held(folder)) == ["Hei.ttf", "Song.ttf"]


def test_a_font_that_cannot_be_replaced_and_is_whole_is_no_failure(
    fonts: Path, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file that another program reads is not replaced."""

    def held_open(temporary: Path, path: Path) -> None:
        path.write_bytes(temporary.read_bytes())
        raise PermissionError(os.fspath(path))

    monkeypatch.setattr(Path, "replace", held_open)
    assert sorted(held(font_folder.copied(fonts, public))) == ["Hei.ttf", "Song.ttf"]


def test_a_copy_that_fails_leaves_nothing_half(fonts: Path, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: Path) -> None:
        raise OSError(28, "No space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        font_folder.copied(fonts, public)
    (folder,) = public.iterdir()
    assert held(folder) == {}
