"""文字材料 -> the paragraphs under each heading that the report takes a text from, each with its place."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeGuard

from msgspec import Struct

from juesuan.model import advised, system_failures
from juesuan.model.accounts import Passage
from juesuan.model.chinese import folded
from juesuan.model.document import Block, Heading, Paragraph, Picture, Table
from juesuan.model.given import Given
from juesuan.model.omission import Omission
from juesuan.model.problems import Problem, ReportError, error, hint, warning
from juesuan.model.values import Cell
from juesuan.model.written_text import (
    GUIDANCE_STYLE,
    PROJECT_PREFIX,
    PROJECT_SLOTS,
    SHARED,
    SLOTS,
    Texts,
    TextSlot,
)
from juesuan.model.year_folder import TEXTS
from juesuan.ooxml import blocks, package
from juesuan.ooxml.package import NotWordFile, WordFile
from juesuan.reading import cells, near_names, text_losses

_NO_PLACE = "所选版式的报告里没有这一节"


def read(
    given: Given,
    projects: Collection[str] | None,
    problems: list[Problem],
    replaced: Mapping[str, str] | None = None,
    unused: Collection[str] = (),
) -> Texts:
    """The paragraphs of every text by heading path; without ``projects`` nothing is said of projects' headings.

    ``replaced`` are the texts that a file stands for, by heading path; ``unused`` are the names of those that the
    edition has no place for. One that is written all the same is left out and told. Raises ReportError when the
    file cannot be read at all.
    """
    wanted = slots(projects or ())
    spared = {key: _NO_PLACE for key, slot in wanted.items() if slot.name in unused}
    keys = {_folded(key): key for key in wanted}
    found: dict[str, list[Passage]] = {}
    word = _opened(given)
    problems.extend(text_losses.above_the_pages(word))
    for section in _sections(_walked(word)):
        key = keys.get(_folded(section.key), section.key)
        passages = list(_passages(section, TEXTS, problems))
        if key in found and passages:
            problems.append(error("T05", _heading(TEXTS, key), "这个标题重复", "请把文字合并到一处。"))
        if passages or section.is_text:
            found.setdefault(key, []).extend(passages)
    problems.extend(cells.crowd(TEXTS, (each.text for passages in found.values() for each in passages)))
    written = {key for key, passages in found.items() if any(passage.level == 0 for passage in passages)}
    told = {key for key in written if projects is not None or not _is_project(key)}
    problems.extend(_unknown(TEXTS, told - wanted.keys(), wanted))
    instead = {**spared, **{key: f"报告里用的是“{file}”" for key, file in (replaced or {}).items()}}
    missing = [key for key, slot in wanted.items() if slot.required and key not in written and key not in instead]
    problems.extend(_missing(TEXTS, key, is_there=key in found) for key in missing)
    needed = (key for key, slot in wanted.items() if slot.required and key in written and key not in instead)
    problems.extend(_hollow(TEXTS, key, found[key][0]) for key in needed if _is_hollow(found[key]))
    problems.extend(_unused(TEXTS, key, instead[key]) for key in found if key in instead and key in written)
    return {key: tuple(passages) for key, passages in found.items() if key not in instead}


def slots(projects: Collection[str]) -> dict[str, TextSlot]:
    """Every heading path that the report takes a text from, with its slot."""
    own = {slot.name: slot for slot in SLOTS}
    return own | {f"{PROJECT_PREFIX}{name}/{slot.name}": slot for name in projects for slot in PROJECT_SLOTS}


def _folded(key: str) -> tuple[str, str]:
    """A heading path for comparison: numbering, spaces and width do not matter."""
    top, _, below = key.rpartition("/")
    return folded(top), folded(below)


def _opened(given: Given) -> WordFile:
    """The file, with all that stands in it; raises ReportError where it cannot be read."""
    if TEXTS not in given.files:
        caught = given.unread.get(TEXTS)
        message = f"打不开（{system_failures.reason(caught)}）" if caught else "没有这个文件"
        advice = near_names.advice(near_names.texts(given), TEXTS)
        if caught:
            advice = "请检查它是不是文件、有没有权限，是否正被别的程序占用。"
        otherwise = (
            f"请检查文件是否存在；可运行 {advised.command('init', given.folder)} 放一份空白的，已有的文件不动。"
        )
        raise ReportError(error("T01", TEXTS, message, advice or otherwise))
    try:
        return package.open_word(given.files[TEXTS])
    except NotWordFile as caught:
        raise _unreadable(caught) from caught


def _unreadable(caught: NotWordFile) -> ReportError:
    return ReportError(error("T01", TEXTS, str(caught), "Word 或 WPS 也打不开的，请从备份里找回这个文件。"))


# ---- sections

_Walked = tuple[tuple[Block, ...], tuple[Omission, ...]]
"""What a paragraph or a table of the file has become, and what of it is not there."""


def _walked(word: WordFile) -> Iterator[_Walked]:
    try:
        yield from blocks.each_with_omissions(word)
    except NotWordFile as caught:
        raise _unreadable(caught) from caught


class _Section(Struct, frozen=True):
    """What stands between a heading that names a text and the next one."""

    key: str
    """Heading path as typed; empty before the first heading."""
    heading: Heading | None
    walked: tuple[_Walked, ...]

    @property
    def is_text(self) -> bool:
        """Whether what stands here is a text.

        It is not before the first heading, nor where the headings of level 2 below name the texts.
        """
        return self.heading is not None and (self.heading.level > 1 or not _is_group(self.key))


def _sections(found: Iterable[_Walked]) -> Iterator[_Section]:
    """What stands in the file, cut at every heading that names a text; what the heading lost stands below it."""
    top, key, heading, held = "", "", None, list[_Walked]()
    for made, omissions in found:
        opening = next((block for block in made if _opens(block, top)), None)
        if opening is None:
            held.append((made, omissions))
            continue
        yield _Section(key, heading, tuple(held))
        name, heading = "".join(opening.text.removeprefix(opening.number).split()), opening
        held = [(tuple(block for block in made if block is not opening), omissions)]
        top, key = (name, name) if opening.level == 1 else (top, f"{top}/{name}")
    yield _Section(key, heading, tuple(held))


def _opens(block: Block, top: str) -> TypeGuard[Heading]:
    """Whether a block is a heading that names a text, below the heading ``top`` of level 1.

    Headings of level 1 do; below a project or the shared texts, those of level 2 do, too.
    """
    return isinstance(block, Heading) and (block.level == 1 or (block.level == 2 and _is_group(top)))  # noqa: PLR2004


def _is_group(top: str) -> bool:
    """Whether a heading of level 1 holds texts that the headings below it name."""
    return top == SHARED or _is_project(top)


def _is_project(key: str) -> bool:
    return key.replace(":", "：").startswith(PROJECT_PREFIX)


def _passages(section: _Section, file: str, problems: list[Problem]) -> Iterator[Passage]:
    """The paragraphs of a section that are text, numbered as the writer would count them."""
    number, name = 0, section.key or "文首"
    for made, omissions in section.walked:
        before = number
        for block in made:
            if isinstance(block, Table | Picture):
                problems.append(_left_out(block, Cell(file, f"“{name}”第{number}段之后")))
            if not isinstance(block, Heading | Paragraph) or not block.text.strip():
                continue
            if block.style == GUIDANCE_STYLE:
                place = Cell(file, f"“{name}”第{number}段之后")
                problems.extend(text_losses.in_guidance(block.text, place) if section.is_text else ())
                continue
            number += 1
            yield from _passage(block, section, Cell(file, f"“{name}”第{number}段"), problems)
        beside = f"第{number}段" if number > before else f"第{number}段之后" if number else "标题下"
        is_table = any(isinstance(block, Table) for block in made)  # which is told as a whole
        problems.extend(() if is_table else text_losses.told(omissions, Cell(file, f"“{name}”{beside}")))


def _passage(
    block: Heading | Paragraph, section: _Section, cell: Cell, problems: list[Problem]
) -> Iterator[Passage]:
    text = cells.paragraph(block.text, cell, problems)
    level = block.level - section.heading.level if section.heading and isinstance(block, Heading) else 0
    if text and section.is_text:
        yield Passage(text.text, level, cell)
    elif text:
        advice = f"请移到相应的标题（标题{2 if section.heading else 1}）下面。"
        problems.append(error("T02", cell, "这段文字上面没有说明它是什么的标题", advice))


# ---- faults


def _heading(file: str, key: str) -> str:
    return f"{file} 标题“{key}”"


def _left_out(block: Table | Picture, cell: Cell) -> Problem:
    kind = "表格" if isinstance(block, Table) else "图片"
    return warning("T06", cell, f"有一个{kind}，报告里放不进去", "请改成文字。")


_TOLD_ONE_BY_ONE = 30
"""Beyond so many headings that are no texts the file is another one."""


def _unknown(file: str, keys: Iterable[str], slots: Collection[str]) -> Iterator[Problem]:
    wrong = sorted(key for key in keys if not key.startswith(SHARED + "/"))
    for key in wrong[:_TOLD_ONE_BY_ONE]:
        near = difflib.get_close_matches(key, slots, n=1, cutoff=0.5)
        advice = f"是不是“{near[0]}”？" if near else _AS_IN_TEMPLATE
        yield error("T03", _heading(file, key), "报告里没有地方用这个标题下的文字", advice)
    if rest := wrong[_TOLD_ONE_BY_ONE:]:
        yield error("T03", file, f"另有 {len(rest)} 个标题，报告里没有地方用下面的文字", _AS_IN_TEMPLATE)


_AS_IN_TEMPLATE = "请使用模板里的标题；项目名称要与“绩效项目”表一字不差。"


def _unused(file: str, key: str, instead: str) -> Problem:
    advice = "这段文字可以留着。" if instead == _NO_PLACE else "要用这里的文字，请把那个文件移到别处。"
    return hint("A04", _heading(file, key), f"{instead}，这里的文字没有用", advice)


_NOTHING = {"无", "暂无", "没有", "略", "同上", "不涉及", "待补充", "无内容", "/", "-", "—", "——", "…", "……"}


def _is_hollow(passages: list[Passage]) -> bool:
    """Whether a text says nothing at all."""
    return all(passage.text.strip(" 　。.；;（）()") in _NOTHING for passage in passages)


def _hollow(file: str, key: str, passage: Passage) -> Problem:
    message = f"只写了“{passage.text}”，公开出去等于只有标题"
    return warning("T44", _heading(file, key), message, "请写清楚；确实没有的，写一句完整的话说明情况。")


def _missing(file: str, key: str, *, is_there: bool) -> Problem:
    """Problem T04: a text that the report must have is not there, or only its heading is."""
    if is_there:
        advice = f"标题在，请在它下面写好文字；灰色的“{GUIDANCE_STYLE}”是给您看的，不算文字，另起一段用正文写。"
        return error("T04", _heading(file, key), "标题下面没有文字", advice)
    advice = "请加上这个标题（标题1或标题2）并写好文字。"
    return error("T04", _heading(file, key), "没有这个标题", advice)
