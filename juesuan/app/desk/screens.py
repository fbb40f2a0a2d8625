"""The screens of a year in the order of the menu, and the number beside each that says how much is to be done."""

from collections.abc import Callable

from msgspec import Struct

from juesuan.app.desk.year_state import Known


def _nothing(_: Known) -> int:
    return 0


def _open_problems(known: Known) -> int:
    return sum(problem.is_open for problem in known.problems)


def _open_edits(known: Known) -> int:
    return sum(problem.is_open and problem.code.startswith("H") for problem in known.problems)


class Screen(Struct, frozen=True):
    """A screen of the left menu."""

    name: str
    """Its name, which is also its address: /2024/核对."""
    count: Callable[[Known], int] = _nothing
    """How much is to be done there."""


SCREENS = (
    Screen("数据"),
    Screen("文字"),
    Screen("核对", _open_problems),
    Screen("报告"),
    Screen("收回的修改", _open_edits),
    Screen("更正与各版"),
    Screen("交付"),
)
"""1 to 7, see the menu in frame.html."""
