"""XML that is not what a reader expects: DTDs, entities, depth, width, names, order, numbers, encodings."""

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from tests.support.hostile.desk import ZIPPED, Desk
from tests.support.hostile.zip_structure import packed, parts

_DECLARATION = re.compile(rb"<\?xml[^>]*\?>\s*")
_ROOT = re.compile(rb"<[A-Za-z][\w:.-]*")
_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_DTDS = (
    "<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
    '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    f'<!DOCTYPE a [<!ENTITY a0 "甲">{_BOMB}<!ENTITY a "&a9;">]>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;<!ENTITY a "甲">]>',
    '<!DOCTYPE a [<!ENTITY a "372.00">]>',
)  # fmt: skip
_VALUES = (
    "", "0", "-1", "1", "2147483648", "9" * 30, "9" * 400, "1e9", "NaN", "0x10", "true", "甲", " ", "１２", "A1",
    "XFD1048576",
    "A1:XFD1048576", "rId1", "rId99", "../甲", "{{ 7*7 }}", "1.5", "-0", "%", "a" * 9000,
)  # fmt: skip
_REFERENCES = (
    "&#0;",
    "&#11;",
    "&#x1F;",
    "&#xFFFF;",
    "&#xD800;",
    "&#x10FFFF;",
    "&#x202E;",
    "&#xE000;",
    "&a;",
    "&",
    "<",
    "]]>",
)


# ---- as text


def _declared(data: bytes, chance: Random) -> bytes:
    """With a DTD, whose entity stands somewhere in the text."""
    found = _DECLARATION.match(data)
    at = found.end() if found else 0
    text = re.sub(rb">([^<>]+)<", rb">&a;\1<", data[at:], count=chance.choice((1, 0)))
    return data[:at] + chance.choice(_DTDS).encode() + text


def _deep(data: bytes, chance: Random) -> bytes:
    """With an element nested in itself, far too often."""
    name = chance.choice((b"w:p", b"w:tbl", b"w:sdt", b"w:r", b"row", b"a", b"w:ins"))
    depth, at = chance.choice((30, 200, 255, 300, 6000, 100_000)), data.rfind(b"</")
    return data[:at] + b"<%s>" % name * depth + b"</%s>" % name * depth + data[at:]


def _found(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes]:
    """One of the places of a pattern; the beginning where there is none."""
    return chance.choice(list(pattern.finditer(data)) or list(re.finditer(b"^", data)))


def _wide(data: bytes, chance: Random) -> bytes:
    found = _found(_ROOT, data, chance)
    count = chance.choice((1, 300, 30_000))
    more = b"".join(b' a%d="%s"' % (number, b"x" * chance.choice((1, 100))) for number in range(count))
    return data[: found.end()] + more + data[found.end() :]


def _recoded(data: bytes, chance: Random) -> bytes:
    text = _DECLARATION.sub(b"", data).decode("utf-8", "replace")
    stated, real = (chance.choice(("utf-8", "utf-16", "gb18030", "latin-1", "utf-32", "utf-7")) for _ in range(2))
    head = chance.choice((f'<?xml version="1.0" encoding="{stated}"?>', "", '<?xml version="1.1"?>', "\ufeff"))
    return (head + text).encode(real, "replace")


def _misnamed(data: bytes, chance: Random) -> bytes:
    """With a namespace that is another, or a prefix that is bound to none."""
    found = chance.choice(re.findall(rb'xmlns:?\w*="[^"]*"', data) or [b""])
    new = chance.choice((b"", b'xmlns:w="urn:a"', found.replace(b"http", b"https"), found + b" " + found))
    return data.replace(found, new) if found else data


def _referring(data: bytes, chance: Random) -> bytes:
    reference = chance.choice(_REFERENCES).encode()
    found = _found(re.compile(rb'>[^<>]*<|="[^"]*"'), data, chance)
    at = found.start() + (1 if found[0].startswith(b">") else 2)
    return data[:at] + reference * chance.choice((1, 1000)) + data[at:]


def _broken(data: bytes, chance: Random) -> bytes:
    found = _found(re.compile(rb"<[^>]*>"), data, chance)
    new = chance.choice(
        (b"", found[0] * 2, found[0].upper(), found[0][:-1], b"<!--" + found[0], b"<![CDATA[" + found[0])
    )
    return data[: found.start()] + new + data[found.end() :]


# ---- as a tree


def _twice(_: etree._Element, chance: Random, each: etree._Element) -> None:
    for more in [deepcopy(each)] * chance.choice((1, 2, 50)):
        each.addnext(deepcopy(more))


def _gone(_: etree._Element, __: Random, each: etree._Element) -> None:
    above = each.getparent()
    assert above is not None
    above.remove(each)


def _moved(root: etree._Element, chance: Random, each: etree._Element) -> None:
    above = {*each.iter()}
    places = [place for place in root.iter() if isinstance(place.tag, str) and place not in above]
    chance.choice(places).append(each)


def _other_value(_: etree._Element, chance: Random, each: etree._Element) -> None:
    if each.attrib and chance.random() < 0.7:
        name = chance.choice(list(each.attrib))
        if chance.random() < 0.15:
            del each.attrib[name]
        else:
            each.set(name, chance.choice(_VALUES))
    else:
        each.text = chance.choice(_VALUES)


def _other_tag(root: etree._Element, chance: Random, each: etree._Element) -> None:
    tags = [other.tag for other in root.iter() if isinstance(other.tag, str)]
    each.tag = chance.choice(("甲", "{urn:a}a", *tags))


_AS_TEXT: tuple[Callable[[bytes, Random], bytes], ...] = (
    _declared, _deep, _wide, _recoded, _misnamed, _referring, _broken,
)  # fmt: skip
_AS_TREE: tuple[Callable[[etree._Element, Random, etree._Element], None], ...] = (
    _twice, _gone, _moved, _other_value, _other_value, _other_value, _other_tag,
)  # fmt: skip


def tree_changed(data: bytes, chance: Random) -> bytes:
    """The XML with elements doubled, lost, moved, renamed or with other values; as it is where it is none."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        below = [each for each in root.iter() if each is not root and isinstance(each.tag, str)]
        if below:
            chance.choice(_AS_TREE)(root, chance, chance.choice(below))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def spoil(desk: Desk) -> str:
    chance, place = desk.chance, desk.chance.choice(ZIPPED)
    held = parts(desk.read(place))
    found = [at for at, (name, data) in enumerate(held) if name.endswith((".xml", ".rels")) and data]
    if not found:
        return place
    texts = [at for at in found if held[at][0].endswith("document.xml") or "/worksheets/" in held[at][0]]
    at = chance.choice(texts or found if chance.random() < 0.6 else found)
    name, data = held[at]
    data = chance.choice((tree_changed, chance.choice(_AS_TEXT)))(data, chance)
    return desk.write(place, packed([*held[:at], (name, data), *held[at + 1 :]]))
