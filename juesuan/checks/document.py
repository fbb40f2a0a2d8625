"""The finished document read back: every number is accounted for, and nothing of the form is missing or left over.

These rules speak only where a report was made; while the officer is still typing there is nothing to read back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import astuple

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import mentions, phrases
from juesuan.model import raised, values
from juesuan.model.document import Block, Heading, Paragraph, Table
from juesuan.model.problems import Severity
from juesuan.model.values import MONEY, Figure

PART = "成品"
_WORD = "Word 文件"
_SHOWN = 40


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The text of each heading, paragraph and paragraph of a table cell, in order, with marks if it has any."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (each.text for row in block.rows for cell in row for each in cell.paragraphs)


def the_finished_text_is_the_checked_text(evidence: Evidence) -> Iterator[Finding]:
    """What is handed in says, line by line, what was checked; only the numbers of charts are set at the end."""
    document = evidence.document
    if document is None:
        return
    checked = [_uncaptioned(values.plain(line)) for line in lines(document.marked)]
    finished = [_uncaptioned(line) for line in lines(document.finished)]
    if checked == finished:
        return
    for kind, a, b, c, d in SequenceMatcher(None, checked, finished, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = "\n".join(checked[a:b]), "\n".join(finished[c:d])
            message = f"成品里的“{now[:_SHOWN]}”与核对过的“{was[:_SHOWN]}”不同"
            yield Finding(_WORD, message, expected=was, found=now)


def _uncaptioned(line: str) -> str:
    """The line without the number of a chart or table, which is set at the end."""
    return re.sub(r"^(图|表)\s*\d+", r"\1", line)


def printed_numbers_are_their_figures(evidence: Evidence) -> Iterator[Finding]:
    """Each number printed from a figure is that figure, in one of the forms it may have, and whole."""
    marked = tuple(lines(evidence.document.marked)) if evidence.document else ()
    by_serial = {figure.serial: figure for figure in evidence.figures.values()}
    printed = {mark: line for line in marked for mark in values.printed(line)}
    for (serial, words), line in printed.items():
        figure = by_serial.get(serial)
        if figure is not None and not _is_one_of(words, _forms(figure)):
            expected = values.plain(phrases.text(figure))
            message = f"印出的“{words}”不是“{figure.name}”的{expected}：{values.plain(line)[:_SHOWN]}"
            yield Finding(_WORD, message, expected=expected, found=words)
    for line in filter(values.is_cut, marked):
        yield Finding(_WORD, f"这一行里有一个数被模板截断了：{values.plain(line)[:_SHOWN]}")


def _is_one_of(words: str, forms: set[str]) -> bool:
    """Whether it is a form as it stands, or as a person spelled it: 132万元 for 132.00万元."""
    said = _said(words)
    return words in forms or (bool(said) and any(_said(form) == said for form in forms))


def _said(words: str) -> list[tuple[Fraction, str]]:
    return [(each.value, each.unit) for each in mentions.mentions(words)]


def _forms(figure: Figure) -> set[str]:
    """Every form in which a figure may be printed, with and without its sign."""
    forms = (phrases.text, phrases.number, phrases.in_yuan, *((phrases.in_table,) if figure.unit == MONEY else ()))
    return {values.plain(form(each)) for each in (figure, phrases.size(figure)) for form in forms}


_LEFT = re.compile(r"\{\{|\}\}|\{%|%\}|PAGEREF|MERGEFORMAT|错误[!！]未定义书签")


def no_tag_is_left(evidence: Evidence) -> Iterator[Finding]:
    """No tag of the template and no field code stands in the finished text; what a person typed is theirs."""
    suspects = (
        [line for line in lines(evidence.document.finished) if _LEFT.search(line)] if evidence.document else []
    )
    typed = (
        sorted({each for each in _typed(evidence) if _LEFT.search(each)}, key=len, reverse=True)
        if suspects
        else []
    )
    for line in suspects:
        rest = line.replace("\n", "")  # a long name is broken on the cover, wherever it breaks well
        for each in typed:
            rest = rest.replace(each, "")
        if _LEFT.search(rest):
            yield Finding(_WORD, f"留着标签或域代码：{line[:_SHOWN]}", found=line)


def _typed(evidence: Evidence) -> Iterator[str]:
    """Every line that people wrote: those of the texts as printed, and the words of the workbook."""
    for statement in evidence.statements:
        yield from (line.removesuffix("。") for line in values.plain(statement.text).splitlines())
    yield from _words(evidence.accounts)


def _words(value: object) -> Iterator[str]:
    """Every word inside a value of the model, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (word for each in value for word in _words(each))
    elif isinstance(value, Struct):
        yield from (word for each in astuple(value) for word in _words(each))


