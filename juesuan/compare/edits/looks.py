"""The changes that people make by hand in the look of a text, in words: bold, size, colour, alignment.

The look is worked out from the styles, so that a file whose styles were written anew by another program looks the
same as before.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from juesuan.model.last_lines import WIDER
from juesuan.ooxml.editable_text import EditableParagraph
from juesuan.ooxml.looks import ON_OFF, Look, Looks

_SIZES = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三",
    28: "四号", 24: "小四", 21: "五号", 18: "小五", 15: "六号", 13: "小六",
}  # fmt: skip
_SIDES = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐", "distribute": "分散对齐"}
_QUOTED = 20


def changed(
    before: tuple[Looks, EditableParagraph], after: tuple[Looks, EditableParagraph], renamed: Mapping[str, str]
) -> list[str]:
    """The changes in the look of a paragraph, each in words; none where it looks as before.

    A letter that was put in is compared with the one before it. ``renamed`` are the names that the styles of the
    first file have in the second, by their old names.
    """
    (one, was), (other, now) = before, after
    old, new = one.paragraph(was), other.paragraph(now)
    found = [_SAID[name](new[name]) for name in ("jc", "page", "blanks", "number") if old[name] != new[name]]
    if renamed.get(old["style"], old["style"]) != new["style"]:
        found.insert(0, _SAID["style"](now.style))
    letters = list(other.letters(now))
    return found + list(_of_letters(_expected(list(one.letters(was)), letters), letters))


def added(looks: Looks, line: EditableParagraph) -> list[str]:
    """The ways in which a new paragraph looks otherwise than its style, each in words."""
    letters = list(looks.letters(line))
    return list(_of_letters([looks.styled(line)] * len(letters), letters))


def _expected(was: list[tuple[str, Look]], now: list[tuple[str, Look]]) -> list[Look]:
    """The look that each letter of ``now`` should have: its old one or, if new, that of the one before."""
    if not was:
        return [look for _, look in now]
    words, others = ("".join(letter for letter, _ in each) for each in (was, now))
    if words == others:
        return [look for _, look in was]
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
    """The changes between two looks; none where one of them is not known, as of an equation."""
    for name in {**old, **new} if old and new and old != new else ():
        was, now = old.get(name, ""), new.get(name, "")
        if was != now and not (name == "spacing" and _is_unseen(was, now)):
            yield _SAID.get(name, _of_letter(name))(now)


def _is_unseen(was: str, now: str) -> bool:
    """Say whether two spacings, in twentieths of a point, look alike: the program itself sets letters so."""
    try:
        return abs(int(was or 0) - int(now or 0)) <= WIDER
    except ValueError:
        return False


def _of_letter(name: str) -> Callable[[str], str]:
    words = ON_OFF.get(name)
    return (lambda now: f"{'' if now else '取消'}{words}") if words else lambda _: "字的效果改了"


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
    "latin": lambda name: f"西文字体改为{name}",
    "w": lambda percent: f"字符缩放改为{percent or 100}%",
    "spacing": lambda _: "字符间距改了",
    "position": lambda _: "字符升降改了",
    "shd": lambda colour: f"文字底纹改为{colour}" if colour else "取消文字底纹",
    "bdr": lambda line: "加了文字边框" if line else "取消文字边框",
    "fitText": lambda width: "调整了文字宽度" if width else "取消调整文字宽度",
    "eastAsianLayout": lambda _: "双行合一或纵横混排改了",
    "em": lambda mark: "加了着重号" if mark else "取消着重号",
    "textFill": lambda _: "文字填充改了",
}
