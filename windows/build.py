"""Builds the zip of the program for Windows: unzipped, 决算有据.exe is double clicked, and nothing is installed.

Two builds of one commit give the same bytes on one machine. What is packed is pinned by its digest; the
licences of all of it are inside, and the list of its files by which the program can be verified.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from juesuan import PRODUCT
from juesuan.app.desk import manual_file
from juesuan.model import file_list, release
from juesuan.model.identity import digest
from windows import compiled, fetching, interpreter, licences, packages

_PROGRAM = ("generate.py", "juesuan", "charts", "templates", "fonts", "docs", "pyproject.toml", "CHANGELOG.md")
_YEAR = "inputs/2020"
"""The year of the sample, which the desk shows from 样例."""
_PICTURES = ("docs/chart.png", "docs/contact.png", "docs/page.png", "docs/pictures.py")
"""Of the page for engineers, which is not packed."""
_OFFICERS = ("inputs", "output")
"""The folders that are the officer's: empty when the program is new."""
_MOST_BYTES = 90 * 1024 * 1024
_DATE = (2020, 1, 1, 0, 0, 0)
"""Of every file in the zip, so that two builds are the same."""
_FIRST = "请先看我.txt"
"""What a person reads first; it lies beside this file."""


def main() -> int:
    """Builds, or writes the pins of the wheels again; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="write windows/wheels.txt again from requirements.txt")
    parser.add_argument("--to", type=Path, default=fetching.HERE / "dist", metavar="FOLDER")
    asked = parser.parse_args()
    try:
        if asked.pin:
            fetching.pin()
        else:
            _say_of(built(asked.to))
    except (interpreter.Unverified, licences.Unlicensed, compiled.Uncompiled) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    except subprocess.CalledProcessError as caught:
        said = caught.stderr.decode(errors="replace") if isinstance(caught.stderr, bytes) else caught.stderr or ""
        sys.stderr.write(f"没有做成：{caught}\n{said}")
        return 1
    return 0


def say(words: str) -> None:
    """A line of what is being done."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def built(place: Path) -> Path:
    """The zip, made in the folder ``place``. Raises what its parts raise, and where it would be too large."""
    with tempfile.TemporaryDirectory(prefix="juesuan-windows-") as made:
        program = Path(made) / PRODUCT
        program.mkdir()
        interpreter.unpacked(program / "python", say)
        packages.installed(fetching.wheels(), program / "lib")
        copied(program)
        if _git("status", "--porcelain", "--", *_PROGRAM):
            say("程序有没有提交的改动，也打进去了：要发布的，请先提交。")
        _start(program)
        compiled.added(program)
        licences.gathered(program)
        (program / file_list.NAME).write_text(file_list.dumped(program, release.number()), encoding="utf-8")
        place.mkdir(parents=True, exist_ok=True)
        return packed(program, place / f"{PRODUCT}-{release.number()}-windows.zip")


def copied(program: Path) -> None:
    """Copies what git keeps, or would, into the folder ``program``, the sample to where the desk looks for it."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *_PROGRAM, _YEAR)
    for name in filter(None, listed.split("\0")):
        if not Path(name).name.startswith(".") and name not in _PICTURES:
            target = program / (f"样例/{name}" if name.startswith(_YEAR) else name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(fetching.ROOT / name, target)
    for name in (*_OFFICERS, f"样例/{_YEAR}/附件"):
        (program / name).mkdir(parents=True)
    (program / "使用手册.docx").write_bytes(manual_file.docx())
    words = (fetching.HERE / _FIRST).read_text(encoding="utf-8").format(product=PRODUCT, release=release.number())
    (program / _FIRST).write_text(words, encoding="utf-8-sig", newline="\r\n")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=fetching.ROOT, capture_output=True, check=True).stdout.decode()


def _start(program: Path) -> None:
    """Makes the .exe that is double clicked."""
    compiler = [
        "x86_64-w64-mingw32-gcc",
        "-municode",
        "-O2",
        "-s",
        "-Wall",
        "-Werror",
        "-Wl,--no-insert-timestamp",
    ]
    with tempfile.TemporaryDirectory() as passing:  # the compiler of Debian knows no Chinese names of outputs
        made = Path(passing) / "start.exe"
        subprocess.run([*compiler, "-o", str(made), str(fetching.HERE / "launcher.c")], check=True)
        shutil.copyfile(made, program / f"{PRODUCT}.exe")


def packed(program: Path, place: Path) -> Path:
    """The zip of a folder, the same whenever it is made; its names are marked as UTF-8."""
    temporary = place.with_name(f".{place.name}")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as held:
        for path in sorted(program.rglob("*"), key=lambda path: path.relative_to(program).as_posix()):
            name = path.relative_to(program.parent).as_posix()
            entry = zipfile.ZipInfo(f"{name}/" if path.is_dir() else name, _DATE)
            entry.external_attr = (0o40755 << 16 | 0x10) if path.is_dir() else 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path.is_dir() else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            held.writestr(entry, b"" if path.is_dir() else path.read_bytes(), compresslevel=9)
    return temporary.replace(place)


def _say_of(made: Path) -> None:
    data = made.read_bytes()
    with zipfile.ZipFile(made) as held:
        opened = sum(each.file_size for each in held.infolist())
        listed = file_list.loaded(held.read(f"{PRODUCT}/{file_list.NAME}").decode())
    say(f"做好了：{made}")
    say(f"大小：{len(data) / 1024 / 1024:.1f} MB，解压以后 {opened / 1024 / 1024:.1f} MB")
    say(f"压缩包的 SHA-256：{digest(data)}")
    say(f"文件清单的总摘要：{listed[0] if listed else '（没有）'}　这两个摘要请同压缩包一起公布")
    if len(data) > _MOST_BYTES:
        say(f"超过了 {_MOST_BYTES // 1024 // 1024} MB。")


if __name__ == "__main__":
    sys.exit(main())
