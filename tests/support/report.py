"""A report made in a test, and what a reader finds in it."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree
from msgspec import Struct
from pypdf import PdfReader

import generate
from charts import draw
from juesuan import reading
from juesuan.app.teller import Teller
from juesuan.figures import chart_data, derive
from juesuan.model import document, outputs
from juesuan.model.document import Block, Contents, Heading, Paragraph, Table
from juesuan.model.outcome import Made
from juesuan.ooxml import blocks

SAMPLE = Path(__file__).parents[2] / "inputs" / "2020"


class Report(Struct, frozen=True):
    """The two files of a run and what the run said."""

    docx: bytes
    pdf: bytes
    made: Made

    @property
    def archive(self) -> bytes:
        """The PDF that is kept."""
        (path,) = (path for path in self.made.files if outputs.ARCHIVE in path.name)
        return path.read_bytes()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The Word file as its reader sees it."""
        return _blocks(self.docx)

    @property
    def lines(self) -> list[str]:
        """Every heading, paragraph and table cell of the Word file, in order, without the contents."""
        return [line for block in self.blocks for line in lines_of(block)]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    @property
    def alts(self) -> list[str]:
        """What each chart shows, in words."""
        return [block.alt for block in self.blocks if isinstance(block, document.Picture)]

    def word_part(self, name: str) -> str:
        """The XML of a part of the Word file."""
        with zipfile.ZipFile(io.BytesIO(self.docx)) as archive:
            return archive.read(name).decode()


def make(inputs: Path, output: Path) -> Report:
    """The report of the inputs, made in this process."""
    made = generate.make(inputs, output, Teller(quiet=True))
    by_suffix = {path.suffix: path.read_bytes() for path in reversed(made.files)}
    return Report(by_suffix[".docx"], by_suffix[".pdf"], made)


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page without white space; the words inside a chart stand after those of its page."""
    return list(_pages(data))


# Many tests look at the same file.
_blocks = lru_cache(maxsize=16)(blocks.read)


@lru_cache(maxsize=16)
def _pages(data: bytes) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages)


def chart_words(inputs: Path) -> list[str]:
    """The words inside each chart, as its vector picture holds them, without white space."""
    accounts, _ = reading.read(reading.given(inputs))
    drawings = draw.draw_all(chart_data.charts(accounts, derive.derive(accounts))).values()
    return [words_of_svg(drawing.svg) for drawing in drawings if drawing.svg]


def words_of_svg(svg: bytes) -> str:
    """The words inside a vector picture of a chart, without white space."""
    texts = etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return re.sub(r"\s", "", "".join(str(part) for text in texts for part in text.itertext()))


def lines_of(block: Block) -> Iterator[str]:
    """Its text, a table's by cell."""
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Table):
        for row in block.rows:
            yield from ("\n".join(paragraph.text for paragraph in cell.paragraphs) for cell in row)
    elif isinstance(block, Contents):
        return
