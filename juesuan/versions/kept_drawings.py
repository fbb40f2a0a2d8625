"""The drawings of the charts, kept with each version: a chart that shows the same again is not drawn again."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from charts.data import Chart, Drawing
from juesuan.model.identity import digest
from juesuan.versions import content, store


def key(chart: Chart) -> str:
    """The key of a chart's drawing: a digest of all that decides how it looks, its data and the program."""
    return digest(f"{store.program()} {chart!r}".encode())


def dumped(drawn: Mapping[Chart, Drawing]) -> Mapping[str, bytes]:
    """The drawing of each chart as JSON to be kept, by the chart's ``key``."""
    return {key(chart): msgspec.json.encode(drawing) for chart, drawing in drawn.items()}


def known(year: Path, charts: Iterable[Chart]) -> Mapping[str, Drawing]:
    """The kept drawings of those ``charts`` that look as in the last version, by the charts' names.

    ``year`` is the output folder of the year.
    """
    said = content.last(year)
    found = {}
    for chart in charts if said else ():
        place = said.drawings.get(key(chart), "") if said else ""
        drawing = loaded(store.kept(year, place) or b"") if place else None
        if drawing is not None:
            found[chart.name] = drawing
    return found


def shown(year: Path, said: content.Content) -> Mapping[str, Drawing]:
    """The kept drawings of a version by the digests of their pictures (PNG); ``said`` is what the version says."""
    found = (loaded(store.kept(year, place) or b"") for place in said.drawings.values())
    return by_picture(each for each in found if each)


def by_picture(drawings: Iterable[Drawing]) -> Mapping[str, Drawing]:
    """The drawings by the digests of their pictures (PNG)."""
    return {digest(each.png): each for each in drawings if each.png}


def loaded(data: bytes) -> Drawing | None:
    """The drawing that the JSON holds; None where it is no JSON of this program."""
    try:
        return msgspec.json.decode(data, type=Drawing)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
