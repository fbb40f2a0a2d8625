"""A Word file goes through a run as one value: nobody opens what the run has made, and it is zipped once."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, field

from charts.data import Drawing
from juesuan.compare.edits import apply, differences
from juesuan.figures import derive, phrases, public_tables
from juesuan.model import editions
from juesuan.model.document import ANCHOR, AttachedParagraph, Attachment, ItemList, Level, Picture, Run
from juesuan.model.identity import About
from juesuan.ooxml import comments, package
from juesuan.ooxml.comments import Hand, Note
from juesuan.ooxml.package import WordFile
from juesuan.versions import seal
from juesuan.word import attachments, finish, public_part
from juesuan.word.finish import Draft
from tests.support import builder, factories, report, water_office, word_files
from tests.support.word_files import field as field_of
from tests.support.word_files import paragraph, run

WHEN = datetime(2022, 9, 5, tzinfo=UTC)
ABOUT = About("某局2021年度部门决算", "某局", WHEN, header="草稿")


# ---- counted


class Zips(Struct):
    """What was unzipped and what was zipped."""

    opened: list[bytes] = field(default_factory=list)
    written: list[io.BytesIO] = field(default_factory=list)

    @property
    def word_files(self) -> list[bytes]:
        """The Word files among what was zipped."""
        made = [each.getvalue() for each in self.written]
        return [each for each in made if b"word/document.xml" in each]


@pytest.fixture
def zips(monkeypatch: pytest.MonkeyPatch) -> Zips:
    found, init = Zips(), zipfile.ZipFile.__init__

    def counted(self: zipfile.ZipFile, file: Any, mode: Any = "r", *args: Any, **options: Any) -> None:
        if mode != "r":
            found.written.append(file)
        elif isinstance(file, io.BytesIO):
            found.opened.append(file.getvalue())
        else:
            found.opened.append(Path(file).read_bytes())
        init(self, file, mode, *args, **options)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    return found


def test_a_run_opens_what_people_made_and_zips_the_report_once(tmp_path: Path, zips: Zips) -> None:
    inputs = builder.write(tmp_path / "2021", water_office.department())
    zips.written.clear()
    made = report.make(inputs, tmp_path / "output")
    template = editions.named("四川2020").template.data
    given = {template, *(path.read_bytes() for path in inputs.rglob("*") if path.is_file())}
    assert set(zips.opened) <= given
    reviews = [path.read_bytes() for path in made.made.files if path.name.startswith("审核稿")]
    assert len(reviews) == 2
    assert sorted(zips.word_files) == sorted([made.docx, *reviews])


# ---- given and left alone


BODY = (
    f"<w:p>{field_of(run('旧目录'), ' TOC ')}</w:p>{paragraph('第一部分', '1')}"
    f"{paragraph('收入' + phrases.text(factories.figure(50000)))}{paragraph(ANCHOR + '0')}"
    f"{paragraph('职能如下。')}<w:sectPr/>"
)
LISTS = {"甲": ItemList("甲", (Level(),))}
ATTACHED = AttachedParagraph("", (Run("附件的话。"),), factories.words("甲").cell, ("甲", 0))
ATTACHMENTS = (Attachment("附件/甲.docx", (ATTACHED, Picture("图", b"\x89PNG", 10, 10)), LISTS),)


def with_tables(word: WordFile) -> WordFile:
    accounts = factories.accounts(department=factories.department(public_tables=factories.words("是")))
    tables = public_tables.part(accounts, derive.derive(accounts), editions.named("四川2020").tables)
    return public_part.append(word, tables)


def with_edits(word: WordFile) -> WordFile:
    base = package.packed(word, WHEN)
    theirs = word_files.docx(BODY.replace("职能如下。", "职能如上。"))
    return apply.carry(word, differences.edits(base, theirs), (), 1, 2020).word


STEPS: dict[str, Callable[[WordFile], WordFile]] = {
    "attachments": lambda word: attachments.inlay(word, ATTACHMENTS, "report.docx"),
    "public tables": with_tables,
    "edits": with_edits,
    "finish": lambda word: finish.finish(word, dict[str, Drawing](), ABOUT).word,
    "page numbers": lambda word: finish.number(finish.finish(word, {}, ABOUT), {"_Toc00000001": 1}).word,
    "head": lambda word: finish.headed(Draft(word, {}), ABOUT).word,
    "seal": lambda word: seal.sealed(word, ABOUT),
    "comments": lambda word: comments.add(word, {2: [Note(0, 1, ("说",))]}, Hand("审", WHEN)),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_makes_a_file_of_its_own(step: Callable[[WordFile], WordFile]) -> None:
    word = package.open_word(word_files.docx(BODY))
    before = package.packed(word, WHEN)
    made = step(word)
    assert package.packed(word, WHEN) == before
    assert package.packed(made, WHEN) != before


def test_page_numbers_leave_the_draft_as_it_was() -> None:
    draft = finish.finish(package.open_word(word_files.docx(BODY)), {}, ABOUT)
    before = finish.pack(draft, ABOUT)
    assert finish.pack(finish.number(draft, {"_Toc00000001": 7}), ABOUT) != before
    assert finish.pack(draft, ABOUT) == before
