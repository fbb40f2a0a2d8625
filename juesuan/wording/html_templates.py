"""The pages of HTML that the program fills: the one the PDF is laid out from, and those the officer reads."""

from collections.abc import Callable

import jinja2

from juesuan.model import program_folders
from juesuan.model.program_folders import TEMPLATES


def environment(**filters: Callable[[object], str]) -> jinja2.Environment:
    """The environment of the HTML templates: what a person typed is never read as HTML, a missing name is a fault.

    ``filters`` turn words of the program into others, by the names that templates call them by.
    Where there is a folder for it, the templates are kept translated: that takes as long as filling them.
    """
    kept = program_folders.lasting_folder()
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(kept)) if kept else None,
    )  # fmt: skip
    made.filters.update(filters)
    return made
