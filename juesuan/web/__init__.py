"""Pages for a browser: each is one file that needs nothing beside itself and fetches nothing.

``site`` makes what a department puts on its own site: a page, and data in files beside it. What a person typed is
shown as it was typed and never read as HTML; the same values give the same bytes.
"""

from typing import TYPE_CHECKING

from juesuan.web import site
from juesuan.web.audit_mark import is_audit_page
from juesuan.web.verification import Verification, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from charts.data import Drawing
    from juesuan.model.accounts import Accounts
    from juesuan.model.editions import Edition
    from juesuan.model.finished_report import Audit
    from juesuan.model.identity import About
    from juesuan.wording.tags import Tree

__all__ = [
    "Verification",
    "audit_page",
    "check_page",
    "correction_page",
    "is_audit_page",
    "joined",
    "site",
    "tags_page",
]


def check_page(found: Verification) -> bytes:
    """核对报告 as an HTML page, in UTF-8.

    It shows the verdict, the problems, the text of the report whose numbers lead back to their cells, the figures,
    the rules and the input files.
    """
    from juesuan.web import check_report  # noqa: PLC0415 - who fills no page loads no jinja

    return check_report.page(found).encode()


def audit_page(found: "Audit") -> bytes:
    """审读报告 as an HTML page, in UTF-8: verdict, problems, the text with its numbers marked, rules."""
    from juesuan.web import audit_report  # noqa: PLC0415 - as above

    return audit_report.page(found).encode()


def correction_page(tree: "Tree | None", pictures: "Mapping[str, Drawing]") -> bytes:
    """更正说明 as an HTML page, in UTF-8; ``tree`` are its tags, see ``wording.correction``. Empty for None.

    ``pictures`` are the charts of both versions by the digests that the tags have for them.
    """
    from juesuan.web import correction_note  # noqa: PLC0415 - as above

    return correction_note.page(tree, pictures).encode() if tree is not None else b""


def tags_page(about: "About", edition: "Edition", accounts: "Accounts", tree: "Tree") -> bytes:
    """标签 as an HTML page, in UTF-8: every tag with its meaning, what it prints now, and where it is used.

    ``tree`` are the department's tags.
    """
    from juesuan.web import tag_page  # noqa: PLC0415 - as above

    return tag_page.page(about, edition, accounts, tree).encode()
