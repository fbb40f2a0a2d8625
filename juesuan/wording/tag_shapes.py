"""What a template may name: which tags there are, what stands in them, and what a loop runs over."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from msgspec import Struct, field

from juesuan.model import values
from juesuan.wording.tag_forms import NumberForm
from juesuan.wording.tags import Late, Tag, form_of


class Shape(Struct, frozen=True):
    """What a name is for a template, whatever it prints today: if it prints, what is in it, what it repeats."""

    prints: bool = False
    members: Mapping[str, "Shape"] = field(default_factory=dict)
    each: "Shape | None" = None
    """What a loop over it meets each time; None where there is nothing to loop over."""
    form: NumberForm | None = None
    """How its number is printed; None for words."""
    is_negative: bool = False
    """Whether its number is negative today, or one of them in a list."""


NOTHING = Shape()
"""The shape of what neither prints nor holds anything."""


def of(value: Any, form: NumberForm | None = None) -> Shape:
    """The shape of a tag, a group of tags or a list of them; ``form`` is that of its number."""
    if isinstance(value, list):
        each = (of(one, one.form if isinstance(one, Tag) else None) for one in value)
        return Shape(each=reduce(union, each, NOTHING))
    members = value.members if isinstance(value, Tag) else value if isinstance(value, Mapping) else {}
    return Shape(
        prints=isinstance(value, Tag | str | int),
        members=Late(members, lambda name: of(members[name], form_of(name, members[name], value))),
        form=form,
        is_negative=form is not None and values.plain(str(value)).startswith("-"),
    )


def union(one: Shape, other: Shape) -> Shape:
    """The shape that has what either of two shapes has."""

    def member(name: str) -> Shape:
        shapes = [shape.members[name] for shape in (one, other) if name in shape.members]
        return reduce(union, shapes)

    each = union(one.each, other.each) if one.each and other.each else one.each or other.each
    members = Late((*one.members, *other.members), member)
    form = one.form if other.form in {None, one.form} else other.form if one.form is None else None
    return Shape(one.prints or other.prints, members, each, form, one.is_negative or other.is_negative)


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
