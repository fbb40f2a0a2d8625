"""Tags: Chinese names that print a text, alone or in groups, and their place inside the officer's own texts.

A tag in a text is a name and nothing else; it is looked up, never evaluated.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from juesuan import phrases
from juesuan.model import Cell, Text
from juesuan.problems import Problem, error

_TAG = re.compile(r"[{｛]{2}(.*?)[}｝]{2}")
_NAME = re.compile(r"\w+(\.\w+)*")

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tag:
    """A text with texts of its own: {{ 三公经费.公务接待费 }} and {{ 三公经费.公务接待费.占比 }}."""

    text: str
    members: Mapping[str, Any] = field(default_factory=dict)
    holds: bool = True
    """False where the number is nil, so that a template can leave its sentence out."""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        """What jinja puts into the XML."""
        # docxtpl turns {_{ into {{ after rendering; an end mark between keeps what a person typed.
        return escape(self.text.replace("{_", "{" + phrases.END + "_"))

    def __bool__(self) -> bool:
        return self.holds

    def __getitem__(self, name: str) -> Any:
        return self.members[name]


NOTHING = Tag("", holds=False)


def names(tree: object, prefix: str = "") -> Iterator[str]:
    """Every dotted name below ``tree`` that prints something."""
    members = tree.members if isinstance(tree, Tag) else tree
    if isinstance(tree, Tag | str) and prefix:
        yield prefix
    if isinstance(members, Mapping):
        for name, value in members.items():
            yield from names(value, f"{prefix}.{name}" if prefix else name)


@dataclass(frozen=True, slots=True)
class Filler:
    """Replaces the tags of a text by what they print; names only, nothing is evaluated."""

    tree: Tree
    problems: list[Problem]

    def __call__(self, text: str, cell: Cell) -> str:
        """The text with its tags replaced; a tag that does not exist is told with its place."""
        return _TAG.sub(lambda match: self._printed(match[1].strip(), match[0], cell), text)

    def text(self, text: Text | None) -> Tag:
        """The text as a tag; a blank one is there, prints nothing and does not hold."""
        return Tag(self(text.text, text.cell)) if text else NOTHING

    def _printed(self, name: str, typed: str, cell: Cell) -> str:
        found = look_up(self.tree, name) if _NAME.fullmatch(name) else None
        if found is not None:
            return found
        if _NAME.fullmatch(name):
            self.problems.append(unknown(name, self.tree, cell))
        else:
            self.problems.append(
                error("T11", cell, f"标签“{typed}”里只能写名称", "如 {{ 业务.名称 }}；不是标签就去掉花括号。")
            )
        return typed


def look_up(tree: Tree, name: str) -> str | None:
    """What the dotted ``name`` prints, or None."""
    value: object = tree
    for part in name.split("."):
        members = value.members if isinstance(value, Tag) else value
        if not isinstance(members, Mapping) or part not in members:
            return None
        value = members[part]
    return str(value) if isinstance(value, Tag | str) else None


def unknown(name: str, tree: Tree, where: object) -> Problem:
    """The tag does not exist; the nearest name is said."""
    near = difflib.get_close_matches(name, list(names(tree)), n=1, cutoff=0.4)
    advice = f"最接近的是 {{{{ {near[0]} }}}}。" if near else "请查对名称。"
    return error("T10", where, f"没有标签 {{{{ {name} }}}}", advice)
