"""看过: which numbers a person has looked at, and which of these looks hold no more."""

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checks.rule import Evidence
from juesuan.model.problems import Problem, hint
from juesuan.model.seen import FILE, SeenFile
from juesuan.model.written_text import Typed

IDLE = "S10"
"""The code of the hint that a look at a number confirms nothing any more."""
_CUT = 40


def looked_at(typed: tuple[Typed, ...], file: SeenFile) -> tuple[Typed, ...]:
    """The typed numbers, each with the look that a person has had at it in the sentence as it stands now."""
    if not file.entries:
        return typed
    known = {each.said.key: each for each in reversed(file.entries)}
    return tuple(replace(each, seen=known.get(each.said[-1].key)) if each.said else each for each in typed)


def idle(evidence: Evidence) -> Iterator[Problem]:
    """A hint (S10) for each entry of the file whose sentence or number is in no text any more.

    Where no report was made, nobody knows what was typed into its Word file.
    """
    entries = evidence.accounts.seen.entries
    there = {said.key for each in evidence.typed for said in each.said} if entries else set()
    for each in entries:
        if each.said.key not in there and (evidence.document or not each.said.is_by_hand):
            where = f"{FILE}第{each.line}行" if each.line else FILE
            sentence = each.said.sentence if len(each.said.sentence) <= _CUT else f"{each.said.sentence[:_CUT]}……"
            message = f"看过的“{each.said.number}”现在对不上任何一句（{sentence}），不算数"
            yield hint(IDLE, where, message, "句子或数改过的，请重新看；再看过别的数时，程序会去掉这一节。")
