"""The words of the texts: leftovers of the form, doubled words, other names, what must not be published."""

import re
from collections.abc import Iterator

from juesuan.checks.rule import Evidence, Finding, Rule
from juesuan.model import chinese, written_text
from juesuan.model.problems import Severity
from juesuan.model.values import Cell, plain
from juesuan.model.written_text import Statement

PART = "文字"
_AROUND = 12
"""Characters of the text that a message shows on either side."""


def quoted(text: str, start: int, end: int) -> str:
    """The stretch of a text from ``start`` to ``end``, with a few words around it, in quotation marks."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"“{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}”"


def _findings(evidence: Evidence, pattern: re.Pattern[str], says: str) -> Iterator[Finding]:
    """A finding for each place where the pattern stands in a text; ``says`` speaks of {words} and {around}."""
    for statement in evidence.statements:
        text = plain(statement.text)
        for match in pattern.finditer(text):
            words = says.format(words=match[0].strip(), around=quoted(text, *match.span()).replace("\n", " "))
            yield Finding(statement.cell, words, found=match[0].strip())


_LEFTOVERS = re.compile(
    # a note to the writer, but 关注： and 备注：
    r"[（(]?(?<![一-鿿])注[:：]|[（(]此处|〔待(?!\s*确\s*认)|填写说明|罗列全部|数据来源于(?=财决|决算|部门决算)|"
    # a choice that was not made, but （或有负债）
    r"[（(]或(?!有(?:负债|资产|事项))[^）)]{0,20}[）)]|"
    r"[（(]?增加[/／]减少[）)]?|[（(]?增长[/／]下降[）)]?|增加[（(]减少[）)]|增长[（(]下降[）)]|[大小]于[/／（(][大小]于|"
    # a blank that was not filled
    r"[×✕╳]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|某某|"
    # an order to the writer, but 申请单位, 接待定点饭店
    r"[（(]?\d+字以内[）)]?|(?<![申邀提报聘恳敬])请(?:各?部门|各?单位|根据|按照?实际|自行|填写)|"
    r"(?<![等期亟急有尚接招优对看款善])待(?:补充|定|核实)|"
    # a prompt of Word's, or of a form: 单击或点击此处输入文字, 请在此处填写
    r"(?:单击|点击|请在?)[^，。；\n]{0,6}此处[^，。；\n]{0,4}(?:输入|填写|编辑|添加|插入)|(?:单击|点击)以?(?:输入|编辑|添加)|"
    # a blank between brackets or a line to write on: （　　）名, 【】, ______
    r"(?<![A-Za-z])[（(【〔\[][ 　\u00a0_＿]*[）)】〕\]]|[_＿]{2,}|"
    # a sentence that breaks off: 主要原因是。 其中。
    r"(?:原因[是为]|(?<![一-鿿])其中|(?<![一-鿿])包括|主要用于)[：:]?\s*[。；]|原因[是为]\s*$|"
    # a tag with one brace, which prints itself, or an order of a template: { 业务.签约项目 }, {% if %}
    r"(?<![{｛])[{｛]\s*[^\W\d]\w*(?:\.\w+)+\s*[}｝](?![}｝])|[{｛][%％]|[%％][}｝]|"
    # but 〔待确认〕, which has a rule of its own
    r"(?<![等期亟急有尚接招优对看款善〔［\[【（(])待确认(?![〕］\]】）)])"
)
_FIELD_CODES = re.compile(r"PAGEREF(?: _Toc\d+)?|MERGEFORMAT|HYPERLINK|TOC \\|_Toc\d+|错误[!！]未定义书签")
_DOUBLED = re.compile(
    r"(增加|减少|增长|下降|支出|收入|预算|决算|主要|原因|其中|进行|开展|完成|万元|亿元|我局|单位|部门|工作|项目)\1|"
    r"原因是[:：]?(因为|由于)|[，。；：、]{2,}|%%|"
    # a word that ends or begins with the same letter: 目的的, 为了了解, 因为为民, 缓和和谐
    r"(?<![目标])的的(?![确士])|了了(?![解结却然如得望]|不[起得])|(?<![但还于总凡可若只就])是是(?!非)|"
    r"(?<![因作以认成行])为为|(?<![共缓总温饱])和和(?![平美气睦谐解])|(?<!参)与与(?!会)|(?<!公)元元(?![素件旦宵月])"
)
_BARE_PERCENT = re.compile(
    r"(占比?|增长|下降|占[^，。；\d]{1,12}的|完成(率|度|预算|年初预算|调整预算|全年预算)[^，。；\d]{0,3})(\d+(\.\d+)?)"
    r"(?=[，。；）]|、(?!\d)|$)"
)
_MEASURES = (
    "个(?![人体别性税])|人(?![才员民均大社居口文事力身])|次(?![要生])|"
    "项(?!目)|家(?![庭校政长禽畜电])|户(?![籍主外型口])"
)
_BROKEN_NUMBER = re.compile(
    # 13.亿元; 1.元坝镇 and 2.人才引进 are items of a list
    r"\d+[.．]\s?(?=[万亿千]元|元(?![坝旦月素件])|[%％])|"
    rf"(?<=[\u4e00-\u9fff\d])(?<!\d)\d+[.．](?={_MEASURES}|[辆台](?![账风]))|"
    # 12.34.5万元, 1..5; 2021.9.5 is a date and 1.1.1 a heading
    r"\d+\.\d+\.\d+(?=\s?(?:[万亿千]?元|[%％]))|\d[.．]{2,}\d|"
    r"\d[\d,]*,\d{1,2}(?!\d)(?=[万亿]?元)"
)


def no_leftover_of_the_form(evidence: Evidence) -> Iterator[Finding]:
    """No text has a leftover of the form: 注：, XX, （增加/减少）, 100字以内 and the like."""
    return _findings(evidence, _LEFTOVERS, "留着格式里的提示“{words}”：{around}")


def no_field_code(evidence: Evidence) -> Iterator[Finding]:
    """No text has a field code of Word's, pasted as text: PAGEREF and the like."""
    return _findings(evidence, _FIELD_CODES, "有 Word 的域代码“{words}”：{around}")


