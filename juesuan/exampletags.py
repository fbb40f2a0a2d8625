"""The tags of the example department: every name that the vocabulary makes, each with something to print."""

from functools import cache

from juesuan import chartbook, derive, example, tagshapes, vocabulary
from juesuan.tags import Tag, Tree
from juesuan.tagshapes import Shape

CHARTS = "图"
OWN = ("业务", "项目", "共用", "科目")
"""The groups whose names are the department's own."""


@cache
def tree() -> Tree:
    """The tags of a template, the charts among them."""
    accounts = example.accounts()
    figures = derive.derive(accounts)
    charts = {
        chart.name: Tag("", {"说明": Tag("没有数据，不作图。")}) for chart in chartbook.charts(accounts, figures)
    }
    return {**vocabulary.build(accounts, figures).tags, CHARTS: charts}


def shape(tags: Tree) -> Shape:
    """What the template of the department with these ``tags`` may name, its lists and cells empty or not."""
    general = {name: group for name, group in tree().items() if name not in OWN}
    return tagshapes.union(tagshapes.of(general), tagshapes.of(tags))
