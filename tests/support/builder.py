"""Ways to write a department's year and to change one thing of it, and Word files by hand."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from msgspec.structs import asdict

from juesuan.model import written_text, year_folder
from juesuan.model.accounts import Accounts
from juesuan.model.sheets import Sheet
from juesuan.model.workbook_form import SHEETS
from juesuan.reading import workbook
from juesuan.reading.grid import Grid, Stored
from juesuan.year import blank_workbook
from juesuan.year.blank_workbook import Content, Entry
from tests.support import water_office
from tests.support.water_office import Value

Texts = Mapping[str, Sequence[str]]
"""Heading path, 主要职能 or 项目：名称/项目综述, to its paragraphs; one that begins with # is a heading."""


def changed(content: Content, sheet: str, row: str, column: str, value: Value) -> Content:
    """The content with one cell changed; a row is named by its first or second cell, such as 项目 or 科目名称."""
    if not any(_is_named(entry, row) for entry in content[sheet]):
        raise KeyError(row)
    rows = [{**entry, column: value} if _is_named(entry, row) else entry for entry in content[sheet]]
    return {**content, sheet: rows}


def added(content: Content, sheet: str, *entries: Entry) -> Content:
    """The content with more rows at the end of a sheet."""
    return {**content, sheet: [*content[sheet], *entries]}


def without(content: Content, sheet: str, row: str) -> Content:
    """The content without a row."""
    return {**content, sheet: [entry for entry in content[sheet] if not _is_named(entry, row)]}


def _is_named(entry: Entry, row: str) -> bool:
    return row in {str(value) for value in list(entry.values())[:2]}


def write(
    folder: Path, content: Content, texts: Texts | None = None, *, units: Mapping[str, str] | None = None
) -> Path:
    """A whole year's folder, which is returned; without ``texts`` it has those of the water office."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / year_folder.WORKBOOK).write_bytes(_book(content, units))
    (folder / year_folder.TEXTS).write_bytes(docx(water_office.texts(content) if texts is None else texts))
    (folder / year_folder.ATTACHMENTS).mkdir(exist_ok=True)
    return folder


_books: dict[str, bytes] = {}


def _book(content: Content, units: Mapping[str, str] | None) -> bytes:
    """The workbook of that content, which takes a tenth of a second to make and many tests begin with."""
    asked = repr((content, units))
    if asked not in _books:
        _books[asked] = blank_workbook.workbook(content, units=units)
    return _books[asked]


def grids(content: Content, units: Mapping[str, str] | None = None) -> Mapping[str, Grid]:
    """The sheets of the workbook as they are read from the file, without a file: numbers as binary floats."""
    return {
        sheet.name: _grid(sheet, content.get(sheet.name, ()), (units or {}).get(sheet.name, "元"))
        for sheet in SHEETS
    }


def accounts(content: Content) -> Accounts:
    """The accounts of a workbook with that content, without a file and without texts; its faults are not told."""
    book = workbook.of(grids(content), [])
    return Accounts(**asdict(book), texts={})


def _grid(sheet: Sheet, entries: Sequence[Entry], unit: str) -> Grid:
    heads = [column.heading for column in sheet.columns]
    rows: list[list[Stored]] = [[sheet.name], [], ["金额单位", unit] if sheet.money else [], [*heads]]
    rows += [[_stored(entry.get(head, "")) for head in heads] for entry in entries]
    return Grid(sheet.name, tuple(tuple(row) for row in rows))


def _stored(value: Value) -> Stored:
    return value if isinstance(value, str) else float(value)


# ---- 文字材料.docx by hand

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/></Types>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="t">'
    + f'<w:name w:val="{written_text.GUIDANCE_STYLE}"/></w:style></w:styles>'
)


def docx(content: Texts) -> bytes:
    """A Word file with the texts under their headings."""
    return docx_of("".join(headed(content)))


def docx_of(body: str) -> bytes:
    """A Word file with a body written by hand, for what `docx` cannot hold."""
    document = f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the parts, whose bytes are those of the parts alone."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """The XML of a paragraph; a style is 1, 2, 3 for a heading, t for advice to the writer."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def headed(content: Texts) -> Iterable[str]:
    """The XML of the texts under their headings."""
    top = ""
    for key, paragraphs in content.items():
        above, _, name = key.rpartition("/")
        if above and above != top:
            yield paragraph(above, "1")
        yield paragraph(name, "2" if above else "1")
        top = above
        for text in paragraphs:
            below = "3" if above else "2"
            yield paragraph(text.removeprefix("# "), below) if text.startswith("# ") else paragraph(text)
