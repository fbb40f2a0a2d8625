"""The values of an indicator: a sign, a number and a unit, as the table of self-evaluation parts them."""

import re
from decimal import Decimal

from msgspec import Struct

from juesuan.model import values
from juesuan.model.projects import NATURES

_SPELT = {
    "≥": ("≥", ">=", "=>", "≧", "不低于", "不少于", "不小于", "大于等于"),
    "≤": ("≤", "<=", "=<", "≦", "不高于", "不超过", "不多于", "不大于", "小于等于"),
    "＝": ("＝", "=", "等于"),
    "＞": ("＞", ">", "大于"),
    "＜": ("＜", "<", "小于"),
}
_NATURE = {spelling: nature for nature, spellings in _SPELT.items() for spelling in spellings}
_SIGN = "|".join(map(re.escape, sorted(_NATURE, key=len, reverse=True)))
_VALUE = re.compile(rf"({_SIGN})?\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([^0-9≥≤＞＜<>＝=]*)")


class Aim(Struct, frozen=True):
    """A value that is a number and nothing else, aimed at or reached."""

    sign: str
    """As it was written, such as 不低于; empty for none."""
    number: Decimal
    unit: str

    @property
    def nature(self) -> str:
        """The sign as the form has it, one of ``NATURES``; empty for none."""
        return _NATURE.get(self.sign, "")

    def __str__(self) -> str:
        return f"{self.sign}{self.number}{self.unit}"


def read(words: str) -> Aim | None:
    """The value in words such as ≥95%; None where they say anything else."""
    found = _VALUE.fullmatch(words.strip())
    return Aim(found[1] or "", Decimal(found[2]), found[3].strip()) if found else None


def nature(words: str) -> str:
    """指标性质 in the signs of the form: ≥ for >=; any other word as it is."""
    plain = "".join(words.split())
    return plain if plain in NATURES else _NATURE.get(plain, plain)


def is_met(sign: str, aim: Decimal, reached: Decimal) -> bool:
    """Whether a value reaches its aim under a sign, one of ``NATURES``; without one at least as much is meant."""
    return {
        "≤": reached <= aim,
        "＜": reached < aim,
        "＞": reached > aim,
        "＝": reached == aim,
    }.get(sign, reached >= aim)


def bare(marked: str, unit: str) -> str:
    """The number of a value, in its marks, without sign and without ``unit``; other words stay as they are."""
    aim = read(values.plain(marked))
    if aim is None or aim.unit not in {"", unit}:
        return marked
    words = marked.strip().removeprefix(aim.sign).strip()
    if aim.unit and words.endswith(aim.unit + values.END):
        return words.removesuffix(aim.unit + values.END).rstrip() + values.END
    return words.removesuffix(aim.unit).rstrip()
