"""The parts of a Word file, opened with care: a file from outside is refused before it can do harm.

Only zipfile and lxml are used. Nothing is written, nothing is fetched, no entity is resolved.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from itertools import islice
from posixpath import dirname, join, normpath
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from juesuan.ooxml import unzipped
from juesuan.ooxml.elements import WP, A, M, R, W, value
from juesuan.ooxml.unzipped import DamagedZip, OversizedZip

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

_MEGA = 1_000_000
_MOST_BYTES_OF_A_PART, _MOST_BYTES = 100_000_000, 200_000_000
"""Pictures are parts, too."""
_MOST_TAGS, _MOST_PARAGRAPHS = 500_000, 50_000
"""Opening and closing, of a part that is read; and of the text: a book of a thousand pages has no more."""
_MOST_EQUALS = 500_000
"""Of the attributes of a part: each takes more memory than its element, and there are fewer of them than tags."""
_MOST_SIGNS = 1_000_000
"""Of the text, what Word keeps of fields and deletions included: a thousand pages."""
_LENGTH = etree.XPath("string-length()")
_MOST_RUNS, _MOST_PIECES, _MOST_ATTRIBUTES = 5_000, 1_000, 1_000
"""Of a paragraph, of a run, and of an element."""
_CROWDED = {
    kind: (etree.XPath(f"//w:{tag}/*[{most + 1}]/..", namespaces={"w": W[1:-1]}), most)
    for kind, tag, most in (("一段", "p", _MOST_RUNS), ("一处文字", "r", _MOST_PIECES))
}
_OVERLOADED = etree.XPath(f"boolean(//*/@*[{_MOST_ATTRIBUTES + 1}])")
_ABSURD_NUMBER = re.compile(rb"=[\"'][0-9]{100}")
"""As the value of an attribute: no measure has so many digits, and of thousands Python makes no number."""
_DAMAGED = "Word 文件已损坏，读不出内容；请用 Word 打开，修复后重新保存。"
_OVERSIZED = "Word 文件{}，不予读取；请压缩其中的图片或删去多余内容后重新保存。"
_SHOWN = 12
_OLE = b"\xd0\xcf\x11\xe0"


class NotWordFile(ValueError):  # noqa: N818 - the name is the reason
    """Raised where data is no Word file that can be read; the message says why and what to do, in Chinese."""


class WordFile(Struct, frozen=True):
    """A Word file in memory: a value, although XML can be changed.

    A function changes no file that it is given. One that writes into a text makes a ``copied`` file first, or has
    just opened it itself, and changes it no more once it has given it away. So whoever holds a file may read it at
    any time, before and after others have made theirs of it.
    """

    parts: Mapping[str, bytes]
    """The data of each part, by its name; that of the text is as it was read: what it says now is in ``root``."""
    main: str
    """The name of the part that holds the text, mostly word/document.xml."""
    root: etree._Element
    """The XML of the text as it is now."""


class Style(Struct, frozen=True):
    """The name of a paragraph style, and whether it is one of headings."""

    name: str
    level: int | None
    """The level of its headings, 1 for a part; None where its paragraphs are no headings."""


def open_word(data: bytes) -> WordFile:
    """Return the Word file that a .docx holds; raises `NotWordFile` for anything else."""
    return of_parts(_unzip(data))


def of_parts(parts: Mapping[str, bytes]) -> WordFile:
    """Return the Word file that consists of these parts; raises `NotWordFile` where they make none."""
    main = _main_part(parts)
    root = parse(parts[main])
    if root.tag != W + "document":
        raise NotWordFile("这是别的 Office 文件（例如 Excel 表格），不是 Word 文档；请另存为 .docx。")
    count = sum(1 for _ in root.iter(W + "p"))
    if count > _MOST_PARAGRAPHS:
        told = f"Word 文件里有 {count} 段，超过 {_MOST_PARAGRAPHS} 段，不予读取；请删去多余的空段后重新保存。"
        raise NotWordFile(told)
    if (signs := int(cast("float", _LENGTH(root)))) > _MOST_SIGNS:
        told = f"Word 文件里有 {signs} 个字，超过 {_MOST_SIGNS} 个，不予读取；请分成几个文件，或者删去多余的内容。"
        raise NotWordFile(told)
    return WordFile(parts, main, root)


def _require_readable(root: etree._Element) -> None:
    """Raises `NotWordFile` where a paragraph is cut into more pieces than any program leaves behind."""
    for kind, (crowded, most) in _CROWDED.items():
        if found := cast("list[Any]", crowded(root)):
            beginning = "".join(each.text or "" for each in islice(found[0].iter(W + "t"), _SHOWN))[:_SHOWN]
            told = f"Word 文件里有{kind}（{beginning}…）切成了 {len(found[0])} 片，超过 {most} 片，不予读取"
            raise NotWordFile(told + "；请把这段文字剪切下来，用“只保留文本”粘贴回去再保存。")
    if _OVERLOADED(root):
        raise NotWordFile(_DAMAGED)


def copied(word: WordFile) -> WordFile:
    """Return the same file with a text of its own, to be changed by whoever has made the copy."""
    return replace(word, root=deepcopy(word.root))


def parse(data: bytes) -> etree._Element:
    """Return the root of an XML part, in the usual names.

    Raises `NotWordFile` when it is damaged, too large or declares a DTD.
    """
    if (count := data.count(b"<")) > _MOST_TAGS:
        raise NotWordFile(_OVERSIZED.format(f"里有 {count} 个标记，超过 {_MOST_TAGS} 个"))
    if (count := data.count(b'="') + data.count(b"='")) > _MOST_EQUALS:
        raise NotWordFile(_OVERSIZED.format(f"里有 {count} 个属性，超过 {_MOST_EQUALS} 个"))
    if _ABSURD_NUMBER.search(data):
        raise NotWordFile(_DAMAGED)
    for strict, name in _STRICT.items():
        data = data.replace(strict, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise NotWordFile(_DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotWordFile("Word 文件里有不该有的 DTD 声明，不能读取；请用 Word 打开后另存为 .docx。")
    _require_readable(root)
    return root


def in_names_of(original: bytes, data: bytes) -> bytes:
    """Return the ``data`` of a part in the names of its ``original``: those of a "strict" file, or the usual."""
    for strict, name in _STRICT.items():
        if strict in original:
            data = data.replace(name, strict)
    return data


def related(word: WordFile) -> dict[str, str]:
    """Return the names of the parts the text refers to, by relationship id; links to outside are left out."""
    return {key: target for key, (_, target) in relationships(word.parts, word.main).items()}


def name_of_kind(word: WordFile, kind: str) -> str:
    """Return the name of the first part the text refers to as this kind, such as numbering; empty for none."""
    targets = (target for each, target in relationships(word.parts, word.main).values() if each == kind)
    return next((target for target in targets if target in word.parts), "")


def part_of_kind(word: WordFile, kind: str) -> etree._Element | None:
    """Return the XML of the first part the text refers to as this kind, such as styles; None for none."""
    data = word.parts.get(name_of_kind(word, kind), b"")
    return parse(data) if data else None


def styles(word: WordFile) -> dict[str, Style]:
    """Return the paragraph styles by id; the style of a paragraph that names none is under the empty id."""
    part = part_of_kind(word, "styles")
    elements = {} if part is None else {e.get(W + "styleId", ""): e for e in part.iter(W + "style")}
    found, levels = {"": Style("Normal", None)}, dict[str, int | None]()
    for key, element in elements.items():
        style = Style(value(element, "name") or key, _level(key, elements, levels))
        found[key] = style
        if element.get(W + "default") in {"1", "true"} and element.get(W + "type") == "paragraph":
            found[""] = style
    return found


def _unzip(data: bytes) -> dict[str, bytes]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise NotWordFile("Word 文件加了密码；请用 Word 打开，取消密码后重新保存。")
        raise NotWordFile("这是旧格式的 .doc 文件；请用 Word 打开，另存为 .docx。")
    try:
        parts = unzipped.parts(data, _MOST_BYTES)
    except DamagedZip as caught:
        raise NotWordFile("文件不是 .docx，或者已损坏，不能读取；请用 Word 打开，另存为 .docx。") from caught
    except OversizedZip as caught:
        raise NotWordFile(_OVERSIZED.format(caught)) from caught
    if (size := max(map(len, parts.values()), default=0)) > _MOST_BYTES_OF_A_PART:
        told = f"里有一份内容 {-(-size // _MEGA)} MB，超过 {_MOST_BYTES_OF_A_PART // _MEGA} MB"
        raise NotWordFile(_OVERSIZED.format(told))
    return parts


def _main_part(parts: Mapping[str, bytes]) -> str:
    targets = [target for kind, target in relationships(parts, "").values() if kind == "officeDocument"]
    main = next((target for target in targets if target in parts), "")
    if not main:
        raise NotWordFile("文件是压缩包，但不是 Word 文档；请用 Word 打开原文件，另存为 .docx。")
    return main


def rels_of(source: str) -> str:
    """Return the name of the part with the relationships of ``source``; the empty one is the file as a whole."""
    return join(dirname(source), "_rels", f"{source.rpartition('/')[2]}.rels")


def relationships(parts: Mapping[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the name of the part that each relationship of ``source`` leads to, by its id.

    Links to outside the file are left out; the empty ``source`` is the file as a whole.
    """
    folder, data = dirname(source), parts.get(rels_of(source))
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


