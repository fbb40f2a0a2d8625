"""The sentences that a template can print, with all branches of its conditions and all rounds of its loops."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from juesuan.model import values
from juesuan.model.editions import FormFile
from juesuan.ooxml.elements import W
from juesuan.ooxml.package import NotWordFile
from juesuan.wording import tag_controls, template
from juesuan.wording.tags import Tag, Tree
from juesuan.wording.template import TAG

_OFFICERS = "文字"
"""What the paragraphs of the officer's texts have, in the lists that the form prints."""
_LONGEST = 80
"""How many signs the words of a tag have at most that may stand in a sentence of the form: names have fewer."""
_MOST = 4000
"""How many tags are filled at most: whoever repeats more has other lists than the form's."""


class _Loop(Struct, frozen=True):
    """What is repeated for each of a list."""

    variable: str
    path: str
    body: tuple["_Part", ...]


_Part = str | re.Match[str] | _Loop
"""Words of the form, a tag that is printed, or a loop."""


def printed_sentences(form: FormFile, tree: Tree) -> tuple[str, ...]:
    """The paragraphs of a template outside of tables, filled with the figures of a report in their marks.

    Both branches of a condition stand one behind the other. What the officer wrote is left out, and so is every
    paragraph without a figure; none at all where the template cannot be read.
    """
    pieces: list[str] = []
    for each in _filled(_parts(form.place, form.data), tree):
        pieces.append(each)
        if len(pieces) > _MOST:
            break
    return tuple(each for each in "".join(pieces).split("\n") if any(values.printed(each)))


@cache
def _parts(_place: str, data: bytes) -> tuple[_Part, ...]:
    """The words, tags and loops of a template, a line a paragraph."""
    try:
        root = template.opened(data).root
    except NotWordFile:
        return ()
    lines = (
        template.words(each) for each in root.iter(W + "p") if next(each.iterancestors(W + "tbl"), None) is None
    )
    tokens = iter(tuple(_tokens("".join(f"{line}\n" for line in lines))))
    return tuple(_until_end(tokens))


def _tokens(text: str) -> Iterator[str | re.Match[str]]:
    done = 0
    for tag in TAG.finditer(text):
        yield text[done : tag.start()]
        yield tag
        done = tag.end()
    yield text[done:]


def _until_end(tokens: Iterator[str | re.Match[str]]) -> Iterator[_Part]:
    """The parts up to the end of the loop that is open; conditions leave no trace."""
    for each in tokens:
        if isinstance(each, str) or each[1] is not None:
            yield each
            continue
        _, word, rest = tag_controls.control(each[2])
        if word == "endfor":
            return
        if word == "for":
            loop = tag_controls.loop(rest)
            body = tuple(_until_end(tokens))
            if loop:
                yield _Loop(*loop, body)


def _filled(parts: Sequence[_Part], tree: Tree) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Loop):
            for each in _list(_value(part.path, tree)):
                if isinstance(each, Mapping) and _OFFICERS in each:
                    continue
                yield from _filled(part.body, {**tree, part.variable: each})
        else:
            yield _words(_value(part[1].strip(), tree))


def _value(path: str, tree: Tree) -> object:
    value: object = tree
    for name in path.split("."):
        members = value.members if isinstance(value, Tag) else value
        value = members.get(name) if isinstance(members, Mapping) else None
    return value


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _words(value: object) -> str:
    """What a tag prints in a sentence of the form; nothing for what is no name and no number."""
    words = str(value) if isinstance(value, Tag | str) else ""
    return words if len(words) <= _LONGEST and "\n" not in words else ""
