"""The finished document as the form has it: captions, headings, titles and contents, all of this year."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from juesuan.checks.rule import Document, Evidence, Finding, Rule
from juesuan.model import chinese
from juesuan.model.document import Block, Contents, Heading, Paragraph, Picture
from juesuan.model.edition_settings import NUMBERINGS
from juesuan.model.editions import EITHER
from juesuan.model.problems import Severity
from juesuan.model.values import plain

PART = "成品"
_WORD = "Word 文件"
_SHOWN = 40


def captions_have_no_gap(evidence: Evidence) -> Iterator[Finding]:
    """The captions count through: 图1, 图2, 图3, without a gap."""
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
    """The captions of the charts, in order."""
    for block in _own(document):
        if isinstance(block, Paragraph) and re.match(r"图\s*\d+\s*[：:]", block.text):
            yield block.text


def _own(document: Document | None) -> Iterator[Block]:
    """The report without its attachments, which may count their own pictures."""
    finished = document.finished if document else ()
    return takewhile(lambda block: not (isinstance(block, Paragraph) and block.style == "附件标识"), finished)


def every_chart_has_its_caption(evidence: Evidence) -> Iterator[Finding]:
    """Every chart is followed by its caption."""
    for picture, after in pairwise(_own(evidence.document)):
        if (
            isinstance(picture, Picture)
            and picture.alt
            and not (isinstance(after, Paragraph) and after.text.startswith("图"))
        ):
            yield Finding(_WORD, f"图“{picture.alt[:_SHOWN]}”下面没有图题")


def headings_count_through(evidence: Evidence) -> Iterator[Finding]:
    """Headings count through as the form numbers them, without a gap: parts, sections in each part, and so on."""
    styles = evidence.accounts.edition.numbering
    pattern = re.compile("|".join(NUMBERINGS[style] for style in styles))
    last = [0] * len(styles)
    for heading in (each for each in _own(evidence.document) if isinstance(each, Heading)):
        match = pattern.match(heading.text)
        level = next((place for place in range(len(styles)) if match and match[place + 1]), 0)
        number = _number(match[level + 1]) if match else None
        if match is None or number is None or heading.level != level + 1:
            continue
        if number != last[level] + 1:
            is_digit = match[level + 1].isdecimal()
            expected = str(last[level] + 1) if is_digit else chinese.numeral(last[level] + 1)
            message = f"标题“{heading.text}”的序号应为“{expected}”"
            yield Finding(_WORD, message, expected=expected, found=match[level + 1])
        last[level:] = [number] + [0] * (len(styles) - 1 - level)


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() else chinese.from_numeral(words)


def _headings(evidence: Evidence) -> Iterator[Heading]:
    finished = evidence.document.finished if evidence.document else ()
    return (block for block in finished if isinstance(block, Heading))


def headings_have_the_year(evidence: Evidence) -> Iterator[Finding]:
    """Titles and headings have the year of the report.

    第二部分  度部门决算情况说明 has lost its year; one of another year is last year's heading.
    """
    year = str(evidence.accounts.department.year)
    for title in _titles(evidence):
        match = _OF_A_YEAR.search(title)
        if match and match[1] != year:
            found = f"写的是{match[1]}" if match[1] else "没有年份"
            message = f"标题“{title[:_SHOWN]}”{found}，应为{year}年度"
            yield Finding(_WORD, message, expected=year, found=match[1])


def _titles(evidence: Evidence) -> Iterator[str]:
    """The lines of the cover, then the headings of parts and sections."""
    finished = evidence.document.finished if evidence.document else ()
    cover = takewhile(lambda block: not isinstance(block, Contents | Heading), finished)
    yield from (block.text for block in cover if isinstance(block, Paragraph))
    yield from (heading.text for heading in _headings(evidence) if heading.level <= _SECTION)


_OF_A_YEAR = re.compile(r"(\d*)\s*(?:年度?|度)(?:部门|单位)?决算")


def every_part_is_of_the_edition(evidence: Evidence) -> Iterator[Finding]:
    """The report has the parts and sections of its edition, in their order, under the titles that the form has."""
    if evidence.document is None:
        return
    edition, groups = evidence.accounts.edition, _parts(evidence)
    for part in edition.parts:
        at = next((place for place, (title, _) in enumerate(groups) if part.title in title), None)
        if at is None:
            message = f"没有“{part.title}”这一部分，{edition.called}规定要有"
            yield Finding(_WORD, message, expected=part.title, difference=f"没有“{part.title}”")
            continue
        (_, sections), groups = groups[at], groups[at + 1 :]
        yield from _sections(evidence, part.sections, sections)


def _parts(evidence: Evidence) -> list[tuple[str, list[str]]]:
    """The headings of the parts, without spaces, each with those of its sections.

    The first heading is one of a part; those of sections are a level below it.
    """
    headings = [each for each in _own(evidence.document) if isinstance(each, Heading)]
    top = headings[0].level if headings else 0
    groups: list[tuple[str, list[str]]] = []
    for heading in headings:
        title = "".join(heading.text.split())
        if heading.level <= top:
            groups.append((title, []))
        elif heading.level == top + 1:
            groups[-1][1].append(title)
    return groups


def _sections(evidence: Evidence, wanted: Sequence[str], titles: Sequence[str]) -> Iterator[Finding]:
    """A finding for each section that is wanted and has none of the ``titles``, in order."""
    called, rest = evidence.accounts.edition.called, list(titles)
    missing, spare = list[str](), list(titles)
    for each in wanted:
        if found := next((title for title in rest if _is_headed(title, each)), ""):
            rest = rest[rest.index(found) + 1 :]
            spare.remove(found)
        else:
            missing.append(each)
    for each in missing:
        near = next((title for title in spare if set(each) <= set(title) and each not in title), "")
        name = each.replace(EITHER, "”或“")
        message = f"没有“{name}”这一节，或者不在它的位置，{called}规定要有"
        if near:
            message = f"标题“{near}”不是{called}的写法，应有“{name}”"
        yield Finding(_WORD, message, expected=each, found=near, difference=f"没有“{name}”")


def _is_headed(title: str, wanted: str) -> bool:
    """Whether a title has the words that are wanted, in one of the ways that the edition allows."""
    return any(words in title for words in wanted.split(EITHER))


_SECTION = 2
"""The level of the heading of a section."""


def there_is_a_contents_page(evidence: Evidence) -> Iterator[Finding]:
    """The report has its contents, which the program fills from the headings."""
    document = evidence.document
    if document is not None and not any(isinstance(block, Contents) for block in document.finished):
        yield Finding(_WORD, "没有目录")


# ---- the self-evaluation report, in the text and in the attachment

_CITED = re.compile(r"《([^《》]{4,60}报告)》")
_OVERALL = "整体支出"
_TITLE = "附件标题"
"""The style of the title of an attachment."""


def the_report_is_cited_by_its_name(evidence: Evidence) -> Iterator[Finding]:
    """The name by which a text cites the self-evaluation report is its title in the attachment.

    Where the form gives both, they are the form's own words.
    """
    own = next((each.name for each in evidence.accounts.attachments if each.is_overall), "")
    titles = [title for title in _attached(evidence.document) if _OVERALL in title]
    for section, name in _citations(evidence.document):
        typed = next((each.cell for each in evidence.statements if name in plain(each.text)), None)
        if titles and name not in titles and (own or typed):
            message = f"“{section}”写《{name}》，附件的标题是“{titles[0]}”"
            place = typed or own
            yield Finding(place, message, found=f"《{name}》", difference=f"《{name}》与“{titles[0]}”")


def _citations(document: Document | None) -> Iterator[tuple[str, str]]:
    """The heading of the section and the name, wherever the report cites the one on the overall expenditure."""
    section = ""
    for block in _own(document):
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Paragraph):
            yield from ((section, name) for name in _CITED.findall(block.text) if _OVERALL in name)


def _attached(document: Document | None) -> Iterator[str]:
    """The titles of the attachments; one may go on in the next lines of its style."""
    finished = document.finished if document else ()
    lines = [block.text if isinstance(block, Paragraph) and block.style == _TITLE else "" for block in finished]
    title = ""
    for line in (*lines, ""):
        if title and not line:
            yield title
        title = f"{title}{line}" if line else ""


RULES = (
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
        "版式规定的部分和节都有，标题和顺序是所选版式的写法",
        "公开稿里有缺一部分、缺一节的；格式改了标题，沿用旧模板的稿子还是老写法。",
        "请在模板里改正标题，或补上缺的；本地没有这一节的，在〔出错说明〕写明。",
        every_part_is_of_the_edition,
    ),
    Rule(
        "C132",
        Severity.WARNING,
        PART,
        "正文引用的整体支出绩效报告，名称与附件的标题相同",
        "正文说“见附件”，附件却是另一个名称，读者会以为漏了一份。",
        "请改成同一个名称：改正文字材料里的《》，或改附件文件里的标题；标题是上级定的，在〔出错说明〕写明。",
        the_report_is_cited_by_its_name,
    ),
)
