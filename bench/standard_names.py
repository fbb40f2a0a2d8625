"""What proves the standard names: ``make names``; the entries that each source has are counted.

    python bench/standard_names.py [FOLDER ...]

The sources are the sample, the two made-up departments of the tests, the old names of 说法.toml, and the .txt
files of each FOLDER, published reports, which name items without their codes. All other entries rest on the
structure of the codes, which a test holds, and on knowledge of the classification.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from juesuan import reading
from juesuan.claims import sayings_file
from juesuan.model import program_folders, standard_names
from juesuan.model.standard_names import StandardNames, bare
from tests.support import county_school, water_office

_DEPARTMENTS = (water_office.department(), county_school.department())
_LEVEL = re.compile(r"([一-鿿、，“”]{2,40}?(?:（[一-鿿、]{1,12}）[一-鿿]{0,12})?)（[类款项]）")


def _rows(sheet: str) -> Iterator[tuple[str, str]]:
    """The codes and names that the sample and the departments have in a sheet."""
    book = reading.book(reading.given(program_folders.ROOT / "inputs" / "2020"))
    items = book.functional_items if sheet == "支出科目" else book.basic_expenditure.items
    yield from ((item.code, item.name) for item in items)
    for content in _DEPARTMENTS:
        yield from ((str(row.get("科目编码", "")), str(row["科目名称"])) for row in content[sheet])


def _by_code(names: StandardNames, sheet: str) -> set[str]:
    """The codes whose name in the library is one that the rows of a sheet have with the same code."""
    return {
        code
        for code, name in _rows(sheet)
        if any(standard_names.same(name, each.name) for each in names.by_code.get(code, ()))
    }


def _by_name(names: StandardNames, said: set[str]) -> set[str]:
    """The codes one of whose names is among the names that are said somewhere without a code."""
    return {code for code, given in names.by_code.items() if any(bare(each.name) in said for each in given)}


def _said(folder: Path) -> set[str]:
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt")))
    wide = (re.sub(r"\s", "", text.replace("(", "（").replace(")", "）")) for text in texts)
    return {bare(re.split("[，。；“”]", found[1])[-1]) for text in wide for found in _LEVEL.finditer(text)}


_LENGTHS = {"类": 3, "款": 5, "项": 7}


def _line(label: str, codes: set[str], proved: set[str]) -> str:
    counts = (f"{level} {sum(len(code) == size for code in codes)}" for level, size in _LENGTHS.items())
    return f"  {label}：{len(codes)}（{'，'.join(counts)}；上面没有的 {len(codes - proved)}）"


def _table(names: StandardNames, file: str, sources: dict[str, set[str]]) -> Iterator[str]:
    every = set(names.by_code)
    yield _line(file, every, set())
    proved: set[str] = set()
    for label, codes in sources.items():
        yield _line(label, codes, proved)
        proved |= codes
    yield _line("有出处的", proved, set())


def main(folders: list[str]) -> None:
    """Print the counts."""
    functional, economic = standard_names.functional(), standard_names.economic()
    renamed = sayings_file.read(program_folders.TEMPLATES / "说法.toml").renamed
    old = {bare(name) for each in renamed for name in (each.old, each.new)}
    sources = {
        "样例和测试里的两个部门，编码和名称": _by_code(functional, "支出科目"),
        "说法.toml 的旧名": _by_name(functional, old),
        "公开的报告，只有名称": set().union(*(_by_name(functional, _said(Path(each))) for each in folders)),
    }
    for line in _table(functional, standard_names.FUNCTIONAL, sources):
        print(line)
    for line in _table(economic, standard_names.ECONOMIC, {"样例和两个部门": _by_code(economic, "基本支出")}):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
