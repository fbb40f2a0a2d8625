"""What the pages share: their environment, and the style sheets as they stand inside them."""

import jinja2
from markupsafe import Markup

from juesuan.model.program_folders import TEMPLATES
from juesuan.web import whole_numbers
from juesuan.wording import html_templates

_TOKENS = "tokens.css"


def environment(name: str = "") -> jinja2.Environment:
    """The environment of a page with the style sheet of that name, and filters that keep numbers whole."""
    made = html_templates.environment()
    made.globals["style"] = style(name)
    made.filters |= {"whole": whole_numbers.whole, "grouped": whole_numbers.grouped}
    made.filters["in_threes"] = whole_numbers.in_threes
    return made


def script(name: str) -> Markup:
    """The script of that name in templates/, as it stands inside a page."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  # our own file


def style(name: str = "") -> Markup:
    """The tokens that all pages share, and behind them the style sheet of that name in templates/."""
    words = ((TEMPLATES / each).read_text(encoding="utf-8") for each in (_TOKENS, name) if each)
    return Markup("\n".join(words))  # noqa: S704  # our own files
