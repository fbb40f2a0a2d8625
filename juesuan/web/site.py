"""What a department's site shows of a finished report: its page, and its figures as open data beside it."""

from collections.abc import Collection, Mapping

from juesuan.model.accounts import Accounts
from juesuan.model.values import Figures
from juesuan.web.published import DICTIONARY, PAGE, WHAT, PublishedReport

__all__ = ["DICTIONARY", "PAGE", "WHAT", "PublishedReport", "data_of", "files"]


def files(
    report: PublishedReport, accounts: Accounts, figures: Figures, printed: Collection[str]
) -> Mapping[str, bytes]:
    """The files for the site by name: the page first, which leads to the data that lie beside it.

    ``printed`` are the names of the figures that the report prints. Raises ReportError as ``open_data.files``.
    """
    from juesuan.web import open_data, report_page  # noqa: PLC0415 - who publishes nothing loads no jinja

    data = open_data.files(report, accounts, figures, printed)
    return {PAGE: report_page.page(report).encode(), **data}


def data_of(figures: Figures, printed: Collection[str]) -> tuple[str, ...]:
    """The names of the figures in the data of a report that prints those in ``printed``."""
    from juesuan.web import open_data  # noqa: PLC0415 - as above

    return open_data.names(figures, printed)
