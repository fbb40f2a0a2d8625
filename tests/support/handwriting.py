"""A report on its way through a run, and a hand that edits the finished Word file in its XML."""

import copy
import io
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree
from msgspec import Struct

from charts import draw
from charts.data import Drawing
from juesuan import reading
from juesuan.compare.edits.apply import CarriedEdits, carry
from juesuan.figures import chart_data, derive, provenance, public_tables
from juesuan.model import editions, identity
from juesuan.model.accounts import Accounts
from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.model.edit import Edit
from juesuan.model.identity import About
from juesuan.model.values import Figures
from juesuan.ooxml import blocks
from juesuan.ooxml.package import WordFile
from juesuan.word import attachments, fill, finish, public_part
from juesuan.wording import vocabulary
from juesuan.wording.vocabulary import Vocabulary
from juesuan.year.blank_workbook import Content
from tests.support import builder
from tests.support.builder import Texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DRAWN: dict[str, Drawing] = {}


class Run(Struct, frozen=True, dict=True):
    """What the corridor has when the Word file is filled."""

    accounts: Accounts
    figures: Figures
    words: Vocabulary
    filled: WordFile
    drawings: Mapping[str, Drawing]
    about: About

    @property
    def first(self) -> int:
        """The first mark that is free."""
        return len(self.figures) + len(self.words.typed)

    @cached_property
    def base(self) -> bytes:
        """The Word file as the program hands it in."""
        return self.finished(self.filled)

    def finished(self, filled: WordFile) -> bytes:
        """A filled file as it is handed in."""
        draft = finish.finish(filled, self.drawings, self.about)
        return finish.pack(draft, self.about)

    def carried(self, *edits: Edit) -> CarriedEdits:
        return carry(self.filled, edits, provenance.origins(self.figures), self.first, 2021)


def run(folder: Path, content: Content, texts: Texts | None = None) -> Run:
    """The steps up to the filled Word file. The charts are drawn once: no test here looks at them."""
    given = reading.given(builder.write(folder / "2021", content, texts))
    accounts, _, _ = reading.years(given)
    figures = derive.derive(accounts)
    words = vocabulary.build(accounts, figures)
    if not _DRAWN:
        _DRAWN.update(draw.draw_all(chart_data.charts(accounts, figures)))
    edition = editions.of(given, accounts.department.edition.text)
    rendered = fill.render(edition.template, words.tags, _DRAWN)
    filled = public_part.append(
        attachments.inlay(rendered, words.attachments, edition.template.name),
        public_tables.part(accounts, figures, edition.tables),
    )
    return Run(accounts, figures, words, filled, _DRAWN, identity.about(accounts))


def lines(docx: bytes) -> list[str]:
    """Every heading, paragraph and cell of a Word file."""
    return list(_read(docx))


@lru_cache(maxsize=8)  # a test looks at the file before a hand came and after it, again and again
def _read(docx: bytes) -> tuple[str, ...]:
    return tuple(line for block in blocks.read(docx) for line in _lines(block))


def filled_lines(word: WordFile) -> list[str]:
    """The same of a file on its way through a run, in its marks."""
    return [line for block in blocks.of(word) for line in _lines(block)]


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from ("\n".join(each.text for each in cell.paragraphs) for row in block.rows for cell in row)


