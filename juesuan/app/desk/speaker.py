"""The voice of a run at the desk: each step is an event; a run that a newer save overtakes ends at the next."""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from juesuan.app.desk.events import Events

Result = TypeVar("Result")


class Overtaken(Exception):  # noqa: N818 - the name is the reason
    """The files that a run has read were saved anew meanwhile: what it would make is out of date."""


class Speaker(Struct, frozen=True):
    """The voice of one run of a year."""

    events: Events
    year: int
    is_overtaken: Callable[[], bool]

    def step(self, name: str, work: Callable[[], Result], said: Callable[[Result], str] = lambda _: "") -> Result:
        """What ``work`` returns; the event step is told before. Raises Overtaken in its place where that holds."""
        if self.is_overtaken():
            raise Overtaken
        self.events.tell(self.year, "step", name)
        result = work()
        if words := said(result):
            self.events.tell(self.year, "step", f"{name}：{words}")
        return result

    def bar(self, total: int) -> Callable[[object], None]:  # noqa: ARG002 - a page shows the step, not its parts
        """A function that says nothing."""
        return lambda _: None

    def say(self, line: str) -> None:
        """Tells the line as the event step."""
        self.events.tell(self.year, "step", line)
