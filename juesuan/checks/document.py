"""The finished document read back: every number is accounted for, and nothing of the form is missing or left over.

These rules speak only where a report was made; while the officer is still typing there is nothing to read back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

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
    checked = [_uncaptioned(phrases.plain(line)) for line in lines(document.marked)]
    finished = [_uncaptioned(line) for line in lines(document.finished)]
    if checked == finished:
        return
    for kind, a, b, c, d in SequenceMatcher(None, checked, finished, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = "\n".join(checked[a:b]), "\n".join(finished[c:d])
            message = f"成品里的“{now[:_SHOWN]}”与核对过的“{was[:_SHOWN]}”不同"
            yield Finding(_WORD, message, expected=was, found=now)


def _uncaptioned(line: str) -> str:
    return re.sub(r"^(图|表)\s*\d+", r"\1", line)


def printed_numbers_are_their_figures(evidence: Evidence) -> Iterator[Finding]:
    """Each number printed from a figure is that figure, in one of the forms it may have, and whole."""
    marked = tuple(lines(evidence.document.marked)) if evidence.document else ()
    by_serial = {figure.serial: figure for figure in evidence.figures.values()}
    printed = {mark: line for line in marked for mark in phrases.printed(line)}
    for (serial, words), line in printed.items():
        figure = by_serial.get(serial)
        if figure is not None and words not in _forms(figure):
            expected = phrases.plain(phrases.text(figure))
            message = f"印出的“{words}”不是“{figure.name}”的{expected}：{phrases.plain(line)[:_SHOWN]}"
            yield Finding(_WORD, message, expected=expected, found=words)
    for line in filter(phrases.is_cut, marked):
        yield Finding(_WORD, f"这一行里有一个数被模板截断了：{phrases.plain(line)[:_SHOWN]}")


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


def headings_count_through(evidence: Evidence) -> Iterator[Finding]:
    """第一部分 to the last, 一、 to the last section of a part, （一） to the last of a section, without a gap."""
    last = [0, 0, 0]
    for heading in _headings(evidence):
        match = _COUNTED.match(heading.text)
        level = next((place for place in range(3) if match and match[place + 1]), 0)
        number = phrases.from_numeral(match[level + 1]) if match else None
        if match is None or number is None or (level and heading.level != level + 1):
            continue
        if number != last[level] + 1:
            expected = phrases.numeral(last[level] + 1)
            message = f"标题“{heading.text}”的序号应为“{expected}”"
            yield Finding(_WORD, message, expected=expected, found=match[level + 1])
        last[level:] = [number] + [0] * (2 - level)


_COUNTED = re.compile(rf"第({phrases.NUMERAL}+)部分|({phrases.NUMERAL}+)、|（({phrases.NUMERAL}+)）")


def _headings(evidence: Evidence) -> Iterator[Heading]:
    finished = evidence.document.finished if evidence.document else ()
    return (block for block in finished if isinstance(block, Heading))


def headings_have_the_year(evidence: Evidence) -> Iterator[Finding]:
    """第二部分  度部门决算情况说明 has lost its year; one of another year is last year's heading."""
    year = str(evidence.accounts.department.year)
    for title in _titles(evidence):
        match = _OF_A_YEAR.search(title)
        if match and match[1] != year:
            found = f"写的是{match[1]}" if match[1] else "没有年份"
            message = f"标题“{title[:_SHOWN]}”{found}，应为{year}年度"
            yield Finding(_WORD, message, expected=year, found=match[1])


def _titles(evidence: Evidence) -> Iterator[str]:
    """The lines of the cover and the headings of parts and sections."""
    finished = evidence.document.finished if evidence.document else ()
    cover = takewhile(lambda block: not isinstance(block, Contents | Heading), finished)
    yield from (block.text for block in cover if isinstance(block, Paragraph))
    yield from (heading.text for heading in _headings(evidence) if heading.level <= _SECTION)


_OF_A_YEAR = re.compile(r"(\d*)\s*(?:年度?|度)(?:部门|单位)?决算")


def the_title_is_of_the_year(evidence: Evidence) -> Iterator[Finding]:
    """The form of 2022 names section 七 财政拨款“三公”经费支出决算情况说明, those before “三公”经费财政拨款支出….

    Source: the forms of 四川 for 2020 and for 2022.
    """
    year = evidence.accounts.department.year
    old, new = "“三公”经费财政拨款支出决算", "财政拨款“三公”经费支出决算"
    expected, wrong = (new, old) if year >= _NEW_TITLE else (old, new)
    for heading in _headings(evidence):
        if heading.level == _SECTION and wrong in heading.text:
            message = f"标题“{heading.text}”是另一年的写法，{year}年度的格式是“{expected}情况说明”"
            yield Finding(_WORD, message, expected=expected, found=wrong)


_SECTION = 2
_NEW_TITLE = 2022


def there_is_a_contents_page(evidence: Evidence) -> Iterator[Finding]:
    """The report has its contents, which the program fills from the headings."""
    document = evidence.document
    if document is not None and not any(isinstance(block, Contents) for block in document.finished):
        yield Finding(_WORD, "没有目录")


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
        rest = line
        for each in typed:
            rest = rest.replace(each, "")
        if _LEFT.search(rest):
            yield Finding(_WORD, f"留着标签或域代码：{line[:_SHOWN]}", found=line)


def _typed(evidence: Evidence) -> Iterator[str]:
    """What people wrote: the lines of the texts as printed, and every word of the workbook."""
    for statement in evidence.statements:
        yield from (line.removesuffix("。") for line in phrases.plain(statement.text).splitlines())
    yield from _words(evidence.accounts)


def _words(value: object) -> Iterator[str]:
    """Every word inside a value of the model, however deep it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (word for each in value for word in _words(each))
    elif is_dataclass(value):
        yield from (word for each in fields(value) for word in _words(getattr(value, each.name)))


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
    words = list(lines(document.finished))
    missing = Counter(_tokens("\n".join(words))) - Counter(_tokens(document.pdf_text))
    if not missing:
        return
    # a number may be set in two faces, or stand where a line was broken: then its line is there all the same
    whole = _unspaced(document.pdf_text)
    absent = {token for line in words if _unspaced(line) not in whole for token in _tokens(line)}
    listed = "、".join(token for token in missing if token in absent)
    if listed:
        yield Finding("PDF", f"PDF 里少了这些数：{listed[:_LISTED]}", found=listed)


_LISTED = 200


def _tokens(text: str) -> list[str]:
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
    Rule(
        "C960",
        Severity.WARNING,
        PART,
        "标题里的年度是决算年度",
        "公开稿里有写成“第二部分  度部门决算”的，也有留着上年年度的。",
        "请检查模板里这个标题，年度用标签 {{ 年度 }}。",
        headings_have_the_year,
    ),
    Rule(
        "C961",
        Severity.WARNING,
        PART,
        "“三公”经费一节的标题是这一年的写法",
        "2022年起格式改了这一节的标题，沿用旧模板的稿子还是老写法。",
        "请在模板里改正标题。",
        the_title_is_of_the_year,
    ),
)
PDF_RULE = next(rule for rule in RULES if rule.check is numbers_reach_the_pdf)
