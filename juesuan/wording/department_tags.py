"""The tags of who reports: its names, what kind of unit it is, its people, its duties, the units below it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from juesuan.figures import phrases
from juesuan.model import chinese, workbook_form
from juesuan.model.accounts import Accounts, Passage
from juesuan.model.sheets import tag_of
from juesuan.model.values import UNFILLED, Figures
from juesuan.model.written_text import DUTIES
from juesuan.wording.tag_forms import Begins, NumberForm
from juesuan.wording.tags import NOTHING, Filler, Tag, Tree, add_tag

_HOLDS = Tag("是")
"""The tag of a condition that holds; it is asked for, not printed."""


def department_tags(accounts: Accounts, figures: Figures, fill: Filler) -> Tree:
    """The group 单位: names and dates as 基本信息 has them, then what the form asks of the kind of unit."""
    department = accounts.department
    day = department.published_on
    words = {
        "全称": department.name,
        "简称": department.short_name or department.name,
        "地区": department.region,
        "编码": department.code,
        "自评等级": department.grade,
        "自称": department.own_name,
        "监督索引号": department.index_number,
        "保密审查": department.secrecy_review,
        "联系方式": department.contact,
    }
    named = {name: fill.name(text.text, text.cell) if text else NOTHING for name, text in words.items()}
    published = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return {
        **named,
        "自称": named["自称"] or Tag(f"本{department.called}"),
        "公开日期": fill.name(published, department.cells["published_on"]) if day else NOTHING,
        "部门或单位": Tag(department.called),
        **_conditions(accounts, figures),
    }


def _conditions(accounts: Accounts, figures: Figures) -> Tree:
    department = accounts.department
    costs = figures["其他事项.机关运行经费"]
    headings = _headings(accounts.texts.get(DUTIES, ()))
    asked = {
        "是单位": department.called == workbook_form.LEVELS[1],
        "无机关运行经费": department.kind.text == workbook_form.INSTITUTION and not costs.value,
        "整体自评": department.has_overall_report or any(each.is_overall for each in accounts.attachments),
        "保留重点工作": department.keeps_work_of_the_year,
        "职能分列": bool(headings),
    }
    place = chinese.numeral(sum(map(_is_counted, headings)) + 1 if headings else 2)
    return {
        **{name: _HOLDS if holds else NOTHING for name, holds in asked.items()},
        "重点工作序号": f"（{place}）",
    }


# ---- duties in several parts

_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]+)")
_COUNTED = re.compile(r"\s*[（(][一二三四五六七八九十]+[）)]")


def _headings(passages: Sequence[Passage]) -> list[str]:
    """The headings that part a text, of the highest level; none where it is one text."""
    highest = _highest(each.level for each in passages)
    return [each.text for each in passages if highest and each.level == highest]


def _highest(levels: Iterable[int]) -> int:
    """The highest level of heading in a text, which is the least number; 0 where there are only paragraphs."""
    return min(filter(None, levels), default=0)


def _is_counted(heading: str) -> bool:
    """Whether a heading counts as （一）, as it stands or as it is numbered."""
    return bool(_COUNTED.match(heading) or not _NUMBERED.match(heading))


def numbered(tags: Sequence[Tree]) -> list[Tree]:
    """The paragraphs of a text; the headings that part it count （一） where they have no number of their own."""
    made: list[Tree] = []
    count, below = 0, _highest(each["级别"] for each in tags) - 1
    for each in tags:
        words, level = str(each["文字"]), max(each["级别"] - below, 0) if each["级别"] else 0
        if level == 1 and _is_counted(words):
            count += 1
            words = words if _COUNTED.match(words) else f"（{chinese.numeral(count)}）{words}"
        made.append({"文字": Tag(words), "级别": level})
    return made


# ---- people, vehicles, units below

_STAFF = ("行政人员", "参公人员", "事业人员", "工勤人员", "政法专项人员")
_POSTS = ("管理人员", "专业技术人员")
"""The kinds that 事业人员 falls into, where the workbook has them."""
_ESTABLISHMENT = ("行政编制", "参公编制", "事业编制", "工勤编制", "政法专项编制")
_SUBORDINATES = {
    "下属行政单位": "行政单位",
    "下属参公单位": "参照公务员法管理的事业单位",
    "下属事业单位": "其他事业单位",
}
_MEMBERS = ("已填", "同比", "上年", "说明")
"""What a template may ask of a row that is not there."""
_NEWER_VEHICLES = ("主要负责人用车", "机要通信用车", "应急保障用车", "离退休干部服务用车")


def other_tags(group: dict[str, Any], figures: Figures) -> Tree:
    """What the rows of 其他事项 say together, and a tag that prints nothing for each row that is not there."""
    absent = {
        item.tag: add_tag(NOTHING, **dict.fromkeys(_MEMBERS, ""))
        for item in workbook_form.OTHER_MATTERS.items
        if item.optional and item.tag not in group
    }
    posts = [kind for kind in _POSTS if _count(kind, figures)]
    kinds = [each for kind in _STAFF for each in (posts if posts and kind == "事业人员" else [kind])]
    is_newer = any(f"其他事项.{kind}" in figures for kind in _NEWER_VEHICLES)
    return {
        **absent,
        "在编人员构成": _listed({kind: kind for kind in kinds}, figures, "人"),
        "人员编制构成": _listed({kind: kind for kind in _ESTABLISHMENT}, figures, "名"),
        "下属单位构成": _listed(_SUBORDINATES, figures, "个"),
        "新车辆分类": _HOLDS if is_newer else NOTHING,
    }


def _count(row: str, figures: Figures) -> int:
    figure = figures.get(f"其他事项.{row}")
    return int(figure.value) if figure is not None and figure.rule != UNFILLED else 0


def _listed(rows: dict[str, str], figures: Figures, unit: str) -> Tag:
    """How many there are of each kind, in words: 行政人员12人，工勤人员2人; a kind that has none is left out."""
    held = [(name, figures[f"其他事项.{tag_of(row)}"]) for row, name in rows.items() if _count(row, figures)]
    words = "，".join(name + phrases.text(figure) for name, figure in held)
    return Tag(words, form=NumberForm(unit, Begins.WORDS))
