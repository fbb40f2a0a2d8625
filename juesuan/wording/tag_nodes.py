"""The tags of a template as Jinja parses them: each is names, or more than the grammar has."""

from collections.abc import Iterator

from jinja2 import Environment, nodes

from juesuan.wording.tag_controls import COUNTED, LOOP, is_plain

_HOWS = {"eq", "ne", "lt", "lteq", "gt", "gteq"}


class NotPlainError(Exception):
    """A tag does something else than name."""


def of_condition(spelt: str) -> tuple[str, ...]:
    """The names in a condition that is ``tag_grammar.spelt``.

    Raises NotPlainError or ValueError where it is more than names, TemplateSyntaxError where it is none.
    """
    (tested,) = Environment(autoescape=True).parse(f"{{% if {spelt} %}}{{% endif %}}").body
    return tuple(tested_names(tested.test)) if isinstance(tested, nodes.If) else ()


def tested_names(node: nodes.Node) -> Iterator[str]:
    """The names in a condition; raises NotPlainError for anything but those, and, or, not and comparisons."""
    match node:
        case nodes.And() | nodes.Or():
            yield from tested_names(node.left)
            yield from tested_names(node.right)
        case nodes.Not():
            yield from tested_names(node.node)
        case nodes.Compare(expr=compared, ops=[nodes.Operand(op=how, expr=nodes.Const(value=int()))]) if (
            how in _HOWS
        ):
            yield ".".join(parts(compared))
        case _:
            yield ".".join(parts(node))


def parts(node: nodes.Node) -> tuple[str, ...]:
    """The parts of a name as ``tag_grammar.spelt``. Raises NotPlainError for anything else."""
    found = tuple(_parts(node))
    if not is_plain(".".join(found)):
        raise NotPlainError
    if found[0] == LOOP and (len(found) != 2 or found[1] not in COUNTED):  # noqa: PLR2004 - loop and what it says
        raise NotPlainError
    return found


def _parts(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Name(ctx="load"):
            yield node.name
        case nodes.Getitem(node=holder, arg=nodes.Const(value=str(part))):
            yield from _parts(holder)
            yield part
        case _:
            raise NotPlainError
