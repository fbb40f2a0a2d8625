"""Equations as a line of text: 3/4, √2, 10⁵; one that no line of text can show is empty.

Word has two kinds: those of its own editor (`m:oMath`), and fields that begin with EQ, which WPS writes, too.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from juesuan.model import raised
from juesuan.ooxml.elements import M

_LOOKS = {
    M + name for name in ("fPr", "radPr", "sSupPr", "sSubPr", "sSubSupPr", "dPr", "rPr", "ctrlPr", "oMathParaPr")
}
_SHOWN = {M + name for name in ("e", "num", "den", "oMath", "box")}
_WORD = re.compile(r"[\w.%％]+")


class _Unshown(Exception):  # noqa: N818 - it never leaves this module
    """Raised where a part of an equation has no line of text."""


def line(equation: etree._Element) -> str:
    """The equation as a line of text; empty where there is none."""
    try:
        return _shown(equation).strip()
    except _Unshown:
        return ""


def _shown(element: etree._Element) -> str:
    return "".join(_child(child) for child in element if child.tag not in _LOOKS)


def _child(child: etree._Element) -> str:
    if child.tag in _FORMS:
        return _FORMS[str(child.tag)](child)
    if child.tag == M + "r":
        return "".join(text.text or "" for text in child.iter(M + "t"))
    if child.tag in _SHOWN:
        return _shown(child)
    if "".join(map(str, child.itertext())).strip():
        raise _Unshown
    return ""


def _part(element: etree._Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else _shown(found).strip()


def _whole(words: str) -> str:
    """The words so that what stands beside them does not run into them."""
    return words if _WORD.fullmatch(words) else f"({words})"


def _of_fraction(element: etree._Element) -> str:
    return _fraction(_part(element, "num"), _part(element, "den"))


def _fraction(above: str, below: str) -> str:
    if not above or not below:
        raise _Unshown
    return f"{_whole(above)}/{_whole(below)}"


def _at(level: raised.Level, words: str) -> str:
    made = raised.shifted(words, level)
    if words and not made:
        raise _Unshown
    return made


def _of_power(element: etree._Element) -> str:
    base = _whole(_part(element, "e"))
    return base + _at("subscript", _part(element, "sub")) + _at("superscript", _part(element, "sup"))


def _of_root(element: etree._Element) -> str:
    degree = _at("superscript", _part(element, "deg"))
    return f"{degree}√{_whole(_part(element, 'e'))}"


def _of_brackets(element: etree._Element) -> str:
    properties = element.find(M + "dPr")
    ends = [None if properties is None else properties.find(M + name) for name in ("begChr", "endChr")]
    first, last = (usual if end is None else end.get(M + "val", "") for end, usual in zip(ends, "()", strict=True))
    return first + ",".join(_shown(each).strip() for each in element.iterfind(M + "e")) + last


_FORMS: Mapping[str, Callable[[etree._Element], str]] = {
    M + "f": _of_fraction,
    M + "sSup": _of_power,
    M + "sSub": _of_power,
    M + "sSubSup": _of_power,
    M + "rad": _of_root,
    M + "d": _of_brackets,
}

# ---- fields

_SWITCH = re.compile(
    r"\s*\\(f|r|o|s)((?:\s*\\(?:ac|al|ar|up|do)\s*\d*)*)\s*[(（](.*)[)）]\s*", re.IGNORECASE | re.DOTALL
)
_CIRCLED = {str(number): chr(0x2460 + number - 1) for number in range(1, 21)}
_RINGS = set("○〇◯O")


def of_field(instruction: str) -> str | None:
    r"""The line of text of a field by its instruction: EQ \f(3,4) is 3/4; empty where there is none.

    None for a field of another kind.
    """
    name, _, rest = instruction.strip().partition(" ")
    if name.upper() != "EQ" and not name.upper().startswith("EQ\\"):
        return None
    found = _SWITCH.fullmatch(rest if name.upper() == "EQ" else instruction.strip()[2:])
    if found is None or "\\" in found[3]:
        return ""
    parts = [part.strip() for part in re.split("[,，;；]", found[3])]
    try:
        return _switched(found[1].lower(), found[2].lower(), parts)
    except _Unshown:
        return ""


def _switched(form: str, options: str, parts: Iterable[str]) -> str:
    match form, [*parts]:
        case "f", [above, below]:
            return _fraction(above, below)
        case "r", [inside]:
            return f"√{_whole(inside)}"
        case "r", [degree, inside]:
            return (_at("superscript", degree) if degree else "") + f"√{_whole(inside)}"
        case "o", [first, second] if {first, second} & _RINGS:
            return _CIRCLED.get(second if first in _RINGS else first, "")
        case "s", [words] if "\\up" in options or "\\do" in options:
            return _at("superscript" if "\\up" in options else "subscript", words)
    return ""
