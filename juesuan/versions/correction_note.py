"""更正说明 for the reader: one page of HTML to look at, and the same as Word to hand in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup

from juesuan.compare import words
from juesuan.model.identity import About
from juesuan.model.program_folders import TEMPLATES
from juesuan.versions.changes import CHART, SENTENCE, TABLE, Changes, TextChange, Traced
from juesuan.versions.store import Version
from juesuan.word import fill, finish
from juesuan.wording import html_templates
from juesuan.wording.tags import Tag

HTML, WORD = "更正说明.html", "更正说明.docx"
_NONE = "（无）"


def files(found: Changes, versions: tuple[Version, Version], about: About) -> Mapping[str, bytes]:
    """Both files by name; ``versions`` are the old one and the new."""
    return {HTML: html(found, versions, about), WORD: docx(found, versions, about)}


def html(found: Changes, versions: tuple[Version, Version], about: About) -> bytes:
    """The page; it needs nothing beside itself and fetches nothing."""
    tree = _tree(found, versions, about)
    return _template().render(tree).encode()


@cache
def _template() -> jinja2.Template:
    environment = html_templates.environment()
    environment.filters["words"] = _marked_up
    return environment.get_template("corrections.html")


def _marked_up(pieces: Sequence[Mapping[str, Any]]) -> Markup:
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece["字"]) if piece["变"] else piece["字"] for piece in pieces
    )


def docx(found: Changes, versions: tuple[Version, Version], about: About) -> bytes:
    """The Word file."""
    filled = fill.render(TEMPLATES / WORD, _tagged(_tree(found, versions, about)), {})
    return finish.pack(finish.finish(filled, {}, about), about)


def _tagged(value: Any) -> Any:
    """Every text as a tag: what a person typed is never read as one."""
    if isinstance(value, str):
        return Tag(value)
    if isinstance(value, Mapping):
        return {name: _tagged(each) for name, each in value.items()}
    return [_tagged(each) for each in value] if isinstance(value, list) else value


# ---- the words of both


def _tree(found: Changes, versions: tuple[Version, Version], about: About) -> dict[str, Any]:
    before, after = versions
    return {
        "标题": about.title,
        "语言": about.language,
        "原版": f"第{before.number}版（{before.made}）",
        "新版": f"第{after.number}版",
        "改动": [_traced(each, found) for each in found.traced],
        "句子": [_change(each) for each in found.of(SENTENCE)],
        "表格": [_change(each) for each in found.of(TABLE)],
        "图": [_change(each) for each in found.of(CHART)],
        "数": [{"名称": each.name, "原": each.old or _NONE, "新": each.new or _NONE} for each in found.figures],
        "页": pages(found.pages) or "没有变化",
        "新意见": [str(problem) for problem in found.new],
        "消失": [str(problem) for problem in found.gone],
        "未变": str(found.same),
        "人工": found.is_by_hand,
    }


def _traced(each: Traced, found: Changes) -> dict[str, Any]:
    changed = "、".join(change.label for change in each.changes) or _elsewhere(found)
    leads = [f"{len(each.figures)}个数" if each.figures else "", changed, pages(each.pages)]
    return {
        "位置": each.edit.place,
        "名称": each.edit.name,
        "原": each.edit.old or "（空）",
        "新": each.edit.new or "（空）",
        "影响": "；".join(filter(None, leads)),
    }


def _elsewhere(found: Changes) -> str:
    """Of a change that no sentence leads back to, such as a file of 附件, only this is sure."""
    return "见下面各项" if found.changes else "报告的文字没有变"


def _change(change: TextChange) -> dict[str, Any]:
    return {
        "号": change.label,
        "位置": change.place,
        "页": pages(change.pages),
        "原": _pieces(change.old),
        "新": _pieces(change.new),
    }


def _pieces(pieces: words.Pieces) -> list[dict[str, Any]]:
    return [{"字": piece.text, "变": piece.is_changed} for piece in pieces] or [{"字": _NONE, "变": False}]


def pages(labels: Iterable[str]) -> str:
    """第3至5页、第8页; the cover and the contents by name."""
    return "、".join(_ranges(list(dict.fromkeys(labels))))


def _ranges(labels: list[str]) -> Iterator[str]:
    yield from dict.fromkeys(label.rstrip("0123456789") for label in labels if not label.isdecimal())
    numbers = sorted(int(label) for label in labels if label.isdecimal())
    for _, group in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        yield f"第{run[0]}页" if len(run) == 1 else f"第{run[0]}至{run[-1]}页"
