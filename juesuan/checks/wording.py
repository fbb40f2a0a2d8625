"""The words of the texts: leftovers of the form, doubled words, other names, what must not be published."""

import re
from collections.abc import Iterator
from datetime import date

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.phrases import plain
from juesuan.problems import Severity
from juesuan.statements import Statement

PART = "文字"
_AROUND = 12
"""Characters of the text that a message shows on either side."""


def _quoted(text: str, start: int, end: int) -> str:
    """The place in the text with a few words around it."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"“{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}”"


def _found(evidence: Evidence, pattern: re.Pattern[str], says: str) -> Iterator[Finding]:
    """A finding for each place where the pattern stands in a text; ``says`` speaks of {words} and {around}."""
    for statement in evidence.statements:
        text = plain(statement.text)
        for match in pattern.finditer(text):
            words = says.format(words=match[0].strip(), around=_quoted(text, *match.span()).replace("\n", " "))
            yield Finding(statement.cell, words, found=match[0].strip())


_LEFTOVERS = re.compile(
    r"[（(]?注[:：]|[（(]或[^）)]{0,20}[）)]|[（(]?增加[/／]减少[）)]?|[（(]?增长[/／]下降[）)]?|[大小]于[/／（(][大小]于|"
    r"[×✕╳]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|某某|[（(]?\d+字以内[）)]?|请(各?部门|各?单位|根据|按照?实际|自行|填写)|"
    r"待(确认|补充|定|核实)|[（(]此处|数据来源于|罗列全部|填写说明|〔待"
)
_FIELD_CODES = re.compile(r"PAGEREF|MERGEFORMAT|HYPERLINK|TOC \\|_Toc\d+|错误[!！]未定义书签")
_DOUBLED = re.compile(
    r"(增加|减少|增长|下降|支出|收入|预算|决算|主要|原因|其中|进行|开展|完成|万元|亿元|我局|单位|部门|工作|项目)\1|"
    r"原因是[:：]?(因为|由于)|的的|了了|是是|为为|和和|与与|元元|[，。；：、]{2,}|%%"
)
_BARE_PERCENT = re.compile(
    r"(占比?|增长|下降|占[^，。；\d]{1,12}的|完成[^，。；\d]{0,8}的?)(\d+(\.\d+)?)(?=[，。；、）]|$)"
)
_BROKEN_NUMBER = re.compile(
    r"\d+[.．](?=(万|亿|千)?元|[个人次项家户辆台%％])|\d+\.\d+\.\d+(?!\d*[.）)])|\d,\d{1,2}(?!\d)(?=(万|亿)?元)"
)


def no_leftover_of_the_form(evidence: Evidence) -> Iterator[Finding]:
    """注：, XX, （增加/减少）, 100字以内 and the like."""
    return _found(evidence, _LEFTOVERS, "留着格式里的提示“{words}”：{around}")


def no_field_code(evidence: Evidence) -> Iterator[Finding]:
    """PAGEREF and the like: Word's field codes, pasted as text."""
    return _found(evidence, _FIELD_CODES, "有 Word 的域代码“{words}”：{around}")


def no_doubled_words(evidence: Evidence) -> Iterator[Finding]:
    """增加增加, two stops in a row."""
    return _found(evidence, _DOUBLED, "字写重了“{words}”：{around}")


def a_percentage_has_its_sign(evidence: Evidence) -> Iterator[Finding]:
    """占18.4 without a %."""
    return _found(evidence, _BARE_PERCENT, "“{words}”后面少了百分号：{around}")


def a_number_is_whole(evidence: Evidence) -> Iterator[Finding]:
    """13.亿元, 1,23万元."""
    return _found(evidence, _BROKEN_NUMBER, "数字“{words}”写坏了：{around}")


# ---- sentences

_WITHOUT_STOP = (
    "预期目标",
    "实际完成目标",
    "发现的主要问题",
    "下一步改进措施",
    "共用文字",
    "国内公务接待具体内容",
)
"""Texts that stand in a table or inside a sentence."""
_STOPS = "。！？；：!?…”）)"
_LONG = 25


