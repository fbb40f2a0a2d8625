"""标签, the page of every tag for the officer: ``python -m juesuan.wording.tag_list`` makes it."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from juesuan.model import values
from juesuan.model.program_folders import DOCS
from juesuan.wording import example, meanings
from juesuan.wording.tags import Tag

PLACE = DOCS / "标签.md"
_INTRO = """# 标签

版式（`report.docx`）和文字材料里用标签引用数字和文字：`{{ 名称 }}`，名称之间用半角的点隔开。
数字变了，引用它的地方都跟着变。文字材料里只能写 `{{ 名称 }}`；版式里还可以写两样：

- `{% if 名称 %}……{% endif %}`：这个标签没有内容，或者数是零，中间的话就不要；
  `{% else %}` 后面是那时说的话。
- `{% for 段 in 文字.主要职能 %}……{% endfor %}`：有几段就重复几次，中间的 `段` 是其中一段；
  `loop.index` 是第几次，`loop.last` 是最后一次。

写成 `{%p … %}` 的独占一段，写成 `{%tr … %}` 的独占表格一行。
下面例子里的单位和数都是编的；带“示例”二字的名称，换成本单位自己的名称。
本单位的标签是什么、用在哪里：运行 `.venv/bin/python generate.py tags --year 年度`，
打开 `output/年度/留存/标签.html`。
"""
_SAMPLE = "三公经费.因公出国境费"
"""The name of the number whose members stand as examples for all."""


def tag_values(value: Any, name: str = "") -> dict[str, str]:
    """The names of all tags below ``value``, each with what it prints, without marks.

    Of the members of a list the first that prints something stands for all. A list, and a group that stands in
    one, is there with nothing to print. ``name`` is that of ``value`` itself.
    """
    found: dict[str, str] = {}
    for key, words in _values(value, name):
        found[key] = found.get(key) or words
    return found


def _values(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        yield name, ""
        for each in value:
            yield from _values(each, f"{name}[]")
        return
    if isinstance(value, Tag | str | int):
        yield name, values.plain(str(value))
    members = value.members if isinstance(value, Tag) else value
    if isinstance(members, Mapping):
        for key, member in members.items():
            yield from _values(member, f"{name}.{key}" if name else key)


def written(name: str) -> str:
    """The name as a template writes it, in the loops it stands in."""
    *lists, last = name.split("[]")
    inside = _variable(lists[-1]) if lists else ""
    return inside + last


def loop(name: str) -> str:
    """The tag of a template that opens the loop over a list: {% for 段 in 文字.主要职能 %}."""
    return f"{{% for {_variable(name)} in {written(name)} %}}"


def _variable(name: str) -> str:
    """What a template calls each member of the list of that name: 大类 for 支出大类."""
    return meanings.LOOPS.get(name.rpartition(".")[2], meanings.PARAGRAPH)


def lists(known: Iterable[str]) -> frozenset[str]:
    """The names of all lists: those of which any of the ``known`` names is that of a member."""
    return frozenset(name[: mark.start()] for name in known for mark in re.finditer(r"\[\]", name))


def page() -> str:
    """The page as Markdown: every tag under its group, in the order of the vocabulary."""
    found = tag_values(example.tree())
    return "\n".join((_INTRO, *_members(found), *_groups(found)))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


def _head(*cells: str) -> list[str]:
    return [_row(*cells), f"|{'---|' * len(cells)}"]


def _members(found: Mapping[str, str]) -> Iterator[str]:
    yield "## 数的后面还可以接什么\n"
    yield f"例如 `{{{{ {_SAMPLE}.上年 }}}}`。各组后面写着那里的数可以接哪些。\n"
    yield from _head("接", "意思", "例子")
    for member, meaning in meanings.MEMBERS.items():
        examples = (found[f"{each}.{member}"] for each in (_SAMPLE, *found) if found.get(f"{each}.{member}"))
        yield _row(f"`.{member}`", meaning, next(examples, ""))
    yield ""


def _groups(found: Mapping[str, str]) -> Iterator[str]:
    own = [name for name in found if not meanings.is_member(name) and not name.startswith("附件[].绩效.")]
    of_many = lists(found)
    for title, names in groupby(sorted(own, key=order(own)), key=group):
        yield f"## {title}\n"
        yield from _head("标签", "意思", "例子", "后面可以接")
        for name in names:
            if name in of_many:
                yield _row(f"`{loop(name)}`", meanings.of(name) or "", "", "")
            else:
                yield _row(
                    f"`{{{{ {written(name)} }}}}`", meanings.of(name) or "", found[name], _joined(name, found)
                )
        yield ""


def group(name: str) -> str:
    """The heading that a tag stands under: the first word of its name; names of one word share one heading."""
    first = re.split(r"[.\[]", name)[0]
    return first if first != name or first in meanings.LOOPS else _ALONE


_ALONE = "年度和个数"


def order(names: Sequence[str]) -> Callable[[str], int]:
    """A key that keeps the names of a group together."""
    groups = list(dict.fromkeys(map(group, names)))
    return lambda name: groups.index(group(name))


def _joined(name: str, found: Mapping[str, str]) -> str:
    """The members that print something behind the name, for the column 后面可以接."""
    return "、".join(
        each for each in meanings.MEMBERS if found.get(f"{name}.{each}") and meanings.is_member(f"{name}.{each}")
    )


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PLACE.name}：{len(tag_values(example.tree()))} 个标签\n")
