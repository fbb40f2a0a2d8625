"""The grammar of a template: a name that is printed, a loop over a list, a condition over names; nothing else.

Each tag is read, none is evaluated. What fills a template parses it once more and holds the same grammar there.
"""

import re

from juesuan.wording.tag_controls import COUNTED, LOOP, is_plain
from juesuan.wording.template import in_chinese

LONGEST, MOST, DEEPEST = 400, 5_000, 10
"""Characters of a tag, tags of a template, loops and conditions that stand in one another."""
CONDITIONS = "条件里只能写名称、and、or、not 和与整数的比较"
_DOTTED = re.compile(r"\w+(?:\.\w+)+")
_TESTED = r"(?!(?:and|or|not)\b)\b[^\W\d]\w*(?:\.\w+)*"
_TEST = rf"(?:not\s+)?{_TESTED}(?:\s*(?:[=!<>]=|[<>])\s*\d{{1,9}})?"
_SIMPLE = re.compile(rf"{_TEST}(?:\s+(?:and|or)\s+{_TEST})*")


class ConditionError(Exception):
    """A condition is written wrongly; the message says how, in Chinese."""


def condition(rest: str) -> tuple[str, ...]:
    """The names in a condition. Raises ConditionError where there is more than that, or less."""
    if len(rest) > LONGEST:
        raise ConditionError(CONDITIONS)
    names = tuple(re.findall(_TESTED, rest)) if _SIMPLE.fullmatch(rest) else ()
    if names and all(is_plain(name) and _is_known_of_loop(name) for name in names):
        return names  # without Jinja, which takes a hundred times as long
    return _parsed(rest)


def _is_known_of_loop(name: str) -> bool:
    first, *others = name.split(".")
    return first != LOOP or (len(others) == 1 and others[0] in COUNTED)


def _parsed(rest: str) -> tuple[str, ...]:
    """The names in a condition, as Jinja reads it. Raises ConditionError."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - most templates need none of it, and a check neither

    from juesuan.wording import tag_nodes  # noqa: PLC0415 - as above

    try:
        return tag_nodes.of_condition(spelt(rest))
    except TemplateSyntaxError as caught:
        raise ConditionError(in_chinese(str(caught.message))) from None
    except (tag_nodes.NotPlainError, ValueError, RecursionError):
        raise ConditionError(CONDITIONS) from None


def spelt(words: str) -> str:
    """The words as Jinja is to read them: what follows a dot is looked up by its letters, digits first or not."""
    return _DOTTED.sub(lambda found: _looked_up(*found[0].split(".")), words)


def _looked_up(first: str, *others: str) -> str:
    return first + "".join(f"['{each}']" for each in others)
