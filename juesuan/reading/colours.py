"""Whether letters can be told from the ground they stand on."""

from collections.abc import Sequence
from functools import lru_cache

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 255."""

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
_LEAST = 1.5
"""The contrast below which nobody sees what is written; grey of a quarter on white has 1.8, black 21."""


def of_hex(words: str) -> Colour | None:
    """The colour of six digits, whatever stands before them: FFFFFBE6, #fffbe6; None for other words."""
    try:
        red, green, blue = bytes.fromhex(words[-6:])
    except ValueError:
        return None
    return red, green, blue


@lru_cache(maxsize=1024)
def is_faint(letters: Colour | None, ground: Colour | None) -> bool:
    """Whether letters of a colour are not seen on a ground, by the contrast of WCAG 2 (1.4.3).

    Of a colour that is not known (None) nothing is said.
    """
    if letters is None or ground is None:
        return False
    dark, light = sorted((_brightness(letters), _brightness(ground)))
    return (light + 0.05) / (dark + 0.05) < _LEAST


def _brightness(colour: Sequence[float]) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    parts = (each / 255 for each in colour)
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
