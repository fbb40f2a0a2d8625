"""The charts of the last run, kept with its version: one that shows the same again is not drawn again."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from charts.data import Chart, Drawing
from juesuan.model.identity import digest
from juesuan.versions import content, store


def key(chart: Chart) -> str:
    """What decides how a chart looks: what it shows, and the program."""
    return digest(f"{store.program()} {chart!r}".encode())


def dumped(drawing: Drawing) -> bytes:
    """As JSON."""
    pictures = {name: base64.b64encode(data).decode() for name, data in _pictures(drawing).items()}
    return json.dumps(asdict(drawing) | pictures, ensure_ascii=False).encode()


def _pictures(drawing: Drawing) -> Mapping[str, bytes]:
    return {"png": drawing.png, "svg": drawing.svg}


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
        drawing = Drawing(**json.loads(data))
        return replace(drawing, png=base64.b64decode(drawing.png), svg=base64.b64decode(drawing.svg))
    except (ValueError, TypeError):
        return None
