"""What stands in a file's place and is none, or one of another kind, or has a name that nobody can write."""

import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from juesuan.reading.grid import Value
from tests.support import builder, water_office
from tests.support.hostile.desk import ATTACHMENT, EDITED, FILES, INPUTS, RECORDS, WORKBOOK, Desk
from tests.support.hostile.xml_structure import tree_changed
from tests.support.hostile.zip_structure import packed

_CONTENTS = (
    b"", b" ", b"\xef\xbb\xbf", "甲,乙\n1,2\n".encode(), b"<html><table><tr><td>1</td></tr></table></html>",
    b"{\\rtf1 a}", b"MZ\x90",
    b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n%%EOF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 504 + bytes(4096), b"PK\x05\x06" + bytes(18),
    b"\x1f\x8b\x08\x00", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x7fELF",
    "<?xml version='1.0'?><a/>".encode("utf-16"),
)  # fmt: skip
_ENDINGS = (
    ".xls",
    ".ods",
    ".doc",
    ".docm",
    ".XLSX",
    ".DOCX",
    ".docx",
    ".xlsx",
    ".wps",
    ".et",
    ".zip",
    "",
    ".tmp",
    ".pdf",
    ".toml",
)
_STEMS = (
    "~$甲", ".甲", "甲\n乙", "甲 ", " 甲", "甲\u202e乙", "长" * 80, "a" * 250, "CON", "甲%20乙", "{{ 7*7 }}",
    "[red]甲[/red]", "-rf", "😀",
    "青禾河治理工程", "整体支出", "甲\x1b[31m乙", "甲&<b>", "'甲\"", "甲\t", "e\u0301", "*", "甲\\乙",
)  # fmt: skip


def _cleared(desk: Desk, place: str) -> Path:
    desk.write(place, b"")
    (desk.root / place).unlink()
    return desk.root / place


def _no_file(desk: Desk) -> str:
    """With a folder, a pipe, a socket or a link where a file should be."""
    chance, place = desk.chance, desk.chance.choice((*FILES, *INPUTS))
    path, kind = _cleared(desk, place), desk.chance.randrange(5)
    if kind == 0:
        (path / chance.choice(("", "甲", path.name))).mkdir(parents=True)
    elif kind == 1:
        os.mkfifo(path)
    elif kind == 2:
        with socket.socket(socket.AF_UNIX) as made:
            here = Path.cwd()
            os.chdir(path.parent)  # the name of a socket must be short
            made.bind(path.name)
            os.chdir(here)
    elif kind == 3:
        path.symlink_to(chance.choice((path.name, "没有.docx", ".", "/dev/zero", "/dev/tty", path.parent)))
    return place


def _other_kind(desk: Desk) -> str:
    place = desk.chance.choice((*FILES, *INPUTS))
    return desk.write(place, desk.chance.choice(_CONTENTS))


def _other_ending(desk: Desk) -> str:
    chance, place = desk.chance, desk.chance.choice(INPUTS)
    path = desk.root / place
    if path.is_file():
        path.rename(path.with_suffix(chance.choice(_ENDINGS)))
    if chance.random() < 0.3:
        desk.write(str(Path(place).with_suffix(chance.choice(_ENDINGS))), chance.choice(_CONTENTS))
    return place


def _strange_name(desk: Desk) -> str:
    chance, data = desk.chance, desk.read(desk.chance.choice((ATTACHMENT, *INPUTS)))
    folder = chance.choice(
        ("inputs/2021", "inputs/2021/附件", "inputs/2021/版式", "inputs", "output", "output/2021")
    )
    name: bytes = chance.choice(
        (chance.choice(_STEMS).encode(), b"\xff\xfe", "甲".encode("gb18030"), b"\xed\xa0\x80")
    )
    name = name[:240] + chance.choice(_ENDINGS).encode()
    (desk.root / folder).mkdir(parents=True, exist_ok=True)
    path = desk.root / folder / os.fsdecode(name)
    if chance.random() < 0.2:
        path.mkdir(exist_ok=True)
    elif not os.path.lexists(path):
        path.write_bytes(data)
    return chance.choice((ATTACHMENT, EDITED)) if folder.startswith("output") else ATTACHMENT


def _no_folder(desk: Desk) -> str:
    """With a file, a link or nothing where a folder should be."""
    chance, place = (
        desk.chance,
        desk.chance.choice(("inputs/2021/附件", "inputs/2021/版式", "inputs/2020", "output/2021", RECORDS)),
    )
    path = _cleared(desk, place)
    if chance.random() < 0.5:
        path.write_bytes(b"")
    elif chance.random() < 0.5:
        path.symlink_to(chance.choice((path.name, ".", "没有")))
    return EDITED if place.startswith("output") else WORKBOOK


def _open_document(desk: Desk) -> str:
    """A workbook of LibreOffice in the place of that of Excel."""
    grids = builder.grids(water_office.department())
    sheets = "".join(
        f'<table:table table:name="{name}">{"".join(map(_row, grid.rows))}</table:table>'
        for name, grid in grids.items()
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    xml = f"<office:document-content{names}>{body}</office:document-content>".encode()
    if desk.chance.random() < 0.8:
        xml = tree_changed(xml, desk.chance)
    kind, manifest = b"application/vnd.oasis.opendocument.spreadsheet", b"<a/>"
    _cleared(desk, WORKBOOK)
    held = {"mimetype": kind, "content.xml": xml, "META-INF/manifest.xml": manifest}
    return desk.write(str(Path(WORKBOOK).with_suffix(".ods")), packed(held.items()))


def _row(row: Sequence[Value]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(value: Value) -> str:
    kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
    shown = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}">{shown}</table:table-cell>'


_SPOILERS: tuple[Callable[[Desk], str], ...] = (
    _no_file, _other_kind, _other_ending, _strange_name, _strange_name, _no_folder, _open_document,
)  # fmt: skip


def spoil(desk: Desk) -> str:
    return desk.chance.choice(_SPOILERS)(desk)
