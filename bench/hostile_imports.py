"""Hostile official tables by the hundred, and how ``import`` holds.

    python bench/hostile_imports.py SEED [--cases N]

Each case spoils an export: bytes cut or turned, XML that bombs, formulas that were never calculated, wrong
units, two years, numbers that are none. A run must end with 0, 1 or 2 and in Chinese; with 2 nothing is touched,
otherwise every amount that was written is that of the department. Prints each fault, then how many runs had which
exit code; the exit code is 1 where there is a fault.
"""

import argparse
import io
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from juesuan.app import cli  # noqa: E402
from juesuan.model import year_folder  # noqa: E402
from juesuan.model.official import Target  # noqa: E402
from juesuan.reading import official  # noqa: E402
from juesuan.reading.official import places  # noqa: E402
from juesuan.year import blank_workbook  # noqa: E402
from tests.support import county_school, official_export  # noqa: E402
from tests.support.hostile import raw_bytes, xml_structure, zip_structure  # noqa: E402
from tests.support.old_excel import Sheets  # noqa: E402

Chance = random.Random
CASES = 200


def never(*_: object, **__: object) -> NoReturn:
    """Stands where a report would be made or checked."""
    raise AssertionError


def _raw(made: Sheets, chance: Chance) -> tuple[str, bytes]:
    kind = chance.choice(("xls", "xlsx"))
    data = official_export.xls(made) if kind == "xls" else official_export.xlsx(made)
    spoil = chance.choice((raw_bytes.cut, raw_bytes.flipped))
    return kind, spoil(data, chance)


def _structure(made: Sheets, chance: Chance) -> tuple[str, bytes]:
    """With one part of the .xlsx spoilt as XML, bombs among them."""
    parts = dict(zip_structure.parts(official_export.xlsx(made)))
    name = chance.choice([each for each in parts if each.endswith((".xml", ".rels"))])
    parts[name] = xml_structure.tree_changed(parts[name], chance)
    return "xlsx", zip_structure.packed(parts.items())


def _formulas(made: Sheets, chance: Chance) -> tuple[str, bytes]:
    """With numbers in the shape of formulas that no program has calculated."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        for name, (rows, merged) in made.items():
            page = book.add_worksheet(name)
            for area in merged:
                page.merge_range(*area, "")
            for row, line in enumerate(rows):
                for at, value in enumerate(line):
                    if isinstance(value, Decimal) and chance.random() < 0.8:
                        page.write_formula(row, at, f"={value}+A9999", None, "")
                    elif value != "":
                        page.write(row, at, float(value) if isinstance(value, Decimal) else value)
    return "xlsx", held.getvalue()


def _words(made: Sheets, chance: Chance) -> tuple[str, bytes]:
    """With another unit, another year, or numbers that are none, in one sheet or in all."""
    old, new = chance.choice(
        (("金额单位：元", "金额单位：千元"), ("金额单位：元", ""), ("2021年度", "2019年度"), ("合计", "小计"),
         ("编制单位", "金额单位：万元 编制单位"), ("—", "见附件"), ("栏次", "项目"), ("项目", "栏次")),
    )  # fmt: skip
    share = chance.choice((0.3, 1))

    def turned(value: object) -> object:
        return value.replace(old, new) if isinstance(value, str) and chance.random() < share else value

    changed = {
        name: ([[turned(each) for each in line] for line in rows], areas) for name, (rows, areas) in made.items()
    }
    return "xls", official_export.xls(changed)  # type: ignore[arg-type]


def _amounts(made: Sheets, chance: Chance) -> tuple[str, bytes]:
    """With some numbers turned, shifted or huge."""
    found = {}
    for name, (rows, areas) in made.items():
        copy = [list(line) for line in rows]
        numbers = [
            (row, at) for row, line in enumerate(copy) for at, each in enumerate(line) if isinstance(each, Decimal)
        ]
        for row, at in chance.sample(numbers, min(len(numbers), chance.choice((1, 2, 5)))):
            value = Decimal(str(copy[row][at]))
            copy[row][at] = chance.choice(
                (-value, value + 1, value * 10000, Decimal("1E+15"), "1,2,3", "#REF!", "")
            )
        found[name] = (copy, areas)
    return "xls", official_export.xls(found)


_SPOILERS: tuple[Callable[[Sheets, Chance], tuple[str, bytes]], ...] = (
    _raw,
    _structure,
    _formulas,
    _words,
    _amounts,
)


def main() -> int:
    """Run so many cases; return the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("seed", type=int)
    options.add_argument("--cases", type=int, default=CASES)
    asked = options.parse_args()
    made = official_export.sheets(county_school.department(), 2021)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        true = root / "真.xls"
        true.write_bytes(official_export.xls(made))
        truth = {target: each.value for target, each in official.read([true]).taken.items()}
        blank = root / "blank.xlsx"
        blank_workbook.write_workbook(blank, {})
        codes: Counter[tuple[str, int]] = Counter()
        faults = 0
        for number in range(asked.cases):
            chance = Chance(f"{asked.seed} {number}")
            spoil = _SPOILERS[number % len(_SPOILERS)]
            kind, data = spoil(made, chance)
            code, told = _run(root / str(number), blank.read_bytes(), kind, data, truth)
            codes[spoil.__name__, code] += 1
            if told:
                faults += 1
                print(f"case {number} {spoil.__name__}: {code} {told}")
    for (spoiler, code), count in sorted(codes.items()):
        print(f"{spoiler:12} {code} {count}")
    return int(bool(faults))


def _run(folder: Path, blank: bytes, kind: str, data: bytes, truth: Mapping[Target, Decimal]) -> tuple[int, str]:
    """The exit code of an import of the data, and what is wrong with it; empty for nothing."""
    year = folder / "inputs" / "2021"
    year.mkdir(parents=True)
    (year / year_folder.WORKBOOK).write_bytes(blank)
    path = folder / f"导出.{kind}"
    path.write_bytes(data)
    said = io.StringIO()
    with redirect_stdout(said):
        code = cli.main(
            ["import", str(path), "--inputs", str(year.parent), "--year", "2021", "--yes"], never, never
        )
    if "X01" in said.getvalue() or "Traceback" in said.getvalue():
        return code, said.getvalue()[-300:]
    now = (year / year_folder.WORKBOOK).read_bytes()
    if code not in {0, 1, 2} or (code == 2 and (now != blank or len(list(year.iterdir())) > 1)):
        return code, "touched"
    return code, _wrong(now, truth) if code < 2 else ""


def _wrong(data: bytes, truth: Mapping[Target, Decimal]) -> str:
    """The first amount that is not that of the department; counts are left out: no sum proves them."""
    book = places.read(data, "", [])
    for target, value in truth.items():
        place = book.place(target)
        is_proved = target not in places.COUNTED and "企业合同金额" not in target.row
        if is_proved and place is not None and place.value is not None and place.value != value:
            return f"{target}: {place.value} {value}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
