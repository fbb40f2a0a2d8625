"""更正说明: what a correction changed, as the tags of the note; its page and its Word file both print them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from juesuan.model.corrections import CHART, SENTENCE, TABLE, Changes, Pieces, TextChange, Traced
from juesuan.model.identity import About
from juesuan.wording.tags import Tree

_NONE = "（无）"
NO_PICTURE, OTHER_PICTURE = _NONE, "（这幅图这里没有，请看那一版的报告）"
"""What stands in place of a chart that a version has not, and of a picture that the program did not draw."""


def tree(found: Changes, versions: tuple[str, str], about: About) -> Tree:
    """The tags of the note on a correction: texts, and lists of what changed.

    Of a sentence there are its pieces, ``字``, those that changed marked by ``变``. ``versions`` are the old one
    and the new, each as a reader calls it. A chart has its pictures, ``原图`` and ``新图``, by their digests.
    """
    before, after = versions
    return {
        "标题": about.title,
        "语言": about.language,
        "原版": before,
        "新版": after,
        "改动": [_traced(each, found) for each in found.traced],
        "句子": [_change(each) for each in found.of(SENTENCE)],
        "表格": [_change(each) for each in found.of(TABLE)],
        "图表": [_chart(each) for each in found.of(CHART)],
        "数": [{"名称": each.name, "原": each.old or _NONE, "新": each.new or _NONE} for each in found.figures],
        "页": _pages(found.pages) or "没有变化",
        "新意见": [str(problem) for problem in found.new],
        "消失": [str(problem) for problem in found.gone],
        "新意见个数": str(len(found.new)),
        "消失个数": str(len(found.gone)),
        "未变": str(found.same),
        "人工": found.is_by_hand,
    }


def _traced(each: Traced, found: Changes) -> dict[str, Any]:
    changed = "、".join(change.label for change in each.changes) or _elsewhere(found)
    leads = [f"{len(each.figures)}个数" if each.figures else "", changed, _pages(each.pages)]
    return {
        "位置": each.edit.place,
        "名称": each.edit.name,
        "原": each.edit.old or "（空）",
        "新": each.edit.new or "（空）",
        "影响": "；".join(filter(None, leads)),
    }


def _elsewhere(found: Changes) -> str:
    """What is said of a change that no sentence leads back to, such as that of a file of 附件."""
    return "见下面各项" if found.changes else "报告的文字没有变"


def _change(change: TextChange) -> dict[str, Any]:
    return {
        "号": change.label,
        "位置": change.place,
        "页": _pages(change.pages),
        "原": _pieces(change.old),
        "新": _pieces(change.new),
    }


def _chart(change: TextChange) -> dict[str, Any]:
    """A chart that changed: its titles, and its pictures by their digests, empty where there is none."""
    titles = ["".join(piece.text for piece in pieces) or _NONE for pieces in (change.old, change.new)]
    old, new = change.pictures
    return {**_change(change), "原题": titles[0], "新题": titles[1], "原图": old, "新图": new}


def _pieces(pieces: Pieces) -> list[dict[str, Any]]:
    return [{"字": piece.text, "变": piece.is_changed} for piece in pieces] or [{"字": _NONE, "变": False}]


def _pages(labels: Iterable[str]) -> str:
    """The pages in words: 第3至5页、第8页; the cover and the contents by name."""
    return "、".join(_ranges(list(dict.fromkeys(labels))))


def _ranges(labels: list[str]) -> Iterator[str]:
    yield from dict.fromkeys(label.rstrip("0123456789") for label in labels if not label.isdecimal())
    numbers = sorted(int(label) for label in labels if label.isdecimal())
    for _, group in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        yield f"第{run[0]}页" if len(run) == 1 else f"第{run[0]}至{run[-1]}页"
