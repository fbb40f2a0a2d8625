"""How a text looks, as far as people change it by hand: bold, size, colour, where it stands on the line.

The look is worked out from the styles, so that a file whose styles were written anew by another program looks the
same as before.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from juesuan import wordxml
from juesuan.hands.reading import Line, Reader
from juesuan.wordxml import W, is_on, value

_ON_OFF = {"b": "加粗", "i": "斜体", "strike": "删除线", "u": "下划线"}
_SIZES = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三",
    28: "四号", 24: "小四", 21: "五号", 18: "小五", 15: "六号", 13: "小六",
}  # fmt: skip
_SIDES = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐", "distribute": "分散对齐"}
_QUOTED = 20

Look = Mapping[str, str]
"""Property to value, empty where it is the usual one."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The look of everything in one file."""

    defaults: etree._Element | None
    styles: Mapping[str, etree._Element]
    usual: str
    """The style of a paragraph that names none."""
    known: dict[tuple[str, str, bytes], Look] = field(default_factory=dict)

    def letters(self, line: Line) -> Iterator[tuple[str, Look]]:
        """Every letter of the line with its look."""
        for atom in line.atoms:
            run = None if atom.element is None else atom.element.getparent()
            look = {} if run is None or run.tag != W + "r" else self._of_run(run)
            yield from ((letter, look) for letter in atom.text)

    def paragraph(self, line: Line) -> Look:
        """What concerns the paragraph as a whole."""
        found = line.paragraphs[0].find(W + "pPr") if line.paragraphs else None
        layers = [found, *(each.find(W + "pPr") for each in self._chain(self._style(found)))]
        stated = next((words for each in layers if (words := value(each, "jc"))), "left")
        side = {"start": "left", "end": "right"}.get(stated, stated)
        return {
            "jc": side,
            "page": "另起一页" if line.has_break else "",
            "blanks": str(line.blanks or ""),
            "number": line.number,
            "style": line.style,
        }

    def styled(self, line: Line) -> Look:
        """What letters of the line look like without any formatting of their own."""
        found = line.paragraphs[0].find(W + "pPr") if line.paragraphs else None
        layers = [*(each.find(W + "rPr") for each in self._chain(self._style(found))), self.defaults]
        return _look([layer for layer in layers if layer is not None])

    def _of_run(self, run: etree._Element) -> Look:
        own, paragraph = run.find(W + "rPr"), next(run.iterancestors(W + "p"))
        key = (
            self._style(paragraph.find(W + "pPr")),
            value(own, "rStyle") or "",
            b"" if own is None else etree.tostring(own),
        )
        if key not in self.known:
            layers = [
                own,
                *(each.find(W + "rPr") for style in key[1::-1] for each in self._chain(style)),
                self.defaults,
            ]
            self.known[key] = _look([layer for layer in layers if layer is not None])
        return self.known[key]

    def _style(self, properties: etree._Element | None) -> str:
        return value(properties, "pStyle") or self.usual

    def _chain(self, key: str) -> Iterator[etree._Element]:
        """The style and what it is based on."""
        seen = set()
        while key in self.styles and key not in seen:
            seen.add(key)
            yield self.styles[key]
            key = value(self.styles[key], "basedOn") or ""


def looks(reader: Reader) -> Looks:
    """The looks of a file."""
    part = wordxml.part_of_kind(reader.word, "styles")
    if part is None:
        return Looks(None, {}, "")
    styles = {each.get(W + "styleId", ""): each for each in part.iter(W + "style")}
    usual = (
        k for k, each in styles.items() if each.get(W + "default") in {"1", "true"} and _is_of_paragraphs(each)
    )
    return Looks(part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), styles, next(usual, ""))


