"""The finished document read back: every number is accounted for, and nothing of the form is missing or left over.

These rules speak only where a report was made; while the officer is still typing there is nothing to read back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from juesuan import phrases
from juesuan.blocks import Block, Contents, Heading, Paragraph, Picture, Table
from juesuan.checks.rule import Document, Evidence, Finding, Rule
from juesuan.model import Figure
from juesuan.problems import Severity

PART = "成品"
_WORD = "Word 文件"
_SHOWN = 40


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every heading, paragraph and paragraph of a table cell, in order, with its marks if it has any."""
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
    for checked, finished in zip_longest(lines(document.marked), lines(document.finished), fillvalue=""):
        if _uncaptioned(phrases.plain(checked)) != _uncaptioned(finished):
            message = f"成品里的“{finished[:_SHOWN]}”与核对过的“{phrases.plain(checked)[:_SHOWN]}”不同"
            yield Finding(_WORD, message, expected=phrases.plain(checked), found=finished)


def _uncaptioned(line: str) -> str:
    return re.sub(r"^(图|表)\s*\d+", r"\1", line)


def printed_numbers_are_their_figures(evidence: Evidence) -> Iterator[Finding]:
    """Each number printed from a figure is that figure, in one of the forms it may have."""
    document = evidence.document
    by_serial = {figure.serial: figure for figure in evidence.figures.values()}
    printed = (
        ((mark, line) for line in lines(document.marked) for mark in phrases.printed(line)) if document else ()
    )
    for (serial, words), line in dict(printed).items():
        figure = by_serial.get(serial)
        if figure is not None and words not in _forms(figure):
            expected = phrases.plain(phrases.text(figure))
            message = f"印出的“{words}”不是“{figure.name}”的{expected}：{phrases.plain(line)[:_SHOWN]}"
            yield Finding(_WORD, message, expected=expected, found=words)


def _forms(figure: Figure) -> set[str]:
    """Every way a figure may be printed, with and without its sign."""
    forms = (phrases.text, phrases.number, phrases.in_yuan)
    return {phrases.plain(form(each)) for each in (figure, phrases.size(figure)) for form in forms}


def captions_have_no_gap(evidence: Evidence) -> Iterator[Finding]:
    """图1, 图2, 图3: the captions count through."""
    document = evidence.document
    found = [int(match[1]) for line in _captions(document) if (match := re.match(r"图\s*(\d+)", line))]
    for place, number in enumerate(found, start=1):
        if number != place:
            yield Finding(
                _WORD,
                f"第 {place} 张图的图号是图{number}，应为图{place}",
                expected=f"图{place}",
                found=f"图{number}",
            )
            return


def _captions(document: Document | None) -> Iterator[str]:
    for block in document.finished if document else ():
        if isinstance(block, Paragraph) and re.match(r"图\s*\d+\s*[：:]", block.text):
            yield block.text


def every_chart_has_its_caption(evidence: Evidence) -> Iterator[Finding]:
    """A picture is followed by its caption."""
    finished = evidence.document.finished if evidence.document else ()
    for picture, after in pairwise(finished):
        if (
            isinstance(picture, Picture)
            and picture.alt
            and not (isinstance(after, Paragraph) and after.text.startswith("图"))
        ):
            yield Finding(_WORD, f"图“{picture.alt[:_SHOWN]}”下面没有图题")


_NUMERALS = "一二三四五六七八九十"


def headings_count_through(evidence: Evidence) -> Iterator[Finding]:
    """第一部分 to the last part, and 一、 to the last section of each part, without a gap."""
    part, section = 0, 0
    for block in evidence.document.finished if evidence.document else ():
        if not isinstance(block, Heading):
            continue
        if match := re.match(rf"第([{_NUMERALS}])部分", block.text):
            part, section = part + 1, 0
            yield from _counted(block.text, match[1], part)
        elif block.level == 2 and (match := re.match(rf"([{_NUMERALS}]+)、", block.text)):  # noqa: PLR2004
            section += 1
            yield from _counted(block.text, match[1], section)


def _counted(heading: str, numeral: str, place: int) -> Iterator[Finding]:
    expected = _NUMERALS[place - 1 : place]
    if numeral != expected:
        yield Finding(_WORD, f"标题“{heading}”的序号应为“{expected}”", expected=expected, found=numeral)


def there_is_a_contents_page(evidence: Evidence) -> Iterator[Finding]:
    """The report has its contents, which the program fills from the headings."""
    document = evidence.document
    if document is not None and not any(isinstance(block, Contents) for block in document.finished):
        yield Finding(_WORD, "没有目录")


_TAGS = re.compile(r"\{\{|\}\}|\{%|%\}")
_CODES = re.compile(r"PAGEREF|MERGEFORMAT|错误[!！]未定义书签")


def no_tag_is_left(evidence: Evidence) -> Iterator[Finding]:
    """No tag of the template and no field code stands in the finished text as words."""
    document = evidence.document
    typed = {phrases.plain(each.text) for each in evidence.statements}
    for line in lines(document.finished) if document else ():
        if _CODES.search(line) or (_TAGS.search(line) and not any(line in each or each in line for each in typed)):
            yield Finding(_WORD, f"留着标签或域代码：{line[:_SHOWN]}", found=line)


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
    missing = Counter(_tokens("\n".join(lines(document.finished)))) - Counter(_tokens(document.pdf_text))
    if missing:
        listed = "、".join(missing)
        yield Finding("PDF", f"PDF 里少了这些数：{listed[:200]}", found=listed)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


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
        "C953",
        Severity.WARNING,
        PART,
        "图号从1起不断号",
        "公开稿里有从图6跳到图8的。",
        "请在模板里用题注（SEQ 域）编图号，不要手写。",
        captions_have_no_gap,
    ),
    Rule(
        "C954",
        Severity.WARNING,
        PART,
        "每张图下面有图题",
        "没有图题的图，读者不知道说的是什么。",
        "请在模板里补上图题。",
        every_chart_has_its_caption,
    ),
    Rule(
        "C955",
        Severity.WARNING,
        PART,
        "各部分、各节的序号不跳号",
        "公开稿里有从九跳到十一的，有少了一整节的。",
        "请在模板里改正标题的序号，或补上缺的一节。",
        headings_count_through,
    ),
    Rule(
        "C956",
        Severity.WARNING,
        PART,
        "报告有目录",
        "格式要求有目录；目录由程序按标题编出来。",
        "请在模板里恢复目录域。",
        there_is_a_contents_page,
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
PDF_RULE = RULES[-1]
