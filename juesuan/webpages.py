"""The pages of HTML that the program fills: the one the PDF is laid out from, and those the officer reads."""

from pathlib import Path

import jinja2

from juesuan import files

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def environment() -> jinja2.Environment:
    """What a person typed is never read as HTML; a name that is not there is a fault.

    The templates are kept translated: that takes as long as filling them.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(files.cache_folder())),
    )  # fmt: skip
