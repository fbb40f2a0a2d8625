"""Templates that carry a probe, which a template language would evaluate, wherever a Word file has room."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from juesuan.model import editions
from tests.support import word_files

TEMPLATE = editions.named("四川2020").template.data
PROBES = (
    "{{ 7*7 }}",
    "{{ 'ab'*3 }}",
    "{{ 'a'*10**9 }}",
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ 单位.全称.__class__ }}",
    "{{ 单位.全称.text.join('ab') }}",
    "{{ 单位['全称'] }}",
    "{{ 单位.全称|upper }}",
    "{{ 单位.全称|attr('__class__') }}",
    "{{ 单位.全称 is defined }}",
    "{{ 单位.全称 ~ 年度 }}",
    "{{ 年度 if 年度 else 单位 }}",
    "{{ 图.收支总计.tpl.write_xml('probe.xml') }}",
    "{{ 图.收支总计.tpl.docx.save('probe.docx') }}",
    "{{ 图.收支总计.tpl.replace_zipname('word/media/image1.png','/etc/passwd') }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch probe') }}",
    "{{ lipsum(9) }}",
    "{{ range(9) }}",
    "{{ loop }}",
    "{{ namespace(a=49) }}",
    "{{ 49 }}",
    "{{ true }}",
    "{% for x in range(10**9) %}{% endfor %}",
    "{% for x in 绩效项目 if x %}49{% endfor %}",
    "{% for x in 绩效项目 recursive %}49{% endfor %}",
    "{% for x, y in 单位.items() %}49{% endfor %}",
    "{% for x in 绩效项目 %}{% else %}49{% endfor %}",
    "{% if 7*7 == 49 %}ababab{% endif %}",
    "{% if 年度.__class__ %}ababab{% endif %}",
    "{% if 年度 in 单位 %}ababab{% endif %}",
    "{% set x = 49 %}",
    "{% set x %}49{% endset %}",
    "{% macro x() %}49{% endmacro %}",
    "{% call 单位() %}49{% endcall %}",
    "{% filter upper %}ab{% endfilter %}",
    "{% with x = 49 %}{{ x }}{% endwith %}",
    "{% block x %}49{% endblock %}",
    "{% extends '/etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% import '/etc/passwd' as x %}",
    "{% from '/etc/passwd' import x %}",
    "{% raw %}{{ 年度 }}{% endraw %}",
    "{% autoescape false %}{{ 年度 }}{% endautoescape %}",
    "{% do 单位.clear() %}",
    "{% debug %}",
    "{%- if 年度 %}ababab{%- endif %}",
    "{%+ if 年度 %}ababab{% endif %}",
    "{# ababab #}",
    "{{r 单位.全称 }}",
    "{{p 单位.全称 }}",
    "{%tc if 年度 %}",
    "{%r if 年度 %}",
    "{% colspan 49 %}",
    "{% cellbg 49 %}",
    "{% vm %}",
    "{% hm %}",
    "{_{ 7*7 }_}",
    "{_% if 年度 %_}",
)
"""None of them is a tag of docs/标签.md."""
RESULTS = (
    "49", "ababab", "<class", "示例县示例局", "2024", "True", "range(0", "root:x:", "<Namespace", "LoopContext",
    "TemplateReference", "Undefined", "{{", "{%", "{#",
)  # fmt: skip
"""What would be printed if one were evaluated, by the tags of the example."""

_HEADING = "二、机构设置</w:t></w:r></w:p>"
SMALL = word_files.docx(word_files.paragraph("二、机构设置", "2") + word_files.paragraph("{{ 上年度 }}"))
"""A template of two lines; none of its tags prints one of ``RESULTS``."""
_W = f'xmlns:w="{word_files.W}"'
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _text(words: str, name: str = "w:t") -> str:
    return f'<{name} xml:space="preserve">{escape(words)}</{name}>'


def _runs(*pieces: str, name: str = "w:t") -> str:
    return "".join(f"<w:r>{_text(piece, name)}</w:r>" for piece in pieces)


def _references(words: str) -> str:
    return "".join(f"&#x{ord(letter):x};" for letter in words)


def _box(paragraph: str) -> str:
    content = f"<w:txbxContent>{paragraph}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{content}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict {_VML}><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent {_MC}>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"


def _over(probe: str, first: str, second: str) -> str:
    """Its first brace in an element of one name, the rest in one of another."""
    return _runs(probe[:1], name=first) + _runs(probe[1:], name=second)


_IN_PARAGRAPH: Mapping[str, Callable[[str], str]] = {
    "a run": _runs,
    "runs, a letter each": lambda probe: _runs(*probe),
    "behind a tag": lambda probe: _runs("{{ 上年度 }}" + probe),
    "in a tag": lambda probe: _runs("{{ 上年度" + probe + " }}"),
    "character references": lambda probe: f"<w:r><w:t>{_references(probe)}</w:t></w:r>",
    "CDATA": lambda probe: f"<w:r><w:t><![CDATA[{probe}]]></w:t></w:r>",
    "a comment in it": lambda probe: f"<w:r><w:t>{escape(probe[:1])}<!-- x -->{escape(probe[1:])}</w:t></w:r>",
    "instructions": lambda probe: _runs(probe, name="w:instrText"),
    "instructions, a letter each": lambda probe: _runs(*probe, name="w:instrText"),
    "text and instruction": lambda probe: _over(probe, "w:t", "w:instrText"),
    "instruction and text": lambda probe: _over(probe, "w:instrText", "w:t"),
    "deleted": lambda probe: _over(probe, "w:delText", "w:delText"),
    "a formula": lambda probe: f"<m:oMath {_M}><m:r>{_text(probe, 'm:t')}</m:r></m:oMath>",
    "a drawing": lambda probe: f"<w:r><w:drawing><a:t {_A}>{escape(probe)}</a:t></w:drawing></w:r>",
    "a text of no run": _text,
    "a run itself": lambda probe: f"<w:r>{escape(probe)}</w:r>",
    "behind an element": lambda probe: f"<w:r/>{escape(probe)}",
    "an attribute of a field": lambda probe: f"<w:fldSimple w:instr={quoteattr(probe)}/>",
    "an attribute of a bookmark": lambda probe: f'<w:bookmarkStart w:id="1" w:name={quoteattr(probe)}/>',
    "an attribute of a text": lambda probe: f"<w:r><w:t w:x={quoteattr(probe)}>甲</w:t></w:r>",
}
"""The XML of a paragraph that holds the probe."""

_AMONG_PARAGRAPHS: Mapping[str, Callable[[str], str]] = {
    "a text box": lambda probe: _box(f"<w:p>{_runs(probe)}</w:p>"),
    "a text box, instructions": lambda probe: _box(f"<w:p>{_runs(*probe, name='w:instrText')}</w:p>"),
    "between paragraphs": lambda probe: f"<w:p/>{escape(probe)}<w:p/>",
    "over two paragraphs": lambda probe: f"<w:p>{_runs(probe[:1])}</w:p><w:p>{_runs(probe[1:])}</w:p>",
    "a content control": lambda probe: f"<w:sdt><w:sdtContent><w:p>{_runs(probe)}</w:p></w:sdtContent></w:sdt>",
    "a table": lambda probe: f"<w:tbl><w:tr><w:tc><w:p>{_runs(*probe)}</w:p></w:tc></w:tr></w:tbl>",
    "a table without cells": lambda probe: f"<w:tbl><w:p>{_runs(probe)}</w:p></w:tbl>",
    "an attribute of a paragraph": lambda probe: f"<w:p w:rsidR={quoteattr(probe)}>{_runs('甲')}</w:p>",
    "an attribute of a table": lambda probe: f"<w:tbl w:x={quoteattr(probe)}/>",
    "a namespace": lambda probe: f"<w:p xmlns:x={quoteattr(probe)}>{_runs('甲')}</w:p>",
    "a comment": lambda probe: f"<!-- {probe} --><w:p/>",
    "an instruction of XML": lambda probe: f"<?x {probe}?><w:p/>",
}
"""The XML of paragraphs and what stands between them."""


def _paragraph(form: Callable[[str], str]) -> Callable[[str], str]:
    return lambda probe: f"<w:p>{form(probe)}</w:p>"


IN_TEXT = {**{name: _paragraph(form) for name, form in _IN_PARAGRAPH.items()}, **_AMONG_PARAGRAPHS}
"""The XML of the text that holds the probe."""

PARTS: Mapping[str, tuple[str, str]] = {
    "word/header1.xml": ("header", f"{_WORD}.header+xml"),
    "word/kopf.xml": ("header", f"{_WORD}.header+xml"),
    "fuss/zeile.xml": ("footer", f"{_WORD}.footer+xml"),
    "word/footnotes.xml": ("footnotes", f"{_WORD}.footnotes+xml"),
    "word/endnotes.xml": ("endnotes", f"{_WORD}.endnotes+xml"),
    "word/comments.xml": ("comments", f"{_WORD}.comments+xml"),
    "word/numbering.xml": ("numbering", f"{_WORD}.numbering+xml"),
    "word/fontTable.xml": ("fontTable", f"{_WORD}.fontTable+xml"),
    "word/webSettings.xml": ("webSettings", f"{_WORD}.webSettings+xml"),
    "word/glossary/document.xml": ("glossaryDocument", f"{_WORD}.document.glossary+xml"),
    "word/theme/theme1.xml": ("theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "word/charts/chart1.xml": ("chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"),
    "word/afchunk.html": ("aFChunk", "text/html"),
    "word/embeddings/a.docx": ("package", f"{_WORD}.document"),
    "customXml/item1.xml": ("customXml", "application/xml"),
    "word/media/image1.png": ("image", "image/png"),
    "word/nobody.xml": ("", f"{_WORD}.header+xml"),
}
"""Each part by name: what it is to the text, and its type."""
SILENT = (
    "word/fontTable.xml",
    "word/webSettings.xml",
    "word/theme/theme1.xml",
    "customXml/item1.xml",
    "word/nobody.xml",
)
"""Those that are taken as they are: what stands in them is no text of the report."""


def in_text(template: bytes, place: str, probe: str) -> bytes:
    """The template with the probe in a place of ``IN_TEXT``, behind the heading 二、机构设置."""
    parts = word_files.parts(template)
    text = parts["word/document.xml"].decode()
    assert text.count(_HEADING) == 1
    return packed(
        {**parts, "word/document.xml": text.replace(_HEADING, _HEADING + IN_TEXT[place](probe)).encode()}
    )


def in_part(template: bytes, name: str, probe: str) -> bytes:
    """The template with a part of ``PARTS`` that holds the probe as text, split, and as an attribute."""
    kind, content = PARTS[name]
    held = f"<w:p w:x={quoteattr(probe)}>{_runs(probe)}{_runs(*probe, name='w:instrText')}</w:p>"
    root = {"header": "hdr", "footer": "ftr"}.get(kind, kind or "hdr")
    parts = word_files.parts(template)
    parts[name] = f"<w:{root} {_W}><!-- {probe} -->{held}</w:{root}>".encode()
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{content}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    if kind:
        _relate(parts, f'Id="rIdProbe" Type="{_OFFICE}/{kind}" Target="/{name}"')
    return packed(parts)


def beside(template: bytes, probe: str) -> Iterator[tuple[str, bytes]]:
    """The template with the probe in what every Word file has beside its text, place by place."""
    parts = word_files.parts(template)
    attribute = f"x={quoteattr(probe)}"
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and name != "word/document.xml":
            head, root, rest = data.decode().partition("?>")
            yield (
                f"an attribute of {name}",
                packed({**parts, name: f"{head}{root}{_with(rest, attribute)}".encode()}),
            )
    related, target = dict(parts), f"Id={quoteattr(probe)} Target={quoteattr(probe)}"
    _relate(related, f'{target} Type="{_OFFICE}/hyperlink" TargetMode="External"')
    yield "a relationship to outside", packed(related)
    inside = dict(parts)
    _relate(inside, f'{target} Type="{_OFFICE}/image"')
    yield "a relationship to nothing", packed(inside)
    yield "the name of a part", packed({**parts, f"word/{probe.replace('/', '')}.xml": b"<a/>"})
    yield "the comment of the archive", packed(parts, comment=probe.encode())
    core = parts["docProps/core.xml"].decode()
    for name in ("title", "subject", "creator", "description", "identifier", "language"):
        stated = f"<dc:{name}>{escape(probe)}</dc:{name}></cp:coreProperties>"
        yield (
            f"the {name} of the file",
            packed({**parts, "docProps/core.xml": core.replace("</cp:coreProperties>", stated).encode()}),
        )


def _with(xml: str, attribute: str) -> str:
    end = xml.index(">") - (xml[xml.index(">") - 1] == "/")
    return f"{xml[:end]} {attribute}{xml[end:]}"


def _relate(parts: dict[str, bytes], attributes: str) -> None:
    name = "word/_rels/document.xml.rels"
    whole = parts[name].decode()
    parts[name] = whole.replace("</Relationships>", f"<Relationship {attributes}/></Relationships>").encode()


def packed(parts: Mapping[str, bytes], *, comment: bytes = b"") -> bytes:
    """A Word file of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()
