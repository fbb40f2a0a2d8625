"""What a department's site shows of a finished report: its page, and its figures as open data beside it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures
from juesuan.web import open_data, report_page
from juesuan.web.open_data import DICTIONARY, PAGE
from juesuan.web.report_page import PublishedReport

__all__ = ["ABOUT", "DICTIONARY", "PAGE", "PublishedReport", "files"]

ABOUT = {PAGE: "报告全文的网页", **open_data.ABOUT}
"""What each file is, by name."""


def files(
    report: PublishedReport, accounts: Accounts, figures: Figures, printed: Collection[str]
) -> Mapping[str, bytes]:
    """The files for the site by name: the page first, which leads to the data that lie beside it.

    ``printed`` are the names of the figures that the report prints. Raises ReportError as ``open_data.files``.
    """
    data = open_data.files(report, accounts, figures, printed)
    page = report_page.page(replace(report, beside=open_data.ABOUT))
    return {PAGE: page.encode(), **data}
