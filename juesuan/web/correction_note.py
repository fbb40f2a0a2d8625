"""更正说明.html: the page that tells what a correction of the report changed, to be looked at in a browser."""

from functools import cache

import jinja2

from juesuan.web import page_style
from juesuan.wording.tags import Tree


def page(tree: Tree) -> str:
    """The HTML page 更正说明; ``tree`` are its tags, see ``wording.correction_tags``."""
    return _template().render(tree)


@cache
def _template() -> jinja2.Template:
    return page_style.environment().get_template("corrections.html")
