"""Other hands: what people changed in a Word file of the program, carried over into the next one."""

from juesuan.hands.applying import SHEET
from juesuan.hands.carrying import Carried, Kept, carry
from juesuan.hands.comparing import edits
from juesuan.hands.edit import Edit, Kind, State
from juesuan.hands.joining import joined

__all__ = ["SHEET", "Carried", "Edit", "Kept", "Kind", "State", "carry", "edits", "joined"]
