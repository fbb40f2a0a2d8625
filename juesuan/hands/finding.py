"""Where a paragraph, a table or a row stands in a file that was made anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from juesuan.hands.edit import Sought
from juesuan.hands.pairing import NUMBERS_DIFFER, likeness, share, skeleton

_LEAST, _LEAST_BETWEEN_NEIGHBOURS = 0.55, 0.3
"""How much of the text must be there, alone and where what stands before and behind is the same."""
_NEIGHBOUR, _HEADING = 0.1, 0.08


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant."""

    text: str
    previous: str = ""
    following: str = ""
    path: tuple[str, ...] = ()


def sought(at: int, candidates: Sequence[Candidate]) -> Sought:
    """What is to be kept of the candidate at this place, so that it can be found again."""
    this = candidates[at]
    same = [place for place, each in enumerate(candidates) if skeleton(each.text) == skeleton(this.text)]
    others = (each.text for each in candidates if skeleton(each.text) != skeleton(this.text))
    near = sorted(
        {text for text in others if share(text, this.text) > _LEAST},
        key=lambda text: (-share(text, this.text), text),
    )
    return Sought(
        text=this.text,
        rivals=tuple(near[:_MOST_RIVALS]),
        previous=(this.previous,),
        following=(this.following,),
        path=this.path,
        nth=same.index(at),
    )


_MOST_RIVALS = 3


def find(meant: Sought, candidates: Sequence[Candidate], or_else: str | None = None) -> int | None:
    """The place of what is meant; ``or_else`` is a text it may have by now. None where it is no longer there."""
    best: tuple[float, float] | None = None
    found, nth = None, 0
    for place, each in enumerate(candidates):
        same = skeleton(each.text) == skeleton(meant.text)
        nth += same
        worth = _worth(meant, each, or_else)
        if worth is None:
            continue
        rank = worth, -abs(nth - 1 - meant.nth) if same else -len(candidates)
        if best is None or rank > best:
            best, found = rank, place
    return found


def _worth(meant: Sought, each: Candidate, or_else: str | None) -> float | None:
    texts = (meant.text,) if or_else is None else (meant.text, or_else)
    own = max(likeness(text, each.text) for text in texts)
    before = each.previous in meant.previous or skeleton(each.previous) in map(skeleton, meant.previous)
    behind = each.following in meant.following or skeleton(each.following) in map(skeleton, meant.following)
    least = _LEAST_BETWEEN_NEIGHBOURS if before and behind else _LEAST
    if own < NUMBERS_DIFFER and (
        max(share(text, each.text) for text in texts) < least
        or any(likeness(rival, each.text) > own for rival in meant.rivals)
    ):
        return None
    headed = [*map(skeleton, each.path)] == [*map(skeleton, meant.path)]
    return own + _NEIGHBOUR * (before + behind) + _HEADING * headed
