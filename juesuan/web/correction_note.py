"""更正说明.html: the page that tells what a correction of the report changed, to be looked at in a browser."""

from collections.abc import Mapping
from functools import cache

import jinja2

from charts.data import Drawing
from juesuan.web import page_style, report_page
from juesuan.wording.correction_tags import NO_PICTURE, OTHER_PICTURE
from juesuan.wording.tags import Tree


def page(tree: Tree, pictures: Mapping[str, Drawing]) -> str:
    """The HTML page 更正说明; ``tree`` are its tags, see ``wording.correction_tags``.

    ``pictures`` are the charts of both versions by the digests that the tags have for them.
    """
    named = {each[side] for each in tree["图表"] for side in ("原图", "新图")}
    shown = {key: (report_page.shown(each), each.alt) for key, each in pictures.items() if key in named}
    return _template().render(tree, pictures=shown, missing=NO_PICTURE, other=OTHER_PICTURE)


@cache
def _template() -> jinja2.Template:
    return page_style.environment().get_template("corrections.html")
