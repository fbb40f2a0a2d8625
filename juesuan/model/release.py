"""The number of the program's version, which stands in pyproject.toml alone."""

import tomllib
from functools import cache

from juesuan.model.program_folders import ROOT


@cache
def number() -> str:
    """The version such as 1.2.0; what its three numbers say stands at the head of CHANGELOG.md."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(whole["project"]["version"])