def a_paragraph_ends_with_a_stop(evidence: Evidence) -> Iterator[Finding]:
    """A long paragraph of 文字材料 ends with a full stop."""
    for statement in evidence.statements:
        text = plain(statement.text).strip()
        is_told = not any(name in statement.cell.address for name in _WITHOUT_STOP)
        if _is_paragraph(statement) and is_told and len(text) >= _LONG and "，" in text and text[-1] not in _STOPS:
            yield Finding(statement.cell, f"段末没有句号：“…{text[-_AROUND:]}”")


def _is_paragraph(statement: Statement) -> bool:
    return statement.cell.sheet.endswith(".docx")


_NUMERALS = "一二三四五六七八九十"


def numbering_has_no_gap(evidence: Evidence) -> Iterator[Finding]:
    """一、二、四、 and （一）（三） skip one."""
    for passages in evidence.accounts.texts.values():
        last = {"、": 0, "）": 0}
        for passage in passages:
            match = re.match(rf"\s*([（(]?)([{_NUMERALS}]{{1,3}})([、）)])", passage.text)
            if not match or bool(match[1]) == (match[3] == "、"):
                continue
            kind, number = "、" if match[3] == "、" else "）", _numeral(match[2])
            if number not in {1, last[kind] + 1}:
                expected = _chinese(last[kind] + 1)
                yield Finding(
                    passage.cell,
                    f"序号“{match[0].strip()}”前面缺了“{expected}”",
                    expected=expected,
                    found=match[2],
                )
            last[kind] = number
            if kind == "、":
                last["）"] = 0