def no_doubled_words(evidence: Evidence) -> Iterator[Finding]:
    """No text has a word doubled, as 增加增加, or two stops in a row."""
    return _findings(evidence, _DOUBLED, "字写重了“{words}”：{around}")


def a_percentage_has_its_sign(evidence: Evidence) -> Iterator[Finding]:
    """A percentage has its sign: 占18.4 lacks it."""
    return _findings(evidence, _BARE_PERCENT, "“{words}”后面少了百分号：{around}")


_NO_NUMBER = re.compile(
    # 占本年支出的%, 较上年增长%, 支出万元; but 亿元以上, 万元级, 单位：万元
    r"占(?:[^，。；\d]{0,12}的)?(?:比例|比重)?(?:为|达)?[%％]|(?:增长|下降|上升|完成预算的?)[%％]|比重为[%％]"
    r"|(?:增加|减少|支出|收入|预算|决算数?|金额)为?\s*(?:万元|亿元)(?![的级以左为单产、和])"
)
_LOST_DIGITS = re.compile(r"(?<=[计为支入共达出额费])[,，]\d{3}(?:\.\d+)?[万亿]?元|\d，\d{3}(?:\.\d+)?[万亿]?元")


def a_number_is_whole(evidence: Evidence) -> Iterator[Finding]:
    """A number is written whole: 13.亿元, 1,23万元, ,867.48万元 and 占支出的% are not."""
    yield from _findings(evidence, _BROKEN_NUMBER, "数字“{words}”写坏了：{around}")
    yield from _findings(evidence, _NO_NUMBER, "“{words}”没有填数：{around}")
    yield from _findings(evidence, _LOST_DIGITS, "数字“{words}”前面少了一位，或者多了逗号：{around}")


# ---- sentences

_WITHOUT_STOP = (
    "预期目标",
    "实际完成目标",
    "发现的主要问题",
    "下一步改进措施",
    "共用文字",
    "国内公务接待具体内容",
    "张表第",
)
"""The places whose texts stand in a table or inside a sentence."""
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


_NUMBERED = re.compile(rf"\s*(?:({chinese.NUMERAL}+)、(?!{chinese.NUMERAL})|[（(]({chinese.NUMERAL}+)[）)])")


def numbering_has_no_gap(evidence: Evidence) -> Iterator[Finding]:
    """The numbering of paragraphs has no gap: 一、二、四、 and （一）（三） skip one."""
    for passages in evidence.accounts.texts.values():
        sections = points = 0
        for passage in passages:
            match = _NUMBERED.match(written_text.bare(passage.text))
            number = chinese.from_numeral(match[1] or match[2]) if match else None
            if match is None or number is None:
                continue
            expected = (sections if match[1] else points) + 1
            if number not in {1, expected}:
                yield _skipped(passage.cell, match, expected)
            sections, points = (number, 0) if match[1] else (sections, number)


def _skipped(cell: Cell, match: re.Match[str], expected: int) -> Finding:
    found, wanted = match[1] or match[2], chinese.numeral(expected)
    return Finding(cell, f"序号“{match[0].strip()}”应为“{wanted}”", expected=wanted, found=found)


_FIGURE_NUMBER = re.compile(r"(?:[如见]|(?<![一-鿿])|(?<=[由从在据下上]))图\s?\d{1,2}(?!\d|[张幅份个套])")


def charts_are_numbered_by_the_program(evidence: Evidence) -> Iterator[Finding]:
    """No text names a chart by its number: 图8 may be another one by the time the report is made."""
    return _findings(evidence, _FIGURE_NUMBER, "文字里写了“{words}”，图号由程序编排，可能对不上：{around}")


def percentages_of_a_text_have_the_same_decimals(evidence: Evidence) -> Iterator[Finding]:
    """The percentages of one text have decimals or none: in 34% beside 7.79% the whole one stands out."""
    for statement in evidence.statements:
        found = re.findall(r"(?<![\d.])(\d+(?:\.\d+)?)[%％]", plain(statement.text))
        whole = [each for each in found if "." not in each and each not in {"0", "100"}]
        exact = [each for each in found if "." in each]
        if whole and exact:
            message = f"“{whole[0]}%”写到整数，同一段的“{exact[0]}%”写了小数"
            yield Finding(statement.cell, message, expected=f"{exact[0]}%", found=f"{whole[0]}%")


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
)
