"""Page numbers of the contents from LibreOffice: a program that stands in for it, and the real one."""

import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import generate
from juesuan.app import cli, command_line
from juesuan.app.teller import Teller
from juesuan.model import outcome, program_folders
from juesuan.model.document import Block, Heading, Paragraph, Run, SectionEnd
from juesuan.model.outcome import Made, Office
from juesuan.model.problems import Problem, Severity
from juesuan.pdf import libreoffice, pdf
from juesuan.pdf.libreoffice import Numbers
from tests.pdf.test_pdf import ABOUT
from tests.support import builder
from tests.support.report import SAMPLE, Report
from tests.support.word_files import docx, paragraph, parts

REPORT: tuple[Block, ...] = (
    Paragraph("封面标题", (Run("决算"),)),
    SectionEnd(),
    Heading(1, "heading 1", "第一部分  概况", "a"),
    Heading(2, "heading 2", "一、职能", "b"),
    Paragraph("正文", (Run("一" * 1000),)),
    Heading(1, "heading 1", "第二部分", "c"),
)
IN_PDF = {"a": 1, "b": 1, "c": 3}
UNTOLD = "目录里的页码按 PDF 排版"


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where programs are looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    return folder


def stand_in(folder: Path, script: str) -> None:
    """A program in place of LibreOffice; ``$out`` is the folder it must write to."""
    program = folder / "soffice"
    find_out = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n'
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\narguments=$*\n{find_out}{script}\n", encoding="utf-8")
    program.chmod(0o755)


def numbers() -> Numbers:
    return libreoffice.page_numbers(b"PK", REPORT, IN_PDF)


def told(found: Numbers) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_the_layout_of_the_pdf_is_the_source_unless_another_is_asked_for() -> None:
    assert libreoffice.page_numbers(None, REPORT, IN_PDF) == Numbers(IN_PDF, "目录页码：按 PDF 排版")
    assert libreoffice.page_numbers(None, REPORT, {}).source == "目录里没有页码"


@pytest.mark.usefixtures("bin_folder")
def test_where_there_is_no_libreoffice_the_pdf_is_the_source() -> None:
    found = numbers()
    assert (found.page_of, found.source) == (IN_PDF, "目录页码：按 PDF 排版（没有找到 LibreOffice）")
    assert told(found) == [
        "提示 P04　目录：没有找到 LibreOffice，目录里的页码按 PDF 排版　→ 装上 LibreOffice，或去掉 --office。"
    ]


@pytest.mark.usefixtures("bin_folder")
def test_where_nobody_has_asked_for_it_its_absence_is_no_problem() -> None:
    source = "目录页码：按 PDF 排版（没有 LibreOffice，Word 的分页按同样的规则排，没有另外核对）"
    assert libreoffice.page_numbers(b"PK", REPORT, IN_PDF, is_wanted=False) == Numbers(IN_PDF, source)


def test_only_what_is_no_draft_is_compared_unless_all_is_asked_for() -> None:
    assert [each.takes(is_draft=False) for each in Office] == [False, True, True]
    assert [each.takes(is_draft=True) for each in Office] == [False, False, True]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 1", id="fails"),
        pytest.param("exit 0", id="makes nothing"),
        pytest.param('echo garbage > "$out/report.pdf"', id="makes no PDF"),
    ],
)
def test_where_libreoffice_fails_the_pdf_is_the_source(bin_folder: Path, script: str) -> None:
    stand_in(bin_folder, script)
    found = numbers()
    assert (found.page_of, found.source) == (IN_PDF, "目录页码：按 PDF 排版（LibreOffice 没有排成）")
    assert told(found) == [
        f"提示 P04　目录：LibreOffice 没有排成，{UNTOLD}　→ 请用 LibreOffice 打开 Word 成品看一看，再试一次。"
    ]


def test_a_program_that_cannot_be_started_has_failed(bin_folder: Path) -> None:
    (bin_folder / "soffice").write_bytes(b"\x7fELF")
    (bin_folder / "soffice").chmod(0o755)
    assert numbers().source.endswith("（LibreOffice 没有排成）")


