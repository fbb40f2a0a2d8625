"""The looks of an .xlsx by number: which of them a proposed cell takes on once it is confirmed."""

from collections.abc import Mapping

from lxml import etree

from juesuan.year.workbook_styles import INPUT, PROPOSED

_FILL = "fillId"


def confirmed_looks(styles: etree._Element) -> Mapping[str, str]:
    """For the number of each look that is proposed, that of the look that differs only in its yellow.

    Those of which the workbook has no such other are left out: nothing is added to its looks.
    """
    fills, looks = styles.find("{*}fills"), styles.find("{*}cellXfs")
    if fills is None or looks is None:
        return {}
    colours = [_colour(fill) for fill in fills.iterfind("{*}fill")]
    yellows = [
        (str(number), colours[int(fill)], _but_for_fill(look))
        for number, look in enumerate(looks.iterfind("{*}xf"))
        if (fill := look.get(_FILL, "")).isdecimal() and int(fill) < len(colours)
    ]
    own = {key: number for number, colour, key in reversed(yellows) if colour == INPUT}
    return {number: own[key] for number, colour, key in yellows if colour == PROPOSED and key in own}


def _colour(fill: etree._Element) -> str:
    """The colour of a fill as the styles of the form have it: #FFE699; empty for none."""
    colour = next(fill.iter("{*}fgColor"), None)
    return "" if colour is None else f"#{colour.get('rgb', '')[-6:].upper()}"


def _but_for_fill(look: etree._Element) -> bytes:
    other = etree.fromstring(etree.tostring(look))
    del other.attrib[_FILL]
    return etree.tostring(other, method="c14n")