def resaved(docx: bytes, folder: Path) -> bytes:
    """The file as LibreOffice writes it."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    (folder / "in" / "file.docx").write_bytes(docx)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
            "docx:MS Word 2007 XML", "--outdir", folder / "out", folder / "in" / "file.docx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return (folder / "out" / "file.docx").read_bytes()


# ---- a hand


@dataclass(slots=True)
class Hand:
    """A Word file being edited; every method changes its XML as Word would."""

    parts: dict[str, bytes]
    root: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        self.root = etree.fromstring(self.parts["word/document.xml"])

    @staticmethod
    def on(docx: bytes) -> "Hand":
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            return Hand({name: archive.read(name) for name in archive.namelist()})

    def saved(self) -> bytes:
        held = io.BytesIO()
        self.parts["word/document.xml"] = etree.tostring(self.root, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(held, "w") as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return held.getvalue()

    def paragraph(self, words: str) -> etree._Element:
        """The last paragraph with these words: the contents have the headings, too."""
        found = [each for each in self.root.iter(W + "p") if words in text(each)]
        assert found, words
        return found[-1]

    def say(self, words: str, now: str, within: str = "") -> None:
        """Other words in place of these, which stand in one run."""
        paragraph = self.paragraph(within or words)
        holder = next(each for each in paragraph.iter(W + "t") if words in (each.text or ""))
        holder.text = (holder.text or "").replace(words, now, 1)

    def retype(self, words: str, now: str) -> None:
        """A whole paragraph or cell typed anew."""
        paragraph = self.paragraph(words)
        self.type(paragraph, now)

    def fill(self, row: str, nth: int, words: str) -> None:
        """A cell of the last row with this text."""
        cells = self.row(row).findall(W + "tc")
        self.type(cells[nth].findall(W + "p")[0], words)

    def row(self, words: str) -> etree._Element:
        return [each for each in self.root.iter(W + "tr") if words in text(each)][-1]

    def add(self, behind: str, words: str) -> None:
        """A paragraph behind the one with these words, as Enter makes it."""
        paragraph = self.paragraph(behind)
        self.type_behind(paragraph, words)

    def delete(self, words: str) -> None:
        paragraph = self.paragraph(words)
        next(paragraph.iterancestors()).remove(paragraph)

    def move(self, words: str, behind: str) -> None:
        self.paragraph(behind).addnext(self.paragraph(words))

    def face(self, words: str, **properties: str) -> None:
        """Direct formatting of a whole paragraph: b="1", sz="28"."""
        for each in self.paragraph(words).iter(W + "r"):
            each.insert(0, _look(properties))

    def run(self, paragraph: etree._Element, words: str, **properties: str) -> None:
        """More words at the end of a paragraph, in a look of their own."""
        made = _run(words)
        made.insert(0, _look(properties))
        paragraph.append(made)

    def split(self, words: str) -> None:
        """Enter in front of these words."""
        paragraph = self.paragraph(words)
        whole = text(paragraph)
        self.type(paragraph, whole[: whole.index(words)])
        self.type_behind(paragraph, whole[whole.index(words) :])

    def join(self, words: str) -> None:
        """Delete at the end of the paragraph with these words."""
        paragraph = self.paragraph(words)
        following = paragraph.getnext()
        assert following is not None
        self.type(paragraph, text(paragraph) + text(following))
        self.root[0].remove(following)

    def add_row(self, behind: str, *texts: str) -> None:
        row = self.row(behind)
        added = copy.deepcopy(row)
        for cell, words in zip(added.findall(W + "tc"), texts, strict=True):
            self.type(cell.findall(W + "p")[0], words)
        row.addnext(added)

    def delete_row(self, words: str) -> None:
        row = self.row(words)
        next(row.iterancestors()).remove(row)

    def track(self, words: str, now: str) -> None:
        """As ``say``, with the change tracked."""
        paragraph = self.paragraph(words)
        holder = next(each for each in paragraph.iter(W + "r") if words in text(each))
        before, _, behind = text(holder).partition(words)
        marks = {W + "id": "901", W + "author": "李四", W + "date": "2022-09-01T00:00:00Z"}
        deleted, inserted = etree.Element(W + "del", marks), etree.Element(W + "ins", {**marks, W + "id": "902"})
        gone = _run(words)
        gone[0].tag = W + "delText"
        deleted.append(gone)
        inserted.append(_run(now))
        for each in reversed([_run(before), deleted, inserted, _run(behind)]):
            holder.addnext(each)
        paragraph.remove(holder)

    def comment(self, words: str, said: str, author: str) -> None:
        """A comment on the paragraph with these words."""
        paragraph = self.paragraph(words)
        reference = etree.Element(W + "r")
        etree.SubElement(reference, W + "commentReference", {W + "id": "1"})
        paragraph.append(reference)
        start = etree.Element(W + "commentRangeStart", {W + "id": "1"})
        paragraph.insert(len(paragraph.findall(W + "pPr")), start)
        root = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
        comment = etree.SubElement(root, W + "comment", {W + "id": "1", W + "author": author})
        etree.SubElement(comment, W + "p").append(_run(said))
        self.parts["word/comments.xml"] = etree.tostring(root, encoding="UTF-8", standalone=True)
        relations = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        name = relations[0].tag
        etree.SubElement(relations, name, {"Id": "rIdComments", "Type": kind, "Target": "comments.xml"})
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(relations)

    def type_behind(self, paragraph: etree._Element, words: str) -> etree._Element:
        """A paragraph of the same look behind this one."""
        added = copy.deepcopy(paragraph)
        self.type(added, words)
        paragraph.addnext(added)
        return added

    def type(self, paragraph: etree._Element, words: str) -> None:
        """The paragraph with these words and no others."""
        for child in [child for child in paragraph if child.tag != W + "pPr"]:
            paragraph.remove(child)
        paragraph.append(_run(words))


def text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(W + "t"))


def _look(properties: Mapping[str, str]) -> etree._Element:
    look = etree.Element(W + "rPr")
    for name, value in properties.items():
        etree.SubElement(look, W + name, {W + "val": value})
    return look


def _run(words: str) -> etree._Element:
    made = etree.Element(W + "r")
    holder = etree.SubElement(made, W + "t")
    holder.text = words
    holder.set(_SPACE, "preserve")
    return made


def is_of_contents(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(W + "val", "").startswith("TOC")
