"""The packing for Windows: what is pinned, slimmed, licensed and zipped; the large build is made by hand."""

import importlib.resources
import io
import sys
import zipfile
from pathlib import Path

import pytest

from juesuan.model.identity import digest
from juesuan.versions import store
from windows import build, compiled, fetching, interpreter, licences, packages, wine
from windows.compiled import Uncompiled
from windows.inside import compiling, sitecustomize
from windows.inside.sitecustomize import Compiled
from windows.interpreter import Unverified
from windows.licences import Unlicensed


def archive(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return held.getvalue()


# ---- what is pinned


def test_the_wheels_are_those_of_the_requirements_each_with_its_digest() -> None:
    pins = fetching._pins(fetching.WHEELS)
    lines = [line for line in fetching.WHEELS.read_text("utf-8").splitlines() if line and line[0] != "#"]
    wanted = fetching.packed((fetching.ROOT / "requirements.txt").read_text("utf-8"))
    assert len(pins) == len(lines)
    assert sorted(name for name, _ in pins) == sorted(wanted)
    assert len(wanted) > 50
    assert "gstreamer-libs==1.28.8" in wanted


def test_what_is_no_part_of_the_report_is_not_packed() -> None:
    listed = "lxml==6.1.3  # why\n# no package\nsetuptools==84.2.1; sys_platform\ngstreamer-ext-runtime==1; x\n"
    assert fetching.packed(listed) == ["lxml==6.1.3"]


def test_an_archive_of_the_cache_is_taken_only_as_it_was_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lxml-6.1.3-cp313-win_amd64.whl").write_bytes(b"wheel")
    (tmp_path / "lxml-6.1.30-cp313-win_amd64.whl").write_bytes(b"other")
    asked = list[tuple[object, ...]]()
    monkeypatch.setattr(fetching, "_pip", lambda *words: asked.append(words))
    pins = tmp_path / "pins.txt"
    for data, times in ((b"wheel", 0), (b"another", 1)):
        pins.write_text(f"# pins\nlxml==6.1.3 --hash=sha256:{digest(data)}\n", encoding="utf-8")
        (found,) = fetching._fetched(tmp_path, pins, "whl")
        assert (found.name, len(asked)) == ("lxml-6.1.3-cp313-win_amd64.whl", times)
    assert "--require-hashes" in asked[0]


# ---- the interpreter


def test_the_pinned_files_are_known_in_whatever_archive_they_come() -> None:
    files = {"python.exe": b"exe", "python313._pth": b"paths"}
    wrapped = archive({f"cp313/{name}": data for name, data in files.items()})
    flat = archive(dict(reversed(files.items())))
    assert dict(interpreter._files(wrapped)) == dict(interpreter._files(flat)) == files
    assert interpreter.of_files(dict(reversed(files.items()))) == interpreter.of_files(files)


def test_another_interpreter_is_taken_only_with_the_digest_of_python_org(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, said = tmp_path / "python-3.13.9-embed-amd64.zip", list[str]()
    given.write_bytes(archive({"python.exe": b"exe", "python313._pth": b"paths"}))
    monkeypatch.setenv("PYTHON_EMBED", str(given))
    monkeypatch.delenv("PYTHON_EMBED_SHA256", raising=False)
    with pytest.raises(Unverified, match="与固定的不同"):
        interpreter.unpacked(tmp_path / "python", said.append)
    monkeypatch.setenv("PYTHON_EMBED_SHA256", "0" * 64)
    with pytest.raises(Unverified, match="不要用它"):
        interpreter.unpacked(tmp_path / "python", said.append)
    assert not (tmp_path / "python").exists()
    monkeypatch.setenv("PYTHON_EMBED_SHA256", digest(given.read_bytes()).upper())
    monkeypatch.setattr("shutil.which", lambda _: None)
    interpreter.unpacked(tmp_path / "python", said.append)
    assert said[-1] == "Python：1 个程序和库的签名没有查，要装 osslsigncode 才能查"
    assert (
        tmp_path / "python" / "python313._pth"
    ).read_bytes() == b"python313.zip\r\n.\r\n..\\lib\r\n..\r\nimport site\r\n"


def test_a_python_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "python-3.12.1-embed-amd64.zip"
    given.write_bytes(archive({"python.exe": b"exe", "python312._pth": b"paths"}))
    monkeypatch.setenv("PYTHON_EMBED", str(given))
    with pytest.raises(Unverified, match=r"不是 64 位 Python 3\.13 "):
        interpreter.unpacked(tmp_path / "python", lambda _: None)


# ---- the packages


def test_wheels_are_unpacked_without_what_nothing_uses(tmp_path: Path) -> None:
    loaded = dict.fromkeys(("pango-1.0-0.dll", "fontconfig-1.dll", "gstreamer-1.0-0.dll"), b"MZ")
    wheels = {
        "a.whl": {
            "a/__init__.py": b"",
            "a/tests/test_a.py": b"",
            "a/a.pyi": b"",
            "a/testing.py": b"",
            "a-1.dist-info/METADATA": b"",
            "a-1.data/scripts/a.exe": b"",
            "a-1.data/platlib/a/b.pyd": b"",
        },
        "g.whl": {f"g-1.data/purelib/gstreamer_libs/bin/{name}": data for name, data in loaded.items()}
        | {"g-1.data/purelib/gstreamer_libs/__init__.py": b"", "g-1.data/purelib/gstreamer_libs/share/x": b""},
    }
    for name, files in wheels.items():
        (tmp_path / name).write_bytes(archive(files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "_loaded_by", lambda _: iter(()))
        packages.installed([tmp_path / name for name in wheels], tmp_path / "lib")
    found = sorted(path.relative_to(tmp_path / "lib").as_posix() for path in (tmp_path / "lib").rglob("*.*"))
    assert [each for each in found if "dist-info" not in each] == [
        "a/__init__.py",
        "a/b.pyd",
        "a/testing.py",
        "gstreamer_libs/__init__.py",
        "gstreamer_libs/bin/fontconfig-1.dll",
        "gstreamer_libs/bin/pango-1.0-0.dll",
    ]


def test_no_dictionary_for_breaking_words_is_packed() -> None:
    assert packages._place("pyphen/dictionaries/hyph_de_DE.dic") == ""
    assert packages._place("pyphen/dictionaries/__init__.py")


# ---- what is compiled


def test_a_module_comes_compiled_from_one_file_and_knows_where_its_source_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"bag/__init__.py": "from bag import inner", "bag/inner.py": "told = __file__", "bag/data.txt": "data"}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    places = {"bag": tmp_path / "bag/__init__.py", "bag.inner": tmp_path / "bag/inner.py"}
    data = compiling.packed(tmp_path, {**places, "bag.library": tmp_path / "bag/library.pyd"})
    assert compiling.packed(tmp_path, {"bag.library": tmp_path / "bag/library.pyd", **places}) == data
    for path in places.values():
        path.write_text("raise ImportError", encoding="utf-8")  # it is not read again
    held = Compiled(str(tmp_path), data)
    monkeypatch.setattr("sys.meta_path", [held, *sys.meta_path])
    bag = importlib.import_module("bag")
    monkeypatch.delitem(sys.modules, "bag")
    monkeypatch.delitem(sys.modules, "bag.inner")
    assert bag.inner.told == str(places["bag.inner"])
    assert bag.__path__ == [str(tmp_path / "bag")]
    assert importlib.resources.files(bag).joinpath("data.txt").read_text("utf-8") == "data"
    library = held.find_spec("bag.library")
    assert library
    assert library.origin == str(tmp_path / "bag/library.pyd")
    assert held.find_spec("bag.other") is None


def test_without_the_file_modules_are_found_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finders = [*sys.meta_path]
    monkeypatch.setattr("sys.executable", str(tmp_path / "python.exe"))
    sitecustomize.install()
    assert sys.meta_path == finders


def test_nothing_is_packed_that_was_not_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wine, "is_there", lambda: False)
    with pytest.raises(Uncompiled, match="没有 Wine"):
        compiled.added(tmp_path)


# ---- the licences


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small packed program."""
    root = tmp_path / "决算有据"
    texts = {
        "python/LICENSE.txt": "PSF",
        "lib/a-1.dist-info/METADATA": "Name: a\nVersion: 1\nLicense-Expression: MIT\n",
        "lib/a-1.dist-info/licenses/LICENSE": "MIT",
        "lib/a-1.dist-info/RECORD": "a/a.pyd,,\na-1.data/platlib/gstreamer_libs/bin/pango-1.0-0.dll,,\n",
        "lib/a/a.pyd": "MZ",
        "lib/docxtpl-1.dist-info/METADATA": "Name: docxtpl\nVersion: 1\nLicense: LGPL-2.1-only\n",
        "lib/gstreamer_libs/bin/pango-1.0-0.dll": "MZ",
        "templates/desk/vendored/htmx.LICENSE.txt": "0BSD",
        "fonts/NOTICE.txt": "fonts",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_the_licences_of_all_that_is_packed_lie_in_one_folder_with_a_list(program: Path) -> None:
    licences.gathered(program)
    place = program / "许可证"
    lines = (place / "目录.txt").read_text("utf-8-sig").splitlines()
    assert [line for line in lines if "\t" in line] == [
        "Python\tPSF-2.0（以及其中 OpenSSL、libffi、bzip2、xz、expat、zlib 的）\tLICENSE.txt",
        "a 1\tMIT\tLICENSE",
        "docxtpl 1\tLGPL-2.1-only\tLGPL-2.1.txt",
        "pango-1.0-0.dll\tLGPL-2.0-or-later\tpango.txt、LGPL-2.txt",
        "决算有据.exe\tmingw-w64 的运行时\tmingw-w64.txt",
        "htmx\t0BSD\thtmx.LICENSE.txt",
        "fonts\tGPL-3 加字体例外；OFL-1.1\tNOTICE.txt",
    ]
    assert (place / "a" / "LICENSE").read_text("utf-8") == "MIT"
    assert "Lesser General Public" in (place / "docxtpl" / "LGPL-2.1.txt").read_text("utf-8")


def test_what_has_no_licence_is_not_packed(program: Path) -> None:
    (program / "lib/a-1.dist-info/licenses/LICENSE").unlink()
    with pytest.raises(Unlicensed, match="a 没有许可证原文"):
        licences.gathered(program)


def test_a_library_nobody_knows_is_not_packed(program: Path) -> None:
    (program / "lib/gstreamer_libs/bin/x264.dll").touch()
    with pytest.raises(Unlicensed, match=r"x264\.dll 的许可证不知道"):
        licences.gathered(program)


@pytest.mark.parametrize("name", ["lib/a/b.pyd", "fonts/Other.ttf", "templates/desk/vendored/other.min.js"])
def test_what_belongs_to_nobody_is_not_packed(program: Path, name: str) -> None:
    (program / name).touch()
    with pytest.raises(Unlicensed, match=r"不知道是谁的，没有许可证：(a/b\.pyd|Other\.ttf|other\.min\.js)。"):
        licences.gathered(program)


def test_every_library_that_is_loaded_has_a_text() -> None:
    for name in (*packages.LOADED, *licences._LIBRARIES):
        assert all(text.is_file() for _, text in licences._library(name).texts)


# ---- the zip


def test_two_zips_of_one_folder_are_the_same_and_hold_empty_folders(program: Path, tmp_path: Path) -> None:
    (program / "inputs").mkdir()
    first = build.packed(program, tmp_path / "a.zip").read_bytes()
    (program / "fonts" / "NOTICE.txt").touch()
    assert build.packed(program, tmp_path / "b.zip").read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        assert {"决算有据/inputs/", "决算有据/fonts/NOTICE.txt"} <= set(held.namelist())
        assert held.testzip() is None


def test_the_program_is_packed_whole_and_nothing_of_an_officer_with_it(tmp_path: Path) -> None:
    build.copied(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    decide = {
        path.relative_to(fetching.ROOT).as_posix()
        for pattern in store._PROGRAM
        for path in fetching.ROOT.glob(pattern)
    }
    assert decide <= names
    assert not any(name.startswith(("inputs/", "output/", "tests/", ".")) for name in names)
    assert {"样例/inputs/2020/决算数据.xlsx", "docs/给信息人员.md", "CHANGELOG.md", "请先看我.txt"} <= names
    assert [(tmp_path / name).is_dir() for name in ("inputs", "output", "样例/inputs/2020/附件")] == [True] * 3
    assert "双击 决算有据.exe" in (tmp_path / "请先看我.txt").read_text("utf-8-sig")
