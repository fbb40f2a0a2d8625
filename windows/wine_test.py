"""Tries the packed program under Wine, in a folder with Chinese letters and spaces, against the same here."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.cookiejar import CookieJar
from itertools import zip_longest
from pathlib import Path

from pypdf import PdfReader

from juesuan import PRODUCT
from juesuan.model import advised, release
from juesuan.model.outcome import DONE, NOTHING
from juesuan.model.year_folder import WORKBOOK
from juesuan.year import blank_workbook
from tests.app.test_import import emptied
from tests.support import county_school, official_department, official_export
from windows import fetching, wine
from windows.build import say
from windows.wine import Machine

_SAMPLE = ("--inputs", "样例/inputs")
_MOST_SECONDS = 6.0
"""Until the first page of the desk is there."""
_YEAR = 2021


class Different(Exception):  # noqa: N818 - the name is the reason
    """Raised where the program does not do under Wine what it does here."""


def main() -> int:
    """Runs every trial; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = fetching.HERE / "dist" / f"{PRODUCT}-{release.number()}-windows.zip"
    parser.add_argument("zip", type=Path, nargs="?", default=usual)
    parser.add_argument("--only", nargs="+", choices=TRIALS, default=[*TRIALS], help="these trials, in this order")
    asked = parser.parse_args()
    packed = asked.zip
    if not wine.is_there() or not packed.is_file():
        sys.stderr.write("没有试：要有 Wine（Debian 的 wine64）、mingw-w64 和 make windows 做好的压缩包。\n")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="juesuan-wine-", ignore_cleanup_errors=True) as made:
        here = wine.unzipped(packed, Path(made) / "linux")
        machine = wine.made(Path(made) / "wine", packed)
        if verified not in map(TRIALS.get, asked.only):  # which removes it
            wine.without_what_wine_lacks(machine)
        for name in asked.only:
            failed += not _tried(name, partial(TRIALS[name], machine, here))
        machine.end()
    return int(failed > 0)


def _tried(name: str, trial: Callable[[], str]) -> bool:
    begun = time.perf_counter()
    try:
        told = trial()
    except (Different, OSError) as caught:
        say(f"不对　{name}：{caught}")
        return False
    say(f"对　{name}：{told}（{time.perf_counter() - begun:.0f} 秒）")
    return True


def _require(holds: object, message: str) -> None:
    if not holds:
        raise Different(message)


def _run_here(here: Path, *words: str) -> str:
    """What the same program says on this system; it calls itself by the same name."""
    command, named = [sys.executable, "-B", "generate.py", *words], {advised.STARTER: f"{PRODUCT}.exe"}
    here_too = {**os.environ, **named}
    return subprocess.run(command, cwd=here, env=here_too, capture_output=True, text=True, check=False).stdout


def _same_words(ours: str, theirs: str) -> None:
    """Raises `Different` where more differs than times, the strokes of paths and the width of columns."""
    one, other = map(_plain, (ours, theirs))
    lines = next((pair for pair in zip_longest(one, other) if pair[0] != pair[1]), ("", ""))
    _require(one == other, f"这里说“{lines[0]}”，Wine 里说“{lines[1]}”")


def _plain(said: str) -> list[str]:
    timeless = re.sub(r"\d+\.\d+ ?(秒|s)|\d{4}-\d\d-\d\d \d{6}|\"seconds\": [\d.]+", "", said)
    timeless = re.sub(r"[\\/]+", "/", timeless)
    return [" ".join(line.split()) for line in timeless.splitlines()]


# ---- the trials


def verified(machine: Machine, here: Path) -> str:
    """Every file is as it was packed, and one that is not is found."""
    code, said = machine.run("verify-program")
    _require(code == DONE, f"退出码 {code}：{said[-300:]}")
    _require(said == _run_here(here, "verify-program"), "与这里说的不同")
    wine.without_what_wine_lacks(machine)
    code, said = machine.run("verify-program")
    _require(code == 1 and "_wmi.pyd" in said, f"少了一个文件没有发现：{said[-300:]}")
    return "一个文件也没有改；少了一个，说得出来"


def checked(machine: Machine, here: Path) -> str:
    """The check says the same."""
    code, said = machine.run("check", *_SAMPLE)
    _require(code == DONE, f"退出码 {code}：{said[-300:]}")
    _same_words(_run_here(here, "check", *_SAMPLE), said)
    return said.splitlines()[-1]


