"""名词解释: each item that the report uses is explained, once, and as what it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.figures import explained_items
from juesuan.model.problems import Severity
from juesuan.model.sheets import tag_of

if TYPE_CHECKING:
    from juesuan.model.accounts import Term

PART = "名词解释"


def each_term_stands_once(evidence: Evidence) -> Iterator[Finding]:
    """No term stands twice in 名词解释, whatever its punctuation."""
    first: dict[str, Term] = {}
    for term in evidence.accounts.terms:
        name = tag_of(term.name.text)
        if name in first:
            other = first[name].name.cell
            yield Finding(
                term.name.cell,
                f"“{term.name}”解释了两次，{other.address} 已有一条",
                (other,),
                found=term.name.text,
            )
        first.setdefault(name, term)


def each_item_of_the_terms_is_used(evidence: Evidence) -> Iterator[Finding]:
    """A term that is an item of the classification is among the items of 支出科目."""
    items = explained_items.printed(evidence.accounts)
    for term in evidence.accounts.terms:
        name = tag_of(term.name.text)
        if (
            name.endswith(("项", "款"))
            and f"（{name[-1]}）" in term.name.text
            and not any(explained_items.explains(name, item, evidence.accounts) for item in items)
        ):
            yield Finding(term.name.cell, f"“{term.name}”不在支出科目里，报告没有用到", found=term.name.text)


def each_item_is_explained(evidence: Evidence) -> Iterator[Finding]:
    """Each lowest item of 支出科目 has its term."""
    for item in explained_items.unexplained(evidence.accounts):
        message = f"支出科目“{item.code} {item.name}”没有名词解释"
        expected = f"{item.name}（{explained_items.LEVELS[len(item.code)]}）"
        yield Finding(item.cell, message, expected=expected)


_KEYWORDS = ("住房公积金", "医疗", "养老", "职业年金", "失业保险", "工伤保险", "生育保险", "提租补贴", "购房补贴")
"""Words that a term's name and its meaning share; one in place of another is a mix-up."""


def a_term_means_what_it_names(evidence: Evidence) -> Iterator[Finding]:
    """A term is not explained as another one: 住房公积金 as medical insurance."""
    for term in evidence.accounts.terms:
        own = [word for word in _KEYWORDS if word in term.name.text]
        others = [word for word in _KEYWORDS if word in term.meaning.text and word not in own]
        if own and others and not any(word in term.meaning.text for word in own):
            message = f"“{term.name}”的解释说的是“{others[0]}”，没有提到“{own[0]}”"
            yield Finding(term.meaning.cell, message, (term.name.cell,), own[0], others[0])


RULES = (
    Rule(
        "C851",
        Severity.WARNING,
        PART,
        "每个名词只解释一次",
        "重复的一条多半是另一个名词写错了名字。",
        "请删去一条，或改正名称。",
        each_term_stands_once,
    ),
    Rule(
        "C852",
        Severity.WARNING,
        PART,
        "解释的科目都在支出科目里",
        "只列本报告用到的科目；多出来的是上年或别的单位留下的。",
        "请删去这一条，或查对支出科目是否漏填。",
        each_item_of_the_terms_is_used,
    ),
    Rule(
        "C853",
        Severity.WARNING,
        PART,
        "支出科目的每个末级科目都有解释",
        "格式要求对本报告用到的科目逐一解释。",
        "运行 terms 命令，把参考的写法写进“名词解释”表，再逐条确认；没有参考写法的，请自己加一条。",
        each_item_is_explained,
    ),
    Rule(
        "C854",
        Severity.WARNING,
        PART,
        "解释说的就是这个名词",
        "住房公积金解释成了医疗保险这样的错，公开稿里出现过。",
        "请核对解释，改成这个名词的。",
        a_term_means_what_it_names,
    ),
)
