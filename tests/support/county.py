"""A made-up county: departments of three sizes, each in a folder of its own with ``inputs/2021``."""

from pathlib import Path

from juesuan.year.blank_workbook import Content
from tests.support import builder, size, water_office
from tests.support.size import Size

SIZES = (
    Size(projects=2, items=4, has_public_tables=False),
    Size(projects=3, items=8, has_public_tables=True),
    Size(projects=9, items=24, has_public_tables=True),
)
"""A small, a middling and a large department."""
YEAR = 2021


def name(number: int) -> str:
    """The name of a department by its number, from 0."""
    return f"第{number + 1:04}局"


def named(name: str, code: str) -> Content:
    """The water office's workbook under the name and the code of another department."""
    content = builder.changed(water_office.department(), "基本信息", "单位全称", "内容", name)
    return builder.changed(content, "基本信息", "预算单位编码", "内容", code)


def content(number: int) -> Content:
    """The workbook of a department; no two have the same name, code or amounts."""
    each = SIZES[number % len(SIZES)]
    made = size.department(Size(each.projects, each.items, f"青禾县{name(number)}", worth=1 + number // len(SIZES),
                                has_public_tables=each.has_public_tables))  # fmt: skip
    return builder.changed(made, "基本信息", "预算单位编码", "内容", f"{100001 + number}")


def write(folder: Path, count: int) -> Path:
    """The folder of a county with so many departments, which is returned."""
    for number in range(count):
        builder.write(folder / name(number) / "inputs" / str(YEAR), content(number))
    return folder
