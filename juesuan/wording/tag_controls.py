"""The controls of a template as words: what begins and ends a loop or a condition, and the names in a loop."""

import re

LOOP, COUNTED = "loop", ("index", "first", "last")
"""What a loop says of itself."""
_CONTROL = re.compile(r"(?:(p|tr|r) )?\s*(\w+)\b\s*(.*?)\s*", re.DOTALL)
_LOOP = re.compile(r"(\w+)\s+in\s+(\w+(?:\.\w+)*)")
_JINJA_S_OWN = frozenset("self true false none True False None and or not in is if elif else".split())  # noqa: SIM905
"""Words that Jinja gives a meaning of its own where a name begins."""


def control(inside: str) -> tuple[str, str, str]:
    """Form (p, tr, r or none), first word and the rest of what stands in ``{% %}``."""
    match = _CONTROL.fullmatch(inside)
    return (match[1] or "", match[2], match[3]) if match else ("", inside.strip(), "")


def is_plain(name: str) -> bool:
    """Whether a dotted name means nothing to Jinja but what the vocabulary has under it."""
    first, *_ = parts = name.split(".")
    return first.isidentifier() and first not in _JINJA_S_OWN and not any(each.startswith("_") for each in parts)


def loop(rest: str) -> tuple[str, str] | None:
    """The variable of a loop and the name of its list; None where it is written otherwise."""
    match = _LOOP.fullmatch(rest)
    return (match[1], match[2]) if match and match[1] != LOOP and all(map(is_plain, match.groups())) else None
