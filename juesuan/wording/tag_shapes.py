"""What a template may name: which tags there are, what stands in them, and what a loop runs over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from juesuan.wording.tags import Tag


@dataclass(frozen=True, slots=True)
class Shape:
    """What a name is for a template, whatever it prints today: if it prints, what is in it, what it repeats."""

    prints: bool = False
    members: Mapping[str, "Shape"] = field(default_factory=dict)
    each: "Shape | None" = None
    """What a loop over it meets each time; None where there is nothing to loop over."""


NOTHING = Shape()
"""The shape of what neither prints nor holds anything."""


def of(value: Any) -> Shape:
    """The shape of a tag, a group of tags or a list of them."""
    if isinstance(value, list):
        return Shape(each=reduce(union, map(of, value), NOTHING))
    members = value.members if isinstance(value, Tag) else value if isinstance(value, Mapping) else {}
    return Shape(
        prints=isinstance(value, Tag | str | int), members={name: of(each) for name, each in members.items()}
    )


def union(one: Shape, other: Shape) -> Shape:
    """The shape that has what either of two shapes has."""
    shared = {
        name: union(shape, other.members[name]) for name, shape in one.members.items() if name in other.members
    }
    each = union(one.each, other.each) if one.each and other.each else one.each or other.each
    return Shape(one.prints or other.prints, {**one.members, **other.members, **shared}, each)


def names(shape: Shape, prefix: str = "") -> Iterator[str]:
    """Every dotted name in the shape that prints something."""
    if shape.prints and prefix:
        yield prefix
    for name, member in shape.members.items():
        yield from names(member, f"{prefix}.{name}" if prefix else name)


def find(shape: Shape, parts: Iterable[str]) -> Shape | None:
    """The shape that the parts of a name lead to; None where they lead nowhere."""
    found: Shape | None = shape
    for part in parts:
        found = found.members.get(part) if found else None
    return found
