"""What the files that a run makes are called, beside the report itself, which is named for unit and year."""

from juesuan.model import identity
from juesuan.model.identity import About

CHECK_REPORT = "核对报告.html"
REVIEW_COPY, REDLINE = "审核稿.docx", "修订稿.docx"
CORRECTION_PAGE, CORRECTION_NOTE = "更正说明.html", "更正说明.docx"
TAGS = "标签.html"
AUDITS, AUDIT_REPORT = "审读", "审读报告.html"
"""The folder of the audits of finished reports, and how the name of each page ends."""
AIDS = (CORRECTION_PAGE, CORRECTION_NOTE, REDLINE, REVIEW_COPY)
"""What is made for those who work on the report, and is no part of it."""


ARCHIVE = "（存档）"
"""What the name of the PDF that is kept has behind that of the PDF that is published."""


def archive(about: About) -> str:
    """The name of the PDF that is kept: the pages of the published one, with workbook and figures in it."""
    return f"{identity.beside(about, ARCHIVE)}.pdf"


def public_tables(about: About) -> str:
    """The name of the workbook of the public tables, which lies beside the report."""
    return f"{identity.beside(about, '附表')}.xlsx"
