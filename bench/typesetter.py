"""Typst sets the same text, tables and charts, to measure against: the least that pages cost; for bench/run.py.

    python bench/typesetter.py prepare FOLDER    untimed: makes the report, and writes what Typst sets of it
    python bench/typesetter.py make FOLDER       timed: sets the pages

It is a limit and no way of doing the job: it reads no workbook, works out no number, draws no chart, makes no Word
file and checks nothing. Paper, margins, fonts and sizes are those of the report, and so is PDF/A; its lines break
elsewhere.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.usual_way import INPUTS  # noqa: E402  below the path that it needs
from juesuan.model import values  # noqa: E402  as above
from juesuan.model.document import (  # noqa: E402  as above
    Block,
    Contents,
    Heading,
    Paragraph,
    Picture,
    SectionEnd,
    Table,
    TableCell,
)

SOURCE, PDF = "report.typ", "typst.pdf"
LOOK = """\
#set document(title: "决算", date: datetime(year: 2021, month: 1, day: 1))
#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm), numbering: "— 1 —")
#set text(font: ("FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 12.95pt, spacing: 12.95pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(font: "Noto Sans SC", size: 16pt)
#show heading.where(level: 1): it => { pagebreak(weak: true); align(center, it) }
#show table: set text(font: "Noto Serif SC", size: 10.5pt)
#show table: set par(leading: 5pt, first-line-indent: 0pt)
#set table(stroke: 0.5pt)
"""


def prepare(folder: Path) -> None:
    """Write what Typst sets: the blocks of the finished Word file, and the charts as they are in its PDF."""
    # the timed run must not pay for these
    import generate  # noqa: PLC0415
    from charts import data, draw  # noqa: PLC0415
    from juesuan import figures, reading  # noqa: PLC0415
    from juesuan.app.teller import Teller  # noqa: PLC0415
    from juesuan.model.outputs import HANDOVER  # noqa: PLC0415
    from juesuan.ooxml import blocks  # noqa: PLC0415

    generate.make(INPUTS, folder / "output", Teller(quiet=True))
    word = next((folder / "output").glob(f"*/{HANDOVER}/*.docx"))
    accounts, _ = reading.read(reading.given(INPUTS))
    drawn = draw.draw_all(figures.charts_of(accounts, figures.figures_of(accounts)))
    made = Written(folder, data.vectors(drawn))
    text = "".join(made.sections(blocks.read(word.read_bytes())))
    (folder / SOURCE).write_text(LOOK + text, "utf-8")


class Written:
    """The blocks of a report as the source of Typst, their pictures in files beside it."""

    def __init__(self, folder: Path, vectors: Mapping[bytes, bytes]) -> None:
        self._folder, self._vectors, self._pictures = folder, vectors, 0

    def sections(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield the source of the blocks, those of pages across in a scope of their own."""
        held: list[str] = []
        for block in (*blocks, SectionEnd()):
            if isinstance(block, SectionEnd):
                page = "flipped: true" if block.is_wide else ""
                yield f"#page({page})[\n{''.join(held)}]\n"
                held = []
            else:
                held.append(self.block(block))

    def block(self, block: Block) -> str:
        """Return the source of one block."""
        match block:
            case Heading():
                return f"#heading(level: {block.level}, {quoted(block.text)})\n"
            case Contents():
                return f"#outline(title: none, depth: {block.levels})\n"
            case Picture():
                return self.picture(block)
            case Table():
                return table(block)
            case Paragraph():
                return paragraph(block) + "\n\n"
        return ""

    def picture(self, picture: Picture) -> str:
        """Return the source of a picture, whose file is written."""
        self._pictures += 1
        data = self._vectors.get(picture.data, picture.data)
        name = f"picture{self._pictures}.{'svg' if data.startswith(b'<') else 'png'}"
        (self._folder / name).write_bytes(data)
        return f"#image({quoted(name)}, width: {picture.width_mm}mm, alt: {quoted(picture.alt)})\n"


def paragraph(paragraph: Paragraph) -> str:
    """Return the source of a paragraph, what is bold in it told."""
    return "".join(
        f"#strong({quoted(run.text)})" if run.bold else f"#{quoted(run.text)}" for run in paragraph.runs
    )


def table(table: Table) -> str:
    """Return the source of a table, its head repeated on each page."""
    widths = ", ".join(f"{width}fr" for width in table.widths)
    rows = ["".join(f"{cell(each)}, " for each in row) for row in table.rows]
    head = f"table.header({''.join(rows[: table.heads])})," if table.heads else ""
    return f"#table(columns: ({widths},), {head} {''.join(rows[table.heads :])})\n"


def cell(cell: TableCell) -> str:
    """Return the source of a cell."""
    text = " \\ ".join(map(paragraph, cell.paragraphs))
    return f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows})[{text}]"


def quoted(text: str) -> str:
    """Return a text, without marks, as a string of Typst."""
    plain = values.plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def make(folder: Path) -> None:
    """Set the pages."""
    import typst  # noqa: PLC0415  prepare does without

    compiler = typst.Compiler(folder / SOURCE, font_paths=[ROOT / "fonts"], ignore_system_fonts=True)
    compiler.compile(output=folder / PDF, pdf_standards=["a-3a"])


if __name__ == "__main__":
    {"prepare": prepare, "make": make}[sys.argv[1]](Path(sys.argv[2]))
