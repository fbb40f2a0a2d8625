"""What is wrong with a template, before anything is made of it: every fault at its paragraph, all at once.

A template may print names, loop over lists and leave out what does not hold, and nothing else. It is read here as
its author sees it; nothing is evaluated.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from juesuan.model import chinese
from juesuan.model.problems import Problem, error
from juesuan.ooxml import package, tracked_changes
from juesuan.ooxml.elements import W
from juesuan.wording import tags, template
from juesuan.wording.tag_shapes import Shape
from juesuan.wording.template import FAULT, PAIRS, TAG, TemplateParagraph, TemplatePlace
from juesuan.wording.template_controls import ADVICE, Reading, Use, check_control, check_print

ORIGINAL = "附件[].原文"
"""The tag in whose place a finished report of the department's own goes."""
_BROKEN = re.compile("[{｛]+%?[^{}｛｝\ue000\ue001]*[}｝]*|[}｝]+")
"""What is left of braces when whole tags are held back, see ``_held``."""
_SHOWN = 24


def read(data: bytes, file: str, shape: Shape) -> Reading:
    """The uses of tags in a template, and all that is wrong with it; ``file`` is what the officer knows it as.

    A file that Word cannot open, or that no report can be made of, is a problem, too.
    """
    reading = Reading(shape)
    try:
        word = package.open_word(data)
    except package.NotWordFile as caught:
        reading.problems.append(error("W02", file, f"模板打不开：{caught}", _RESTORE))
        return reading
    body, *others = template.read(word, file)
    for lines in (body, *others):
        _read_part(lines, reading)
    reading.problems.extend(_hidden(word, file))
    reading.problems.extend(_missing(word, file, (body, reading.uses)))
    return reading


_RESTORE = "修好以前，可以先把它改名，报告就用统一的版式。"


# ---- the paragraphs


def _read_part(lines: Iterable[TemplateParagraph], reading: Reading) -> None:
    """Keep, in ``reading``, what the tags of one part of the file use and what is wrong with them."""
    whole = True
    for line in lines:
        fragments = list(_BROKEN.finditer(_held(line.text)))
        for fragment in fragments:
            reading.say(_unpaired(fragment[0], line.place), line.place)
        whole = whole and not fragments
        if bad := chinese.fault(line.text, line.place):
            reading.say(bad, line.place)
        meant = replace(line, text=_mended(line.text))
        for tag in TAG.finditer(meant.text):
            if tag[1] is not None:
                check_print(tag, meant, reading)
            elif fault := check_control(tag, meant, reading, is_paired=whole):
                told = error("W01", line.place, f"{FAULT}{fault}（{tag[0]}）", ADVICE)
                reading.say(told, line.place)
    for left in reading.stack if whole else ():
        message = f"{FAULT}{PAIRS.format(left.word)}"
        reading.say(error("W01", left.line.place, message, "请补上，或者删去开头。"), left.line.place)
    reading.stack.clear()


def _mended(text: str) -> str:
    """The text as it was meant, where that is plain: what follows from a missing brace is not told, too."""
    return _BROKEN.sub(_paired, _held(text)).translate(_FREED)


def _held(text: str) -> str:
    """The text with other letters for the braces of whole tags, so that those left over are the broken ones."""
    return TAG.sub(lambda tag: tag[0].translate(_HELD), text)


_HELD = {ord("{"): "\ue000", ord("}"): "\ue001"}
_FREED = {0xE000: "{", 0xE001: "}"}


def _paired(fragment: re.Match[str]) -> str:
    """The tag that a fragment with broken braces was meant to be; empty where that is not plain."""
    inner = fragment[0].strip("{｛}｝%")
    if "%" in fragment[0]:
        return f"{{%{inner}%}}"
    return f"{{{{{inner}}}}}" if tags.is_name(inner.strip()) else ""


def _unpaired(words: str, place: TemplatePlace) -> Problem:
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    advice = "标签写成 {{ 名称 }}，两边各两个半角花括号，从头到尾在一段里；不是标签就不要用花括号。"
    return error("W01", place, f"{FAULT}花括号不成对（{shown}）", advice)


# ---- the file


def _hidden(word: package.WordFile, file: str) -> Iterator[Problem]:
    """Problems for what the author does not see.

    Tags outside the text would be filled all the same, and changes that Word keeps would be published.
    """
    if tracked_changes.are_in(word.root):
        advice = "请在 Word 的“审阅”里接受或拒绝所有修订，关掉修订，再保存。"
        yield error("W04", file, "模板里有没接受的修订", advice)
    found = {typed for root in template.roots(word) for each in root.iter() for typed in _elsewhere(each)}
    for typed in sorted(found):
        yield error("W01", file, f"{FAULT}它不在正文的文字里（{typed[:_SHOWN]}）", "请删去它。")


def _elsewhere(element: etree._Element) -> Iterator[str]:
    held = [*map(str, element.attrib.values()), element.tail or ""]
    held += [element.text or ""] if element.tag != W + "t" else []
    yield from (words.strip() for words in held if re.search(r"\{[{%#]", words))


def _missing(
    word: package.WordFile, file: str, read: tuple[Sequence[TemplateParagraph], Sequence[Use]]
) -> Iterator[Problem]:
    """Problems for what the program fills in by itself and does not find: contents, cover, place of originals."""
    lines, uses = read
    fields = (each.text or "" for each in word.root.iter(W + "instrText"))
    if not any(each.split()[:1] == ["TOC"] for each in fields):
        yield error("W03", file, "模板里没有目录", "请从统一的版式里把目录复制回来，或者用“引用”插入自动目录。")
    if not any(use.name == ORIGINAL and use.is_alone for use in uses):
        yield no_place(file)
    if not any(line.style.startswith("封面") for line in lines):
        advice = "请从统一的版式里把封面复制回来，样式是“封面单位”“封面标题”。"
        yield error("W03", file, "模板里没有封面", advice)


def no_place(file: str) -> Problem:
    """Problem W03: the template lacks the paragraph that a finished report takes the place of."""
    advice = "请在“附件”循环里恢复单独一段的 {{ 报告.原文 }}。"
    return error("W03", file, "模板里没有放附件原文的位置", advice)
