"""核对规则, the page of all rules for the officer: ``python -m juesuan.checks.rule_page`` makes it."""

import sys
from collections.abc import Iterator
from itertools import groupby

from juesuan import checks
from juesuan.checks import across, finished
from juesuan.checks.rule import Rule
from juesuan.model import editions
from juesuan.model.problems import RuleWords, Severity
from juesuan.model.program_folders import DOCS

PLACE = DOCS / "核对规则.md"
_INTRO = """# 核对规则

程序生成报告时逐条核对下面的规则，`.venv/bin/python generate.py check --year 年度` 只核对、不生成。
每条写明：核对什么，为什么，不对时怎么办。

- **错误**：数对不上。改正或说明以前，成品的文件名和页眉都带“草稿”。
- **警告**：要改正，或者说明。
- **提示**：看一眼即可。

确有原因、不用改的错误和警告，在工作簿的“出错说明”表里写一行：代码、位置、差额照抄（核对报告里有“复制到出错说明”），
再写原因。写明了的照样列出，但不再算没有解决；差额以后变了，说明就不再算数，程序会重新提出来（S01）。

文字里手写的、没有来源的数（C910）不能用说明代替，要用 `generate.py seen` 逐个看过；
记下的在“看过.toml”里，对不上了（S10）、读不懂（S11）、文件名不对（S12）都会提出来。
程序替您填的格（C865）也一样，要用 `generate.py confirm` 确认，或者改过；记下的在“提出的格.toml”里，
读不懂（S20）、文件名不对（S24）会提出来。

有的规则只用于有的版式，条下写着“用于”；没有写的，各个版式都用。版式里有什么，见 [版式](版式.md)。

D 开头的规则用于 `python generate.py audit`：审读做好的报告，不看工作簿，只看文件自己。
J 开头的规则用于 `python generate.py batch`：全县各单位放在一起看，都只是提示。
"""


def page() -> str:
    """The page as Markdown: every rule under the part of the report it concerns, in the order of the rule book."""
    return "\n".join((_INTRO, *_sections()))


def _sections() -> Iterator[str]:
    for part, rules in groupby((*checks.RULES, *finished.RULES, *across.RULES), key=lambda rule: rule.part):
        yield f"## {part}\n"
        for rule in rules:
            yield f"### {rule.code}　{rule.asserts}\n"
            yield f"**{rule.severity.value}**　{rule.why}\n"
            yield f"怎么办：{rule.advice}\n"
            yield from _forms(rule)


def _forms(rule: RuleWords) -> Iterator[str]:
    """The forms that a rule is for, with the editions of the program that are such; none for every form."""
    if isinstance(rule, Rule) and rule.forms.words:
        names = [name for name in editions.NAMES if rule.forms.hold(editions.named(name))]
        yield f"用于：{rule.forms.words}（{'、'.join(names)}）。\n"


def counted() -> str:
    """How many rules of each severity there are, in words: 错误 40 条，警告 30 条."""
    return "，".join(f"{each.value} {sum(rule.severity is each for rule in checks.RULES)} 条" for each in Severity)


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PLACE.name}：{counted()}\n")
