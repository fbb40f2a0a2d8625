"""The charts of the last run, kept with its version: one that shows the same again is not drawn again."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from charts.data import Chart, Drawing
from juesuan.model.identity import digest
from juesuan.versions import content, store


def key(chart: Chart) -> str:
    """What decides how a chart looks: what it shows, and the program."""
    return digest(f"{store.program()} {chart!r}".encode())


def dumped(drawn: Mapping[Chart, Drawing]) -> Mapping[str, bytes]:
    """The drawing of each chart as it is kept, by its ``key``."""
    return {key(chart): msgspec.json.encode(drawing) for chart, drawing in drawn.items()}


def known(year: Path, charts: Iterable[Chart]) -> Mapping[str, Drawing]:
    """Those of the charts that the last run has drawn, by name."""
    said = content.last(year)
    found = {}
    for chart in charts if said else ():
        place = said.drawings.get(key(chart), "") if said else ""
        drawing = _loaded(store.kept(year, place) or b"") if place else None
        if drawing is not None:
            found[chart.name] = drawing
    return found


def _loaded(data: bytes) -> Drawing | None:
    """None where the JSON is not one of this program."""
    try:
        return msgspec.json.decode(data, type=Drawing)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