def every_term_is_used(evidence: Evidence) -> Iterator[Finding]:
    """A term that is no item of the classification stands somewhere in the report outside its own explanation."""
    document = evidence.document
    if document is None:
        return
    text = "\n".join(lines(document.finished))
    for term in evidence.accounts.terms:
        name = re.sub('[“”"]', "", term.name.text)
        is_item = name.endswith(("（项）", "（款）", "（类）"))
        if not is_item and text.replace("“", "").replace("”", "").count(name) <= _own(name, term.meaning.text):
            yield Finding(term.name.cell, f"“{term.name}”在报告里没有用到", found=name)


def _own(name: str, meaning: str) -> int:
    """How often a term stands in its own explanation, its heading included."""
    return 1 + meaning.count(name)


def numbers_reach_the_pdf(evidence: Evidence) -> Iterator[Finding]:
    """Each number of the Word file stands in the PDF as often as there."""
    document = evidence.document
    if document is None or not document.pdf_text:
        return
    words = [raised.ordinary(line) for line in lines(document.finished)]
    in_pdf = raised.ordinary(document.pdf_text)
    missing = Counter(_tokens("\n".join(words))) - Counter(_tokens(in_pdf))
    if not missing:
        return
    # a number may be set in two faces, or stand where a line was broken: then its line is there all the same
    whole = _unspaced(in_pdf)
    absent = {token for line in words if _unspaced(line) not in whole for token in _tokens(line)}
    listed = "、".join(token for token in missing if token in absent)
    if listed:
        yield Finding("PDF", f"PDF 里少了这些数：{listed[:_LISTED]}", found=listed)


_LISTED = 200
"""Letters of the list of missing numbers that a message shows."""


def _tokens(text: str) -> list[str]:
    """The numbers of a text, digit for digit."""
    return re.findall(r"\d+(?:\.\d+)?", text)


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


RULES = (
    Rule(
        "C951",
        Severity.ERROR,
        PART,
        "成品的文字就是核对过的文字",
        "核对的是写进 Word 之前的文字，成品要逐段读回来比一遍。",
        "请重新生成；仍然如此请联系维护人员。",
        the_finished_text_is_the_checked_text,
    ),
    Rule(
        "C952",
        Severity.ERROR,
        PART,
        "成品里由程序印出的每个数，就是它的那个数",
        "模板改动后，标签可能把数变了样。",
        "请检查模板里这个标签，不要在花括号里加别的写法。",
        printed_numbers_are_their_figures,
    ),
    Rule(
        "C957",
        Severity.ERROR,
        PART,
        "成品里没有留下标签和域代码",
        "花括号、PAGEREF 这样的字样公开出去，谁都看得出是机器做的。",
        "请检查模板里这一处。",
        no_tag_is_left,
    ),
    Rule(
        "C958",
        Severity.HINT,
        PART,
        "解释的名词在报告里都用到",
        "格式只要求解释用到的名词。",
        "不需要的可以从“名词解释”表删去。",
        every_term_is_used,
    ),
    Rule(
        "C959",
        Severity.ERROR,
        PART,
        "Word 文件里的每个数，PDF 里都有",
        "两份成品不能说两样的话。",
        "请重新生成；仍然如此请联系维护人员。",
        numbers_reach_the_pdf,
    ),
)
PDF_RULE = next(rule for rule in RULES if rule.check is numbers_reach_the_pdf)
