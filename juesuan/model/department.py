"""基本信息: who reports, of which year, in which form, as the officer gave it."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from juesuan.model.values import Cell, Count, Text

_APART = "另附"


class Department(Struct, frozen=True):
    """The sheet 基本信息: which department reports, for which year, in which edition of the form."""

    name: Text
    short_name: Text | None
    own_name: Text | None
    """How the department speaks of itself: 我局, 本校; None for 本部门, or 本单位 of a single unit."""
    region: Text
    code: Text | None
    kind: Text
    """单位性质, such as 行政单位."""
    year: int
    edition: Text
    """版式: the name of the edition of the form, such as 四川2020."""
    totals_basis: Text
    """总计口径: 本年合计 or 含结转结余."""
    published_on: date | None
    """公开日期, which the cover prints; None where it is not printed."""
    score: Count | None
    """部门整体支出自评得分."""
    grade: Text | None
    """部门整体支出自评等级: 优, 良, 中, 差."""
    cells: Mapping[str, Cell]
    """The cell of each field that the sheet has a row for, such as that of ``year``."""
    public_tables: Text | None = None
    """附表: 是 where the report has 第五部分 附表, 另附 where it only lists it, 否 or None where it has none."""
    index_number: Text | None = None
    """监督索引号, 保密审查 and 联系方式, which some forms print; None where they are not filled in."""
    secrecy_review: Text | None = None
    contact: Text | None = None
    level: Text | None = None
    """部门或单位: 单位 where a single unit reports; None for 部门."""
    overall_report: Text | None = None
    """整体支出绩效自评: 否 where the unit has no report of its own on 整体支出."""
    work_of_the_year: Text | None = None
    """重点工作: 是 where the report keeps 重点工作 though its edition has no place for it."""

    @property
    def called(self) -> str:
        """部门 or 单位, as titles and headings call who reports."""
        return self.level.text if self.level is not None and self.level.text else "部门"

    @property
    def has_overall_report(self) -> bool:
        """Whether the report encloses a self-evaluation of 整体支出, as it does unless 基本信息 says 否."""
        return self.overall_report is None or self.overall_report.text != "否"

    @property
    def keeps_work_of_the_year(self) -> bool:
        """Whether 基本信息 asks for 重点工作 in an edition that no longer has it."""
        return self.work_of_the_year is not None and self.work_of_the_year.text == "是"

    @property
    def has_public_tables(self) -> bool:
        """Whether 基本信息 asks for 第五部分 附表, in the report or apart."""
        return self.public_tables is not None and self.public_tables.text in {"是", _APART}

    @property
    def are_tables_apart(self) -> bool:
        """Whether the tables stand in a file of their own alone, and the report only lists them."""
        return self.public_tables is not None and self.public_tables.text == _APART
