"""Made-up counties: departments of three sizes, or three tiny ones, each in a folder with ``inputs/2021``."""

import shutil
from pathlib import Path

from msgspec import Struct

import generate
from juesuan.app import cli
from juesuan.model.outcome import DONE, OPEN
from juesuan.year.blank_workbook import Content
from tests.support import builder, output_folder, size, water_office
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
        write_one(folder, number)
    return folder


def write_one(folder: Path, number: int) -> None:
    """A department by its number, in the folder of a county."""
    builder.write(folder / name(number) / "inputs" / str(YEAR), content(number))


# ---- three tiny departments

GOOD, WRONG, BROKEN = "水务局", "林业局", "文旅局"


def write_mixed(folder: Path) -> Path:
    """A county of a department that is as it should be, one that does not tie, and one without a workbook."""
    untied = builder.changed(named("青禾县林业局", "418002"), "收入支出", "收入总计", "本年决算数", 3820000 + 7)
    builder.write(folder / GOOD / "inputs" / str(YEAR), water_office.department())
    builder.write(folder / WRONG / "inputs" / str(YEAR), untied)
    broken = builder.write(folder / BROKEN / "inputs" / str(YEAR), water_office.department())
    (broken / "决算数据.xlsx").write_bytes(b"no workbook")
    return folder


class MadeCounty(Struct, frozen=True):
    """That county, made by two processes; nobody changes it."""

    folder: Path
    good: dict[str, bytes]
    """The files of the department that is as it should be."""
    alone: dict[str, bytes]
    """The same, made by one process for this department alone, in the same place."""


def made(folder: Path) -> MadeCounty:
    """The county in a folder, made."""
    place = write_mixed(folder) / GOOD / "output"
    words = ["--inputs", str(place.with_name("inputs")), "--output", str(place), "--quiet"]
    assert cli.main(words, generate.make, generate.check) == DONE
    alone = output_folder.outputs(place / str(YEAR))
    shutil.rmtree(place)
    words = ["batch", str(folder), "--workers", "2", "--quiet"]
    assert cli.main(words, generate.make, generate.check) == OPEN
    return MadeCounty(folder, output_folder.outputs(place / str(YEAR)), alone)
