"""The pictures, styles and lists that an old text refers to, brought into the new Word file that lacks them."""

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from posixpath import dirname, join

from lxml import etree

from juesuan.ooxml import added_parts, package, parts
from juesuan.ooxml.elements import DRAWN, SVG, VML, WP, A, R, W, value
from juesuan.ooxml.package import WordFile
from juesuan.ooxml.parts import NewPart

_NAMED = (W + "pStyle", W + "rStyle", W + "tblStyle")
_OTHERS = (W + "basedOn", W + "next", W + "link")
_KINDS = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
          "tiff": "image/tiff", "tif": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf",
          "svg": "image/svg+xml"}  # fmt: skip


def carry(old: WordFile, new: WordFile) -> tuple[WordFile, WordFile]:
    """Both files, the text of the old one made fit for the new one, whose styles, lists and pictures it names now.

    What the new file lacked of these has been added to it. Drawings whose data cannot come along, such as embedded
    objects, are left out of the old text.
    """
    old = package.copied(old)
    return old, _with_lists(old, _with_styles(old, _with_pictures(old, new)))


# ---- pictures


def _with_pictures(old: WordFile, new: WordFile) -> WordFile:
    """The new file with the pictures of the old one, each under a name made from its data, none twice.

    The drawings in the old text refer to them from now on.
    """
    sources = package.related(old)
    known = {new.parts[name]: key for key, name in package.related(new).items() if name in new.parts}
    numbers = count(max((int(each.get("id", "")) for each in new.root.iter(WP + "docPr")
                         if each.get("id", "").isdecimal()), default=0) + 1)  # fmt: skip
    for drawing in [each for each in old.root.iter(*DRAWN) if next(each.iterancestors(*DRAWN), None) is None]:
        for described in drawing.iter(WP + "docPr"):
            number = str(next(numbers))
            described.set("id", number)
            described.set("name", f"图片{number}")
        pictures = [(each, R + "embed") for each in drawing.iter(A + "blip", SVG + "svgBlip")]
        pictures += [(each, R + "id") for each in drawing.iter(VML + "imagedata")]
        for element, attribute in pictures:
            name = sources.get(element.get(attribute, ""), "")
            if data := old.parts.get(name):
                if data not in known:
                    new, known[data] = _with_picture(new, name.rpartition(".")[2].lower(), data)
                element.set(attribute, known[data])
        if _refers(drawing) - set(known.values()):
            next(drawing.iterancestors()).remove(drawing)
    return new


def _with_picture(new: WordFile, suffix: str, data: bytes) -> tuple[WordFile, str]:
    name = join(dirname(new.main), "media", f"old-{hashlib.sha256(data).hexdigest()[:16]}.{suffix}")
    return parts.added(new, NewPart(name, data, "image", _KINDS.get(suffix, f"image/{suffix}")), new.main)


def _refers(drawing: etree._Element) -> set[str]:
    return {str(text) for each in drawing.iter() for name, text in each.attrib.items() if str(name).startswith(R)}


# ---- styles


def _with_styles(old: WordFile, new: WordFile) -> WordFile:
    """The new file with the styles of the old text that it lacks; one that it has by the same name keeps its look.

    The old text refers to them by their new ids from now on.
    """
    theirs, root = package.part_of_kind(old, "styles"), package.part_of_kind(new, "styles")
    if theirs is None or root is None:
        return new
    ours = {_name(each): each.get(W + "styleId", "") for each in root.iter(W + "style")}
    olds = {each.get(W + "styleId", ""): each for each in theirs.iter(W + "style")}
    ids: dict[str, str] = {}
    used = list(dict.fromkeys(each.get(W + "val", "") for each in old.root.iter(*_NAMED)))
    missing = []
    for key in used:  # grows: a style brings those it is based on
        style = olds.get(key)
        if style is None:
            continue
        if (found := ours.get(_name(style))) is None:
            found = _free_id(key, {*ours.values(), *ids.values()})
            missing.append(style)
            used += [each.get(W + "val", "") for each in style.iter(*_OTHERS) if each.get(W + "val") not in used]
        ids[key] = found
    for element in old.root.iter(*_NAMED):
        element.set(W + "val", ids.get(element.get(W + "val", ""), element.get(W + "val", "")))
    root.extend([_renamed(style, ids) for style in missing])
    return parts.changed(new, "styles", root) if missing else new


def _name(style: etree._Element) -> tuple[str, str]:
    key = style.get(W + "styleId", "")
    return style.get(W + "type", ""), (value(style, "name") or key).lower()


