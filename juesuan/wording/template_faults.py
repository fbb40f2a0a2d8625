"""What is wrong with a template, before anything is made of it: every fault at its paragraph, all at once.

A template may print names, loop over lists and leave out what does not hold, and nothing else. It is read here as
its author sees it; nothing is evaluated.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree
from msgspec.structs import replace

from juesuan.model import chinese, raised
from juesuan.model.problems import Problem, error
from juesuan.ooxml import package, tracked_changes
from juesuan.ooxml.elements import W
from juesuan.wording import tags, template
from juesuan.wording.tag_grammar import LONGEST, MOST
from juesuan.wording.tag_shapes import Shape
from juesuan.wording.template import FAULT, PAIRS, TAG, TemplateParagraph, TemplatePlace
from juesuan.wording.template_controls import ADVICE, Reading, check_control, check_print

ORIGINAL = "附件[].原文"
"""The tag in whose place a finished report of the department's own goes."""
_BROKEN = re.compile("[{｛]+%?[^{}｛｝\ue000\ue001]*[}｝]*|[}｝]+")
"""What is left of braces when whole tags are held back, see ``_held``."""
_SHOWN, _NEAR = 24, 60


def read(data: bytes, file: str, shape: Shape) -> Reading:
    """The uses of tags in a template, and all that is wrong with it; ``file`` is what the officer knows it as.

    A file that Word cannot open, or that no report can be made of, is a problem, too.
    """
    try:
        word = template.opened(data)
        reading = read_tags(word, file, shape)
        reading.problems.extend(() if _excess(word) else _missing(word, file, reading))
    except package.NotWordFile as caught:
        reading = Reading(shape)
        reading.problems.append(error("W02", file, f"模板打不开：{caught}", _RESTORE))
    return reading


def read_tags(word: package.WordFile, file: str, shape: Shape | None) -> Reading:
    """The same of a file that is open, without what the program has to find in it.

    Without a vocabulary the names are not looked up: what is sound holds nothing but names, loops and conditions.
    """
    reading = Reading(shape)
    if excess := _excess(word):
        advice = "请从统一的版式重新做起，模板里只留版式要的文字。"
        reading.problems.append(error("W02", file, f"模板太大，{excess}", advice))
        return reading
    parts = tuple(template.read(word, file))
    reading.styles = frozenset(line.style for lines in parts for line in lines)
    for lines in parts:
        _read_part(lines, reading)
    reading.problems.extend(_beside(word, file, is_told=any(line.hidden for lines in parts for line in lines)))
    return reading


_RESTORE = "修好以前，可以先把它改名，报告就用统一的版式。"
_MOST_BYTES, _MOST_NODES = 1_000_000, 50_000
"""Of a part of the template, elements and their attributes; those shipped have 50,000 and 3,000."""


def _excess(word: package.WordFile) -> str:
    """What of the template there is too much of, with its size; nothing where it is of ordinary size."""
    for part in template.text_parts(word):
        if (size := len(word.parts[part.name])) > _MOST_BYTES:
            return f"{part.kind or '正文'}有 {-(-size // 1_000)} KB，超过 {_MOST_BYTES // 1_000} KB"
        if (count := _nodes(part.root)) > _MOST_NODES:
            return f"{part.kind or '正文'}由 {count} 个元素组成，超过 {_MOST_NODES} 个"
    return ""


_MOST_SIGNS = 32_767
"""Of a paragraph, as in the texts: a longer one is not laid out in a minute."""


def _nodes(root: etree._Element) -> int:
    return sum(1 + len(each.attrib) for each in root.iter())


# ---- the paragraphs