def _level(key: str, elements: Mapping[str, etree._Element], known: dict[str, int | None]) -> int | None:
    """Return the outline level of a style: its own, else that of its base; ``known`` are those found so far."""
    chain = list[str]()
    while key in elements and key not in known:
        known[key] = None  # of styles that are based on each other in a circle
        chain.append(key)
        if (stated := _stated_level(elements[key])) is not None:
            known[key] = stated or None
            break
        key = value(elements[key], "basedOn") or ""
    level = known.get(key)
    known.update(dict.fromkeys(chain, level))
    return level


def _stated_level(style: etree._Element) -> int | None:
    """Return the outline level that a style states, or that its built-in name means; 0 for that of body text."""
    outline = value(style.find(W + "pPr"), "outlineLvl")
    if outline and outline.isdecimal():
        return int(outline) + 1 if int(outline) < 9 else 0  # noqa: PLR2004 - 9 means body text
    built_in = re.fullmatch(r"(?:heading|标题) ?([1-9])", value(style, "name") or "", re.IGNORECASE)
    return int(built_in[1]) if built_in else None


TYPES = "[Content_Types].xml"
"""The name of the part that states the content type of every part."""


def packed(word: WordFile, when: datetime) -> bytes:
    """Return the file as a .docx: its text as ``root`` is now, the parts in a fixed order, all dated ``when``.

    The same file and date always give the same bytes.
    """
    text = in_names_of(word.parts[word.main], xml(word.root))
    parts = {**word.parts, word.main: text}
    first = [TYPES, rels_of(""), word.main]
    names = first + sorted(set(parts) - set(first))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o600 << 16  # on Windows, too
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()


def xml(root: etree._Element) -> bytes:
    """Return the XML of a part as bytes, in UTF-8 with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
