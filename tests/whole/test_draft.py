"""A report in which an error is open is a draft and looks like one everywhere; mended or explained, it is none."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import generate
from juesuan.app import cli
from juesuan.model import outcome
from juesuan.model.outputs import AIDS
from juesuan.model.outputs import place as place_of
from juesuan.versions import store
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, report
from tests.support.builder import added, changed
from tests.support.report import Report
from tests.support.shelf import Shelf
from tests.support.water_office import department
from tests.support.word_files import W

STEM = "青禾县水务局2021年度部门决算"
DRAFT, FINISHED = f"{STEM}（草稿）", STEM
BROKEN = changed(department(), "收入支出", "其他收入", "本年决算数", 60000)
"""One cell is wrong: 其他收入 is 50000."""
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def run(root: Path, content: Content, *more: str) -> int:
    """The command, over a department's workbook; returns its exit code."""
    builder.write(root / "inputs" / "2021", content)
    return again(root, *more)


def again(root: Path, *more: str) -> int:
    """The command once more, nothing changed."""
    arguments = ["--inputs", str(root / "inputs" / "2021"), "--output", str(root / "output"), "--quiet", *more]
    return cli.main(arguments, generate.make, generate.check)


def outputs(root: Path) -> list[str]:
    """The places of the report's files in the folder of the year."""
    return sorted(
        place for place in output_folder.outputs(root / "output" / "2021") if Path(place).name not in AIDS
    )


def made_of(stem: str) -> list[str]:
    """The names of the report's files in the order of making: Word, the PDF to publish, the one to keep."""
    return [f"{stem}.docx", f"{stem}.pdf", f"{stem.replace(STEM, f'{STEM}（存档）')}.pdf"]


def placed(*stems: str) -> list[str]:
    """The places of the files of these reports, and of the page that a run always makes."""
    return sorted(map(place_of, ("核对报告.html", *(name for stem in stems for name in made_of(stem)))))


@pytest.fixture(scope="module")
def draft(shelf: Shelf) -> Report:
    return shelf.report(BROKEN)


@pytest.fixture(scope="module")
def explained(draft: Report) -> Content:
    """The broken content, its open problems explained by what the program said of them."""
    rows = [
        {"代码": each.code, "位置": each.where, "差额": each.difference, "说明": "已向财政局说明"}
        for each in draft.made.problems
        if each.is_open
    ]
    return added(BROKEN, "出错说明", *rows)


# ---- the files of a draft


def test_the_names_of_a_draft_say_so(draft: Report) -> None:
    names = [path.name for path in draft.made.files if path.name not in AIDS]
    assert names == [*made_of(DRAFT), "核对报告.html"]


def test_every_section_of_the_word_file_has_the_word_at_its_head(draft: Report) -> None:
    root = etree.fromstring(draft.word_part("word/document.xml").encode())
    relations = etree.fromstring(draft.word_part("word/_rels/document.xml.rels").encode())
    targets = {each.get("Id"): each.get("Target") for each in relations}
    sections = list(root.iter(f"{{{W}}}sectPr"))
    assert len(sections) > 1
    for section in sections:
        heads = section.findall(f"{{{W}}}headerReference")
        assert sorted(each.get(f"{{{W}}}type", "") for each in heads) == ["default", "even", "first"]
        for head in heads:
            part = etree.fromstring(draft.word_part(f"word/{targets[head.get(_R)]}").encode())
            assert "".join(text.text or "" for text in part.iter(f"{{{W}}}t")) == "草稿"


def test_the_part_at_the_head_has_a_type_and_stands_once(draft: Report) -> None:
    assert draft.word_part("[Content_Types].xml").count("/word/headerOfDraft.xml") == 1
    assert draft.word_part("word/_rels/document.xml.rels").count("headerOfDraft.xml") == 1


def test_every_page_of_the_pdf_has_the_word(draft: Report) -> None:
    pages = report.pdf_pages(draft.pdf)
    assert len(pages) == draft.made.pages
    assert [place for place, text in enumerate(pages) if "草稿" not in text] == []