def _read_part(lines: Iterable[TemplateParagraph], reading: Reading) -> None:
    """Keep, in ``reading``, what the tags of one part of the file use and what is wrong with them."""
    whole = True
    for line in lines:
        fragments = list(islice(_BROKEN.finditer(_held(line.text)), _MOST_TOLD + 1))
        for fragment in fragments:
            reading.say(_unpaired(fragment[0], line.place), line.place)
        whole = whole and not fragments
        if len(line.text) > _MOST_SIGNS:
            message = f"这一段有 {len(line.text)} 个字，超过 {_MOST_SIGNS} 个"
            reading.say(error("W02", line.place, message, "请分成几段。"), line.place)
        if bad := chinese.fault(raised.ordinary(line.text), line.place):
            reading.say(bad, line.place)
        if line.hidden:
            reading.say(_unseen(line.hidden, line.place), line.place)
        if len(reading.problems) <= _MOST_TOLD:
            _read_tags(replace(line, text=_mended(line.text)), reading, is_paired=whole)
        if len(reading.problems) > _MOST_TOLD or reading.read > MOST:
            whole = False
            break
    for left in reading.stack if whole else ():
        message = f"{FAULT}{PAIRS.format(left.word)}"
        reading.say(error("W01", left.line.place, message, "请补上，或者删去开头。"), left.line.place)
    reading.stack.clear()


_MOST_TOLD = 100
"""Whoever has so much to mend begins with that."""


def _read_tags(line: TemplateParagraph, reading: Reading, *, is_paired: bool) -> None:
    for tag in TAG.finditer(line.text):
        reading.read += 1
        fault = _limit(tag[0], reading.read)
        if not fault and tag[1] is not None:
            check_print(tag, line, reading)
        elif fault := fault or check_control(tag, line, reading, is_paired=is_paired):
            told = error("W01", line.place, f"{FAULT}{fault}（{_short(tag[0], _NEAR)}）", ADVICE)
            reading.say(told, line.place)
        if len(reading.problems) > _MOST_TOLD or reading.read > MOST:
            break


def _limit(typed: str, number: int) -> str:
    """The bound that a tag oversteps, or nothing."""
    if len(typed) > LONGEST:
        return f"标签太长，最多 {LONGEST} 个字"
    return f"标签太多，最多 {MOST} 个" if number > MOST else ""


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
    advice = "标签写成 {{ 名称 }}，两边各两个半角花括号，从头到尾在一段里；不是标签就不要用花括号。"
    return error("W01", place, f"{FAULT}花括号不成对（{_short(words)}）", advice)


def _short(words: str, most: int = _SHOWN) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


# ---- the file


def _unseen(typed: str, place: object) -> Problem:
    """What looks like a tag where none is filled."""
    return error("W01", place, f"{FAULT}它不在正文的文字里（{typed[:_SHOWN]}）", "请删去它。")


def _beside(word: package.WordFile, file: str, *, is_told: bool) -> Iterator[Problem]:
    """Tags that stand in no paragraph would be published as they are, and so would changes that Word keeps."""
    if tracked_changes.are_in(word.root):
        advice = "请在 Word 的“审阅”里接受或拒绝所有修订，关掉修订，再保存。"
        yield error("W04", file, "模板里有没接受的修订", advice)
    roots = [part.root for part in template.text_parts(word)] if not is_told else []
    kinds = package.relationships(word.parts, "").values()
    about = (word.parts[name] for kind, name in kinds if kind == "core-properties" and name in word.parts)
    typed = (template.hidden(root) for root in (*roots, *map(package.parse, about)))
    yield from (_unseen(each, file) for each in sorted({*filter(None, typed)}))


def _missing(word: package.WordFile, file: str, reading: Reading) -> Iterator[Problem]:
    """Problems for what the program fills in by itself and does not find: contents, cover, place of originals."""
    fields = (each.text or "" for each in word.root.iter(W + "instrText"))
    if not any(each.split()[:1] == ["TOC"] for each in fields):
        yield error("W03", file, "模板里没有目录", "请从统一的版式里把目录复制回来，或者用“引用”插入自动目录。")
    if not any(use.name == ORIGINAL and use.is_alone for use in reading.uses):
        yield no_place(file)
    if not any(style.startswith("封面") for style in reading.styles):
        advice = "请从统一的版式里把封面复制回来，样式是“封面单位”“封面标题”。"
        yield error("W03", file, "模板里没有封面", advice)


def no_place(file: str) -> Problem:
    """Problem W03: the template lacks the paragraph that a finished report takes the place of."""
    advice = "请在“附件”循环里恢复单独一段的 {{ 报告.原文 }}。"
    return error("W03", file, "模板里没有放附件原文的位置", advice)
