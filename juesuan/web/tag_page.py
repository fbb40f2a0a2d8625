"""标签.html: every tag of a department with its meaning, what it prints now, and where it is used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import astuple

from juesuan.model.accounts import Accounts
from juesuan.model.editions import Edition
from juesuan.model.identity import About
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.values import Cell
from juesuan.web import page_style
from juesuan.wording import example, meanings, tag_list, tags, template_faults
from juesuan.wording.tags import Tree

_MOST_USES = 3


class TagRow(Struct, frozen=True):
    """A tag as the officer looks it up: a row of the page."""

    written: str
    """The tag as it is typed into a template or text, with its braces; a list as a loop."""
    meaning: str
    """The meaning in a few words; empty where none is known."""
    example: str
    """What it prints for the department of the example; empty for nothing."""
    now: str
    """What it prints for this department; empty for nothing."""
    used: tuple[str, ...]
    """The first places that use it, and how many there are where they are more."""


class TagGroup(Struct, frozen=True):
    """The tags whose names begin with the same word, under that word."""

    name: str
    rows: tuple[TagRow, ...]


def page(about: About, edition: Edition, accounts: Accounts, tree: Tree) -> str:
    """The HTML page 标签; ``tree`` are the tags of the department with what they print now."""
    return (
        page_style.environment("verification.css")
        .get_template("tags.html")
        .render(
            about=about,
            groups=groups(tree, used(edition, accounts, tree)),
            source="本单位的版式" if edition.template.is_own else f"“{edition.name}”版式",
            script=Markup((TEMPLATES / "tags.js").read_text(encoding="utf-8")),  # noqa: S704  # our own file
        )
    )


def groups(tree: Tree, uses: Mapping[str, Sequence[str]]) -> list[TagGroup]:
    """Every tag that prints something now or in the example, or that is used, with the department's own tags.

    ``tree`` are the tags of the department; ``uses`` are the places that use a tag, by its name.
    """
    examples, now = tag_list.tag_values(example.tree()), tag_list.tag_values(tree)
    general = [name for name in examples if _group(name) not in example.OWN]
    known = list(dict.fromkeys((*general, *now)))
    held = [name for name in known if _is_shown(name, (examples, now, uses))]
    lists = tag_list.lists((*examples, *now))
    rows = {
        name: _row(name, (examples, now, uses), is_list=name in lists)
        for name in sorted(held, key=tag_list.order(known))
    }
    found = groupby(rows.items(), key=lambda each: _group(each[0]))
    return [TagGroup(name, tuple(row for _, row in pairs)) for name, pairs in found]


_Known = tuple[Mapping[str, str], Mapping[str, str], Mapping[str, Sequence[str]]]
"""Three things by the name of a tag: what it prints in the example, what it prints now, and where it is used."""


def _is_shown(name: str, known: _Known) -> bool:
    examples, now, uses = known
    example = examples.get(meanings.general(name), "")
    return bool(example or now.get(name) or uses.get(name) or not meanings.is_member(name))


def _group(name: str) -> str:
    return tag_list.group(name)


def _row(name: str, known: _Known, *, is_list: bool) -> TagRow:
    examples, now, uses = known
    places = [*dict.fromkeys(uses.get(name, ()))]
    more = (f"等 {len(places)} 处",) if len(places) > _MOST_USES else ()
    return TagRow(
        written=tag_list.loop(name) if is_list else f"{{{{ {tag_list.written(name)} }}}}",
        meaning=meanings.of(name) or "",
        example=examples.get(meanings.general(name), ""),
        now=now.get(name, ""),
        used=(*places[:_MOST_USES], *more),
    )


# ---- where a tag is used


def used(edition: Edition, accounts: Accounts, tree: Tree) -> Mapping[str, list[str]]:
    """The places in the edition's template and in the officer's texts that use each tag, by the tag's name."""
    found: dict[str, list[str]] = defaultdict(list)
    shape = example.shape(tree)
    for use in template_faults.read(edition.template.data, "版式", shape).uses:
        found[use.name].append(f"版式“{use.place.heading}”{use.place.address}")
    for text, cell in _texts(accounts):
        for name in tags.named_in(text):
            found[name].append(str(cell))
    return found


def _texts(value: Any) -> Iterator[tuple[str, Cell]]:
    """Every text inside a value of the accounts, with the cell or paragraph it was written in."""
    text, cell = getattr(value, "text", None), getattr(value, "cell", None)
    if isinstance(text, str) and isinstance(cell, Cell):
        yield text, cell
        return
    yield from (each for part in _parts(value) for each in _texts(part))


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Struct):
        return astuple(value)
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple) else ()
