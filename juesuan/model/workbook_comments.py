"""The comments that the program writes at cells of a workbook, told by their words from those of a person."""

import re

LAST_REPORT, REPORT = "上年报告", "报告"
"""What the report is called from which a workbook was started."""
WROTE = "写的是："
"""What stands between the year, or the report, and the words that stood there before."""
OPENING = "程序按{report}的“{label}”提出的（{origin}），只准到报告印的小数：请照今年决算填准。"
"""The comment at an opening balance that was proposed from the closing balance of a report."""
_OWN = re.compile(rf"(上年|[0-9]{{4}}年|{LAST_REPORT}|{REPORT}){WROTE}|({LAST_REPORT}|{REPORT}) |程序按")


def is_own(words: str) -> bool:
    """Whether a comment at a cell of a row was written by the program.

    Its author does not say so: LibreOffice forgets who wrote a comment.
    """
    return _OWN.match(words) is not None
