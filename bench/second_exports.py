"""Exports and public tables of a second builder, written without sight of the reader, through ``import``.

    python bench/second_exports.py [--pdf]

For each of the three departments, each look of an export and each style of public tables: how many amounts the
workbook has of those it must have, how many are wrong, and how many that nothing speaks of; then what became of
slips that were planted in an export, one in each column of a table. With ``--pdf`` also the public tables as
LibreOffice prints them. The exit code is 1 where an amount is wrong or a slip was taken.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from juesuan import reading  # noqa: E402
from juesuan.app import cli  # noqa: E402
from juesuan.model import year_folder  # noqa: E402
from juesuan.model.accounts import Accounts  # noqa: E402
from juesuan.model.official import OfficialFigures, Target  # noqa: E402
from juesuan.reading import official  # noqa: E402
from juesuan.reading.official import places  # noqa: E402
from juesuan.year import blank_workbook  # noqa: E402
from tests.support import (  # noqa: E402
    builder,
    county_school,
    software_export,
    software_ledger,
    software_print,
    software_public,
    software_truth,
    water_office,
)
from tests.support.software_export import Look, Table  # noqa: E402
from tests.support.software_public import Style  # noqa: E402

LOOKS = {
    "2020.xlsx": Look(),
    "2018.xls": Look("2018", dash="一", codes="columns", amounts="blank"),
    "2022.xlsx": Look("2022", is_newer_name=True, amounts="texts", is_shuffled=True, is_sloppy=True),
    "2022.xls": Look("2022", codes="columns", amounts="texts", is_shuffled=True),
    "2020三列.xlsx": Look("2020", codes="columns", is_sloppy=True, amounts="blank"),
}
STYLES = {
    "一列": Style(),
    "三列合计在后": Style(codes="three", is_total_first=False),
    "断行接续": Style(is_broken=True, most=12),
    "三列断行接续": Style("2020", "three", is_broken=True, most=20),
}


def never(*_: object, **__: object) -> NoReturn:
    """Stands where a report would be made or checked."""
    raise AssertionError


def main() -> int:
    """Try them all; return the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("--pdf", action="store_true")
    suffixes = ("xls", "xlsx", "docx", "pdf") if options.parse_args().pdf else ("xls", "xlsx", "docx")
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for department, accounts in _departments(root).items():
            ledger = software_ledger.of(accounts)
            for file, look in LOOKS.items():
                made = software_export.tables(ledger, look).values()
                data = (software_export.xls if file.endswith(".xls") else software_export.xlsx)(made, look)
                truth = software_truth.of_export(ledger, look.form)
                faults += _tried(root, f"{department} 导出{file}", accounts, data, truth)
            for style_name, style in STYLES.items():
                rounded = software_ledger.rounded(ledger)
                tables = software_public.tables(rounded, style)
                for suffix in suffixes:
                    data = software_print.WRITERS["docx" if suffix == "pdf" else suffix](tables, rounded, style)
                    data = _printed(root, data) if suffix == "pdf" else data
                    truth = software_truth.of_public_tables(rounded)
                    faults += _tried(root, f"{department} 附表{style_name}.{suffix}", accounts, data, truth)
            faults += _planted(root, department, accounts)
    return int(bool(faults))


def _departments(root: Path) -> Mapping[str, Accounts]:
    folders = {
        "样例": ROOT / "inputs" / "2020",
        "水务局": builder.write(root / "水务局" / "2021", water_office.department()),
        "中学": county_school.write(root / "中学"),
    }
    return {name: reading.book(reading.given(folder)) for name, folder in folders.items()}


def _printed(root: Path, data: bytes) -> bytes:
    path = root / "附表.docx"
    path.write_bytes(data)
    own = f"-env:UserInstallation=file://{root}/office"
    command = ("soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(root), str(path))
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf").read_bytes()


def _tried(root: Path, name: str, accounts: Accounts, data: bytes, truth: Mapping[Target, Decimal]) -> int:
    """Imports a file into a blank workbook; the number of amounts that are not what they must be."""
    year = accounts.department.year
    with tempfile.TemporaryDirectory(dir=root) as folder:
        inputs = Path(folder) / str(year)
        inputs.mkdir()
        blank_workbook.write_workbook(inputs / year_folder.WORKBOOK, {})
        path = Path(folder) / name
        path.write_bytes(data)
        words = ["import", str(path), "--inputs", folder, "--year", str(year), "--yes"]
        with redirect_stdout(io.StringIO()):
            code = cli.main(words, never, never)
        book = places.read((inputs / year_folder.WORKBOOK).read_bytes(), "", [])
    asked = {target: value for target, value in truth.items() if value or book.place(target)}
    found = {target: place.value for target in asked if (place := book.place(target)) and place.value is not None}
    wrong = [target for target, value in found.items() if value != truth[target]]
    beside = [each for each in _filled(book) if each[0] not in truth and each[1]]
    print(f"{name}: {len(found) - len(wrong)}/{len(asked)} 退出码{code} 错 {len(wrong)} 多 {len(beside)}")
    return len(wrong) + len(beside)


def _filled(book: places.YearBook) -> Iterator[tuple[Target, Decimal]]:
    for sheet in book.sheets.values():
        for fund, row in sheet.rows:
            for heading in sheet.columns:
                target = Target(sheet.sheet.name, row, heading, fund)
                place = book.place(target)
                if place and isinstance(place.held, int | float) and place.value is not None:
                    yield target, place.value


def _planted(root: Path, department: str, accounts: Accounts) -> int:
    """Plants a slip in a column of a table at a time; the number of wrong amounts that were taken."""
    look, path = Look(), root / "种下.xlsx"
    tables = software_export.tables(software_ledger.of(accounts), look)
    tried = refused = through = 0
    for code in ("Z01", "Z01_1", "Z03", "Z04", "Z07", "Z08", "Z08_1", "Z08_2"):
        path.write_bytes(software_export.xlsx([tables[code]], look))
        truth = _amounts(official.read([path]))
        for spoilt in _slips(tables[code]):
            path.write_bytes(software_export.xlsx([spoilt], look))
            found = official.read([path])
            tried += 1
            refused += [table.code for table in found.tables if table.refused] == [code]
            through += any(value != truth.get(target) for target, value in _amounts(found).items())
    unread = tried - refused - through
    print(
        f"{department} 种下的错 {tried} 处：整表拒绝 {refused} 处，在不取的列里 {unread} 处，取了错数 {through} 处"
    )
    return through


def _amounts(found: OfficialFigures) -> Mapping[Target, Decimal]:
    return {target: each.value for target, each in found.taken.items()}


def _slips(table: Table) -> Iterator[Table]:
    """The table with the first amount of a column that is not nought one 分 more, column by column."""
    first = next(at for at, row in enumerate(table.rows) if "栏次" in row) + 1
    for at in range(2, len(table.rows[first])):
        row = next((line for line in range(first, len(table.rows)) if _is_amount(table.rows[line][at])), None)
        if row is not None:
            rows = [list(each) for each in table.rows]
            rows[row][at] = Decimal(str(rows[row][at])) + Decimal("0.01")
            yield replace(table, rows=rows)


def _is_amount(value: object) -> bool:
    return isinstance(value, Decimal) and bool(value) and value.as_tuple().exponent == -2


if __name__ == "__main__":
    sys.exit(main())
