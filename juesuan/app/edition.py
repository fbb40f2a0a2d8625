"""The command ``edition``: a form is checked whole, its settings, wording and tables, and nothing is made."""

import re
from pathlib import Path

from juesuan.model import editions
from juesuan.model.outcome import DONE, OPEN, Told
from juesuan.model.problems import ReportError, Severity, error
from juesuan.model.program_folders import TEMPLATES
from juesuan.reading import files
from juesuan.wording import edition_check

_FILES = (editions.SETTINGS, editions.TEMPLATE, editions.TABLES)


def told(named: str, inputs: Path) -> Told:
    """What is wrong with the edition of that name, in that folder, or in the folder 版式 of that year.

    Raises ReportError where there is no such folder, or none of the files of an edition in it.
    """
    folder = _folder(named, inputs)
    held = {name: folder / name for name in _FILES if (folder / name).is_file()}
    if not held:
        advice = f"可以写：{'、'.join(editions.NAMES)}，或者放着 {'、'.join(_FILES)} 的文件夹。"
        raise ReportError(error("I01", folder, "没有这个版式", advice))
    problems = edition_check.of_files(
        folder.name, {name: files.contents(path) for name, path in held.items()}, folder.name
    )
    is_sound = not any(each.severity is Severity.ERROR for each in problems)
    lines = (f"“{folder.name}”三个文件都读得懂，彼此相合，可以用。",) if is_sound else ()
    return Told(DONE if is_sound else OPEN, (), (), lines, {"edition": folder.name}, problems)


def _folder(named: str, inputs: Path) -> Path:
    """Where the edition stands: beside those of the program, in the folder of a year, or where the path leads."""
    if any((TEMPLATES / named / name).is_file() for name in _FILES):
        return TEMPLATES / named
    path = inputs / named if re.fullmatch(r"20\d\d", named) else Path(named)
    return path / editions.OWN if (path / editions.OWN).is_dir() else path
