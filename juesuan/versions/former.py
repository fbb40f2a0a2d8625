"""What the figures of a report were in earlier versions, for texts in which such a number still stands."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan.model.corrections import FormerPrint, FormerPrints
from juesuan.versions import store
from juesuan.versions.content import Printed

_MOST = 20
"""So many prints of a figure are known at most, the newest: whoever tries numbers out is not held to each."""


class _Kept(Struct, frozen=True):
    """The part of a version's content, see ``content.Content``, that says how its figures are printed."""

    figures: Mapping[str, Printed]
    former: FormerPrints | None = None


def former(year: Path) -> FormerPrints:
    """Every print that a figure has had in the versions of a year's output folder, by its name, the newest first.

    A version carries those before it, so that the last one is enough; one that is damaged is passed over.
    """
    found: dict[str, dict[FormerPrint, None]] = {}
    for kept in _kept(year):
        for name, prints in (*_prints(kept.figures), *(kept.former or {}).items()):
            found.setdefault(name, {}).update(dict.fromkeys(prints))
        if kept.former is not None:
            break
    return {name: tuple(islice(prints, _MOST)) for name, prints in found.items()}


def changed(earlier: FormerPrints, figures: Mapping[str, Printed]) -> FormerPrints:
    """The earlier prints without those that ``figures`` have now; a figure that is gone keeps all of its own."""
    now = dict(_prints(figures))
    kept = {
        name: tuple(each for each in prints if each not in now.get(name, ())) for name, prints in earlier.items()
    }
    return {name: prints for name, prints in kept.items() if prints}


def _prints(figures: Mapping[str, Printed]) -> Iterator[tuple[str, tuple[FormerPrint, ...]]]:
    return ((name, (FormerPrint(each.text, each.yuan),)) for name, each in figures.items())


def _kept(year: Path) -> Iterator[_Kept]:
    """The figures of the versions, the newest first."""
    for version in reversed(store.of(year)):
        try:
            yield msgspec.json.decode(store.kept(year, version.content) or b"", type=_Kept)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
