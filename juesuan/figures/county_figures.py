"""Accounts of one department -> what the county needs of them; nothing is rounded and nothing is added up."""

from collections.abc import Iterator

from msgspec.structs import asdict

from juesuan.model import workbook_form
from juesuan.model.accounts import Accounts, TableRow
from juesuan.model.county import CountyProject, CountyRow, DepartmentFigures
from juesuan.model.values import Amount


def of(accounts: Accounts, workbook: str) -> DepartmentFigures:
    """What the county needs of the accounts, in 元; ``workbook`` is the digest of the file they were read from."""
    department, staff = accounts.department, accounts.other_matters.staff.final
    return DepartmentFigures(
        name=department.name.text,
        code=department.code.text if department.code else "",
        kind=department.kind.text,
        region=department.region.text,
        rows=dict(_rows(accounts)),
        staff=staff.value if staff else None,
        projects=tuple(
            CountyProject(each.name.text, each.budget.yuan, each.executed.yuan) for each in accounts.projects
        ),
        workbook=workbook,
    )


def _rows(accounts: Accounts) -> Iterator[tuple[str, CountyRow]]:
    for sheet in (
        workbook_form.REVENUE_EXPENDITURE,
        workbook_form.FISCAL_APPROPRIATION,
        workbook_form.THREE_PUBLIC,
        workbook_form.OTHER_MATTERS,
    ):
        items = {item.field: item for item in sheet.items}
        record = getattr(accounts, sheet.field)
        for name, row in asdict(record).items():
            if isinstance(row, TableRow):
                yield f"{sheet.name}.{items[name].tag}", _row(row)


def _row(row: TableRow) -> CountyRow:
    return CountyRow(
        *(each.yuan if isinstance(each, Amount) else None for each in (row.final, row.last, row.budget))
    )
