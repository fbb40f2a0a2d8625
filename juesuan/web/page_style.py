"""The style sheets of the pages, as they stand inside them."""

from markupsafe import Markup

from juesuan.model.program_folders import TEMPLATES

_TOKENS = "tokens.css"


def style(name: str = "") -> Markup:
    """The tokens that all pages share, and behind them the style sheet of that name in templates/."""
    words = ((TEMPLATES / each).read_text(encoding="utf-8") for each in (_TOKENS, name) if each)
    return Markup("\n".join(words))  # noqa: S704  # our own files
