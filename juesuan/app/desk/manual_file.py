"""The manual as a Word file, to be printed or handed on: ``make manual``, and 手册（Word） on the screen 帮助."""

import struct
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct, field

from juesuan import pdf, word
from juesuan.model.document import (
    BODY,
    AttachedCell,
    AttachedParagraph,
    AttachedTable,
    Attachment,
    Content,
    Item,
    ItemList,
    Level,
    Picture,
    Run,
)
from juesuan.model.identity import About
from juesuan.model.program_folders import DOCS, ROOT
from juesuan.model.values import Cell
from juesuan.ooxml import blocks

_NAME = "使用手册.docx"
_MANUAL = DOCS / "使用手册.md"
ABOUT = About("决算有据　使用手册", "决算有据", datetime(2026, 1, 1, tzinfo=UTC))
_HEADINGS = {"h2": "heading 1", "h3": "heading 2"}
_PLAIN, _CAPTION, _HEAD, _CELL = "正文无缩进", "caption", "表格标题", "表格文字"
_KINDS = {
    "bullet_list": ItemList("bullet", (Level("bullet", "·", has_space=True),)),
    "ordered_list": ItemList("decimal", (Level("decimal", "%1．", has_space=True),)),
}
_WIDTH, _WIDE_MM = 8800, 150.0
"""Of the text in twentieths of a point, and of a picture."""
_TICK = "✓", "√"
"""The sign that the desk shows, and the one that the fonts of the report have."""
_NARROWEST = 0.22
"""The share of its table that a column has at least."""


@cache
def docx() -> bytes:
    """The manual as .docx; the same program gives the same bytes."""
    draft = word.manual(read(_MANUAL), ABOUT)
    laid_out = pdf.lay_out(blocks.of(draft.word), {}, ABOUT)
    spaced = word.spaced(draft, laid_out.spacings)
    return word.pack(word.report.numbered(spaced, ABOUT, laid_out.page_of), ABOUT)


def read(path: Path) -> Attachment:
    """The headings, paragraphs, lists, tables and pictures of a file in Markdown, without its title."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(path.read_text(encoding="utf-8"))
    reader = _Reader(path.parent)
    _, first, heading, *rest = SyntaxTreeNode(tokens).children  # a chapter begins a page: nothing stands before it
    content = tuple(each for node in (heading, first, *rest) for each in reader.block(node))
    return Attachment(path.name, content, reader.lists)


class _Reader(Struct, frozen=True):
    """What is read so far: each list of the file counts anew."""

    folder: Path
    """That of the pictures."""
    lists: dict[str, ItemList] = field(default_factory=dict)

    def block(self, node: SyntaxTreeNode, item: Item | None = None) -> Iterator[Content]:
        """What stands in a block; ``item`` is the list that its first paragraph is an item of."""
        if node.type == "heading":
            yield _line(_HEADINGS[node.tag], _runs(node.children[0]))
        elif node.type == "paragraph":
            yield from self.paragraph(node.children[0], item)
        elif node.type in _KINDS:
            yield from self.items(node)
        elif node.type == "table":
            yield _table(node)
        elif node.type in {"code_block", "fence"}:
            yield from (_line(_PLAIN, (Run(each),)) for each in node.content.splitlines())

    def paragraph(self, inline: SyntaxTreeNode, item: Item | None) -> Iterator[Content]:
        """A paragraph, or the picture that stands alone in one, with its caption."""
        first = inline.children[0]
        if first.type != "image":
            yield _line(BODY, _runs(inline), item)
            return
        yield _picture(self.folder / str(first.attrs["src"]), first.content)
        yield _line(_CAPTION, (Run(f"图：{first.content}"),))

    def items(self, node: SyntaxTreeNode) -> Iterator[Content]:
        """The items of a list; what stands in an item behind its first paragraph has no number."""
        name = f"{node.type}{len(self.lists)}"
        self.lists[name] = ItemList(name, _KINDS[node.type].levels)
        for each in node.children:
            first, *others = each.children
            yield from self.block(first, (name, 0))
            for other in others:
                yield from self.block(other)


def _line(style: str, runs: Sequence[Run], item: Item | None = None) -> AttachedParagraph:
    return AttachedParagraph(style, tuple(runs), Cell("", ""), item)


def _runs(inline: SyntaxTreeNode, *, bold: bool = False) -> tuple[Run, ...]:
    """The words of a paragraph; a line of the file ends anywhere, and Chinese has no space there."""
    return tuple(run for each in inline.children for run in _run(each, bold=bold))


def _run(node: SyntaxTreeNode, *, bold: bool) -> Iterator[Run]:
    if node.type in {"text", "code_inline"}:
        yield Run(node.content.replace(*_TICK), bold=bold)
    elif node.type != "softbreak":
        yield from _runs(node, bold=bold or node.type == "strong")


def _picture(path: Path, words: str) -> Picture:
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])  # where a PNG has them
    return Picture(words, data, _WIDE_MM, _WIDE_MM * height / width)


def _table(node: SyntaxTreeNode) -> AttachedTable:
    rows = [row for part in node.children for row in part.children]
    cells = [[_runs(cell.children[0]) for cell in row.children] for row in rows]
    made = tuple(
        tuple(AttachedCell((_line(_CELL if place else _HEAD, runs),), 1, "") for runs in row)
        for place, row in enumerate(cells)
    )
    return AttachedTable(_widths(cells), 1, made)


def _widths(cells: Sequence[Sequence[Sequence[Run]]]) -> tuple[int, ...]:
    """The widths of the columns, by their longest words."""
    longest = [max(sum(len(run.text) for run in runs) for runs in column) for column in zip(*cells, strict=True)]
    shares = [max(each / sum(longest), _NARROWEST) for each in longest]
    return tuple(round(_WIDTH * each / sum(shares)) for each in shares)


if __name__ == "__main__":
    made = ROOT / "output" / _NAME
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(docx())
    sys.stdout.write(f"{made}\n")
