"""Accounts as a department types them that uses no tags: every number in the texts is a literal one."""

from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from juesuan.figures.derive import derive
from juesuan.model import values
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.values import Text
from juesuan.model.written_text import SHARED
from juesuan.wording import vocabulary
from juesuan.wording.tags import Filler


def literal(accounts: Accounts) -> Accounts:
    """The accounts with every tag replaced by what it prints, and without the indicators that only tags use."""
    figures = derive(accounts)
    fill = Filler(vocabulary.build(accounts, figures).tags, [], len(figures))
    texts = {
        key: tuple(each for passage in passages for each in _passages(passage, fill))
        for key, passages in accounts.texts.items()
        if not key.startswith(SHARED)
    }
    words: Any = {name: _filled(each, fill) for name, each in asdict(accounts).items()}
    return replace(accounts, **{**words, "texts": texts, "indicators": ()})


def _passages(passage: Passage, fill: Filler) -> tuple[Passage, ...]:
    """A tag that brings several paragraphs opens as many."""
    lines = values.plain(fill(passage.text, passage.cell)).split("\n")
    return tuple(replace(passage, text=line) for line in lines)


def _filled(value: Any, fill: Filler) -> Any:
    """The value with the tags in its texts replaced, however deep they stand."""
    if isinstance(value, Text):
        return replace(value, text=values.plain(fill(value.text, value.cell)))
    if isinstance(value, tuple):
        return tuple(_filled(each, fill) for each in value)
    if isinstance(value, Struct):
        return replace(value, **{name: _filled(each, fill) for name, each in asdict(value).items()})
    return value