def reported(machine: Machine, here: Path) -> str:
    """The whole report is made: 核对报告.html the same, and the text of every page."""
    words = (*_SAMPLE, "--no-office")  # there is no LibreOffice under Wine
    code, said = machine.run(*words)
    _require(code == DONE, f"退出码 {code}：{said[-300:]}")
    _same_words(_run_here(here, *words), said)
    ours, theirs = (folder / "output" / "2020" for folder in (here, machine.program))
    _require(_page(ours) == _page(theirs), "核对报告.html 不同")
    pages = [tuple(_texts(folder)) for folder in (ours, theirs)]
    wrong = [number for number, pair in enumerate(zip(*pages, strict=True), 1) if pair[0] != pair[1]]
    _require(not wrong, f"PDF 第 {wrong} 页的文字不同")
    return f"核对报告.html 一样，PDF {len(pages[0])} 页的文字都一样"


def _page(year: Path) -> bytes:
    return (year / "留存" / "核对报告.html").read_bytes()


def _texts(year: Path) -> Iterator[str]:
    (report,) = (year / "交付").glob("*.pdf")
    yield from (page.extract_text() for page in PdfReader(report).pages)


def dropped(machine: Machine, here: Path) -> str:
    """The finished report that was made before is dropped on the program: its audit is the same page."""
    (report,) = (machine.program / "output" / "2020" / "交付").glob("*.docx")
    place = report.relative_to(machine.prefix / "drive_c").as_posix().replace("/", "\\")
    code, said = machine.run(f"C:\\{place}")
    _require(code != NOTHING, f"退出码 {code}：{said[-300:]}")
    (ours,) = (here / "output" / "2020" / "交付").glob("*.docx")
    _run_here(here, "open", str(ours))
    pages = [_only(folder / "output" / "审读").read_bytes() for folder in (here, machine.program)]
    _require(pages[0] == pages[1], "审读报告不同")
    return "审读报告一样"


def _only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def imported(machine: Machine, here: Path) -> str:
    """The tables of the accounts software are read and written into the workbook as here."""
    content = county_school.department()
    tables = official_export.xls(official_export.sheets(content, _YEAR))
    words = ("import", "导出.xls", "--inputs", "试填", "--year", str(_YEAR), "--yes", "--json")
    books = [folder / "试填" / str(_YEAR) / WORKBOOK for folder in (here, machine.program)]
    for book in books:
        book.parent.mkdir(parents=True)
        blank_workbook.write_workbook(book, emptied(content))
        (book.parents[2] / "导出.xls").write_bytes(tables)
    before = books[0].read_bytes()
    code, said = machine.run(*words)
    _require(code == DONE, f"退出码 {code}：{said[-300:]}")
    _same_words(_run_here(here, *words), said)
    ours, theirs = map(official_department.content_of, books)
    _require(ours == theirs and books[1].read_bytes() != before, "写进工作簿的不同")
    return "写进工作簿的每一格都一样"


def opened(machine: Machine, _: Path) -> str:
    """The desk opens, cold and warm; its first page is there in time.

    Where others keep the processors busy the time that it waits for them is not the program's: the seconds of the
    processor count then.
    """
    pages = [_first_page(machine) for _ in range(3)]
    told = "、".join(f"{waited:.1f} 秒（处理器 {used:.1f} 秒）" for waited, used in pages)
    is_busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    _require(min(page[is_busy] for page in pages) <= _MOST_SECONDS, f"第一页要 {told}，最多 {_MOST_SECONDS} 秒")
    return f"第一页 {told}" + ("；机器正忙，按处理器的秒数算" if is_busy else "")


def _first_page(machine: Machine) -> tuple[float, float]:
    """The seconds until the first page is there, and the seconds of the processor in them."""
    machine.wake()
    begun, before = time.perf_counter(), machine.processor_seconds()
    with _desk(machine) as address:
        asking = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with asking.open(address) as answer:
            page = answer.read().decode()
        seconds, used = time.perf_counter() - begun, machine.processor_seconds() - before
    _require(PRODUCT in page, "第一页不是工作台")
    return seconds, used


@contextmanager
def _desk(machine: Machine) -> Iterator[str]:
    desk = machine.begun("desk", "--address")
    try:
        said = list[str]()
        for line in desk.stdout or ():
            said.append(line.decode(errors="replace"))
            if found := re.search(r"http://127\.0\.0\.1:\S+", said[-1]):
                yield found[0]
                return
        message = f"没有说地址：{''.join(said)[-500:]}"
        raise Different(message)
    finally:
        machine.end()
        desk.communicate()


TRIALS = {
    "查程序": verified,
    "核对": checked,
    "整份报告": reported,
    "拖放": dropped,
    "导入": imported,
    "工作台": opened,
}
"""What is tried, in this order, and what it is called."""

if __name__ == "__main__":
    sys.exit(main())
