"""What people changed in a Word file, as plain values that can be kept from one run to the next."""

from enum import Enum

from msgspec import Struct

PARAGRAPH = "\u2029"
"""Stands in a text where one paragraph ends and the next begins: in a cell, or where a paragraph was split."""
TABLE = "〔表〕"
"""Opens the text by which a table is found again."""


class EditKind(Enum):
    """What a person did to a Word file that was made; the value is the word the officer reads."""

    REWRITTEN = "改写"
    ADDED = "增加"
    DELETED = "删去"
    MOVED = "移动"
    ROW_ADDED = "增加一行"
    ROW_DELETED = "删去一行"
    TABLE = "表格"
    """A table that was put in, taken out or given other columns: named, not carried."""
    FORMAT = "格式"
    PICTURE = "图片"
    NOTE = "脚注"
    BOX = "文本框"
    HEADER = "页眉页脚"
    COMMENT = "批注"
    HIDDEN = "隐藏的文字"
    CONTENTS = "目录"
    OBJECT = "对象"
    """A sign, an equation, a field, a control, a macro: all that is neither text nor its look."""
    PAGE = "版面"
    REVISION = "修订"
    """The marks of tracked changes: what they say counts as accepted, and is told by itself."""

    @property
    def is_carried(self) -> bool:
        """Whether an edit of this kind is put into the new report, and not only named."""
        return self in _CARRIED


_CARRIED = {
    EditKind.REWRITTEN,
    EditKind.ADDED,
    EditKind.DELETED,
    EditKind.MOVED,
    EditKind.ROW_ADDED,
    EditKind.ROW_DELETED,
}


class State(Enum):
    """What became of an edit by hand in the report that was made anew; the value is what the officer reads."""

    CARRIED = "已带入"
    CONFLICT = "没有带入"
    NUMBER = "与工作簿不同"
    """A number that was typed over is another one in the workbook: it is not carried, the words around it are."""
    NAMED = "只列出"


class Sought(Struct, frozen=True, kw_only=True):
    """How a paragraph, a table or a row of one is found again in a file that was made anew."""

    text: str
    rivals: tuple[str, ...] = ()
    """What stood elsewhere in the same file and looks much alike: what is nearer to one of these is not meant."""
    previous: tuple[str, ...] = ()
    """The texts that stood before it; any one of them is enough to find it by."""
    following: tuple[str, ...] = ()
    """The texts that stood after it; likewise."""
    path: tuple[str, ...] = ()
    """The headings above it, the highest first."""
    nth: int = 0
    """How many pieces of the same wording, numbers aside, stood before it in the file."""


class Edit(Struct, frozen=True, kw_only=True):
    """A change that a person made in a Word file, kept so that it can be made again in the next one."""

    number: int
    """The number by which the officer names the edit; it stays as long as the edit is kept."""
    kind: EditKind
    place: str
    """Where it is, for the officer: heading, paragraph and first words, or table and cell."""
    before: str = ""
    """The text that was changed or deleted; empty for what was added; for other kinds, what they stand beside."""
    after: str = ""
    """For a kind that is only named, what was done; otherwise the new text, of a row with tabs between cells."""
    style: str = ""
    """The name of the style of a paragraph that was added."""
    sought: Sought | None = None
    """The paragraph or row that was changed; None for what was added."""
    table: Sought | None = None
    """The table that the edit is in; None outside of tables."""
    column: int = 0
    """The column of the table's grid, from 0, in which the cell that was changed begins."""
    behind: tuple[Sought, ...] = ()
    """The paragraphs or rows behind one of which it was put, the surest first."""
    ahead: tuple[Sought, ...] = ()
    """The paragraphs or rows in front of one of which it was put, the surest first."""
    author: str = ""
    """Who wrote the comment; empty for any other kind of edit."""


class Decided(Struct, frozen=True):
    """What the officer has decided about edits by hand before a run."""

    dropped: tuple[int, ...] = ()
    """The numbers of those that are given up."""
    again: tuple[Edit, ...] = ()
    """Those that an earlier version had and that are taken back."""


UNDECIDED = Decided()
