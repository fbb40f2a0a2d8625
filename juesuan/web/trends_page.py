"""历年对比: the main figures of all years on file side by side, as a page; each number tells its source."""

from collections.abc import Mapping

from charts.data import Drawing
from juesuan.figures import phrases
from juesuan.model.trends import Trends
from juesuan.web import page_style, report_page
from juesuan.wording import html_templates


def page(trends: Trends, drawn: Mapping[str, Drawing]) -> bytes:
    """The page in UTF-8; ``drawn`` are the charts of the tables by their titles."""
    pictures = {title: (report_page.shown(each), each.alt) for title, each in drawn.items() if each.svg}
    template = html_templates.environment().get_template("trends.html")
    return template.render(
        trends=trends, pictures=pictures, style=page_style.style(), in_threes=phrases.in_threes
    ).encode()
