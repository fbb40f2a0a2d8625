"""Other hands: what people changed in a Word file of the program, carried over into the next one."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from juesuan.hands.applying import SHEET
    from juesuan.hands.carrying import Carried, Kept, carry
    from juesuan.hands.comparing import edits
    from juesuan.hands.edit import Edit, Kind, State
    from juesuan.hands.joining import joined

__all__ = ["SHEET", "Carried", "Edit", "Kept", "Kind", "State", "carry", "edits", "joined"]

_PLACES = {
    "SHEET": "applying",
    "State": "edit",
    "Carried": "carrying",
    "Kept": "carrying",
    "carry": "carrying",
    "edits": "comparing",
    "Edit": "edit",
    "Kind": "edit",
    "joined": "joining",
}


def __getattr__(name: str) -> Any:
    """What is asked for, loaded only then: a run without edits by hand needs little of the package."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
