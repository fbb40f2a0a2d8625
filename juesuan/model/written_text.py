"""What people write for a report: the headings of 文字材料, the texts under them, the numbers typed into them."""

import re
from collections.abc import Mapping

from msgspec import Struct

from juesuan.model import workbook_form
from juesuan.model.accounts import Passage
from juesuan.model.department import Department
from juesuan.model.editions import Edition
from juesuan.model.seen import SaidNumber, SeenNumber
from juesuan.model.values import Cell

GUIDANCE_STYLE = "填写提示"
"""Paragraphs in this style are advice to the writer and never part of a text."""
PROJECT_PREFIX = "项目："
SHARED = "共用文字"
DUTIES, WORK_OF_THE_YEAR, SUBORDINATES = "主要职能", "重点工作完成情况", "下属单位"
OVERALL, OWN_REPORT = "整体支出绩效自评报告", "自评报告"
"""The texts of the self-evaluation reports, which a finished report in 附件 takes the place of."""


class TextSlot(Struct, frozen=True):
    """A heading of 文字材料 that the report takes a text from, and whether it must have one."""

    name: str
    required: bool = False


SLOTS = (
    TextSlot(DUTIES, required=True),
    TextSlot(WORK_OF_THE_YEAR, required=True),
    TextSlot("机构设置", required=True),
    TextSlot(SUBORDINATES),
    TextSlot("国内公务接待具体内容"),
    TextSlot("预算绩效管理情况", required=True),
    TextSlot(OVERALL, required=True),
)
PROJECT_SLOTS = (
    TextSlot("项目综述", required=True),
    TextSlot("实施内容及过程概述"),
    TextSlot("评价结论"),
    TextSlot("发现的主要问题"),
    TextSlot("下一步改进措施"),
    TextSlot("预期目标", required=True),
    TextSlot("实际完成目标", required=True),
    TextSlot(OWN_REPORT, required=True),
)


def unused(edition: Edition, department: Department) -> tuple[str, ...]:
    """The names of the texts that a report has no place for: by its edition, and by what 基本信息 asks of it."""
    names = dict.fromkeys(edition.unused_texts)
    if department.keeps_work_of_the_year:
        names.pop(WORK_OF_THE_YEAR, None)
    if not department.has_overall_report:
        names[OVERALL] = None
    return tuple(names)


Texts = Mapping[str, tuple[Passage, ...]]
"""The paragraphs of each text by its heading path, such as 主要职能 or 项目：名称/项目综述."""


class WrittenTexts(Struct, frozen=True):
    """What people have written for a report, and what is known of the headings that it is written under."""

    texts: Texts
    projects: tuple[str, ...]
    """The names of the projects that texts are written of."""
    unused: tuple[str, ...]
    """The names of the texts that the edition has no place for."""


class Statement(Struct, frozen=True):
    """A paragraph of 文字材料, or a cell of words, with its tags filled."""

    cell: Cell
    """The place of the words; of a paragraph the file, its heading and its number under it."""
    text: str
    """With the marks of ``values.mark`` around its numbers: printed from a figure, or typed by a person."""


class Typed(Struct, frozen=True):
    """A number that a person typed into a text, with its unit; its mark follows those of the figures."""

    text: str
    """The number as it was typed."""
    cell: Cell
    confirmed: str = ""
    """What it was found to agree with, such as 〔业务指标〕B5 签约项目; empty where nothing vouches for it."""
    is_name: bool = False
    """Whether it is part of a name, a date, a list or a document's number, which no quantity could contradict."""
    said: tuple[SaidNumber, ...] = ()
    """It in the sentence that it was typed into; behind that, in what people made of it in the Word file."""
    seen: SeenNumber | None = None
    """The look that a person has had at it; None where nobody has."""

    @property
    def is_own(self) -> bool:
        """Whether it is a target or a result of 绩效指标, which the department states itself."""
        return self.cell.sheet == workbook_form.PERFORMANCE_INDICATORS.name

    @property
    def is_unlinked(self) -> bool:
        """Whether the number is a quantity that nobody vouches for and nobody has looked at."""
        return not (self.confirmed or self.is_name or self.is_own or self.seen)


MARK = "〔待确认〕"
"""Stands before a paragraph that was taken over from last year until somebody has read it."""
_WORDS = r"待\s*确\s*[认認]"
MARKED = re.compile(
    rf"[〔［\[【﹝〖｛{{]\s*{_WORDS}\s*[?？!！:：]?\s*[〕］\]】﹞〗｝}}]?|{_WORDS}\s*[〕］\]】﹞〗｝}}]"
    rf"|[（(]\s*{_WORDS}\s*[?？!！]?\s*[）)]"
)
"""``MARK`` as people type it: in brackets of any kind, one of which may be lost; round ones must be a pair."""


def bare(text: str) -> str:
    """The text without the marks 〔待确认〕."""
    return MARKED.sub("", text)
