"""导入来源.toml -> which official cell each cell of the workbook was filled from; a fault in the file is told."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct, field

from juesuan.model import system_failures
from juesuan.model.official import Target
from juesuan.model.official_record import KIND, NAME, Record
from juesuan.model.problems import Problem, error
from juesuan.reading import files, toml_text

FAULTY = "S25"
"""The code of the error that the file cannot be read."""
_UNKNOWN = "以前导入的数从哪里来，都不知道"
_ADVICE = "请用记事本打开改正；改不好的，从“版本”里找回，或者移走这个文件（不影响报告），再导入一次。"
_MOST = 10_000
_NUMBER = re.compile(r"-?\d{1,24}(\.\d{1,12})?")


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the file."""

    sheet: str = field(name="表")
    row: str = field(name="行")
    column: str = field(name="列")
    value: str = field(name="数")
    origin: str = field(name="来源", default="")
    fund: str = field(name="资金", default="")
    when: str = field(name="时间", default="")

    @property
    def target(self) -> Target:
        return Target(self.sheet, self.row, self.column, self.fund)

    @property
    def is_sound(self) -> bool:
        """Whether it has a number, and no sign that is never written down."""
        words = "".join(msgspec.structs.astuple(self))
        return _NUMBER.fullmatch(self.value) is not None and not files.UNWRITTEN.search(words)


Records = dict[Target, Record]


def read(path: Path) -> tuple[Records, tuple[Problem, ...]]:
    """What the file at ``path`` says, nothing where there is none, and the fault for which it says nothing."""
    if not path.exists() and not path.is_symlink():
        return {}, ()
    try:
        if not path.is_file():
            return {}, (_faulty(f"不是文件，{_UNKNOWN}"),)
        return parsed(path.read_bytes())
    except OSError as caught:
        return {}, (_faulty(f"打不开（{system_failures.reason(caught)}），{_UNKNOWN}"),)


def parsed(data: bytes) -> tuple[Records, tuple[Problem, ...]]:
    """What the bytes of the file say, and the fault for which they say nothing."""
    try:
        held = msgspec.convert(tomllib.loads(toml_text.text(data, _UNKNOWN)), dict[str, tuple[_Entry, ...]])
    except toml_text.UnreadText as caught:
        return {}, (_faulty(caught.reason),)
    except (ValueError, RecursionError):
        return {}, (_faulty(f"写得不对，{_UNKNOWN}"),)
    found = held.get(KIND, ())
    if set(held) - {KIND} or len(found) > _MOST or not all(each.is_sound for each in found):
        return {}, (_faulty(f"有不认识的一节、不是数的数、印不出来的字符，或者太长，{_UNKNOWN}"),)
    return {each.target: Record(Decimal(each.value), each.origin, each.when) for each in found}, ()


def _faulty(message: str) -> Problem:
    return error(FAULTY, NAME, message, _ADVICE)
