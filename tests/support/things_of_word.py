"""Things that people put into a Word file, as XML with @ where the words stand, and a file that can hold them."""

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from tests.ooxml.test_blocks import OFFICE, PNG, drawing
from tests.support.builder import zipped
from tests.support.word_files import parts

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HAND = 'w:id="90" w:author="甲" w:date="2021-01-01T00:00:00Z"'
_T = '<w:t xml:space="preserve">@</w:t>'
_R = f"<w:r>{_T}</w:r>"
_P = f"<w:p>{_R}</w:p>"


def _look(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{_T}</w:r>"


STYLED: Mapping[str, str] = {
    "struck": "<w:strike/>", "twice struck": "<w:dstrike/>", "hidden": "<w:vanish/>", "capitals": "<w:caps/>",
    "raised": '<w:vertAlign w:val="superscript"/>', "higher": '<w:position w:val="8"/>',
}  # fmt: skip
"""Looks that only a style states, by the name of the style: of letters (c), of paragraphs (p), of tables (t)."""
_STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{kind[0]} {name}"><w:name w:val="{kind} {name}"/>'
    f"<w:rPr>{look}</w:rPr></w:style>"
    for name, look in STYLED.items()
    for kind in ("character", "paragraph", "table")
)


def _field(instruction: str, result: str = _R) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    words = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return marks["begin"] + words + marks["separate"] + result + marks["end"]


def _control(properties: str, inside: str = _R) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _cell(inside: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def _table(*rows: str, style: str = "") -> str:
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    grid = '<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    above = f'<w:tblPr>{named}<w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}'
    return f"<w:tbl>{above}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _listed(level: int, inside: str) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr>{inside}</w:p>"


def _math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


