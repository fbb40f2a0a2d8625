"""What the files that a run makes are called, and where in the folder of their year each of them lies.

In 交付 lie the files that leave the house, those of the last report that was no draft; in 留存 what stays. A draft
lies outside of both, in the folder of the year itself.
"""

from pathlib import PurePath

from juesuan.model import identity
from juesuan.model.identity import DRAFT_SUFFIX, About

HANDOVER, KEPT = "交付", "留存"
"""The folders of what is handed over and of what is kept, inside that of a year."""
VERSIONS, ASIDE = f"{KEPT}/版本", f"{KEPT}/移开的文件"
"""The folders of the versions, and of files that had to make way for new ones."""
PLACES = ("", HANDOVER, KEPT, ASIDE)
"""The folders inside that of a year in which files may lie that a run looks at."""

CHECK_REPORT = "核对报告.html"
REVIEW_COPY, FULL_REVIEW_COPY = "审核稿.docx", "审核稿（每一个数）.docx"
"""The report with a comment at each number that needs a look, and with one at every number."""
REDLINE = "修订稿.docx"
CORRECTION_PAGE, CORRECTION_NOTE = "更正说明.html", "更正说明.docx"
TAGS = "标签.html"
COUNTY = "汇总"
"""The folder of what is made for all departments of a county."""
AUDITS, AUDIT_REPORT = "审读", "审读报告.html"
"""The folder of the audits of finished reports, and how the name of each page ends."""
RECEIVED = "收到的报告"
"""The folder, in that of a county, of reports from elsewhere that are to be audited."""
SITE = "公开网页"
"""The folder, in that of a year, of the page and the data for the department's site."""
TRENDS, TRENDS_PAGE, TRENDS_BOOK = "历年对比", "历年对比.html", "历年对比.xlsx"
"""The folder, beside those of the years, of the years side by side, and its files."""
AIDS = (CORRECTION_PAGE, CORRECTION_NOTE, REDLINE, REVIEW_COPY, FULL_REVIEW_COPY)
"""What is made for those who work on the report, and is no part of it."""


ARCHIVE = "（存档）"
"""What the name of the PDF that is kept has behind that of the PDF that is published."""


def archive(about: About) -> str:
    """The name of the PDF that is kept: the pages of the published one, with workbook and figures in it."""
    return f"{identity.beside(about, ARCHIVE)}.pdf"


def public_tables(about: About) -> str:
    """The name of the workbook of the public tables, which lies beside the report."""
    return f"{identity.beside(about, '附表')}.xlsx"


def county(year: int) -> str:
    """The name of the files that are made for all departments of a county, without suffix."""
    return f"{year}年度部门决算汇总"


_LONGEST = 230
"""The most bytes of a name: a system takes 255, and a number may come to stand behind it."""


def audit_page(name: str) -> str:
    """The name of the page of the audit of a file; of a long name as much as a system takes, and its digest."""
    whole = f"{name}.{AUDIT_REPORT}"
    if len(whole.encode()) <= _LONGEST:
        return whole
    end = f"…{identity.digest(name.encode())[:8]}.{AUDIT_REPORT}"
    return f"{name.encode()[: _LONGEST - len(end.encode())].decode(errors='ignore')}{end}"


def is_draft(name: str) -> bool:
    """Whether the file of that name is one of a draft."""
    return PurePath(name).stem.endswith(DRAFT_SUFFIX)


def is_handed_over(name: str) -> bool:
    """Whether the output of that name is a file of a finished report that leaves the house."""
    is_kept = name in {*AIDS, CHECK_REPORT, TAGS} or PurePath(name).stem.endswith(ARCHIVE)
    return not is_kept and not is_draft(name)


def place(name: str) -> str:
    """Where the output of that name lies in the folder of its year: 留存/核对报告.html."""
    if is_draft(name):
        return name
    return f"{HANDOVER if is_handed_over(name) else KEPT}/{name}"
