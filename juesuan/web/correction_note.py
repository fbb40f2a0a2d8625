"""更正说明.html: what a correction changed, to look at."""

from functools import cache

import jinja2

from juesuan.wording import html_templates
from juesuan.wording.tags import Tree


def page(tree: Tree) -> str:
    """The HTML page of a note, see ``wording.correction_tags``; it needs nothing beside itself."""
    return _template().render(tree)


@cache
def _template() -> jinja2.Template:
    return html_templates.environment().get_template("corrections.html")
