"""What happens while pages are open, told to all of them: server-sent events, from any thread."""

import asyncio
import json
from collections.abc import AsyncIterator

from msgspec import Struct, field

NO_YEAR = 0
"""Stands for the year of what happens on a page that is of no year."""
_ALIVE = 15.0
"""The seconds after which a line is sent though nothing happened, so that a page that is gone is noticed."""
_MOST_WAITING = 1_000
"""The events that a page which does not listen is kept; then the oldest is forgotten."""


class Event(Struct, frozen=True):
    """Something that happened, to a year or on a page of none."""

    year: int
    """The year, or ``NO_YEAR`` for what belongs to none."""
    name: str
    """One of those that the package's docstring lists, such as checked."""
    said: str = ""
    """Words for the officer, such as the name of the step that runs."""

    @property
    def sent(self) -> str:
        """The event as it is sent."""
        data = json.dumps({"year": self.year, "said": self.said}, ensure_ascii=False)
        return f"event: {self.name}\ndata: {data}\n\n"


class _Listener(Struct, frozen=True):
    loop: asyncio.AbstractEventLoop
    waiting: "asyncio.Queue[Event]"

    def hear(self, event: Event) -> None:
        if self.waiting.full():
            self.waiting.get_nowait()
        self.waiting.put_nowait(event)


class Events(Struct, frozen=True):
    """The open pages that listen, and how they are told."""

    listeners: set[_Listener] = field(default_factory=set)

    def tell(self, year: int, name: str, said: str = "") -> None:
        """Tells every listener; may be called from any thread."""
        event = Event(year, name, said)
        for each in tuple(self.listeners):
            if not each.loop.is_closed():
                each.loop.call_soon_threadsafe(each.hear, event)

    async def heard(self) -> AsyncIterator[str]:
        """What is sent to one listener, without end; the first line says that it listens."""
        listener = _Listener(asyncio.get_running_loop(), asyncio.Queue(_MOST_WAITING))
        self.listeners.add(listener)
        try:
            yield ": 听着\n\n"
            while True:
                try:
                    yield (await asyncio.wait_for(listener.waiting.get(), _ALIVE)).sent
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self.listeners.discard(listener)
