"""The voice of the program on the terminal: a line a step, the problems, a summary; the only door to rich.

Where nobody looks at a terminal the lines are printed as they are, and rich is not even loaded.
"""

import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from juesuan.model.problems import Problem, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


Result = TypeVar("Result")
_Piece = str | tuple[str, str]
"""Words of a line, with their style on a terminal or without any."""
_UNPRINTED = dict.fromkeys((7, 8, 11, 12, 13))
"""Bell, backspace and what moves the cursor: not shown on a terminal either."""
_WIDEST = 8
"""The columns that the longest name of a step takes on the terminal."""
_MOST_SHOWN, _LONGEST = 100, 1_000
"""Problems of one code, and signs of a part of their lines: nobody reads on."""
_SHORT = 20
"""The most columns of a cell that is never cut into lines."""


class Step(Struct, frozen=True):
    """A step of a run that is done, and how long it took in seconds."""

    name: str
    seconds: float


class Teller(Struct):
    """The voice of one run: it speaks to the officer, or keeps silent and only counts steps and seconds."""

    quiet: bool = False
    """Whether only errors and warnings are shown."""
    as_json: bool = False
    """Whether nothing is shown but the result as JSON."""
    steps: list[Step] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)
    """The reading of the clock, in seconds, when the run began."""
    console: "Console | None" = field(default_factory=lambda: _console() if sys.stdout.isatty() else None)
    """The terminal; None where what is said goes into a file or to another program."""

    shown: "Progress | None" = None
    """The bar that was shown last; None where none was."""

    @property
    def speaks(self) -> bool:
        """Whether lines on the progress and the summary are shown."""
        return not (self.quiet or self.as_json)

    def step(self, name: str, work: Callable[[], Result], said: Callable[[Result], str] = lambda _: "") -> Result:
        """What ``work`` returns; the step is timed, and once it is done a line says so.

        The line holds ``name``, the seconds, and what ``said`` makes of the result. A failure passes through.
        """
        begun = time.perf_counter()
        if self.speaks and self.console:
            self.console.print(f"[dim]· {name}……[/dim]", end="\r")
        result = work()
        step = Step(name, time.perf_counter() - begun)
        self.steps.append(step)
        if self.speaks:
            width = " " * (_WIDEST - _columns(name))
            time_taken = f"{step.seconds:4.1f} 秒"
            self._show(("✓", "green"), f" {name}{width} ", (time_taken, "dim"), f"  {said(result)}")
        return result

    def _show(self, *pieces: _Piece) -> None:
        """Shows a line; the styles of its pieces are for a terminal."""
        if self.console is None:
            words = "".join(each if isinstance(each, str) else each[0] for each in pieces)
            print(words.translate(_UNPRINTED))
            return
        from rich.text import Text  # noqa: PLC0415 - only where a terminal shows it

        self.console.print(Text.assemble(*pieces))

    def bar(self, total: int) -> Callable[[object], None]:
        """A function to be called once for each of ``total`` things done; it moves a bar, on a terminal only."""
        if not (self.speaks and self.console):
            return lambda _: None
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - only where a bar is shown

        self.shown = Progress(
            BarColumn(), TextColumn("{task.completed}/{task.total}"), console=self.console, transient=True
        )
        task = self.shown.add_task("", total=total)
        self.shown.start()
        return partial(self._advance, self.shown, task)

    def _advance(self, shown: "Progress", task: "TaskID", _: object) -> None:
        shown.advance(task)
        if shown.finished:
            shown.stop()

    def close(self) -> None:
        """Takes a bar off the terminal, also after a failure in the middle of it."""
        if self.shown is not None:
            self.shown.stop()

    def problems(self, problems: Sequence[Problem]) -> None:
        """Shows the problems, the gravest first and explained ones last; no hints where quiet was asked for.

        Of those of one code the first `_MOST_SHOWN` are shown, and the number of the others.
        """
        if self.as_json:
            return
        order, shown = list(Severity), Counter[str]()
        for problem in sorted(problems, key=lambda each: (bool(each.explained), order.index(each.severity))):
            if self.quiet and problem.severity is Severity.HINT:
                continue
            shown[problem.code] += 1
            if shown[problem.code] > _MOST_SHOWN:
                continue
            if problem.explained:
                self._explained(problem)
                continue
            colour = _COLOURS[problem.severity]
            self._show((problem.severity.value, colour), f" {_line(problem)}")
        for code, count in shown.items():
            if count > _MOST_SHOWN:
                self._show(f"{code} 另有 {count - _MOST_SHOWN} 条没有列出，请先改好上面的。")

    def _explained(self, problem: Problem) -> None:
        """Shows an explained problem and the reason given for it in one faint line."""
        if self.speaks:
            words = f"已说明 {problem.code}　{problem.where}：{problem.message}　（{problem.explained}）"
            self._show((words, "dim"))

    def say(self, line: str) -> None:
        """Shows a line of the summary, as it is."""
        if self.speaks:
            self._show(line)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows rows under the headings of their columns; a cell may have several lines."""
        if not self.speaks:
            return
        from rich.table import Table  # noqa: PLC0415 - only where a table is shown
        from rich.text import Text  # noqa: PLC0415 - as above

        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for title, *cells in zip(head, *rows, strict=True):
            is_short = all(_columns(cell) <= _SHORT for cell in cells)
            table.add_column(title, overflow="fold", no_wrap=is_short)
        for row in rows:
            table.add_row(*map(Text, row))
        (self.console or _console()).print(table, soft_wrap=False)

    def report(self, result: dict[str, object], problems: Sequence[Problem]) -> None:
        """Writes the result with problems, steps and seconds as JSON to standard output, where asked for."""
        if self.as_json:
            found = [_as_data(problem) for problem in problems]
            steps = [{"name": step.name, "seconds": round(step.seconds, 4)} for step in self.steps]
            self.write({**result, "problems": found, "steps": steps, "seconds": round(self.seconds(), 4)})

    def write(self, data: object) -> None:
        """Writes data as JSON to standard output, where asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    def seconds(self) -> float:
        """The seconds since the run began."""
        return time.perf_counter() - self.started


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415 - it takes as long as a third of the rules

    return Console(highlight=False, soft_wrap=True, emoji=False)


def _columns(words: str) -> int:
    """The columns that words take on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in {"W", "F"} else 1 for each in words)


def _line(problem: Problem) -> str:
    advice = f"　→ {problem.hint}" if problem.hint else ""
    return f"{problem.code}　{_cut(problem.where)}：{_cut(problem.message)}{_cut(advice)}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _as_data(problem: Problem) -> dict[str, object]:
    """The problem as plain values for another program, by the names of the JSON."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "part": problem.part,
        "where": problem.where,
        "cell": problem.cells[0] if problem.cells else problem.where,
        "cells": list(problem.cells),
        "message": problem.message,
        "expected": problem.expected,
        "found": problem.found,
        "difference": problem.difference,
        "hint": problem.hint,
        "explained": problem.explained,
    }
