"""Where the desk does what a command of the terminal does: advice that names a command leads to its screen.

The advice is written where it is known, for the terminal and for the files to be sent; here alone it is turned.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from juesuan import PRODUCT
from juesuan.model import advised
from juesuan.web.whole_numbers import whole


class Way(Struct, frozen=True):
    """The place at the desk that does what a command does."""

    name: str
    """What the screen or the button is called there."""
    address: str
    """Its address; behind that of the year unless it begins with a stroke."""
    before: str = "到"
    """What is said before the name where the command is to be run."""
    after: str = ""
    """What is said behind it."""


WAYS: Mapping[str, Way] = {
    "": Way("生成", "报告", before="点"),
    "check": Way("核对", "核对"),
    "new": Way("＋新的一年", "/新的一年"),
    "start": Way("从报告做起", "/从报告做起"),
    "import": Way("数据", "数据"),
    "terms": Way("补名词解释", "数据/名词"),
    "confirm": Way("数据", "数据"),
    "init": Way("开始", "/开始"),
    "template": Way("本单位的版式", "文字/版式"),
    "edition": Way("本单位的版式", "文字/版式"),
    "tags": Way("标签", "文字/标签"),
    "seen": Way("核对", "核对"),
    "drop": Way("收回的修改", "收回的修改", after="点“不要这一处”"),
    "history": Way("更正与各版", "更正与各版"),
    "restore": Way("更正与各版", "更正与各版"),
    "verify": Way("更正与各版", "更正与各版"),
    "publish": Way("网页和公开数据", "交付/网页"),
    "trends": Way("历年对比", "/历年对比"),
    "audit": Way("审读别的报告", "/审读"),
    "batch": Way("帮助", "/帮助"),
    "open": Way("核对", "/"),
    "desk": Way("核对", "/"),
    "verify-program": Way("帮助", "/帮助"),
}
"""The way for each command of ``advised.OPTIONS``."""

_ENDS = "\\s，。；、（）：“”'\""
"""What ends a word of a command in a sentence."""
_WORD = rf"(?:'[^']*'|\"[^\"]*\"|[^{_ENDS}]+)"
_STARTED = rf"(?:generate\.py|[^{_ENDS}]*\.bat|{PRODUCT}\.exe)"
_PROGRAM = (
    rf"(?:(?:py|[^{_ENDS}]*python[^{_ENDS}]*|'[^']*'|\"[^\"]*\") )?"
    rf"(?:'[^']*{_STARTED}'|\"[^\"]*{_STARTED}\"|[^{_ENDS}]*{_STARTED})"
)
_NAMES = "|".join(sorted(filter(None, advised.OPTIONS), key=len, reverse=True))
_COMMAND = re.compile(
    rf"(?P<run>运行 )?{_PROGRAM}(?: (?P<placed>init|template|edition) {_WORD}| (?P<name>{_NAMES})(?: \d+)?)?"
    rf"(?: --(?:year|inputs|output|attach) {_WORD}| --all)*(?: (?=[一-鿿]))?"
    rf"|(?P<by>运行|用|由) (?P<bare>{_NAMES})(?: --attach 年度)? (?:命令)?"
)
"""A command as ``advised`` writes it, in a sentence, or only its name: 请用 seen 命令列出."""
_YEAR = re.compile(r"(?:--year |[/\\])(20\d\d)(?!\d)")
_OPTIONS = (
    (re.compile(r"--year "), "年度 "),
    (re.compile(r"--by"), "看的人"),
    (re.compile(r"要?加 --office "), "要到“交付”里"),
    (re.compile(r"去掉 --office"), "点上面的“生成”"),
)
"""Options that advice names by themselves, and what says the same at the desk."""


def at_desk(text: str, year: int | None, years: Collection[int]) -> Markup:
    """The advice with each command as a link to its screen, and each option in the words of the desk.

    ``year`` is the one that the page is about, ``years`` are all there are: a screen of another has no address.
    """
    return Markup("").join(_pieces(text, year, years))


def _pieces(text: str, year: int | None, years: Collection[int]) -> Iterator[Markup]:
    done = 0
    for found in _COMMAND.finditer(text):
        yield _without_options(text[done : found.start()])
        way = WAYS[found["placed"] or found["name"] or found["bare"] or ""]
        link = _link(way, _year(found[0], year), years)
        is_run = found["run"] or found["by"]
        yield Markup("{}{}{}").format(way.before, link, way.after) if is_run else link
        done = found.end()
    yield _without_options(text[done:])


def _year(command: str, year: int | None) -> int | None:
    """The year that the command is about: the last that it names, else that of the page."""
    named = _YEAR.findall(command)
    return int(named[-1]) if named else year


def _link(way: Way, year: int | None, years: Collection[int]) -> Markup:
    if way.address.startswith("/"):
        return Markup('“<a href="{}">{}</a>”').format(quote(way.address), way.name)
    if year not in years:
        return Markup("“{}”").format(way.name)
    return Markup('“<a href="{}">{}</a>”').format(quote(f"/{year}/{way.address}"), way.name)


def _without_options(text: str) -> Markup:
    for pattern, words in _OPTIONS:
        text = pattern.sub(words, text)
    return whole(text)
