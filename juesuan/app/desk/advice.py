"""Advice as the desk gives it: a command becomes the screen and the button that do the same."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_SIGNS = r"\s“”，。；：（）"
_WORD = r"""(?:"[^"]*"|'[^']*'|[^\s“”]+?)"""
_PYTHON = rf"""(?:"[^"]*"|'[^']*'|[^{_SIGNS}]*python[^{_SIGNS}]*)"""
_PROGRAM = rf"(?:{_PYTHON} )?[\"']?[^{_SIGNS}]*?(?:generate\.py|生成报告\.bat)[\"']?"
_END = r"(?=[\s。，；）]|$)"
_BEHIND = rf"(?: --[a-z]+(?: {_WORD}{_END})?| [\d-]+{_END}| {_WORD}[/\\]{_WORD}{_END})*"
_COMMAND = re.compile(rf"(?:请?运行 ?)?{_PROGRAM}(?: (?P<name>[a-z]+))?{_BEHIND} ?(?:生成报告)?")
"""A command as ``model.advised`` writes it, with the words before and behind that belong to it."""
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "": "点上面的“生成”",
        "check": "看“核对”",
        "new": "点上面的“＋新的一年”",
        "import": "到“数据”把表导进来",
        "terms": "到“数据”点“补名词解释”",
        "init": "到“＋新的一年”下面的“开始”里",
        "template": "到“文字”点“改报告的语句”",
        "tags": "看“帮助”里的“改报告里的一句话”",
        "seen": "到“核对”逐句看手写数",
        "drop": "到“收回的修改”点“不要这一处”",
        "history": "到“更正与各版”",
        "restore": "到“更正与各版”点那一版的“找回这一版”",
        "verify": "到“更正与各版”下面“查验一份文件”",
        "audit": "到“审读别的报告”",
        "desk": "打开工作台",
    }
)
"""What does the same at the desk, by the name of the command."""


def at_desk(words: object) -> str:
    """The words without commands: where one was, the place at the desk is named."""
    said = _COMMAND.sub(lambda found: PLACES.get(found["name"] or "", found[0]), str(words))
    return said.replace("运行 terms 命令", PLACES["terms"])
