"""Drawings of a Word file: which pictures they hold, how large, and in what words."""

import re

from lxml import etree

from juesuan.wordxml import VML, WP, A, R, W

DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})

_EMU_PER_MM = 36_000
_MM = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96}


def picture_ids(drawing: etree._Element) -> list[str]:
    """Return the relationship ids of the pictures; an empty id stands for a picture kept outside the file."""
    ids = [blip.get(R + "embed", "") for blip in drawing.iter(A + "blip")]
    return ids + [image.get(R + "id", "") for image in drawing.iter(VML + "imagedata")]


def alt(drawing: etree._Element) -> str:
    """Return the alternative text."""
    described = next(drawing.iter(WP + "docPr"), None)
    if described is not None:
        return described.get("descr", "")
    shape = next(drawing.iter(VML + "shape"), None)
    return "" if shape is None else shape.get("alt", "")


def size(drawing: etree._Element) -> tuple[float, float]:
    """Return width and height in mm, 0 where the file does not say."""
    extent = next(drawing.iter(WP + "extent"), None)
    if extent is not None:
        return _mm(extent.get("cx", "")), _mm(extent.get("cy", ""))
    shape = next(drawing.iter(VML + "shape"), None)
    look = "" if shape is None else shape.get("style", "")
    found = re.findall(r"(?:^|;)\s*(width|height):\s*(\d+(?:\.\d+)?)(pt|in|cm|mm|px)", look)
    sizes = {name: float(number) * _MM[unit] for name, number, unit in found}
    return sizes.get("width", 0.0), sizes.get("height", 0.0)


def _mm(emu: str) -> float:
    return int(emu) / _EMU_PER_MM if emu.isdecimal() else 0.0
