"""How a tag is printed, whatever its number is today: what it begins with, and the unit that it ends with."""

from collections.abc import Mapping
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model.values import MONEY, Figure


class Begins(Enum):
    """What the print of a tag begins with."""

    NUMBER = auto()
    DIRECTION = auto()
    """增加, 减少, 增长, 下降 or 持平."""
    WORDS = auto()


class NumberForm(Struct, frozen=True):
    """How the tag of a number prints it, whatever the number is."""

    unit: str
    """The unit of the number, as the report writes it: 万元, 元, %, 个; empty where it has none."""
    begins: Begins = Begins.NUMBER
    is_bare: bool = False
    """Whether the unit is left to the text behind the tag."""

    @property
    def stand_in(self) -> str:
        """The shortest text that begins and ends as the tag does."""
        first = {Begins.NUMBER: "0", Begins.DIRECTION: "增加0", Begins.WORDS: "有0"}[self.begins]
        return first if self.is_bare else f"{first}{self.unit}"


YEAR = NumberForm("年", is_bare=True)
"""The form of 年度 and 上年度."""
_WAN, _YUAN, _RATE = "万元", "元", "%"
_OF_MEMBERS: Mapping[str, NumberForm] = {
    "元": NumberForm(_YUAN),
    "增减率": NumberForm(_RATE, Begins.DIRECTION),
    "同比": NumberForm(_RATE, Begins.DIRECTION),
    "增减情况": NumberForm(_RATE, Begins.DIRECTION),
    "占比": NumberForm(_RATE),
    "及占比": NumberForm(_RATE),
    "完成率": NumberForm(_RATE),
}
"""The forms of what is said of a number, by the names of the members of its tag, whatever its own unit is."""


def of_figure(figure: Figure) -> NumberForm:
    """The form of the tag of a figure: its number with its unit."""
    return NumberForm(_WAN if figure.unit == MONEY else figure.unit, is_bare=not figure.unit)


def of_member(name: str, owner: NumberForm) -> NumberForm | None:
    """The form of what is said of a number of the form ``owner``; None where that is words or a tag of its own."""
    if name == "数":
        return replace(owner, is_bare=True)
    return replace(owner, begins=Begins.DIRECTION) if name == "增减额" else _OF_MEMBERS.get(name)
