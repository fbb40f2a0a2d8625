"""A finished report in 附件 comes through whole, in the Word file and in the PDF."""

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from juesuan.model.document import Heading, Picture, Table
from tests.support import builder, report
from tests.support.report import Report
from tests.support.water_office import department

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def png(grey: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([grey]) * 4 for _ in range(4))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def drawn(key: str, alt: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="1800000"/><wp:docPr id="1" name="x" '
        f'descr="{alt}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def item(text: str, level: int) -> str:
    look = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, extra: str = "") -> str:
    return f"<w:tc><w:tcPr>{extra}</w:tcPr>{builder.paragraph(text)}</w:tc>"


BODY = "".join(
    (
        builder.paragraph("青禾县水务局整体支出绩效自评报告", "ti"),
        builder.paragraph("一、基本情况", "1"),
        "<w:p><w:r><w:t>全年治理河道{{ 业务.</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
        "<w:t>治理河道 }}，花了37万元</w:t></w:r>"
        "<w:ins><w:r><w:t>，新插入</w:t></w:r></w:ins><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del>"
        "<w:r><w:t>。</w:t></w:r></w:p>",
        item("总则", 0), item("细则甲", 1), item("小点", 2), item("细则乙", 1), item("附则", 0),
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="3000"/>'
        '<w:gridCol w:w="2000"/></w:tblGrid>'
        "<w:tr>" + cell("宽头", '<w:gridSpan w:val="2"/>') + cell("窄头") + "</w:tr>"
        "<w:tr>" + cell("合并", '<w:vMerge w:val="restart"/>') + cell("右上") + cell("末上") + "</w:tr>"
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("右下") + cell("末下") + "</w:tr></w:tbl>",
        drawn("rId8", "河道"), drawn("rId9"),
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        + builder.paragraph("框里的字") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    )
)  # fmt: skip


def own_report(body: str = BODY) -> bytes:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(
            (("chineseCounting", "%1、"), ("decimal", "%2."), ("lowerLetter", "%2.%3）"))
        )
    )
    base = builder.docx_of("")
    parts = dict(zip_parts(base))
    parts["word/document.xml"] = f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>".encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="ti"><w:name w:val="Title"/></w:style></w:styles>',
    )
    parts["word/numbering.xml"] = (
        f'{_HEAD}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()
    more = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("rId7", "numbering", "numbering.xml"),
            ("rId8", "image", "media/a.png"),
            ("rId9", "image", "media/b.png"),
        )
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", more.encode() + b"</Relationships>")
    parts |= {"word/media/a.png": png(40), "word/media/b.png": png(200)}
    return builder.zipped(parts)


def zip_parts(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = builder.write(tmp_path_factory.mktemp("own") / "2021", department())
    (folder / "附件" / "2021年整体支出绩效自评报告.docx").write_bytes(own_report())
    return report.make(folder, folder.parent / "output")


NUMBERED = ["一、总则", "1. 细则甲", "1.a）小点", "2. 细则乙", "二、附则"]


def test_the_lists_keep_their_numbers_in_both_files(made: Report) -> None:
    assert [line for line in made.lines if line in NUMBERED] == NUMBERED
    text = "".join(report.pdf_pages(made.pdf))
    places = [text.find(line.replace(" ", "")) for line in NUMBERED]
    assert -1 not in places
    assert places == sorted(places)


def test_the_text_comes_through(made: Report) -> None:
    assert "全年治理河道12.5公里，花了37万元，新插入。" in made.text
    assert "删掉的" not in made.text
    assert "框里的字" not in made.text
    assert Heading(3, "附件一级标题", "一、基本情况", "") in [
        Heading(each.level, each.style, each.text, "") for each in made.blocks if isinstance(each, Heading)
    ]


def test_the_table_and_the_pictures_come_through(made: Report) -> None:
    table = [each for each in made.blocks if isinstance(each, Table)][-1]
    assert [[(box.columns, box.rows) for box in row] for row in table.rows] == [
        [(2, 1), (1, 1)], [(1, 2), (1, 1), (1, 1)], [(1, 1), (1, 1)],
    ]  # fmt: skip
    assert sum(table.widths) == 8844
    pictures = [each.data for each in made.blocks if isinstance(each, Picture)]
    assert pictures[-2:] == [png(40), png(200)]


def test_what_is_lost_is_told(made: Report) -> None:
    told = [str(each) for each in made.made.problems if each.code.startswith("A")]
    assert any("文本框" in each and "A02" in each for each in told)
    assert any("修订" in each for each in told)
    assert any("替代文字" in each for each in told)
    assert any("A04" in each for each in told)


def test_another_program_shows_the_same_text(made: Report, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    (tmp_path / "a.docx").write_bytes(made.docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = "".join(report.pdf_pages((tmp_path / "a.pdf").read_bytes()))
    places = [text.find(line.replace(" ", "")) for line in NUMBERED]
    assert -1 not in places
    assert places == sorted(places)
