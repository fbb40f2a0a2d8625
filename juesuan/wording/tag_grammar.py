"""The grammar of a template: a name that is printed, a loop over a list, a condition over names; nothing else.

Each tag is read, none is evaluated. What fills a template parses it once more and holds the same grammar there.
"""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from juesuan.wording.tag_controls import COUNTED, LOOP, is_plain
from juesuan.wording.template import in_chinese

LONGEST, MOST, DEEPEST = 400, 5_000, 10
"""Characters of a tag, tags of a template, loops and conditions that stand in one another."""
CONDITIONS = "条件里只能写名称、and、or、not 和与整数的比较"
_DOTTED = re.compile(r"\w+(?:\.\w+)+")
_TESTED = r"(?!(?:and|or|not)\b)\b[^\W\d]\w*(?:\.\w+)*"
_TEST = rf"(?:not\s+)?{_TESTED}(?:\s*(?:[=!<>]=|[<>])\s*\d{{1,9}})?"
_SIMPLE = re.compile(rf"{_TEST}(?:\s+(?:and|or)\s+{_TEST})*")
_HOWS = {"eq", "ne", "lt", "lteq", "gt", "gteq"}


class NotPlainError(Exception):
    """A tag does something else than name."""


class ConditionError(Exception):
    """A condition is written wrongly; the message says how, in Chinese."""


def condition(rest: str) -> tuple[str, ...]:
    """The names in a condition. Raises ConditionError where there is more than that, or less."""
    if len(rest) > LONGEST:
        raise ConditionError(CONDITIONS)
    names = tuple(re.findall(_TESTED, rest)) if _SIMPLE.fullmatch(rest) else ()
    if names and all(is_plain(name) and name.partition(".")[0] != LOOP for name in names):
        return names  # without Jinja, which takes a hundred times as long
    try:
        (tested,) = Environment(autoescape=True).parse(f"{{% if {spelt(rest)} %}}{{% endif %}}").body
        return tuple(tested_names(tested.test)) if isinstance(tested, nodes.If) else ()
    except TemplateSyntaxError as caught:
        raise ConditionError(in_chinese(str(caught.message))) from None
    except (NotPlainError, ValueError, RecursionError):
        raise ConditionError(CONDITIONS) from None


def spelt(words: str) -> str:
    """The words as Jinja is to read them: what follows a dot is looked up by its letters, digits first or not."""
    return _DOTTED.sub(lambda found: _looked_up(*found[0].split(".")), words)


def _looked_up(first: str, *others: str) -> str:
    return first + "".join(f"['{each}']" for each in others)


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
    """The parts of a name as ``spelt``. Raises NotPlainError for anything else."""
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
