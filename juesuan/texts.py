"""文字材料.docx -> named texts: what stands under each heading, paragraph by paragraph, with its place."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from juesuan import blocks, entries
from juesuan.blocks import Heading, NotWordFile, Paragraph
from juesuan.model import Cell, Passage
from juesuan.problems import Problem, ReportError, error

GUIDANCE_STYLE = "填写提示"
"""Paragraphs in this style are advice to the writer and never part of a text."""
PROJECT_PREFIX = "项目："
SHARED = "共用文字"


@dataclass(frozen=True, slots=True)
class Slot:
    """A heading the report takes a text from."""

    name: str
    required: bool = False


SLOTS = (
    Slot("主要职能", required=True),
    Slot("重点工作完成情况", required=True),
    Slot("机构设置", required=True),
    Slot("国内公务接待具体内容"),
    Slot("预算绩效管理情况", required=True),
    Slot("整体支出绩效自评报告", required=True),
)
PROJECT_SLOTS = (
    Slot("项目综述", required=True),
    Slot("发现的主要问题"),
    Slot("下一步改进措施"),
    Slot("预期目标", required=True),
    Slot("实际完成目标", required=True),
    Slot("自评报告", required=True),
)

Texts = Mapping[str, tuple[Passage, ...]]


def read(path: Path, projects: Iterable[str], problems: list[Problem]) -> Texts:
    """Every text by heading path. Raises ReportError when the file cannot be read at all."""
    found: dict[str, list[Passage]] = {}
    keys = set(_keys(projects))
    for key, passage in _passages(path, problems):
        found.setdefault(key, []).extend([passage] if passage else [])
    problems.extend(_unknown(path.name, found, keys))
    problems.extend(_missing(path.name, found, projects))
    return {key: tuple(passages) for key, passages in found.items()}


def _keys(projects: Iterable[str]) -> Iterable[str]:
    yield from (slot.name for slot in SLOTS)
    for project in projects:
        yield from (f"{PROJECT_PREFIX}{project}/{slot.name}" for slot in PROJECT_SLOTS)


def _passages(path: Path, problems: list[Problem]) -> Iterable[tuple[str, Passage | None]]:
    """Each paragraph with the path it stands under; a heading alone yields None so that it is known to be there."""
    top = key = ""
    base, number = 1, 0
    for block in _blocks(path):
        if isinstance(block, Heading) and block.level == 1:
            top, key, base, number = _name(block.text), _name(block.text), 1, 0
            if _is_leaf(top):
                yield key, None
        elif isinstance(block, Heading) and block.level == 2 and not _is_leaf(top):  # noqa: PLR2004 - outline level
            key, base, number = f"{top}/{_name(block.text)}", 2, 0
            yield key, None
        elif isinstance(block, Heading | Paragraph) and block.text.strip() and block.style != GUIDANCE_STYLE:
            number += 1
            cell = Cell(path.name, f"“{key or '文首'}”第{number}段")
            text = entries.text(block.text, cell, problems)
            if text and key:
                yield key, Passage(text.text, block.level - base if isinstance(block, Heading) else 0, cell)
            elif text and not top:
                problems.append(
                    error("T02", cell, "这段文字不在任何标题下", "请移到相应的标题（标题1）下面。")
                )


def _is_leaf(top: str) -> bool:
    """Whether the headings below ``top`` belong to its text rather than name texts of their own."""
    return top != SHARED and not top.startswith(PROJECT_PREFIX)


def _name(heading: str) -> str:
    return "".join(heading.split()).replace(":", "：")


def _blocks(path: Path) -> Iterable[blocks.Block]:
    try:
        return blocks.read(path.read_bytes())
    except OSError as caught:
        problem = error(
            "T01",
            path.name,
            f"打不开（{caught.strerror}）",
            "请检查文件是否存在；可用 init 命令生成一份空白的。",
        )
        raise ReportError(problem) from caught
    except NotWordFile as caught:
        raise ReportError(error("T01", path.name, str(caught), "请用 WPS 或 Word 另存为 .docx。")) from caught


def _unknown(file: str, found: Iterable[str], keys: set[str]) -> Iterable[Problem]:
    for key in found:
        if key not in keys and not key.startswith(SHARED + "/"):
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
            advice = (
                f"是不是“{near[0]}”？" if near else "请使用模板里的标题；项目名称要与“绩效项目”表一字不差。"
            )
            yield error("T03", f"{file} 标题“{key}”", "报告里没有地方用这个标题下的文字", advice)


def _missing(file: str, found: Mapping[str, list[Passage]], projects: Iterable[str]) -> Iterable[Problem]:
    required = [slot.name for slot in SLOTS if slot.required]
    for project in projects:
        required += [f"{PROJECT_PREFIX}{project}/{slot.name}" for slot in PROJECT_SLOTS if slot.required]
    for key in required:
        if not found.get(key):
            yield error(
                "T04", f"{file} 标题“{key}”", "下面没有文字", "请加上这个标题（标题1或标题2）并写好文字。"
            )
