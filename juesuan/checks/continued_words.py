"""Words that the form goes on from: they fit into its sentence at both ends."""

import re
from collections.abc import Iterator

from msgspec.structs import astuple

from juesuan.checks.reasons import slots
from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model.problems import Severity
from juesuan.model.values import Text, plain

PART = "文字"
_INSIDE = ("/发现的主要问题", "/下一步改进措施")
"""The texts of a project whose last full stop is the form's."""
_ENDS = "，、；：,;:。"
_PURPOSE = re.compile("(主要)?(是)?用于")


def clauses_end_without_a_mark(evidence: Evidence) -> Iterator[Finding]:
    """A clause ends without a mark of its own: the form sets one; a single full stop is taken off in filling."""
    for clause in dict.fromkeys(_clauses(evidence)):
        words = clause.text.strip().removesuffix("。")
        if words.endswith(tuple(_ENDS)):
            yield Finding(clause.cell, f"“{clause}”末尾有“{words[-1]}”，印出来是“{words[-1]}。”", (clause.cell,))


def _clauses(evidence: Evidence) -> Iterator[Text]:
    """Every reason, note, purpose and text that the form goes on from."""
    for slot in slots(evidence.accounts, evidence.figures):
        yield from slot.words
    yield from _purposes(evidence)
    for name, passages in evidence.accounts.texts.items():
        if name.endswith(_INSIDE):
            yield from (Text(each.text, each.cell) for each in passages[-1:])


def _purposes(evidence: Evidence) -> Iterator[Text]:
    """The notes beside the amounts and counts, and what the items were spent on."""
    accounts = evidence.accounts
    for table in (accounts.three_public, accounts.other_matters):
        notes = (row.note for row in astuple(table))
        yield from (note for note in notes if note is not None)
    yield from (item.use for item in accounts.functional_items if item.use is not None)


def purposes_do_not_repeat_the_form(evidence: Evidence) -> Iterator[Finding]:
    """The form says 主要用于 before a purpose; a purpose that says it again doubles the words."""
    for words in _purposes(evidence):
        found = _PURPOSE.match(words.text)
        if found:
            message = f"“{words}”以“{found[0]}”开头，印出来是“主要用于{found[0]}……”，重复了"
            yield Finding(words.cell, message, (words.cell,))


_STOPS = "。！？!?…”）)"
_SHOWN = 12
"""Letters of the end of a text that a message shows."""
_TO_THE_STOP = ("国内公务接待具体内容", "/项目综述")
"""The texts that are written to the full stop: the form begins its next sentence right behind."""


def texts_are_written_to_the_full_stop(evidence: Evidence) -> Iterator[Finding]:
    """A text behind which the form begins its next sentence ends with its full stop, however short it is."""
    texts = evidence.accounts.texts
    last = {texts[name][-1].cell for name in texts if name.endswith(_TO_THE_STOP) and texts[name]}
    for statement in evidence.statements:
        text = plain(statement.text).strip()
        if statement.cell in last and text and text[-1] not in _STOPS:
            yield Finding(statement.cell, f"末尾没有句号，报告接着印下一句：“{text[-_SHOWN:]}”")


RULES = (
    Rule(
        "C817",
        Severity.WARNING,
        PART,
        "接在句子里的原因、说明、用途，末尾不留标点",
        "报告在后面自己印句号，多一个逗号、分号，印出来就是“；。”。",
        "请删去末尾的标点；后面还没有写完的，请补上。",
        clauses_end_without_a_mark,
    ),
    Rule(
        "C818",
        Severity.WARNING,
        PART,
        "说明、用途不重复报告已有的“主要用于”",
        "报告在前面已经写了“主要用于”。",
        "请删去开头这几个字。",
        purposes_do_not_repeat_the_form,
    ),
    Rule(
        "C819",
        Severity.WARNING,
        PART,
        "写到句号的文字，末尾有句号",
        "“国内公务接待具体内容”“项目综述”后面，报告接着印下一句，少了句号，两句就连在一起。",
        "请看看是不是没写完，补上句号。",
        texts_are_written_to_the_full_stop,
    ),
)
