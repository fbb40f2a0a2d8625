"""Where a page of the Word file may end, and a line in a cell; the PDF has the same rules: ``model.table_rows``.

A template says what each paragraph looks like. Where pages may end depends on what it is filled with, and is so in
the department's own templates and reports too, as is that no punctuation leaves its cell: it is written into the
finished file.
"""

from collections.abc import Mapping

from lxml import etree

from juesuan.model import table_rows
from juesuan.ooxml import blocks, elements, package, parts
from juesuan.ooxml.elements import W, element
from juesuan.ooxml.package import Style, WordFile

_MARK, _PART = "附件标识", 1
_TITLE = "表题"
_BEFORE_KEEP_NEXT = {W + "pStyle"}
_BEFORE_PAGE_BREAK = {*_BEFORE_KEEP_NEXT, W + "keepNext", W + "keepLines"}
_BEFORE_OVERFLOW = {
    *_BEFORE_PAGE_BREAK,
    *(
        W + name
        for name in (
            "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
            "suppressAutoHyphens", "kinsoku", "wordWrap",
        )
    ),
}  # fmt: skip


def settle(word: WordFile) -> WordFile:
    """The file with its page breaks settled; the text of ``word`` itself is changed.

    No line of a paragraph stands alone, rows and tables are whole as far as they can be, no punctuation hangs over
    the edge of its cell, and the first attachment begins below the title of its part.
    """
    styles = package.styles(word)
    for walked, table in blocks.tables(word):
        rows = [row.element for row in walked.standing]
        if table_rows.begins_page(table):
            _begin_with_title(rows[0], styles)
        for row, is_tall, is_kept in zip(rows, table_rows.tall(table), table_rows.kept(table), strict=True):
            _keep_whole(row, is_on=not is_tall)
            for paragraph in row.iter(W + "p"):
                _switch(paragraph, "keepNext", _BEFORE_KEEP_NEXT, is_on=is_kept)
                _switch(paragraph, "overflowPunct", _BEFORE_OVERFLOW, is_on=False)
    _begin_attachments(word)
    return _with_pairs_of_lines(word)


def _keep_whole(row: etree._Element, *, is_on: bool) -> None:
    """Keeps a row on one page, or lets it go on overleaf: LibreOffice loses the end of one it may not cut."""
    look = row.find(W + "trPr")
    if look is None:
        look = element("trPr")
        exceptions = row.find(W + "tblPrEx")
        row.insert(0 if exceptions is None else 1, look)
    for stated in look.findall(W + "cantSplit"):
        look.remove(stated)
    if is_on:
        look.insert(0, element("cantSplit"))


def _begin_with_title(row: etree._Element, styles: Mapping[str, Style]) -> None:
    """Lets the title right above the table of a row begin a new page."""
    table = next(row.iterancestors(W + "tbl"))
    title = next(table.itersiblings(W + "p", W + "tbl", preceding=True), None)
    if title is None or title.tag != W + "p":
        return
    style = styles.get(elements.value(title.find(W + "pPr"), "pStyle") or "", styles[""])
    if style.name == _TITLE:
        _switch(title, "pageBreakBefore", _BEFORE_PAGE_BREAK, is_on=True)


def _begin_attachments(word: WordFile) -> None:
    """Lets an attachment that follows the title of its part begin on the page of that title."""
    styles = package.styles(word)
    before = None
    for paragraph in word.root.iter(W + "p"):
        style = styles.get(elements.value(paragraph.find(W + "pPr"), "pStyle") or "", styles[""])
        if style.name == _MARK and before == _PART:
            _switch(paragraph, "pageBreakBefore", _BEFORE_PAGE_BREAK, is_on=False)
        before = style.level


def _switch(paragraph: etree._Element, name: str, before: set[str], *, is_on: bool) -> None:
    """Switches a property of a paragraph on or off; ``before`` are the properties that stand in front of it."""
    look = elements.properties(paragraph)
    for stated in look.findall(W + name):
        look.remove(stated)
    place = sum(1 for each in look if each.tag in before)
    look.insert(place, element(name) if is_on else element(name, val="0"))


def _with_pairs_of_lines(word: WordFile) -> WordFile:
    """The file whose styles leave no line of a paragraph alone at the beginning or the end of a page."""
    styles = package.part_of_kind(word, "styles")
    if styles is None:
        return word
    found = [*styles.iter(W + "widowControl")]
    for stated in found:
        next(stated.iterancestors()).remove(stated)  # it is on where nothing is said
    return parts.changed(word, "styles", styles) if found else word