def _is_of_paragraphs(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph"


def _look(layers: list[etree._Element]) -> Look:
    """Of each property the innermost layer that has it decides."""
    found: dict[str, str] = {}
    for name in _ON_OFF:
        layer = next((each for each in layers if each.find(W + name) is not None), None)
        found[name] = "1" if is_on(layer, name) else ""
    for name, usual in (("sz", ""), ("color", "auto"), ("highlight", "none"), ("vertAlign", "baseline")):
        stated = next((words for each in layers if (words := value(each, name))), "")
        found[name] = "" if stated == usual or (name == "color" and stated == "000000") else stated
    fonts = (each.find(W + "rFonts") for each in layers)
    found["font"] = next((face for each in fonts if each is not None and (face := each.get(W + "eastAsia"))), "")
    return found


def changed(before: tuple[Looks, Line], after: tuple[Looks, Line], renamed: Mapping[str, str]) -> list[str]:
    """What was done to the look of a line, in words; what was put into it is held against what it stands behind.

    ``renamed`` says what the styles of the first file are called in the second.
    """
    (one, was), (other, now) = before, after
    old, new = one.paragraph(was), other.paragraph(now)
    found = [_SAID[name](new[name]) for name in ("jc", "page", "blanks", "number") if old[name] != new[name]]
    if renamed.get(old["style"], old["style"]) != new["style"]:
        found.insert(0, _SAID["style"](now.style))
    letters = list(other.letters(now))
    return found + list(_of_letters(_expected(list(one.letters(was)), letters), letters))


def added(looks: Looks, line: Line) -> list[str]:
    """How a new line differs from its own style."""
    letters = list(looks.letters(line))
    return list(_of_letters([looks.styled(line)] * len(letters), letters))


def _expected(was: list[tuple[str, Look]], now: list[tuple[str, Look]]) -> list[Look]:
    """The look each letter had or, of a new one, that of the letter before."""
    if not was:
        return [look for _, look in now]
    words, others = ("".join(letter for letter, _ in each) for each in (was, now))
    found: list[Look] = []
    for _, a, b, c, d in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        same = was[a:b][: d - c] if b - a == d - c else []
        found += [look for _, look in same] or [was[max(0, a - 1)][1]] * (d - c)
    return found


def _of_letters(expected: list[Look], now: list[tuple[str, Look]]) -> Iterator[str]:
    visible = [(look, each) for look, each in zip(expected, now, strict=True) if each[0].strip()]
    for words, letters in groupby(visible, key=lambda pair: "、".join(_words(pair[0], pair[1][1]))):
        text = "".join(letter for _, (letter, _) in letters)
        if words:
            whole = len(text) == len(visible)
            yield f"整段{words}" if whole else f"“{text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}”{words}"


def _words(old: Look, new: Look) -> Iterator[str]:
    for name in old if old != new else ():
        if name in new and old[name] != new[name]:
            yield _SAID[name](new[name]) if name in _SAID else f"{'' if new[name] else '取消'}{_ON_OFF[name]}"


def _size(half_points: str) -> str:
    if not half_points.isdecimal():  # none is stated any more, or what is stated is no size
        return "字号改了"
    size = int(half_points)
    return f"字号改为{_SIZES.get(size) or f'{size / 2:g}磅'}"


_SAID: Mapping[str, Callable[[str], str]] = {
    "style": lambda name: f"样式改为“{name}”",
    "jc": lambda side: f"对齐改为{_SIDES.get(side, side)}",
    "page": lambda words: words or "取消另起一页",
    "blanks": lambda count: f"前面空了{count}行" if count else "去掉了前面的空行",
    "number": lambda words: f"编号改为“{words}”" if words else "取消编号",
    "sz": _size,
    "color": lambda colour: f"字色改为{colour}" if colour else "字色改回黑色",
    "highlight": lambda colour: "突出显示" if colour else "取消突出显示",
    "vertAlign": lambda place: {"superscript": "上标", "subscript": "下标"}.get(place, "取消上下标"),
    "font": lambda name: f"字体改为{name}",
}
