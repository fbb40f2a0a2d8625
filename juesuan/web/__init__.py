"""Pages for a browser: each is one file that needs nothing beside itself and fetches nothing."""

from juesuan.web import check_report, tag_page

__all__ = ["check_report", "tag_page"]