_MT = "<m:r><m:t>@</m:t></m:r>"
_BOX = f"<w:txbxContent>{_P}</w:txbxContent>"
_SHAPE = (
    '<w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="7" name="框"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
    f"{_BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
_VML = f'<w:pict><v:shape style="width:10pt;height:10pt"><v:textbox>{_BOX}</v:textbox></v:shape></w:pict>'

_CHART = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="8" name="图" descr="@"/>'
    '<a:graphic><a:graphicData uri="http://x/2006/chart"><c/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
INLINE: Mapping[str, str] = {
    "plain": _R,
    **{name: _look(f"<w:{name}/>") for name in ("strike", "dstrike", "vanish", "caps", "smallCaps", "webHidden")},
    "superscript": _look('<w:vertAlign w:val="superscript"/>'),
    "subscript": _look('<w:vertAlign w:val="subscript"/>'),
    "raised by its place": _look('<w:position w:val="8"/>'),
    **{f"{name} by its style": _look(f'<w:rStyle w:val="c {name}"/>') for name in STYLED},
    "highlight": _look('<w:highlight w:val="yellow"/>'),
    "white": _look('<w:color w:val="FFFFFF"/>'),
    "tiny": _look('<w:sz w:val="2"/>'),
    "simple field": f'<w:fldSimple w:instr=" DATE ">{_R}</w:fldSimple>',
    **{f"field {name}": _field(name) for name in ("DATE", "REF _Ref1", "HYPERLINK x", "=SUM(A1)", "FORMTEXT")},
    "field EQ": _field(r"EQ \f(@,4)", ""),
    "field EQ that no line shows": _field(r"EQ \x(@)", ""),
    "circled": _field(r"eq \o\ac(○,@)", ""),
    "field in a field": _field("IF 1", _field("REF a")),
    "hyperlink": f'<w:hyperlink w:anchor="a">{_R}</w:hyperlink>',
    "footnote": '<w:r><w:footnoteReference w:id="4"/></w:r>',
    "endnote": '<w:r><w:endnoteReference w:id="4"/></w:r>',
    "comment": '<w:commentRangeStart w:id="4"/><w:commentRangeEnd w:id="4"/>'
    '<w:r><w:commentReference w:id="4"/></w:r>',
    "placeholder": _control("<w:showingPlcHdr/><w:text/>"),
    "control": _control("<w:text/>"),
    "drop-down": _control('<w:dropDownList><w:listItem w:displayText="@" w:value="1"/></w:dropDownList>'),
    "checkbox": _control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'),
    "date": _control('<w:date w:fullDate="2021-01-01T00:00:00Z"/>'),
    "inserted": f"<w:ins {_HAND}>{_R}</w:ins>",
    "deleted": f"<w:del {_HAND}><w:r><w:delText>@</w:delText></w:r></w:del>",
    "moved here": f"<w:moveTo {_HAND}>{_R}</w:moveTo>",
    "moved away": f"<w:moveFrom {_HAND}>{_R}</w:moveFrom>",
    "look changed": f"<w:r><w:rPr><w:b/><w:rPrChange {_HAND}><w:rPr/></w:rPrChange></w:rPr>{_T}</w:r>",
    "sign of Symbol": f'<w:r>{_T}<w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
    "equation": _math(_MT),
    "fraction": _math(f"<m:f><m:num>{_MT}</m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f>"),
    "power": _math(f"<m:sSup><m:e>{_MT}</m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"),
    "root": _math(f"<m:rad><m:deg/><m:e>{_MT}</m:e></m:rad>"),
    "sum": _math(f"<m:nary><m:sub/><m:sup/><m:e>{_MT}</m:e></m:nary>"),
    "equation of its own": f"<m:oMathPara>{_math(_MT)}</m:oMathPara>",
    "box of DrawingML": f"<w:r>{_SHAPE}</w:r>",
    "box of VML": f"<w:r>{_VML}</w:r>",
    "box in two kinds": f"<w:r><mc:AlternateContent><mc:Choice>{_SHAPE}</mc:Choice>"
    f"<mc:Fallback>{_VML}</mc:Fallback></mc:AlternateContent></w:r>",
    "picture": f"<w:r>{_T}{drawing()}</w:r>",
    "linked picture": f"<w:r>{drawing('missing', alt='@')}</w:r>",
    "object": '<w:r><w:object><v:shape alt="@" style="width:10pt;height:10pt"><v:imagedata r:id="p"/></v:shape>'
    "</w:object></w:r>",
    "chart": _CHART,
    "line break": f"<w:r><w:br/>{_T}</w:r>",
    "page break": f'<w:r><w:br w:type="page"/>{_T}</w:r>',
    "column break": f'<w:r><w:br w:type="column"/>{_T}</w:r>',
    "tab": f"<w:r><w:tab/>{_T}<w:ptab/><w:cr/></w:r>",
    "hyphens": f"<w:r><w:softHyphen/>{_T}<w:noBreakHyphen/></w:r>",
    "ruby": f"<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase>{_R}</w:rubyBase></w:ruby></w:r>",
    "pronunciation": f"<w:r><w:ruby><w:rt>{_R}</w:rt><w:rubyBase><w:r><w:t>雁</w:t></w:r></w:rubyBase></w:ruby>"
    "</w:r>",
    "bookmark": f'<w:bookmarkStart w:id="5" w:name="b"/>{_R}<w:bookmarkEnd w:id="5"/>',
    "smart tag": f'<w:smartTag w:uri="u" w:element="e">{_R}</w:smartTag>',
    "custom XML": f'<w:customXml w:element="e"><w:customXmlPr/>{_R}</w:customXml>',
    "right to left": f'<w:bdo w:val="rtl">{_R}</w:bdo>',
    "something new": f"<w:novel>{_R}</w:novel>",
    "number": "<w:r><w:t>@</w:t></w:r><w:r><w:pgNum/></w:r>",
}  # fmt: skip
"""What stands inside a paragraph."""
BLOCK: Mapping[str, str] = {
    "paragraph": _P,
    **{
        f"{name} by the style of its paragraph": f'<w:p><w:pPr><w:pStyle w:val="p {name}"/></w:pPr>{_R}</w:p>'
        for name in STYLED
    },
    "numbered": _listed(0, _R),
    "words of a number": _listed(1, "<w:r><w:t>甲</w:t></w:r>"),
    "block control": _control("<w:text/>", _P),
    "block placeholder": _control("<w:showingPlcHdr/>", _P),
    "table": _table(_cell(_P)),
    **{f"{name} by the style of its table": _table(_cell(_P), style=f"t {name}") for name in STYLED},
    "table in a table": _table(_cell(f"{_table(_cell(_P))}<w:p/>")),
    "merged cells": _table(
        _cell("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", '<w:vMerge w:val="restart"/>'), _cell(_P, "<w:vMerge/>")
    ),
    "deleted row": _table(f"<w:trPr><w:del {_HAND}/></w:trPr>{_cell(_P)}", _cell("<w:p/>")),
    "deleted paragraph": f"<w:del {_HAND}>{_P}</w:del>",
    "end of a paragraph": f"<w:p><w:pPr><w:rPr><w:del {_HAND}/></w:rPr></w:pPr>{_R}</w:p>",
    "file inside": '<w:altChunk r:id="p"/>',
    "part of a master": '<w:p><w:subDoc r:id="p"/></w:p>',
    "header": '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr></w:pPr></w:p>',
    "something new between": f"<w:novel>{_P}</w:novel>",
}  # fmt: skip
"""What stands between paragraphs."""


class Thing(Struct, frozen=True):
    """A thing in a Word file, with the words that it holds."""

    name: str
    words: str

    @property
    def xml(self) -> str:
        """Its XML."""
        return (INLINE.get(self.name) or BLOCK[self.name]).replace("@", self.words)

    @property
    def is_inline(self) -> bool:
        """Whether it stands inside a paragraph."""
        return self.name in INLINE


def put(thing: Thing, paragraphs: list[str], place: int, *, is_behind: bool) -> str:
    """The XML of the paragraphs with the thing in one of them or, where it is none for a paragraph, behind it."""
    chosen = paragraphs[place]
    end = chosen.index("<w:r>") if not is_behind else len(chosen) - len("</w:p>")
    made = chosen[:end] + thing.xml + chosen[end:] if thing.is_inline else chosen + thing.xml
    return "".join((*paragraphs[:place], made, *paragraphs[place + 1 :]))


def docx(body: str, words: str, styles: str) -> bytes:
    """A Word file with everything that things refer to: notes, a comment, a list, a header, a picture."""
    part = f"<w:{{0}} {_NAMES}>{{1}}</w:{{0}}>"
    remark = f'<w:{{0}} w:id="4"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{{0}}>'
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{1}"/></w:lvl>'
    levels = level.format(0, "%1.") + level.format(1, f"{words}%2、")
    referred = (kind for kind in ("footnote", "endnote", "comment") if f"<w:{kind}Reference " in body)
    held = {f"{kind}s": part.format(f"{kind}s", remark.format(kind)) for kind in referred}
    held["numbering"] = part.format(
        "numbering", f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
    )  # fmt: skip
    held["styles"] = part.format("styles", styles + _STYLES)
    if "<w:headerReference " in body:
        held["header"] = part.format("hdr", f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    relations = "".join(
        f'<Relationship Id="{"h" if kind == "header" else kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in held
    )
    picture = f'<Relationship Id="p" Type="{OFFICE}/image" Target="media/image1.png"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    main = f'<Relationship Id="m" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    rels = f'<Relationships xmlns="{package}/relationships">{{0}}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": rels.format(main),
            "word/_rels/document.xml.rels": rels.format(relations + picture),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
            "word/media/image1.png": PNG,
            **{f"word/{kind}.xml": data for kind, data in held.items()},
        }
    )


def words_of(data: bytes) -> str:
    """All the words that Word shows of a file, also in notes and lists; read without the program's own code."""
    found = ""
    for name, part in parts(data).items():
        if name in {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/numbering.xml"}:
            for each in etree.fromstring(part).iter():
                kind = etree.QName(each).localname
                found += (each.text or "") if kind == "t" else ""
                found += "".join(map(str, each.attrib.values())) if kind == "lvlText" else ""
    return found
