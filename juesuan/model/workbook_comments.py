"""The comments that the program writes at cells of a workbook, told by their words from those of a person."""

import re

LAST_REPORT, REPORT = "上年报告", "报告"
"""What the report is called from which a workbook was started."""
WROTE = "写的是："
"""What stands between the year, or the report, and the words that stood there before."""
PROPOSED = "程序按{report}的“{label}”提出的（{origin}），只准到报告印的小数：请照今年决算填准。"
"""The comment at an opening balance that was proposed from the closing balance of a report."""
CARRIED = "程序按上年的“{label}”填的：与今年决算一致就留着，不一致请改正，并弄清差在哪里。"
"""The comment at an opening balance that is the closing balance of the workbook of the year before."""
PROJECT = "这是{year}年度的项目，供参考。今年没有的：删去这一行、“绩效指标”里它的各行和文字材料里它的标题、文字。"
"""The comment at a project that was taken over from the workbook of the year before."""


def _shape(words: str) -> str:
    """The pattern of a comment, whatever stands in its braces."""
    return re.sub(r"\\\{[a-z]+\\\}", ".+", re.escape(words))


_OWN = re.compile("|".join((
    rf"(?:上年|[0-9]{{4}}年|{LAST_REPORT}|{REPORT}){WROTE}.*",
    rf"(?:{LAST_REPORT}|{REPORT}) [^，。；：]{{1,60}}",
    *map(_shape, (PROPOSED, CARRIED, PROJECT)),
)))  # fmt: skip


def is_own(words: str) -> bool:
    """Whether a comment at a cell of a row was written by the program; lines that a person added are none of it.

    Its author does not say so: LibreOffice forgets who wrote a comment.
    """
    return _OWN.fullmatch(words) is not None
