"""The parts of a Word file, opened with care: a file from outside is refused before it can do harm.

Only zipfile and lxml are used. Nothing is written, nothing is fetched, no entity is resolved.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# The names a file saved as "strict" uses for the same things.
_STRICT = {
    f"http://purl.oclc.org/ooxml/{strict}".encode(): name[1:-1].encode()
    for strict, name in (
        ("wordprocessingml/main", W),
        ("drawingml/main", A),
        ("drawingml/wordprocessingDrawing", WP),
        ("officeDocument/relationships", R),
        ("officeDocument/math", M),
    )
}

_MOST_BYTES_OF_A_PART = 100_000_000
_MOST_BYTES = 400_000_000
_MOST_PARTS = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_OFF = {"0", "false", "off", "none"}

# Elements that only surround others: what they hold stands where they stand.
_WRAPPERS = {
    W + name
    for name in "smartTag customXml sdt sdtContent ins moveTo hyperlink fldSimple bdo dir".split()  # noqa: SIM905
}
_SEEN = (W + "t", A + "blip", VML + "imagedata", M + "t")


class NotWordFile(ValueError):  # noqa: N818 - the name is the reason
    """The data is not a Word file that can be read; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file in memory."""

    parts: Mapping[str, bytes]
    main: str
    """The name of the part that holds the text, mostly word/document.xml."""
    root: etree._Element
    """The text's XML."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs of a paragraph style."""

    name: str
    level: int | None
    """1 for a part; None when paragraphs of this style are not headings."""


def open_word(data: bytes) -> WordFile:
    """Return the parts and the text of a .docx; raises `NotWordFile` for anything else."""
    parts = _unzip(data)
    main = _main_part(parts)
    root = parse(parts[main])
    if root.tag != W + "document":
        raise NotWordFile("这是别的 Office 文件（例如 Excel 表格），不是 Word 文档；请另存为 .docx。")
    return WordFile(parts, main, root)


def parse(data: bytes) -> etree._Element:
    """Return the root of an XML part; raises `NotWordFile` when it is damaged or declares a DTD."""
    for strict, name in _STRICT.items():
        data = data.replace(strict, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise NotWordFile("Word 文件已损坏，读不出内容；请用 Word 打开，修复后重新保存。") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWordFile("Word 文件里有不该有的 DTD 声明，不能读取；请用 Word 打开后另存为 .docx。")
    return root


def in_names_of(original: bytes, data: bytes) -> bytes:
    """Return a part in the names that it had as it was read: those of a "strict" file, or the usual ones."""
    for strict, name in _STRICT.items():
        if strict in original:
            data = data.replace(name, strict)
    return data


def related(word: WordFile) -> dict[str, str]:
    """Return the names of the parts the text refers to, by relationship id; links to outside are left out."""
    return {key: target for key, (_, target) in _relationships(word.parts, word.main).items()}


def name_of_kind(word: WordFile, kind: str) -> str:
    """Return the name of the first part the text refers to as this kind, such as numbering; empty for none."""
    targets = (target for each, target in _relationships(word.parts, word.main).values() if each == kind)
    return next(targets, "")


def part_of_kind(word: WordFile, kind: str) -> etree._Element | None:
    """Return that part; None where there is none."""
    data = word.parts.get(name_of_kind(word, kind), b"")
    return parse(data) if data else None


def styles(word: WordFile) -> dict[str, Style]:
    """Return the paragraph styles by id; the style of a paragraph that names none is under the empty id."""
    part = part_of_kind(word, "styles")
    elements = {} if part is None else {e.get(W + "styleId", ""): e for e in part.iter(W + "style")}
    found = {"": Style("Normal", None)}
    for key, element in elements.items():
        style = Style(value(element, "name") or key, _level(key, elements))
        found[key] = style
        if element.get(W + "default") in {"1", "true"} and element.get(W + "type") == "paragraph":
            found[""] = style
    return found


def flat(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children as a reader meets them: wrappers opened, one branch of each alternative taken."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from flat(child)
        elif child.tag == MC + "AlternateContent":
            branches = list(child)
            # A branch without anything to see (a newer kind of chart, say) leaves the word to the other one.
            seen = (b for b in branches if next(b.iter(*_SEEN), None) is not None)
            branch = next(seen, branches[0] if branches else None)
            if branch is not None:
                yield from flat(branch)
        else:
            yield child


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the `w:val` of the child called `name`, None when there is no such child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "")


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Say whether a property such as `w:b` is there and not switched off."""
    setting = value(parent, name)
    return setting is not None and setting not in _OFF


def _unzip(data: bytes) -> dict[str, bytes]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotWordFile("Word 文件加了密码；请用 Word 打开，取消密码后重新保存。")
        raise NotWordFile("这是旧格式的 .doc 文件；请用 Word 打开，另存为 .docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise NotWordFile("文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。") from error


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """Trust the sizes the file states: zipfile never unpacks more than them."""
    sizes = [entry.file_size for entry in entries]
    if len(sizes) > _MOST_PARTS or max(sizes, default=0) > _MOST_BYTES_OF_A_PART or sum(sizes) > _MOST_BYTES:
        raise NotWordFile("Word 文件解压后过大，不予读取；请压缩其中的图片或删去多余内容后重新保存。")


def _main_part(parts: Mapping[str, bytes]) -> str:
    targets = [target for kind, target in _relationships(parts, "").values() if kind == "officeDocument"]
    main = next((target for target in targets if target in parts), "")
    if not main:
        raise NotWordFile("文件是压缩包，但不是 Word 文档；请用 Word 打开原文件，另存为 .docx。")
    return main


def _relationships(parts: Mapping[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """Return kind and target part of each relationship of `source` that stays inside the file."""
    folder = dirname(source)
    data = parts.get(join(folder, "_rels", f"{source.rpartition('/')[2]}.rels"))
    if data is None:
        return {}
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            normpath(join("/", folder, unquote(element.get("Target", ""))))[1:],
        )
        for element in parse(data)
        if element.get("TargetMode") != "External"
    }


def _level(key: str, elements: Mapping[str, etree._Element]) -> int | None:
    """Return the outline level of a style: its own, else that of its built-in name, else that of its base."""
    seen = set()
    while key in elements and key not in seen:
        seen.add(key)
        outline = value(elements[key].find(W + "pPr"), "outlineLvl")
        if outline and outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else None  # noqa: PLR2004 - 9 means body text
        built_in = re.fullmatch(r"(?:heading|标题) ?([1-9])", value(elements[key], "name") or "", re.IGNORECASE)
        if built_in:
            return int(built_in[1])
        key = value(elements[key], "basedOn") or ""
    return None
