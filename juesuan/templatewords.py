"""What is said of a template that is wrong: what jinja says in English, in the officer's words."""

import re

FAULT = "模板里的标签写错了："
PAIRS = "{{% {0} %}} 没有配对的 {{% end{0} %}}"
_SAYINGS = {
    r"unexpected char ['\"](.+)['\"] at \d+": "有不认识的符号“{}”",
    r"unexpected '(.+?)'": "有多余的“{}”",
    r"unknown tag '(\w+)'": "没有 {{% {} %}} 这个指令，或者它前面缺少配对的开头",
    r"needs to be closed is '(\w+)'": PAIRS,
    r"got 'end of|unexpected end of": "没有写完",
    r"end of (?:print statement|statement block)', got '(.+)'": "后面多出“{}”",
    r"got '(.+)'": "“{}”写得不对",
    r"No filter named '(\w+)'": "没有“{}”这种处理",
}

_TOKENS = {"integer": "数字", "float": "小数", "string": "引号"}


def in_chinese(message: str) -> str:
    """What jinja says in English."""
    for pattern, words in _SAYINGS.items():
        if found := re.search(pattern, message):
            return words.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return "写法不对"
