"""The departments of a county: a folder for each, with its inputs and its outputs."""

import os
import re
from pathlib import Path

from msgspec import Struct

from juesuan.model import advised, system_failures
from juesuan.model.outputs import AUDITS, COUNTY, RECEIVED
from juesuan.model.problems import Problem, ReportError, error, warning
from juesuan.model.year_folder import SUFFIXES
from juesuan.reading import files

_OURS = (COUNTY, AUDITS, RECEIVED)
"""The folders in that of the county which are of no department."""
_YEAR = re.compile(r"20\d\d")
_HIDDEN = (".", "~$")
_MAY_HOLD_FIGURES = frozenset({*SUFFIXES, ".xlsm", ".et", ".zip", ".rar", ".7z"})
_STRAY = "不在任何单位的文件夹里，没有看，也没有列入汇总"


class DepartmentFolder(Struct, frozen=True):
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
        """The years that there is a folder for, the newest last; none where nobody may look into it."""
        try:
            found = [*self.inputs.iterdir()] if self.inputs.is_dir() else []
            return tuple(sorted(int(each.name) for each in found if _YEAR.fullmatch(each.name) and each.is_dir()))
        except OSError:
            return ()


def found(county: Path) -> tuple[DepartmentFolder, ...]:
    """The departments in a folder, by name: every folder in it, so that none is left out unseen.

    Raises ReportError where the folder holds none that has inputs.
    """
    paths = sorted(county.iterdir()) if county.is_dir() else ()
    folders = tuple(DepartmentFolder(each) for each in paths if _is_folder(each) and _may_be_one(each.name))
    if not any(each.years for each in folders):
        message = "里面没有单位：一个单位一个文件夹，里面是 inputs/年度" if county.is_dir() else "没有这个文件夹"
        raise ReportError(error("I61", county, message, "例如 全县/水务局/inputs/2021/决算数据.xlsx。"))
    return folders


def strays(county: Path) -> tuple[Problem, ...]:
    """A warning for what lies beside the departments and may hold the figures of one, which nobody looks at."""
    found = (
        each for each in sorted(county.iterdir()) if not each.name.startswith(_HIDDEN) and not _is_folder(each)
    )
    return tuple(
        warning("I73", files.shown(Path(each.name)), _STRAY, "是某个单位的，请放进它的文件夹；不是的，请移走。")
        for each in found
        if each.is_symlink() or each.suffix.lower() in _MAY_HOLD_FIGURES
    )


def why_not(county: Path, department: DepartmentFolder) -> str:
    """Why a department is not looked into; empty for all but a few. The place of the ``county`` has no link in it.

    A folder that is a link may be that of another department, which would then be counted twice.
    """
    if department.name != department.path.name:
        return "文件夹的名称里有认不出的字，请改名"
    try:
        return _leads_elsewhere(county, department)
    except OSError as caught:
        return f"打不开（{system_failures.reason(caught)}）"


def _leads_elsewhere(county: Path, department: DepartmentFolder) -> str:
    """Why a department does not lie in the folder of the county as a whole; empty where it does.

    Whatever leads elsewhere, a link or a mounted folder, has another true path than the one it is found under.
    """
    home, folders = county / department.path.name, (department.inputs.name, department.output.name)
    years = (f"{each}/{year}" for each in folders for year in _years_in(f"{home}{os.sep}{each}"))
    for place in ("", *folders, *years):
        written = os.path.normpath(f"{home}{os.sep}{place}")
        if _is_there(written) and (true := os.path.realpath(written)) != written:
            return _linked(county, department, place, Path(true))
    return ""


def _linked(county: Path, department: DepartmentFolder, place: str, true: Path) -> str:
    """What is to be done about a place of a department that is a link; what lies outside is not named."""
    name = f"{department.name}/{place}" if place else department.name
    is_another = true.is_relative_to(county) and not true.is_relative_to(county / department.path.name)
    target = f"“{files.shown(true.relative_to(county))}”" if is_another else "别处"
    copy = "那里已经在全县的文件夹里，不用再放" if is_another else "再把原来的文件夹整个复制到这里，名称不变"
    said = f"“{name}”是一个链接，不是文件夹本身，指到{target}，没有打开"
    return f"{said}：请移走这个链接（原来的文件夹不会动），{copy}"


def _is_there(place: str) -> bool:
    """Whether there is something; raises OSError where nobody may look."""
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _years_in(folder: str) -> tuple[str, ...]:
    """The names of the years in a folder; none where it is not there. Raises OSError where nobody may look."""
    try:
        found = os.listdir(folder)  # noqa: PTH208 - as above
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(each for each in found if re.fullmatch("20[0-9][0-9]", each))


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; where that cannot be known it is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


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