def test_one_that_hangs_is_ended_with_all_that_it_started(
    bin_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(bin_folder, f'sleep 600 & echo $! > "{tmp_path}/child"\nwait')
    for patience in (1.0, 5.0, 25.0):  # a busy machine may end it before it has started anything
        monkeypatch.setattr(libreoffice, "_PATIENCE", patience)
        assert numbers().source.endswith("（LibreOffice 没有排成）")
        if (told := (tmp_path / "child")).exists() and told.read_text(encoding="utf-8").endswith("\n"):
            break
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(1200):
        if is_gone(child):
            return
        time.sleep(0.05)
    pytest.fail("the child goes on")


def is_gone(process: int) -> bool:
    """Whether it has ended; nobody may yet have asked how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def test_pages_that_differ_are_named_and_libreoffice_is_believed(bin_folder: Path, tmp_path: Path) -> None:
    longer = (*REPORT[:3], Paragraph("正文", (Run("一" * 700),)), *REPORT[3:])
    (tmp_path / "other.pdf").write_bytes(pdf.lay_out(longer, {}, ABOUT).pdf)
    stand_in(bin_folder, f'cp "{tmp_path}/other.pdf" "$out/report.pdf"')
    found = numbers()
    assert (found.page_of, found.source) == (
        {"a": 1, "b": 2, "c": 4},
        "目录页码：按 LibreOffice，2 个标题与 PDF 不在同一页",
    )
    assert told(found) == [
        "提示 P05　目录：2 个标题在两个文件里的页码不同：“一、职能”在 Word 文件第2页、PDF 第1页；"
        "“第二部分”在 Word 文件第4页、PDF 第3页　→ 两个文件的目录各按自己的页码，都可以用。"
    ]


def test_without_a_pdf_the_first_heading_is_on_page_one(bin_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "same.pdf").write_bytes(pdf.lay_out(REPORT, {}, ABOUT).pdf)
    stand_in(bin_folder, f'cp "{tmp_path}/same.pdf" "$out/report.pdf"')
    assert libreoffice.page_numbers(b"PK", REPORT, {}) == Numbers(IN_PDF, "目录页码：按 LibreOffice")


def test_a_layout_with_other_headings_is_no_source(bin_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(pdf.lay_out(REPORT[:-1], {}, ABOUT).pdf)
    stand_in(bin_folder, f'cp "{tmp_path}/other.pdf" "$out/report.pdf"')
    assert numbers().page_of == IN_PDF


def test_it_works_in_a_folder_of_its_own_that_is_removed(bin_folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "seen"
    stand_in(bin_folder, f'cp -r "$out" "{copied}"; echo "$arguments" > "{copied}/arguments"; exit 1')
    numbers()
    arguments = (copied / "arguments").read_text(encoding="utf-8").split()
    profile = next(each for each in arguments if each.startswith("-env:UserInstallation=file://"))
    folder = Path(profile.partition("file://")[2]).parent
    assert "--headless" in arguments
    assert arguments[-1] == str(folder / "report.docx")
    assert not folder.exists()
    assert (copied / "report.docx").read_bytes() == b"PK"
    assert f"<dir>{program_folders.FONTS}</dir>" in (copied / "fonts.conf").read_text(encoding="utf-8")


def test_it_is_found_where_windows_and_macos_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path / "Program Files"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert libreoffice.find() is None
    for place in ("home/Applications/LibreOffice.app/Contents/MacOS/soffice",
                  "Program Files/LibreOffice/program/soffice.com"):  # fmt: skip
        path = tmp_path / place
        path.parent.mkdir(parents=True)
        path.touch()
        assert libreoffice.find() == path


# ---- the command


def making(says: str) -> Made:
    return Made((), 0, 0, 0, (Problem("P04", Severity.HINT, "目录", says),))


def test_what_is_handed_over_is_compared_by_libreoffice_unless_the_options_say_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2020").mkdir()

    def make(*_: object, office: Office = Office.NONE, **__: object) -> Made:
        return making(office.name)

    monkeypatch.setattr(command_line, "USUAL", Office.FINAL)
    for option, expected in (([], "FINAL"), (["--office"], "ALL"), (["--no-office"], "NONE")):
        assert cli.main(["--inputs", str(tmp_path), *option], make, generate.check) == 0
        assert expected in capsys.readouterr().out
    assert cli.main(["--office", "--no-office"], make, generate.check) == outcome.NOTHING
    assert "--no-office" in capsys.readouterr().err
    assert cli.main(["check", "--office"], make, generate.check) == outcome.NOTHING
    assert "这两个参数不能同时用 --office" in capsys.readouterr().err
    assert cli.main(["--help"], make, generate.check) == 0
    assert "交付时也不对页码" in capsys.readouterr().out


# ---- the real one

LINKED = (
    '<w:drawing><wp:inline><wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="a"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
)
"""A picture that is not in the file but somewhere else."""


@pytest.fixture(scope="module")
def program() -> Path:
    found = libreoffice.find()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.mark.usefixtures("program")
def test_the_report_has_the_pages_of_libreoffice(
    sample: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = generate.make(SAMPLE, tmp_path, Teller(), office=Office.FINAL)
    assert "目录页码：按 LibreOffice，标题都与 PDF 在同一页" in capsys.readouterr().out
    assert [problem.code for problem in made.problems if problem.code.startswith("P")] == []
    assert made.files[0].read_bytes() == sample.docx  # both layouts agree on every heading


def test_the_run_says_that_the_pdf_is_the_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate.make(SAMPLE, tmp_path, Teller())
    assert "编目录" in (said := capsys.readouterr().out)
    assert "目录页码：按 PDF 排版\n" in said


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it is asked for."""
    paths: list[str] = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def test_nothing_is_fetched(program: Path, tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    word = docx(f"<w:p><w:r>{LINKED}</w:r></w:p>" + paragraph("第一部分", "1"))
    linked = {name: part.replace(b'"media/a.png"', f'"{address}/a.png" TargetMode="External"'.encode())
              for name, part in parts(word).items()}  # fmt: skip
    word = builder.zipped(linked)
    assert libreoffice.printed(program, word, tmp_path).startswith(b"%PDF")
    assert paths == []
