"""The folders of all years are looked at several times a second: a file that was saved makes the desk check anew.

File times are asked for, because no other way works on every system and on shared drives; it costs microseconds.
"""

import asyncio
from contextlib import suppress

from juesuan.app.desk import stamps
from juesuan.app.desk.desk import Desk
from juesuan.app.desk.stamps import Stamp
from juesuan.app.desk.year_state import YearState

_PAUSE = 0.06
"""The seconds between two looks; a file counts as saved once two looks find it the same."""


async def watch(desk: Desk) -> None:
    """Watches without end, and tells the events saved and checked."""
    seen = await asyncio.to_thread(_stamps, desk)
    checked = dict(seen)
    while True:
        await asyncio.sleep(_PAUSE)
        now = await asyncio.to_thread(_stamps, desk)
        for number in [each for each, stamp in now.items() if stamp == seen.get(each) != checked.get(each)]:
            checked[number] = now[number]
            await asyncio.to_thread(_look, desk.kept[number])
        seen = now


def _stamps(desk: Desk) -> dict[int, Stamp]:
    """The stamps of the years that somebody has opened."""
    found = {}
    for number, state in tuple(desk.kept.items()):
        with suppress(OSError):
            found[number] = (*stamps.of_inputs(state.folder, state.output), *stamps.of_outputs(state.outputs))
    return found


def _look(state: YearState) -> None:
    """Has the year checked anew; what fails there fails again, and is told, where a page asks for it."""
    if state.is_stale:
        state.events.tell(state.year, "saved")
    with suppress(Exception):
        state.known()
    state.events.tell(state.year, "checked")