def test_every_page_that_another_program_lays_out_has_the_word(draft: Report, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    (tmp_path / "draft.docx").write_bytes(draft.docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "draft.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = report.pdf_pages((tmp_path / "draft.pdf").read_bytes())
    assert len(pages) > 5
    assert [place for place, text in enumerate(pages) if "草稿" not in text] == []


def test_the_text_of_a_draft_is_that_of_the_report(draft: Report) -> None:
    assert "草稿" not in draft.text
    assert "其他收入6.00万元" in draft.text


def test_a_finished_report_has_nothing_at_its_head(sample_like: Report) -> None:
    assert "headerOfDraft" not in sample_like.word_part("[Content_Types].xml")
    assert not any("草稿" in page for page in report.pdf_pages(sample_like.pdf))


@pytest.fixture(scope="module")
def sample_like(shelf: Shelf) -> Report:
    """The same department, nothing wrong."""
    return shelf.report(department())


# ---- from draft to report and back


def test_a_mended_draft_makes_way_for_the_report(tmp_path: Path) -> None:
    assert run(tmp_path, BROKEN) == outcome.OPEN
    assert outputs(tmp_path) == placed(DRAFT)
    assert run(tmp_path, department()) == outcome.DONE
    assert outputs(tmp_path) == placed(FINISHED)


def test_an_explained_draft_makes_way_for_the_report(shelf: Shelf, explained: Content, tmp_path: Path) -> None:
    shelf.copy(tmp_path, BROKEN)
    assert run(tmp_path, explained) == outcome.DONE
    assert outputs(tmp_path) == placed(FINISHED)
    assert run(tmp_path, explained, "check") == outcome.DONE


def test_an_explanation_of_another_difference_leaves_a_draft(
    explained: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, changed(explained, "收入支出", "其他收入", "本年决算数", 70000)) == outcome.OPEN
    assert outputs(tmp_path) == placed(DRAFT)
    said = capsys.readouterr().out
    assert "说明的是差额“少10,000.00元”，现在是“少20,000.00元”" in said


def test_a_draft_that_was_edited_is_kept_as_an_edited_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.copy(tmp_path, BROKEN)
    path = tmp_path / "output" / "2021" / f"{DRAFT}.docx"
    edited = path.read_bytes() + b"edited"
    path.write_bytes(edited)
    assert run(tmp_path, department()) == outcome.DONE
    (kept,) = set(outputs(tmp_path)) - set(placed(FINISHED))
    assert kept.startswith(f"留存/移开的文件/{DRAFT}（人工修改")
    assert (path.parent / kept).read_bytes() == edited


def test_a_draft_leaves_the_last_report_in_its_place_and_says_which_one_it_is(
    shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = shelf.copy(tmp_path, department()).made
    issued = {path: path.read_bytes() for path in made.files if path.parent.name == "交付" or "存档" in path.name}
    builder.write(tmp_path / "inputs" / "2021", BROKEN)
    for _ in range(2):
        assert again(tmp_path) == outcome.OPEN
        assert outputs(tmp_path) == placed(DRAFT, FINISHED)
        assert {path: path.read_bytes() for path in issued} == issued
        (first, _) = store.of(tmp_path / "output" / "2021")
        (told,) = [line for line in capsys.readouterr().out.splitlines() if " F0" in line]
        assert told == (
            f"警告 F08　交付：里面仍是第 1 版的定稿（{first.made}），不是这次的草稿“{DRAFT}.docx”"
            "　→ 改正错误再生成，没有错误了才换成新的；草稿不要交出去。"
        )
    assert run(tmp_path, department()) == outcome.DONE
    assert outputs(tmp_path) == placed(FINISHED)
    assert " F0" not in capsys.readouterr().out


def test_the_first_draft_hands_nothing_over(draft: Report) -> None:
    year = output_folder.year_of(draft.made.files[0])
    assert not (year / "交付").exists()
    assert [problem.code for problem in draft.made.problems if problem.code.startswith("F")] == []


def test_the_record_knows_the_draft(draft: Report) -> None:
    (version,) = store.of(output_folder.year_of(draft.made.files[0]))
    assert version.is_draft
    assert [name for name in version.outputs if "草稿" in name] == made_of(DRAFT)


def test_a_draft_made_twice_is_the_same(draft: Report, tmp_path: Path) -> None:
    inputs = draft.made.files[0].parents[2] / "inputs" / "2021"
    again = report.make(inputs, tmp_path / "output")
    assert again.docx == draft.docx
    with zipfile.ZipFile(next(path for path in again.made.files if path.suffix == ".docx")) as archive:
        assert archive.testzip() is None
