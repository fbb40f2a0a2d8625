"""The accounts of all departments of a county side by side, as plain values: what 汇总 is made of.

Amounts are exact, in 元; what a department has not filled in is None, never nil.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from juesuan.model.problems import Problem


class CountyRow(Struct, frozen=True):
    """A row of a fixed table of one department, in 元; None where the cell is blank."""

    final: Decimal | None = None
    """决算数 of this year."""
    last: Decimal | None = None
    """决算数 of last year."""
    budget: Decimal | None = None
    """调整预算数."""


class CountyProject(Struct, frozen=True):
    """A project of one department, in 元."""

    name: str
    budget: Decimal
    executed: Decimal


class DepartmentFigures(Struct, frozen=True):
    """What the county needs of the accounts of one department."""

    name: str
    """单位全称."""
    code: str
    """预算单位编码; empty where it is not filled in."""
    kind: str
    """单位性质."""
    region: str
    rows: Mapping[str, CountyRow]
    """The rows of the fixed tables, by table and row as in a tag: 三公经费.三公经费合计."""
    staff: Decimal | None
    """在编人员; None where it is not filled in."""
    projects: tuple[CountyProject, ...]
    workbook: str
    """The digest of the workbook."""


class DepartmentState(Enum):
    """How far a department has come; the value is the word that is told."""

    MADE = "已生成"
    DRAFT = "草稿"
    SAME = "没有变"
    CHECKED = "已核对"
    REFUSED = "没有做成"


class DoneDepartment(Struct, frozen=True):
    """What has become of one department."""

    folder: str
    """The name of its folder."""
    state: DepartmentState
    problems: tuple[Problem, ...]
    said: tuple[str, ...] = ()
    """What was said while it was done, in lines."""
    files: tuple[str, ...] = ()
    """The places of the files that were made, as the officer is told them."""
    figures: DepartmentFigures | None = None
    """None where its accounts cannot be read as a whole."""
    seconds: float = 0.0
    """How long it took."""

    @classmethod
    def refused(cls, folder: str, problem: Problem) -> "DoneDepartment":
        """A department that was not done for this one reason."""
        return cls(folder, DepartmentState.REFUSED, (problem,))

    @property
    def is_open(self) -> bool:
        """Whether something of it must still be mended or explained, or it was not done at all."""
        return self.state is DepartmentState.REFUSED or any(problem.is_open for problem in self.problems)


class County(Struct, frozen=True):
    """All departments of a county for one year, in the order of their folders."""

    year: int
    departments: tuple[DoneDepartment, ...]

    @property
    def figures(self) -> tuple[DepartmentFigures, ...]:
        """The figures of the departments that have any: all sums are of these."""
        return tuple(each.figures for each in self.departments if each.figures)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The folders of the departments that are in no sum."""
        return tuple(each.folder for each in self.departments if not each.figures)

    @property
    def repeated(self) -> tuple[str, ...]:
        """The folders of the departments that have name, code or workbook of another: sums count it again."""
        known = [(each.folder, each.figures) for each in self.departments if each.figures]
        counts = Counter(key for _, figures in known for key in _keys(figures))
        return tuple(folder for folder, figures in known if any(counts[key] > 1 for key in _keys(figures)))

    @property
    def region(self) -> str:
        """地区, as most of the departments have it."""
        found = [each.region for each in self.figures]
        return max(found, key=found.count, default="")


def _keys(figures: DepartmentFigures) -> tuple[tuple[str, str], ...]:
    """What no two departments have in common."""
    keys = (("name", figures.name), ("code", figures.code), ("workbook", figures.workbook))
    return tuple(key for key in keys if key[1])
