"""The Jinja that fills a template: it parses names, loops and conditions, and reaches nothing but the tags.

Templates come here with their tags read and proved and no other brace left. These are walls behind that one, for
the day that it has a hole: a tree of other nodes is refused, a name is looked up among the tags and is never an
attribute of an object, nothing can be called, and what would come out too long is never begun.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from juesuan.wording import tag_nodes
from juesuan.wording.tag_controls import COUNTED, LOOP
from juesuan.wording.tags import Tag, Tree

MOST_LETTERS = 10_000_000
"""The XML of a filled part; that of a department with forty projects has 500,000."""
_STEP = 20
"""Whatever is met counts as so many letters more, for the time that it takes."""


class TooLongError(Exception):
    """What the loops of the template would make is longer than any report."""


class TagEnvironment(SandboxedEnvironment):
    """Fills what holds the tags of a tree and nothing else."""

    def __init__(self, tree: Tree, held: Mapping[int, str]) -> None:
        """Everything printed goes through ``held``, so that no text can be taken for a tag afterwards."""
        # Without autoescape "A&B" loses its end, without StrictUndefined a misspelt tag prints nothing: silently.
        super().__init__(
            undefined=StrictUndefined,
            autoescape=True,
            optimized=False,
            finalize=lambda value: str(value).translate(held),
        )
        self.tree = tree
        self.globals, self.filters, self.tests = {}, {}, {}

    def from_string(self, source: Any, *_arguments: Any, **_named: Any) -> Any:
        """The template. Raises NotPlainError where it does more than name, TooLongError where it would not end."""
        parsed, code = _compiled(source)
        _length(parsed.body, self.tree, {})
        return self.template_class.from_code(self, code, self.make_globals(None), None)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What a tag or a group of tags has under a name; of a loop, where it stands. No attribute of anything."""
        if isinstance(obj, LoopContext) and argument in COUNTED:
            return getattr(obj, argument)
        held = _members(obj)
        return held[argument] if argument in held else self.undefined(obj=obj, name=argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The same: there is no other way to a tag."""
        return self.getitem(obj, attribute)

    def call(self, *_arguments: Any, **_named: Any) -> NoReturn:
        """Nothing is ever called."""
        raise SecurityError


@lru_cache(maxsize=16)
def _compiled(source: str) -> tuple[nodes.Template, CodeType]:
    """The tree of a template, proved, and its code. Both come from its text alone, whatever the tags are.

    The desk and the reports of a county fill the same text again and again. Raises NotPlainError.
    """
    environment = TagEnvironment({}, {})
    parsed = environment.parse(source)
    _prove(parsed.body)
    return parsed, environment.compile(parsed)


def _members(value: object) -> Mapping[str, Any]:
    if isinstance(value, Tag):
        return value.members
    return value if isinstance(value, Mapping) else {}


def _prove(body: Iterable[nodes.Node]) -> None:
    """Raises NotPlainError for anything but text, names, loops over names and conditions."""
    for node in body:
        match node:
            case nodes.TemplateData():
                pass
            case nodes.Output():
                _prove(node.nodes)
            case nodes.For(target=nodes.Name(), else_=[], test=None, recursive=False):
                tag_nodes.parts(node.iter)
                _prove(node.body)
            case nodes.If():
                tuple(tag_nodes.tested_names(node.test))
                _prove((*node.body, *node.elif_, *node.else_))
            case _:
                tag_nodes.parts(node)


_Names = dict[nodes.Node, tuple[str, ...]]


def _length(body: Iterable[nodes.Node], scope: Tree, names: _Names) -> int:
    """At most so many letters come of it: every branch counts as taken. Raises TooLongError above the bound.

    ``names`` are those that were met already.
    """
    total = 0
    for node in body:
        total += _STEP
        match node:
            case nodes.TemplateData():
                total += len(node.data)
            case nodes.Output():
                total += _length(node.nodes, scope, names)
            case nodes.If():
                total += _length((*node.body, *node.elif_, *node.else_), scope, names)
            case nodes.For(target=nodes.Name(name=variable)):
                for each in _listed(_found(node.iter, scope, names)):
                    inside = {**scope, LOOP: {}, variable: each}
                    total += _STEP + _length(node.body, inside, names)
                    _bound(total)
            case _:
                total += len(str(_found(node, scope, names)))
        _bound(total)
    return total


def _bound(letters: int) -> None:
    if letters > MOST_LETTERS:
        raise TooLongError


def _found(node: nodes.Node, scope: Tree, names: _Names) -> object:
    """What a name stands for, or a blank where there is none, which is told when it is printed."""
    if node not in names:
        names[node] = tag_nodes.parts(node)
    value: object = scope
    for part in names[node]:
        value = _members(value).get(part, "")
    return value


def _listed(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else ()
