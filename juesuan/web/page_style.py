"""The style sheets of the pages, as they stand inside them."""

from markupsafe import Markup

from juesuan.model.program_folders import TEMPLATES

_TOKENS = "tokens.css"


def script(name: str) -> Markup:
    """The script of that name in templates/, as it stands inside a page."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704  # our own file


def style(name: str = "") -> Markup:
    """The tokens that all pages share, and behind them the style sheet of that name in templates/."""
    words = ((TEMPLATES / each).read_text(encoding="utf-8") for each in (_TOKENS, name) if each)
    return Markup("\n".join(words))  # noqa: S704  # our own files
