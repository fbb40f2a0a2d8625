"""The voice of a run, whoever listens: a terminal, see ``teller``, or the desk, see ``desk.speaker``."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Telling(Protocol):
    """What the steps of a run are told to."""

    def step(self, name: str, work: Callable[[], Result], said: Callable[[Result], str] = ...) -> Result:
        """What ``work`` returns; ``name`` and what ``said`` makes of it are told. A failure passes through."""

    def bar(self, total: int) -> Callable[[object], None]:
        """A function to be called once for each of ``total`` things done."""

    def say(self, line: str) -> None:
        """Tells a line, as it is."""
