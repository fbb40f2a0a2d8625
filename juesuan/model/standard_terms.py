"""The standard explanations: what a report's general terms and its items of the functional classification mean.

They are data (templates/名词.toml), proposed to a department, which confirms or rewrites them.
"""

from collections.abc import Mapping
from functools import cache

import msgspec

from juesuan.model import data_file
from juesuan.model.program_folders import TEMPLATES
from juesuan.model.standard_names import bare

FILE = "名词.toml"
_REST, _OTHERS = "99", "其他"
_ABOVE = "〔款〕"


class StandardTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A general term of a report with its meaning."""

    name: str = msgspec.field(name="名称")
    meaning: str = msgspec.field(name="解释")
    used_with: tuple[str, ...] = msgspec.field(name="见于", default=())
    """The figures of which one is not nil where a report has the term; none where every report has it."""
    also: tuple[str, ...] = msgspec.field(name="又名", default=())


class StandardTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of explanations."""

    terms: tuple[StandardTerm, ...] = msgspec.field(name="名词")
    items: Mapping[str, str] = msgspec.field(name="科目")
    """The meaning of an item by its own name."""

    def of_item(self, code: str, names: Mapping[str, str]) -> str:
        """What the item of that code means, with the ``names`` of all codes; empty where that is not known."""
        name, above = names[code], names.get(code[: 3 if code[3:5] == _REST else 5], "")
        found = next((words for known, words in self.items.items() if bare(known) == bare(name)), "")
        if not found and _REST in {code[5:], code[3:5]} and name.startswith(_OTHERS):
            found = self.items.get(_OTHERS, "")
        return found.replace(_ABOVE, above)


@cache
def library() -> StandardTerms:
    """The standard explanations; raises ReportError (W05) for a fault in their file."""
    path = TEMPLATES / FILE
    _, tables = data_file.read(path)
    try:
        return msgspec.convert(tables, StandardTerms)
    except msgspec.ValidationError as caught:
        raise data_file.fault(path, "有一节写得不对：多了、少了或写错了一项") from caught
