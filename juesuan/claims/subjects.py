"""The figure that a clause names, without the words around it; the number that a paragraph begins with."""

import re

_NUMBERING = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十百\d]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[“\"]?[.．、]|[①-⑳]|[一二三四五六七八九十]是)\s*"
)
_OPENERS = re.compile(
    r"^(其中|包括|今年|(?:去年|上年)(?!度|末|底|初|结|同|的)|另外|此外|加上|由|加|以及|含|即|共有|共计|共|合计|全年|当年|本年度?(?![收支])|本单位|本部门|本[站校院局委厅所馆]|我(?:单位|部门|[局县区镇乡校院市委厅站所馆])"
    r"|用于|截至.*?日|实有|\d{4}年度?|[）)”、,])+"
)
_TAIL = re.compile(
    r"(累计|共)?(完成|安排|开支|实现)?(了|为|是|达到?|共计|约|近|各|均|分别|[:：])*(为|是|达到?|共|约|各|均|累计|[:：])$|累计完成$|完成$"
)
_UNIT_NAME = re.compile(
    r"^[^，。；（）、]{2,25}?(?:局|委员会|委|中心|学校|中学|小学|幼儿园|医院|卫生院|学院|站|所|联合会|镇|乡|街道|办事处|队|馆|处|厅|政府"
    r"|部门|单位)(?=政府采购|机关运行|收入|支出|本年|三公|一般公共|财政拨款|总收入|总支出|决算总|共有|人员编制|部门)"
)
"""The name of the unit before a figure: 柳坪县中学政府采购支出总额."""
_NOTE = re.compile(r"[（(][^（()）]{0,30}?(为准|不含|含|口径)[^（()）]*[）)]")
_WIDE = str.maketrans("()", "（）")
_EMPTY = re.compile(
    r"(?:本年|当年|全年|年度)?(?:实际)?(?:支出|收入)?(?:决算|预算|执行)(?:数|支出|收入|金额|总额)?"
    r"|(?:当年|全年)?(?:实际)?(?:费用支出|支出|收入|金额|总额)?"
    r"|(?:得|要求|同口径|总体|与|的|各|均|分别|比|较|同比)*|[）)]*"
)
"""Words that name no figure of their own: 支出决算, 全年实际支出决算; but 本年支出 is one."""


def numbering(line: str) -> str:
    """The kind of number that a paragraph begins with: 1. for every such number; empty without one."""
    found = _NUMBERING.match(line)
    return re.sub(r"[一二三四五六七八九十百]+", "一", re.sub(r"\d+|[①-⑳]", "1", found[0].strip())) if found else ""


def unnumbered(line: str) -> str:
    """The paragraph without the number it begins with."""
    return _NUMBERING.sub("", line, count=1)


def subject(head: str) -> str:
    """The figure that a clause names, without numbers of lists, openers and verbs; empty where it names none."""
    text = re.sub(r"[“”\"]", "", _NOTE.sub("", _NUMBERING.sub("", head.strip().translate(_WIDE))))
    found = _YEARS.match(text)
    if found is None:
        return _name(text)
    return _name(found[2]) or _name(found[1])


_YEARS = re.compile(r"(.*)20\d\d年度?(.*)")


def _name(text: str) -> str:
    """The name in what stands before or behind a year; empty where nothing is left."""
    while (shorter := _OPENERS.sub("", _NUMBERING.sub("", text))) != text:
        text = shorter
    text = _TAIL.sub("", _UNIT_NAME.sub("", text))
    text = re.sub(r"的$", "", text)
    return "" if re.fullmatch(_EMPTY, text) else text.strip()


def without_comparison(text: str) -> str:
    """The words before a comparison with another year: 公务接待费支出决算 of 公务接待费支出决算比去年."""
    return re.sub(r"(?:，|^)?(?:同口径)?(?:[与比较](?=[^与比较]*(?:年|预算|上期|同期))|同比|环比).*$", "", text)
