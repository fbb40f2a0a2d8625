"""The page numbers of the contents: those of the PDF or, where the officer asks for it, those of LibreOffice.

LibreOffice lays out the finished Word file, which takes seconds; mostly the layout of the PDF agrees with it. It
works without a window, in a folder of its own that is removed, and fetches nothing.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from juesuan.model.document import Block, Heading
from juesuan.model.problems import Problem, hint
from juesuan.model.program_folders import FONTS

_LOOK_ALIKES = {
    "仿宋_GB2312": "FandolFang R",
    "楷体_GB2312": "FandolKai",
    "黑体": "Noto Sans SC",
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Noto Serif SC",
}
"""The fonts of the form, each with the program's own font that looks like it and that the PDF is laid out with."""
_PATIENCE = 120.0
"""The seconds after which LibreOffice is ended; its first start on a slow machine takes some twenty."""
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "{ProgramFiles}/LibreOffice/program/soffice.com",
    "{ProgramFiles(x86)}/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "{HOME}/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""The places of LibreOffice on Windows and macOS, which do not put it on the PATH."""
_SETTINGS = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item></oor:items>'
)
"""The setting by which LibreOffice fetches no picture that a text only links to."""

_OF_PDF = "目录页码：按 PDF 排版"
_UNCOMPARED = "（没有 LibreOffice，Word 的分页按同样的规则排，没有另外核对）"


class Numbers(Struct, frozen=True):
    """The page numbers of the contents, and which layout they are taken from."""

    page_of: Mapping[str, int]
    """The number printed on the page of each heading, by the heading's bookmark."""
    source: str
    """The layout they are taken from, in the words that the run shows."""
    problems: tuple[Problem, ...] = ()


def page_numbers(
    docx: bytes | None, blocks: Iterable[Block], in_pdf: Mapping[str, int], *, is_wanted: bool = True
) -> Numbers:
    """The page numbers of the headings: those of the PDF or, where ``docx`` is given, those of LibreOffice.

    ``docx`` is the Word file, with or without a header, which moves nothing; None where LibreOffice is not asked.
    ``blocks`` are those of the Word file. ``in_pdf`` are the pages in the PDF, by the bookmarks of the headings;
    they stand where LibreOffice is missing or fails, which is then told, and are empty where there is no PDF. One
    that is not ``is_wanted`` may be missing: then the source says so, and no problem.
    """
    if docx is None:
        return Numbers(in_pdf, _OF_PDF if in_pdf else "目录里没有页码")
    program = find()
    if program is None:
        if not is_wanted:
            return Numbers(in_pdf, f"{_OF_PDF}{_UNCOMPARED}")
        advice = "装上 LibreOffice，或去掉 --office。"
        return Numbers(in_pdf, f"{_OF_PDF}（没有找到 LibreOffice）", (_untold("没有找到 LibreOffice", advice),))
    headings = [block for block in blocks if isinstance(block, Heading)]
    with tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as folder:
        pdf = printed(program, docx, Path(folder))
    sheets = _sheets(pdf, headings) if pdf else []
    if not sheets:
        advice = "请用 LibreOffice 打开 Word 成品看一看，再试一次。"
        return Numbers(in_pdf, f"{_OF_PDF}（LibreOffice 没有排成）", (_untold("LibreOffice 没有排成", advice),))
    before = sheets[0] - in_pdf.get(headings[0].bookmark, 1)
    page_of = {heading.bookmark: sheet - before for heading, sheet in zip(headings, sheets, strict=True)}
    differing = [*_differing(headings, page_of, in_pdf)]
    said = f"{len(differing)} 个标题与 PDF 不在同一页" if differing else "标题都与 PDF 在同一页"
    return Numbers(page_of, f"目录页码：按 LibreOffice{f'，{said}' if in_pdf else ''}", _told(differing))


def _untold(reason: str, advice: str) -> Problem:
    return hint("P04", "目录", f"{reason}，目录里的页码按 PDF 排版", advice)


def _differing(
    headings: Iterable[Heading], page_of: Mapping[str, int], in_pdf: Mapping[str, int]
) -> Iterator[str]:
    """Yield, in words, each heading whose pages differ between Word file and PDF."""
    for heading in headings:
        theirs, ours = page_of[heading.bookmark], in_pdf.get(heading.bookmark)
        if ours not in {None, theirs}:
            yield f"“{heading.text}”在 Word 文件第{theirs}页、PDF 第{ours}页"


def _told(differing: Sequence[str]) -> tuple[Problem, ...]:
    """One problem that names all headings whose pages differ; none for none."""
    if not differing:
        return ()
    message = f"{len(differing)} 个标题在两个文件里的页码不同：{'；'.join(differing)}"
    return (hint("P05", "目录", message, "两个文件的目录各按自己的页码，都可以用。"),)


def find() -> Path | None:
    """Return the path of the LibreOffice program; None where this machine has none."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    places = (re.sub(r"\{(.*?)\}", lambda name: os.environ.get(name[1], ""), place) for place in _PLACES)
    return next((path for path in map(Path, places) if path.is_file()), None)


def printed(program: Path, docx: bytes, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a Word file in an empty folder; empty where it fails or hangs."""
    source, profile = folder / "report.docx", folder / "profile"
    source.write_bytes(docx)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    (folder / "fonts.conf").write_text(_font_settings(folder), encoding="utf-8")
    command = [
        str(program), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    if not _succeeds(command, {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}):
        return b""
    result = source.with_suffix(".pdf")
    return result.read_bytes() if result.exists() else b""


def _font_settings(folder: Path) -> str:
    """Return a fontconfig file with the program's fonts alone, also under the names of the form's fonts."""
    alias = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'
    aliases = "".join(alias.format(*pair) for pair in _LOOK_ALIKES.items())
    return f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir>{aliases}</fontconfig>"


def _succeeds(command: list[str], environment: Mapping[str, str]) -> bool:
    """Say whether a program ran to its end without failing; one that takes too long is ended with its children."""
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the program was found by its name, its arguments are ours
            command, stdin=silent, stdout=silent, stderr=silent, env=environment, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        ending = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(ending, check=False, capture_output=True)  # noqa: S603 - as above
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _sheets(pdf: bytes, headings: list[Heading]) -> list[int]:
    """Return the page of each heading, counted from 1 at the cover; none where the PDF's bookmarks are others."""
    import pypdf  # noqa: PLC0415 - only a run with LibreOffice needs it

    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        marks = list(_flat(reader.outline))
    except pypdf.errors.PyPdfError:
        return []
    if [_bare(mark.title) for mark in marks] != [_bare(heading.text) for heading in headings]:
        return []
    return [(reader.get_destination_page_number(mark) or 0) + 1 for mark in marks]


def _flat(marks: Any) -> Iterator[Any]:
    for mark in marks:
        if isinstance(mark, list):
            yield from _flat(mark)
        else:
            yield mark


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
