"""A paragraph of a template as its parts: words, names, conditions, loops; and the parts as they are written."""

from collections.abc import Iterator, Sequence

from jinja2 import nodes

Part = str | nodes.Node
"""Words, or a name, a condition or a loop."""


def parts(body: Sequence[nodes.Node]) -> Iterator[Part]:
    """Words, names, conditions and loops, in order."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (each.data if isinstance(each, nodes.TemplateData) else each for each in node.nodes)
        else:
            yield node


def dotted(node: nodes.Node) -> str:
    """The dotted name that a node is; empty for anything else."""
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def source(part: Part) -> str:
    """A part as it stands in a template; a loop or a condition that cannot be written back as words is empty."""
    match part:
        case str():
            return part
        case nodes.Name() | nodes.Getattr():
            return f"{{{{ {dotted(part)} }}}}"
        case nodes.If():
            branches = [(f"if {_test(part.test)}", part.body)]
            branches += [(f"elif {_test(each.test)}", each.body) for each in part.elif_]
            branches += [("else", part.else_)] if part.else_ else []
            inside = "".join(f"{{% {head} %}}{_written(body)}" for head, body in branches)
            return f"{inside}{{% endif %}}"
        case nodes.For():
            return f"{{% for {dotted(part.target)} in {dotted(part.iter)} %}}{_written(part.body)}{{% endfor %}}"
    return ""


def _written(body: Sequence[nodes.Node]) -> str:
    return "".join(map(source, parts(body)))


def _test(node: nodes.Node) -> str:
    match node:
        case nodes.And():
            return f"{_test(node.left)} and {_test(node.right)}"
        case nodes.Or():
            return f"{_test(node.left)} or {_test(node.right)}"
        case nodes.Not():
            return f"not {_test(node.node)}"
    return dotted(node)
