"""Everything in a Word file that is neither text nor the look of text: signs, equations, fields, controls, macros.

What is known to show nothing is let through by the lists of this module; all else is found, whatever it is called.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from juesuan.model import values
from juesuan.ooxml import canonical, drawings, elements, fields, letters, package
from juesuan.ooxml.canonical import OpenedPart, local
from juesuan.ooxml.elements import DRAWN, MC, R, W
from juesuan.ooxml.package import WordFile

_OPENED = {
    W + name
    for name in (
        "body", "p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag",
        "customXml", "fldSimple", "bdo", "dir", "footnote", "endnote", "comment", "txbxContent",
    )
}  # fmt: skip
"""The elements that hold text; of some more is told than what they hold."""
_LET_THROUGH = {
    W + name
    for name in (
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr", "t", "tab", "ptab", "br", "cr",
        "noBreakHyphen", "softHyphen", "instrText", "delText", "delInstrText", "fldChar", "bookmarkStart",
        "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd",
        "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "footnoteReference", "endnoteReference",
        "separator", "continuationSeparator", "del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "permStart", "permEnd", "sdtPr", "sdtEndPr", "smartTagPr",
        "customXmlPr", "background",
    )
}  # fmt: skip
"""What is compared elsewhere, or shows nothing."""
REVISION = "修订"
"""The name of a mark that a tracked change leaves; its text is the author."""
_SIGN, _FIELD, _LINK, _CONTROL = "符号", "域", "超链接", "内容控件"
_NAMES = {
    "sym": _SIGN, "oMath": "公式", "oMathPara": "公式", "object": "嵌入的对象", "altChunk": "嵌入的文件",
    "subDoc": "子文档", "ruby": "注音", "control": "控件", "contentPart": "墨迹", "pict": "图形",
    "drawing": "图形",
    "AlternateContent": "替代的内容", "pgNum": "自动的页码", "attr": "标记",
}  # fmt: skip
"""What the officer calls an element, by its name."""
_CHANGES = (*(W + name for name in (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange",
    "sectPrChange", "tblGridChange", "cellIns", "cellDel", "cellMerge", "numberingChange",
)),)  # fmt: skip
_MOST_BEFORE = 30


class SeenObject(Struct, frozen=True):
    """Something in a Word file that is no text, with what tells it from others."""

    name: str
    """What the officer calls it, such as 公式."""
    text: str = ""
    """The words that it shows, or by which it is known; empty for none."""
    place: str = ""
    """The words before it; empty where it concerns the whole file."""
    key: str = ""
    """All that it consists of, to be compared and shown to nobody."""


def found(word: WordFile) -> list[SeenObject]:
    """The objects of a file, its tracked changes not yet accepted; those of headers and footers are left out."""
    main = OpenedPart(word, word.main, word.root)
    notes = [part for kind in ("footnotes", "endnotes") for part in _parts(word, kind)]
    return [
        *(each for part in (main, *notes) for each in in_part(part)),
        *_revisions(word.root),
        *_background(main),
        *_of_package(word),
        *_of_settings(word),
    ]


def _parts(word: WordFile, kind: str) -> Iterator[OpenedPart]:
    if name := package.name_of_kind(word, kind):
        yield OpenedPart(word, name, package.parse(word.parts[name]))


def in_part(part: OpenedPart) -> Iterator[SeenObject]:
    """The objects among the text of one part."""
    yield from _within(part.root, part)
    yield from _fields(part.root)


def _within(parent: etree._Element, part: OpenedPart) -> Iterator[SeenObject]:
    for child in parent:
        if child.tag == MC + "AlternateContent":
            if len({letters.said(each) for each in child}) > 1:  # which of them is shown, each program decides
                yield _seen(child, part)
            yield from _within(elements.branch(child), part)
        elif child.tag in _OPENED:
            yield from _opened(child, part)
            yield from _within(child, part)
        elif child.tag in DRAWN:
            if drawings.kind(child) is not None:
                yield _seen(child, part)
            for box in child.iter(W + "txbxContent"):
                yield from _within(box, part)
        elif child.tag not in _LET_THROUGH and not _is_a_range(child):
            yield _seen(child, part)


def _is_a_range(element: etree._Element) -> bool:
    """Whether an element only says where something tracked or tagged begins or ends."""
    return element.tag.startswith(f"{W}customXml") or element.tag.endswith(("RangeStart", "RangeEnd"))


def _seen(element: etree._Element, part: OpenedPart) -> SeenObject:
    text = letters.sign(element) or letters.said(element) or elements.alt(element)
    return SeenObject(_NAMES.get(local(element), "对象"), text, before(element), canonical.of(element, part))


def _opened(element: etree._Element, part: OpenedPart) -> Iterator[SeenObject]:
    """What an element that holds text is besides: a link to somewhere, or a control."""
    if element.tag == W + "hyperlink" and not element.get(W + "anchor", "").startswith("_Toc"):
        target = part.target(element.get(R + "id", "")) + element.get(W + "anchor", "")
        yield SeenObject(_LINK, f"{letters.said(element)}→{target}", before(element), target)
    control = element.find(W + "sdtPr") if element.tag == W + "sdt" else None
    if control is not None and control.find(W + "docPartObj") is None:
        yield SeenObject(_CONTROL, letters.said(element), before(element), canonical.of(control, part))


def before(element: etree._Element) -> str:
    """The last words of the paragraph, or else row, that holds the element, or of what stands above it."""
    for holder in element.iterancestors(W + "p", W + "tr", W + "body"):
        if holder.tag != W + "body" and (words := values.plain(letters.said(holder)).strip()):
            return words[-_MOST_BEFORE:]
        for above in () if holder.tag == W + "body" else holder.itersiblings(preceding=True):
            if words := values.plain(letters.said(above)).strip():
                return words[-_MOST_BEFORE:]
    for above in element.itersiblings(preceding=True):
        if words := values.plain(letters.said(above)).strip():
            return words[-_MOST_BEFORE:]
    return ""


# ---- fields


_COUNTED = {"TOC", "PAGEREF", "SEQ"}
"""The fields of the contents and of captions, whose words are compared themselves."""


def _fields(root: etree._Element) -> Iterator[SeenObject]:
    marks = {mark: each.text for mark, each in fields.fields(root).instructions.items()}
    simple = {each: each.get(W + "instr", "") for each in root.iter(W + "fldSimple")}
    for mark, text in {**marks, **simple}.items():
        words = instruction(text)
        if words and words.split()[0].upper() not in _COUNTED and '"_Toc' not in words:
            yield SeenObject(_FIELD, words, before(mark), words)
        if mark.find(W + "ffData") is not None:
            yield SeenObject(_CONTROL, words, before(mark), words)


def instruction(text: str) -> str:
    """The instruction of a field without what every program adds to it as it likes."""
    return " ".join(text.replace(r"\* MERGEFORMAT", "").split())


# ---- tracked changes


def _revisions(root: etree._Element) -> Iterator[SeenObject]:
    for each in root.iter(*_CHANGES):
        author = each.get(W + "author", "") or "未署名"
        yield SeenObject(REVISION, author, before(each), f"{local(each)} {letters.said(each)}")


# ---- the file around the text


_KINDS_LET_THROUGH = {
    "styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer", "footnotes",
    "endnotes", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "core-properties",
    "extended-properties", "custom-properties", "thumbnail", "printerSettings", "customXml", "customXmlProps",
    "glossaryDocument", "stylesWithEffects", "image", "hyperlink", "officeDocument", "themeOverride",
}  # fmt: skip
"""The kinds of parts that are compared elsewhere, or of which a reader sees nothing."""
_KINDS = {
    "vbaProject": "宏", "wordVbaData": "宏", "attachedTemplate": "附着的模板", "oleObject": "嵌入的对象",
    "package": "嵌入的文件", "control": "控件", "activeXControlBinary": "控件", "aFChunk": "嵌入的文件",
    "subDocument": "子文档", "chart": "图表", "chartEx": "图表", "extensibility": "自定义的按钮",
    "ui": "自定义的按钮",
    "keyMapCustomizations": "自定义的快捷键", "font": "嵌入的字体", "video": "视频", "audio": "音频",
    "frame": "框架",
    "mailMergeSource": "邮件合并的数据",
}  # fmt: skip


def _of_package(word: WordFile) -> Iterator[SeenObject]:
    named = (name.replace("_rels/", "").removesuffix(".rels") for name in word.parts if name.endswith(".rels"))
    for source in [name for name in named if package.rels_of(name) in word.parts]:
        part = OpenedPart(word, source, word.root)
        for each in package.parse(word.parts[package.rels_of(source)]):
            kind = each.get("Type", "").rpartition("/")[2]
            if kind not in _KINDS_LET_THROUGH:
                key = f"{kind} {part.target(each.get('Id', ''))}"
                yield SeenObject(_KINDS.get(kind, "附带的部件"), key=key)


def _background(main: OpenedPart) -> Iterator[SeenObject]:
    for each in main.root.iterfind(W + "background"):
        yield SeenObject("页面背景", "", "", canonical.of(each, main))


_SETTINGS_LET_THROUGH = {
    "zoom", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery",
    "displayVerticalDrawingGridEvery", "characterSpacingControl", "compat", "themeFontLang", "defaultTabStop",
    "autoHyphenation", "rsids", "mathPr", "clrSchemeMapping", "shapeDefaults", "hdrShapeDefaults", "footnotePr",
    "endnotePr", "decimalSymbol", "listSeparator", "docId", "docVars", "proofState", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "stylePaneFormatFilter", "stylePaneSortMethod",
    "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "removePersonalInformation", "removeDateAndTime",
    "embedTrueTypeFonts", "saveSubsetFonts", "embedSystemFonts", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "view", "savePreviewPicture", "noLineBreaksAfter", "noLineBreaksBefore",
    "doNotExpandShiftReturn", "punctuationKerning", "uiCompat97To2003", "hyphenationZone", "doNotHyphenateCaps",
    "consecutiveHyphenLimit", "attachedTemplate", "displayBackgroundShape", "defaultTableStyle", "captions",
    "doNotShadeFormData", "chartTrackingRefBased", "persistentDocument", "conflictMode", "defaultImageDpi",
    "discardImageEditingData", "linkStyles", "autoFormatOverride", "alignBordersAndEdges",
    "drawingGridHorizontalOrigin",
    "drawingGridVerticalOrigin", "doNotUseMarginsForDrawingGridOrigin", "printPostScriptOverText", "proofErr",
    "showEnvelope", "summaryLength", "revisionView", "formsDesign", "mirrorIndents", "smartTagType",
    "doNotValidateAgainstSchema",
    "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText", "doNotDemarcateInvalidXml",
}  # fmt: skip
"""The settings of which a reader sees nothing, or which each program writes as it likes."""
_SETTINGS = {
    "documentProtection": "文档保护", "writeProtection": "写保护", "mailMerge": "邮件合并",
    "updateFields": "打开时更新域",
    "evenAndOddHeaders": "奇偶页不同", "mirrorMargins": "对称页边距", "bookFoldPrinting": "书籍折页",
    "printTwoOnOne": "两页合印一张", "gutterAtTop": "装订线在上",
}  # fmt: skip


def _of_settings(word: WordFile) -> Iterator[SeenObject]:
    for part in _parts(word, "settings"):
        for each in part.root:
            if local(each) not in _SETTINGS_LET_THROUGH:
                key = canonical.of(each, part).replace(" val=true", "").replace(" val=1", "")
                yield SeenObject(f"文档设置（{_SETTINGS.get(local(each), '其他')}）", "", "", key)
