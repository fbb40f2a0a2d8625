"""The departments of a county: a folder for each, with its inputs and its outputs."""

import re
from dataclasses import dataclass
from pathlib import Path

from juesuan.model import advised
from juesuan.model.outputs import AUDITS, COUNTY, RECEIVED
from juesuan.model.problems import ReportError, error
from juesuan.reading import files

_OURS = (COUNTY, AUDITS, RECEIVED)
"""The folders in that of the county which are of no department."""
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class DepartmentFolder:
    """The folder of one department."""

    path: Path

    @property
    def name(self) -> str:
        """Its name as it can be written down."""
        return files.shown(Path(self.path.name))

    @property
    def inputs(self) -> Path:
        """The folder of its inputs, with a folder for each year."""
        return self.path / advised.INPUTS.name

    @property
    def output(self) -> Path:
        """The folder of its outputs."""
        return self.path / advised.OUTPUT.name

    @property
    def years(self) -> tuple[int, ...]:
        """The years that there is a folder for, the newest last."""
        found = self.inputs.iterdir() if self.inputs.is_dir() else ()
        return tuple(sorted(int(each.name) for each in found if _YEAR.fullmatch(each.name) and each.is_dir()))


def found(county: Path) -> tuple[DepartmentFolder, ...]:
    """The departments in a folder, by name: every folder in it, so that none is left out unseen.

    Raises ReportError where the folder holds none that has inputs.
    """
    paths = sorted(county.iterdir()) if county.is_dir() else ()
    folders = tuple(DepartmentFolder(each) for each in paths if each.is_dir() and _may_be_one(each.name))
    if not any(each.years for each in folders):
        message = "里面没有单位：一个单位一个文件夹，里面是 inputs/年度" if county.is_dir() else "没有这个文件夹"
        raise ReportError(error("I61", county, message, "例如 全县/水务局/inputs/2021/决算数据.xlsx。"))
    return folders


def holds_any(folder: Path) -> bool:
    """Whether there are departments with inputs in the folder."""
    try:
        return bool(found(folder))
    except (ReportError, OSError):
        return False


def _may_be_one(name: str) -> bool:
    return not name.startswith(".") and name not in _OURS


def newest(folders: tuple[DepartmentFolder, ...]) -> int:
    """The newest year that any of the departments has."""
    return max(year for each in folders for year in each.years)