def _numeral(words: str) -> int:
    """一 to 九十九."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _NUMERALS.index(words) + 1 if len(words) == 1 else 0
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    first = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return first + (_NUMERALS[ones - 1] if ones else "")


_FIGURE_NUMBER = re.compile(r"(如|见)?图\s?\d+")


def charts_are_numbered_by_the_program(evidence: Evidence) -> Iterator[Finding]:
    """图8 in a text may be another chart by the time the report is made."""
    return _found(evidence, _FIGURE_NUMBER, "文字里写了“{words}”，图号由程序编排，可能对不上：{around}")


def percentages_of_a_text_have_the_same_decimals(evidence: Evidence) -> Iterator[Finding]:
    """34% beside 7.79%: whole ones stand out among exact ones."""
    for statement in evidence.statements:
        found = re.findall(r"(?<![\d.])(\d+(?:\.\d+)?)[%％]", plain(statement.text))
        whole = [each for each in found if "." not in each and each not in {"0", "100"}]
        exact = [each for each in found if "." in each]
        if whole and exact:
            message = f"“{whole[0]}%”写到整数，同一段的“{exact[0]}%”写了小数"
            yield Finding(statement.cell, message, expected=f"{exact[0]}%", found=f"{whole[0]}%")


# ---- names and persons


def the_unit_has_one_name(evidence: Evidence) -> Iterator[Finding]:
    """A name that is the department's but for a character or two is misspelt, or another unit's."""
    department = evidence.accounts.department
    names = {
        text.text for text in (department.name, department.short_name) if text and len(text.text) >= _SHORTEST_NAME
    }
    for statement in evidence.statements:
        text = plain(statement.text)
        bare = text
        for name in sorted(names, key=len, reverse=True):
            bare = bare.replace(name, "□" * len(name))
        for name in names:
            for near in _nearly(bare, name):
                message = f"单位名称写成“{near}”，应为“{name}”"
                yield Finding(statement.cell, message, (department.name.cell,), name, near)


_SHORTEST_NAME = 5


def _nearly(text: str, name: str) -> Iterator[str]:
    """The stretches of a text that are the name with one character changed, or two neighbours changed about."""
    size = len(name)
    for place in range(len(text) - size + 1):
        window = text[place : place + size]
        if window[-1] == name[-1] and window[0] == name[0] and "□" not in window:
            wrong = [at for at in range(size) if window[at] != name[at]]
            if len(wrong) == 1 or (len(wrong) == 2 and sorted(window) == sorted(name)):  # noqa: PLR2004
                yield window


_PERSONAL = (
    (re.compile(r"(?<![\d.])\d{6}(?P<born>(19|20)\d{6})\d{3}[\dXx](?!\d)"), "身份证号"),
    (re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.]|(万|亿)?元)"), "手机号"),
    (re.compile(r"(?<![\d.])(?:\d{4}[ -]?){4,}\d{0,3}(?![\d.]|(万|亿)?元)"), "银行账号"),
)


def nothing_personal_is_published(evidence: Evidence) -> Iterator[Finding]:
    """ID numbers, mobile numbers and bank accounts do not belong in a public paper."""
    for statement in evidence.statements:
        text = plain(statement.text)
        for pattern, kind in _PERSONAL:
            match = next(filter(_is_personal, pattern.finditer(text)), None)
            if match:
                shown = f"{match[0][:3]}…{match[0][-2:]}"
                yield Finding(statement.cell, f"有像{kind}的数字“{shown}”，不能公开", found=shown)
                break


def _is_personal(match: re.Match[str]) -> bool:
    born = match.groupdict().get("born")
    if born is None:
        return True
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return True


RULES = (
    Rule(
        "C831",
        Severity.WARNING,
        PART,
        "文字里没有留下格式的提示语",
        "“注：”“XX”“（增加/减少）”“100字以内”是写给填报人看的，年年有单位原样公开出去。",
        "请删去，或换成实际内容。",
        no_leftover_of_the_form,
    ),
    Rule(
        "C832",
        Severity.WARNING,
        PART,
        "文字里没有 Word 的域代码",
        "从目录或交叉引用复制文字会带出 PAGEREF 一类的代码。",
        "请删去这段代码，重新输入文字。",
        no_field_code,
    ),
    Rule(
        "C833",
        Severity.WARNING,
        PART,
        "没有写重的字词和标点",
        "“增加增加”“。。”多是拼接句子时留下的。",
        "请删去重复的部分。",
        no_doubled_words,
    ),
    Rule(
        "C834",
        Severity.WARNING,
        PART,
        "百分数带着百分号",
        "“占18.4”少了百分号，意思就变了。",
        "请补上 %。",
        a_percentage_has_its_sign,
    ),
    Rule(
        "C835",
        Severity.WARNING,
        PART,
        "数字写得完整",
        "“13.亿元”“1,23万元”一定少了一位。",
        "请核对原件，补齐数字。",
        a_number_is_whole,
    ),
    Rule(
        "C836",
        Severity.WARNING,
        PART,
        "每段话有句号",
        "段末缺句号，多半是没写完，或粘贴时截断了。",
        "请看看是不是没写完，补上句号。",
        a_paragraph_ends_with_a_stop,
    ),
    Rule(
        "C837",
        Severity.WARNING,
        PART,
        "序号不跳号",
        "“一、二、四、”跳了号，读者会问少了哪一项。",
        "请补上缺的一项，或改正序号。",
        numbering_has_no_gap,
    ),
    Rule(
        "C838",
        Severity.WARNING,
        PART,
        "文字里不写图号",
        "图由程序按顺序编号，没有数据的图不画，手写的图号会对不上。",
        "请删去图号，改写成“见下图”。",
        charts_are_numbered_by_the_program,
    ),
    Rule(
        "C839",
        Severity.HINT,
        PART,
        "同一段里百分数的小数位数一致",
        "34%旁边写着7.79%，读者会以为前一个没有算准。",
        "请写到同样的位数。",
        percentages_of_a_text_have_the_same_decimals,
    ),
    Rule(
        "C840",
        Severity.WARNING,
        PART,
        "单位名称全文一种写法",
        "差一个字就成了别的单位；从兄弟单位的稿子改来的文字最容易留下。",
        "请改正，或用标签 {{ 单位.全称 }}。",
        the_unit_has_one_name,
    ),
    Rule(
        "C841",
        Severity.WARNING,
        PART,
        "没有身份证号、手机号、银行账号",
        "公开的文件不能有个人信息。",
        "请删去。",
        nothing_personal_is_published,
    ),
)
