"""What stands in a Word file and is not shown as the page has it: what it is, where it is, what it says."""

from enum import Enum

from msgspec import Struct


class Loss(Enum):
    """A way in which what is read differs from the page; the value is the word the officer reads."""

    DELETED = "修订里删去的文字"
    INSERTED = "修订里插入的文字"
    """Shown as if the change were accepted."""
    REVISED_END = "修订过的段落标记"
    """Paragraphs that a tracked change joins or parts are shown as they stand in the file."""
    REVISED_CELL = "修订里增删的格子"
    """Shown in any case."""
    HIDDEN = "隐藏的文字"
    STRUCK = "带删除线的文字"
    """Left out: who strikes words through does not want them."""
    RAISED = "上标或下标"
    """Shown as ordinary letters; only what has letters of ``model.raised`` is no loss."""
    RUBY = "注音"
    """What stands above the words; the words are shown."""
    PLACEHOLDER = "没有填写的内容控件"
    """Its prompt is left out."""
    FIELD = "域"
    """The stored result is shown, whatever Word would compute now."""
    BARE_FIELD = "没有存下结果的域"
    CONTENTS = "目录"
    AUTOMATIC = "自动填写的日期或页码"
    SIGN = "特殊符号"
    """Of a font of signs, where no ordinary letter is like it."""
    EQUATION = "公式"
    """Left out; one that a line of text can show is no loss."""
    FOOTNOTE = "脚注"
    ENDNOTE = "尾注"
    COMMENT = "批注"
    TEXT_BOX = "文本框"
    """What it says is shown beside its paragraph."""
    CHART = "图表"
    ART = "SmartArt 图形"
    GROUP = "组合图形"
    SHAPE = "形状（线条等）"
    OBJECT = "嵌入的对象"
    EMBEDDED_FILE = "嵌入的文件"
    OUTSIDE_PICTURE = "不在文件里的图片"
    UNDISPLAYED_PICTURE = "PDF 里显示不出来的图片"
    HUGE_PICTURE = "超过 6000 万像素的图片"
    BROKEN_PICTURE = "不完整的图片"
    """Its data ends before the picture does."""
    CROPPED_PICTURE = "裁剪过的图片"
    """Shown whole."""
    NESTED_TABLE = "表格里的表格"
    """Its texts are shown in the cell around it."""
    COVERED = "合并的格子盖住的文字"
    UNKNOWN = "不认识的内容"


class Omission(Struct, frozen=True):
    """One thing that is not shown as the page has it."""

    kind: Loss
    place: str
    """第3段, 第3段之后 where its paragraph shows no words, or 第1张表第2行第3格."""
    words: str
    """What it says; of a field its instruction, of a picture its alternative text; empty for what says nothing."""
