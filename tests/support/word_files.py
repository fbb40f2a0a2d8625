"""Small Word files for tests: a template with the styles a report has, and the parts of a file."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from juesuan.model.editions import FormFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_STYLES = {"1": "heading 1", "2": "heading 2", "3": "heading 3", "TOC1": "toc 1", "TOC2": "toc 2"}
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>模板</dc:title>'
    "<cp:lastModifiedBy>某人</cp:lastModifiedBy><cp:revision>7</cp:revision></cp:coreProperties>"
)


def template(folder: Path, *paragraphs: str) -> Path:
    """A template in ``folder`` with a paragraph for each text."""
    path = folder / "模板.docx"
    path.write_bytes(docx("".join(map(paragraph, paragraphs))))
    return path


def paragraph(text: str, style: str = "") -> str:
    """The XML of a paragraph."""
    return f"<w:p>{_look(style)}{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _look(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""


def mark(kind: str) -> str:
    """A field mark: begin, separate or end."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'


def field(result: str, *instructions: str) -> str:
    """A field in runs around its result, as Word writes it; the instruction may be split."""
    return mark("begin") + "".join(map(instruction, instructions)) + mark("separate") + result + mark("end")


def docx(body: str, header: str = "") -> bytes:
    """A Word file with this body; the text of its header may hold tags."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>' if header else ""
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "", "docProps/core.xml")
        ),
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml"), ("rId3", "image", "media/a.png")
        ),
        "word/styles.xml": _styles(),
        "word/header1.xml": f"{_HEAD}<w:hdr {_NAMES}>{paragraph(header)}</w:hdr>",
        "word/media/a.png": "一张图",
        "docProps/core.xml": _CORE,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file, in the order they stand in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("/word/document.xml", f"{_WORD}.document.main+xml"),
            ("/word/styles.xml", f"{_WORD}.styles+xml"),
            ("/word/header1.xml", f"{_WORD}.header+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        )
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    listed = "".join(
        f'<Relationship Id="{key}" Type="{f"{_OFFICE}/{kind}" if kind else core}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _styles() -> str:
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    return f'{_HEAD}<w:styles xmlns:w="{W}">{normal}{listed}</w:styles>'


def form_file(path: Path) -> FormFile:
    """The template in a file, as the program reads one."""
    return FormFile(path.name, path.read_bytes())
