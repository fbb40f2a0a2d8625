"""The pages of HTML that the program fills: the one the PDF is laid out from, and those the officer reads."""

import jinja2

from juesuan.model import program_folders
from juesuan.model.program_folders import TEMPLATES


def environment() -> jinja2.Environment:
    """The environment of the HTML templates: what a person typed is never read as HTML, a missing name is a fault.

    Where there is a folder for it, the templates are kept translated: that takes as long as filling them.
    """
    kept = program_folders.lasting_folder()
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(kept)) if kept else None,
    )  # fmt: skip