def _free_id(wanted: str, taken: set[str]) -> str:
    return next(key for number in count() if (key := f"{wanted}Old{number}" if number else wanted) not in taken)


def _renamed(style: etree._Element, ids: Mapping[str, str]) -> etree._Element:
    made = deepcopy(style)
    made.attrib.pop(W + "default", "")
    made.set(W + "styleId", ids[style.get(W + "styleId", "")])
    for listed in made.findall(f"{W}pPr/{W}numPr"):
        next(listed.iterancestors()).remove(listed)  # its lists stay behind
    for other in made.findall(W + "link"):
        made.remove(other)
    for other in made.iter(*_OTHERS):
        other.set(W + "val", ids.get(other.get(W + "val", ""), other.get(W + "val", "")))
    return made


# ---- lists


def _with_lists(old: WordFile, new: WordFile) -> WordFile:
    """The new file with the lists of the old text that it lacks; the old text refers to them from now on.

    An old list is not lacking where a new one counts in the same form and has items of the same words: it goes on
    as the one that has most of them.
    """
    items, found = _items(old.root), _items(new.root)
    theirs = package.part_of_kind(old, "numbering")
    if not items or theirs is None:
        return new
    ours = package.part_of_kind(new, "numbering")
    forms = {} if ours is None else _forms(ours)
    ids: dict[str, str] = {}
    for key, form in _forms(theirs).items():
        same = [each for each in found if forms.get(each) == form and each not in ids.values()]
        best = max(same, key=lambda each: len(items.get(key, set()) & found[each]), default=None)
        if key in items and best is not None and items[key] & found[best]:
            ids[key] = best
    new = _with_missing(theirs, [key for key in items if key not in ids], ids, new)
    for element in old.root.iter(W + "numId"):
        element.set(W + "val", ids.get(element.get(W + "val", ""), element.get(W + "val", "")))
    return new


def _items(root: etree._Element) -> dict[str, set[str]]:
    """The texts of the items of each list, by the list's number (`w:numId`)."""
    found: dict[str, set[str]] = {}
    for listed in root.iter(W + "numPr"):
        paragraph = next(listed.iterancestors(W + "p"), None)
        key = value(listed, "numId")
        if paragraph is not None and key:
            found.setdefault(key, set()).add("".join(each.text or "" for each in paragraph.iter(W + "t")))
    return found


def _forms(numbering: etree._Element) -> dict[str, bytes]:
    """The form in which each list counts, as XML to be compared, by the list's number (`w:numId`)."""
    kinds = {each.get(W + "abstractNumId"): each for each in numbering.iter(W + "abstractNum")}
    return {each.get(W + "numId", ""): _form(each, kinds.get(value(each, "abstractNumId")))
            for each in numbering.iter(W + "num")}  # fmt: skip


def _form(number: etree._Element, kind: etree._Element | None) -> bytes:
    levels = [] if kind is None else kind.findall(W + "lvl")
    return b"".join(etree.tostring(each, method="c14n") for each in (*levels, *number.findall(W + "lvlOverride")))


def _with_missing(theirs: etree._Element, missing: list[str], ids: dict[str, str], new: WordFile) -> WordFile:
    """The new file with the lists that it lacks; their new numbers are put into ``ids``."""
    numbers = {each.get(W + "numId", ""): each for each in theirs.iter(W + "num")}
    kinds = {each.get(W + "abstractNumId"): each for each in theirs.iter(W + "abstractNum")}
    known = [key for key in missing if key in numbers and value(numbers[key], "abstractNumId") in kinds]
    if not known:
        return new
    new, root = added_parts.numbering(new)
    for key in known:
        number, kind = deepcopy(numbers[key]), deepcopy(kinds[value(numbers[key], "abstractNumId")])
        place, ids[key] = (
            added_parts.free(root, "abstractNum", "abstractNumId"),
            added_parts.free(root, "num", "numId"),
        )
        kind.set(W + "abstractNumId", place)
        for each in (*kind.findall(W + "nsid"), *kind.iter(W + "lvlPicBulletId", W + "pStyle")):
            next(each.iterancestors()).remove(each)
        number.set(W + "numId", ids[key])
        for each in number.iter(W + "abstractNumId"):
            each.set(W + "val", place)
        root.insert(len(root.findall(W + "numPicBullet")) + len(root.findall(W + "abstractNum")), kind)
        last = root.findall(W + "num")
        root.insert(root.index(last[-1] if last else kind) + 1, number)
    return parts.changed(new, "numbering", root)
